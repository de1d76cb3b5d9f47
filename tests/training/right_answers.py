"""The right answers of the toy tasks, a second time: plain Python over the rows of a sequence."""

from collections.abc import Sequence
from math import nan

import numpy as np

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


def first(rows: Rows) -> list[float] | None:
    return [float(rows[0][0] == 1)] if all(row[0] in (1, -1) for row in rows) else None


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
    "first": first,
    "first_end": first,
}


def expected(task: str, X: Array) -> Array:
    """The right answers (T, K) of the second definition."""
    rows = X[:, :, 0].tolist()
    found = [RIGHT[task](rows[:t]) for t in range(1, len(rows) + 1)]
    unknown = [nan] * (2 if task == "anbn" else 1)
    if task == "first_end":
        found[:-1] = [None] * (len(rows) - 1)
    return np.array([unknown if each is None else each for each in found])
