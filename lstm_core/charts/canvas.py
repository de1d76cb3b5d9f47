"""What all charts share: the finished figure, and its colours, axes and marks.

A figure is one ready dict, sent as it is: making that of a step takes 0.2 ms, having Plotly
validate it 12 ms more (tests/benchmarks/charts.py), so the tests validate instead. It is dark on
white, as a picture saved for a slide shall be; on the page, page.css gives it the page's own ground
and text colour, so that light and dark work without a rerun.
"""

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from plotly.basedatatypes import BaseFigure

from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import Array
from lstm_core.words.language import say
from lstm_core.words.quantities import FOCUS, NEGATIVE, NEUTRAL, POSITIVE, QUANTITIES
from lstm_core.words.shades import text_colour

Dict = dict[str, Any]
INK, PAPER, CLEAR = "#262730", "#FFFFFF", "rgba(0,0,0,0)"
FAINT = 0.35  # the opacity of the units that are not in focus
FILLING = 200  # pixels: the least height of a figure that takes what the screen leaves it
FEW_UNITS = 8  # their numbers and names fit beside their bars
MOST_BARS = 160  # in one strip through time
CACHED = 32  # pictures of each kind, for those who look at the same moment


@cache
def with_opacity(colour: str, alpha: float) -> str:
    """An "rgb(r,g,b)" or "#RRGGBB" colour with this opacity."""
    if colour.startswith("#"):
        colour = f"rgb({int(colour[1:3], 16)},{int(colour[3:5], 16)},{int(colour[5:7], 16)})"
    return colour.replace("rgb", "rgba").replace(")", f",{alpha})")


def unit_colours(colour: str, units: Sequence[int], unit: int | None) -> list[str]:
    """The colour for the unit in focus, paler for the others; for all where none is in focus."""
    return [colour if unit in (None, u) else with_opacity(colour, FAINT) for u in units]


# Petrol blue below 0, orange-red above, and the ground itself at 0, whichever theme is on.
DIVERGING = [
    [0, NEGATIVE],
    [0.5, with_opacity(NEGATIVE, 0)],
    [0.5, with_opacity(POSITIVE, 0)],
    [1, POSITIVE],
]


# ---- the figure


class Figure(BaseFigure):  # type: ignore[misc]
    """A finished figure that `st.plotly_chart` takes without validating it again.

    A click on a bar or a cell of it chooses the fields in `clickable` from its customdata
    [t, unit, ..., stage]; the player in the browser sees to that and finds them in the `meta`.
    """

    def __init__(self, data: list[Dict], layout: Dict, clickable: Sequence[str] = ()) -> None:
        common = {
            "template": {},
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "barmode": "overlay",
            "font": {"color": INK},
            "paper_bgcolor": PAPER,
            "plot_bgcolor": with_opacity(PAPER, 0),
            "modebar": {"bgcolor": with_opacity(PAPER, 0), "color": NEUTRAL, "activecolor": FOCUS},
        }
        self._ready: Dict = {"data": data, "layout": {**common, **layout, "meta": list(clickable)}}

    def to_dict(self) -> Dict:
        return self._ready


class Picture(NamedTuple):
    """A figure and its text alternative. Nobody changes one: all who look at a moment share it."""

    figure: Figure
    alternative: str


def config(lang: str) -> Dict:
    """How Plotly shows a figure: its one button saves it for a slide, and says so in words.

    What the button does is the browser's (front/plotly.js).
    """
    words = {"Download plot as a PNG": say("save_picture", lang)}
    return {
        "displaylogo": False,
        "displayModeBar": True,
        "modeBarButtons": [["toImage"]],
        "locale": lang,
        "locales": {lang: {"dictionary": words}},
    }


def units_as_bars(experiment: Experiment) -> Sequence[int]:
    """The units that get bars through time: all where they are few, else the one in focus."""
    H = experiment.H
    few = H <= FEW_UNITS and H * experiment.T <= MOST_BARS
    return range(1, H + 1) if few else [experiment.unit]


@cache
def hover_text(key: str, language: str) -> str:
    """What is said of a value pointed at: Plotly fills in the symbol and its customdata."""
    data = {
        name: f"%{{customdata[{k}}}"
        for name, k in (("t", "0]"), ("column", "0]"), ("row", "1]"), ("value", "2]:.8f"))
    }
    return say(key, language, symbol="%{fullData.name}", **data)


# ---- words and frames on the figure


def annotation(text: str, x: float, y: float, size: int, **more: Any) -> Dict:
    """Words in a figure, placed on the paper unless `more` names axes."""
    place = {"x": x, "y": y, "xref": "paper", "yref": "paper", "showarrow": False}
    return {"text": text, "font": {"size": size}, **place, **more}


def focus_frame(**place: Any) -> Dict:
    """The frame round what is in focus."""
    return {"type": "rect", "line": {"color": FOCUS, "width": 2}, **place}


def step_frame(t: int) -> Dict:
    """The frame round step t, over the height of the figure; the player moves it by its name."""
    return focus_frame(name="t", xref="x", yref="paper", x0=t - 0.5, x1=t + 0.5, y0=0, y1=1)


def in_colour(name: str, text: str) -> str:
    """Bold text in a quantity's colour."""
    return f"<span style='color:{text_colour(QUANTITIES[name].colour)}'><b>{text}</b></span>"


def timed_symbol(name: str, t: int | str) -> str:
    """A quantity's symbol with its time, in its colour."""
    return in_colour(name, f"{QUANTITIES[name].symbol}<sub>{t}</sub>")


# ---- marks: traces of Plotly


def heatmap(z: list[list[Any]], scale: Dict, **place: Any) -> Dict:
    """A heatmap without a scale bar; what is pointed at are the `targets` over it."""
    plain = {"showscale": False, "xgap": 1, "ygap": 1, "hoverinfo": "skip"}
    return {"type": "heatmap", "z": z, **plain, **scale, **place}


def to_float32(values: Array) -> Dict:
    """Many numbers for Plotly in 5 bytes each, with 7 digits; NaN is a gap."""
    shape = ", ".join(map(str, values.shape))
    return {
        "dtype": "f4",
        "bdata": b64encode(values.astype("<f4").tobytes()).decode(),
        "shape": shape,
    }


def text_marks(
    x: list[float], y: Sequence[float], text: list[str], size: int, **place: Any
) -> Dict:
    """Text at points of the axes."""
    font = {"textfont": {"size": size}, "hoverinfo": "skip", "cliponaxis": False}
    return {"type": "scatter", "mode": "text", "x": x, "y": y, "text": text, **font, **place}


def ghost_bars(x: list[float], y: list[float], **place: Any) -> Dict:
    """Outlines of the ghost's bars."""
    marker = {"color": CLEAR, "line": {"color": NEUTRAL, "width": 2}}
    return {"type": "bar", "x": x, "y": y, "marker": marker, "hoverinfo": "skip", **place}


def hatch(x: float, base: float, size: tuple[float, float], type_size: int, **place: Any) -> Dict:
    """The cover of what is hidden: a bar of this (width, height) with a question mark in it."""
    pattern = {"shape": "/", "fgcolor": NEUTRAL, "bgcolor": CLEAR, "size": 10, "solidity": 0.12}
    return {
        "type": "bar",
        "x": [x],
        "base": [base],
        "y": [size[1]],
        "width": size[0],
        "marker": {"color": CLEAR, "pattern": pattern},
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
    """Unseen bars of this (width, height) to point at and click: so a value of 0 can be, too."""
    return {
        "type": "bar",
        "name": name,
        "x": x,
        "base": base,
        "y": [size[1]] * len(x),
        "width": size[0],
        "marker": {"color": CLEAR},
        "customdata": customdata,
        "hovertemplate": f"{hover}<extra></extra>",
    }


def grouped_bars(steps: int, units: int) -> tuple[list[float], float]:
    """The x of bars grouped by step, unit after unit (steps * units,), and the room of each."""
    width = 0.86 / units
    x = [
        round(t + (k - (units - 1) / 2) * width, 4)
        for t in range(1, steps + 1)
        for k in range(units)
    ]
    return x, width
