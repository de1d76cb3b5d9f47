"""A list, a print, a matrix or JSON -> rows of texts. Nothing is evaluated.

Each notation is a function that gives None for a text of another one.
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import NDArray

from lstm_core.exchange.numerals import COMMA, POINT, number
from lstm_core.exchange.printed import literals, text_around
from lstm_core.exchange.refusal import Refused

Rows = list[list[str]]


@dataclass(frozen=True)
class Cells:
    """Rows of texts, the decimal mark in them, and whether commas could mean something else.

    `comma`: "decimal" or "separator" where a comma can be read both ways, else "". `thousands`:
    whether a lone mark with three digits behind it groups thousands; None where no person wrote it.
    """

    rows: Rows
    decimal: str = POINT
    comma: str = ""
    thousands: bool | None = None
    lines: tuple[int, ...] = ()  # of the text in which the rows stand, where each is in one
    blank: int = 0  # rows between them that have nothing in their cells


# Python's words for what JSON spells otherwise
WORDS = {"True": "true", "False": "false", "None": "null", "nan": "NaN", "'": '"'}


ASSIGNED = re.compile(
    r"\s*(?:(?:const|let|var) )?\w{1,40} ?= ?(?=[\[{])|\s*(?:\w{1,40} ?= ?)?(?:\w+\.)?DataFrame\("
)
DEEPEST = 6  # fields within fields that are looked into
KEY = re.compile(r"([{,]\s*)(-?\d+|[A-Za-z_$][\w$]*)\s*:")  # without quotes


def from_json(text: str) -> Rows | None:
    """JSON, or the same as Python prints it: a list, lists, records (or one a line), columns."""
    assigned = ASSIGNED.match(text)
    if assigned:
        text = text[assigned.end() :].rstrip().rstrip(";)")
    if text.lstrip()[:1] not in ("[", "{"):
        return None
    text = KEY.sub(r'\1"\2":', text) if '"' not in text else text
    given = loaded(text)
    if given is None:
        words = re.compile("|".join(rf"\b{word}\b" if len(word) > 1 else word for word in WORDS))
        given = loaded(words.sub(lambda word: WORDS[word[0]], text))
    if given is None:
        given = [loaded(line) for line in text.split("\n") if line.strip()]
        return rows_of_list(given) if all(isinstance(line, dict) for line in given) else None
    return rows_of_columns(given) if isinstance(given, dict) else rows_of_list(given)


def loaded(text: str) -> Any:
    """The lists or the names and values that a text of JSON spells; None for any other."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return given if isinstance(given, list | dict) else None


def rows_of_columns(given: dict[str, Any], levels: int = DEEPEST) -> Rows | None:
    """Columns by their names, each a list or the values of an object; else what a field holds.

    A field is looked into only where no list of numbers stands beside it, for it would vanish, and
    no more than `levels` deep.
    """
    for value in given.values():
        if are_series(value):
            return rows_of_series(value, given)
    names, data = given.get("columns"), given.get("data")
    if is_flat(names) and is_nested(data) and len(names) == len(data[0]):  # as pandas splits one
        return [[str(name) for name in names], *(rows_of_list(data) or [])]
    lists = {str(name): value for name, value in given.items() if is_flat(value)}
    lengths = {len(value) for value in lists.values() if has_numbers(value)}
    if lengths:
        lists = {k: v for k, v in lists.items() if len(v) in lengths}  # and the words beside them
        return rows_of_lists(lists)
    for value in given.values():  # what a service answers: the records, or columns, in a field
        rows = rows_inside(value, levels - 1)
        if rows and any(map(has_numbers, rows)):
            return rows
    objects = {str(k): list(v.values()) for k, v in given.items() if isinstance(v, dict)}
    return rows_of_lists(lists | objects) if lists or objects else rows_of_records([given])


def rows_inside(value: Any, levels: int) -> Rows | None:
    """The rows of records, of lists, or of an object that holds lists; None for anything else."""
    if levels and (are_records(value) or is_nested(value)):
        return rows_of_list(value, levels)
    holds = isinstance(value, dict) and any(isinstance(cell, list) for cell in value.values())
    return rows_of_columns(value, levels) if levels and holds else None


def is_flat(value: Any) -> TypeGuard[list[Any]]:
    """Whether this is a list without lists or objects in it."""
    return isinstance(value, list) and not any(isinstance(cell, list | dict) for cell in value)


def is_nested(value: Any) -> TypeGuard[list[list[Any]]]:
    """Whether this is a list of lists."""
    return isinstance(value, list) and bool(value) and all(isinstance(row, list) for row in value)


def are_records(value: Any) -> TypeGuard[list[dict[str, Any]]]:
    """Whether this is a list of objects."""
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def are_series(value: Any) -> TypeGuard[list[dict[str, Any]]]:
    """Whether these are the series of a chart: objects with a list called data."""
    return are_records(value) and all(row.get("data") and is_flat(row["data"]) for row in value)


def has_numbers(cells: Sequence[Any]) -> bool:
    """Whether a number is among these, also one in quotes."""
    return any(number(spell(cell), mark) is not None for cell in cells for mark in (POINT, COMMA))


def is_column(value: Any) -> bool:
    """Whether this is a list with numbers, or with lists or objects, in it."""
    return isinstance(value, list) and (not is_flat(value) or has_numbers(value))


def rows_of_series(series: Sequence[dict[str, Any]], beside: dict[str, Any]) -> Rows:
    """The series of a chart under their labels, beside the lists of their length.

    Of two with the same label the second has a 2 behind it.
    """
    lengths = {len(row["data"]) for row in series}
    columns = {str(k): v for k, v in beside.items() if is_flat(v) and len(v) in lengths}
    seen: Counter[str] = Counter(columns)
    for place, row in enumerate(series, 1):
        label = name = str(row.get("label", row.get("name", place)))
        while name in columns:
            seen[label] += 1
            name = f"{label} {seen[label]}"
        seen[label] = max(seen[label], 1)
        columns[name] = row["data"]
    return rows_of_lists(columns)


def rows_of_lists(columns: dict[str, list[Any]]) -> Rows:
    """These columns under their names; what a shorter one lacks is missing."""
    length = max(map(len, columns.values()))
    padded = [column + [None] * (length - len(column)) for column in columns.values()]
    return [list(columns), *([spell(cell) for cell in row] for row in zip(*padded, strict=True))]


def rows_of_records(given: Sequence[dict[str, Any]]) -> Rows:
    """A row for each object, under all names that any of them has."""
    names = list(dict.fromkeys(str(name) for row in given for name in row))
    return [names, *([spell(row.get(name)) for name in names] for row in given)]


def rows_of_list(given: list[Any], levels: int = DEEPEST) -> Rows | None:
    """A list of records, of lists or of numbers as rows; None where it is none of them."""
    if are_series(given):
        return rows_of_series(given, {})
    if are_records(given):
        if len(given) == 1 and any(map(is_column, given[0].values())):
            return rows_of_columns(given[0], levels)
        return rows_of_records(given)
    if is_nested(given):
        if any(isinstance(cell, list) for row in given for cell in row):
            return rows_of_array(given)
        return [[spell(cell) for cell in row] for row in given]
    return [[spell(cell) for cell in given]] if given else None


def spell(value: Any) -> str:
    """A JSON value as the text of a cell."""
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    return repr(value) if isinstance(value, float) else str(value)


def rows_of_array(nested: Any) -> Rows:
    """An array of up to two axes, or of three of which one has length 1, as rows."""
    try:
        array = np.array(nested, dtype=np.float64)
    except (ValueError, TypeError) as error:
        raise Refused("own_ragged") from error
    while array.ndim > 2 and 1 in array.shape:
        array = array.squeeze(array.shape.index(1))  # a batch of one, or column vectors
    if array.ndim > 2:
        raise Refused("own_too_many_axes", shape=" × ".join(map(str, array.shape)))
    rows = np.atleast_2d(array)
    return [["" if np.isnan(cell) else repr(float(cell)) for cell in row] for row in rows]


LONGEST_ROW = 60  # characters: NumPy breaks a longer row into lines


def from_matlab(text: str) -> Rows | None:
    """[1 2; 3 4], also with a name before it, a line for each row, or a ' after it that turns it.

    A line is a row where it is short and no comma ends it: else it is a long row that goes on.
    """
    text = text.strip().rstrip(";").rstrip()
    name, bracket, inside = text.rstrip("'").partition("[")
    if not (bracket and inside.endswith("]")) or inside.count("[") + inside.count("]") > 1:
        return None
    lines = [line.strip() for line in inside[:-1].split("\n") if line.strip()]
    rows_of_lines = len(lines) > 1 and not any(
        line.endswith(",") or len(line) > LONGEST_ROW for line in lines
    )
    if not (";" in inside or rows_of_lines) or not re.fullmatch(r"(?:\w{1,40}\s*=\s*)?", name):
        return None
    rows = [re.split(r"\s*,\s*|\s+", row.strip()) for row in re.split(r"[;\n]", inside[:-1])]
    rows = [row for row in rows if row != [""]]
    turned = text.endswith("'") and len({len(row) for row in rows}) == 1
    return [list(row) for row in zip(*rows, strict=True)] if turned else rows


def from_latex(text: str) -> Rows | None:
    r"""1 & 2 \\ 3 & 4, in an environment or without one; None for any other text."""
    if r"\\" not in text or ("&" not in text and r"\begin{" not in text):
        return None
    text = re.sub(r"\\(?:begin|end)\{\w+\*?\}(?:\{[|lcr ]*\})?|\\[htmb]\w*(?:rule|line)", "", text)
    text = re.sub(r"\\(?:num|SI|textbf|mathbf|bm)\{([^{}]*)\}(?:\{[^{}]*\})?", r"\1", text)
    text = text.replace("{,}", ",").replace(r"\%", "%")
    rows = [[cell.strip(" $\n") for cell in row.split("&")] for row in text.split(r"\\")]
    return [row for row in rows if any(row) and not row[0].startswith(r"\multicolumn")]


NAMED, BRACED = re.compile(r"^\w{1,40} ?= ?"), "0123456789.,{}eE+-; \t\n"
OUTSIDE = re.compile(r"^[ \t]*\d[\d.,]*[ \t]*$", re.M)  # a bare number: (5) is a loss there
TUPLES = re.compile(r"[\s\d.,()\[\]eE+-]*+;?\s*")
# (row, column) and the number there, a line each
SPARSE = re.compile(r"^[ \t]*\([^()\n]*\)[ \t]+[-+]?[\d.]", re.M)
LISP = re.compile(r"\((\s*[-+]?[\d.][\d.eE+-]*(?:\s+[-+]?[\d.][\d.eE+-]*)+\s*)\)")
COMPLEX = re.compile(r"(?<=\d)[ij](?!\w)")
IN_PART = re.compile(r"\[[^\[\]\d]*\d|\[\s*\[|\d[^\[\]\d]*\]")  # what is left of a list
IN_R = re.compile(r"([\w.]{1,40}) ?= ?c\(([^()]*)\)")


def from_prints(text: str) -> Rows | None:
    """What NumPy, PyTorch or Python print; several of them below each other are rows."""
    bare = NAMED.sub("", text, count=1)
    tuples = "(" in bare and TUPLES.fullmatch(bare) and re.search(r"\d\s*,", bare)
    if tuples and SPARSE.search(bare):
        raise Refused("own_unread")
    if tuples and not OUTSIDE.search(bare):
        text = bare.replace("(", "[").replace(")", "]")
    if "{" in text and not bare.strip(BRACED):
        text = text.replace("{", "[").replace("}", "]")
    if re.match(r"\s*(?:\w+ ?(?:<-|=) ?)?(?:data\.frame|tibble|structure\(list|list)\(", text):
        columns = {
            name: cells.split(",") for name, cells in IN_R.findall(text) if name[:4] != "row."
        }
        return rows_of_columns(columns) if columns else None
    text = LISP.sub(r"[\1]", re.sub(r"\bc\(([^()]*)\)", r"[\1]", text))  # R
    if "[" not in text:
        return None
    if COMPLEX.search(text):
        raise Refused("own_complex")
    text = re.sub(r"\b(?:None|null|NA|<NA>)(?!\w)", "nan", text)
    try:
        found = literals(text)
    except Refused as refused:
        raise Refused("own_shortened") from refused
    if not found:
        return None
    if IN_PART.search(re.sub(r"'[^'\n]*'|\"[^\"\n]*\"", "", text_around(text, found))):
        raise Refused("own_in_part")
    arrays = [literal.array for literal in found]
    if len(arrays) > 1:
        return rows_of_arrays(arrays)
    return rows_of_array(arrays[0])


def rows_of_arrays(arrays: Sequence[NDArray[Any]]) -> Rows:
    """Several arrays below each other as rows; of those with other columns the first alone."""
    if len({array.shape for array in arrays}) == 1:
        return rows_of_array([array.squeeze() for array in arrays])
    if all(array.ndim == 1 for array in arrays):
        width = max(map(len, arrays))
        return rows_of_array([[*array, *[np.nan] * (width - len(array))] for array in arrays])
    if all(array.ndim == 2 and array.shape[1] == arrays[0].shape[1] for array in arrays):
        return rows_of_array(np.vstack(arrays))
    return rows_of_array(arrays[0])
