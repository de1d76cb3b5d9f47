"""The chart of the weights: a heatmap for each gate, its biases beside it."""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lstm_core.charts.axes import lowered, name_ticks, plain_axis
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
    targets,
    text_marks,
    to_float32,
)
from lstm_core.charts.look import Look
from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import GATES, Array, Params
from lstm_core.words.inputs import input_names
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed
from lstm_core.words.shades import ON_SHADE
from lstm_core.words.weights import weights_alternative

GUTTER = 84  # pixels between the two rows of panels
NARROW_GUTTER = 64  # where all four stand one below the other
SPACE = 0.5  # between the h columns, the x columns and the bias, in columns
MOST_NUMBERED = 9  # columns whose numbers still fit into their cells, that of b among them
LONGEST = 5  # letters of a column's name that fit below it
STRONGEST = 0.6  # opacity of a shade on which a number stands
MOST_TARGETS = 2_000  # weights of one gate that each get a bar to point at, of 70 bytes


@dataclass(frozen=True)
class Panel:
    """One gate's [W, b], (H, H + D + 1), and where it is drawn."""

    gate: str
    values: Array
    ghost: Array | None
    names: list[str]  # of the columns
    n: int  # the number of its axes, from 1

    @property
    def H(self) -> int:
        return len(self.values)

    @property
    def letter(self) -> str:
        return GATES[self.gate]

    @property
    def place(self) -> Dict:
        return {"xaxis": f"x{self.n}", "yaxis": f"y{self.n}"}

    @property
    def centres(self) -> list[float]:
        """Where each h column, each x column and the bias stands: the three kinds apart."""
        bias = len(self.names) - 1
        return [k + SPACE * (k >= self.H) + SPACE * (k >= bias) for k in range(bias + 1)]

    @property
    def dense(self) -> bool:
        """Whether it has so many weights that the heatmap itself is pointed at."""
        return self.values.size > MOST_TARGETS

    def numbers_fit(self, look: Look) -> bool:
        """Whether its numbers fit into its cells."""
        most = MOST_NUMBERED - look.narrow
        return len(self.names) <= most and self.H <= (5 if look.large else FEW_UNITS)


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
    line = (40 if look.large else 16) * lowered(panels[0].names, LONGEST)
    layout["height"] = high + 120 + line if look.large else all_high(high, look) + 52 + line
    layout["margin"] = (
        {"l": 60, "r": 8, "t": 64, "b": 56 + line}
        if look.large
        else {"l": 30, "r": 8, "t": 28, "b": 24 + line}
    )
    figure = Figure(data, layout, ["unit", "stage"])
    return Picture(figure, weights_alternative(experiment, gates))


def panel(experiment: Experiment, gate: str, n: int) -> Panel:
    """The n-th panel, for this gate."""
    ghost = experiment.ghost
    return Panel(
        gate,
        weights_and_biases(experiment.params, gate),
        weights_and_biases(ghost.params, gate) if ghost else None,
        names=column_names(experiment),
        n=n,
    )


def weights_and_biases(params: Params, gate: str) -> Array:
    """[W, b] of one gate (H, H + D + 1)."""
    letter = GATES[gate]
    return np.hstack([getattr(params, f"W_{letter}"), getattr(params, f"b_{letter}")])


def column_names(experiment: Experiment) -> list[str]:
    """What each column of [W, b] is multiplied with: h, the inputs by name, the bias."""
    h = [f"h<sub>{k}</sub>" for k in range(1, experiment.H + 1)]
    x = [name or f"x<sub>{k}</sub>" for k, name in enumerate(input_names(experiment), 1)]
    return [*h, *x, "b"]


def panel_height(panel: Panel, look: Look) -> int:
    """Pixels; where there is a ghost a cell has two lines of numbers."""
    H, lines = panel.H, 1 if panel.ghost is None or look.large else 2
    if not panel.numbers_fit(look):
        return 170 if look.large else max(52, min(160, H * 16))
    return max(110, H * lines * 38) if look.large else max(52, H * (24 if lines == 1 else 36))


def domains(n: int, high: int, look: Look) -> tuple[list[float], list[float]]:
    """Where the n-th of four panels of this height is, across and from below; or the only one."""
    if look.large:
        return [0.0, 1.0], [0.0, 1.0]
    all_of_it = all_high(high, look)
    if look.narrow:
        low = (4 - n) * (high + NARROW_GUTTER) / all_of_it
        return [0.0, 1.0], [low, low + high / all_of_it]
    column, row = (n - 1) % 2, (n - 1) // 2
    low = (high + GUTTER) / all_of_it * (1 - row)
    return [0.52 * column, 0.52 * column + 0.48], [low, low + high / all_of_it]


def all_high(high: int, look: Look) -> int:
    """Pixels of four panels of this height, two by two or in one column."""
    return 4 * high + 3 * NARROW_GUTTER if look.narrow else 2 * high + GUTTER


def panel_axes(panel: Panel, look: Look, across: list[float], down: list[float]) -> Dict:
    """The axes of one heatmap, as many of its columns and rows by name as fit."""
    font = {"size": 34 if look.large else 13}
    columns = max(1, round(len(panel.names) / (9 if look.large else 13)))
    rows = max(1, round(panel.H / (4 if look.large else 8)))
    x = plain_axis(
        domain=across,
        range=[-0.6, panel.centres[-1] + 0.6],
        anchor=f"y{panel.n}",
        **name_ticks(panel.names[::columns], panel.centres[::columns], LONGEST),
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
    if panel.dense:
        return [{**mark, **panel.place} for mark in dense_traces(panel, look, largest)]
    values = panel.values.ravel().tolist()
    old = values if panel.ghost is None else panel.ghost.ravel().tolist()
    x = panel.centres * panel.H
    units = [unit for unit in range(1, panel.H + 1) for _ in panel.names]
    cells = zip(panel.names * panel.H, units, values, strict=True)
    target_bars = targets(
        f"W<sub>{panel.letter}</sub>",
        x,
        [unit - 0.5 for unit in units],
        (1, 1),
        [[name, unit, value, panel.gate] for name, unit, value in cells],
        hover_text("hover_weight", look.language),
    )
    marks = [shades(panel, look, largest), target_bars, *changed_outlines(panel)]
    if panel.numbers_fit(look):
        size = 34 if look.large else 12 if look.narrow else 14
        shown = values if look.large else old  # in brackets where it differs, if there is room
        text = [cell_text(*pair) for pair in zip(values, shown, strict=True)]
        marks.append(text_marks(x, units, text, size))
    return [{**mark, **panel.place} for mark in marks]


def changed_outlines(panel: Panel) -> list[Dict]:
    """An outline round each weight that differs from the ghost's; none where none does."""
    if panel.ghost is None:
        return []
    rows, columns = np.nonzero(panel.values != panel.ghost)
    if not len(rows):
        return []
    centres = np.array(panel.centres)[columns].tolist()
    outlines = ghost_bars(centres, [0.9] * len(rows), width=0.9)
    return [{**outlines, "base": (rows + 1 - 0.45).tolist()}]


def dense_traces(panel: Panel, look: Look, largest: float) -> list[Dict]:
    """Heatmap and outlines of many weights: few bytes for each, in float32."""
    H, bias, gap = panel.H, len(panel.names) - 1, np.full((panel.H, 1), np.nan)
    h, x, b = np.split(panel.values, [H, bias], axis=1)
    names = [re.sub("<.*?>", "", name) for name in panel.names]  # Plotly writes them as they are
    row = [*names[:H], "", *names[H:bias], "", names[bias]]
    to_click = {
        "xgap": 0,  # a cell may be no wider than a gap
        "ygap": 0,
        "name": f"W<sub>{panel.letter}</sub>",
        "text": [row] * H,
        "meta": panel.gate,
        "hoverinfo": "all",
        "hovertemplate": say(
            "hover_weight",
            look.language,
            symbol="%{fullData.name}",
            row="%{y}",
            column="%{text}",
            value="%{z:.6f}",
        )
        + "<extra></extra>",
    }
    grid = to_float32(np.hstack([h, gap, x, gap, b]))
    return [shades(panel, look, largest) | {"z": grid, **to_click}, *changed_outlines(panel)]


def shades(panel: Panel, look: Look, largest: float) -> Dict:
    """The heatmap, paler below numbers: an empty column between h and x and before the bias."""
    H, bias, centres = panel.H, len(panel.names) - 1, panel.centres
    edges = [
        *(x - 0.5 for x in centres[:H]),
        H - 0.5,
        *(x - 0.5 for x in centres[H:bias]),
        bias + SPACE - 0.5,
        centres[bias] - 0.5,
        centres[bias] + 0.5,
    ]
    grid = [[*row[:H], None, *row[H:bias], None, row[bias]] for row in panel.values.tolist()]
    scale = {"colorscale": DIVERGING, "zmin": -largest, "zmax": largest}
    pale = {"opacity": STRONGEST} if panel.numbers_fit(look) else {}
    return heatmap(grid, scale, x=edges, y=list(range(1, H + 1)), **pale)


def cell_text(value: float, old: float) -> str:
    """A cell's number, and in brackets below it the ghost's if that differs."""
    text = fixed(value, 2) + (f"<br>({fixed(old, 2)})" if value != old else "")
    return f"<span style='color:{ON_SHADE}'>{text}</span>"
