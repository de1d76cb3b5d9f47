"""The picture through time: a strip per quantity over one time axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lstm_core.charts.canvas import (
    DIVERGING,
    FILLING,
    INK,
    KEPT,
    MOST_BARRED,
    Dict,
    Figure,
    Picture,
    barred,
    faded,
    ghost,
    heatmap,
    in_colour,
    note,
    outline,
    pointed,
    quiet,
    shades,
    span,
    symbol,
    targets,
    veil,
    zeroed,
)
from lstm_core.charts.look import Look
from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import Array, stack
from lstm_core.words import reading
from lstm_core.words.language import say
from lstm_core.words.notation import CHARTED, NEUTRAL, QUANTITIES, fixed

SIGNED = ("C_tilde", "C", "h")
SPACE, SLIM_SPACE = 0.028, 0.14  # between two strips, as a part of the picture


@lru_cache(maxsize=KEPT)
def time_chart(experiment: Experiment, look: Look, quantities: tuple[str, ...]) -> Picture:
    """These quantities and the inputs through time, bars or heatmaps."""
    return strips_chart(
        experiment,
        look,
        quantities,
        barred(experiment),
        heatmap=look.heatmap,
        inputs=True,
        ghost=experiment.ghost,
    )


@lru_cache(maxsize=KEPT)
def strip_chart(experiment: Experiment, look: Look) -> Picture:
    """C and h of the unit in focus through time, in little height."""
    return strips_chart(
        experiment,
        look,
        ("C", "h"),
        [experiment.unit],
        heatmap=False,
        inputs=False,
        ghost=experiment.ghost,
    )


def example_chart(experiment: Experiment, look: Look, start: Experiment) -> Picture:
    """A cell in training on its example sequence, and the cell before training as its ghost."""
    names = ("C", "y") if look.large else (*CHARTED, "y")
    return strips_chart(
        experiment, look, names, barred(experiment), heatmap=False, inputs=True, ghost=start
    )


def quantities_in_time(experiment: Experiment) -> tuple[str, ...]:
    """What has a strip: the six quantities, and the answers of a cell that has learnt."""
    return (*CHARTED, "y") if experiment.scenario.learnt else CHARTED


def fills_the_screen(experiment: Experiment, look: Look) -> bool:
    """Whether the chart through time takes what the screen leaves of its height."""
    return look.large or not look.heatmap or experiment.H <= MOST_BARRED


def time_hint(experiment: Experiment, look: Look) -> str:
    """How the chart through time is read, a sentence."""
    all_units = len(barred(experiment)) == experiment.H
    bars = "time_hint" if all_units else "time_hint_one"
    key = "time_hint_heatmap" if look.heatmap else bars
    return say(key, look.language, unit=experiment.unit, H=experiment.H)


def strips_chart(
    experiment: Experiment,
    look: Look,
    quantities: Sequence[str],
    units: Sequence[int],
    *,
    heatmap: bool,
    inputs: bool,
    ghost: Experiment | None,
) -> Picture:
    """These quantities of these units through time, before them those of the ghost."""
    figure = through_time(
        {name: in_time(experiment, name) for name in quantities},
        experiment.X[:, :, 0] if inputs else None,
        reading.names(experiment) if inputs else (),
        units,
        (experiment.t, experiment.unit),
        heatmap,
        look.decimals,
        look.large,
        say("axis_t", look.language),
        pointed("hover", look.language),
        reading.titles(look.language),
        ({name: in_time(ghost, name) for name in quantities} if ghost else {})
        | right_answers(experiment),
    )
    return Picture(figure, reading.alt_time(experiment, quantities))


def in_time(experiment: Experiment, name: str) -> Array:
    """One quantity (T, H), or what the output layer answers, y (T, K)."""
    return experiment.answers if name == "y" else stack(experiment.trace, name)[:, :, 0]


def right_answers(experiment: Experiment) -> dict[str, Array]:
    """The right answers, which are the outlines behind y; nothing where none is known."""
    return {} if np.isnan(experiment.targets).all() else {"y": experiment.targets}


@dataclass(frozen=True)
class Strip:
    """Where one quantity (T, rows) is drawn: its part of the height, and what is in focus."""

    name: str  # "x" or a quantity
    values: Array
    domain: list[float]
    n: int
    unit: int
    t: int
    large: bool
    hover: str
    before: Array | None = None  # the same values without the change

    @property
    def place(self) -> Dict:
        return {"xaxis": "x", "yaxis": f"y{self.n}"}

    @property
    def shown(self) -> int:
        """How many steps are not hidden."""
        return int(np.count_nonzero(~np.isnan(self.values).any(axis=1)))

    @property
    def middle(self) -> float:
        return sum(self.domain) / 2


def through_time(
    quantities: dict[str, Array],
    X: Array | None,
    names: Sequence[str],
    units: Sequence[int],
    focus: tuple[int, int],
    as_heatmap: bool,
    digits: int,
    large: bool,
    axis_title: str,
    hover: str,
    titles: dict[str, str],
    before: dict[str, Array],
) -> Figure:
    """A strip for the inputs X (T, D), if they are given, and one for each quantity (T, H), over one time axis.

    `focus` is (t, unit); `titles` say what each symbol is; `before` holds the quantities without the change.
    """
    t, unit = focus
    T, H = next(iter(quantities.values())).shape
    D = 0 if X is None else X.shape[1]
    size, focused = 34 if large else 15, 38 if not D else 66 if len(quantities) == 1 else 48
    data: list[Dict] = []
    layout: Dict = {
        "annotations": [],
        "shapes": [outline(name="t", xref="x", yref="paper", x0=t - 0.5, x1=t + 0.5, y0=0, y1=1)],
    }
    strips = quantities if X is None else {"x": X, **quantities}
    heights = {name: 1.25 if name == "C" else 1.0 for name in strips}
    if X is not None:
        row = 0.09 if not any(names) else 0.15 if large else 0.2
        heights["x"] = (0.2 if large else 0.4) + row * min(D, 8)
    space = SPACE if D else SLIM_SPACE
    room, top = (1 - space * (len(strips) - 1)) / sum(heights.values()), 1.0
    for n, (name, height) in enumerate(heights.items(), 1):
        strip = Strip(
            name,
            strips[name],
            [max(0.0, top - height * room), top],
            n,
            unit,
            t,
            large,
            hover,
            before.get(name),
        )
        top -= height * room + space
        if name == "x" or (as_heatmap and name != "y"):
            axis = row_axis(strip, names if name == "x" and D <= 4 else ())
            data += cells(strip)
        else:
            axis = value_axis(strip)
            data += bars(strip, range(1, strip.values.shape[1] + 1) if name == "y" else units)
        layout[f"yaxis{n}"] = axis
        if strip.shown < T:
            data.append(hatch(strip, axis, size))
        said = labels(strip, digits, bool(any(names)), focused)
        said[0]["hovertext"] = titles[name]
        layout["annotations"] += said
    layout["xaxis"] = steps_axis(T, len(strips), axis_title, large)
    layout["height"] = FILLING if large else 42 * H + 120 if as_heatmap and H > MOST_BARRED else 360
    layout["margin"] = (
        {"l": 190, "r": 3 * focused - 8, "t": 24, "b": 74}
        if large
        else {"l": 110, "r": 84, "t": 24, "b": 42}
    )
    if D == 0:
        return Figure(data, slim(layout, large), ["t"])
    return Figure(data, layout, ["t", "unit", "stage"])


def steps_axis(T: int, strips: int, title: str, large: bool) -> Dict:
    """The time axis below the last strip."""
    size, step = (
        34 if large else 15,
        1 if T <= (12 if large else 16) else 2 if T <= 24 and not large else 5,
    )
    words = {"text": title, "font": {"size": size, "color": INK}, "standoff": 8}
    font = {"size": size}
    return quiet(
        range=[0.5, T + 0.5],
        anchor=f"y{strips}",
        dtick=step,
        tick0=step % 5,
        tickfont=font,
        title=words,
    )


def slim(layout: Dict, large: bool) -> Dict:
    """The layout for a few strips below another picture."""
    for name, axis in layout.items():
        if name.startswith("yaxis") and large:
            axis["showticklabels"] = False
    layout["xaxis"].pop("title")
    margin = (
        {"l": 176, "r": 190, "t": 8, "b": 46} if large else {"l": 110, "r": 84, "t": 8, "b": 22}
    )
    return {**layout, "height": 148 if large else 160, "margin": margin}


def hatch(strip: Strip, axis: Dict, size: int) -> Dict:
    """What covers the steps of a strip that are hidden."""
    low, high = sorted(axis["range"])
    wide = len(strip.values) - strip.shown
    return veil(strip.shown + (wide + 1) / 2, low, (wide, high - low), size, **strip.place)


def labels(strip: Strip, digits: int, named: bool, largest: int) -> list[Dict]:
    """The strip's symbol on its left, and on its right the number in focus in its colour."""
    left = {"xanchor": "right", "yanchor": "middle"}
    size = 40 if strip.large else 24
    if strip.name == "x":
        shift = -118 if strip.large else -70 if named else -42
        return [note("<b>x<sub>t</sub></b>", 0, strip.middle, size, xshift=shift, **left)]
    row = 0 if strip.name == "y" else strip.unit - 1
    number = in_colour(strip.name, fixed(float(strip.values[strip.t - 1, row]), digits))
    return [
        note(
            symbol(strip.name, "t"),
            0,
            strip.middle,
            size,
            xshift=-118 if strip.large else -42,
            **left,
        ),
        note(
            number,
            1,
            strip.middle,
            largest if strip.large else 22,
            xanchor="left",
            yanchor="middle",
            xshift=8,
        ),
    ]


def row_axis(strip: Strip, names: Sequence[str]) -> Dict:
    """A heatmap's axis: rows from the top, by name where there are names."""
    rows = strip.values.shape[1]
    common = {"domain": strip.domain, "range": [rows + 0.5, 0.5], "anchor": "x"}
    if any(names):
        return quiet(
            tickvals=list(range(1, rows + 1)),
            ticktext=list(names),
            tickfont={"size": 28 if strip.large else 12},
            **common,
        )
    return quiet(tickvals=sorted({1, rows}), tickfont={"size": 34 if strip.large else 15}, **common)


def value_axis(strip: Strip) -> Dict:
    """The axis of bars: gates on 0..1, C_tilde and h on -1..1, C on its own symmetric range."""
    common = {
        "domain": strip.domain,
        "anchor": "x",
        "tickfont": {"size": 34 if strip.large else 13},
        "showgrid": True,
    }
    if strip.name == "C":
        return zeroed(range=span(strip.values, False), nticks=4, **common)
    signed = strip.name in SIGNED or (
        strip.name == "y" and bool(np.nanmin(strip.values, initial=0) < 0)
    )
    if strip.name == "y" and np.nanmax(np.abs(strip.values), initial=0) > 1:
        return zeroed(range=span(strip.values, False), nticks=4, **common)
    return zeroed(
        range=span(strip.values, True) if signed else [0, 1.04],
        tickvals=[-1, 0, 1] if signed else [0, 1],
        **common,
    )


def cells(strip: Strip) -> list[Dict]:
    """A heatmap (rows x T) and its targets."""
    rows = strip.values.shape[1]
    if strip.name == "x" or strip.name in SIGNED:
        largest = span(strip.values, strip.name in ("C_tilde", "h"))[1]
        scale: Dict = {"colorscale": DIVERGING, "zmin": -largest, "zmax": largest}
    else:
        colour = QUANTITIES[strip.name].colour
        scale = {"colorscale": [[0, faded(colour, 0)], [1, colour]], "zmin": 0, "zmax": 1}
    places = [(s, r) for s in range(1, strip.shown + 1) for r in range(1, rows + 1)]
    data = [[s, r, float(strip.values[s - 1, r - 1]), strip.name] for s, r in places]
    label = "x" if strip.name == "x" else QUANTITIES[strip.name].symbol
    unseen = targets(
        label, [s for s, _ in places], [r - 0.5 for _, r in places], (1, 1), data, strip.hover
    )
    drawn = [
        heatmap(strip.values.T.tolist(), scale, x0=1, dx=1, y0=1, dy=1, **strip.place),
        {**unseen, **strip.place},
    ]
    if strip.before is not None:
        drawn.insert(1, {**inner(places, strip, scale), **strip.place})
    return drawn


def inner(places: list[tuple[int, int]], strip: Strip, scale: Dict) -> Dict:
    """A small square in each cell that differs from the ghost, in the ghost's shade."""
    before = strip.values if strip.before is None else strip.before
    changed = [(s, r) for s, r in places if strip.values[s - 1, r - 1] != before[s - 1, r - 1]]
    colour = {
        "colorscale": scale["colorscale"],
        "cmin": scale["zmin"],
        "cmax": scale["zmax"],
        "showscale": False,
    }
    shade = [float(before[s - 1, r - 1]) for s, r in changed]
    line = {"color": NEUTRAL, "width": 1.5}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [s for s, _ in changed],
        "y": [r for _, r in changed],
        "marker": {
            "symbol": "square",
            "size": 16 if strip.large else 8,
            "color": shade,
            "line": line,
            **colour,
        },
        "hoverinfo": "skip",
    }


def bars(strip: Strip, units: Sequence[int]) -> list[Dict]:
    """Bars grouped by step, each one's place being its step and within it its unit; and their targets."""
    n = len(units)
    width = 0.86 / n
    low, high = value_axis(strip)["range"]
    x = [
        round(s + (k - (n - 1) / 2) * width, 4) for s in range(1, strip.shown + 1) for k in range(n)
    ]
    focus = None if strip.name == "y" else strip.unit
    shown = {
        "type": "bar",
        "x": x,
        "y": strip.values[: strip.shown, [u - 1 for u in units]].ravel().tolist(),
        "width": width * 0.92,
        "hoverinfo": "skip",
        "marker": {"color": shades(QUANTITIES[strip.name].colour, units, focus) * strip.shown},
    }
    data = [
        [s, u, float(strip.values[s - 1, u - 1]), strip.name]
        for s in range(1, strip.shown + 1)
        for u in units
    ]
    unseen = targets(
        QUANTITIES[strip.name].symbol, x, [low] * len(x), (width, high - low), data, strip.hover
    )
    drawn = [{**shown, **strip.place}, {**unseen, **strip.place}]
    if strip.before is not None:
        before = strip.before[: strip.shown, [u - 1 for u in units]].ravel().tolist()
        places, y = zip(
            *[pair for pair in zip(x, before, strict=True) if pair[1] == pair[1]], strict=True
        )
        drawn.insert(1, ghost(list(places), list(y), width=width * 0.92, **strip.place))
    return drawn
