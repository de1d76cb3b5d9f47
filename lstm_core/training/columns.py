"""Columns of one's own as a task: predict by how much one of them changes, so many rows ahead.

The last rows are held out: no window of the training reaches them. Inputs are all columns, each
with mean 0 and deviation 1 over the training rows; a target of 1 is a usual change in them.
"""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np

from lstm_core.model.cell import Array
from lstm_core.training.lines import least_squares, line_right_most_often
from lstm_core.training.sequences import Whole
from lstm_core.training.task import ROUNDING, Batch, Recipe, Task

MOST_ROWS, LEAST_ROWS = 2_000, 20
EXAMPLES = 20  # windows to show, from the newest to the oldest
RECIPE = Recipe(4, 24, 0.01, 1, 300)  # that of the series that is shipped


@dataclass(frozen=True)
class Columns:
    """The numbers (N, D) of a table, and what is to be predicted of it.

    `target` is a column from 0, `ahead` how many rows ahead, `held_out` how many of the last rows
    the training never sees; `a_year_before` (N,) is for each row the one a year earlier, -1 for
    none. Two with the same `name` are the same.
    """

    name: str
    values: Array = field(compare=False, repr=False)
    target: int
    ahead: int
    held_out: int
    a_year_before: Whole = field(compare=False, repr=False)

    @property
    def split(self) -> int:
        """The first row that is held out, from 0."""
        return len(self.values) - self.held_out

    @property
    def known(self) -> int:
        """How many rows have one so far ahead of them."""
        return len(self.values) - self.ahead

    @property
    def most_ahead(self) -> int:
        """How many rows ahead can be predicted: a quarter of those of the training."""
        return self.split // 4

    @property
    def longest(self) -> int:
        """How many steps a window of the training can have."""
        return self.split - self.ahead

    @cached_property
    def inputs(self) -> Array:
        """All columns as they enter the cell (N, D); one that is constant in training is 0."""
        training = self.values[: self.split]
        width = training.std(axis=0)
        scaled: Array = (self.values - training.mean(axis=0)) / np.where(width > 0, width, 1)
        return scaled

    @cached_property
    def changes(self) -> Array:
        """By how much the target changes from each row to the one so far ahead (known,)."""
        y = self.values[:, self.target]
        difference: Array = y[self.ahead :] - y[: -self.ahead]
        return difference

    @cached_property
    def unit(self) -> float:
        """The root mean square of the changes within the training rows; 0 if nothing changes."""
        return float(np.sqrt(np.mean(self.changes[: self.longest] ** 2)))

    @cached_property
    def tolerance(self) -> float:
        """Half of the changes within the training rows are smaller than this, in their own unit."""
        return float(np.median(np.abs(self.changes[: self.longest]))) or self.unit / 10

    def example_start(self, k: int, T: int) -> int:
        """The first row, from 0, of the k-th window to show: the newest first, the oldest last."""
        return round((self.known - self.steps(T)) * (1 - k % EXAMPLES / (EXAMPLES - 1)))

    def steps(self, T: int) -> int:
        """How many rows a window to show has: T, or as many as there are."""
        return min(T, self.known)

    def windows(self, starts: Whole, T: int) -> Batch:
        """T rows from each start (B,), with the change after each of them."""
        row = starts + np.arange(T)[:, None]
        X = self.inputs[row].transpose(0, 2, 1)
        Y = self.changes[row][:, None] / self.unit
        return Batch(X, Y, np.ones_like(Y))

    def draw(self, rng: np.random.Generator, T: int, B: int) -> Batch:
        """B windows of T training rows.

        Raises ValueError where T rows and what comes so far after them are more than there are.
        """
        return self.windows(rng.integers(0, self.longest - T + 1, B), T)

    def trial(self, T: int) -> Batch:
        """Windows side by side that end in the held-out rows; each asks for T of these in turn.

        Each begins T rows before what it asks for: the cell has read as much as in training.
        """
        starts, length = self.trial_starts(T)
        batch = self.windows(starts, length)
        row = starts + np.arange(length)[:, None]
        first = self.longest + T * np.arange(len(starts))
        asked = (row >= first) & (row < first + T)
        return Batch(batch.X, batch.Y, asked[:, None].astype(float))

    def trial_starts(self, T: int) -> tuple[Whole, int]:
        """Where the windows of the trial begin, and how many rows each has."""
        T = max(1, min(T, self.longest))
        length = min(2 * T, self.known)
        starts = np.arange(self.longest - T, self.known - T, T)
        return np.clip(starts, 0, self.known - length), length

    def right(self, X: Array) -> Array:
        """The change after each row of the windows X (T, D, B); NaN for what is no window."""
        right = np.full_like(X[:, :1], np.nan)
        starts = np.arange(self.known - len(X) + 1)
        for b in range(X.shape[2]):
            found = starts
            for t, row in enumerate(X[:, :, b]):
                if not found.size:
                    break
                found = found[(self.inputs[found + t] == row).all(axis=1)]
            if found.size:
                right[:, :, b] = self.windows(found[:1], len(X)).Y[:, :, 0]
        return right

    def baselines(self, T: int) -> dict[str, Array]:
        """The outputs, in the shape of the trial's, of what has no memory to learn with.

        "last_value" says that nothing changes; "year_ago" that it will be what it was a year before
        then; "line" is the straight line in the current row of least squares over the training
        rows, and "right_line" one that is right in as many of them as a search finds.
        """
        starts, length = self.trial_starts(T)
        row = starts + np.arange(length)[:, None]
        found = {"last_value": np.zeros(self.known)}
        if self.has_years:
            found["year_ago"] = self.year_ago / self.unit
        here = slice(0, self.longest)
        rows, changes = self.inputs[: self.known], self.changes / self.unit
        slopes = least_squares(rows[here], changes[here])
        found["line"] = rows @ slopes + (changes[here] - rows[here] @ slopes).mean()
        near = self.tolerance / self.unit - ROUNDING
        slopes, constant = line_right_most_often(rows[here], changes[here], near)
        found["right_line"] = rows @ slopes + constant
        return {name: each[row][:, None] for name, each in found.items()}

    @property
    def has_years(self) -> bool:
        """Whether nearly all rows that are asked have one a year before, other than the last."""
        t = np.arange(self.longest, self.known)
        before = self.a_year_before[t + self.ahead]
        return bool(((before >= 0) & (before < t)).mean() > 0.9)

    @property
    def year_ago(self) -> Array:
        """The change to what the target was a year before then (known,); 0 if that is unknown."""
        t = np.arange(self.known)
        before = self.a_year_before[self.ahead :]
        y = self.values[:, self.target]
        change: Array = np.where((before >= 0) & (before <= t), y[before] - y[t], 0.0)
        return change


@lru_cache(maxsize=32)
def own_task(columns: Columns) -> Task:
    """The task of these columns: its windows are at most as long as its training rows allow."""
    T = max(1, min(RECIPE.T, columns.longest // 2))
    return Task(
        ("",) * columns.values.shape[1],
        Recipe(RECIPE.H, T, RECIPE.rate, RECIPE.b_f, RECIPE.updates),
        columns.draw,
        lambda T: columns.trial(T or RECIPE.T),
        lambda k, T: columns.windows(np.array([columns.example_start(k, T)]), columns.steps(T)),
        columns.right,
        event=None,
        tolerance=columns.tolerance / columns.unit,
        unit=columns.unit,
        baselines=columns.baselines,
    )
