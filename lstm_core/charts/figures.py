"""Plotly figures from arrays and words. They place and colour; they compute nothing."""

from lstm_core.charts.canvas import MOST_BARRED, Figure, config
from lstm_core.charts.memory import memory
from lstm_core.charts.step import cell_step
from lstm_core.charts.time import through_time
from lstm_core.charts.train import learning
from lstm_core.charts.weights import pushes, weights

__all__ = [
    "MOST_BARRED",
    "Figure",
    "cell_step",
    "config",
    "learning",
    "memory",
    "pushes",
    "through_time",
    "weights",
]
