"""A sequence that a page has opened from a file: short ones are the text, of longer ones a part."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lstm_core.browser import Kept
from lstm_core.exchange.columns import DATES, WORDS, Column, Table, to_table
from lstm_core.exchange.refusal import Refused
from lstm_core.exchange.sequence_file import sequence_text
from lstm_core.exchange.texts import MOST_ROWS, split_text
from lstm_core.experiment.fields import Complaint
from lstm_core.experiment.inputs import MOST_INPUTS, MOST_STEPS, keep_table
from lstm_core.experiment.own_cells import KEPT
from lstm_core.experiment.settings import KINDS, UNREAD, Settings

MOST_KEPT = 900_000  # characters: a page is told no more than a megabyte at once


@dataclass
class OpenedSequence:
    """What one page holds of a file that is too long for a link, and the part that it shows."""

    table: Table | None = None
    places: tuple[int, ...] = ()  # of the columns that are shown, from 1
    first: int = 1  # the first row that is shown, from 1
    text: str = ""  # the part as it stands in the link
    whole: str = ""  # all of it, as it is spelled where a part is not enough
    source: str = ""  # the text of the file
    refused: tuple[Complaint, ...] = ()  # of what was opened last: what was wrong
    looked_for: str = ""  # what the browser was asked for last

    @property
    def last_first(self) -> int:
        """The last row that a window can begin with."""
        return max(1, (self.table.rows if self.table else 1) - MOST_STEPS + 1)

    def shows(self, settings: Settings) -> bool:
        """Whether the sequence of these settings is this file, or the part of it that is shown."""
        return self.table is not None and settings.inputs in (self.text, self.whole)

    def open(
        self, data: bytes, *, whole: bool = False
    ) -> tuple[dict[str, Any], tuple[Complaint, ...]]:
        """Open a file or a text; the settings to change, or the one sentence why not.

        `whole` has all of it used even where no link can hold that.
        """
        kind: Any = KINDS["inputs"]
        try:
            text = sequence_text(data)
            table = read(text) if len(text) > kind.longest else None
        except Refused as refused:
            return {}, ((refused.key, refused.values),)
        if table is None or not table.inputs:
            self.table, self.whole = None, ""
            used, complaint = kind.parse("inputs", text, "")
            return {"inputs": used, **UNREAD}, (complaint,) if complaint else ()
        self.table, self.whole, self.source = table, keep_table(table), text
        places = [column.place for column in table.inputs[:MOST_INPUTS]]
        complaints: tuple[Complaint, ...] = ()
        if text.count("\n") > MOST_ROWS and table.rows >= MOST_ROWS - 1:
            complaints = (("sequence_rows", {"rows": table.rows}),)
        shown = self.show(1, places)
        return shown | {"inputs": self.whole} if whole else shown, complaints

    def kept(self, settings: Settings) -> Kept | None:
        """What the browser is to do with the file; None where there is nothing to do.

        It is needed where all of it is used, which no link holds.
        """
        if self.whole and settings.inputs == self.whole and len(self.source) <= MOST_KEPT:
            return Kept(kind="sequence", name=self.whole, wish="keep", text=self.source)
        missed = settings.inputs.startswith(KEPT) and settings.inputs != self.whole
        if not missed or settings.inputs == self.looked_for:
            return None
        return Kept(kind="sequence", name=settings.inputs, wish="find", text="")

    def find(self, settings: Settings, text: object) -> None:
        """Open the file that the browser had kept of these settings; "" is none."""
        self.looked_for = settings.inputs
        other = OpenedSequence()
        other.open(str(text).encode("utf-8", "replace"), whole=True)
        if other.whole == settings.inputs:
            vars(self).update(vars(other))

    def show(self, first: int, places: Sequence[int]) -> dict[str, Any]:
        """Show another part of the file; the settings to change."""
        if self.table is None:
            return {}
        numeric = {column.place for column in self.table.inputs}
        chosen = tuple(sorted(numeric.intersection(places)))[:MOST_INPUTS]
        self.places = chosen or self.places
        self.first = max(1, min(first, self.last_first))
        self.text = excerpt(self.table, self.places, self.first)
        return {"inputs": self.text, **UNREAD}


def read(text: str) -> Table:
    """The columns of a text; one long row is read as steps."""
    cells = split_text(text)
    if len(cells.rows) == 1:
        cells = split_text("\n".join(cells.rows[0]))
    return to_table(cells)


def excerpt(table: Table, places: Sequence[int], first: int) -> str:
    """The rows from `first` on of these columns and of what names the rows, as a link holds them.

    As many rows as fit, with fewer digits where all do not, and at most MOST_STEPS.
    """
    kind: Any = KINDS["inputs"]
    for digits in (15, 9, 6):
        text = "\n".join(rows(table, places, first, digits))
        if len(text) <= kind.longest:
            return text
    return text[: kind.longest].rpartition("\n")[0]


def rows(table: Table, places: Sequence[int], first: int, digits: int) -> list[str]:
    """The lines of an excerpt, its numbers with so many digits."""
    naming = [column for kind in (DATES, WORDS) for column in table.columns if column.kind == kind]
    columns = [column for column in table.columns if column.place in places]
    lines = [line([plain(column.name) for column in (*naming[:1], *columns)])]
    lines = lines if any(column.name for column in columns) else []
    for row in range(first - 1, min(table.rows, first - 1 + MOST_STEPS)):
        cells = [plain(column.texts[row]) for column in naming[:1]]
        lines.append(line([*cells, *(spelled(column, row, digits) for column in columns)]))
    return lines


def line(cells: Sequence[str]) -> str:
    """One line of a table that semicolons separate."""
    written = io.StringIO()
    csv.writer(written, delimiter=";", lineterminator="").writerow(cells)
    return written.getvalue()


def spelled(column: Column, row: int, digits: int) -> str:
    """The number in a row, or nothing where none is."""
    value = column.numbers[row]
    return "" if value is None else f"{value:.{digits}g}"


def plain(text: str) -> str:
    """A name in one line, short."""
    return " ".join(text.replace('"', "'").split())[:40]
