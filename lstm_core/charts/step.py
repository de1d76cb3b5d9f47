"""The picture of one step: a row per unit, read as its equation."""

from functools import lru_cache

import numpy as np

from lstm_core.charts.canvas import (
    KEPT,
    MOST_BARRED,
    Dict,
    Figure,
    Picture,
    ghost,
    note,
    outline,
    pointed,
    quiet,
    shades,
    span,
    symbol,
    veil,
    words,
    zeroed,
)
from lstm_core.charts.look import Look
from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import Array, stack
from lstm_core.words import reading
from lstm_core.words.notation import QUANTITIES, fixed, row_signs

WIDTH, GAP = 0.098, 0.0308  # of a column and of the sign between two, as parts of the picture
SIGNS = {"C_prev": "·", "f": "+", "i": "·", "C": "→", "tanh_C": "·", "h": ""}


@lru_cache(maxsize=KEPT)
def step_chart(experiment: Experiment, look: Look) -> Picture:
    """One step, a row per unit, read as its equation."""
    before = experiment.ghost
    names = ("C_prev", "f", "i", "C_tilde", "C", "tanh_C", "o", "h")
    figure = cell_step(
        {name: getattr(experiment.step, name)[:, 0] for name in names},
        stack(experiment.trace, "C"),
        (experiment.t, experiment.unit),
        look.decimals,
        look.large,
        pointed("hover", look.language),
        reading.titles(look.language),
        row_signs(experiment.step, experiment.unit, look.decimals),
        {name: getattr(before.step, name)[:, 0] for name in names} if before else {},
    )
    return Picture(figure, reading.alt_step(experiment))


def cell_step(
    columns: dict[str, Array],
    memory: Array,
    focus: tuple[int, int],
    digits: int,
    large: bool,
    hover: str,
    titles: dict[str, str],
    signs: tuple[str, str],
    before: dict[str, Array],
) -> Figure:
    """C_prev x f + i x C_tilde = C, tanh C x o = h: a row per unit, the unit in focus in large numbers on top.

    `columns` maps C_prev, f, i, C_tilde, C, tanh_C, o, h to (H,); `memory` is C over all steps, for one steady range;
    `focus` is (t, unit); `titles` say what each symbol is,
    `signs` whether the row of rounded numbers gives C and h, and `before` holds the columns without the change.
    """
    t, unit = focus
    between = {**SIGNS, "C_tilde": signs[0], "o": signs[1]}
    H = len(columns["f"])
    numbered = H <= (3 if large else MOST_BARRED)
    data: list[Dict] = []
    layout: Dict = {
        "annotations": [],
        "shapes": [
            outline(xref="paper", yref="y", x0=-0.004, x1=1.004, y0=unit - 0.5, y1=unit + 0.5)
        ],
    }
    for k, (name, values) in enumerate(columns.items()):
        n, left = k + 1, k * (WIDTH + GAP)
        quantity = "C" if name == "C_prev" else name
        reach = (
            span(memory, False)
            if quantity == "C"
            else [0.0, 1.0]
            if name in "fio"
            else span(values, True)
        )
        ticks = list(range(1, H + 1)) if H <= MOST_BARRED else sorted({1, unit, H})
        layout[f"xaxis{n}"] = zeroed(
            domain=[left, left + WIDTH], range=reach, anchor=f"y{n}", showticklabels=False
        )
        layout[f"yaxis{n}"] = quiet(
            range=[H + 0.55, 0.45],
            anchor=f"x{n}",
            showticklabels=not k,
            tickvals=ticks,
            tickfont={"size": 34 if large else 16},
        )
        data += rows(
            quantity,
            values,
            unit,
            reach[0],
            f"{n}",
            digits if numbered else None,
            large,
            hover,
            t - (name == "C_prev"),
        )
        if name in before and not np.isnan(before[name]).any():
            y = [u if H > MOST_BARRED else u + 0.18 for u in range(1, H + 1)]
            wide = 0.8 if H > MOST_BARRED else 0.42
            place = {"xaxis": f"x{n}", "yaxis": f"y{n}", "orientation": "h", "width": wide}
            data.append(ghost(before[name].tolist(), y, **place))
        said = headings(
            name, quantity, float(values[unit - 1]), left, t, digits, large, between[name]
        )
        said[0]["hovertext"] = titles[quantity]
        layout["annotations"] += said
    row = (54 if numbered else 210 / H) if large else 9 if not numbered else 52 if H < 5 else 34
    layout["height"] = (100 if large else 84) + max(150, H * row)
    layout["margin"] = {"l": 44 if large else 26, "r": 8, "t": 92 if large else 76, "b": 8}
    return Figure(data, layout, ["unit"])


def rows(
    name: str,
    values: Array,
    unit: int,
    left: float,
    axis: str,
    digits: int | None,
    large: bool,
    hover: str,
    t: int,
) -> list[Dict]:
    """One column's bars, and above each its number, but for the unit in focus, whose number stands on top."""
    units = range(1, len(values) + 1)
    place = {"xaxis": f"x{axis}", "yaxis": f"y{axis}"}
    bars = {
        "type": "bar",
        "orientation": "h",
        "name": QUANTITIES[name].symbol,
        "x": values.tolist(),
        "y": [u if digits is None else u + 0.18 for u in units],
        "width": 0.8 if digits is None else 0.42,
        "marker": {"color": shades(QUANTITIES[name].colour, units, unit)},
        "customdata": [[t, u, float(value)] for u, value in zip(units, values, strict=True)],
        "hovertemplate": f"{hover}<extra></extra>",
    }
    if np.isnan(values).any():
        width = -2 * left or 1.0
        return [veil(left + width / 2, 0.5, (width, len(values)), 34 if large else 20, **place)]
    if digits is None:
        return [{**bars, **place}]
    others = [u for u in units if u != unit]
    text = [
        f"\u2009{fixed(float(values[u - 1]), digits)}" for u in others
    ]  # a thin space off the axis line
    numbers = words(
        [left] * len(others),
        [u - 0.22 for u in others],
        text,
        34 if large else 16,
        textposition="middle right",
    )
    return [{**bars, **place}, {**numbers, **place}]


def headings(
    name: str, quantity: str, value: float, left: float, t: int, digits: int, large: bool, sign: str
) -> list[Dict]:
    """A column's symbol, the large number of the unit in focus, and the sign to the next column."""
    size = 34 if large else 26
    over = {"yanchor": "bottom", "yshift": 4}
    return [
        note(
            symbol(quantity, t - (name == "C_prev")),
            left,
            1,
            34 if large else 22,
            xanchor="left",
            yanchor="bottom",
            yshift=size + 14,
        ),
        note(f"<b>{fixed(value, digits)}</b>", left, 1, size, xanchor="left", **over),
        note(sign, left + WIDTH + GAP / 2, 1, size, xanchor="center", **over),
    ]
