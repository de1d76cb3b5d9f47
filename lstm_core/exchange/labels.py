"""Words before the numbers of a line -> one cell, however many words they are."""

import re
from collections.abc import Sequence

from lstm_core.exchange.notations import Rows
from lstm_core.exchange.numerals import COMMA, POINT, is_missing, number

BULLET = re.compile(r"\s*[-•*‣] (?=\s*[-+.\d])")
ORDINAL = re.compile(r"\s*(\d{1,3})[.)] +(?=[-+.\d])")
DECIMAL = re.compile(r"[-+]?\d*,\d+\s*")
ASSIGNED = re.compile(r"\s*([^\W\d][^:=;\t|]{0,40}?)\s*(?:<-|[:=])\s*(?=[-+]?[.\d])([^:=]*)")
YEAR_BEHIND = re.compile(r"\S+(?: \S+)? (?:19|20)\d\d")
BEHIND = " :=,;-"  # what stands between a label and its number


def without_bullets(lines: list[str]) -> list[str]:
    """The lines of a list without what stands before each: a bullet, or 1. 2. 3. or 1) 2) 3).

    Points count the lines only where the numbers have decimal commas: 1. may be a number.
    """
    if len(lines) > 1 and all(map(BULLET.match, lines)):
        return [BULLET.sub("", line, count=1) for line in lines]
    counts = [ORDINAL.match(line) for line in lines]
    places = [int(count[1]) for count in counts if count]
    if places != list(range(1, len(lines) + 1)):
        return lines
    rests = [ORDINAL.sub("", line, count=1) for line in lines]
    if len(lines) == 1 and not DECIMAL.fullmatch(rests[0]):
        return lines
    pairs = zip(lines, rests, strict=True)
    closed = all(")" in line[: len(line) - len(rest)] for line, rest in pairs)
    return rests if closed or any("," in rest for rest in rests) else lines


def split_labels(lines: Sequence[str]) -> tuple[list[str], list[str], list[str]] | None:
    """The names above, the label of each line and the rest of it; None where words do not lead.

    The names are empty without a header, else one for the labels and one for each number. Of
    lines with a label of one word, and without commas, nothing need be told apart.
    """
    rows = [line.split() for line in lines]
    headed = len(rows) > 1 and not numbers_behind(rows[0])
    body = rows[1:] if headed else rows
    behind = [numbers_behind(row) for row in body]
    if not body or any(not 0 < k < len(row) for k, row in zip(behind, body, strict=True)):
        return None
    width = min(behind)
    while width > 1 and all(YEAR_BEHIND.fullmatch(" ".join(row[: 1 - width])) for row in body):
        width -= 1
    names = names_above(lines[0], width) if headed else []
    if headed != bool(names) or (max(behind) > width and not headed):
        return None
    if not any("," in line for line in lines) and all(len(row) == width + 1 for row in body):
        return None
    labels = [" ".join(row[:-width]).rstrip(BEHIND) for row in body]
    if any(re.search(r"\d,\S", label) for label in labels):  # cells that commas separate
        return None
    return names, labels, [" ".join(row[-width:]) for row in body]


def names_above(line: str, width: int) -> list[str]:
    """The names in a header over labels and `width` numbers; none where it has not as many."""
    for names in (line.split(), re.split(r"\s{2,}", line.strip())):
        if len(names) == width:
            return ["", *names]
        if len(names) == width + 1:
            return names
    return []


def numbers_behind(row: Sequence[str]) -> int:
    """How many numbers, or marks of missing ones, end a row of words."""
    for k, word in enumerate(reversed(row)):
        if not is_numeric(word):
            return k
    return len(row)


def is_numeric(word: str) -> bool:
    """Whether a word is a number with either decimal mark, or says that there is none."""
    bare = word.rstrip(",;")
    if not any(map(str.isdigit, bare)):
        return is_missing(bare) and bare != "-" and bool(bare)
    return number(bare, POINT) is not None or number(bare, COMMA) is not None


def with_labels(names: list[str], labels: list[str], rests: Rows) -> Rows | None:
    """Rows with their labels before them, the names above; None where the rows do not fit."""
    if len(rests) != len(labels) or (names and {len(row) + 1 for row in rests} != {len(names)}):
        return None
    rows = [[label, *row] for label, row in zip(labels, rests, strict=True)]
    return [names, *rows] if names else rows
