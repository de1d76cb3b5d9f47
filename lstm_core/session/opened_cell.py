"""A cell of one's own that a page has opened: its file, and which of its layers is shown."""

import hashlib
from base64 import b64decode, b64encode
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from lstm_core.browser import Kept
from lstm_core.exchange.reading import CellFile, read_file
from lstm_core.exchange.refusal import Refused
from lstm_core.experiment.fields import Complaint
from lstm_core.experiment.inputs import MOST_STEPS
from lstm_core.experiment.own_cells import CELLS, KEPT, OwnCell, own_cell
from lstm_core.experiment.settings import KINDS, UNREAD, Settings
from lstm_core.model.cell import Array

MOST_BYTES = 4 << 20  # of the arrays in a file: what a page may hold
MOST_KEPT = 900_000  # characters: a page is told no more than a megabyte at once
PLAIN = {"edits": "", "variant": "none", "forget_bias": 0, "versus": "", "t": 1, "unit": 1}


@dataclass
class OpenedCell:
    """What one page holds of a cell of one's own; as long as it does, links to it work.

    The browser keeps the file as long as its tab is open, and gives it back to a page that has not.
    """

    file: CellFile | None = None
    layer: int = 0  # of the file, counted from 0
    cell: OwnCell | None = None
    data: bytes = b""  # of the file
    name: str = ""  # of the file, as its owner calls it; "" for a text
    refused: tuple[Complaint, ...] = ()  # of what was opened last: why it was not
    looked_for: str = ""  # the cell that the browser was asked for last

    def open(
        self, data: bytes, name: str, missed: str = ""
    ) -> tuple[dict[str, Any], tuple[Complaint, ...]]:
        """Open a file or a text; the settings to change, or the one sentence why not.

        The cell that is `missed`, as the settings spell it, is shown where and as they say.
        """
        try:
            file = read_file(data, name, MOST_BYTES)
            fields = self.choose(0, file)
        except Refused as refused:
            return {}, ((refused.key, refused.values),)
        self.data, self.name = data, name
        for layer in range(len(file.layers)) if missed else ():
            with suppress(Refused):  # of one layer, where another is shown
                if self.choose(layer, file)["weights"] == missed:
                    return {"weights": missed}, ()
        return self.choose(0, file) if missed else fields, ()

    def choose(self, layer: int, file: CellFile | None = None) -> dict[str, Any]:
        """Show one layer of the file; the settings to change. Raises Refused, and is as it was."""
        file = file or self.file
        if file is None or not 0 <= layer < len(file.layers):
            return {}
        params = file.params(layer)
        given = file.inputs
        x = spelled(given) if given is not None and given.shape[1] == params.D else ""
        proof = file.proof.first(x.count("\n") + 1) if file.proof and x else None
        library = file.layers[layer].layout.library
        self.cell = own_cell(params, library, proof, file.beside)
        self.file, self.layer = file, layer
        inputs = {"inputs": x, **UNREAD}
        return {"scenario": "own", "weights": self.cell.spelling, **inputs, **PLAIN}

    def kept(self, settings: Settings) -> Kept | None:
        """What the browser is to do with the file; None where there is nothing to do."""
        if self.cell is not None:
            text = f"{self.layer} {b64encode(self.data).decode()}"
            wanted = Kept(kind="cell", name=short(self.cell.spelling), wish="keep", text=text)
            return wanted if self.data and len(text) <= MOST_KEPT else None
        if settings.scenario != "own" or settings.weights in ("", self.looked_for):
            return None
        return Kept(kind="cell", name=short(settings.weights), wish="find", text="")

    def find(self, settings: Settings, text: object) -> None:
        """Open the file that the browser had kept of the cell in these settings; "" is none."""
        self.looked_for = settings.weights
        try:
            layer, data = str(text).split(" ")
            other = OpenedCell()
            other.open(b64decode(data, validate=True), "")
            other.choose(int(layer))
        except (ValueError, Refused):
            return
        if other.cell is not None and other.cell.spelling == settings.weights:
            self.file, self.layer, self.cell = other.file, other.layer, other.cell
            self.data = other.data


def missed(settings: Settings) -> str:
    """The cell that these settings name and no open page holds, as they spell it; or ""."""
    named = settings.scenario == "own" and settings.weights.startswith(KEPT)
    return settings.weights if named and settings.weights not in CELLS else ""


def short(spelling: str) -> str:
    """A name for a cell however long it is spelled."""
    return hashlib.sha256(spelling.encode()).hexdigest()[:16]


def spelled(x: Array) -> str:
    """As many of the first rows of inputs x (T, D) as a sequence of one's own can have."""
    kind: Any = KINDS["inputs"]
    text = "\n".join(";".join(map(repr, row)) for row in x[:MOST_STEPS].tolist())
    return text if len(text) <= kind.longest else text[: kind.longest].rpartition("\n")[0]
