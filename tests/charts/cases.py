"""The cells that the charts are tried on, and what is looked for in their figures."""

from typing import Any

import plotly.graph_objects as go

from lstm_core.charts.canvas import Figure
from lstm_core.charts.look import Look
from lstm_core.experiment.settings import Settings

NORMAL, LARGE, HEATMAP, NARROW = (
    Look(language="en"),
    Look(language="en", large=True),
    Look(language="en", heatmap=True),
    Look(language="en", narrow=True),
)

CASES = [
    Settings(),
    Settings(scenario="latch", t=6),
    Settings(scenario="disagree", t=4, unit=2),
    Settings(scenario="wide", hidden_size=32, input_size=16, steps=60, t=31, unit=17),
    Settings(hidden_size=1, input_size=1, steps=1),
    Settings(scenario="keras", inputs="series:100", steps=40),
]

CHANGED = Settings(
    lang="en",
    scenario="pytorch",
    steps=8,
    t=4,
    unit=2,
    edits="f@3[2]=0.2;W_f[2,4]=-0.5;b_o[1]=2;x@5[1]=0",
)


def traces(figure: Figure, kind: str) -> list[dict[str, Any]]:
    """The figure's traces of one type of Plotly's."""
    return [trace for trace in figure.to_dict()["data"] if trace["type"] == kind]


def outlines(figure: Figure) -> list[dict[str, Any]]:
    """The bars that are outlines of the ghost."""
    return [t for t in traces(figure, "bar") if t["marker"].get("line", {}).get("width") == 2]


def annotations(figure: Figure) -> list[dict[str, Any]]:
    """The words placed on the figure."""
    notes: list[dict[str, Any]] = figure.to_dict()["layout"]["annotations"]
    return notes


def assert_valid(figure: Figure) -> None:
    """Plotly takes every trace and every attribute of the figure."""
    ready = figure.to_dict()
    assert len(go.Figure(ready).to_dict()["data"]) == len(ready["data"])
