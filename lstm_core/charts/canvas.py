"""What all figures share: the finished figure, its colours, axes and marks.

A figure is one ready dict, sent as it is: validating it costs more server time than making it, so the tests validate
instead. It is dark on white, as a picture saved for a slide shall be; on the page, page.css gives it the page's own
ground and text colour, so that light and dark work without a rerun.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from plotly.basedatatypes import BaseFigure

from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import Array
from lstm_core.words.language import say
from lstm_core.words.notation import HERE, NEUTRAL, QUANTITIES

Dict = dict[str, Any]
NEGATIVE, POSITIVE = "rgb(26,82,165)", "rgb(190,66,10)"
INK, PAPER = "#262730", "#FFFFFF"
FAINT = 0.35  # the units that are not in focus
FILLING = 200  # pixels: the least height of a picture that takes what the screen leaves it
MOST_BARRED = 8  # units whose numbers and names fit beside their bars
MOST_BARS = 160  # in one strip through time
KEPT = 32  # pictures of each kind, for those who look at the same moment


def faded(colour: str, alpha: float) -> str:
    """An "rgb(r,g,b)" or "#RRGGBB" colour with this opacity."""
    if colour.startswith("#"):
        colour = f"rgb({int(colour[1:3], 16)},{int(colour[3:5], 16)},{int(colour[5:7], 16)})"
    return colour.replace("rgb", "rgba").replace(")", f",{alpha})")


def shades(colour: str, units: Sequence[int], unit: int | None) -> list[str]:
    """The colour for the unit in focus, and paler for the others; for all of them where none is in focus."""
    return [colour if unit in (None, u) else faded(colour, FAINT) for u in units]


# Blue below 0, orange-red above, and the ground itself at 0, whichever theme is on.
DIVERGING = [[0, NEGATIVE], [0.5, faded(NEGATIVE, 0)], [0.5, faded(POSITIVE, 0)], [1, POSITIVE]]


def config(name: str) -> Dict:
    """How Plotly shows a figure: its one button saves it as a picture for a slide, under this name."""
    saved = {"format": "png", "scale": 3, "filename": f"lstm_{name}"}
    return {
        "displaylogo": False,
        "displayModeBar": True,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": saved,
    }


class Figure(BaseFigure):  # type: ignore[misc]
    """A finished figure that `st.plotly_chart` takes without validating it again.

    A click on a bar or a cell of it chooses the fields in `taken` from its customdata [t, unit, ..., stage]; the player
    in the browser sees to that, who finds them in the figure's `meta`.
    """

    def __init__(self, data: list[Dict], layout: Dict, taken: Sequence[str] = ()) -> None:
        common = {
            "template": {},
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "barmode": "overlay",
        }
        common |= {"font": {"color": INK}, "paper_bgcolor": PAPER, "plot_bgcolor": faded(PAPER, 0)}
        common["modebar"] = {"bgcolor": faded(PAPER, 0), "color": NEUTRAL, "activecolor": HERE}
        self._ready: Dict = {"data": data, "layout": {**common, **layout, "meta": list(taken)}}

    def to_dict(self) -> Dict:
        return self._ready


class Picture(NamedTuple):
    """A figure and its text alternative. Nobody changes one: all who look at a moment share it."""

    figure: Figure
    alternative: str


def barred(experiment: Experiment) -> Sequence[int]:
    """The units that get bars through time: all where they are few, else the one in focus."""
    H = experiment.H
    few = H <= MOST_BARRED and H * experiment.T <= MOST_BARS
    return range(1, H + 1) if few else [experiment.unit]


def pointed(key: str, language: str) -> str:
    """What a figure says of a pointed value: Plotly fills in the symbol and its customdata."""
    data = {
        name: f"%{{customdata[{k}}}"
        for name, k in (("t", "0]"), ("column", "0]"), ("row", "1]"), ("value", "2]:.8f"))
    }
    return say(key, language, symbol="%{fullData.name}", **data)


def note(text: str, x: float, y: float, size: int, **more: Any) -> Dict:
    """Words in a figure, placed on the paper."""
    place = {"x": x, "y": y, "xref": "paper", "yref": "paper", "showarrow": False}
    return {"text": text, "font": {"size": size}, **place, **more}


def outline(**place: Any) -> Dict:
    """The frame round what is in focus."""
    return {"type": "rect", "line": {"color": HERE, "width": 2}, **place}


def in_colour(name: str, words: str) -> str:
    """Bold words in a quantity's colour."""
    return f"<span style='color:{QUANTITIES[name].colour}'><b>{words}</b></span>"


def symbol(name: str, t: int | str) -> str:
    """A quantity's symbol with its time, in its colour."""
    return in_colour(name, f"{QUANTITIES[name].symbol}<sub>{t}</sub>")


def span(values: Array, bounded: bool) -> list[float]:
    """A symmetric range round 0; +-1 where the values are bounded by that."""
    largest = (
        1.0 if bounded else float(np.fmax.reduce(np.abs(values), axis=None, initial=1.0))
    )  # NaN is hidden
    return [-1.08 * largest, 1.08 * largest]


def quiet(tickfont: Dict | None = None, **axis: Any) -> Dict:
    """An axis without lines of its own."""
    plain = {
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "ticks": "",
        "gridcolor": faded(NEUTRAL, FAINT),
    }
    return {**plain, "tickfont": {"color": INK, **(tickfont or {})}, **axis}


def zeroed(**axis: Any) -> Dict:
    """An axis with a line at 0 only."""
    return quiet(zeroline=True, zerolinecolor=NEUTRAL, **axis)


def heatmap(z: list[list[Any]], scale: Dict, **place: Any) -> Dict:
    """A heatmap without a scale bar; what is pointed at is an unseen bar of `targets` over it."""
    return {
        "type": "heatmap",
        "z": z,
        "showscale": False,
        "xgap": 1,
        "ygap": 1,
        "hoverinfo": "skip",
        **scale,
        **place,
    }


def words(x: list[float], y: list[float], text: list[str], size: int, **place: Any) -> Dict:
    """Words at points of the axes."""
    font = {"textfont": {"size": size}, "hoverinfo": "skip", "cliponaxis": False}
    return {"type": "scatter", "mode": "text", "x": x, "y": y, "text": text, **font, **place}


def ghost(x: list[float], y: list[float], **place: Any) -> Dict:
    """Outlines of the bars as they were without the change."""
    line = {"color": NEUTRAL, "width": 2}
    return {
        "type": "bar",
        "x": x,
        "y": y,
        "marker": {"color": "rgba(0,0,0,0)", "line": line},
        "hoverinfo": "skip",
        **place,
    }


def veil(x: float, base: float, size: tuple[float, float], type_size: int, **place: Any) -> Dict:
    """The hatch over what is hidden: a bar at x of this (width, height) with a question mark in it."""
    hatch = {
        "shape": "/",
        "fgcolor": NEUTRAL,
        "bgcolor": "rgba(0,0,0,0)",
        "size": 10,
        "solidity": 0.2,
    }
    return {
        "type": "bar",
        "x": [x],
        "base": [base],
        "y": [size[1]],
        "width": size[0],
        "marker": {"color": "rgba(0,0,0,0)", "pattern": hatch},
        "text": ["<b>?</b>"],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"size": type_size},
        "hoverinfo": "skip",
        **place,
    }


def targets(
    name: str,
    x: list[float],
    base: list[float],
    size: tuple[float, float],
    customdata: list[list[Any]],
    hover: str,
) -> Dict:
    """Unseen bars of this (width, height) to point at and click, so that a value of 0 can be clicked too."""
    return {
        "type": "bar",
        "name": name,
        "x": x,
        "base": base,
        "y": [size[1]] * len(x),
        "width": size[0],
        "marker": {"color": "rgba(0,0,0,0)"},
        "customdata": customdata,
        "hovertemplate": f"{hover}<extra></extra>",
    }
