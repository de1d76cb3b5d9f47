"""A file that holds a sequence -> the text of it, as somebody would have pasted it."""

import re

import numpy as np
from numpy.typing import NDArray

from lstm_core.exchange.reading import NPY, ZIP
from lstm_core.exchange.refusal import Refused
from lstm_core.exchange.tensors import read_npy, read_npz

MOST_BYTES = 1 << 20  # of the file, and of the array in it
BYTE_ORDERS = (b"\xff\xfe", b"\xfe\xff")  # with which UTF-16 begins
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


def sequence_text(data: bytes) -> str:
    """The text of a .csv, .tsv, .txt or .json, or the numbers of an .npy or .npz as text.

    The content decides. Of several arrays it is x, else the first of numbers. Raises Refused for a
    file that is empty, too large, damaged or holds neither text nor numbers.
    """
    if not data.strip():
        raise Refused("exchange_empty")
    if len(data) > MOST_BYTES:
        raise Refused("exchange_too_large", megabytes=MOST_BYTES >> 20)
    try:
        if data.startswith(NPY):
            return array_text(read_npy(data))
        arrays = read_npz(data, MOST_BYTES) if data.startswith(ZIP) else None
    except Refused as refused:
        raise Refused("sequence_object") if refused.key == "exchange_object" else refused from None
    if arrays is not None:
        numeric = [name for name, array in arrays.items() if array.ndim and array.size]
        names = sorted(numeric, key=lambda name: name.lower() not in ("x", "inputs"))
        if not names:
            raise Refused("sequence_binary")
        return array_text(arrays[names[0]])
    return decoded(data)


def decoded(data: bytes) -> str:
    """Bytes as text in UTF-8, in UTF-16, or as spreadsheets save it in Western Europe."""
    encodings = ("utf-16",) if data.startswith(BYTE_ORDERS) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not CONTROL.search(text):
            return text
    raise Refused("sequence_binary")


def array_text(array: NDArray[np.generic]) -> str:
    """An array as a row per step; axes of length 1 that are too many are left out."""
    values = array.astype(np.float64)
    while values.ndim > 2 and 1 in values.shape:
        values = values.squeeze(values.shape.index(1))
    if values.ndim > 2:
        raise Refused("own_too_many_axes", shape=" × ".join(map(str, values.shape)))
    if not values.size:
        raise Refused("exchange_empty")
    rows = values[:, None] if values.ndim < 2 else values
    return "\n".join(";".join(map(repr, row)) for row in rows.tolist())
