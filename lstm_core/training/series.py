"""A real series, and its task: predict how much it grows to the next month.

Box & Jenkins (1976), series G: international airline passengers, thousands a month, 1949 to 1960.
"""

import csv
from functools import cache
from importlib.resources import files

import numpy as np

from lstm_core.model.cell import Array
from lstm_core.training.sequences import Whole, always
from lstm_core.training.task import Batch, Recipe, Task

YEAR = 12
TRAINING_MONTHS = 108  # 1949 to 1957: the three years after them are for evaluation alone
WITHIN = 1.05  # a month predicted is right within 5 %


@cache
def series() -> tuple[tuple[str, ...], Array]:
    """The months "1949-01" ... and the passengers (144,) of the whole series."""
    with files("lstm_core.training").joinpath("airpassengers.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    return tuple(month for month, _ in rows), np.array(
        [float(passengers) for _, passengers in rows]
    )


@cache
def growth() -> tuple[Array, float, float]:
    """log(next month / this month) of each month but the last (143,), and its mean and deviation.

    Mean and deviation are of the training months.
    """
    _, people = series()
    grown = np.diff(np.log(people))
    training = grown[: TRAINING_MONTHS - 1]
    return grown, float(training.mean()), float(training.std())


def months(start: Whole, T: int) -> Batch:
    """T months from each start (B,), counted from 0: at least 12, so that there is a year before.

    In: how much passengers grew to this month, and how much they grew from here a year ago, both as
    standardised logarithms. Out: how much they grow to the next month, the same way.
    """
    grown, mean, deviation = growth()
    scaled = (grown - mean) / deviation
    month = start + np.arange(T)[:, None]
    X = np.stack([scaled[month - 1], scaled[month - YEAR]], axis=1)
    return Batch(X, scaled[month][:, None], always(X), series()[1][month][:, None])


def random_months(rng: np.random.Generator, T: int, B: int) -> Batch:
    """B windows of T training months.

    Raises ValueError where T months, a year before and a month after do not fit.
    """
    return months(rng.integers(YEAR, TRAINING_MONTHS - T, B), T)


def months_held_out(T: int) -> Batch:
    """The series from its second year on, whatever T.

    Asked is each month after the training months.
    """
    last = len(growth()[0])
    batch = months(np.array([YEAR]), last - YEAR)
    mask = (np.arange(YEAR, last) >= TRAINING_MONTHS - 1).astype(float)[:, None, None]
    return Batch(batch.X, batch.Y, mask, batch.passengers)


def years(k: int, T: int) -> Batch:
    """T months, or as many as there are, from January of the k-th year after 1949.

    After the last such year comes the first again.
    """
    T = min(T, len(growth()[0]) - YEAR)
    starts = range(YEAR, len(growth()[0]) - T + 1, YEAR)
    return months(np.array([starts[k % len(starts)]]), T)


def growth_after(X: Array) -> Array:
    """The growth after each month of the windows X (T, 2, B); NaN for what is no window."""
    right = np.full_like(X[:, :1], np.nan)
    starts = np.arange(YEAR, len(growth()[0]) - len(X) + 1)
    windows = months(starts, len(X))
    for b in range(X.shape[2]):
        found = np.flatnonzero((windows.X == X[:, :, b, None]).all(axis=(0, 1)))
        if found.size:
            right[:, :, b] = windows.Y[:, :, found[0]]
    return right


def growth_of(output: float) -> float:
    """What an output means: the share by which passengers grow to the next month."""
    _, mean, deviation = growth()
    return float(np.expm1(output * deviation + mean))


def forecast(batch: Batch, outputs: Array) -> Array:
    """Next month's passengers (T, 1, B), in thousands, that outputs (T, 1, B) for a batch mean."""
    _, mean, deviation = growth()
    assert batch.passengers is not None
    passengers: Array = batch.passengers * np.exp(outputs * deviation + mean)
    return passengers


def without_memory(T: int) -> dict[str, Array]:
    """Outputs for the trial: "same" is this month's number, "last_year" grows as a year ago."""
    batch = months_held_out(T)
    _, mean, deviation = growth()
    return {"same": np.full_like(batch.Y, -mean / deviation), "last_year": batch.X[:, 1:]}


SERIES_TASK = Task(
    ("growth", "year_ago"),
    Recipe(4, 24, 0.01, 1, 300),
    random_months,
    months_held_out,
    years,
    growth_after,
    tolerance=float(np.log(WITHIN) / growth()[2]),
    baselines=without_memory,
)
