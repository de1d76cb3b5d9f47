"""Plotly charts of an Experiment, each with its text alternative. No other wing imports Plotly."""

from lstm_core.charts.canvas import Figure, Picture, config
from lstm_core.charts.contributions import contributions_chart
from lstm_core.charts.look import Look, look_of
from lstm_core.charts.memory import memory_chart
from lstm_core.charts.step import step_chart
from lstm_core.charts.time import (
    example_chart,
    fills_the_screen,
    quantities_in_time,
    strip_chart,
    time_chart,
    time_hint,
)
from lstm_core.charts.train import learning_chart
from lstm_core.charts.weights import weights_chart

__all__ = [
    "Figure",
    "Look",
    "Picture",
    "config",
    "contributions_chart",
    "example_chart",
    "fills_the_screen",
    "learning_chart",
    "look_of",
    "memory_chart",
    "quantities_in_time",
    "step_chart",
    "strip_chart",
    "time_chart",
    "time_hint",
    "weights_chart",
]
