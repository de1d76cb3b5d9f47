"""A cell -> a file in another library's names, and code that builds it there."""

import io
import json
from dataclasses import fields

import numpy as np
import safetensors.numpy
from numpy.typing import NDArray

from lstm_core.exchange.layouts import LAYOUTS, from_params
from lstm_core.exchange.tensors import Arrays
from lstm_core.model.cell import Array, Params

SUFFIXES = (".npz", ".safetensors", ".json")
WRITTEN = ("own", "pytorch", "keras")  # the layouts that are written; more can be read


def to_arrays(params: Params, layout: str) -> Arrays:
    """The cell in the names and shapes of one of WRITTEN, in float64."""
    if layout == "own":
        return {leaf.name: getattr(params, leaf.name) for leaf in fields(params)}
    stacked = from_params(params, LAYOUTS[layout])
    (bias,) = stacked.biases
    if layout == "pytorch":
        return {
            "weight_ih_l0": stacked.input,
            "weight_hh_l0": stacked.recurrent,
            "bias_ih_l0": bias,
            "bias_hh_l0": np.full_like(bias, -0.0),  # added to any number, leaves its bits
        }
    return {"kernel": stacked.input.T, "recurrent_kernel": stacked.recurrent.T, "bias": bias}


def to_bytes(arrays: Arrays, suffix: str) -> bytes:
    """The arrays as a file of one of SUFFIXES: read again and added up, the same numbers."""
    arrays = {name: np.ascontiguousarray(narrowed(array)) for name, array in arrays.items()}
    if suffix == ".safetensors":
        return safetensors.numpy.save(arrays)
    if suffix == ".json":
        lists = {name: array.tolist() for name, array in arrays.items()}
        return json.dumps(lists, indent=1).encode()
    stream = io.BytesIO()
    np.savez(stream, **arrays)  # type: ignore[arg-type]
    return stream.getvalue()


def narrowed(array: Array) -> NDArray[np.floating]:
    """The array in float32 where that holds the same numbers: half the file, as a rule."""
    with np.errstate(over="ignore"):
        half = array.astype(np.float32)
    return half if (half == array).all() else array


def to_code(params: Params, layout: str, X: Array, h_0: Array, C_0: Array) -> str:
    """Python that builds the layer in PyTorch or Keras, runs X (T, D) and prints h (T, H).

    h_0 and C_0 (H,) are where it starts. All in float64, every number with all its digits.
    """
    arrays = to_arrays(params, layout)
    numbers = {name: f"{name} = {array.tolist()}" for name, array in arrays.items()}
    given = {"x": X, "h_0": h_0, "C_0": C_0}
    lines = [*numbers.values(), *(f"{name} = {array.tolist()}" for name, array in given.items())]
    body = {"pytorch": torch_lines, "keras": keras_lines}[layout](params)
    return "\n".join([body[0], "", *lines, "", *body[1:], ""])


def torch_lines(params: Params) -> list[str]:
    """The import, and the lines after the numbers."""
    return [
        "import torch",
        f"lstm = torch.nn.LSTM({params.D}, {params.H}, batch_first=True, dtype=torch.float64)",
        "with torch.no_grad():",
        "    for name in ('weight_ih_l0', 'weight_hh_l0', 'bias_ih_l0', 'bias_hh_l0'):",
        "        getattr(lstm, name).copy_(torch.tensor(globals()[name], dtype=torch.float64))",
        "x, h_0, C_0 = (torch.tensor([a], dtype=torch.float64) for a in (x, h_0, C_0))",
        "h, (h_T, C_T) = lstm(x, (h_0[None], C_0[None]))",
        "print(h[0].tolist())",
    ]


def keras_lines(params: Params) -> list[str]:
    """The import, and the lines after the numbers."""
    return [
        "import keras, numpy as np",
        "keras.config.set_floatx('float64')",
        f"layer = keras.layers.LSTM({params.H}, return_sequences=True)",
        f"layer.build((1, len(x), {params.D}))",
        "layer.set_weights([np.array(kernel), np.array(recurrent_kernel), np.array(bias)])",
        "h = layer(np.array([x]), initial_state=[np.array([h_0]), np.array([C_0])])",
        "print(np.array(h)[0].tolist())",
    ]
