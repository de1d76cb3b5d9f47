"""Symbols that a class dictates: which letters a cell's inputs stand for.

An alphabet follows from the names of the inputs: a bracket that opens, an a, a bit.
"""

import re
from collections.abc import Mapping

import numpy as np

from lstm_core.exchange.spellings import RAISED
from lstm_core.model.cell import Array

Alphabet = Mapping[str, tuple[float, ...]]  # symbol -> the inputs of its step

BITS: Alphabet = {"0": (0,), "1": (1,)}
ALPHABETS: Mapping[tuple[str, ...], Alphabet] = {
    ("open", "close"): {"(": (1, 0), ")": (0, 1), "·": (0, 0)},
    ("a", "b"): {"a": (1, 0), "b": (0, 1), "·": (0, 0)},
    ("count",): BITS,
    # a bit is stored as 1 or -1 as it comes; a dot stores nothing
    ("value", "write"): {"0": (-1, 1), "1": (1, 1), "·": (-1, 0)},
    ("value", "write", "reset", "read"): {
        "0": (-1, 1, 0, 1),
        "1": (1, 1, 0, 1),
        "·": (0, 0, 0, 1),
    },
}
SIGNS: Alphabet = {"0": (-1,), "1": (1,)}
POWER = re.compile(r"([^\s\d^])(\^\{?\d{1,2}\}?|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})")
DOTS = str.maketrans(dict.fromkeys("._-•", "·"))


def alphabet(names: tuple[str, ...], task: str, D: int) -> Alphabet:
    """The symbols of a cell with inputs of these names, empty where there are none.

    A task of values of 1 and -1 has its bits so; a cell with one input without a name takes bits.
    """
    if task in ("first", "first_end"):
        return SIGNS
    if names:
        return ALPHABETS.get(names, {})
    return BITS if D == 1 else {}


def read_symbols(text: str, letters: Alphabet) -> str:
    """The symbols that a text consists of, "" if it is anything else.

    One number of a single digit in a line is a number, not a symbol, and so are digits apart by
    spaces; other symbols may be apart. a^3b^3 is aaabbb.
    """
    text = POWER.sub(lambda power: power[1] * int(power[2].translate(RAISED).strip("^{}")), text)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    lines = [line if any(map(str.isdigit, line)) else "".join(line.split()) for line in lines]
    lines = [line.translate(DOTS).lower() for line in lines]
    numbers = all(len(line) == 1 and line.isdigit() for line in lines)
    symbols = "".join(lines)
    return symbols if symbols and not numbers and set(symbols) <= set(letters) else ""


def to_inputs(symbols: str, letters: Alphabet) -> Array:
    """X (T, D, 1) of these symbols."""
    return np.array([letters[symbol] for symbol in symbols], dtype=float)[:, :, None]


def to_symbols(X: Array, letters: Alphabet) -> str:
    """The symbols of inputs X (T, D, 1), "" if a step is none."""
    steps = {inputs: symbol for symbol, inputs in letters.items()}
    found = [steps.get(tuple(step), "") for step in X[:, :, 0].tolist()]
    return "".join(found) if all(found) else ""
