"""Files and texts of other libraries <-> cells."""

from lstm_core.exchange.link import decode, encode
from lstm_core.exchange.reading import CellFile, read_file, read_text
from lstm_core.exchange.refusal import Refused
from lstm_core.exchange.writing import to_arrays, to_bytes, to_code

__all__ = [
    "CellFile",
    "Refused",
    "decode",
    "encode",
    "read_file",
    "read_text",
    "to_arrays",
    "to_bytes",
    "to_code",
]
