"""A pasted text -> rows of cells: lists, prints, Markdown, MATLAB, pandas, CSV, or plain columns.

Nothing is evaluated. Every notation ends as the same rows of texts.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from lstm_core.exchange.copied import from_html, from_wiki, table_lines, without_prompts
from lstm_core.exchange.expressions import refuse_expressions, with_fractions
from lstm_core.exchange.labels import ASSIGNED, split_labels, with_labels, without_bullets
from lstm_core.exchange.line_numbers import blank_rows, line_numbers
from lstm_core.exchange.notations import (
    Cells,
    Rows,
    from_json,
    from_latex,
    from_matlab,
    from_prints,
)
from lstm_core.exchange.numerals import (
    COMMA,
    LEADING,
    MONEY,
    POINT,
    column_mark,
    decimal_mark,
    is_missing,
    number,
)
from lstm_core.exchange.prose import among, is_sentence, pairs
from lstm_core.exchange.spaced import by_spaces
from lstm_core.exchange.spellings import plain_characters

MOST_ROWS, MOST_COLUMNS = 10_000, 256
NAMED_LINE = re.compile(r"\s*[^\W\d][^:]{0,40}:")
NOTE = re.compile(r"(?:Source|Fuente|Notes?|Notas?)\s*:[^\t;|]*", re.I)


def without_comments(lines: Sequence[str]) -> list[str]:
    """The lines; one that starts as a comment only where it names as many columns as follow."""
    comment = re.compile(r"^\s*(?:[#%]|//)\s*")
    found = [line if is_missing(line) else comment.sub("", line) for line in lines]
    pairs = list(zip(found, lines, strict=True))
    widths = {len(line.split()) for line, given in pairs if line == given}
    return [
        line
        for line, given in pairs
        if line == given
        or is_missing(given)
        or len(line.split()) in widths
        or re.search(r"[,;\t]", line)
    ]


def split_text(text: str, comma: str = "auto", *, columns: int | None = None) -> Cells:
    """The cells of a text. `comma` decides how a comma is read; `columns` what would fit.

    With "thousands" it is read as it best is, or as grouping thousands where it may.

    Raises Refused for what is no sequence as it stands: a print that was shortened, blocks of
    columns that do not fit, rows that differ in length, more than two axes, a sparse matrix,
    complex numbers, expressions.
    """
    text = plain_characters(text)
    rows = from_html(text) or from_wiki(text)
    if rows is not None:
        rows = [[plain_characters(cell) for cell in row] for row in rows]
        mark = decimal_mark([cell for row in rows for cell in row])
        return Cells(rows, mark, thousands=comma == "thousands")
    refuse_expressions(text)
    given = text.split("\n")
    text = with_fractions(without_prompts(text))
    for notation in (from_json, from_matlab, from_latex, from_prints):
        rows = notation(text)
        if rows is not None:
            return Cells(rows, mark_of(rows))
    lines = without_comments(table_lines(text))[:MOST_ROWS]
    read_as = "decimal" if comma == "thousands" else comma
    cells = from_lines(lines, given, read_as, columns)
    return replace(cells, thousands=comma == "thousands")


def from_lines(lines: list[str], given: Sequence[str], comma: str, columns: int | None) -> Cells:
    """The cells of a table that somebody wrote, a row a line, or of numbers among words.

    `given` are all lines of the text, by which its rows are counted.
    """
    table = without_notes(without_titles(lines))
    named = pairs(lines, comma) or pairs(table, comma)
    if named:
        return named
    lines = without_bullets(table)
    if lines and all(map(QUOTED.fullmatch, lines)):  # a table that was read as one column
        lines = [line.strip().strip('"') for line in lines]
    named_row = ASSIGNED.fullmatch(lines[0]) if len(lines) == 1 else None
    if named_row:  # x = 1, 2, 3
        found = from_lines([named_row[2]], given, comma, columns)
        return replace(found, rows=[[named_row[1], *row] for row in found.rows])
    cells = split_lines(list(map(unlisted, lines)), comma, columns)
    if len(lines) == 1 and is_sentence(lines[0]):
        return among(lines, comma)
    if any(number(cell, cells.decimal) is not None for row in cells.rows for cell in row):
        rows = [[line.strip()] for line in lines] if len(lines) == len(cells.rows) else cells.rows
        numbers = line_numbers(rows, given)
        return replace(cells, lines=numbers, blank=blank_rows(numbers, given))
    picked = among(lines, comma)
    return picked if picked.rows else cells


def without_titles(lines: list[str]) -> list[str]:
    """The lines without the titles above the header of a table."""
    table = without_notes(lines)
    for mark in ("\t", ";", "|", ","):
        titles = next((k for k, line in enumerate(table) if mark in line), 0)
        body = table[titles:]
        if 0 < titles < 4 and len(body) > 2 and all(mark in line for line in body):
            header = [cell.strip() for cell in body[0].split(mark)]
            return lines if any(re.match(r"[-+]?\d", cell) for cell in header) else lines[titles:]
    return lines


def without_notes(lines: list[str]) -> list[str]:
    """The lines without what is said below a table: where it is from.

    A line that is named as those above it, and one with several cells, is a row of the table.
    """
    last = len(lines)
    while last > 1 and NOTE.fullmatch(lines[last - 1].strip(" \t;|")):
        last -= 1
    named = any(map(NAMED_LINE.match, lines[last - 1 : last]))
    return lines if named else lines[:last]


QUOTED = re.compile(r'\s*"[^",;\t]*[,;\t][^"]*"\s*')


def unlisted(line: str) -> str:
    """A line without the brackets of a list, and with a comma for the last `and` of one."""
    bare = re.fullmatch(r"\s*[\[(]([^\[\]()]*)[\])]\s*[,;]?", line)
    if bare and ("[" in line or ";" in bare[1]):
        line = bare[1]
    line = re.sub(r"^\s*- (?=[\d.,]+\s*$)", "-", line)
    return re.sub(r"(?<=\d),? (?:y|e|and|et|und) (?=[-+.\d])", ", ", line)


def mark_of(rows: Rows) -> str:
    """The decimal mark of the cells of a notation: a point unless only commas can be one."""
    cells = [cell for row in rows for cell in row]
    points = any(re.search(r"\d\.\d", cell) for cell in cells)
    return POINT if points else decimal_mark(cells)


def split_lines(lines: Sequence[str], comma: str, columns: int | None) -> Cells:
    """Lines of a table by its separator: tab, semicolon, bar, comma or spaces."""
    if any("|" in line for line in lines):
        bars = [re.split(r"\|+", line.strip().strip("|")) for line in lines]
        if all(len(row) < 3 and len(row[-1].split()) > 1 for row in bars):  # beside row numbers
            return by_comma([" ".join(row) for row in bars], comma, columns)
        rows = [[cell.strip(" *`") for cell in row] for row in bars if not is_rule(row)]
        return Cells(rows, decimal_mark([cell for row in rows for cell in row]))
    for separator in ("\t", ";"):
        if sum(separator in line for line in lines) * 2 >= len(lines) and lines:
            return by_decimal(read_csv(lines, separator), comma)
    return by_comma(lines, comma, columns)


def is_rule(row: list[str]) -> bool:
    """Whether this is Markdown's line under a header."""
    return all(re.fullmatch(r"\s*(?::?-{2,}:?|:-+:?|-+:)\s*", cell) for cell in row)


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
    columns = zip_longest(*rows, fillvalue="")
    both = both and any(
        column_mark(cells, mark) == COMMA for cells in columns if any("," in c for c in cells)
    )
    return Cells(rows, mark, "decimal" if both else "")


LONE = re.compile(r"[-+]?[^\d\s,;]{0,3}\d*(?:\.\d{3})*(?:,\d+)?(?:[eE][-+]?\d+)?[^\d\s,;]{0,3}")
INFINITE = re.compile(r"\s*[-+]?(?:inf|infinity|nan|∞),", re.I)
# 1,200.5 and 1,200,000, and a loss as accountants write it: (1,200)
GROUPS = re.compile(rf"(?<!\d){LEADING},\d{{3}}[.,]\d|^[ \t]*\([^()\n]*\)[ \t]*$", re.M)
MONEY_GROUPED = re.compile(rf"^[ \t]*{MONEY}{LEADING},\d{{3}}[ \t]*$", re.M)


def by_comma(lines: Sequence[str], comma: str, columns: int | None) -> Cells:
    """Lines with commas and spaces alone.

    A lone comma in every row is a decimal mark, unless two columns are what fits; so is a comma
    inside of what spaces separate. Else commas separate, and spaces where there are none.
    """
    if any('"' in line for line in lines):
        return by_decimal(read_csv(lines, ","), "decimal")
    leading = split_labels(lines)
    if leading:
        names, labels, rests = leading
        found = by_comma(rests, comma, columns)
        rows = with_labels(names, labels, found.rows)
        if rows:
            return replace(found, rows=rows)
    counted = [line for line in lines if re.search(r"\d", line) and not is_missing(line)]
    if grouped_by_spaces(counted):
        return Cells([[line.strip()] for line in lines], decimal_mark(counted))
    text = "\n".join(counted)
    both = re.search(r"\d,\d", text) is not None and not re.search(r"\.\d(?!\d\d\b)", text)
    spaced = re.search(r"\d,? +[-+]?\d", text) is not None
    if comma == "auto":
        grouped = GROUPS.search(text) or (
            MONEY_GROUPED.search(text) and column_mark(counted, decimal_mark(counted)) == POINT
        )
        if grouped and all(number(line) is not None for line in counted):
            return Cells([[line.strip()] for line in lines])
        named = {line.count(",") + 1 for line in lines if line not in counted}
        lone = all(LONE.fullmatch(line.strip()) for line in counted) and 2 not in {columns, *named}
        listed = re.search(r"\d,\d+,\d", text) is not None
        lone = lone and not any(map(INFINITE.match, counted))
        lone = lone or (len(lines[0].split()) > 1 and all(map(has_lone_comma, counted)))
        comma = "decimal" if both and (lone or (spaced and not listed)) else "separator"
    if comma == "decimal" and both:
        rows = [[cell.rstrip(",") for cell in line.split()] for line in lines]
        return Cells(rows, COMMA, "decimal")
    if "," in text:
        separated = [re.sub(r"(?<=[^ ,]) +(?=[^ ,])", ",", line) for line in lines]
        return Cells(read_csv(separated if spaced else lines, ","), POINT, "separator" * both)
    return Cells(by_spaces(lines), POINT)


def has_lone_comma(line: str) -> bool:
    """Whether the only commas of a line are inside of one number among words."""
    marked = [word for word in line.split() if "," in word]
    return not marked or (len(marked) == 1 and LONE.fullmatch(marked[0]) is not None)


SPACED = re.compile(rf"\s*[-+]?(?:{LEADING}(?: \d{{3}})+|\d{{1,3}})(?:[.,]\d+)?\s*")


def grouped_by_spaces(lines: Sequence[str]) -> bool:
    """Whether spaces group the thousands of one number a line: 12 000, or 1 200,5 above 900."""
    if not lines or not all(map(SPACED.fullmatch, lines)):
        return False
    several = {len(line.split()) for line in lines} != {len(lines[0].split())}
    if len(lines) > 1 and all(re.search(r" \d{3},\d", line) for line in lines):
        return not counts(lines)
    return any(" " in line.strip() for line in lines) and (
        several or any(re.search(r" 0\d\d", line) for line in lines)
    )


def counts(lines: Sequence[str]) -> bool:
    """Whether the first numbers of the lines count them."""
    first = [int(line.split()[0]) for line in lines]
    return all(one == first[0] + k for k, one in enumerate(first))
