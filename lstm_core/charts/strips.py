"""One strip of a chart through time: its axis, its bars or heatmap, its symbol and its number."""

from functools import partial

import numpy as np

from lstm_core.charts.axes import (
    BOUNDED,
    fitted_range,
    plain_axis,
    round_below,
    round_close,
    symmetric_range,
    zero_axis,
)
from lstm_core.charts.canvas import (
    Dict,
    annotation,
    ghost_bars,
    grouped_bars,
    hatch,
    hover_text,
    in_colour,
    targets,
    timed_symbol,
    unit_colours,
)
from lstm_core.charts.cells import cells
from lstm_core.charts.look import Look
from lstm_core.charts.strip import MOST_NAMED, Strip
from lstm_core.words.backward import gradient_text
from lstm_core.words.numbers import short_of_one
from lstm_core.words.quantities import QUANTITIES, SIGNED

FLAT = 0.2  # answers that are all below it would be flat on an axis up to 1
HARDLY = 0.15  # of the largest C: where the least is nearer to 0, its axis does not go as far below


def strip_traces(strip: Strip, look: Look) -> list[Dict]:
    """Its bars or its heatmap, and over the hidden steps a cover."""
    marks = bars(strip, look) if strip.units else cells(strip, look)
    if strip.visible < len(strip.values):
        marks.append(cover(strip, look))
    return [{**mark, **strip.place} for mark in marks]


def cover(strip: Strip, look: Look) -> Dict:
    """The hatch over the hidden steps."""
    low, high = sorted(strip_axis(strip, look)["range"])
    wide = len(strip.values) - strip.visible
    middle = strip.visible + (wide + 1) / 2
    return hatch(middle, low, (wide, high - low), 34 if look.large else 15)


def strip_axis(strip: Strip, look: Look) -> Dict:
    """The axis of its values, or of its rows if it is a heatmap."""
    return value_axis(strip, look) if strip.units else row_axis(strip, look)


def row_axis(strip: Strip, look: Look) -> Dict:
    """A heatmap's axis: rows from the top, by name where there are names."""
    rows = strip.rows
    place = {"domain": [*strip.domain], "range": [rows + 0.5, 0.5], "anchor": "x"}
    if strip.named:
        return plain_axis(
            tickvals=list(range(1, rows + 1)),
            ticktext=list(strip.row_names),
            tickfont={"size": (28 if rows < MOST_NAMED else 24) if look.large else 12},
            **place,
        )
    font = {"size": 34 if look.large else 12}
    return plain_axis(tickvals=sorted({1, rows}), tickfont=font, **place)


def value_axis(strip: Strip, look: Look) -> Dict:
    """The axis of bars: gates on 0..1, C_tilde and h on -1..1, C on its own range round or from 0.

    A fitted one has the range of its values, with 0 in it.
    """
    common = {
        "domain": [*strip.domain],
        "anchor": "x",
        "tickfont": {"size": (22 if strip.fitted else 34) if look.large else 12},
        "showgrid": True,
    }
    old = [] if strip.ghost is None else [strip.ghost[: strip.visible]]
    both = np.concatenate([strip.values, *old])[:, [unit - 1 for unit in strip.units]]
    if strip.fitted:
        reach = fitted_range(both)
        few = 0.3 * (reach[1] - reach[0])  # a shorter side has no number: it would meet that of 0
        ends = [round_close(end) if abs(end) > few else 0.0 for end in reach]
        return zero_axis(range=reach, tickvals=ends, **common)
    beyond = strip.name == "C" or (strip.name == "y" and np.nanmax(np.abs(both), initial=0) > 1)
    reach, low = symmetric_range(both) if beyond else BOUNDED, float(np.nanmin(both, initial=0))
    largest = float(np.nanmax(np.abs(both), initial=0))
    if strip.name == "y" and low < 0 and largest < FLAT:  # values in a small unit, not chances
        reach = [-1.08 * largest, 1.08 * largest]
    elif strip.name == "C" and -low <= HARDLY * reach[1]:
        reach = [1.08 * low, reach[1]]
    elif strip.name not in SIGNED and low >= 0:
        reach = [0, reach[1] if beyond else 1.04]
    top = round_below(reach[1])
    ends = [-top if reach[0] <= -top else 0.0, top]
    if strip.crowded or (look.large and strip.name == "C" and not ends[0]):
        del ends[0]  # it would meet the number at the top of the strip below
    return zero_axis(range=reach, tickvals=ends, **common)


def names_width(strip: Strip, look: Look) -> int:
    """The pixels on its left that the numbers or the names of its axis take."""
    least, letter = (118, 15) if look.large else (42, 6.6)
    longest = max(map(len, strip.row_names)) if strip.named else 0
    return max(least, round(16 + letter * longest))


def label(strip: Strip, look: Look, title: str) -> Dict:
    """Its symbol with its title, on its left."""
    middle = sum(strip.domain) / 2
    symbol = "<b>x<sub>t</sub></b>" if strip.name == "x" else timed_symbol(strip.name, "t")
    if strip.derivative:
        symbol = in_colour(strip.name, f"{strip.symbol}<sub>t</sub>")
    large, small = (28, 16) if strip.derivative else (40, 24)
    return annotation(
        symbol,
        0,
        middle,
        large if look.large else small,
        xshift=-names_width(strip, look),
        xanchor="right",
        yanchor="middle",
        hovertext=title,
    )


def number(strip: Strip, look: Look, t: int, number_size: int) -> Dict:
    """The number of step t and the unit in focus, on its right."""
    value = float(strip.values[t - 1, (strip.unit or 1) - 1])
    write = gradient_text if strip.derivative else partial(short_of_one, strip.name)
    size = number_size if look.large else 22
    size -= 6 * strip.derivative
    return annotation(
        in_colour(strip.name, write(value, look.decimals)),
        1,
        sum(strip.domain) / 2,
        size,
        xanchor="left",
        yanchor="middle",
        xshift=8,
    )


# ---- as bars


def bars(strip: Strip, look: Look) -> list[Dict]:
    """Bars grouped by step, the outlines of the ghost's, and their targets."""
    steps, units = strip.visible, strip.units
    rows = [unit - 1 for unit in units]
    x, width = grouped_bars(steps, len(units))
    low, high = value_axis(strip, look)["range"]
    values = {
        "type": "bar",
        "x": x,
        "y": strip.values[:steps, rows].ravel().tolist(),
        "width": width * 0.92,
        "hoverinfo": "skip",
        "marker": {"color": unit_colours(QUANTITIES[strip.name].colour, units, strip.unit) * steps},
    }
    target_bars = targets(
        strip.symbol,
        x,
        [low] * len(x),
        (width, high - low),
        [
            [t, unit, value, strip.name]
            for t, values in enumerate(strip.values[:steps, rows].tolist(), 1)
            for unit, value in zip(units, values, strict=True)
        ],
        hover_text("hover", look.language),
    )
    if strip.ghost is None:
        return [values, target_bars]
    old = strip.ghost[:steps, rows].ravel()
    known = np.flatnonzero(~np.isnan(old))
    outlines = ghost_bars([x[k] for k in known], old[known].tolist(), width=width * 0.92)
    return [values, outlines, target_bars]
