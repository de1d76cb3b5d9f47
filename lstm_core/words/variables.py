"""Variables in sentences: a marked letter, `*C*₃`, is set in italics, large also in its colour.

In a sentence of Spanish an unmarked "o" is a word.
"""

import re
from html import escape

from lstm_core.words.numbers import subscript
from lstm_core.words.quantities import NEUTRAL, QUANTITIES

MARKED = re.compile(r"\*(C̃|[A-Za-z])\*([₀-₉]*)")
EQUALS = re.compile(r" = (?=[−(\d])")  # before a value
COLOURS = {quantity.symbol: quantity.colour for quantity in QUANTITIES.values()}


def marked(name: str, t: int) -> str:
    """A quantity's symbol at t, its letter marked."""
    *function, letter = QUANTITIES[name].symbol.split(" ")
    return " ".join([*function, f"*{letter}*{subscript(t)}"])


def in_colour(text: str) -> str:
    """The sentence in Markdown: its variables in italics, those of a quantity in its colour.

    No line of it ends between a variable and its value. For large type alone: as small text the
    colours are too pale to read.
    """

    def coloured(match: re.Match[str]) -> str:
        colour = COLOURS.get(match[1], NEUTRAL)
        return match[0] if colour == NEUTRAL else f':color[{match[0]}]{{foreground="{colour}"}}'

    return MARKED.sub(coloured, EQUALS.sub("\u00a0=\u00a0", text))


def in_html(text: str) -> str:
    """The sentence in HTML, its variables in italics."""
    return MARKED.sub(r"<i>\1</i>\2", escape(text))


def unmarked(text: str) -> str:
    """The sentence as plain text."""
    return MARKED.sub(r"\1\2", text)
