"""A pasted text -> rows of cells: lists, prints, Markdown, MATLAB, pandas, CSV, or plain columns.

Nothing is evaluated. Every notation ends as the same rows of texts.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lstm_core.exchange.copied import from_html, from_wiki, table_lines, without_prompts
from lstm_core.exchange.notations import Rows, from_json, from_latex, from_matlab, from_prints
from lstm_core.exchange.numerals import COMMA, MONEY, POINT, decimal_mark, is_missing, number
from lstm_core.exchange.spellings import plain_characters

MOST_ROWS, MOST_COLUMNS = 10_000, 256
NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?%?"
# among words: no part of a date, a version, a range or a fraction
AMONG = re.compile(rf"(?<![\w.,/:])(?<![\d′″°]-)(?<!range\(){NUMBER}(?![\w/′″°]|[.:,-]\d)")
NAMED = r"(?<![\w.])([^\W\d]\w{0,30}) ?[=:] ?"
PAIR = re.compile(rf"{NAMED}([-+]?\d+,\d+|{NUMBER})(?![\w/]|[.,:]\d)")
PAIRED = re.compile(rf"{NAMED}[-+.]?\d")
NOTE = re.compile(r"\s*(?:Source|Fuente|Notes?|Notas?)\s*:.*", re.I)


@dataclass(frozen=True)
class Cells:
    """Rows of texts, the decimal mark in them, and whether commas could mean something else.

    `comma`: "decimal" or "separator" where a comma can be read both ways, else "".
    """

    rows: Rows
    decimal: str = POINT
    comma: str = ""


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

    Raises Refused for a print that was shortened, and for arrays of too many axes.
    """
    text = plain_characters(text)
    rows = from_html(text) or from_wiki(text)
    if rows is not None:
        rows = [[plain_characters(cell) for cell in row] for row in rows]
        return Cells(rows, decimal_mark([cell for row in rows for cell in row]))
    text = without_prompts(text)
    for notation in (from_json, from_matlab, from_latex, from_prints):
        rows = notation(text)
        if rows is not None:
            return Cells(rows, mark_of(rows))
    lines = without_titles(without_comments(table_lines(text)))[:MOST_ROWS]
    rows = pairs(lines)
    if rows:
        return Cells(rows)
    if len(lines) > 1 and all(map(BULLET.match, lines)):
        lines = [BULLET.sub("", line, count=1) for line in lines]
    if lines and all(map(QUOTED.fullmatch, lines)):  # a table that was read as one column
        lines = [line.strip().strip('"') for line in lines]
    cells = split_lines(list(map(unlisted, lines)), comma, columns)
    if len(lines) == 1 and is_sentence(lines[0]):
        return Cells([AMONG.findall(lines[0])])
    if any(number(cell, cells.decimal) is not None for row in cells.rows for cell in row):
        return cells
    picked = [AMONG.findall(line) for line in lines]
    return Cells([row for row in picked if row] or cells.rows)


def without_titles(lines: list[str]) -> list[str]:
    """The lines without a title above the header of a table, and without its source below it."""
    lines = [line for line in lines if not NOTE.fullmatch(line)]
    for mark in ("\t", ";", "|", ","):
        if len(lines) > 3 and all(mark in line for line in lines[1:]) and mark not in lines[0]:
            return (
                lines if re.search(rf"(?:^|{re.escape(mark)})\s*[-+]?\d", lines[1]) else lines[1:]
            )
    return lines


QUOTED = re.compile(r'\s*"[^"]*[,;\t][^"]*"\s*')
BULLET = re.compile(r"\s*[-•*‣] (?=\s*[-+.\d])")


def unlisted(line: str) -> str:
    """A line without the brackets of a list, and with a comma for the last `and` of one."""
    bare = re.fullmatch(r"\s*[\[(]([^\[\]()]*)[\])]\s*[,;]?", line)
    if bare and ("[" in line or ";" in bare[1]):
        line = bare[1]
    line = re.sub(r"^\s*- (?=[\d.,]+\s*$)", "-", line)
    return re.sub(r"(?<=\d),? (?:y|e|and|et|und) (?=[-+.\d])", ", ", line)


def is_sentence(line: str) -> bool:
    """Whether a line has words among its numbers, which in a row of a table would be gaps."""
    words = [word for word in re.findall(r"[^\W\d_]{2,}", line) if not is_missing(word)]
    return len(words) > 1 and not re.search(r"[\t;|]", line)


def pairs(lines: Sequence[str]) -> Rows:
    """The named numbers of lines that name the same ones, under their names; else nothing.

    So does a log: t=0.1, x=3. Lines between them that name none are left out.
    """
    found = [PAIR.findall(line) for line in lines]
    names = {tuple(name for name, _ in row) for row in found if row}
    begun = sum(len(PAIRED.findall(line)) for line in lines)
    if len(names) != 1 or 2 * sum(map(bool, found)) < len(found) or len(found) < 2:
        return []
    if begun != sum(map(len, found)):  # one of them is not read
        return []
    beside = [cell for line in lines for cell in re.split(r"[,;\t]", PAIR.sub("", line))]
    if any(number(cell) is not None for cell in beside):  # a column of a table
        return []
    values = [[value.replace(",", ".") for _, value in row] for row in found if row]
    return [list(*names), *values]


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


LONE = re.compile(
    r"\s*[-+]?[^\d\s,;]{0,3}\d*(?:\.\d{3})*(?P<comma>,\d+)?(?:[eE][-+]?\d+)?[^\d\s,;]{0,3}\s*"
)
# 1,200.5 and 1,200,000, and a loss as accountants write it: (1,200)
GROUPS = re.compile(
    rf"\d,\d{{3}}[.,]\d|^[ \t]*\([^()\n]*\)[ \t]*$|^[ \t]*{MONEY}\d+,\d{{3}}[ \t]*$", re.M
)


def by_comma(lines: Sequence[str], comma: str, columns: int | None) -> Cells:
    """Lines with commas and spaces alone.

    A lone comma in every row is a decimal mark, unless two columns are what fits; so is a comma
    inside of what spaces separate. Else commas separate, and spaces where there are none.
    """
    if any('"' in line for line in lines):
        return by_decimal(read_csv(lines, ","), "decimal")
    counted = [line for line in lines if re.search(r"\d", line) and not is_missing(line)]
    if grouped_by_spaces(counted):
        return Cells([[line.strip()] for line in lines], decimal_mark(counted))
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
    found = align([line.split() for line in lines])
    if len({len(row) for row in found}) > 1:  # words with spaces in them, two between columns
        wide = align([re.split(r"\s{2,}", line.strip()) for line in lines])
        found = wide if len({len(row) for row in wide}) == 1 < len(wide[0]) else found
    return Cells(found, POINT)


SPACED = re.compile(r"\s*[-+]?\d{1,3}(?: \d{3})*(?:[.,]\d+)?\s*")


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


def align(rows: Rows) -> Rows:
    """Pandas prints no name above its row labels, or in a line of its own: it is put there."""
    if len(rows) < 2 or any(map(is_number, rows[0])):
        return rows
    name, body = ("", rows[1:]) if len(rows) < 3 or len(rows[1]) > 1 else (rows[1][0], rows[2:])
    if {len(row) for row in body} == {len(rows[0]) + 1} and not is_number(name):
        return [[name, *rows[0]], *body]
    return rows


def is_number(cell: str) -> bool:
    """Whether a cell spells a number with a decimal point."""
    return number(cell) is not None
