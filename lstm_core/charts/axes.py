"""The axes of the charts: their ranges, and ticks whose words keep apart at every width."""

import math
import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from lstm_core.charts.canvas import FAINT, INK, Dict, with_opacity
from lstm_core.model.cell import Array
from lstm_core.words.numbers import fixed
from lstm_core.words.quantities import NEUTRAL

BOUNDED = [-1.08, 1.08]  # the range of what is between -1 and 1
MOST_SYMBOLS = 30  # below a time axis that may be as narrow as a phone
MOST_LETTERS, LONGEST = 42, 12  # there of all words or dates, and of one
FEW_STEPS = 8  # each has its number; of more, Plotly chooses as many as the width takes


def symmetric_range(values: Array) -> list[float]:
    """A range round 0 for values of any size, NaN among them; at least that of BOUNDED."""
    largest = float(np.fmax.reduce(np.abs(values), axis=None, initial=1.0))
    return [-1.08 * largest, 1.08 * largest]


def fitted_range(values: Array) -> list[float]:
    """From 0 to the largest value, or from the least one where some are negative; NaN among them.

    Values that are nearly 0 do not fill it: its longer side is at least 0.1.
    """
    low = float(np.fmin.reduce(values, axis=None, initial=0.0))
    high = float(np.fmax.reduce(values, axis=None, initial=0.0))
    if max(-low, high) < 0.1:
        low, high = (-0.1, high) if -low > high else (low, 0.1)
    span = high - low
    return [low - 0.08 * span * (low < 0), high + 0.08 * span * (high > 0)]


def round_below(value: float) -> float:
    """The largest 1, 2 or 5 times a power of ten that is not above a positive value."""
    power = 10.0 ** math.floor(math.log10(value))
    return max(n * power for n in (1, 2, 5) if n * power <= value)


def round_close(value: float) -> float:
    """The largest number of one digit, times a power of ten, that is not beyond a value."""
    if not value:
        return 0.0
    power = 10.0 ** math.floor(math.log10(abs(value)) + 1e-9)
    return math.copysign(math.floor(abs(value) / power + 1e-9) * power, value)


def plain_axis(tickfont: Dict | None = None, **axis: Any) -> Dict:
    """An axis without lines of its own."""
    plain = {
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "ticks": "",
        "gridcolor": with_opacity(NEUTRAL, FAINT),
    }
    if "title" in axis:
        title = axis["title"]
        axis["title"] = {**title, "font": {"color": INK, **title.get("font", {})}}
    return {**plain, "tickfont": {"color": INK, **(tickfont or {})}, **axis}


def zero_axis(**axis: Any) -> Dict:
    """An axis with a line at 0 only."""
    return plain_axis(zeroline=True, zerolinecolor=NEUTRAL, **axis)


def time_axis(T: int, size: int, **axis: Any) -> Dict:
    """An axis of T steps, its numbers of this size."""
    ticks: Dict = {"dtick": 1} if T <= FEW_STEPS else {"tickmode": "auto"}
    return plain_axis(range=[0.5, T + 0.5], tickfont={"size": size}, **ticks, **axis)


def label_ticks(labels: Sequence[str], size: int, least: int, room: float = 1) -> Dict:
    """Ticks of a time axis with what stands for the steps, and below it t.

    Symbols stand at each step, up to MOST_SYMBOLS of them; of words and dates as many as fit into
    an axis that has this part of the usual room for letters of this size. A few words all stand
    there, as a sentence without one is none: smaller, down to the least size, where they must.
    """
    letters = int(room * MOST_LETTERS)
    plain = [re.sub("[<>&$]", " ", label)[:LONGEST] for label in labels]  # no markup of Plotly's
    T, longest = len(plain), max(map(len, plain), default=0)
    most = MOST_SYMBOLS if longest == 1 else max(2, letters // (longest + 2))
    need = sum(map(len, plain)) + 2 * T
    fitting = min(size, int(size * letters / max(1, need)))
    if need <= letters or (T <= FEW_STEPS and fitting >= least):  # short ones make room for a long
        most, size = T, fitting
    shown = range(0, T, math.ceil(T / most))
    numbered = {k for n, k in enumerate(shown) if T <= FEW_STEPS or longest > 1 or n % 5 == 0}
    text = [f"{plain[k]}<br>{k + 1 if k in numbered else ''}" for k in shown]
    return {
        "tickmode": "array",
        "tickvals": [k + 1 for k in shown],
        "ticktext": text,
        "tickfont": {"size": size, "color": INK},
        "tickangle": 0,
    }


def log_axis(values: Sequence[float], most: int = 5, **axis: Any) -> Dict:
    """A log axis over positive values, with at most so many powers of ten and nothing between."""
    low = math.floor(math.log10(min(values, default=1)) + 1e-9)
    high = math.ceil(math.log10(max(values, default=1)) - 1e-9)
    low, high = (low, high) if high > low else (low - 1, high)
    step = math.ceil((high - low + 1) / most)
    powers = range(high, low - 1, -step)
    return plain_axis(
        type="log",
        range=[low - 0.04 * (high - low), high + 0.04 * (high - low)],
        tickvals=[10.0**k for k in powers],
        ticktext=["1" if k == 0 else f"10<sup>{fixed(k, 0)}</sup>" for k in powers],
        showgrid=True,
        **axis,
    )


def name_ticks(names: Sequence[str], places: Sequence[float], longest: int) -> Dict:
    """Names below a row of places: every other one a line lower if one has more letters than fit.

    Markup counts as the letters in it do not.
    """
    low = lowered(names, longest)
    text = [f"<br>{name}" if low and k % 2 else name for k, name in enumerate(names)]
    return {"tickvals": list(places), "ticktext": text, "tickangle": 0}


def lowered(names: Sequence[str], longest: int) -> bool:
    """Whether a name has more letters than that; an index counts as one."""
    return any(len(name.split("<")[0]) > longest for name in names)
