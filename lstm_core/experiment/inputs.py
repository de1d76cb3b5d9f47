"""Inputs that are not the scenario's own: a typed sequence, or a window of the real series."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from lstm_core.experiment.fields import Complaint, Whole, quote
from lstm_core.experiment.settings import WHOLES, Settings
from lstm_core.model.cell import Array
from lstm_core.training.series import series

LARGEST = 1e6  # far beyond what any gate tells apart, and far from overflowing a sum
SERIES = "series:"


@dataclass(frozen=True)
class Given:
    """Inputs X (T, D, 1), None where there are none, and what is to be said about them."""

    X: Array | None = None
    complaints: tuple[Complaint, ...] = ()
    # how commas were read that can be read either way: "decimal" or "separator"
    comma: str = ""
    # one row of several numbers: T steps of one input, or one step of D inputs
    one_row: bool = False
    start: int = 0  # the first month of a window of the series, counted from 1


def given_inputs(settings: Settings, input_size: int) -> Given:
    """The inputs that the settings ask for, read as well as they can be; nothing raises."""
    if settings.inputs.startswith(SERIES):
        return window(settings.inputs.removeprefix(SERIES), settings.steps)
    return (
        parse_sequence(settings.inputs, settings.comma, input_size)
        if settings.inputs.strip()
        else Given()
    )


def window(first: str, steps: int) -> Given:
    """`steps` months from this one, standardised by mean and deviation of the whole series."""
    _, passengers = series()
    last = len(passengers) - steps + 1
    start, complaint = Whole(1, last).parse("series", first, 1)
    scaled = (passengers - passengers.mean()) / passengers.std()
    X = scaled[start - 1 : start - 1 + steps].reshape(-1, 1, 1)
    return Given(X, (complaint,) if complaint else (), start=start)


def parse_sequence(text: str, comma: str, input_size: int) -> Given:
    """A row per step; columns by ; tab, spaces or comma.

    Where input_size is 1, one row is a whole sequence.
    """
    rows = [
        line.strip() for line in text.replace("\u2212", "-").splitlines() if line.strip(" \t;,")
    ]
    both = re.search(r"\d,\d", text) is not None and "." not in text
    likely = "decimal" if any(re.search(r"[;\t ]", row) for row in rows) else "separator"
    if likely == "decimal" and any(re.search(r"\d,\d+,\d", row) for row in rows):
        likely = "separator"  # 1,2,3 is no number
    reading = (likely if comma == "auto" else comma) if both else "separator"
    cells = [split(row, reading) for row in rows]
    problems: list[Complaint] = []
    if len(cells) > 1 and all(number(cell) is None for cell in cells[0]):
        problems.append(("own_header", {"given": quote(rows[0])}))
        cells = cells[1:]
    if not any(number(cell) is not None for row in cells for cell in row):
        return Given(None, (("own_no_number", {"given": quote(text)}),))
    one_row = len(cells) == 1 and len(cells[0]) > 1
    if one_row and (input_size == 1 or len(cells[0]) > WHOLES["input_size"].high):
        cells = [[cell] for cell in cells[0]]
    X, troubles = table(cells)
    return Given(X, (*problems, *troubles), reading if both else "", one_row)


def split(row: str, comma: str) -> list[str]:
    """The cells of one row as text with decimal points.

    A separator at its end adds no cell, as in a spreadsheet.
    """
    if comma == "decimal":
        cells = re.split(r"\s*;\s*|\s*\t\s*|,?\s+", re.sub(r"(?<=\d),(?=\d)", ".", row))
    else:
        cells = re.split(r"\s*[;,\t]\s*|\s+", row)
    return cells if cells[-1] else cells[:-1]


def number(cell: str) -> float | None:
    """The number that a cell spells (infinite if it is too large for one), or None."""
    try:
        value = float(cell)
    except ValueError:
        return None
    return None if np.isnan(value) else value


def table(cells: list[list[str]]) -> tuple[Array, list[Complaint]]:
    """X (T, D, 1) of the cells, within the limits of T and D, and a sentence for each trouble."""
    problems: list[Complaint] = []
    for name, count in (("steps", len(cells)), ("input_size", max(map(len, cells)))):
        if count > WHOLES[name].high:
            problems.append((f"own_too_many_{name}", {"count": count, "used": WHOLES[name].high}))
    cells = [row[: WHOLES["input_size"].high] for row in cells[: WHOLES["steps"].high]]
    X = np.zeros((len(cells), max(map(len, cells)), 1))
    missing: list[dict[str, Any]] = []
    wrong: list[dict[str, Any]] = []
    large: list[dict[str, Any]] = []
    for row in range(X.shape[0]):
        for column in range(X.shape[1]):
            cell = cells[row][column] if column < len(cells[row]) else ""
            value = number(cell)
            place = {"row": row + 1, "column": column + 1, "given": quote(cell)}
            if value is None:
                (wrong if cell else missing).append(place)
            else:
                X[row, column] = np.clip(value, -LARGEST, LARGEST)
                if abs(value) > LARGEST:
                    large.append(place)
    for key, places in (
        ("own_missing", missing),
        ("own_not_a_number", wrong),
        ("own_too_large", large),
    ):
        if places:
            problems.append(
                (
                    key,
                    {
                        **places[0],
                        "count": len(places),
                        "largest": f"{LARGEST:,.0f}".replace(",", " "),
                    },
                )
            )
    return X, problems
