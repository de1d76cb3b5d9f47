"""The chart of the weights: a heatmap for each gate, its biases beside it."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from lstm_core.charts.canvas import (
    CACHED,
    DIVERGING,
    FEW_UNITS,
    Dict,
    Figure,
    Picture,
    annotation,
    focus_frame,
    ghost_bars,
    heatmap,
    hover_text,
    in_colour,
    plain_axis,
    targets,
    text_marks,
)
from lstm_core.charts.look import Look
from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import GATES, Array
from lstm_core.words.inputs import input_names
from lstm_core.words.numbers import fixed
from lstm_core.words.weights import weights_alternative

SPACE = 0.5  # between the h columns, the x columns and the bias, in columns
MOST_NUMBERED = 12  # columns whose numbers still fit into their cells


class Cell(NamedTuple):
    """One weight or bias, and where it is drawn."""

    x: float
    unit: int
    column: str  # what it is multiplied with
    value: float
    ghost: float  # the same value where there is no ghost

    @property
    def changed(self) -> bool:
        return self.value != self.ghost


@dataclass(frozen=True)
class Panel:
    """One gate's W (H, H + D) and b (H, 1), and where they are drawn."""

    gate: str
    W: Array
    b: Array
    ghost: tuple[Array, Array] | None  # its W and b
    names: list[str]  # of the H + D + 1 columns
    n: int  # the number of its axes, from 1

    @property
    def H(self) -> int:
        return len(self.W)

    @property
    def letter(self) -> str:
        return GATES[self.gate]

    @property
    def place(self) -> Dict:
        return {"xaxis": f"x{self.n}", "yaxis": f"y{self.n}"}

    @cached_property
    def centres(self) -> list[float]:
        """Where each h column, each x column and the bias stands: the three kinds apart."""
        columns = self.W.shape[1]
        return [k + SPACE * (k >= self.H) + SPACE * (k >= columns) for k in range(columns + 1)]

    @cached_property
    def cells(self) -> list[Cell]:
        """All H (H + D + 1) of them, row by row."""
        now = np.hstack([self.W, self.b])
        old = now if self.ghost is None else np.hstack(self.ghost)
        return [
            Cell(x, unit, column, value, ghost)
            for unit, rows in enumerate(zip(now.tolist(), old.tolist(), strict=True), 1)
            for x, column, value, ghost in zip(self.centres, self.names, *rows, strict=True)
        ]

    def numbered(self, look: Look) -> bool:
        """Whether its numbers fit into its cells."""
        return self.W.shape[1] <= MOST_NUMBERED and self.H <= (5 if look.large else FEW_UNITS)


@lru_cache(maxsize=CACHED)
def weights_chart(experiment: Experiment, look: Look, gate: str) -> Picture:
    """W with b beside it for all gates, on one symmetric scale; where it is large this gate alone.

    The frame is round the unit in focus of this gate.
    """
    gates = [gate] if look.large else list(GATES)
    panels = [panel(experiment, name, n) for n, name in enumerate(gates, 1)]
    high = panel_height(panels[0], look)
    framed, unit = panels[gates.index(gate)], experiment.unit
    largest = max(float(np.abs(array).max()) for array in vars(experiment.params).values()) or 1.0
    data: list[Dict] = []
    layout: Dict = {"annotations": []}
    for one in panels:
        across, down = domains(one.n, high, look)
        data += panel_traces(one, look, largest)
        layout |= panel_axes(one, look, across, down)
        title = in_colour(one.gate, f"W<sub>{one.letter}</sub>, b<sub>{one.letter}</sub>")
        above: Dict = {"xanchor": "left", "yanchor": "bottom"}
        layout["annotations"].append(
            annotation(title, across[0], down[1], 40 if look.large else 20, **above)
        )
    layout["shapes"] = [
        focus_frame(
            xref=f"x{framed.n}",
            yref=f"y{framed.n}",
            x0=-0.55,
            x1=framed.centres[-1] + 0.55,
            y0=unit - 0.5,
            y1=unit + 0.5,
        )
    ]
    layout["height"] = high + 120 if look.large else 2 * high + 70 + 52
    layout["margin"] = (
        {"l": 60, "r": 8, "t": 64, "b": 56} if look.large else {"l": 30, "r": 8, "t": 28, "b": 24}
    )
    figure = Figure(data, layout, ["unit", "stage"])
    return Picture(figure, weights_alternative(experiment, gates))


def panel(experiment: Experiment, gate: str, n: int) -> Panel:
    """The n-th panel, for this gate."""
    W, b = f"W_{GATES[gate]}", f"b_{GATES[gate]}"
    params, ghost = experiment.params, experiment.ghost
    return Panel(
        gate,
        getattr(params, W),
        getattr(params, b),
        ghost=(getattr(ghost.params, W), getattr(ghost.params, b)) if ghost else None,
        names=column_names(experiment),
        n=n,
    )


def column_names(experiment: Experiment) -> list[str]:
    """What each column of [W, b] is multiplied with: h, the inputs by name, the bias."""
    h = [f"h<sub>{k}</sub>" for k in range(1, experiment.H + 1)]
    x = [name or f"x<sub>{k}</sub>" for k, name in enumerate(input_names(experiment), 1)]
    return [*h, *x, "b"]


def panel_height(panel: Panel, look: Look) -> int:
    """Pixels; where there is a ghost a cell has two lines of numbers."""
    H, numbered, lines = panel.H, panel.numbered(look), 2 if panel.ghost else 1
    if look.large:
        return max(110, H * lines * 38) if numbered else 170
    return max(52, H * ((38 if panel.ghost else 26) if numbered else 9))


def domains(n: int, high: int, look: Look) -> tuple[list[float], list[float]]:
    """Where the n-th of four panels of this height is, across and from below; or the only one."""
    if look.large:
        return [0.0, 1.0], [0.0, 1.0]
    gutter = 70 / (2 * high + 70)  # between the two rows, as a part of the height
    column, row = (n - 1) % 2, (n - 1) // 2
    low = (1 + gutter) / 2 * (1 - row)
    return [0.52 * column, 0.52 * column + 0.48], [low, low + (1 - gutter) / 2]


def panel_axes(panel: Panel, look: Look, across: list[float], down: list[float]) -> Dict:
    """The axes of one heatmap, as many of its columns and rows by name as fit."""
    font = {"size": 34 if look.large else 13}
    columns = max(1, round(len(panel.names) / 13))
    rows = max(1, round(panel.H / (4 if look.large else 8)))
    x = plain_axis(
        domain=across,
        range=[-0.6, panel.centres[-1] + 0.6],
        anchor=f"y{panel.n}",
        tickvals=panel.centres[::columns],
        ticktext=panel.names[::columns],
        tickangle=0,
        tickfont=font,
    )
    y = plain_axis(
        domain=down,
        range=[panel.H + 0.5, 0.5],
        anchor=f"x{panel.n}",
        tickvals=list(range(1, panel.H + 1, rows)),
        tickfont=font,
    )
    return {f"xaxis{panel.n}": x, f"yaxis{panel.n}": y}


def panel_traces(panel: Panel, look: Look, largest: float) -> list[Dict]:
    """A heatmap on a scale of +-largest, its targets, outlines of what differs, its numbers."""
    unseen = targets(
        f"W<sub>{panel.letter}</sub>",
        [cell.x for cell in panel.cells],
        [cell.unit - 0.5 for cell in panel.cells],
        (1, 1),
        [[cell.column, cell.unit, cell.value, panel.gate] for cell in panel.cells],
        hover_text("hover_weight", look.language),
    )
    marks = [shades(panel, largest), unseen]
    changed = [cell for cell in panel.cells if cell.changed]
    if changed:
        outlines = ghost_bars([cell.x for cell in changed], [0.9] * len(changed), width=0.9)
        marks.append({**outlines, **panel.place, "base": [cell.unit - 0.45 for cell in changed]})
    if panel.numbered(look):
        size = (28 if changed else 34) if look.large else 14
        marks.append(numbers(panel.cells, largest, size))
    return [{**mark, **panel.place} for mark in marks]


def shades(panel: Panel, largest: float) -> Dict:
    """The heatmap: an empty column between h and x, and one before the bias."""
    H, columns, centres = panel.H, panel.W.shape[1], panel.centres
    edges = [
        *(x - 0.5 for x in centres[:H]),
        H - 0.5,
        *(x - 0.5 for x in centres[H:columns]),
        columns + SPACE - 0.5,
        centres[-1] - 0.5,
        centres[-1] + 0.5,
    ]
    grid: list[list[float | None]] = [
        [*w[:H], None, *w[H:], None, *b]
        for w, b in zip(panel.W.tolist(), panel.b.tolist(), strict=True)
    ]
    scale = {"colorscale": DIVERGING, "zmin": -largest, "zmax": largest}
    return heatmap(grid, scale, x=edges, y=list(range(1, H + 1)))


def numbers(cells: list[Cell], largest: float, size: int) -> Dict:
    """Each cell's number, and in brackets below it the ghost's if that differs."""
    text = []
    for cell in cells:
        old = f"<br>({fixed(cell.ghost, 2)})" if cell.changed else ""
        text.append(on_shade(fixed(cell.value, 2) + old, cell.value / largest))
    return text_marks([cell.x for cell in cells], [cell.unit for cell in cells], text, size)


def on_shade(text: str, strength: float) -> str:
    """Text on a shade: white on a strong one, the page's own colour where its ground shows."""
    return f"<span style='color:white'>{text}</span>" if abs(strength) > 0.75 else text
