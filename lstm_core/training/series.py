"""A real series: Box & Jenkins (1976), series G, international airline passengers, thousands a month, 1949-1960."""

import csv
from functools import cache
from importlib.resources import files

import numpy as np

from lstm_core.model.cell import Array


@cache
def series() -> tuple[tuple[str, ...], Array]:
    """The months "1949-01" ... and the passengers (144,) of the whole series."""
    with files("lstm_core.training").joinpath("airpassengers.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    return tuple(month for month, _ in rows), np.array(
        [float(passengers) for _, passengers in rows]
    )
