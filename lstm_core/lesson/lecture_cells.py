"""Cells of one's own that no link can hold, in the file of a lecture: a line each.

A scene's link calls such a cell by its name; the lecture holds it, so that the link works.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from lstm_core.exchange.link import decode, encode
from lstm_core.exchange.refusal import Refused
from lstm_core.experiment.fields import Complaint
from lstm_core.experiment.own_cells import CELLS, KEPT, NAME, NAMED, OwnCell, own_cell
from lstm_core.lesson.lecture import MOST_BYTES, Lecture

TABLE = "cells"
MOST_CELLS = (1 << 20) - MOST_BYTES  # of all of them: a browser sends no larger file
LINE = re.compile(rf'^"?([0-9a-f]{{{NAME}}})"?[ \t]*=[ \t]*"([\w-]+)"[ \t]*$', re.MULTILINE)


def take_cells(text: str) -> tuple[str, tuple[OwnCell, ...], list[Complaint]]:
    """The text with an empty line for each cell, the cells, and what to say of those that fail."""
    cells, complaints = list[OwnCell](), list[Complaint]()
    for found in LINE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        try:
            cell = opened(found[2])
        except Refused:
            complaints.append(("lecture_cell", {"line": line}))
            continue
        if cell.spelling == KEPT + found[1]:
            cells.append(cell)
        else:
            complaints.append(("lecture_cell", {"line": line}))
    return without_cells(text), tuple(cells), complaints


def opened(text: str) -> OwnCell:
    """The cell that `encode` has made this text of; raises Refused for any other."""
    params, beside = decode(text)
    return own_cell(params, beside=beside)


def without_cells(text: str) -> str:
    """The text with an empty line for each cell."""
    return LINE.sub("", text)


def cells_called(links: Iterable[str]) -> tuple[OwnCell, ...]:
    """The cells that these links call by their names, of those that somebody holds."""
    names = dict.fromkeys(KEPT + found[-NAME:] for link in links for found in NAMED.findall(link))
    return tuple(CELLS[name] for name in names if name in CELLS)


def with_cells(lecture: Lecture) -> Lecture:
    """The lecture, holding the cells that its links call by their names."""
    return replace(lecture, cells=cells_called(lecture.links))


def cells_in_toml(cells: Iterable[OwnCell]) -> list[str]:
    """The lines of TOML from which take_cells() makes the same cells again."""
    lines = [
        f'"{cell.spelling.removeprefix(KEPT)}" = "{encode(cell.params, cell.beside)}"'
        for cell in cells
    ]
    return ["", f"[{TABLE}]", *lines] if lines else []
