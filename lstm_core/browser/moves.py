"""What the player sends: its moves, in order, each with a number."""

from collections.abc import Mapping
from typing import Any

from lstm_core.browser.header import CHOSEN

# how the drawing is read
READ = ("flow", "unrolled", "names")
# what controls in a line beside the picture set
LINES = ("chart", "curves", "forget_bias", "end")
# What the player may change.
FOLLOWED = (
    "t",
    "unit",
    "stage",
    "grain",
    "stops",
    "hide",
    "seed",
    *CHOSEN,
    "controls",
    *READ,
    *LINES,
)
# What the controls of a cell may change.
SET = ("scenario", "input_source", "input_size", "hidden_size", "steps", "example")
MOST_MOVES = 100  # taken over at once


def new_moves(sent: Any, ack: int) -> list[tuple[int, dict[str, Any]]]:
    """The moves with a number above `ack`: each a beat, or fields and what they became.

    They are all that the player has sent, or in it. A browser may send anything; what is no move
    is left out.
    """
    sent = sent.get("moves") if isinstance(sent, Mapping) else sent
    pairs = sent[-MOST_MOVES:] if isinstance(sent, list) else []
    new = [
        (pair[0], pair[1])
        for pair in pairs
        if isinstance(pair, list)
        and len(pair) == 2
        and isinstance(pair[0], int)
        and pair[0] > ack
        and isinstance(pair[1], dict)
    ]
    return [(n, move_of(change)) for n, change in sorted(new, key=lambda pair: pair[0])]


def move_of(change: dict[str, Any]) -> dict[str, Any]:
    """A beat or another number by itself, or the fields that may be changed, as in links."""
    for name in ("beat", "training", "narrow", "scene"):
        if isinstance(change.get(name), int):
            return {name: change[name]}
    return {name: str(change[name]) for name in (*FOLLOWED, *SET) if name in change}
