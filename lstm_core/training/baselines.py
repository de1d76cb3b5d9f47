"""What is reached without a memory, under the score that is shown: found by search."""

import numpy as np

from lstm_core.model.cell import Array
from lstm_core.training.apart import costly
from lstm_core.training.evaluate import Evaluation, is_right, score
from lstm_core.training.lines import commonest
from lstm_core.training.task import ROUNDING, Batch, Task


@costly(most=1024)
def baselines(task: Task, T: int = 0) -> dict[str, Evaluation]:
    """What is reached without a memory, on the trial of T steps (the recipe's if 0), by name.

    "no_memory" is the best answer from the current input alone; a task may have others of its own.
    """
    T = T or task.recipe.T
    batch = task.trial(T)
    if task.baselines is None:
        return {"no_memory": score(task, answers_without_memory(task, batch), batch)}
    return {name: score(task, outputs, batch) for name, outputs in task.baselines(T).items()}


def best_baseline(task: Task, T: int = 0) -> tuple[str, Evaluation]:
    """The name and the evaluation of the one with the most right answers."""
    found = baselines(task, T)
    best = max(found, key=lambda name: found[name].accuracy)
    return best, found[best]


def answers_without_memory(task: Task, batch: Batch) -> Array:
    """The answers (T, K, B) to a batch that are right most often, as a function of the input.

    Yes or no: for each input the K answers that are right most often. Values: with each mark, the
    best of y = c and y = x + c, x the first input.
    """
    answers, asked = np.zeros_like(batch.Y).transpose(0, 2, 1), batch.mask[:, 0] > 0
    X, Y = (each.transpose(0, 2, 1)[asked] for each in (batch.X, batch.Y))
    found = np.zeros_like(Y)
    marks = X if task.yes_no or task.event == 0 else X[:, 1:]
    for mark in np.unique(marks, axis=0):
        here = (marks == mark).all(axis=1)
        if task.yes_no:
            kinds, counts = np.unique(Y[here], axis=0, return_counts=True)
            found[here] = kinds[np.argmax(counts)]
        else:
            options = [start + best_constant(Y[here] - start, task) for start in (0, X[here, :1])]
            found[here] = max(options, key=lambda option: is_right(task, option - Y[here]).sum())
    answers[asked] = found
    return answers.transpose(0, 2, 1)


def best_constant(values: Array, task: Task) -> float:
    """The c that is right for most of the values (N, 1)."""
    assert task.tolerance is not None
    return commonest(values[:, 0], task.tolerance - ROUNDING)[1]
