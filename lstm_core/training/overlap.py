"""How many of the sequences that a model is evaluated on have occurred in its training."""

from math import inf

import numpy as np

from lstm_core.model.cell import Array
from lstm_core.training.apart import costly
from lstm_core.training.fit import Plan


def keys(X: Array) -> list[bytes]:
    """Each sequence of X (T, D, B) as bytes."""
    return [each.tobytes() for each in np.ascontiguousarray(X.transpose(2, 0, 1))]


def different_sequences(plan: Plan) -> int:
    """How many different sequences the trial of a plan has."""
    return len(set(keys(plan.problem.trial(plan.T).X)))


def count_learnt_from(plan: Plan, update: int) -> int:
    """How many different ones of the trial's sequences the first updates learnt from."""
    tested = keys(plan.problem.trial(plan.T).X)
    learnt = first_batches(plan) < update
    return len({key for key, known in zip(tested, learnt, strict=True) if known})


@costly(most=1024)
def first_batches(plan: Plan) -> Array:
    """The batch (B,), from 0, in which each of the trial's sequences first occurs; inf for none."""
    task, batches = plan.problem, np.random.default_rng([plan.seed, 1])
    X = task.trial(plan.T).X
    tested, first = keys(X), dict[bytes, int]()
    waiting = set(tested) if (X == X.round()).all() else set()  # real values do not come again
    for update in range(plan.updates):
        if not waiting:
            break
        for key in waiting.intersection(keys(task.draw(batches, plan.T, plan.batch).X)):
            first[key] = update
            waiting.discard(key)
    return np.array([first.get(key, inf) for key in tested])
