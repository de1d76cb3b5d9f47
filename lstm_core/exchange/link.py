"""A cell as text that fits a link: exact, compressed, and the same cell read back."""

import base64
import binascii
import zlib
from dataclasses import fields
from typing import Any

import numpy as np

from lstm_core.exchange.beside import MOST_ANSWERS, Beside, find_beside, shapes
from lstm_core.exchange.layouts import LARGEST
from lstm_core.exchange.refusal import Refused
from lstm_core.model.cell import Array, Params

LONGEST = 6_000  # characters: beyond that some servers and messengers cut a link
NOTHING = Beside()
BITS = {"h_0": 16, "C_0": 32, "V": 64, "c": 64}  # in the byte of the width: what is there beside
READS = BITS["V"]  # with how many answers, in a byte of its own
WIDTHS: dict[int, np.dtype[Any]] = {4: np.dtype("<f4"), 8: np.dtype("<f8")}


def encode(params: Params, beside: Beside = NOTHING) -> str:
    """The text of a cell; longer than LONGEST where it does not fit a link.

    Numbers that are float32, as most files' are, take four bytes, others eight.
    """
    leaves = [getattr(params, leaf.name) for leaf in fields(params)]
    values = np.concatenate([leaf.ravel() for leaf in (*leaves, *beside.arrays.values())])
    with np.errstate(over="ignore"):
        width = 4 if (values.astype(np.float32) == values).all() else 8
    # the same byte of all numbers side by side: signs and exponents are alike, and shrink
    planes = values.astype(WIDTHS[width]).view(np.uint8).reshape(-1, width).T.tobytes()
    there = sum({BITS[name] for name in beside.arrays})
    head = [params.H, params.D, width + there]
    head += [len(beside.arrays["V"])] if there & READS else []
    return base64.urlsafe_b64encode(bytes(head) + zlib.compress(planes, 9)).decode().rstrip("=")


def decode(text: str) -> tuple[Params, Beside]:
    """The cell of a text made by `encode`; raises Refused for any other."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        (H, D, kind), rest = raw[:3], raw[3:]
        K, rest = (rest[0], rest[1:]) if kind & READS else (0, rest)
        if not (0 < H <= LARGEST and 0 < D <= LARGEST and K <= MOST_ANSWERS):
            raise ValueError
        parts = {name: shapes(H, K)[name] for name, bit in BITS.items() if kind & bit}
        width = kind - sum({BITS[name] for name in parts})
        sizes = [4 * H * (H + D), 4 * H, *(rows * columns for rows, columns in parts.values())]
        numbers = unpacked(rest, sum(sizes), WIDTHS[width])
    except (ValueError, KeyError, IndexError, binascii.Error, zlib.error) as error:
        raise Refused("exchange_broken_link") from error
    if not np.isfinite(numbers).all():
        raise Refused("exchange_not_finite")
    weights, biases, *others = np.split(numbers, np.cumsum(sizes)[:-1])
    params = Params(*weights.reshape(4, H, H + D), *biases.reshape(4, H, 1))
    found = {
        name: array.reshape(shape)
        for (name, shape), array in zip(parts.items(), others, strict=True)
    }
    return params, find_beside(found, H)


def unpacked(packed: bytes, size: int, dtype: np.dtype[Any]) -> Array:
    """The numbers in these bytes; ValueError where they are not so many."""
    width, engine = dtype.itemsize, zlib.decompressobj()
    planes = engine.decompress(packed, size * width + 1)
    if not engine.eof:  # cut short, or more than the cell needs
        raise ValueError
    values = np.frombuffer(planes, np.uint8).reshape(width, size).T.copy().view(dtype)
    return values.ravel().astype(np.float64)
