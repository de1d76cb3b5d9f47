"""The chart of fading memory: the direct path, all derivatives on a log axis, and the learning."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lstm_core.charts.axes import log_axis, time_axis, zero_axis
from lstm_core.charts.canvas import (
    CACHED,
    FILLING,
    INK,
    Dict,
    Figure,
    Picture,
    annotation,
    ghost_bars,
    grouped_bars,
    step_frame,
    unit_colours,
    units_as_bars,
    with_opacity,
)
from lstm_core.charts.look import Look
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.memory import (
    Curves,
    beside_peers,
    ghost_fading,
    remaining,
    shown_curves,
    shown_end,
    shown_shares,
)
from lstm_core.model.cell import Array
from lstm_core.words.ghost import ghost_name
from lstm_core.words.indices import indices_in_html
from lstm_core.words.language import say
from lstm_core.words.memory import curve_name, memory_alternative
from lstm_core.words.quantities import NEUTRAL, PEERS, QUANTITIES

# Each curve's colour and dash.
LINES = {
    "dC_dC": (QUANTITIES["C"].colour, "solid"),
    "direct": (QUANTITIES["f"].colour, "dot"),
    "product": (QUANTITIES["f"].colour, "solid"),
    "dh_dC": (QUANTITIES["C_tilde"].colour, "dash"),
    "dh_dh": (QUANTITIES["h"].colour, "solid"),
    "dh_dx": (NEUTRAL, "solid"),
    **PEERS,
    **{f"{name} x": (colour, "dot") for name, (colour, _) in PEERS.items()},
}
LEAST = 1e-300  # below it a log axis has no place: exactly 0 is told in words
COLUMN = 760  # pixels: the height of all three, one below the other


class Places(NamedTuple):
    """Where the three charts are: each across and from below, as parts of the figure."""

    curves: tuple[list[float], list[float]]
    direct: tuple[list[float], list[float]]
    shares: tuple[list[float], list[float]]


LARGE = Places(([0, 1], [0, 1]), ([], []), ([], []))  # the curves alone
BESIDE = Places(([0.54, 1], [0, 1]), ([0, 0.45], [0.58, 1]), ([0, 0.45], [0, 0.38]))
BELOW = Places(([0, 1], [0.37, 0.71]), ([0, 1], [0.81, 1]), ([0, 1], [0, 0.15]))


def places(look: Look) -> Places:
    """Where the charts are: in one column the direct path, which the sentence tells, is first."""
    return LARGE if look.large else BELOW if look.narrow else BESIDE


@lru_cache(maxsize=CACHED)
def memory_chart(experiment: Experiment, look: Look) -> Picture:
    """What of each step is left at the end: by the direct path, in all derivatives, in learning.

    The ghost's curves are dotted, its bars outlined. Where it is large the curves stand alone.
    """
    curves = visible_curves(experiment, look)
    ghost_lines, outlines = ghost_traces(experiment, look, curves)
    own = [line(experiment, name, curve, look) for name, curve in curves.items()]
    data = [*ghost_lines, *own]
    drawn = [y for one in data for y in one["y"] if y is not None]
    layout = curves_layout(experiment, look, drawn)
    if not look.large:
        data += [direct_bars(experiment), share_bars(experiment), *outlines]
        layout |= bars_layout(experiment, look)
    return Picture(Figure(data, layout), memory_alternative(experiment, curves))


def visible_curves(experiment: Experiment, look: Look) -> Curves:
    """The curves (T,) that are drawn.

    Large, of peers those by h alone, since by x they go the same, and of the cell itself what is
    left of the unit in focus.
    """
    if look.large and not beside_peers(experiment):
        return {"product": product(experiment)}
    curves = shown_curves(experiment)
    if look.large:
        return {name: curve for name, curve in curves.items() if " x" not in name}
    return curves


def product(experiment: Experiment) -> Array:
    """The product of f of the unit in focus, from after each step to the end: (end,)."""
    return remaining(experiment)[:, experiment.unit - 1]


def ghost_traces(
    experiment: Experiment, look: Look, curves: Curves
) -> tuple[list[Dict], list[Dict]]:
    """The ghost's dotted curves, and the outlines of its bars; none without a ghost."""
    if experiment.ghost is None:
        return [], []
    ghost = ghost_fading(experiment.ghost, curves)
    drawn = ghost.curves | ({"product": product(experiment.ghost)} if "product" in curves else {})
    lines = [as_ghost(line(experiment, name, one, look)) for name, one in drawn.items()]
    if look.large:  # in the legend once, by what it is
        lines[:1] = [
            {**one, "name": ghost_name(experiment), "showlegend": True} for one in lines[:1]
        ]
    direct = bars_by_unit(ghost.remaining, units_as_bars(experiment))
    shares = bars_by_step(100 * ghost.shares)
    return lines, [
        ghost_bars(**direct, xaxis="x2", yaxis="y2", showlegend=False),
        ghost_bars(**shares, xaxis="x3", yaxis="y3", showlegend=False),
    ]


def curves_layout(experiment: Experiment, look: Look, drawn: Sequence[float]) -> Dict:
    """The layout of the curves alone; `drawn` are all the values on their log axis."""
    size = 33 if look.large else 15
    time = {"text": say("axis_t", look.language), "font": {"size": 28 if look.large else size}}
    across, down = places(look).curves
    kind = "axis_peers" if beside_peers(experiment) else "axis_product"
    left = say(kind, look.language, end=shown_end(experiment)) if look.large else ""
    value: Dict = {"text": left, "font": {"size": 28, "color": INK}}
    return {
        "shapes": [step_frame(experiment.t)],
        "annotations": [],
        "xaxis": time_axis(
            experiment.T,
            size,
            domain=across,
            anchor="y",
            **({} if look.narrow else {"title": time}),
        ),
        "yaxis": log_axis(
            drawn,
            3 if look.large else 5,
            domain=down,
            anchor="x",
            tickfont={"size": size},
            **({"title": value} if left else {}),
        ),
        "showlegend": True,
        "legend": {
            "bgcolor": with_opacity(NEUTRAL, 0),
            "font": {"size": size if look.large else 13},
            **({"orientation": "h", "x": 0, "y": 1.03, "yanchor": "bottom"} if look.large else {}),
            **({"orientation": "h", "x": 0, "y": 0.32, "yanchor": "top"} if look.narrow else {}),
        },
        "height": COLUMN if look.narrow else FILLING,
        "margin": {"l": 150, "r": 20, "t": 60, "b": 84}
        if look.large
        else {"l": 46, "r": 20, "t": 30, "b": 46},
    }


def bars_layout(experiment: Experiment, look: Look) -> Dict:
    """What the two charts of bars beside the curves add to the layout."""
    language, T, tickfont = look.language, experiment.T, {"size": 13}
    direct = say("direct_title", language, end=shown_end(experiment))
    above: Dict = {"xanchor": "left", "yanchor": "bottom"}
    titles = (
        say("curves_title", language),
        direct,
        indices_in_html(say("shares_title", language)),
    )
    all_places = places(look)
    return {
        "annotations": [
            annotation(title, across[0], down[1], 15, **above)
            for title, (across, down) in zip(titles, all_places, strict=True)
        ],
        "xaxis2": time_axis(
            T, 13, domain=all_places.direct[0], anchor="y2", showticklabels=look.narrow
        ),
        "xaxis3": time_axis(
            T,
            13,
            domain=all_places.shares[0],
            anchor="y3",
            **({"title": {"text": say("axis_t", language)}} if look.narrow else {}),
        ),
        "yaxis2": zero_axis(
            domain=all_places.direct[1],
            range=[0, 1.05],
            tickvals=[0, 0.5, 1],
            anchor="x2",
            showgrid=True,
            tickfont=tickfont,
        ),
        "yaxis3": zero_axis(
            domain=all_places.shares[1],
            nticks=4,
            ticksuffix=" %",
            rangemode="tozero",
            anchor="x3",
            showgrid=True,
            tickfont=tickfont,
        ),
    }


# ---- the curves


def line(experiment: Experiment, name: str, curve: Array, look: Look) -> Dict:
    """One curve over t; what is 0, or too large for a float, leaves a gap."""
    colour, dash = LINES[name]
    y = [float(value) if LEAST < value < np.inf else None for value in curve]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(1, len(y) + 1)),
        "y": y,
        "name": indices_in_html(curve_name(experiment, name)),
        "line": {"color": colour, "dash": dash, "width": 5 if look.large else 2.5},
        "marker": {"size": 10 if look.large else 5},
        "hovertemplate": "%{fullData.name}, t = %{x}: %{y:.6g}<extra></extra>",
    }


def as_ghost(curve: Dict) -> Dict:
    """The curve as one of the ghost: thin dots, no place in the legend."""
    dots = {"color": curve["line"]["color"], "dash": "dot", "width": curve["line"]["width"] * 0.6}
    return {**curve, "mode": "lines", "line": dots, "opacity": 0.7, "showlegend": False}


# ---- the bars: the direct path on axes x2, y2 above, the shares on x3, y3 below


def direct_bars(experiment: Experiment) -> Dict:
    """What is left of each step by the direct path, a bar per unit."""
    units, left = units_as_bars(experiment), remaining(experiment)
    colours = unit_colours(QUANTITIES["f"].colour, units, experiment.unit) * len(left)
    return {
        "type": "bar",
        **bars_by_unit(left, units),
        "marker": {"color": colours, "line": {"color": with_opacity(NEUTRAL, 0)}},
        "xaxis": "x2",
        "yaxis": "y2",
        "showlegend": False,
        "hovertemplate": "%{y:.8f}<extra></extra>",
    }


def share_bars(experiment: Experiment) -> Dict:
    """The share of each step in learning, in per cent."""
    return {
        "type": "bar",
        **bars_by_step(100 * shown_shares(experiment)),
        "xaxis": "x3",
        "yaxis": "y3",
        "marker": {"color": NEUTRAL},
        "showlegend": False,
        "hovertemplate": "%{y:.4f} %<extra></extra>",
    }


def bars_by_unit(left: Array, units: Sequence[int]) -> Dict:
    """The x, y and width of the bars of these units of (steps, H), grouped by step."""
    x, width = grouped_bars(len(left), len(units))
    return {"x": x, "y": left[:, [u - 1 for u in units]].ravel().tolist(), "width": width * 0.92}


def bars_by_step(values: Array) -> Dict:
    """The x, y and width of the bars of (T,) values."""
    x = [float(t) for t in range(1, len(values) + 1)]
    return {"x": x, "y": values.tolist(), "width": 0.8}
