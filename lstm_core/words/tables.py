"""The numbers behind a picture."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lstm_core.experiment.languages import FALLBACK
from lstm_core.words.indices import head, indices_in_markdown
from lstm_core.words.numbers import fixed

MOST_ROWS = 120  # of a table on the page
Cell = str | int | float


@dataclass(frozen=True)
class Table:
    """One name per column, and the rows."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def preceded_by(self, columns: Mapping[str, Cell]) -> "Table":
        """The table with a column of one value for each of these that it does not have."""
        first = {name: cell for name, cell in columns.items() if name not in self.header}
        rows = tuple((*first.values(), *row) for row in self.rows)
        return Table((*first, *self.header), rows)

    def excerpt(self, preferred: Callable[[tuple[Any, ...]], bool]) -> "Table":
        """The table itself, or where it is too long for a page its preferred rows."""
        if len(self.rows) <= MOST_ROWS:
            return self
        return Table(self.header, tuple(row for row in self.rows if preferred(row)))

    def csv(self) -> str:
        """All digits, comma-separated, a decimal point; "?" for what is hidden."""
        file = io.StringIO()
        rows = [
            ["?" if cell != cell else harmless(cell) for cell in row] for row in self.rows
        ]  # only NaN, hidden, is not itself
        header = [harmless(name) for name in self.header]
        csv.writer(file, lineterminator="\n").writerows([header, *rows])
        return file.getvalue()

    def markdown(self, digits: int = 8, lang: str = FALLBACK) -> str:
        """The table for the page, numbers to this many decimals."""

        def text(cell: Cell) -> str:
            if isinstance(cell, float):
                return fixed(cell, digits)
            return indices_in_markdown(str(cell))

        lines = [
            [head(name, lang) for name in self.header],
            ["--:"] * len(self.header),
            *([text(cell) for cell in row] for row in self.rows),
        ]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def harmless(cell: Cell) -> Cell:
    """What a spreadsheet does not take for a formula: a text that begins like one has a "'" before.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in tuple("=+-@\t\r") else cell
