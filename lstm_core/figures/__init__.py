"""Plotly figures from arrays and words. They place and colour; they compute nothing."""

from lstm_core.figures.canvas import CONFIG, MOST_BARRED, Figure
from lstm_core.figures.memory import memory
from lstm_core.figures.step import cell_step
from lstm_core.figures.time import through_time
from lstm_core.figures.weights import pushes, weights

__all__ = ["CONFIG", "MOST_BARRED", "Figure", "cell_step", "memory", "pushes", "through_time", "weights"]
