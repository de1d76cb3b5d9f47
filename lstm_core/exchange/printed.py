"""Arrays as they are printed: by NumPy, PyTorch, Keras, JSON and Python lists.

One scanner reads brackets and numbers, commas or not; nothing is evaluated.
"""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.exchange.refusal import Refused

DEEPEST = 6
MOST_FAILED = 50_000  # brackets that open no array: who has typed more of them has typed none
TOKEN = re.compile(
    r"(?P<open>\[)|(?P<close>\])|(?P<number>[-+−]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)"
    r"|(?P<word>[-+]?(?:nan|inf(?:inity)?)\b)|(?P<gap>[\s,]+)|(?P<dots>\.\.\.|…)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Literal:
    """One bracketed array and where it stands in the text: [start, end)."""

    array: NDArray[Any]
    start: int
    end: int


def literals(text: str) -> list[Literal]:
    """Every outermost [...] of numbers, in the order of the text.

    Raises Refused where a print was shortened by `...` or is broken off. Brackets that hold
    anything but numbers are no array: what is inside them is looked at in turn.
    """
    found: list[Literal] = []
    position, failed = text.find("["), 0
    while position >= 0 and failed < MOST_FAILED:
        array, end = scan(text, position)
        if array is None:
            end, failed = position + 1, failed + 1
        else:
            found.append(Literal(array, position, end))
        position = text.find("[", end)
    return found


def text_around(text: str, found: list[Literal]) -> str:
    """What a text holds beside these arrays."""
    ends = [0, *(literal.end for literal in found)]
    starts = [*(literal.start for literal in found), len(text)]
    return "".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def scan(text: str, start: int) -> tuple[NDArray[Any] | None, int]:
    """The array that opens at `start` and where it ends; None if it is not one of numbers."""
    stack: list[list[Any]] = []
    before: str | None = None
    for match in TOKEN.finditer(text, start):
        kind, token = match.lastgroup, match.group()
        if kind == before == "number":  # a date, or a difference: 2024-01-31
            break
        before = kind
        if kind == "open":
            if len(stack) == DEEPEST:
                break
            stack.append([])
        elif kind == "close":
            done = stack.pop()
            if not stack:
                return regular(done), match.end()
            stack[-1].append(done)
        elif kind in ("number", "word"):
            stack[-1].append(float(token.replace("−", "-")))
        elif kind == "dots":
            raise Refused("exchange_shortened")
        elif kind == "other":
            break
    return None, start


def regular(nested: list[Any]) -> NDArray[Any] | None:
    """Nested lists as an array, None if their rows differ in length."""
    try:
        array = np.array(nested, dtype=np.float64)
    except (ValueError, TypeError):
        return None
    return array if array.size else None


NAME = re.compile(r"""['"]?(?P<name>[A-Za-z_][\w.:/-]*)['"]?\s*[:,=]\s*(?:[\w.]+\()?\s*$""")


# Keras 3 and TensorFlow: <Variable path=lstm/kernel, shape=..., value=[[...]]>,
# <tf.Variable 'lstm/kernel:0' shape=... numpy=array([[...]], ...)>
VARIABLE = re.compile(
    r"<(?:tf\.|Keras)?Variable (?P<head>[^<>\[\]]{1,400}?)(?:value|numpy)=(?:array\()?(?=\s*\[)"
)
PATH = re.compile(r"path=(?P<path>[\w./-]+)|'(?P<name>[\w./:-]+)'")


def named_first(variable: re.Match[str]) -> str:
    """The name of a printed variable where that of an array is looked for, right before it."""
    found = PATH.search(variable["head"])
    return f" {found['path'] or found['name']} = " if found else " "


def named_arrays(text: str) -> tuple[dict[str, NDArray[Any]], list[NDArray[Any]]]:
    """Arrays with a name before them ('weight_ih_l0', tensor([...]), and those without.

    The name is the word (quoted or not) before a colon, comma or equals sign before the array.
    """
    text = VARIABLE.sub(named_first, text.replace("Parameter containing:", ""))
    named: dict[str, NDArray[Any]] = {}
    nameless: list[NDArray[Any]] = []
    before = 0
    for literal in literals(text):
        name = NAME.search(text[before : literal.start][-200:])
        if name and name["name"] not in ("array", "tensor", "dtype"):
            named[name["name"]] = literal.array
        else:
            nameless.append(literal.array)
        before = literal.end
    return named, nameless
