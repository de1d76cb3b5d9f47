"""The LSTM cell of Hochreiter & Schmidhuber (1997) with the forget gate of Gers, Schmidhuber & Cummins (2000).

Letters: D inputs, H units, T time steps, B sequences side by side. Vectors are columns and the batch is the last
axis, so the lines below are the lines on the whiteboard. z = [h_{t-1}; x_t]: the h columns of a weight come first.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Params:
    """The weights W_* (H, H + D) and biases b_* (H, 1) of one cell, in the order of the story: f, i, C, o."""

    W_f: Array
    W_i: Array
    W_C: Array
    W_o: Array
    b_f: Array
    b_i: Array
    b_C: Array
    b_o: Array

    @property
    def H(self) -> int:
        return int(self.W_f.shape[0])

    @property
    def D(self) -> int:
        return int(self.W_f.shape[1] - self.W_f.shape[0])

    def map(self, fn: Callable[..., Array], *others: "Params") -> "Params":
        """Params of `fn(leaf, *leaves of others)`, leaf by leaf."""
        return Params(*(fn(*(getattr(p, leaf.name) for p in (self, *others))) for leaf in fields(self)))


@dataclass(frozen=True)
class Step:
    """One whiteboard: every value of one time step. x (D, B), z (H + D, B), all others (H, B)."""

    x: Array
    h_prev: Array
    C_prev: Array
    z: Array
    a_f: Array
    a_i: Array
    a_C: Array
    a_o: Array
    f: Array
    i: Array
    C_tilde: Array
    o: Array
    C: Array
    tanh_C: Array
    h: Array


def sigmoid(a: Array) -> Array:
    """1 / (1 + exp(-a)), any shape: right to the last digits from a = -700 (1e-304) up, and silent beyond."""
    with np.errstate(over="ignore"):  # exp(1000) = inf is wanted: 1 / inf is the 0 that belongs there
        return 1 / (1 + np.exp(-a))


Four = tuple[Array, Array, Array, Array]


def gates(params: Params, z: Array) -> tuple[Four, Four]:
    """The pre-activations (a_f, a_i, a_C, a_o) and the gates with the candidate (f, i, C_tilde, o), each (H, B)."""
    a_f = params.W_f @ z + params.b_f
    a_i = params.W_i @ z + params.b_i
    a_C = params.W_C @ z + params.b_C
    a_o = params.W_o @ z + params.b_o
    return (a_f, a_i, a_C, a_o), (sigmoid(a_f), sigmoid(a_i), np.tanh(a_C), sigmoid(a_o))


def update(f: Array, i: Array, C_tilde: Array, o: Array, C_prev: Array) -> tuple[Array, Array, Array]:
    """C, tanh(C) and h, each (H, B): keep f of the old memory, write i of the candidate, show o of the result."""
    C = f * C_prev + i * C_tilde
    tanh_C = np.tanh(C)
    h = o * tanh_C
    return C, tanh_C, h


def step(params: Params, x: Array, h_prev: Array, C_prev: Array) -> Step:
    """One time step from x (D, B), h_prev and C_prev (H, B), with every intermediate value."""
    z = np.concatenate([h_prev, x])
    (a_f, a_i, a_C, a_o), (f, i, C_tilde, o) = gates(params, z)
    C, tanh_C, h = update(f, i, C_tilde, o, C_prev)
    return Step(x, h_prev, C_prev, z, a_f, a_i, a_C, a_o, f, i, C_tilde, o, C, tanh_C, h)


def run(params: Params, X: Array, h0: Array, C0: Array) -> tuple[Step, ...]:
    """The trace over X (T, D, B) from h0 and C0 (H, B): steps[t - 1] is time t; empty for T = 0."""
    trace: list[Step] = []
    h, C = h0, C0
    for x in X:
        trace.append(step(params, x, h, C))
        h, C = trace[-1].h, trace[-1].C
    return tuple(trace)


def stack(trace: tuple[Step, ...], name: str) -> Array:
    """One value of a Step over time: (T, rows, B). Raises ValueError for an empty trace."""
    return np.stack([getattr(step, name) for step in trace])
