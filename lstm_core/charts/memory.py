"""The picture of fading memory: what is left by the direct path, the curves on a log axis, and who learns from when."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from lstm_core.charts.canvas import (
    FILLING,
    KEPT,
    Dict,
    Figure,
    Picture,
    barred,
    faded,
    ghost,
    note,
    outline,
    quiet,
    shades,
    zeroed,
)
from lstm_core.charts.look import Look
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.memory import (
    Fading,
    comparable,
    end_step,
    ghost_fading,
    learning_shares,
    own_curves,
    peer_curves,
    remaining,
)
from lstm_core.model.cell import Array
from lstm_core.words import memory
from lstm_core.words.language import say
from lstm_core.words.notation import NEUTRAL, QUANTITIES

# How each curve is drawn: colour and dash. The LSTM's are in its quantities' colours, its peers' are not.
LINES = {
    "dC_dC": (QUANTITIES["C"].colour, "solid"),
    "direct": (QUANTITIES["f"].colour, "dot"),
    "dh_dC": (QUANTITIES["C_tilde"].colour, "dash"),
    "dh_dh": (QUANTITIES["h"].colour, "solid"),
    "dh_dx": (NEUTRAL, "solid"),
    "LSTM": (QUANTITIES["h"].colour, "solid"),
    "RNN": (QUANTITIES["i"].colour, "solid"),
    "GRU": (QUANTITIES["f"].colour, "solid"),
    "LSTM x": (QUANTITIES["h"].colour, "dot"),
    "RNN x": (QUANTITIES["i"].colour, "dot"),
    "GRU x": (QUANTITIES["f"].colour, "dot"),
}
LEAST = 1e-300  # below it a log axis has no place: exactly 0 is told in words


@lru_cache(maxsize=KEPT)
def memory_chart(experiment: Experiment, look: Look) -> Picture:
    """What of each step is left at the end."""
    lang, cell = look.language, experiment.settings.cell
    beside = experiment.settings.curves == "peers" and comparable(experiment)
    curves = peer_curves(cell) if beside else own_curves(cell)
    if beside and look.large:  # by h alone: what comes from x goes the same way
        curves = {name: curve for name, curve in curves.items() if " x" not in name}
    names = {
        name: memory.SYMBOLS.get(name)
        or say("by_x" if " x" in name else "by_h", lang, cell=name.split()[0])
        for name in curves
    }
    before = experiment.ghost
    figure = fading(
        remaining(experiment),
        learning_shares(cell),
        curves,
        names,
        barred(experiment),
        (experiment.t, experiment.unit),
        look.large,
        (
            say("direct_title", lang, end=end_step(experiment)),
            say("shares_title", lang),
            say("curves_title", lang),
            say("axis_t", lang),
        ),
        ghost_fading(before, curves) if before else None,
    )
    return Picture(figure, memory.alt(experiment, curves))


def fading(
    left: Array,
    shares: Array,
    curves: dict[str, Array],
    names: dict[str, str],
    units: Sequence[int],
    focus: tuple[int, int],
    large: bool,
    titles: tuple[str, str, str, str],
    behind: Fading | None,
) -> Figure:
    """The direct path `left` (end, H) and the shares (T,) as bars, the curves (T,) as lines; focus is (t, unit).

    `titles` are those of the three parts and of the time axis; `behind` is the same of the ghost, dotted and outlined.
    In projector size the curves stand alone.
    """
    t, unit = focus
    T, size = len(shares), 33 if large else 15
    wide = [0, 1] if large else [0.56, 1]
    data: list[Dict] = [line(curve, name, names[name], large) for name, curve in curves.items()]
    if behind:
        data = [
            dotted(line(curve, name, names[name], large)) for name, curve in behind.curves.items()
        ] + data
    common: Dict = {
        "range": [0.5, T + 0.5],
        "dtick": 1 if T <= 20 else 5,
        "tickfont": {"size": size},
    }
    layout: Dict = {
        "shapes": [outline(name="t", xref="x", yref="paper", x0=t - 0.5, x1=t + 0.5, y0=0, y1=1)],
        "annotations": []
        if large
        else [note(titles[2], wide[0], 1, 15, xanchor="left", yanchor="bottom")],
        "xaxis": quiet(
            domain=wide, anchor="y", title={"text": titles[3], "font": {"size": size}}, **common
        ),
        "yaxis": quiet(
            type="log",
            showgrid=True,
            exponentformat="power",
            nticks=6,
            anchor="x",
            tickfont={"size": size},
        ),
        "showlegend": True,
        "legend": {
            "bgcolor": faded(NEUTRAL, 0),
            "orientation": "h",
            "x": 0,
            "y": 1 if large else 1.1,
            "font": {"size": 30 if large else 13},
            "yanchor": "bottom",
        },
        "height": FILLING if large else 420,
        "margin": {"l": 120, "r": 20, "t": 60, "b": 70}
        if large
        else {"l": 60, "r": 20, "t": 58, "b": 46},
    }
    if not large:
        data += [*bars(left, units, unit), columns(100 * shares)]
        if behind:
            before = bars(behind.remaining, units, unit)[0]
            data.append(
                ghost(
                    before["x"],
                    before["y"],
                    width=before["width"],
                    xaxis="x2",
                    yaxis="y2",
                    showlegend=False,
                )
            )
            data.append(
                ghost(
                    **at_steps(100 * behind.shares),
                    width=0.8,
                    xaxis="x3",
                    yaxis="y3",
                    showlegend=False,
                )
            )
        small: Dict = {"showgrid": True, "tickfont": {"size": 13}}
        layout["xaxis2"] = quiet(domain=[0, 0.46], anchor="y2", **common)
        layout["xaxis3"] = quiet(domain=[0, 0.46], anchor="y3", **common)
        layout["yaxis2"] = zeroed(
            domain=[0.6, 1], range=[0, 1.05], tickvals=[0, 0.5, 1], anchor="x2", **small
        )
        layout["yaxis3"] = zeroed(
            domain=[0, 0.36], nticks=4, ticksuffix=" %", rangemode="tozero", anchor="x3", **small
        )
        above = {"xanchor": "left", "yanchor": "bottom"}
        layout["annotations"] += [
            note(titles[0], 0, 1, 15, **above),
            note(titles[1], 0, 0.37, 15, **above),
        ]
    return Figure(data, layout)


def dotted(curve: Dict) -> Dict:
    """The curve as it is in the ghost: thin dots, no place in the legend."""
    look = {"color": curve["line"]["color"], "dash": "dot", "width": curve["line"]["width"] * 0.6}
    return {**curve, "mode": "lines", "line": look, "opacity": 0.7, "showlegend": False}


def at_steps(values: Array) -> dict[str, list[float]]:
    """A value at each step, for bars."""
    return {"x": [float(t) for t in range(1, len(values) + 1)], "y": values.tolist()}


def columns(percent: Array) -> Dict:
    """The share of each step."""
    return {
        "type": "bar",
        **at_steps(percent),
        "width": 0.8,
        "xaxis": "x3",
        "yaxis": "y3",
        "marker": {"color": NEUTRAL},
        "showlegend": False,
        "hovertemplate": "%{y:.4f} %<extra></extra>",
    }


def line(curve: Array, name: str, label: str, large: bool) -> Dict:
    """One curve over t; what is 0 leaves a gap."""
    colour, dash = LINES[name]
    y = [float(value) if value > LEAST else None for value in curve]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(1, len(y) + 1)),
        "y": y,
        "name": label,
        "line": {"color": colour, "dash": dash, "width": 5 if large else 2.5},
        "marker": {"size": 10 if large else 5},
        "hovertemplate": "%{fullData.name}, t = %{x}: %{y:.6g}<extra></extra>",
    }


def bars(left: Array, units: Sequence[int], unit: int) -> list[Dict]:
    """What is left of each step by the direct path, a bar per unit."""
    n = len(units)
    width = 0.86 / n
    steps = range(1, len(left) + 1)
    x = [round(s + (k - (n - 1) / 2) * width, 4) for s in steps for k in range(n)]
    shown = np.array(left)[:, [u - 1 for u in units]].ravel().tolist()
    marks = {
        "color": shades(QUANTITIES["f"].colour, units, unit) * len(left),
        "line": {"color": faded(NEUTRAL, 0)},
    }
    return [
        {
            "type": "bar",
            "x": x,
            "y": shown,
            "width": width * 0.92,
            "marker": marks,
            "xaxis": "x2",
            "yaxis": "y2",
            "showlegend": False,
            "hovertemplate": "%{y:.8f}<extra></extra>",
        }
    ]
