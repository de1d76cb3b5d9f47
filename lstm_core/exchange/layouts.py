"""How each library lays out the weights of an LSTM: the one table of all foreign orders.

Letters as in the model: D inputs, H units; f, i, C (the candidate), o the four gates. A foreign
file stacks the four blocks of H rows (or columns) in an order of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from lstm_core.exchange.refusal import Refused
from lstm_core.model.cell import Array, Params

MANY = 3  # shapes that are alike, from which on they are counted
LARGEST = 128  # units and inputs of a cell that every view can still show


@dataclass(frozen=True)
class Layout:
    """One library's way: its name, the order of its blocks, and their names there."""

    library: str
    order: str
    letters: str
    forget_bias: float = 0.0  # what the library's own cell adds to b_f when it runs


LAYOUTS: Mapping[str, Layout] = {
    "own": Layout("lstm_core", "fiCo", "f i C o"),
    "pytorch": Layout("PyTorch", "ifCo", "i f g o"),
    "keras": Layout("Keras", "ifCo", "i f c o"),
    "tf1": Layout("TensorFlow 1", "iCfo", "i j f o", forget_bias=1.0),
    "flax": Layout("Flax", "ifCo", "i f g o"),
    "onnx": Layout("ONNX", "iofC", "i o f c"),
}


@dataclass(frozen=True)
class Stacked:
    """Four blocks on top of each other: input (4H, D), recurrent (4H, H), biases (4H,) each."""

    input: Array
    recurrent: Array
    biases: tuple[Array, ...] = ()

    @property
    def H(self) -> int:
        return int(self.recurrent.shape[-1]) if self.recurrent.ndim else 0

    @property
    def shapes(self) -> tuple[tuple[int, ...], ...]:
        return tuple(a.shape for a in (self.input, self.recurrent, *self.biases))


def to_params(stacked: Stacked, layout: Layout) -> Params:
    """The cell of the six textbook lines; its biases are the sum of the file's and the library's.

    Raises Refused where shapes do not fit together, a number is not finite, or H or D is too large.
    """
    rows = 4 * stacked.H
    fits = (
        stacked.H > 0
        and stacked.recurrent.shape == (rows, stacked.H)
        and stacked.input.ndim == 2
        and stacked.input.shape[0] == rows
        and stacked.input.shape[1] > 0
        and all(bias.shape == (rows,) for bias in stacked.biases)
    )
    if not fits:
        raise Refused("exchange_shapes", shapes=shapes_text(stacked.shapes))
    D = stacked.input.shape[1]
    if max(D, stacked.H) > LARGEST:
        raise Refused("exchange_too_many_units", H=stacked.H, D=D, largest=LARGEST)
    biases = stacked.biases or (np.zeros(rows),)
    with np.errstate(invalid="ignore", over="ignore"):  # what is not finite is told below
        W = np.hstack([stacked.recurrent, stacked.input]).astype(np.float64)
        b = reduce(np.add, (bias.astype(np.float64) for bias in biases))[:, None]
    if not (np.isfinite(W).all() and np.isfinite(b).all()):
        raise Refused("exchange_not_finite")
    blocks = {
        gate: slice(k * stacked.H, (k + 1) * stacked.H) for k, gate in enumerate(layout.order)
    }
    leaves = {f"W_{gate}": W[rows] for gate, rows in blocks.items()}
    leaves |= {f"b_{gate}": b[rows] for gate, rows in blocks.items()}
    if layout.forget_bias:
        leaves["b_f"] = leaves["b_f"] + layout.forget_bias
    return Params(**leaves)


def from_params(params: Params, layout: Layout) -> Stacked:
    """The same cell, to the bit, in the order of a library that adds no forget bias of its own."""
    W = np.vstack([getattr(params, f"W_{gate}") for gate in layout.order])
    b = np.concatenate([getattr(params, f"b_{gate}").ravel() for gate in layout.order])
    return Stacked(W[:, params.H :], W[:, : params.H], (b,))


def shapes_text(shapes: Sequence[tuple[int, ...]]) -> str:
    """Shapes as people write them: (8, 3), (8, 1), (8,); of many that are alike, how many."""
    alike = {shape: shapes.count(shape) for shape in shapes}
    texts = [
        ", ".join([str(shape)] * count) if count < MANY else f"{count} × {shape}"
        for shape, count in alike.items()
    ]
    return ", ".join(texts)
