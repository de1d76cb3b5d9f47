"""ONNX models (order i o f c, two biases). They need onnx, of the extra `exchange`."""

from typing import Any

import numpy as np

from lstm_core.exchange.cells import Layer
from lstm_core.exchange.layouts import LAYOUTS, Stacked
from lstm_core.exchange.refusal import Refused
from lstm_core.exchange.tensors import Arrays

OTHER_CELLS = {"GRU": "exchange_gru", "RNN": "exchange_rnn"}
USUAL = ("sigmoid", "tanh", "tanh")


def read_onnx(data: bytes) -> tuple[list[Layer], Arrays]:
    """The LSTM layers of a model and all of its constant arrays by name.

    Raises Refused for another cell, and for an LSTM with peepholes or other activations.
    """
    try:
        import onnx
        from google.protobuf.message import DecodeError
    except ImportError as error:
        raise Refused("exchange_needs_extra", kind=".onnx", library="onnx") from error
    try:
        graph = onnx.load_model_from_string(data).graph
        arrays = constants(graph)
    except (DecodeError, ValueError, TypeError, KeyError, RuntimeError, OverflowError) as error:
        raise Refused("exchange_unreadable", kind="onnx") from error
    layers: list[Layer] = []
    other = ""
    for node in graph.node:
        if node.op_type == "LSTM":
            layers += node_layers(node, arrays, len({layer.number for layer in layers}) + 1)
        other = other or OTHER_CELLS.get(node.op_type, "")
    if not layers:
        raise Refused(other) if other else Refused("exchange_no_lstm", names=", ".join(arrays))
    return layers, arrays


def constants(graph: Any) -> Arrays:
    """Initialisers and constant nodes by name; data outside of the file is never looked for."""
    import onnx

    tensors = {tensor.name: tensor for tensor in graph.initializer}
    for node in graph.node:
        if node.op_type == "Constant":
            for attribute in node.attribute:
                if attribute.name == "value":
                    tensors[node.output[0]] = attribute.t
    return {
        name: onnx.numpy_helper.to_array(tensor)
        for name, tensor in tensors.items()
        if tensor.data_location != onnx.TensorProto.EXTERNAL
        and tensor.data_type in (onnx.TensorProto.FLOAT, onnx.TensorProto.DOUBLE)
    }


def node_layers(node: Any, arrays: Arrays, number: int) -> list[Layer]:
    """The layer of each direction of one LSTM node."""
    settings = {attribute.name: attribute for attribute in node.attribute}
    activations = settings["activations"].strings if "activations" in settings else ()
    names = [name.decode(errors="replace") for name in activations]
    if any(name.lower() != USUAL[k % 3] for k, name in enumerate(names)):
        raise Refused("exchange_activation", given=", ".join(names)[:40])
    if ("input_forget" in settings and settings["input_forget"].i) or "clip" in settings:
        raise Refused("exchange_activation", given="input_forget / clip")
    if len(node.input) > 7 and node.input[7]:
        raise Refused("exchange_peepholes")
    inputs = [name for name in node.input[1:4] if name]
    missing = [name for name in inputs if name not in arrays]
    if len(inputs) < 2 or missing:
        raise Refused("exchange_no_lstm", names=", ".join(missing))
    W, R = arrays[inputs[0]], arrays[inputs[1]]
    B = arrays[inputs[2]] if len(inputs) > 2 else np.zeros((len(W), 8 * R.shape[-1]))
    if not W.ndim == R.ndim == 3 or B.ndim != 2 or not len(W) == len(R) == len(B):
        raise Refused("exchange_shapes", shapes=f"{W.shape}, {R.shape}, {B.shape}")
    direction = settings["direction"].s if "direction" in settings else b"forward"
    return [
        Layer(
            LAYOUTS["onnx"],
            Stacked(W[k], R[k], tuple(np.split(B[k], 2)) if len(B[k]) % 2 == 0 else (B[k],)),
            node.name,
            number,
            reverse=bool(k) or direction == b"reverse",
            arrays=tuple(inputs),
        )
        for k in range(len(W))
    ]
