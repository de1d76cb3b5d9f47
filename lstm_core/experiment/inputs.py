"""Inputs that are not the scenario's own: a text of one's own, or a window of the real series."""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakValueDictionary

from lstm_core.exchange.columns import DATES, Column, Table, to_table
from lstm_core.exchange.refusal import Refused
from lstm_core.exchange.texts import split_text
from lstm_core.experiment.fields import Complaint, Whole, quote
from lstm_core.experiment.own_cells import KEPT
from lstm_core.experiment.own_values import own_values
from lstm_core.experiment.settings import WHOLES, Settings
from lstm_core.experiment.symbols import Alphabet, read_symbols, to_inputs
from lstm_core.model.cell import Array
from lstm_core.training.series import series

SERIES = "series:"
TABLES: WeakValueDictionary[str, Table] = WeakValueDictionary()  # too long for a link, by spelling
MOST_STEPS, MOST_INPUTS = WHOLES["steps"].high, WHOLES["input_size"].high
LONGEST_NAME = 24


@dataclass(frozen=True)
class Given:
    """Inputs X (T, D, 1), None where there are none, and what is to be said about them.

    `names` (D) and `labels` (T) are what the text calls its inputs and steps, empty without.
    """

    X: Array | None = None
    complaints: tuple[Complaint, ...] = ()
    names: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    left_out: tuple[Complaint, ...] = ()  # the columns that hold no inputs
    symbols: str = ""  # a letter per step, where that is what was given
    used: tuple[int, ...] = ()  # the places of the columns that are inputs, from 1
    # how commas were read that can be read either way: "decimal" or "separator"
    comma: str = ""
    turned: bool = False  # the rows of the text are inputs and its columns steps
    start: int = 0  # the first month of a window of the series, counted from 1
    first: int = 1  # the first row of a window of the text, from 1


def given_inputs(
    settings: Settings, D: int, *, fits: int | None = None, letters: Alphabet | None = None
) -> Given:
    """The inputs that the settings ask for, read as well as they can be; nothing raises.

    D is how many inputs a row would have that is a sequence or a step; `fits` how many the cell
    must have, None where it takes any; `letters` are the symbols that it knows.
    """
    text = settings.inputs
    if text.startswith(SERIES):
        return window(text.removeprefix(SERIES), settings.steps)
    if not text.strip():
        return Given()
    symbols = read_symbols(text, letters or {})
    if symbols:
        return dictated(symbols, letters or {})
    try:
        table = table_of(text, settings.comma, fits)
    except Refused as refused:
        return Given(None, ((refused.key, refused.values),))
    if not table.inputs:
        unread = any(sign.isdecimal() for sign in text)
        key = "own_unread" if unread else "own_no_number"
        if letters and not unread:
            known = {"symbols": quote(" ".join(letters))}
            return Given(None, (("own_no_symbol", {"given": quote(text)} | known),))
        return Given(None, ((key, {} if unread else {"given": quote(text)}),))
    return from_table(table, settings, D, fits)


def shown_table(settings: Settings, fits: int | None = None) -> Table | None:
    """The table that the inputs of these settings spell, as long as somebody holds it."""
    try:
        return table_of(settings.inputs, settings.comma, fits)
    except Refused:
        return None


def keep_table(table: Table) -> str:
    """How `inputs` spell a table that no link can hold, as long as an open page holds it."""
    content = repr([(column.name, column.texts) for column in table.columns])
    text = KEPT + hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:16]
    TABLES[text] = table
    return text


def table_of(text: str, comma: str, fits: int | None) -> Table:
    """The columns of a text; Refused for one that is no sequence, or that no open page holds."""
    if not text.startswith(KEPT):
        return read_table(text, comma, fits)
    held = TABLES.get(text)
    if held is None:
        raise Refused("own_table_gone")
    return held


@lru_cache(maxsize=32)
def read_table(text: str, comma: str, fits: int | None) -> Table:
    """The columns of a text; raises Refused for one that cannot be a sequence."""
    return to_table(split_text(text, comma, columns=fits))


def window(first: str, steps: int) -> Given:
    """`steps` months from this one, standardised by mean and deviation of the whole series."""
    months, passengers = series()
    last = len(passengers) - steps + 1
    start, complaint = Whole(1, last).parse("series", first, 1)
    scaled = (passengers - passengers.mean()) / passengers.std()
    here = slice(start - 1, start - 1 + steps)
    X = scaled[here].reshape(-1, 1, 1)
    labels = tuple(months[here])
    return Given(X, (complaint,) if complaint else (), labels=labels, start=start)


def dictated(symbols: str, letters: Alphabet) -> Given:
    """The steps of these symbols; the first MOST_STEPS of them."""
    used = symbols[:MOST_STEPS]
    count = {"count": len(symbols), "used": MOST_STEPS}
    complaints = (("own_too_many_symbols", count),) if len(symbols) > MOST_STEPS else ()
    return Given(to_inputs(used, letters), complaints, labels=tuple(used), symbols=used)


def from_table(table: Table, settings: Settings, D: int, fits: int | None) -> Given:
    """The chosen columns and rows of a table, scaled and filled as the settings say."""
    columns, problems = chosen(table, settings.columns, cut=fits is None)
    read = own_values(table, columns, settings.gaps, settings.scale)
    values = read.numbers
    problems += read.problems
    turned = is_turned(values.shape, D, fits) != (settings.turned == "yes")
    names = tuple(plain_name(column.name) for column in columns)
    labels = table.labels[read.start : read.start + len(values)]
    if turned:
        values = values.T
        names, labels = tuple(map(plain_name, labels)), tuple(column.name for column in columns)
        labels = labels if all(labels) else ()
    names = names if any(names) else ()
    if values.shape[1] > MOST_INPUTS and (turned or fits is None):  # one row may have thousands
        count = {"count": values.shape[1], "used": MOST_INPUTS}
        problems.append(("own_too_many_input_size", count))
        values, names = values[:, :MOST_INPUTS], names[:MOST_INPUTS]
    first = min(settings.first, max(len(values) - MOST_STEPS, 0) + 1)
    here = slice(first - 1, first - 1 + MOST_STEPS)
    return Given(
        values[here, :, None],
        tuple(problems),
        names,
        labels[here],
        left_out=() if settings.columns else left_out(table, turned=turned),
        used=tuple(column.place for column in columns[: values.shape[0 if turned else 1]]),
        comma=table.comma,
        turned=turned,
        first=first,
    )


def chosen(table: Table, asked: str, *, cut: bool) -> tuple[list[Column], list[Complaint]]:
    """The columns of numbers that are asked for by their places; without a choice all of them.

    With `cut` at most MOST_INPUTS, as a cell that is drawn may have; one that is not takes what it
    takes.
    """
    places = {int(place) for place in re.findall(r"\d{1,4}", asked)}
    columns = [column for column in table.columns if column.place in places and column.numeric]
    problems: list[Complaint] = []
    if not columns:
        columns = list(table.inputs)
    if cut and len(columns) > MOST_INPUTS and table.rows > 1:
        count = {"count": len(columns), "used": MOST_INPUTS}
        problems.append(("own_too_many_input_size", count))
        columns = columns[:MOST_INPUTS]
    return columns, problems


def left_out(table: Table, *, turned: bool = False) -> tuple[Complaint, ...]:
    """Which columns hold no inputs, and what they do hold; of a single row, which words.

    `turned` says that its columns are steps, which dates beside the rows do not name.
    """
    if table.rows == 1 and not table.header:
        words = [column.texts[0] for column in table.columns if column.kind]
        return (("own_left_out_cells", {"given": quote(", ".join(words))}),) if words else ()
    blank: Complaint = ("own_left_out_blank", {"count": table.blank})
    return (blank,) * (table.blank > 0) + tuple(
        (
            f"own_left_out_{column.kind}" + "_turned" * (turned and column.kind == DATES),
            {"given": quote(column.name or str(column.place))},
        )
        for column in table.columns
        if column.kind
    )


def is_turned(shape: tuple[int, ...], D: int, fits: int | None) -> bool:
    """Whether rows are inputs and columns steps, as far as one can tell.

    That is so where only this way fits the cell, and for one row that a cell with one input takes.
    """
    rows, columns = shape
    if fits is not None:
        return columns != fits and rows == fits
    return rows == 1 and columns > 1 and (D == 1 or columns > MOST_INPUTS)


def plain_name(name: str) -> str:
    """A name of an input without anything that a page, a formula or a chart takes for markup."""
    return re.sub(r"[^\w .,%°/()+-]|_", " ", name).strip()[:LONGEST_NAME].strip()
