"""The pictures of the weights: heatmaps of all four gates, and the waterfall of what pushed one of them."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from lstm_core.charts.canvas import (
    DIVERGING,
    KEPT,
    MOST_BARRED,
    NEGATIVE,
    POSITIVE,
    Dict,
    Figure,
    Picture,
    ghost,
    heatmap,
    in_colour,
    note,
    outline,
    pointed,
    quiet,
    targets,
    veil,
    words,
    zeroed,
)
from lstm_core.charts.look import Look
from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import GATES, Array
from lstm_core.words import reading
from lstm_core.words.language import say
from lstm_core.words.notation import QUANTITIES, Term, fixed, largest

APART = 0.5  # between the h columns, the x columns and the bias, in columns
MOST_NUMBERED = 12  # columns whose numbers still fit into their cells
MOST_CONTRIBUTIONS = 11


@lru_cache(maxsize=KEPT)
def weights_chart(experiment: Experiment, look: Look, gate: str) -> Picture:
    """The heatmaps of all gates, or of this one where they are large."""
    before = experiment.ghost
    figure = weights(
        {name: getattr(experiment.params, f"W_{its}") for name, its in GATES.items()},
        {name: getattr(experiment.params, f"b_{its}") for name, its in GATES.items()},
        reading.names(experiment),
        gate,
        experiment.unit,
        look.large,
        pointed("hover_weight", look.language),
        {
            name: (getattr(before.params, f"W_{its}"), getattr(before.params, f"b_{its}"))
            for name, its in GATES.items()
        }
        if before
        else {},
    )
    return Picture(figure, reading.alt_weights(experiment, [gate] if look.large else list(GATES)))


@lru_cache(maxsize=KEPT)
def contributions_chart(experiment: Experiment, look: Look, gate: str) -> Picture:
    """What pushes this gate, term by term."""
    terms = reading.pushes(experiment, gate)
    kept, rest = largest(terms, MOST_CONTRIBUTIONS)
    label = say("rest", look.language, count=len(terms) - len(kept))
    a = reading.value(experiment, f"a_{GATES[gate]}")
    before: list[float] = []
    if experiment.ghost:
        products = {
            (push.part, push.index): push.product for push in reading.pushes(experiment.ghost, gate)
        }
        before = [products.pop((push.part, push.index)) for push in kept]
        before += [] if rest is None else [sum(products.values())]
        before.append(reading.value(experiment.ghost, f"a_{GATES[gate]}"))
    figure = waterfall(kept, rest, label, gate, a, 3, before)
    return Picture(figure, reading.alt_pushes(experiment, gate))


def weights(
    matrices: dict[str, Array],
    biases: dict[str, Array],
    names: Sequence[str],
    gate: str,
    unit: int,
    large: bool,
    hover: str,
    before: dict[str, tuple[Array, Array]],
) -> Figure:
    """Heatmaps of W (H, H + D) with b (H, 1) beside it, per gate, on one symmetric scale; in large, one gate alone.

    `before` holds each gate's W and b in the ghost, and is empty where there is none.
    """
    H, columns = matrices[gate].shape
    largest = (
        max(float(np.abs(array).max()) for array in (*matrices.values(), *biases.values())) or 1.0
    )
    shown = [gate] if large else list(matrices)
    numbered = columns <= MOST_NUMBERED and H <= (5 if large else MOST_BARRED)
    high = (
        (38 if before else 26) if numbered else 9
    )  # two lines of numbers where something is changed
    tall = (
        (max(110, H * (2 if before else 1) * 38) if numbered else 170)
        if large
        else max(52, H * high)
    )
    gutter = 70 / (2 * tall + 70)  # between the rows of panels, as a part of the height
    data: list[Dict] = []
    layout: Dict = {"annotations": []}
    for n, name in enumerate(shown, 1):
        column, row = (n - 1) % 2, (n - 1) // 2
        across = [0.0, 1.0] if large else [0.52 * column, 0.52 * column + 0.48]
        low = (1 + gutter) / 2 * (1 - row)
        down = [0.0, 1.0] if large else [low, low + (1 - gutter) / 2]
        data += panel(
            name,
            matrices[name],
            biases[name],
            names,
            largest,
            n,
            numbered,
            large,
            hover,
            before.get(name),
        )
        layout |= panel_axes(H, columns, names, n, across, down, large)
        title = in_colour(name, f"W<sub>{GATES[name]}</sub>, b<sub>{GATES[name]}</sub>")
        layout["annotations"].append(
            note(title, across[0], down[1], 40 if large else 20, xanchor="left", yanchor="bottom")
        )
    n = shown.index(gate) + 1
    right = columns + 2 * APART + 0.55
    layout["shapes"] = [
        outline(xref=f"x{n}", yref=f"y{n}", x0=-0.55, x1=right, y0=unit - 0.5, y1=unit + 0.5)
    ]
    layout["height"] = tall + 120 if large else 2 * tall + 70 + 52
    layout["margin"] = (
        {"l": 60, "r": 8, "t": 64, "b": 56} if large else {"l": 30, "r": 8, "t": 28, "b": 24}
    )
    return Figure(data, layout, ["unit", "stage"])


def centres(H: int, columns: int) -> list[float]:
    """Where each h column, each x column and the bias stands: H, D and 1 of them, apart."""
    return [k + APART * (k >= H) + APART * (k >= columns) for k in range(columns + 1)]


def column_names(H: int, names: Sequence[str]) -> list[str]:
    """What each column of [W, b] is multiplied with."""
    h, x = (
        [f"{part}<sub>{k}</sub>" for k in range(1, n + 1)]
        for part, n in (("h", H), ("x", len(names)))
    )
    return [*h, *(name or symbol for name, symbol in zip(names, x, strict=True)), "b"]


def panel_axes(
    H: int,
    columns: int,
    names: Sequence[str],
    n: int,
    across: list[float],
    down: list[float],
    large: bool,
) -> Dict:
    """The axes of one gate's heatmap, its columns by name, as many as fit."""
    labels = column_names(H, names)
    thin = max(1, round((columns + 1) / 13))
    font = {"size": 34 if large else 13}
    x = quiet(
        domain=across,
        range=[-0.6, columns + 2 * APART + 0.6],
        anchor=f"y{n}",
        tickvals=centres(H, columns)[::thin],
        ticktext=labels[::thin],
        tickangle=0,
        tickfont=font,
    )
    every = max(1, round(H / (4 if large else 8)))
    y = quiet(
        domain=down,
        range=[H + 0.5, 0.5],
        anchor=f"x{n}",
        tickvals=list(range(1, H + 1, every)),
        tickfont=font,
    )
    return {f"xaxis{n}": x, f"yaxis{n}": y}


def panel(
    gate: str,
    W: Array,
    b: Array,
    names: Sequence[str],
    largest: float,
    n: int,
    numbered: bool,
    large: bool,
    hover: str,
    before: tuple[Array, Array] | None,
) -> list[Dict]:
    """One gate's heatmap, its targets, outlines of what is changed, and its numbers where they fit."""
    H, columns = W.shape
    middle = centres(H, columns)
    edges = (
        [k - 0.5 for k in middle[:H]]
        + [H - 0.5]
        + [k - 0.5 for k in middle[H:columns]]
        + [columns + APART - 0.5]
    )
    edges += [middle[-1] - 0.5, middle[-1] + 0.5]
    grid: list[list[float | None]] = [
        [*w[:H].tolist(), None, *w[H:].tolist(), None, float(c[0])]
        for w, c in zip(W, b, strict=True)
    ]
    scale = {"colorscale": DIVERGING, "zmin": -largest, "zmax": largest}
    labels = column_names(H, names)
    flat = [
        (x, u, value, label)
        for u in range(1, H + 1)
        for x, value, label in zip(
            middle, [*W[u - 1].tolist(), float(b[u - 1, 0])], labels, strict=True
        )
    ]
    place = {"xaxis": f"x{n}", "yaxis": f"y{n}"}
    data = [[label, u, float(value), gate] for _, u, value, label in flat]
    x = [x for x, *_ in flat]
    unseen = targets(
        f"W<sub>{GATES[gate]}</sub>", x, [u - 0.5 for _, u, *_ in flat], (1, 1), data, hover
    )
    drawn = [heatmap(grid, scale, x=edges, y=list(range(1, H + 1)), **place), {**unseen, **place}]
    old = (
        [value for _, _, value, _ in flat] if before is None else np.hstack(before).ravel().tolist()
    )
    changed = [k for k, (_, _, value, _) in enumerate(flat) if value != old[k]]
    if changed:
        outlines = ghost([flat[k][0] for k in changed], [0.9] * len(changed), width=0.9, **place)
        drawn.append({**outlines, "base": [flat[k][1] - 0.45 for k in changed]})
    if numbered:
        text = [
            on_cell(
                fixed(value, 2) + (f"<br>({fixed(old[k], 2)})" if value != old[k] else ""),
                value / largest,
            )
            for k, (_, _, value, _) in enumerate(flat)
        ]
        size = (28 if changed else 34) if large else 14
        drawn.append(words(x, [u for _, u, *_ in flat], text, size, **place))
    return drawn


def on_cell(shown: str, strength: float) -> str:
    """A number on a heatmap's cell: white where the cell is strong, the page's own colour where its ground shows."""
    return f"<span style='color:white'>{shown}</span>" if abs(strength) > 0.75 else shown


def waterfall(
    shown: Sequence[Term],
    rest: float | None,
    rest_label: str,
    gate: str,
    total: float,
    digits: int,
    before: Sequence[float],
) -> Figure:
    """A waterfall: each term from where the last one ended, then the sum a, which they add up to.

    `before` holds the same terms, the rest and the sum in the ghost, and is empty where there is none.
    """
    labels = [push.html for push in shown] + ([rest_label] if rest is not None else [])
    hidden = np.isnan(total)
    products = (
        [0.0] * len(labels)
        if hidden
        else [push.product for push in shown] + ([rest] if rest is not None else [])
    )
    ends = np.cumsum(products).tolist()
    starts = [0.0, *ends[:-1]]
    places = [float(k) for k in range(len(products) + 1)]
    values = [*products, total]
    old_ends = [0.0, *np.cumsum(before[:-1]).tolist()]
    low, high = min(0.0, *ends, *old_ends), max(0.0, *ends, *old_ends)
    pad = (0.36 if before else 0.2) * (high - low or 1)
    colours = [POSITIVE if product >= 0 else NEGATIVE for product in products] + [
        QUANTITIES[gate].colour
    ]
    bars = {
        "type": "bar",
        "x": places,
        "y": values,
        "base": [*starts, 0],
        "width": 0.72,
        "marker": {"color": colours},
        "customdata": [float(value) for value in values],
        "hovertemplate": "%{x}: %{customdata:.8f}<extra></extra>",
    }
    tops = [max(pair) for pair in zip((*starts, 0.0), (*ends, total), strict=True)]
    text = [signed(value, digits) for value in values]
    if before:
        text = [
            now if now == (was := signed(old, digits)) else f"{now}<br>({was})"
            for now, old in zip(text, before, strict=True)
        ]
    layout = {
        "height": 180,
        "margin": {"l": 40, "r": 40, "t": 8, "b": 26},
        "xaxis": quiet(
            range=[-0.6, len(places) - 0.4],
            tickvals=places,
            ticktext=[*labels, in_colour(gate, f"a<sub>{GATES[gate]}</sub>")],
            tickfont={"size": 16},
        ),
        "yaxis": zeroed(
            range=[low - 0.3 * pad, high + pad], nticks=5, showgrid=True, tickfont={"size": 13}
        ),
    }
    drawn = [bars, words(places, tops, text, 15, textposition="top center")]
    if before:
        drawn.insert(1, ghost(places, list(before), base=[*old_ends[:-1], 0], width=0.72))
    whole = veil(len(labels) / 2, low - pad, (len(places), high - low + 2 * pad), 20)
    return Figure([whole] if hidden else drawn, layout)


def signed(value: float, digits: int) -> str:
    """The number with its sign, plus or minus."""
    return f"{'+' if value > 0 else ''}{fixed(value, digits)}"
