"""The numbers of a table as a cell takes them: no gaps, scaled, none too large."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lstm_core.exchange.columns import Column, Gap, Table
from lstm_core.experiment.fields import Complaint, quote
from lstm_core.model.cell import Array

LARGEST = 1e6  # far beyond what any gate tells apart, and far from overflowing a sum
# what is said where rows are no lines of the text
OF_NUMBERS = {
    "own_missing": "own_missing_of_numbers",
    "own_not_a_number": "own_not_a_number_of_numbers",
    "own_too_large": "own_too_large_of_numbers",
    "own_missing_start": "own_missing_start_of_numbers",
    "own_missing_stop": "own_missing_stop_of_numbers",
}


@dataclass(frozen=True)
class Values:
    """Numbers (rows, columns), the rows before them that are not used, and what is to be said."""

    numbers: Array
    start: int = 0
    problems: tuple[Complaint, ...] = ()


def own_values(table: Table, columns: Sequence[Column], gaps: str, scale: str = "no") -> Values:
    """The numbers of these columns without gaps, scaled, and within ±LARGEST.

    A gap takes the value before it, or after it where there is none; or (`gaps` is "stop") the
    sequence begins after it, where nothing is before, and ends before the next.
    """
    values = np.array([column.numbers for column in columns], dtype=float).T
    missing = table.gaps(columns)
    whole = ~np.isnan(values).any(axis=1)
    start, end, problems = 0, len(values), []
    if missing and gaps == "stop" and whole.any():
        start = int(np.argmax(whole))
        rest = whole[start:]
        end = start + (len(rest) if rest.all() else int(np.argmin(rest)))
        problems = [complaint("own_missing_start", missing[0], len(missing))] if start else []
        if end < len(values):
            first = next(gap for gap in missing if gap.row >= table.row_number(end))
            problems.append(complaint("own_missing_stop", first, len(missing)))
        values = values[start:end]
    elif missing:
        key = "own_not_a_number" if missing[0].text.strip() else "own_missing"
        problems = [complaint(key, missing[0], len(missing), given=quote(missing[0].text))]
        values = fill(values)
    values = scaled(values, scale)
    rows, places = np.nonzero(np.abs(values) > LARGEST)
    if len(rows):
        row, column = start + int(rows[0]), columns[places[0]]
        gap = Gap(table.row_number(row), column.place, column.texts[row], bool(table.lines))
        largest = f"{LARGEST:,.0f}".replace(",", " ")
        told = {"given": quote(f"{values[rows[0], places[0]]:g}"), "largest": largest}
        problems.append(complaint("own_too_large", gap, len(rows), **told))
    return Values(np.clip(values, -LARGEST, LARGEST), start, tuple(problems))


def complaint(key: str, gap: Gap, count: int, **more: str) -> Complaint:
    """What to say about so many cells, and where the first of them is."""
    said = key if gap.in_text else OF_NUMBERS[key]
    return said, {"row": gap.row, "column": gap.column, "count": count, **more}


def fill(values: Array) -> Array:
    """The values with each gap (NaN) as the number before it in its column, else the one after.

    In a single row it is the number beside it.
    """
    if len(values) == 1:
        return fill(values.T).T
    filled = values.copy()
    for column in filled.T:
        known = np.flatnonzero(~np.isnan(column))
        if len(known):
            before = np.searchsorted(known, np.arange(len(column)), side="right") - 1
            column[:] = column[known[np.maximum(before, 0)]]
    return np.nan_to_num(filled, nan=0.0, posinf=np.inf, neginf=-np.inf)


def scaled(values: Array, scale: str) -> Array:
    """Each column with mean 0 and deviation 1, or from 0 to 1, or as it is."""
    if scale == "no":
        return values
    by_row = len(values) == 1  # a sequence in one row is one column
    columns = values.T if by_row else values
    with np.errstate(all="ignore"):
        if scale == "standard":
            offset, width = columns.mean(axis=0), columns.std(axis=0)
        else:
            offset, width = columns.min(axis=0), np.ptp(columns, axis=0)
        result = (columns - offset) / np.where(width > 0, width, 1)
    result = np.where(np.isfinite(result), result, columns)
    return result.T if by_row else result
