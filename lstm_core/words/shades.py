"""The colours of quantities as those of words and numbers, which need more contrast than a bar.

A shade for each theme and size: 4.5:1 on its ground and on the tint of a box, and 7:1 where the
last row is to read it. The page holds them as CSS variables; bars keep the quantity's colour.
"""

from functools import cache
from typing import NamedTuple

from lstm_core.words.quantities import NEUTRAL, QUANTITIES


class Shades(NamedTuple):
    """One colour as that of text: on the light ground and on the dark, and for the last row."""

    light: str
    dark: str
    light_large: str
    dark_large: str


SHADES = {
    "f": Shades("#2951CA", "#6889F0", "#1D388D", "#9CB2F5"),
    "i": Shades("#875A1B", "#CB8E39", "#624114", "#E0BA87"),
    "C_tilde": Shades("#59631C", "#8C9459", "#3E4513", "#B2B78F"),
    "C": Shades("#1B705F", "#39AB94", "#134F43", "#89CDBF"),
    "o": Shades("#6D589E", "#A88BEB", "#4E3F72", "#CAB8F3"),
    "h": Shades("#8A3E90", "#B978BF", "#602B65", "#D0A5D4"),
    "x": Shades("#5B646D", "#8F99A2", "#3F4850", "#B4BFC8"),  # all that has no colour of its own
}
SHADE_OF = {QUANTITIES[name].colour if name != "x" else NEUTRAL: name for name in SHADES}
ON_SHADE = "var(--on-shade, #000000)"  # a number's colour in a cell of a heatmap


def text_colour(colour: str) -> str:
    """A quantity's colour as that of text, in CSS; without the page's sheet, that on white."""
    name = SHADE_OF[colour]
    return f"var(--text-{name}, {SHADES[name].light})"


@cache
def shades_sheet(*, large: bool) -> str:
    """The style sheet with all shades; what is written in a bar's colour gets its shade."""
    rules = [":root { --on-shade: light-dark(#000000, #FFFFFF); }"]
    for colour, name in SHADE_OF.items():
        light, dark = SHADES[name][2:] if large else SHADES[name][:2]
        channels = ", ".join(str(int(colour[k : k + 2], 16)) for k in (1, 3, 5))
        rules += [
            f":root {{ --text-{name}: light-dark({light}, {dark}); }}",
            f'.stApp [style*="color: rgb({channels})"] {{ color: var(--text-{name}) !important; }}',
        ]
    return "\n".join(rules)
