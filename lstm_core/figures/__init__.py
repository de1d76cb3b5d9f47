"""Plotly figures from arrays and words. They place and colour; they compute nothing."""

from lstm_core.figures.canvas import MOST_BARRED, Figure, config
from lstm_core.figures.learning import learning
from lstm_core.figures.memory import memory
from lstm_core.figures.step import cell_step
from lstm_core.figures.time import through_time
from lstm_core.figures.weights import pushes, weights

__all__ = ["MOST_BARRED", "Figure", "cell_step", "config", "learning", "memory", "pushes", "through_time", "weights"]
