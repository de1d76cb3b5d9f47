"""The page's controls: each has its words, follows the session, and changes it when it is used."""

from collections.abc import Callable, Sequence
from functools import partial
from mimetypes import guess_type
from typing import Any

import streamlit as st

from lstm_core.browser import line_html, row_html
from lstm_core.experiment.fields import Complaint
from lstm_core.experiment.settings import CHOICES
from lstm_core.page.context import Page
from lstm_core.page.uploads import content
from lstm_core.training.apart import aside
from lstm_core.words.indices import indices_in_markdown
from lstm_core.words.language import say


def callback(page: Page, key: str, effect: Callable[[Any], None]) -> Callable[[], None]:
    """A widget's callback: its effect on the value, unless the browser only repeats the page's.

    Nor has it one where the widget is gone, as for who presses twice while the page is busy.
    """
    session = page.session

    def changed() -> None:
        if key not in st.session_state:
            return
        value = st.session_state[key]
        if session.link.by_hand(key, value, st.query_params.to_dict()):
            effect(value)

    return changed


def take(page: Page, name: str) -> Callable[[], None]:
    """The callback of the widget of one setting."""
    return callback(page, name, partial(page.session.from_widget, name))


def touch(page: Page) -> Callable[[], None]:
    """The callback of a control outside the settings: the link may be older than the session."""

    def used() -> None:
        page.session.link.outdated = True

    return used


def follow(page: Page, key: str, used: Any, none: Any = None) -> Any:
    """The default for a widget that follows `used`: `none` where it was written to the widget."""
    return page.session.link.lead(st.session_state, key, used, none)


def choose(
    page: Page, name: str, used: str | None = None, ids: Sequence[str] = (), **more: Any
) -> None:
    """A row of ids to choose from, with their words; with few controls the frontier alone."""
    if not page.whole and name != "hide":
        return
    used = used or getattr(page.settings, name)
    defaults = {
        "label_visibility": "collapsed",
        "format_func": lambda id: say(f"{name}_{id}", page.lang),
        "default": follow(page, name, used),
        "on_change": take(page, name),
    }
    st.segmented_control(
        say(name, page.lang),
        ids or CHOICES[name].ids,
        key=name,
        required=True,
        **defaults | more,
    )


def row(
    page: Page,
    name: str,
    ids: Sequence[str] = (),
    otherwise: str = "",
    words: Callable[[str], str] | None = None,
    **more: Any,
) -> str:
    """The choice of ids in a row, in HTML for a line; "" with few controls."""
    if not page.whole:
        return ""
    ids, lang = ids or CHOICES[name].ids, page.lang
    words = words or (lambda id: say(f"{name}_{id}", lang))
    return row_html(lang, name, ids, otherwise or ids[0], words, **more)


def line(*parts: str, note: str = "", **more: Any) -> None:
    """Controls in one line, and a sentence beside them; nothing where there is neither."""
    if any(parts) or note:
        st.html(line_html(parts, note), **more)


def press(
    page: Page,
    name: str,
    effect: Callable[..., Any] | None = None,
    help: str | None = None,
    **more: Any,
) -> bool:
    """A button with its words, and what it does; whether it has just been pressed.

    `more` are Streamlit's options, and `values` what its words have places for.
    """
    help, values = help and say(help, page.lang), more.pop("values", {})
    return st.button(say(name, page.lang, **values), key=name, on_click=effect, help=help, **more)


def upload(
    page: Page, name: str, kinds: Sequence[str], effect: Callable[[bytes, str], None], **more: Any
) -> None:
    """A field for a file of these kinds, and what its bytes and its name do."""

    def taken(file: Any) -> None:
        data = content(file)
        if data is not None:
            with aside():
                effect(data, file.name)

    changed = callback(page, name, taken)
    st.file_uploader(say(name, page.lang), list(kinds), key=name, on_change=changed, **more)


def told_beside(page: Page, *complaints: Complaint) -> None:
    """What was wrong with what a control was given, beside it where the sidebar lies over the page.

    Elsewhere it stands above the picture, in sight.
    """
    if page.look.narrow and complaints:
        st.warning("\n\n".join(say(key, page.lang, **values) for key, values in complaints))


def save(page: Page, name: str, data: Any, file: str, **more: Any) -> None:
    """A button that saves a file, made when it is pressed if `data` is a function."""
    more = {"key": name, "on_click": "ignore"} | more
    st.download_button(say(name, page.lang), data, file, guess_type(file)[0], **more)


def unfold(page: Page, name: str, key: str = "", **values: Any) -> Any:
    """The place for what is shown on demand, once it is unfolded; None before and elsewhere."""
    if not page.whole:
        return None
    expander = st.expander(say(name, page.lang, **values), key=key or name, on_change=touch(page))
    return expander if expander.open else None


def select(page: Page, name: str) -> None:
    """A list of ids to choose from, with their words."""
    ids, lang = CHOICES[name].ids, page.lang
    st.selectbox(
        say(name, lang),
        ids,
        ids.index(follow(page, name, getattr(page.settings, name), ids[0])),
        key=name,
        on_change=take(page, name),
        format_func=lambda id: say(f"{name}_{id}", lang),
        help=say(f"{name}_help", lang),
    )


def slide(page: Page, name: str, used: int, low: int, high: int, **more: Any) -> None:
    """A slider of one setting. One from 1 to 1 is an error in Streamlit: then it goes to 2."""
    label, top = indices_in_markdown(say(name, page.lang)), max(high, low + 1)
    if page.whole:
        value = follow(page, name, used)
        st.slider(label, low, top, value, key=name, **{"on_change": take(page, name)} | more)
