"""No answer from the current input alone is right more often than the one that is named."""

from functools import lru_cache
from itertools import product

import numpy as np
import pytest

from lstm_core.model.cell import Array
from lstm_core.training.baselines import baselines, best_baseline
from lstm_core.training.evaluate import score
from lstm_core.training.task import Task
from lstm_core.training.tasks import TASKS

TOYS = [name for name in TASKS if name != "series"]
GRID = np.arange(-0.5, 3.0005, 0.01)


def count_right(task: Task, Y: Array, answers: Array) -> int:
    """How many of the answers (N, K) are right for Y (N, K), counted anew."""
    if task.yes_no:
        return int(((answers > 0.5) == (Y > 0.5)).all(axis=-1).sum())
    assert task.tolerance is not None
    return int((np.abs(answers - Y).max(axis=-1) < task.tolerance - 1e-9).sum())


def grid(task: Task) -> list[Array]:
    """All answers of yes and no (K,), or values on a fine grid."""
    if task.yes_no:
        return [np.array(each) for each in product((0.0, 1.0), repeat=task.K)]
    return [np.array([c]) for c in GRID]


@lru_cache(maxsize=64)
def most_right(name: str, T: int) -> float:
    """The most that any answer of the grid from the input alone gets right in the test."""
    task = TASKS[name]
    batch = task.trial(T)
    asked = batch.mask[:, 0] > 0
    X, Y = (each.transpose(0, 2, 1)[asked] for each in (batch.X, batch.Y))
    marks, most = X[:, 1:] if name == "adding" else X, 0
    for mark in np.unique(marks, axis=0):
        here = (marks == mark).all(axis=1)
        options = [np.broadcast_to(c, Y[here].shape) for c in grid(task)]
        if name == "adding":
            options += [X[here, :1] + c for c in grid(task)]
        most += max(count_right(task, Y[here], option) for option in options)
    return float(most / asked.sum())


@pytest.mark.parametrize("T", [1, 7, 20, 60])
@pytest.mark.parametrize("name", TOYS)
def test_no_answer_from_the_input_alone_does_better(name: str, T: int) -> None:
    task = TASKS[name]
    batch, found = task.trial(T), baselines(task, T)["no_memory"].accuracy
    assert found >= most_right(name, T) - 1e-12
    constants = [np.broadcast_to(c[:, None], batch.Y.shape) for c in grid(task)]
    assert found >= max(score(task, constant, batch).accuracy for constant in constants)


def test_what_is_reached_without_a_memory() -> None:
    shares = {name: best_baseline(TASKS[name])[1].accuracy for name in TASKS}
    assert all(share < 0.95 for share in shares.values())
    for name in ("parity", "first", "first_end"):
        assert shares[name] == pytest.approx(0.5, abs=0.05)
    assert shares["latch"] == pytest.approx(0.6 + 0.4 / 20, abs=0.02)
    assert shares["adding"] > 0.35
    assert best_baseline(TASKS["series"])[0] == "last_year"


def test_half_a_count_off_is_not_right() -> None:
    task = TASKS["counter"]
    batch = task.trial(20)
    for k in range(12):
        between = np.full_like(batch.Y, (k + 0.5) / 10)
        assert score(task, between, batch).accuracy == 0
