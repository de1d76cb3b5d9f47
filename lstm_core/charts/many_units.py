"""The bars of many units: one path for all, which a browser paints as quickly as a single bar.

What is pointed at and clicked is an unseen heatmap over them, a row for each unit.
"""

import numpy as np

from lstm_core.charts.canvas import CLEAR, FAINT, Dict, heatmap, to_float32, with_opacity
from lstm_core.charts.column import Column, bar_places
from lstm_core.charts.look import Look
from lstm_core.model.cell import Array
from lstm_core.words.language import say
from lstm_core.words.quantities import NEUTRAL, QUANTITIES

MOST_BARS = 32  # in a column; more are drawn as one path


def all_bars(column: Column, look: Look) -> list[Dict]:
    """The bars of many units, that in focus in its full colour, and what is pointed at."""
    quantity, row = QUANTITIES[column.quantity], column.unit - 1
    others, focus = column.values.copy(), np.zeros(column.H)
    others[row], focus[row] = 0, column.values[row]
    _, width = bar_places(column)
    return [
        ends_line(np.zeros(column.H), 1.2, NEUTRAL),
        bars_path(others, width, with_opacity(quantity.colour, FAINT)),
        bars_path(focus, width, quantity.colour),
        rows_to_point_at(column, look),
    ]


def bars_path(values: Array, width: float, colour: str) -> Dict:
    """Bars from 0 to the right, one below the other at 1, 2, ..., in one colour."""
    zero, (above, below) = np.zeros_like(values), edges(values, width)
    return {
        "type": "scatter",
        "mode": "none",
        "x": to_float32(np.stack([zero, values, values, zero], axis=1).ravel()),
        "y": to_float32(np.stack([above, above, below, below], axis=1).ravel()),
        "fill": "toself",
        "fillcolor": colour,
        "hoverinfo": "skip",
    }


def ends_line(values: Array, width: float, colour: str) -> Dict:
    """One line along the ends of such bars."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": to_float32(np.repeat(values, 2)),
        "y": to_float32(np.stack(edges(values, width), axis=1).ravel()),
        "line": {"color": colour, "width": 1},
        "hoverinfo": "skip",
    }


def edges(values: Array, width: float) -> tuple[Array, Array]:
    """Where each bar begins and ends, from above."""
    middle = np.arange(1, len(values) + 1, dtype=np.float64)
    return middle - width / 2, middle + width / 2


def rows_to_point_at(column: Column, look: Look) -> Dict:
    """An unseen heatmap over the column, a row for each unit."""
    symbol, value = QUANTITIES[column.quantity].symbol, "%{z:.6f}"
    hover = say("hover", look.language, symbol=symbol, t=column.t, row="%{y}", value=value)
    scale = {"colorscale": [[0, CLEAR], [1, CLEAR]], "zmin": 0, "zmax": 1}
    place = {"x": column.range, "y0": 1, "dy": 1, "xgap": 0, "ygap": 0, "zsmooth": "fast"}
    return heatmap([], scale, **place) | {
        "z": to_float32(column.values[:, None]),
        "hoverinfo": "all",
        "hovertemplate": f"{hover}<extra></extra>",
        "meta": column.name,
    }
