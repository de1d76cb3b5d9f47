"""Lines of cells that spaces separate, as pandas, R and people write them -> rows of cells."""

import re
from collections.abc import Sequence

from lstm_core.exchange.notations import Rows
from lstm_core.exchange.numerals import number


def by_spaces(lines: Sequence[str]) -> Rows:
    """Cells apart by spaces: by two where that makes columns of what has spaces inside."""
    found = align([line.split() for line in lines])
    if len({len(row) for row in found}) > 1:
        wide = align([re.split(r"\s{2,}", line.strip()) for line in lines])
        found = wide if len({len(row) for row in wide}) == 1 < len(wide[0]) else found
    return found


def align(rows: Rows) -> Rows:
    """Pandas prints no name above its row labels, or in a line of its own: it is put there.

    Of labels in several columns those that are as above are not printed again.
    """
    if len(rows) < 2 or any(map(is_number, rows[0])):
        return rows
    width, names = len(rows[0]), [""]
    body = rows[1:]
    if len(rows) > 2 and not any(map(is_number, rows[1])):
        names, body = rows[1], rows[2:]
    if max(map(len, body)) != width + len(names) or min(map(len, body)) <= width:
        return rows
    before = [""] * len(names)
    found = [[*names, *rows[0]]]
    for row in body:
        found.append([*before[: width + len(names) - len(row)], *row])
        before = found[-1][: len(names)]
    return found


def is_number(cell: str) -> bool:
    """Whether a cell spells a number with a decimal point."""
    return number(cell) is not None
