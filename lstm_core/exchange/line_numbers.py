"""Which line of a text each row of its table stands in, as a person counts the lines."""

import re
from collections.abc import Sequence

BLANK = re.compile(r"[ \t;,|]*[;,|\t][ \t;,|]*")  # a row without anything in its cells


def line_numbers(rows: Sequence[Sequence[str]], lines: Sequence[str]) -> tuple[int, ...]:
    """The line of each row, from 1: the next one that holds its cells in their order.

    Empty where there is none for a row: what a row says is in several lines, or spelled otherwise.
    """
    found: list[int] = []
    place = 0
    for row in rows:
        while place < len(lines) and not holds(lines[place], row):
            place += 1
        place += 1
        found.append(place)
        if place > len(lines):
            return ()
    return tuple(found)


def holds(line: str, cells: Sequence[str]) -> bool:
    """Whether a line holds these cells in their order."""
    place = 0
    for cell in cells:
        place = line.find(cell, place)
        if place < 0:
            return False
        place += len(cell)
    return True


def blank_rows(numbers: Sequence[int], lines: Sequence[str]) -> int:
    """How many rows between the first and the last of these lines have nothing in their cells."""
    inside = lines[numbers[0] : numbers[-1]] if numbers else ()
    return sum(BLANK.fullmatch(line) is not None for line in inside)
