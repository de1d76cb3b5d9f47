"""Cells of one's own: in the link where they fit, else kept by the pages that have them open."""

import hashlib
import re
from dataclasses import dataclass, field, fields
from functools import lru_cache
from weakref import WeakValueDictionary

from lstm_core.exchange.answers import Proof
from lstm_core.exchange.beside import Beside
from lstm_core.exchange.link import LONGEST, NOTHING, decode, encode
from lstm_core.exchange.refusal import Refused
from lstm_core.model.cell import Params

KEPT, NAME = "kept:", 16  # and so many characters of a name
NAMED = re.compile(rf"kept(?::|%3A)[0-9a-f]{{{NAME}}}")  # as it stands, or in a query


@dataclass(eq=False)
class OwnCell:
    """A cell with what is beside it, and how the settings spell it. It is kept while it is held.

    `proof` is what its own library answered, where its file holds that.
    """

    params: Params
    spelling: str
    library: str = ""
    proof: Proof | None = None
    beside: Beside = field(default_factory=Beside)


CELLS: WeakValueDictionary[str, OwnCell] = WeakValueDictionary()


def own_cell(
    params: Params, library: str = "", proof: Proof | None = None, beside: Beside = NOTHING
) -> OwnCell:
    """The cell as the settings' `weights` spell it: whole, or, where that is too long, by name.

    Two cells with the same numbers have the same name.
    """
    text = encode(params, beside)
    if len(text) > LONGEST:
        leaves = [getattr(params, f.name) for f in fields(params)]
        numbers = b"".join(leaf.tobytes() for leaf in (*leaves, *beside.arrays.values()))
        text = KEPT + hashlib.sha256(numbers + bytes([params.H, params.D])).hexdigest()[:NAME]
    # one for all pages that have it open
    cell = CELLS.setdefault(text, OwnCell(params, text, beside=beside))
    if proof:
        cell.library, cell.proof = library, proof
    return cell


def spelled_cell(spelling: str) -> tuple[Params, Beside]:
    """The cell that this spells; Refused for a broken link, or a cell that no open page holds."""
    if not spelling.startswith(KEPT):
        return decoded(spelling)
    held = CELLS.get(spelling)
    if held is None:
        raise Refused("own_cell_gone")
    return held.params, held.beside


@lru_cache(maxsize=16)
def decoded(spelling: str) -> tuple[Params, Beside]:
    """The cell that a link holds."""
    return decode(spelling)
