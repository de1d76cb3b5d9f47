"""A straight line for right answers: what least squares is for the loss, under the score shown."""

from typing import NamedTuple

import numpy as np

from lstm_core.model.cell import Array

TRIED, ROUNDS = 200, 3  # lines through rows drawn at random; how often the best is fitted again


class Line(NamedTuple):
    """One that was tried; of two, the greater is right more often, or else has smaller errors."""

    right: int
    minus_squares: float
    slopes: tuple[float, ...]
    constant: float


def line_right_most_often(rows: Array, y: Array, tolerance: float) -> tuple[Array, float]:
    """The slopes (D,) and the constant of a line that is nearer than `tolerance` to most y (N,).

    Looked for among these, each with the constant that is best for it: no slope, the slopes of
    least squares, those through D + 1 of the `rows` (N, D), and then those of least squares through
    the rows at which the best so far is right. The same rows give the same line.
    """
    N, D = rows.shape
    rng = np.random.default_rng(0)
    tried: list[Array] = [np.zeros(D), least_squares(rows, y)]
    for _ in range(TRIED):
        drawn = rng.choice(N, min(D + 1, N), replace=False)
        tried.append(least_squares(rows[drawn], y[drawn]))
    best = max(with_constant(rows, y, slopes, tolerance) for slopes in tried)
    for _ in range(ROUNDS):
        near = np.abs(rows @ np.array(best.slopes) + best.constant - y) < tolerance
        best = max(best, with_constant(rows, y, least_squares(rows[near], y[near]), tolerance))
    return np.array(best.slopes), best.constant


def least_squares(rows: Array, y: Array) -> Array:
    """The slopes (D,) of the straight line in the rows (N, D) that is nearest to y (N,)."""
    with_one = np.hstack([rows, np.ones((len(rows), 1))])
    return np.asarray(np.linalg.lstsq(with_one, y, rcond=None)[0][:-1], dtype=float)


def with_constant(rows: Array, y: Array, slopes: Array, tolerance: float) -> Line:
    """The line of these slopes (D,) and the constant with which it is near to most y (N,)."""
    left = y - rows @ slopes
    count, constant = commonest(left, tolerance)
    return Line(count, -float(((left - constant) ** 2).sum()), tuple(slopes.tolist()), constant)


def commonest(values: Array, tolerance: float) -> tuple[int, float]:
    """How many of the values (N,) are nearer than `tolerance` to one c, at most, and that c."""
    values = np.sort(values)
    counts = np.searchsorted(values, values + 2 * tolerance, side="left") - np.arange(len(values))
    first = int(np.argmax(counts))
    count = int(counts[first])
    return count, float(values[first] + values[first + count - 1]) / 2
