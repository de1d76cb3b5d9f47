"""A pasted text -> rows of cells: lists, prints, Markdown, MATLAB, pandas, CSV, or plain columns.

Nothing is evaluated. Every notation ends as the same rows of texts.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lstm_core.exchange.notations import Rows, from_json, from_latex, from_matlab, from_prints
from lstm_core.exchange.numerals import COMMA, MINUS, POINT, UNIT, decimal_mark, number
from lstm_core.exchange.refusal import Refused

# the lines that are drawn round tables
BOXES = str.maketrans(dict.fromkeys("│┃║", "|") | dict.fromkeys("─━═┌┬┐├┼┤└┴┘╒╤╕╞╪╡╘╧╛", "-"))
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


# before what somebody typed or was answered, and above what MATLAB, Julia and R print
PROMPTS = re.compile(
    r"^(?:In|Out) ?\[\d+\]: ?|^(?:>>>|>>|julia>)(?: |$)"
    r"|^[ \t]*(?:\w{1,40} =|\d+(?:×\d+|-element) \w.*:)[ \t]*$"
    r"|^[ \t]*\[\d+,?\](?=[ \t]+[-+.\d])|^[ \t]*(?:\[,\d+\][ \t]*)+$",
    re.M,
)
FACTOR = re.compile(r"^[ \t]*1\.0(e[-+]\d{1,3}) \*[ \t]*$", re.M)


def without_prompts(text: str) -> str:
    """The text without prompts and titles; each number times the factor that MATLAB puts above."""
    factor = FACTOR.search(text)
    if text.lstrip().startswith("[1]"):  # R counts where each line of one long row begins
        text = re.sub(r"\n[ \t]*\[\d+\](?=[ \t])", " ", text)
    text = PROMPTS.sub("", text)
    if factor is None:
        return text
    return re.sub(r"(\d\.\d+)(?![\d.e])", rf"\1{factor[1]}", FACTOR.sub("", text))


def without_comments(lines: Sequence[str]) -> list[str]:
    """The lines; one that starts as a comment only where it names as many columns as follow."""
    found = [re.sub(r"^\s*(?:[#%]|//)\s*", "", line) for line in lines]
    pairs = list(zip(found, lines, strict=True))
    widths = {len(line.split()) for line, given in pairs if line == given}
    return [
        line
        for line, given in pairs
        if line == given or len(line.split()) in widths or re.search(r"[,;\t]", line)
    ]


def split_text(text: str, comma: str = "auto", *, columns: int | None = None) -> Cells:
    """The cells of a text. `comma` decides how a comma is read; `columns` what would fit.

    Raises Refused for a print that was shortened, and for arrays of too many axes.
    """
    text = without_prompts(plain_characters(text))
    for notation in (from_json, from_matlab, from_latex, from_prints):
        rows = notation(text)
        if rows is not None:
            return Cells(rows)
    lines = [line for line in text.split("\n") if line.strip(" \t;,|")]
    if any(line.strip() in DOTS or any(f" {dots} " in line for dots in DOTS) for line in lines):
        raise Refused("own_shortened")
    lines = [line for line in lines if not FOOTER.match(line) and not is_drawn(line)]
    lines = without_comments(lines)
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
    text = re.sub(rf"[{NO_BREAK}]", " ", text).translate(BOXES)
    text = re.sub(r"(?<=\d)_(?=\d{3}(?!\d))", "", text)
    text = re.sub(r"(?:(?<=\d[-/.]\d\d)|(?<=[-/.]\d{4})) +(?=\d{1,2}:\d\d)", "T", text)
    return re.sub(rf"(?<=\d) (?=%|{UNIT}(?!\w))|(?<=[€$£¥]) (?=\d)", "", text)


# what pandas prints below a table
FOOTER = re.compile(
    r"\s*\[\d+ rows x \d+ columns\]"
    r"|\s*(?:Freq: \S+, )?(?:Name: .*, )?(?:Length: \d+, )?dtype: \w+"
)


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


def is_drawn(line: str) -> bool:
    """Whether this is a line between the rows of a table that is drawn with signs."""
    return ("---" in line or "===" in line) and not line.strip(" \t+|=-")


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
# 1,200.5 and 1,200,000, and a loss as accountants write it: (1,200)
GROUPS = re.compile(r"\d,\d{3}[.,]\d|^\s*\([^()]*\)\s*$", re.M)


def by_comma(lines: Sequence[str], comma: str, columns: int | None) -> Cells:
    """Lines with commas and spaces alone.

    A lone comma in every row is a decimal mark, unless two columns are what fits; so is a comma
    inside of what spaces separate. Else commas separate, and spaces where there are none.
    """
    if any('"' in line for line in lines):
        return by_decimal(read_csv(lines, ","), "decimal")
    counted = [line for line in lines if re.search(r"\d", line)]
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
    return any(" " in line.strip() for line in lines) and (
        several or any(re.search(r" 0\d\d", line) for line in lines)
    )


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
