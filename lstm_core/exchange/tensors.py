"""Files that hold named arrays: .npz, .npy and .safetensors. Nothing is ever unpickled.

Every size is known and bounded before memory is asked for, so that a small file cannot grow.
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np
import safetensors
from numpy.lib import format as npy
from numpy.typing import NDArray

from lstm_core.exchange.refusal import Refused

MOST_BYTES = 64 << 20  # of all arrays of one file, as they stand in memory
MOST_ARRAYS = 4_000
MOST_TOLD, LONGEST_TOLD = 6, 120  # fields of an array, and signs, that are told
Arrays = dict[str, NDArray[Any]]

# what zipfile raises for archives that are damaged, encrypted or packed in an unknown way
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError,
    OverflowError, struct.error, MemoryError,
)  # fmt: skip
DTYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2"}


def read_npz(data: bytes, most: int = MOST_BYTES) -> Arrays:
    """The arrays of an .npz by name, without those that hold no numbers.

    Raises Refused for an archive that cannot be read, is too large, or needs unpickling.
    """
    arrays: Arrays = {}
    for name, member in members(data, most):
        if name.endswith(".npy"):
            try:
                array = read_npy(member)
            except NoNumbers:
                array = np.empty(0)
            arrays[name.removesuffix(".npy")] = array
    return arrays


def members(data: bytes, most: int = MOST_BYTES) -> Iterator[tuple[str, bytes]]:
    """The files of a zip archive by name, in its order, of `most` bytes together."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            total = sum(entry.file_size for entry in entries)
            if total > most or len(entries) > MOST_ARRAYS:
                raise Refused("exchange_too_large", megabytes=most >> 20)
            for entry in entries:
                with archive.open(entry) as member:  # a size that lies is cut, and found below
                    yield entry.filename, member.read(entry.file_size)
    except BROKEN as error:
        raise Refused("exchange_unreadable", kind="zip") from error


class NoNumbers(Refused):
    """An array that is whole, and holds something else than real numbers."""


OTHER_KINDS = {
    "U": "array_text",
    "S": "array_text",
    "M": "array_dates",
    "m": "array_dates",
    "c": "own_complex",
}


def no_numbers(dtype: np.dtype[Any]) -> NoNumbers:
    """What an array of this type holds instead of real numbers."""
    if dtype.names:
        return NoNumbers("array_records", names=", ".join(dtype.names[:MOST_TOLD])[:LONGEST_TOLD])
    return NoNumbers(OTHER_KINDS.get(dtype.kind, "sequence_binary"))


def read_npy(data: bytes) -> NDArray[Any]:
    """The array of an .npy; Refused if it is broken, holds objects, or no numbers (NoNumbers)."""
    stream = io.BytesIO(data)
    try:
        version = npy.read_magic(stream)
        header = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}[version]
        shape, fortran, dtype = header(stream)
    except (ValueError, KeyError, EOFError, TypeError, SyntaxError, RecursionError) as error:
        raise Refused("exchange_unreadable", kind="npy") from error
    if dtype.hasobject:
        raise Refused("exchange_object")
    if dtype.kind not in "fiub":
        raise no_numbers(dtype)
    rest = data[stream.tell() :]
    count = 1
    for size in shape:
        count *= size
    if count < 0 or count * dtype.itemsize != len(rest):
        raise Refused("exchange_unreadable", kind="npy")
    flat = np.frombuffer(rest, dtype)
    return flat.reshape(shape[::-1]).T if fortran else flat.reshape(shape)


def read_safetensors(data: bytes) -> Arrays:
    """The floating-point arrays of a .safetensors by name, bfloat16 included."""
    try:
        found = safetensors.deserialize(data)  # type: ignore[no-untyped-call]
    except (safetensors.SafetensorError, ValueError, OverflowError) as error:
        raise Refused("exchange_unreadable", kind="safetensors") from error
    arrays: Arrays = {}
    for name, tensor in found:
        raw, shape = bytes(tensor["data"]), tensor["shape"]
        if tensor["dtype"] == "BF16":  # the upper half of a float32
            upper = np.frombuffer(raw, "<u2").astype("<u4") << 16
            arrays[name] = upper.view("<f4").reshape(shape)
        elif tensor["dtype"] in DTYPES:
            arrays[name] = np.frombuffer(raw, DTYPES[tensor["dtype"]]).reshape(shape)
    return arrays
