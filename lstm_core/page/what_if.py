"""What if one number were another: a place to change it, and the changes as chips."""

from collections.abc import Callable
from functools import partial
from itertools import islice
from typing import Any

import streamlit as st

from lstm_core.browser import Offer
from lstm_core.experiment import edits
from lstm_core.experiment.edits import Edit
from lstm_core.model.cell import HELD
from lstm_core.page.context import Page
from lstm_core.page.controls import follow, press, select, touch
from lstm_core.words.ghost import ghost_sentence, kept_cell_label
from lstm_core.words.language import say
from lstm_core.words.what_if import edit_chip

MOST_CHIPS = 20  # changes that are shown one by one
WHAT_IF = {"opened": "what_if"}  # what the button sends that opens the place for a change


def open_what_if() -> None:
    """Have the place for a change there, and open, from the next run on."""
    st.session_state["what_if"] = True


def what_if_opened() -> bool:
    """Whether the place for a change is there: it stays, once it has been opened."""
    return "what_if" in st.session_state


def what_if_offer(page: Page) -> list[Offer]:
    """The button that opens the place for a change; none once that is there, with its own.

    In the sentence's HTML it costs nothing, where Streamlit's is the thirtieth part of a step.
    """
    if what_if_opened():
        return []
    return [Offer(say("what_if", page.lang), "", WHAT_IF, opens=True)]


def what_if(page: Page) -> None:
    """The place to change one number of this cell, where it was looked at last; made when open."""
    if not what_if_opened():
        return
    box = st.popover(say("what_if", page.lang), key="what_if", on_change=touch(page))
    if box.open:
        with box, st.container(key="change"):
            form(page)


def form(page: Page) -> None:
    """One change: of what, when, where, to which value; and the changes that need no number."""
    settings, lang, change = page.settings, page.lang, page.session.change
    name = quantity(page)
    steps, place = when(page, name), where(page, name)
    low, high = bounds(name)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        label, key = say("change_value", lang), f"change_value_{name in HELD}"
        value = st.number_input(label, low, high, 0.0, step=0.1, key=key, width=170)
        edit = Edit(name, steps, place, value)
        press(page, "change_add", rewrite(page, edits.add, edit), type="primary")
    with st.container(horizontal=True):
        unit = page.experiment.unit
        silent = rewrite(page, edits.add, Edit("o", None, (unit,), 0))
        st.button(say("silence", lang, unit=unit), key="silence", on_click=silent)
        press(page, "versus_keep", partial(change, versus=settings.cell_query), "versus_keep_help")
    select(page, "variant")


def quantity(page: Page) -> str:
    """The quantity to change; the gate that is looked at comes first."""
    first = page.settings.stage if page.settings.stage in HELD else "f"
    words = {
        name: say("change_held" if name in HELD else "change_set", page.lang, name=name)
        for name in (first, *(name for name in edits.NAMES if name != first))
    }
    return st.selectbox(
        say("change_what", page.lang),
        tuple(words),
        key=f"change_what_{first}",
        format_func=words.__getitem__,
    )


def bounds(name: str) -> tuple[float, float]:
    """What a quantity may be changed to."""
    if name not in HELD:
        return -1000.0, 1000.0
    return -1.0 if name == "C_tilde" else 0.0, 1.0


def pick(page: Page, name: str, *ids: str, **values: Any) -> str:
    """One of a few ids, by its words, for a form."""
    words = {id: say(f"{name}_{id}", page.lang, **values) for id in ids}
    label = say(name, page.lang)
    return st.radio(label, words, key=name, horizontal=True, format_func=words.__getitem__)


def when(page: Page, name: str) -> tuple[int, int] | None:
    """The first and the last step of a change, None for all."""
    t, T = page.experiment.t, page.experiment.T
    if name not in HELD and name != "x":
        return None
    steps = {"here": (t, t), "on": (t, T), "all": None}
    return steps[pick(page, "change_when", *steps, t=t)]


def where(page: Page, name: str) -> tuple[int | None, ...]:
    """The unit, the input or the row and column of a change; None for all units."""
    experiment, lang = page.experiment, page.lang
    D, H, unit = experiment.D, experiment.H, experiment.unit
    if name == "x":
        return (int(st.number_input(say("change_input", lang), 1, D, 1, key="change_input")),)
    row = unit if pick(page, "change_where", "unit", "every", unit=unit) == "unit" else None
    if not name.startswith("W"):
        return (row,)
    label = say("change_column", lang)
    return row, int(st.number_input(label, 1, H + D, 1, key="change_column"))


def rewrite(page: Page, change: Callable[..., str], *given: Any) -> Callable[[], None]:
    """A callback that changes the interventions shown; only when it is used are they read."""
    session, text = page.session, page.settings.edits
    return lambda: session.enter(change(text, *given))


def chips(page: Page) -> None:
    """Each change, to switch off or to remove; and how far the changes travel."""
    experiment, settings, lang = page.experiment, page.settings, page.lang
    change = page.session.change
    with st.container(horizontal=True, vertical_alignment="center", key="chips"):
        single_changes(page)
        if settings.variant != "none":
            st.markdown(say(f"variant_{settings.variant}", lang), width="content")
        if experiment.entries or settings.plain.cell != settings.cell:
            none = partial(change, edits="", variant="none", forget_bias=0)
            press(page, "change_drop_all", none)
        if settings.versus:
            st.markdown(kept_cell_label(settings), width="content")
            drop = partial(change, versus="")
            st.button("×", key="versus_drop", help=say("versus_drop", lang), on_click=drop)
        if experiment.ghost_mismatch:
            key, values = experiment.ghost_mismatch
            st.caption(say(key, lang, **values))
        elif experiment.ghost:
            st.caption(ghost_sentence(experiment), width="content")


def single_changes(page: Page) -> None:
    """The last of the changes by number, which win over the others; and how many there are."""
    experiment, lang = page.experiment, page.lang
    count = len(experiment.entries)
    pairs = zip(experiment.entries, experiment.troubles, strict=True)
    for k, (entry, trouble) in islice(enumerate(pairs), max(0, count - MOST_CHIPS), None):
        # one of another number of changes is gone: who presses twice removes one
        words, chip = edit_chip(entry, trouble, lang, experiment.H), f"edit_{k}"
        switch, drop = rewrite(page, edits.toggle, k), rewrite(page, edits.drop, k)
        st.checkbox(words, follow(page, chip, entry.on), key=chip, on_change=switch)
        st.button("×", key=f"drop_{k}_of_{count}", help=say("change_drop", lang), on_click=drop)
    if count > MOST_CHIPS:
        st.caption(say("change_more", lang, most=MOST_CHIPS, count=count), width="content")
