"""What is said to have been in a training is counted again, batch by batch."""

import numpy as np
import pytest

from lstm_core.training.fit import Plan, planned
from lstm_core.training.overlap import count_learnt_from, different_sequences
from lstm_core.training.tasks import TASKS, longer_words


def learnt_from(plan: Plan, update: int) -> set[tuple[float, ...]]:
    """All sequences of the batches of the first updates."""
    rng = np.random.default_rng([plan.seed, 1])
    drawn = [TASKS[plan.task].draw(rng, plan.T, plan.batch).X for _ in range(update)]
    return {tuple(X[:, :, b].ravel()) for X in drawn for b in range(plan.batch)}


@pytest.mark.parametrize("task", ["latch", "counter", "anbn", "depth", "parity", "adding"])
def test_the_sequences_that_were_in_the_training_are_counted(task: str) -> None:
    plan = planned(task, 3, updates=120)
    X = TASKS[task].trial(plan.T).X
    tested = [tuple(X[:, :, b].ravel()) for b in range(X.shape[2])]
    assert different_sequences(plan) == len(set(tested))
    for update in (0, 1, 40, 120):
        known = learnt_from(plan, update)
        assert count_learnt_from(plan, update) == len(known.intersection(tested))


def test_most_of_the_parity_test_and_all_of_the_words_were_in_the_training() -> None:
    assert count_learnt_from(planned("parity", 3), 300) == 226
    words = planned("anbn", 7)
    assert (count_learnt_from(words, 600), different_sequences(words)) == (10, 10)
    assert count_learnt_from(planned("adding", 3), 1200) == 0


def test_longer_words_are_longer_than_any_in_the_training() -> None:
    batch = longer_words(21)
    assert batch.X[:, 0].sum(axis=0).tolist() == list(range(11, 21))
    assert (batch.X.sum(axis=(0, 1)) == 2 * np.arange(11, 21)).all()
    assert batch.mask.sum() == batch.X.sum()
