"""A cell as text that fits a link: exact, compressed, and the same cell read back."""

import base64
import binascii
import zlib
from dataclasses import fields
from typing import Any

import numpy as np

from lstm_core.exchange.layouts import LARGEST
from lstm_core.exchange.refusal import Refused
from lstm_core.model.cell import Params

LONGEST = 6_000  # characters: beyond that some servers and messengers cut a link
WIDTHS: dict[int, np.dtype[Any]] = {4: np.dtype("<f4"), 8: np.dtype("<f8")}


def encode(params: Params) -> str:
    """The text of a cell; longer than LONGEST where it does not fit a link.

    Numbers that are float32, as most files' are, take four bytes, others eight.
    """
    values = np.concatenate([getattr(params, leaf.name).ravel() for leaf in fields(params)])
    with np.errstate(over="ignore"):
        width = 4 if (values.astype(np.float32) == values).all() else 8
    # the same byte of all numbers side by side: signs and exponents are alike, and shrink
    planes = values.astype(WIDTHS[width]).view(np.uint8).reshape(-1, width).T.tobytes()
    head = bytes([params.H, params.D, width])
    return base64.urlsafe_b64encode(head + zlib.compress(planes, 9)).decode().rstrip("=")


def decode(text: str) -> Params:
    """The cell of a text made by `encode`; raises Refused for any other."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        H, D, width = raw[:3]
        dtype = WIDTHS[width]
        if not (0 < H <= LARGEST and 0 < D <= LARGEST):
            raise ValueError
        size = 4 * H * (H + D + 1)
        engine = zlib.decompressobj()
        planes = engine.decompress(raw[3:], size * width + 1)
        if not engine.eof:  # cut short, or more than the cell needs
            raise ValueError
        values = np.frombuffer(planes, np.uint8).reshape(width, size).T.copy().view(dtype)
    except (ValueError, KeyError, binascii.Error, zlib.error) as error:
        raise Refused("exchange_broken_link") from error
    if not np.isfinite(values).all():
        raise Refused("exchange_not_finite")
    numbers = values.ravel().astype(np.float64)
    weights, biases = np.split(numbers, [4 * H * (H + D)])
    return Params(*weights.reshape(4, H, H + D), *biases.reshape(4, H, 1))
