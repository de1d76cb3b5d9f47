"""A cell of one's own that a page has opened: its file, and which of its layers is shown."""

from dataclasses import dataclass
from typing import Any

from lstm_core.exchange.reading import CellFile, Proof, read_file
from lstm_core.exchange.refusal import Refused
from lstm_core.experiment.fields import Complaint, Text
from lstm_core.experiment.own_cells import OwnCell, own_cell
from lstm_core.experiment.settings import KINDS, UNREAD

MOST_BYTES = 4 << 20  # of the arrays in a file: what a page may hold
PLAIN = {"edits": "", "variant": "none", "forget_bias": 0, "versus": "", "t": 1, "unit": 1}


@dataclass
class OpenedCell:
    """What one page holds of a cell of one's own; as long as it does, links to it work."""

    file: CellFile | None = None
    layer: int = 0  # of the file, counted from 0
    cell: OwnCell | None = None

    def open(self, data: bytes, name: str) -> tuple[dict[str, Any], tuple[Complaint, ...]]:
        """Open a file or a text; the settings to change, or the one sentence why not."""
        try:
            file = read_file(data, name, MOST_BYTES)
            return self.choose(0, file), ()
        except Refused as refused:
            return {}, ((refused.key, refused.values),)

    def choose(self, layer: int, file: CellFile | None = None) -> dict[str, Any]:
        """Show one layer of the file; the settings to change. Raises Refused, and is as it was."""
        file = file or self.file
        if file is None or not 0 <= layer < len(file.layers):
            return {}
        params = file.params(layer)
        proof = file.proof if fits(file.proof, params.D, params.H) else None
        self.cell = own_cell(params, file.layers[layer].layout.library, proof)
        self.file, self.layer = file, layer
        inputs = {"inputs": spelled(proof) if proof else "", **UNREAD}
        return {"scenario": "own", "weights": self.cell.spelling, **inputs, **PLAIN}


def fits(proof: Proof | None, D: int, H: int) -> bool:
    """Whether these answers can be those of a cell of this size."""
    return proof is not None and (proof.x.shape[1], proof.h.shape[1]) == (D, H)


def spelled(proof: Proof) -> str:
    """The inputs of the answers as a sequence of one's own, "" where they are too long for that."""
    kind = KINDS["inputs"]
    text = "\n".join(";".join(map(repr, row)) for row in proof.x.tolist())
    return text if isinstance(kind, Text) and len(text) <= kind.longest else ""
