"""Rows of cells -> named columns of numbers; dates, words and row numbers stand beside them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lstm_core.exchange.notations import Cells, Rows
from lstm_core.exchange.numerals import (
    COMMA,
    POINT,
    column_mark,
    is_decimal,
    is_missing,
    lone_groups,
    number,
)

DATE = re.compile(
    r"(?:\d{4}(?:[-/]\d{1,2}(?:[-/]\d{1,2})?|\.\d{1,2}\.\d{1,2})"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))"
    r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?:T\d{1,2}:\d{2}(?::\d{2})?)?"
    r"|\d{1,2}:\d{2}(?::\d{2})?|\d{4}\s?[-]?[QqTt][1-4]"
    r"|(?:\d{1,2}[ -])?[A-Za-zé]{3,10}\.?[ -]\d{2,4}"
)
INDEX_NAMES = {
    *("", "#", "id", "index", "idx", "n", "nr", "no", "no.", "nº", "n.º", "row", "fila", "t"),
    *("obs", "obs.", "rownames", "step", "paso", "time", "tiempo", "time step", "unnamed: 0"),
}
# in the name of a column that holds seconds or milliseconds since 1970
CLOCK_NAMES = {
    *("time", "timestamp", "timestamps", "datetime", "date", "epoch", "unix", "unixtime", "ts"),
    *("clock", "instant", "created", "utc"),
    *("tiempo", "fecha", "hora", "instante", "marca", "reloj"),
}
YEAR_NAMES = {"year", "año", "ano", "anio", "jahr"}
# what nobody calls a column: a number with something about it
NUMERIC = re.compile(r"[^\w\s]{0,2}\s?\d[\d.,]*\s?(?:[^\W\d_]|[^\w\s]{1,2})?")
# how a column that holds no input is called in the words
DATES, WORDS, ROW_NUMBERS = "dates", "words", "row_numbers"


@dataclass(frozen=True)
class Gap:
    """A cell without a number, and what stands there.

    The row is a line of the text as a person counts them (`in_text`), else a row of numbers or a
    record; it counts from 1, as the column does.
    """

    row: int
    column: int
    text: str
    in_text: bool = False


@dataclass(frozen=True)
class Column:
    """One column by its name (may be empty) and its place in the text, counted from 1.

    `numbers` has None where a number is missing; `kind` is empty, or says why it is no input.
    """

    name: str
    place: int
    texts: tuple[str, ...]
    numbers: tuple[float | None, ...]
    kind: str = ""

    @property
    def numeric(self) -> bool:
        """Whether there is a number in it."""
        return any(number is not None for number in self.numbers)


@dataclass(frozen=True)
class Table:
    """All columns of a text in their order, and what was understood of it."""

    columns: tuple[Column, ...]
    header: int = 0  # rows above the numbers: the names, and their units
    comma: str = ""  # "decimal", "separator" or "thousands" where it may be another one
    ambiguous: tuple[str, float] | None = None  # a cell whose mark may group thousands, as read
    lines: tuple[int, ...] = ()  # of the text in which the rows stand, where each is in one
    blank: int = 0  # rows between them that have nothing in their cells

    @property
    def rows(self) -> int:
        return len(self.columns[0].texts) if self.columns else 0

    @property
    def inputs(self) -> tuple[Column, ...]:
        """The columns of numbers."""
        return tuple(column for column in self.columns if not column.kind)

    @property
    def labels(self) -> tuple[str, ...]:
        """What names the rows: the dates, else the first words; empty without either."""
        for kind in (DATES, WORDS):
            for column in self.columns:
                if column.kind == kind:
                    return column.texts
        return ()

    def row_number(self, row: int) -> int:
        """The line of the text in which a row stands (counted from 0), else its number from 1."""
        return self.lines[row] if self.lines else row + 1

    def gaps(self, columns: Sequence[Column]) -> list[Gap]:
        """The cells without a number in these columns, row by row."""
        found = [
            Gap(self.row_number(row), column.place, column.texts[row], bool(self.lines))
            for column in columns
            for row, value in enumerate(column.numbers)
            if value is None
        ]
        return sorted(found, key=lambda gap: (gap.row, gap.column))


def to_table(cells: Cells) -> Table:
    """The columns of these cells. Rows that are too short miss what is not there."""
    rows = [row for row in cells.rows if row]
    names, header = names_above(rows, cells.decimal)
    body = rows[header:]
    width = max(map(len, rows), default=0)
    columns = [
        Column(name, k + 1, tuple(row[k] if k < len(row) else "" for row in body), ())
        for k, name in enumerate([*names, *[""] * (width - len(names))][:width])
    ]
    marks = [column_mark(column.texts, cells.decimal) for column in columns]
    either = [] if cells.thousands is None else read_either_way(columns, marks)
    for k in either if cells.thousands else ():
        marks[k] = COMMA if marks[k] == POINT else POINT
    columns = [
        replace(column, numbers=tuple(number(text, mark) for text in column.texts))
        for column, mark in zip(columns, marks, strict=True)
    ]
    kinds = [kind_of(column, header=header > 0) for column in columns]
    if len(body) == 1 and any(column.numbers[0] is not None for column in columns):
        kinds = [kind_of_cell(column) for column in columns]
    if kinds[:1] == [""] and "" in kinds[1:] and is_clock(columns[0]):
        kinds[0] = DATES
    if "" not in kinds:  # what else has no input, however its numbers look
        kinds = [
            "" if kind == ROW_NUMBERS or (kind == DATES and is_whole(column)) else kind
            for kind, column in zip(kinds, columns, strict=True)
        ]
    columns = [replace(column, kind=kind) for column, kind in zip(columns, kinds, strict=True)]
    comma = "thousands" if either and cells.thousands else cells.comma
    found = [example(columns[k]) for k in either if not kinds[k]]
    return Table(
        tuple(columns),
        header,
        comma,
        found[0] if found else None,
        cells.lines[-len(body) :] if len(cells.lines) == len(rows) else (),
        cells.blank,
    )


def read_either_way(columns: Sequence[Column], marks: Sequence[str]) -> list[int]:
    """The columns whose marks may be decimal ones or group thousands, counted from 0.

    There are none where another column of the table has a mark that can only be decimal.
    """
    pairs = [(column.texts, mark) for column, mark in zip(columns, marks, strict=True)]
    if any(is_decimal(texts, mark) for texts, mark in pairs):
        return []
    return [k for k, (texts, mark) in enumerate(pairs) if lone_groups(texts, mark)]


def example(column: Column) -> tuple[str, float]:
    """The first cell of a column whose mark has three digits behind it, and its number."""
    groups = {text for mark in (POINT, COMMA) for text in lone_groups(column.texts, mark)}
    return next(
        (text, value)
        for text, value in zip(column.texts, column.numbers, strict=True)
        if text in groups and value is not None
    )


def names_above(rows: Rows, decimal: str) -> tuple[list[str], int]:
    """The names of the columns, and how many rows they take: none, one, or two.

    In the second are units, or other names below the first ones, which stand there once for
    several columns: Sensor A above min and max.
    """
    if not has_header(rows, decimal):
        return [], 0
    names, below = rows[0], rows[1]
    if len(rows) < 3 or len(below) < len(names):
        return names, 1
    if len(below) == len(names) and all(names) and is_units(below, decimal):
        return [f"{name} ({unit})" for name, unit in zip(names, below, strict=True)], 2
    groups = [*names, *[""] * (len(below) - len(names))]
    parts = [part for part in below if part]
    both = all(name or part for name, part in zip(groups, below, strict=True))
    if both and ("" in names[1:] or "" in below) and is_units(parts, decimal):
        group, joined = "", []
        for name, part in zip(groups, below, strict=True):
            group = name or group
            joined.append(f"{group} {part}".strip())
        return joined, 2
    return names, 1


def has_header(rows: Rows, decimal: str) -> bool:
    """Whether the first row names the columns: no number in it, and numbers below."""
    if len(rows) < 2:
        return False
    first, below = rows[0], [cell for row in rows[1:] for cell in row]
    named = any(cell and not is_missing(cell) for cell in first)
    no_number = all(number(cell, decimal) is None for cell in first)
    dated = any(DATE.fullmatch(cell) or NUMERIC.fullmatch(cell) for cell in first)
    return (
        named
        and no_number
        and not dated
        and any(number(cell, decimal) is not None for cell in below)
    )


def is_clock(column: Column) -> bool:
    """Whether these are seconds or milliseconds since 1970, between 2001 and 2040, one by one.

    They are whole numbers, in a column without a name or with one that speaks of time: else a
    population may be among them.
    """
    words = {*re.findall(r"[^\W\d_]+", column.name.lower())}
    if not is_whole(column) or (column.name.strip() and not words & CLOCK_NAMES):
        return False
    values = [value for value in column.numbers if value is not None]
    within = any(all(low < value < 2.2 * low for value in values) for low in (1e9, 1e12))
    return len(values) > 1 and within and all(a < b for a, b in pairwise(values))


def is_whole(column: Column) -> bool:
    """Whether all that a column holds is digits alone, as counts and years are."""
    held = [text.strip() for text in column.texts if not is_missing(text)]
    return all(map(str.isdecimal, held))


def is_units(row: Sequence[str], decimal: str) -> bool:
    """Whether the row below the names says in what each column is measured: short words alone."""
    return len(row) > 1 and all(
        cell and len(cell) < 12 and not is_missing(cell) and number(cell, decimal) is None
        and not DATE.fullmatch(cell) and not NUMERIC.fullmatch(cell)
        for cell in row
    )  # fmt: skip


def kind_of_cell(column: Column) -> str:
    """Why the only cell of a column is no input, or empty: a number, or a mark of a missing one."""
    [text] = column.texts
    if column.numbers[0] is not None or is_missing(text):
        return ""
    return DATES if DATE.fullmatch(text) else WORDS


def kind_of(column: Column, *, header: bool) -> str:
    """Why a column is no input, or empty.

    A column is words where fewer than half of what it holds are numbers. Row numbers are the first
    column, 0 1 2 ... or 1 2 3 ..., with the name of an index or none.
    """
    held = [text for text in column.texts if not is_missing(text)]
    if not held:
        return WORDS
    if sum(DATE.fullmatch(text) is not None for text in held) * 2 > len(held):
        return DATES
    values = [value for value in column.numbers if value is not None]
    if len(values) * 2 < len(held):
        return WORDS
    name = column.name.strip().lower()
    enough = 1 if header else 3
    consecutive = len(values) == len(column.texts) >= enough and all(
        value == values[0] + k for k, value in enumerate(values)
    )
    first = column.place == 1 and values and values[0] in (0, 1)
    years = consecutive and 1500 < values[0] < 2100 and column.place == 1 and not name
    if header and consecutive and (name in YEAR_NAMES or years):
        return DATES
    return ROW_NUMBERS if first and consecutive and name in INDEX_NAMES else ""
