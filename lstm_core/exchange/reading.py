"""A file or a pasted text -> the LSTM layers in it, and what is told about them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from lstm_core.exchange.answers import Proof, find_inputs, find_proof
from lstm_core.exchange.beside import Beside, find_beside
from lstm_core.exchange.cells import Layer, find_layers
from lstm_core.exchange.keras_files import read_h5, read_keras
from lstm_core.exchange.layouts import shapes_text
from lstm_core.exchange.onnx_file import read_onnx
from lstm_core.exchange.printed import named_arrays
from lstm_core.exchange.refusal import Refused
from lstm_core.exchange.tensors import (
    MOST_BYTES,
    Arrays,
    members,
    read_npy,
    read_npz,
    read_safetensors,
)
from lstm_core.model.cell import Array, Params

LARGEST_FILE = 64 << 20  # bytes; the page's own upload is bounded far below
LONGEST_TEXT = 1 << 20  # characters of what is pasted

ZIP, PICKLE, HDF5, NPY = b"PK\x03\x04", b"\x80", b"\x89HDF\r\n\x1a\n", b"\x93NUMPY"


@dataclass(frozen=True)
class CellFile:
    """What a file holds: its layers, the names of arrays left out, the proof, what is beside."""

    layers: tuple[Layer, ...]
    ignored: tuple[str, ...]
    proof: Proof | None
    printed: bool = False  # numbers as they were printed: rounded
    beside: Beside = field(default_factory=Beside)
    inputs: Array | None = None  # x (T, D), with answers or without
    unproved: tuple[Refused, ...] = ()  # why x and h cannot be checked, where they are there
    shapes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # of all arrays, by name

    def params(self, layer: int = 0) -> Params:
        """The cell of one layer, counted from 0; raises Refused (see `layouts.to_params`)."""
        try:
            return self.layers[layer].params()
        except Refused as refused:
            if refused.key != "exchange_shapes":
                raise
            raise Refused(refused.key, shapes=shapes_text(self.shapes_of(layer))) from refused

    def shapes_of(self, layer: int) -> list[tuple[int, ...]]:
        """The shapes that the arrays of one layer have in the file, in its order."""
        return [self.shapes[name] for name in self.layers[layer].arrays]


def read_file(data: bytes, name: str = "", most: int = MOST_BYTES) -> CellFile:
    """The cells in a file of .npz, .npy, .safetensors, .h5, .keras, .onnx, JSON or printed arrays.

    The content decides, not the name; its arrays have at most `most` bytes. Raises Refused with
    the one sentence that says why not.
    """
    if not data.strip():
        raise Refused("exchange_empty")
    if len(data) > LARGEST_FILE:
        raise Refused("exchange_too_large", megabytes=LARGEST_FILE >> 20)
    if data.startswith(HDF5):
        return from_arrays(read_h5(data, most))
    if data.startswith(NPY):
        read_npy(data)
        raise Refused("exchange_no_lstm", names=name)
    if data.startswith(ZIP):
        return from_arrays(read_zip(data, most))
    if data.startswith(PICKLE):
        raise Refused("exchange_pickle")
    if name.endswith(".safetensors") or header_fits(data):
        return from_arrays(read_safetensors(data))
    if name.endswith(".onnx"):
        layers, arrays = read_onnx(data)
        return complete(layers, arrays)
    try:
        return read_text(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refused("exchange_unknown") from error


def header_fits(data: bytes) -> bool:
    """Whether the file starts as a .safetensors does: the length of a header, and its brace."""
    return data[8:9] == b"{" and int.from_bytes(data[:8], "little") <= len(data)


def read_zip(data: bytes, most: int) -> Arrays:
    """The arrays of an archive: .npz or .keras; PyTorch's own files are pickles."""
    names = {entry for entry, _ in members(data, most)}
    if any(name.endswith("data.pkl") for name in names):
        raise Refused("exchange_pickle")
    return read_keras(data, most) if "model.weights.h5" in names else read_npz(data, most)


def read_text(text: str) -> CellFile:
    """The cells in printed or JSON text; its numbers are what was printed, no more digits."""
    if len(text) > LONGEST_TEXT:
        raise Refused("exchange_text_too_long", longest=LONGEST_TEXT)
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        given = None
    if isinstance(given, dict):
        arrays = {str(name): as_array(value) for name, value in given.items()}
        return from_arrays({name: array for name, array in arrays.items() if array.size})
    named, nameless = named_arrays(text)
    listed = {str(k): array for k, array in enumerate(nameless)}
    if isinstance(given, list):  # one list of arrays: model.get_weights() as JSON
        listed = {str(k): as_array(value) for k, value in enumerate(given)}
    if not named and not listed:
        raise Refused("exchange_no_numbers")
    return from_arrays(named or listed, printed=given is None)


def as_array(value: object) -> Array:
    """A nested list of JSON as an array; empty where it is not one of numbers."""
    try:
        return np.asarray(value, dtype=np.float64)
    except (ValueError, TypeError, OverflowError):
        return np.empty(0)


def from_arrays(arrays: Arrays, *, printed: bool = False) -> CellFile:
    """What these arrays hold; raises Refused where that is no LSTM."""
    return complete(find_layers(arrays), arrays, printed=printed)


def complete(layers: list[Layer], arrays: Arrays, *, printed: bool = False) -> CellFile:
    """The layers with the proof among the other arrays, and the names of the rest."""
    shape = layers[0].stacked
    D, H = shape.input.shape[-1] if shape.input.ndim else 0, shape.H
    unproved: tuple[Refused, ...] = ()
    try:
        proof = find_proof(arrays, D, H, len(layers))
    except Refused as refused:
        proof, unproved = None, (refused,)
    inputs = proof.x if proof else find_inputs(arrays, D)
    # of several layers nobody says whose it would be
    beside = find_beside(arrays, H) if len(layers) == 1 else Beside()
    used = {name for layer in layers for name in layer.arrays} | beside.arrays.keys()
    used |= {"x", "h", "C"} if proof or unproved else {"x"} if inputs is not None else set()
    return CellFile(
        tuple(layers),
        tuple(name for name in arrays if name not in used),
        proof,
        printed,
        beside,
        inputs=inputs,
        unproved=unproved,
        shapes={name: array.shape for name, array in arrays.items()},
    )
