"""Controls in a line of the page's own HTML: together they cost a rerun no more than a sentence.

What one sets with them is a move, and what they show follows the place: front/line.js. Of what the
place says nothing is in the HTML, so that it stays the same, and mounted, while one uses it.
"""

from collections.abc import Callable, Sequence
from html import escape

from lstm_core.browser.html import unbroken
from lstm_core.words.indices import indices_in_html
from lstm_core.words.language import say


def row_html(
    lang: str,
    name: str,
    ids: Sequence[str],
    otherwise: str,
    words: Callable[[str], str],
    *,
    fixed: bool = False,
) -> str:
    """A choice of ids of a setting in a row, each in its words.

    `otherwise` is chosen where the setting is none of the ids, and where it is `fixed`.
    """
    options = []
    for id in ids:
        place = "" if fixed else f'data-set="{name}"'
        known = ("checked data-else" if fixed else "data-else") if id == otherwise else ""
        options.append(
            f'<input type="radio" name="row_{name}" id="{name}_{id}" value="{id}"'
            f' {place} {known}><label for="{name}_{id}">{escape(words(id))}</label>'
        )
    label, off = escape(say(name, lang)), " disabled" if fixed else ""
    return f'<fieldset aria-label="{label}"{off}>{"".join(options)}</fieldset>'


def slider_html(lang: str, name: str, low: int, high: int, help: str = "") -> str:
    """A slider of a setting from one number to another, its label before it."""
    about = (
        f'<button class="why" popovertarget="help_{name}" aria-label="{escape(say("help", lang))}: '
        f'{escape(say(name, lang))}">?</button><div id="help_{name}" popover>{unbroken(help)}</div>'
        if help
        else ""
    )
    described = f' aria-describedby="help_{name}"' if help else ""
    return (
        f'<span class="set"><label for="set_{name}">{indices_in_html(escape(say(name, lang)))}'
        f'</label>{about}<input type="range" id="set_{name}" data-set="{name}" min="{low}"'
        f' max="{max(high, low)}"{described}><b aria-hidden="true"></b></span>'
    )


def line_html(parts: Sequence[str], note: str = "") -> str:
    """These controls and buttons, in HTML, and a sentence beside them."""
    said = f"<p>{unbroken(note)}</p>" if note else ""
    return f'<div class="line">{"".join(parts)}{said}</div>'
