"""Files of sequences: text in any encoding, arrays, and what is refused."""

import io
from typing import Any

import numpy as np
import pytest

from lstm_core.exchange.refusal import Refused
from lstm_core.exchange.sequence_file import MOST_BYTES, sequence_text


def saved(**arrays: Any) -> bytes:
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def npy(array: Any) -> bytes:
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encodings_that_spreadsheets_save(encoding: str) -> None:
    assert sequence_text("año;°C\n1;0,5".encode(encoding)) == "año;°C\n1;0,5"


def test_arrays_are_a_row_per_step() -> None:
    assert sequence_text(npy(np.array([0.5, 1e-20]))) == "0.5\n1e-20"
    assert sequence_text(npy(np.array([[[1, 2], [3, 4]]]))) == "1.0;2.0\n3.0;4.0"
    assert sequence_text(saved(y=np.ones(3), x=np.array([[1.5, np.nan]]))) == "1.5;nan"


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b" \n", "exchange_empty"),
        (b"1" * (MOST_BYTES + 1), "exchange_too_large"),
        (b"\x00\x01\x02\xff" * 9, "sequence_binary"),
        (b"\x89PNG\r\n\x1a\n\x00", "sequence_binary"),
        (b"\x80\x04\x95", "sequence_binary"),
        (b"PK\x03\x04 no archive", "exchange_unreadable"),
        (npy(np.array([None])), "sequence_object"),
        (b"", "exchange_empty"),
        (npy(np.array(["0.5"])), "array_text"),
        (npy(np.array(["2024-01-01"], "M8[D]")), "array_dates"),
        (npy(np.ones(3) + 1j), "own_complex"),
        (npy(np.zeros(3, [("temp", "f8"), ("hum", "f8")])), "array_records"),
        (npy(np.zeros(3, "V8")), "sequence_binary"),
        (saved(a=np.array(["x"])), "sequence_binary"),
        (npy(np.zeros((2, 2, 2))), "own_too_many_axes"),
        (saved(name=np.array(["a"])), "sequence_binary"),
        (saved(x=np.zeros(MOST_BYTES)), "exchange_too_large"),
    ],
)
def test_what_is_no_sequence_is_refused(data: bytes, key: str) -> None:
    with pytest.raises(Refused) as refused:
        sequence_text(data)
    assert refused.value.key == key
