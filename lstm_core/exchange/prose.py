"""Numbers among words -> rows of cells: in sentences, or each with its name before it."""

import re
from collections.abc import Sequence

from lstm_core.exchange.notations import Cells
from lstm_core.exchange.numerals import COMMA, POINT, decimal_mark, is_missing, number

# with whatever marks are in it: 1,200.5 as well as 0,1,2
MARKED = r"[-+]?(?:\d+(?:[.,]\d+)++|\d+\.?|\.\d+)(?:[eE][-+]?\d+)?%?"
# among words: no part of a date, a version, a range or a fraction
AMONG = re.compile(rf"(?<![\w.,/:])(?<![\d′″°]-)(?<!range\(){MARKED}(?![\w/′″°]|[.:,-]\d)")
NAMED = r"(?<![\w.])([^\W\d]\w{0,30}) ?[=:] ?"
PAIR = re.compile(rf"{NAMED}({MARKED})(?![\w/]|[.,:]\d)")
PAIRED = re.compile(rf"{NAMED}[-+.]?\d")


def is_sentence(line: str) -> bool:
    """Whether a line has words among its numbers, which in a row of a table would be gaps."""
    words = [word for word in re.findall(r"[^\W\d_]{2,}", line) if not is_missing(word)]
    return len(words) > 1 and not re.search(r"[\t;|]", line)


def among(lines: Sequence[str], comma: str) -> Cells:
    """The numbers among the words of each line that has any.

    Commas separate them without spaces where they would make no number: 1,2,3.
    """
    rows = [AMONG.findall(line) for line in lines]
    cells = [cell for row in rows for cell in row]
    listed = any("," in cell and is_none(cell) for cell in cells)
    if listed or comma == "separator":
        rows = [[part for cell in row for part in cell.split(",")] for row in rows]
        cells = [cell for row in rows for cell in row]
    mark = decimal_mark(cells)
    rows = [[cell for cell in row if number(cell, mark) is not None] for row in rows]
    said = "decimal" if mark == COMMA else "separator" if comma == "separator" else ""
    return Cells([row for row in rows if row], mark, said)


def is_none(cell: str) -> bool:
    """Whether a cell is no number with either decimal mark."""
    return number(cell, POINT) is None and number(cell, COMMA) is None


def pairs(lines: Sequence[str], comma: str) -> Cells | None:
    """The named numbers of lines that name the same ones, under their names; else None.

    A log is like this: t=0.1, x=3. Lines between them that name none are left out. Of lines with
    one number each, all named differently, the names stand beside the numbers.
    """
    found = [PAIR.findall(line) for line in lines]
    names = {tuple(name for name, _ in row) for row in found if row}
    begun = sum(len(PAIRED.findall(line)) for line in lines)
    labelled = all(len(row) == 1 for row in found) and len(names) == len(found)
    repeated = len(names) == 1 and 2 * sum(map(bool, found)) >= len(found)
    if len(found) < 2 or not (labelled or repeated):
        return None
    if begun != sum(map(len, found)):  # one of them is not read
        return None
    beside = [cell for line in lines for cell in re.split(r"[,;\t]", PAIR.sub("", line))]
    if any(number(cell) is not None for cell in beside):  # a column of a table
        return None
    cells = [value for row in found for _, value in row]
    mark = POINT if comma == "separator" else decimal_mark(cells)
    if any(number(cell, mark) is None for cell in cells):
        return None
    if labelled:
        rows = [[name, value] for row in found for name, value in row]
    else:
        rows = [list(*names), *([value for _, value in row] for row in found if row)]
    return Cells(rows, mark, "decimal" if mark == COMMA else "")
