"""Keras' own files: .weights.h5, .h5 and .keras. They need h5py, of the extra `exchange`."""

import io
import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from lstm_core.exchange.refusal import Refused
from lstm_core.exchange.tensors import MOST_ARRAYS, MOST_BYTES, Arrays, members

PARTS = ("kernel", "recurrent_kernel", "bias")  # how a cell's variables 0, 1, 2 are named elsewhere
USUAL = {"activation": "tanh", "recurrent_activation": "sigmoid"}


def read_keras(data: bytes, most: int = MOST_BYTES) -> Arrays:
    """The weights of a .keras file by name.

    Raises Refused where its LSTM computes something else than the six textbook lines.
    """
    files = dict(members(data, most))
    try:
        config = json.loads(files.get("config.json", b"{}"))
    except (ValueError, RecursionError) as error:
        raise Refused("exchange_unreadable", kind="keras") from error
    check_activations(config)
    return read_h5(files["model.weights.h5"], most)


def check_activations(config: Any) -> None:
    """Refuse an LSTM with other activations than tanh and sigmoid, wherever in the model it is."""
    waiting = [config]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            inner = node.get("config")
            if node.get("class_name") == "LSTM" and isinstance(inner, dict):
                for name, usual in USUAL.items():
                    if inner.get(name, usual) != usual:
                        raise Refused("exchange_activation", given=str(inner[name])[:40])
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def read_h5(data: bytes, most: int = MOST_BYTES) -> Arrays:
    """The arrays of an HDF5 file by path; a cell's variables 0, 1, 2 by the names of the parts."""
    try:
        import h5py
    except ImportError as error:
        raise Refused("exchange_needs_extra", kind=".h5, .keras", library="h5py") from error
    arrays: Arrays = {}
    try:
        with h5py.File(io.BytesIO(data), "r") as file:
            check_activations(json.loads(file.attrs.get("model_config", "{}")))
            for path, dataset in datasets(file, most):
                arrays[part_name(path)] = np.asarray(dataset[()])
    except (OSError, KeyError, ValueError, RuntimeError, TypeError, RecursionError) as error:
        raise Refused("exchange_unreadable", kind="h5") from error
    return arrays


def datasets(file: Any, most: int) -> Iterator[tuple[str, Any]]:
    """Path and data set of each array of numbers that is in the file itself, within the bounds.

    A link to another file, and data kept in another one, are left out: a file may not name a path
    of the machine that reads it.
    """
    import h5py

    waiting: list[tuple[str, Any]] = [("", file)]
    seen = total = 0
    while waiting:
        path, group = waiting.pop()
        for name in reversed(list(group)):
            seen += 1
            if seen > MOST_ARRAYS:
                raise Refused("exchange_too_large", megabytes=most >> 20)
            if not isinstance(group.get(name, getlink=True), h5py.HardLink):
                continue
            item, inner = group[name], f"{path}/{name}".lstrip("/")
            if isinstance(item, h5py.Group):
                waiting.append((inner, item))
            elif item.dtype.kind in "fiu" and not item.external and not item.is_virtual:
                total += item.nbytes
                if total > most:
                    raise Refused("exchange_too_large", megabytes=most >> 20)
                yield inner, item


def part_name(path: str) -> str:
    """layers/lstm/cell/vars/0 -> layers/lstm/cell/kernel; any other path as it is."""
    head, _, last = path.rpartition("/vars/")
    if head.endswith("cell") and last.isdecimal() and int(last) < len(PARTS):
        return f"{head}/{PARTS[int(last)]}"
    return path
