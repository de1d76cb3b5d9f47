"""The right answers follow the inputs that are shown, whatever was done to them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import nan

import numpy as np
import pytest

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import Array

Rows = Sequence[Sequence[float]]


# ---- the right answers to the rows so far, a second time; None from where the rows make no sense
def latch(rows: Rows) -> list[float] | None:
    stored = nan
    for value, write in rows:
        if value not in (1, -1) or write not in (0, 1):
            return None
        if write:
            stored = float(value == 1)
    return [stored]


def counter(rows: Rows) -> list[float] | None:
    values = [row[0] for row in rows]
    return [values.count(1) / 10] if {*values} <= {0, 1} else None


def parity(rows: Rows) -> list[float] | None:
    odd = False
    for [bit] in rows:
        if bit not in (0, 1):
            return None
        odd = odd != (bit == 1)
    return [float(odd)]


def depth(rows: Rows) -> list[float] | None:
    signs: dict[tuple[float, float], str] = {(0, 0): "", (1, 0): "(", (0, 1): ")"}
    if not all(tuple(row) in signs for row in rows):
        return None
    opened = 0
    for sign in (signs[row[0], row[1]] for row in rows):
        opened += {"": 0, "(": 1, ")": -1}[sign]
        if opened < 0:
            return None
    return [float(opened > 0)]


def adding(rows: Rows) -> list[float] | None:
    total = 0.0
    for value, add in rows:
        if not 0 <= value <= 1 or add not in (0, 1):
            return None
        total += value if add else 0
    return [total]


def anbn(rows: Rows) -> list[float] | None:
    letters: dict[tuple[float, float], str] = {(1, 0): "a", (0, 1): "b", (0, 0): " "}
    if not all(tuple(row) in letters for row in rows):
        return None
    text = "".join(letters[row[0], row[1]] for row in rows)
    for n in range(1, len(text) + 1):
        whole = "a" * n + "b" * n
        if (whole + " " * len(text)).startswith(text):
            asked = text[-1] != " "
            a, b = text.count("a"), text.count("b")
            return [float(a > b), float(a == b)] if asked else [nan, nan]
    return None


RIGHT = {
    "latch": latch,
    "counter": counter,
    "parity": parity,
    "depth": depth,
    "adding": adding,
    "anbn": anbn,
}


def expected(task: str, X: Array) -> Array:
    """The right answers (T, K) of the second definition."""
    rows = X[:, :, 0].tolist()
    found = [RIGHT[task](rows[:t]) for t in range(1, len(rows) + 1)]
    unknown = [nan] * (2 if task == "anbn" else 1)
    return np.array([unknown if each is None else each for each in found])


def other_values(task: str, k: int, value: float) -> list[float]:
    """What an input may be changed to: the other one of its language, and one outside of it."""
    if task == "latch" and k == 0:
        return [-value, 0.5]
    if task == "adding" and k == 0:
        return [1 - value, 1.0, -0.25]
    return [1 - value, 0.5]


def one_input_changed(task: str, example: int) -> Iterator[Experiment]:
    shown = Settings(scenario=f"trained-{task}", example=example)
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
                changed.targets, expected(task, changed.X), err_msg=changed.settings.edits
            )


def test_an_even_number_of_ones_is_even_after_one_of_them_is_taken_away() -> None:
    changed = perform(Settings(scenario="trained-parity", edits="x@3[1]=0", t=12))
    assert changed.X.sum() % 2 == 0 and changed.targets[11] == 0


OWN = [
    ("latch", "1 0\n-1 0\n1 1\n-1 0\n-1 1", [nan, nan, 1, 1, 0]),
    ("counter", "1;1;0;1", [0.1, 0.2, 0.2, 0.3]),
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
    np.testing.assert_allclose(expected(task, own.X), np.reshape(right, (own.T, -1)))


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
