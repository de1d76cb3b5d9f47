"""The chart of one step: a row per unit, read as its equation."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from lstm_core.charts.axes import BOUNDED, plain_axis, symmetric_range
from lstm_core.charts.canvas import (
    CACHED,
    FEW_UNITS,
    Dict,
    Figure,
    Picture,
    annotation,
    focus_frame,
    ghost_bars,
    hatch,
    hover_text,
    in_colour,
    text_marks,
    timed_symbol,
    unit_colours,
)
from lstm_core.charts.column import COLUMNS, Column, bar_places
from lstm_core.charts.look import Look
from lstm_core.charts.many_units import MOST_BARS, all_bars, ends_line
from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import stack
from lstm_core.words.equations import row_signs
from lstm_core.words.numbers import fixed
from lstm_core.words.quantities import NEUTRAL, QUANTITIES, titles
from lstm_core.words.step import step_alternative

WIDTH, GAP = 0.098, 0.0308  # of a column and of the sign between two, as parts of the figure
NARROW_WIDTH, NARROW_GAP = 0.18, 0.07  # where two rows of four stand one below the other
IN_ROW = 4
BETWEEN = 78  # pixels for what stands above the second row
# The sign after each column; after C_tilde and o it depends on the rounded numbers: = or ≈.
SIGNS = {"C_prev": "·", "f": "+", "i": "·", "C": "→", "tanh_C": "·", "h": ""}


@lru_cache(maxsize=CACHED)
def step_chart(experiment: Experiment, look: Look) -> Picture:
    """C_prev f + i C_tilde = C, tanh C o = h: a row per unit, that in focus in numbers on top.

    On a narrow screen the memory stands above what comes of it.
    """
    meanings = titles(look.language)
    after_sums = row_signs(experiment, look.decimals)
    signs = SIGNS | dict(zip(("C_tilde", "o"), after_sums, strict=True))
    data: list[Dict] = []
    above: list[Dict] = []
    for column in columns(experiment, look):
        data += column_traces(column, look)
        above += headings(column, look, title=meanings[column.quantity], sign=signs[column.name])
    layout = {**frame(experiment.wherever, look), "annotations": above}
    return Picture(Figure(data, layout, ["unit"]), step_alternative(experiment))


@lru_cache(maxsize=CACHED)
def frame(experiment: Experiment, look: Look) -> Dict:
    """The axes of all columns, and the frame round the unit in focus: once for all steps."""
    unit = experiment.unit
    place = {"xref": "paper", "x0": -0.004, "x1": 1.004, "y0": unit - 0.5, "y1": unit + 0.5}
    rows = ("y", f"y{IN_ROW + 1}") if look.narrow else ("y",)
    layout: Dict = {"shapes": [focus_frame(yref=axis, **place) for axis in rows]}
    for column in columns(experiment, look):
        layout |= column_axes(column, look)
    layout["height"] = (112 if look.large else 84) + high(experiment.H, look)
    layout["margin"] = {
        "l": 44 if look.large else 26,
        "r": 8,
        "t": 104 if look.large else 76,
        "b": 8,
    }
    return layout


def columns(experiment: Experiment, look: Look) -> Iterator[Column]:
    """The eight columns of the step at t."""
    memory = symmetric_range(stack(experiment.trace, "C"))  # one steady range for all steps
    ranges = {"C_prev": memory, "C": memory, **{gate: [0.0, 1.0] for gate in "fio"}}
    ghost = experiment.ghost
    for k, name in enumerate(COLUMNS):
        across, down = domains(k, experiment.H, look)
        old = getattr(ghost.step, name)[:, 0] if ghost else None
        yield Column(
            name,
            values=getattr(experiment.step, name)[:, 0],
            ghost=None if old is None or np.isnan(old).any() else old,
            range=ranges.get(name, BOUNDED),
            t=experiment.t - (name == "C_prev"),
            unit=experiment.unit,
            has_numbers=numbers_fit(experiment.H, look),
            across=across,
            down=down,
            gap=NARROW_GAP if look.narrow else GAP,
        )


def domains(k: int, H: int, look: Look) -> tuple[list[float], list[float]]:
    """Where the k-th column is, from 0, across and from below."""
    if not look.narrow:
        left = k * (WIDTH + GAP)
        return [left, left + WIDTH], [0, 1]
    left = k % IN_ROW * (NARROW_WIDTH + NARROW_GAP)
    row = (1 - BETWEEN / high(H, look)) / 2
    return [left, left + NARROW_WIDTH], [1 - row, 1] if k < IN_ROW else [0, row]


def high(H: int, look: Look) -> float:
    """Pixels for the columns, and for what stands between two rows of them."""
    columns = max(150, H * row_height(H, look))
    return 2 * columns + BETWEEN if look.narrow else columns


def numbers_fit(H: int, look: Look) -> bool:
    """Whether there is room for a number above each bar."""
    return H <= (3 if look.large else FEW_UNITS)


def row_height(H: int, look: Look) -> float:
    """Pixels for one unit."""
    if look.large:
        return 62 if numbers_fit(H, look) else 210 / H
    if not numbers_fit(H, look):
        return 9
    return 52 if H < 5 else 34


def column_axes(column: Column, look: Look) -> Dict:
    """The axes of one column: values without ticks, and units, named at the left edge."""
    n, H = column.n, column.H
    x = plain_axis(
        domain=column.across,
        range=column.range,
        anchor=f"y{n}",
        showticklabels=False,
    )
    y = plain_axis(
        domain=column.down,
        range=[H + 0.55, 0.45],
        anchor=f"x{n}",
        showticklabels=column.first,
        tickvals=list(range(1, H + 1)) if H <= FEW_UNITS else sorted({1, column.unit, H}),
        tickfont={"size": 34 if look.large else 16},
    )
    return {f"xaxis{n}": x, f"yaxis{n}": y}


def column_traces(column: Column, look: Look) -> list[Dict]:
    """A column's bars with their numbers, or the cover where it is hidden; and its ghost."""
    if np.isnan(column.values).any():
        low = column.range[0]
        size = (-2 * low or 1.0, column.H)
        marks = [hatch(low + size[0] / 2, 0.5, size, 34 if look.large else 20)]
    elif column.H > MOST_BARS:
        marks = all_bars(column, look)
    else:
        marks = [zero_lines(column), value_bars(column, look)]
        if column.has_numbers:
            marks.append(unit_numbers(column, look))
    return [{**mark, **column.place} for mark in marks] + ghost_of(column)


def value_bars(column: Column, look: Look) -> Dict:
    """A bar per unit, to point at and click."""
    units, quantity = range(1, column.H + 1), QUANTITIES[column.quantity]
    y, width = bar_places(column)
    return {
        "type": "bar",
        "orientation": "h",
        "name": quantity.symbol,
        "x": column.values.tolist(),
        "y": y,
        "width": width,
        "marker": {"color": unit_colours(quantity.colour, units, column.unit)},
        "customdata": [
            [column.t, u, float(value)] for u, value in zip(units, column.values, strict=True)
        ],
        "hovertemplate": f"{hover_text('hover', look.language)}<extra></extra>",
    }


def zero_lines(column: Column) -> Dict:
    """The line at 0, beside each bar alone: no number stands on it."""
    y, width = bar_places(column)
    ends = [[low - 0.6 * width, low + 0.6 * width, None] for low in y]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [0, 0, None] * column.H,
        "y": [end for pair in ends for end in pair],
        "line": {"color": NEUTRAL, "width": 1},
        "hoverinfo": "skip",
    }


def unit_numbers(column: Column, look: Look) -> Dict:
    """The numbers above the bars; that of the unit in focus stands on top of the column."""
    others = [u for u in range(1, column.H + 1) if u != column.unit]
    return text_marks(
        [column.range[0]] * len(others),
        [u - 0.25 for u in others],
        [fixed(float(column.values[u - 1]), look.decimals) for u in others],
        34 if look.large else 16,
        textposition="middle right",
    )


def ghost_of(column: Column) -> list[Dict]:
    """The outlines of the ghost's bars; none without a ghost."""
    if column.ghost is None:
        return []
    y, width = bar_places(column)
    if column.H > MOST_BARS:
        return [{**ends_line(column.ghost, width, NEUTRAL), **column.place}]
    return [ghost_bars(column.ghost.tolist(), y, **column.place, orientation="h", width=width)]


def headings(column: Column, look: Look, *, title: str, sign: str) -> list[Dict]:
    """A column's symbol with its title, the number of the unit in focus, and the sign after it."""
    size = 34 if look.large else 20 if look.narrow else 26
    value = fixed(float(column.values[column.unit - 1]), look.decimals)
    alone = (look.large or look.narrow) and column.name == "tanh_C"  # its time would not fit
    left, top = column.across[0], column.down[1]
    symbol = timed_symbol(column.quantity, column.t)
    symbol = in_colour("tanh_C", QUANTITIES["tanh_C"].symbol) if alone else symbol
    fitting = round(size * min(1, (5 if look.large else 6) / len(value)))
    low: Dict = {"yanchor": "bottom", "yshift": 4}
    name = annotation(
        symbol,
        left,
        top,
        (31 if alone else 34) if look.large else (18 if alone else 22),
        xanchor="left",
        yanchor="bottom",
        yshift=size + 14,
        hovertext=title,
    )
    return [
        name,
        annotation(f"<b>{value}</b>", left, top, fitting, xanchor="left", **low),
        annotation(sign, column.across[1] + column.gap / 2, top, size, xanchor="center", **low),
    ]
