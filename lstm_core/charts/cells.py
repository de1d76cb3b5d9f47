"""A strip as a heatmap: a row for each unit, or each input, a column for each step."""

import numpy as np

from lstm_core.charts.axes import BOUNDED, symmetric_range
from lstm_core.charts.canvas import (
    DIVERGING,
    Dict,
    heatmap,
    hover_text,
    targets,
    to_float32,
    with_opacity,
)
from lstm_core.charts.look import Look
from lstm_core.charts.strip import Strip
from lstm_core.model.cell import Array
from lstm_core.words.language import say
from lstm_core.words.quantities import NEUTRAL, QUANTITIES, SIGNED

MOST_APART = 20  # rows with a gap between them: others may be no higher than a gap
MOST_TARGETS = 1_000  # cells of a strip that each have a bar over them to point at


def cells(strip: Strip, look: Look) -> list[Dict]:
    """A heatmap (rows x T), the ghost's shades in it, and its targets."""
    scale = colour_scale(strip)
    if strip.values.size > MOST_TARGETS:
        return dense_cells(strip, scale, look)
    points = [
        [t, row, value, strip.name]
        for t, values in enumerate(strip.values[: strip.visible].tolist(), 1)
        for row, value in enumerate(values, 1)
    ]
    target_bars = targets(
        strip.symbol,
        [t for t, *_ in points],
        [row - 0.5 for _, row, *_ in points],
        (1, 1),
        points,
        hover_text("hover", look.language),
    )
    shades = heatmap(strip.values.T.tolist(), scale, x0=1, dx=1, y0=1, dy=1)
    if strip.rows > MOST_APART:
        shades["ygap"] = 0
    if strip.ghost is None:
        return [shades, target_bars]
    return [shades, ghost_squares(strip, strip.ghost, scale, look), target_bars]


def dense_cells(strip: Strip, scale: Dict, look: Look) -> list[Dict]:
    """A heatmap of many values, in float32, that is pointed at itself.

    Of the ghost it shows the row in focus.
    """
    hover = say("hover", look.language, symbol=strip.symbol, t="%{x}", row="%{y}", value="%{z:.6f}")
    to_click = {"hoverinfo": "all", "hovertemplate": f"{hover}<extra></extra>", "meta": strip.name}
    shades = heatmap([], scale, x0=1, dx=1, y0=1, dy=1)
    shades |= {"z": to_float32(strip.values.T), "ygap": 0, "hoverongaps": False, **to_click}
    if strip.ghost is None or strip.unit is None:
        return [shades]
    row = strip.unit - 1
    old = strip.values.copy()
    old[:, row] = strip.ghost[:, row]
    return [shades, ghost_squares(strip, old, scale, look)]


def colour_scale(strip: Strip) -> Dict:
    """Blue to orange-red where values have a sign, else from clear to the quantity's colour."""
    if strip.name in ("x", "C"):
        largest = symmetric_range(strip.values)[1]
    elif strip.name in SIGNED:
        largest = BOUNDED[1]
    else:
        colour = QUANTITIES[strip.name].colour
        return {"colorscale": [[0, with_opacity(colour, 0)], [1, colour]], "zmin": 0, "zmax": 1}
    return {"colorscale": DIVERGING, "zmin": -largest, "zmax": largest}


def ghost_squares(strip: Strip, ghost: Array, scale: Dict, look: Look) -> Dict:
    """A small square in each visible cell that differs from the ghost, in the ghost's shade."""
    now, old = strip.values[: strip.visible], ghost[: strip.visible]
    changed = np.argwhere(now != old).tolist()
    marker = {
        "symbol": "square",
        "size": 16 if look.large else 8,
        "color": [float(old[k, row]) for k, row in changed],
        "line": {"color": NEUTRAL, "width": 1.5},
        "colorscale": scale["colorscale"],
        "cmin": scale["zmin"],
        "cmax": scale["zmax"],
        "showscale": False,
    }
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [k + 1 for k, _ in changed],
        "y": [row + 1 for _, row in changed],
        "marker": marker,
        "hoverinfo": "skip",
    }
