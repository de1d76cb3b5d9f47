"""The right answers follow the inputs that are shown, whatever was done to them."""

from collections.abc import Iterator
from dataclasses import replace
from math import nan

import numpy as np
import pytest

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.settings import Settings
from lstm_core.training.tasks import TASKS
from tests.training.right_answers import RIGHT, expected


def other_values(task: str, k: int, value: float) -> list[float]:
    """What an input may be changed to: the other one of its language, and one outside of it."""
    if (task == "latch" and k == 0) or task.startswith("first"):
        return [-value, 0.5]
    if task == "adding" and k == 0:
        return [1 - value, 1.0, -0.25]
    return [1 - value, 0.5]


def one_input_changed(task: str, example: int) -> Iterator[Experiment]:
    shown = Settings(scenario=f"trained-{task}", example=example)
    if task.startswith("first"):  # none is shipped
        shown = Settings(scenario="trained", task=task, example=example)
    X = perform(shown).X
    for t in range(len(X)):
        for k in range(X.shape[1]):
            for value in other_values(task, k, X[t, k, 0]):
                yield perform(replace(shown, edits=f"x@{t + 1}[{k + 1}]={value}"))


@pytest.mark.parametrize("task", RIGHT)
def test_right_answers_follow_every_change_of_one_input(task: str) -> None:
    for example in (1, 2):
        for changed in one_input_changed(task, example):
            np.testing.assert_allclose(
                changed.targets,
                TASKS[task].unit * expected(task, changed.X),
                err_msg=changed.settings.edits,
            )


def test_an_even_number_of_ones_is_even_after_one_of_them_is_taken_away() -> None:
    changed = perform(Settings(scenario="trained-parity", edits="x@3[1]=0", t=12))
    assert changed.X.sum() % 2 == 0 and changed.targets[11] == 0


OWN = [
    ("latch", "1 0\n-1 0\n1 1\n-1 0\n-1 1", [nan, nan, 1, 1, 0]),
    ("counter", "1;1;0;1", [1, 2, 2, 3]),
    ("parity", "1;1;0.5;1", [1, 0, nan, nan]),
    ("depth", "1 0\n0 1\n0 1\n1 0", [1, 0, nan, nan]),
    ("adding", "0.5 1\n0.2 0\n0.3 1\n0.1 1", [0.5, 0.5, 0.8, 0.9]),
    (
        "anbn",
        "1 0\n1 0\n0 1\n0 1\n0 0\n1 0",
        [[1, 0], [1, 0], [1, 0], [0, 1], [nan] * 2, [nan] * 2],
    ),
    ("anbn", "1 0\n0 0\n0 1", [[1, 0], [nan] * 2, [nan] * 2]),
]


@pytest.mark.parametrize(("task", "inputs", "right"), OWN)
def test_right_answers_are_known_of_a_sequence_of_ones_own(
    task: str, inputs: str, right: list[float]
) -> None:
    own = perform(Settings(scenario=f"trained-{task}", inputs=inputs))
    np.testing.assert_allclose(own.targets, np.reshape(right, (own.T, -1)))
    found = TASKS[task].unit * expected(task, own.X)
    np.testing.assert_allclose(found, np.reshape(right, (own.T, -1)))


def test_the_series_has_right_answers_of_its_own_windows_alone() -> None:
    shown = Settings(scenario="trained-series", example=3)
    untouched, changed = perform(shown), perform(replace(shown, edits="x@3[1]=0.5"))
    np.testing.assert_array_equal(untouched.targets[:-1, 0], untouched.X[1:, 0, 0])
    assert not np.isnan(untouched.targets).any() and np.isnan(changed.targets).all()


def test_no_right_answer_is_given_of_a_step_that_is_hidden() -> None:
    for task in ("parity", "series"):
        shown = Settings(scenario=f"trained-{task}", t=4)
        hidden, whole = mask(perform(replace(shown, hide="f"))), perform(shown)
        np.testing.assert_array_equal(hidden.targets[:3], whole.targets[:3])
        assert np.isnan(hidden.targets[3:]).all()
