"""A pasted text -> rows of cells: lists, prints, Markdown, MATLAB, pandas, CSV, or plain columns.

Nothing is evaluated. Every notation ends as the same rows of texts.
"""

import csv
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lstm_core.exchange.numerals import COMMA, MINUS, POINT, UNIT, decimal_mark, number
from lstm_core.exchange.printed import literals
from lstm_core.exchange.refusal import Refused

Rows = list[list[str]]
MOST_ROWS, MOST_COLUMNS = 10_000, 256
NO_BREAK = "\u00a0\u202f\u2009\u2007"
DOTS = ("...", "…")
NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?!\w)")


@dataclass(frozen=True)
class Cells:
    """Rows of texts, the decimal mark in them, and whether commas could mean something else.

    `comma`: "decimal" or "separator" where a comma can be read both ways, else "".
    """

    rows: Rows
    decimal: str = POINT
    comma: str = ""


def split_text(text: str, comma: str = "auto", *, columns: int | None = None) -> Cells:
    """The cells of a text. `comma` decides how a comma is read; `columns` what would fit.

    Raises Refused for a print that was shortened, and for arrays of too many axes.
    """
    text = plain_characters(text)
    for notation in (from_json, from_matlab, from_prints):
        rows = notation(text)
        if rows is not None:
            return Cells(rows)
    lines = [line for line in text.split("\n") if line.strip(" \t;,|")]
    if any(line.strip() in DOTS or any(f" {dots} " in line for dots in DOTS) for line in lines):
        raise Refused("own_shortened")
    lines = [re.sub(r"^\s*[#%]\s*", "", line) for line in lines if not FOOTER.match(line)]
    cells = split_lines(lines[:MOST_ROWS], comma, columns)
    if any(number(cell, cells.decimal) is not None for row in cells.rows for cell in row):
        return cells
    picked = [NUMBER.findall(line) for line in lines[:MOST_ROWS]]  # x1=0.5 (m), x2=0.25
    return Cells([row for row in picked if row] or cells.rows)


def plain_characters(text: str) -> str:
    """The text with line feeds, hyphens for minus signs, and spaces where one may break a line.

    A no-break space between a digit and three more is a thousands separator, and goes; so does the
    space between a number and its sign of money or per cent.
    """
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").translate(MINUS)
    text = re.sub(rf"(?<=\d)[{NO_BREAK}](?=\d{{3}}(?!\d))", "", text)
    text = re.sub(rf"[{NO_BREAK}]", " ", text)
    return re.sub(rf"(?<=\d) (?=%|{UNIT}(?!\w))|(?<=[€$£¥]) (?=\d)", "", text)


def from_json(text: str) -> Rows | None:
    """JSON: a list, lists, records, or columns by name; None for any other text."""
    if text.lstrip()[:1] not in ("[", "{"):
        return None
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(given, dict):
        columns = {str(name): value for name, value in given.items() if isinstance(value, list)}
        nested = [value for value in columns.values() if value and isinstance(value[0], list)]
        if nested:
            return rows_of_list(nested[0])
        if not columns:
            return None
        length = max(map(len, columns.values()))
        padded = [column + [None] * (length - len(column)) for column in columns.values()]
        return [
            list(columns),
            *([spell(cell) for cell in row] for row in zip(*padded, strict=True)),
        ]
    return rows_of_list(given)


def rows_of_list(given: list[Any]) -> Rows | None:
    """A list of records, of lists or of numbers as rows; None where it is none of them."""
    if given and all(isinstance(row, dict) for row in given):
        names = list(dict.fromkeys(str(name) for row in given for name in row))
        return [names, *([spell(row.get(name)) for name in names] for row in given)]
    if given and all(isinstance(row, list) for row in given):
        if any(isinstance(cell, list) for row in given for cell in row):
            return rows_of_array(given)
        return [[spell(cell) for cell in row] for row in given]
    return [[spell(cell) for cell in given]] if given else None


def spell(value: Any) -> str:
    """A JSON value as the text of a cell."""
    if value is None:
        return ""
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


def from_matlab(text: str) -> Rows | None:
    """[1 2; 3 4], also with a name before it; None for any other text."""
    name, bracket, inside = text.strip().rstrip(";").rstrip().partition("[")
    if not (bracket and inside.endswith("]") and ";" in inside):
        return None
    if not re.fullmatch(r"(?:\w{1,40}\s*=\s*)?", name) or inside.count("[") + inside.count("]") > 1:
        return None
    rows = [re.split(r"\s*,\s*|\s+", row.strip()) for row in re.split(r"[;\n]", inside[:-1])]
    return [row for row in rows if row != [""]]


TUPLES = re.compile(r"[\s\d.,()\[\]eE+-]*")


def from_prints(text: str) -> Rows | None:
    """What NumPy, PyTorch or Python print; several of them below each other are rows."""
    if "(" in text and TUPLES.fullmatch(text) and re.search(r"\d\s*,", text):
        text = text.replace("(", "[").replace(")", "]")
    if "[" not in text:
        return None
    text = re.sub(r"\b(?:None|null|NA|<NA>)(?!\w)", "nan", text)
    try:
        arrays = [literal.array for literal in literals(text)]
    except Refused as refused:
        raise Refused("own_shortened") from refused
    if not arrays:
        return None
    if len(arrays) > 1 and len({array.shape for array in arrays}) == 1:
        return rows_of_array([array.squeeze() for array in arrays])
    return rows_of_array(arrays[0])


# what pandas prints below a table
FOOTER = re.compile(r"\s*\[\d+ rows x \d+ columns\]|\s*(?:Name: .*)?(?:Length: \d+, )?dtype: \w+")


def split_lines(lines: Sequence[str], comma: str, columns: int | None) -> Cells:
    """Lines of a table by its separator: tab, semicolon, bar, comma or spaces."""
    if any("|" in line for line in lines):
        bars = [line.strip().strip("|").split("|") for line in lines]
        rows = [[cell.strip(" *`") for cell in row] for row in bars if not is_rule(row)]
        return Cells(rows, decimal_mark([cell for row in rows for cell in row]))
    for separator in ("\t", ";"):
        if sum(separator in line for line in lines) * 2 >= len(lines) and lines:
            return by_decimal(read_csv(lines, separator), comma)
    return by_comma(lines, comma, columns)


def is_rule(row: list[str]) -> bool:
    """Whether this is Markdown's line under a header."""
    return all(re.fullmatch(r"\s*:?-{2,}:?\s*", cell) for cell in row)


def read_csv(lines: Sequence[str], separator: str) -> Rows:
    """Cells without the spaces and quotes around them; a separator at the end adds none."""
    try:
        read = list(csv.reader(lines, delimiter=separator, skipinitialspace=True))
    except csv.Error:  # a field of more than 128 kB
        read = [line.split(separator) for line in lines]
    rows = [[cell.strip() for cell in row[:MOST_COLUMNS]] for row in read]
    return [row[:-1] if len(row) > 1 and not row[-1] else row for row in rows if any(row)]


def by_decimal(rows: Rows, comma: str) -> Cells:
    """Cells that something else than a comma separates; a comma inside may separate as well."""
    cells = [cell for row in rows for cell in row]
    mark = decimal_mark(cells)
    both = any(re.search(r"\d,\d", cell) for cell in cells) and not any("." in c for c in cells)
    if both and comma == "separator":
        rows = [[part.strip() for cell in row for part in cell.split(",")] for row in rows]
        return Cells(rows, POINT, "separator")
    return Cells(rows, mark, "decimal" if both else "")


LONE = re.compile(r"\s*[-+]?[^\d\s,;]{0,3}\d*(?:\.\d{3})*(?P<comma>,\d+)?[^\d\s,;]{0,3}\s*")
GROUPS = re.compile(r"\d,\d{3}[.,]\d")  # 1,200.5 and 1,200,000


def by_comma(lines: Sequence[str], comma: str, columns: int | None) -> Cells:
    """Lines with commas and spaces alone.

    A lone comma in every row is a decimal mark, unless two columns are what fits; so is a comma
    inside of what spaces separate. Else commas separate, and spaces where there are none.
    """
    if any('"' in line for line in lines):
        return by_decimal(read_csv(lines, ","), "decimal")
    counted = [line for line in lines if re.search(r"\d", line)]
    text = "\n".join(counted)
    both = re.search(r"\d,\d", text) is not None and "." not in re.sub(r"\.\d{3}\b", "", text)
    spaced = re.search(r"\d,? +[-+]?\d", text) is not None
    if comma == "auto":
        if GROUPS.search(text) and all(number(line) is not None for line in counted):
            return Cells([[line.strip()] for line in lines])
        named = {line.count(",") + 1 for line in lines if line not in counted}
        lone = all(map(LONE.fullmatch, counted)) and 2 not in {columns, *named}
        listed = re.search(r"\d,\d+,\d", text) is not None
        comma = "decimal" if both and (lone or (spaced and not listed)) else "separator"
    if comma == "decimal" and both:
        rows = [[cell.rstrip(",") for cell in line.split()] for line in lines]
        return Cells(rows, COMMA, "decimal")
    if "," in text:
        separated = [re.sub(r"(?<=[^ ,]) +(?=[^ ,])", ",", line) for line in lines]
        return Cells(read_csv(separated if spaced else lines, ","), POINT, "separator" * both)
    return Cells(align([line.split() for line in lines]), POINT)


def align(rows: Rows) -> Rows:
    """Pandas prints no name above its row labels: one is put there."""
    widths = {len(row) for row in rows[1:]}
    if len(rows) > 1 and widths == {len(rows[0]) + 1} and not any(map(is_number, rows[0])):
        return [["", *rows[0]], *rows[1:]]
    return rows


def is_number(cell: str) -> bool:
    """Whether a cell spells a number with a decimal point."""
    return number(cell) is not None
