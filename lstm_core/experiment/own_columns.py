"""The columns of one's own that a cell learns to predict, as the settings spell them."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lstm_core.exchange.columns import INDEX_NAMES, YEAR_NAMES, Table
from lstm_core.exchange.refusal import Refused
from lstm_core.experiment.fields import Complaint, quote
from lstm_core.experiment.inputs import (
    MOST_INPUTS,
    SERIES,
    TABLES,
    Given,
    chosen,
    left_out,
    plain_name,
    table_of,
)
from lstm_core.experiment.own_values import own_values
from lstm_core.experiment.settings import READ, WHOLES, Settings, keep_fields
from lstm_core.model.cell import Array
from lstm_core.training.columns import LEAST_ROWS, MOST_ROWS, Columns
from lstm_core.training.sequences import Whole
from lstm_core.training.series import series

NONE: Complaint = ("own_columns_none", {})
# what columns are called that tell the date: a cell may be given them, but nobody predicts them
CALENDAR = {
    *YEAR_NAMES,
    *("month", "mes", "day", "día", "dia", "weekday", "hour", "hora", "minute", "minuto", "week"),
    *("semana", "quarter", "trimestre", "date", "fecha", "timestamp", "second", "segundo"),
}
YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")


@dataclass(frozen=True)
class OwnColumns:
    """What is learnt from, and what it is called: D names, N labels (or none).

    `used` are the places of the columns, none for those that stand in; `skipped` the rows before
    the first one that is used; `complaints` what is to be said.
    """

    columns: Columns
    names: tuple[str, ...]
    labels: tuple[str, ...]
    left_out: tuple[Complaint, ...] = ()
    used: tuple[int, ...] = ()
    skipped: int = 0
    complaints: tuple[Complaint, ...] = ()

    @property
    def target(self) -> str:
        """The name of the column that is predicted; may be empty."""
        return self.names[self.columns.target]

    def window(self, example: int, T: int) -> Given:
        """The window to show that the settings call `example`, as inputs of a cell."""
        start = self.columns.example_start(example - 1, T)
        here = slice(start, start + self.columns.steps(T))
        return Given(
            self.columns.inputs[here, :, None],
            self.complaints,
            names=self.names if any(self.names) else (),
            labels=self.labels[here],
            left_out=self.left_out,
            used=self.used,
            first=self.skipped + start + 1,
        )


def own_columns(settings: Settings) -> OwnColumns:
    """The columns in the settings' inputs; the series that is shipped where there are none."""
    return from_reading(keep_fields(settings, READ), settings.inputs in TABLES)


@lru_cache(maxsize=64)
def from_reading(settings: Settings, held: bool) -> OwnColumns:
    """The same, of settings that say nothing else; `held` is whether a page holds their table."""
    if settings.inputs.startswith(SERIES):
        return of_the_series(settings)
    if not settings.inputs.strip():
        return of_the_series(settings, NONE)
    try:
        table = table_of(settings.inputs, settings.comma, None)
    except Refused as refused:
        return of_the_series(settings, (refused.key, refused.values), NONE)
    if not table.inputs:
        return of_the_series(settings, NONE)
    return of_table(table, settings)


def of_the_series(settings: Settings, *complaints: Complaint) -> OwnColumns:
    """The passengers, a column of months, in place of columns of one's own."""
    months, passengers = series()
    columns = learnt(passengers[:, None], months, 0, settings)[0]
    return OwnColumns(columns, ("",), months, complaints=complaints)


def of_table(table: Table, settings: Settings) -> OwnColumns:
    """The chosen columns of a table."""
    chosen_columns, problems = chosen(table, settings.columns, cut=True)
    read = own_values(table, chosen_columns, settings.gaps)
    values = read.numbers
    problems += read.problems
    names = tuple(plain_name(column.name) for column in chosen_columns)
    labels = table.labels[read.start : read.start + len(values)]
    turned = (len(values) == 1) != (settings.turned == "yes")  # a series in one row
    if turned:
        values, labels = values.T[:, :MOST_INPUTS], ()
        names = ("",) * values.shape[1]
    skipped = max(0, len(values) - MOST_ROWS)
    if skipped:
        problems.append(("own_columns_rows", {"count": len(values), "used": MOST_ROWS}))
    values, labels = values[skipped:], labels[skipped:]
    if len(values) < LEAST_ROWS:
        few: Complaint = ("own_columns_few", {"count": len(values), "least": LEAST_ROWS})
        return of_the_series(settings, few)
    places = [column.place for column in chosen_columns]
    if settings.target in places and places.index(settings.target) < values.shape[1]:
        target = places.index(settings.target)
    else:
        target = most_worth_predicting(values, names)
    columns, bounds = learnt(values, labels, target, settings)
    if not columns.unit:
        name = quote(names[target] or str(places[target]))
        return of_the_series(settings, ("own_columns_constant", {"given": name}))
    return OwnColumns(
        columns,
        names,
        labels,
        left_out=left_out(table, turned=turned),
        used=tuple(places),
        skipped=skipped,
        complaints=(*problems, *bounds),
    )


def most_worth_predicting(values: Array, names: Sequence[str]) -> int:
    """The last column that does not count rows or tell the date; the last one where all do."""
    counted = [is_counted(column) for column in values.T]
    worth = [
        k
        for k, name in enumerate(names)
        if not (counted[k] or name.strip().lower() in INDEX_NAMES | CALENDAR)
    ]
    by_shape = [k for k, counts in enumerate(counted) if not counts]
    return (worth or by_shape or [len(names) - 1])[-1]


def is_counted(column: Array) -> bool:
    """Whether rows go on by one and the same step, or stay, or begin again at the least value.

    So do row numbers, years of twelve rows each, months 1 to 12 again and again, and a column that
    never changes.
    """
    steps = np.diff(column)
    again = (steps < 0) & (column[1:] == column.min())
    onward = steps[steps != 0] if (steps >= 0).all() else steps[~again]
    return not onward.size or bool(np.allclose(onward, onward[0], rtol=1e-9, atol=1e-12))


def learnt(
    values: Array, labels: Sequence[str], target: int, settings: Settings
) -> tuple[Columns, list[Complaint]]:
    """What is to be predicted of these rows, and what to say where it cannot be so far ahead."""
    rows = len(values)
    held_out = max(1, round(rows * settings.held_out / 100))
    most = min((rows - held_out) // 4, WHOLES["ahead"].high)
    ahead = min(settings.ahead, most)
    problems: list[Complaint] = []
    if ahead < settings.ahead:
        problems = [("own_columns_ahead", {"asked": settings.ahead, "used": ahead})]
    before = a_year_before(labels, rows)
    content = np.ascontiguousarray(values).tobytes() + before.tobytes()
    name = hashlib.sha256(content + bytes([values.shape[1] % 256])).hexdigest()[:16]
    return Columns(name, values, target, ahead, held_out, before), problems


def a_year_before(labels: Sequence[str], rows: int) -> Whole:
    """For each row the one whose label says the same in the year before, -1 for none."""
    found = {label: k for k, label in enumerate(labels)}
    before = [
        found.get(YEAR.sub(lambda year: str(int(year[0]) - 1), label, count=1), -1)
        if YEAR.search(label)
        else -1
        for label in labels
    ]
    return np.array(before or [-1] * rows, dtype=np.int64)
