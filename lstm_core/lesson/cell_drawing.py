"""The cell as a drawing for paper, with the numbers of one unit at one step; in SVG."""

from collections.abc import Collection
from html import escape
from math import isnan

from lstm_core.experiment.experiment import Experiment
from lstm_core.lesson.svg import WIDTH, text
from lstm_core.words.inputs import input_names
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed
from lstm_core.words.quantities import NEUTRAL, QUANTITIES, unit_value

HEIGHT = 236
MOST_INPUTS = 8  # whose numbers fit in the row of x
W, H = 84, 40  # of a box
RAIL, WRITE, GATES, BUS = 30, 78, 130, 178  # the heights at which C runs, i meets C̃, the gates, z
LEFT, RIGHT, PLUS = 50, 590, 320
# Where the middle of each box is.
BOXES = {
    "C_prev": (LEFT, RAIL),
    "h_prev": (LEFT, GATES - 20),
    "f": (160, GATES),
    "i": (270, GATES),
    "C_tilde": (370, GATES),
    "o": (480, GATES),
    "C": (RIGHT, RAIL),
    "tanh_C": (RIGHT, WRITE),
    "h": (RIGHT, 192),
}
LINES = (
    f"M{LEFT + W / 2} {RAIL}H{RIGHT - W / 2}",
    f"M160 {GATES - H / 2}V{RAIL}",
    f"M270 {GATES - H / 2}V{WRITE}H370V{GATES - H / 2}",
    f"M{PLUS} {WRITE}V{RAIL}",
    f"M{RIGHT} {RAIL + H / 2}V{192 - H / 2}",
    f"M{480 + W / 2} {GATES}H{RIGHT}",
    f"M{LEFT} {GATES - 20 + H / 2}V{BUS}H480",
    f"M{LEFT} {BUS}V196",
    *(f"M{x} {BUS}V{GATES + H / 2}" for x in (160, 270, 370, 480)),
)
SIGNS = ((160, RAIL, "×"), (PLUS, RAIL, "+"), (PLUS, WRITE, "×"), (RIGHT, GATES, "×"))


def cell_drawing(experiment: Experiment, blank: Collection[str] = ()) -> str:
    """The drawing, with a question mark for what is hidden; the `blank` boxes are to be filled."""
    lang = experiment.settings.lang
    paths = "".join(f'<path d="{d}" fill="none" stroke="{NEUTRAL}"/>' for d in LINES)
    signs = "".join(
        f'<circle cx="{x}" cy="{y}" r="9" fill="white" stroke="black"/>{text(x, y + 4, sign)}'
        for x, y, sign in SIGNS
    )
    boxes = "".join(box(experiment, name, written=name not in blank) for name in BOXES)
    title = f"<title>{escape(alternative(experiment, lang, blank))}</title>"
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}"'
    inner = f"{title}{paths}{signs}{boxes}{inputs(experiment)}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">{inner}</svg>'


def shown(value: float) -> str:
    """A value, or the sign for a hidden one."""
    return "?" if isnan(value) else fixed(value, 2)


def box(experiment: Experiment, name: str, *, written: bool) -> str:
    """A box with its symbol, whose index is its time step, and its value where it is written."""
    x, y = BOXES[name]
    before = name.endswith("_prev")
    quantity = QUANTITIES[name.removesuffix("_prev")]
    t = experiment.t - before
    place = f'x="{x - W / 2}" y="{y - H / 2}" width="{W}" height="{H}" rx="4"'
    frame = f'<rect {place} fill="white" stroke="{quantity.colour}" stroke-width="1.5"/>'
    index = f'<tspan dy="3" font-size="8">{t}</tspan>'
    symbol = f'<text x="{x - W / 2 + 6}" y="{y - 5}">{escape(quantity.symbol)}{index}</text>'
    if not written:
        return frame + symbol
    return frame + symbol + text(x + W / 2 - 6, y + 13, shown(unit_value(experiment, name)), "end")


def inputs(experiment: Experiment) -> str:
    """The row of x, each input by its name where it has one."""
    t, values = experiment.t, experiment.X[experiment.t - 1, :, 0].tolist()
    parts = []
    for name, value in list(zip(input_names(experiment), values, strict=True))[:MOST_INPUTS]:
        parts.append(f"{name} {shown(value)}".strip())
    if len(values) > MOST_INPUTS:
        parts.append("…")
    frame = f'<rect x="8" y="196" width="514" height="30" rx="4" fill="white" stroke="{NEUTRAL}"/>'
    symbol = f'<text x="16" y="215">x<tspan dy="3" font-size="8">{t}</tspan></text>'
    return frame + symbol + text(40, 215, "   ".join(parts).replace(" ", "\u00a0"), "start")


def alternative(experiment: Experiment, lang: str, blank: Collection[str]) -> str:
    """The drawing in words."""
    numbers = ", ".join(
        f"{say(f'name_{name}', lang)} {shown(unit_value(experiment, name))}"
        for name in BOXES
        if name not in blank
    )
    return f"{say('diagram_title', lang)}: {numbers}"
