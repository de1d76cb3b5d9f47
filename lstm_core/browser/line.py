"""Controls in a line of the page's own HTML: together they cost a rerun no more than a sentence.

What one sets with them is a move, and what they show follows the place: front/line.js. Of what the
place says nothing is in the HTML, so that it stays the same, and mounted, while one uses it: where
a bound or an option depends on the place, the HTML names the field of the place.
"""

from collections.abc import Callable, Mapping, Sequence
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
    needs: Mapping[str, str] | None = None,
) -> str:
    """A choice of ids of a setting in a row, each in its words.

    `otherwise` is chosen where the setting is none of the ids, and where it is `fixed`. An id that
    `needs` a field of the place is offered only while that is not 0, or while the id is chosen.
    """
    options = []
    for id in ids:
        sets = "" if fixed else f'data-set="{name}"'
        marks = ("checked data-else" if fixed else "data-else") if id == otherwise else ""
        if needs and id in needs:
            marks += f' data-needs="{needs[id]}"'
        options.append(
            f'<input type="radio" name="row_{name}" id="{name}_{id}" value="{id}"'
            f' {sets} {marks}><label for="{name}_{id}">{escape(words(id))}</label>'
        )
    label, off = escape(say(name, lang)), " disabled" if fixed else ""
    return f'<fieldset class="radios" aria-label="{label}"{off}>{"".join(options)}</fieldset>'


def slider_html(
    lang: str, name: str, low: int, high: int, help: str = "", *, least: str = ""
) -> str:
    """A slider of a setting from one number to another, its label before it.

    With `least`, a field of the place, it begins at the number of that field.
    """
    about = (
        f'<button class="why" popovertarget="help_{name}" aria-label="{escape(say("help", lang))}: '
        f'{escape(say(name, lang))}">?</button>'
        f'<div class="help" id="help_{name}" popover>{unbroken(help)}</div>'
        if help
        else ""
    )
    described = f' aria-describedby="help_{name}"' if help else ""
    begins = f' data-least="{least}"' if least else ""
    return (
        f'<span class="set"><label for="set_{name}">{indices_in_html(escape(say(name, lang)))}'
        f'</label>{about}<input type="range" id="set_{name}" data-set="{name}" min="{low}"'
        f' max="{max(high, low)}"{begins}{described}><b aria-hidden="true"></b></span>'
    )


def line_html(parts: Sequence[str], note: str = "") -> str:
    """These controls and buttons, in HTML, and a sentence beside them."""
    said = f"<p>{unbroken(note)}</p>" if note else ""
    return f'<div class="line">{"".join(parts)}{said}</div>'
