"""The LSTM cell of Hochreiter & Schmidhuber (1997), with a forget gate.

The forget gate is that of Gers, Schmidhuber & Cummins (2000). Letters: D inputs, H units, T time
steps, B sequences side by side. Vectors are columns and the batch is the last axis, so the lines
below are the lines on the whiteboard. z = [h_{t-1}; x_t]: the h columns of a weight come first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

STAGES = (
    "z",
    "f",
    "i",
    "C_tilde",
    "C",
    "tanh_C",
    "o",
    "h",
)  # of one step, in the order of the story
GATES = {
    "f": "f",
    "i": "i",
    "C_tilde": "C",
    "o": "o",
}  # what has weights -> the letter of its weights

HELD = ("f", "i", "C_tilde", "o")  # what a pin can hold: what stands between gates() and update()
Pins = Mapping[
    tuple[str, int], Mapping[int, float]
]  # {(one of HELD, t from 1): {unit from 0: value}}, for every B
NO_PINS: Pins = MappingProxyType({})


@dataclass(frozen=True)
class Params:
    """Weights W_* (H, H + D) and biases b_* (H, 1) of one cell, in the order of the story.

    That order is f, i, C, o.
    """

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
        return Params(
            *(fn(*(getattr(p, leaf.name) for p in (self, *others))) for leaf in fields(self))
        )


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


@dataclass(frozen=True)
class StepGrad(Step):
    """dL/d(each value) of a Step, with the same names and shapes.

    The value moves, and all that is computed from it follows. So C counts what goes on through h
    and through the next step; h_prev and C_prev count what this step does with them.
    """


def sigmoid(a: Array) -> Array:
    """1 / (1 + exp(-a)), any shape.

    Right to the last digits from a = -700 (1e-304) up, and silent beyond.
    """
    with np.errstate(over="ignore"):  # exp(1000) = inf is wanted: 1 / inf is the 0 for it
        return 1 / (1 + np.exp(-a))


Four = tuple[Array, Array, Array, Array]


def gates(params: Params, z: Array) -> tuple[Four, Four]:
    """The pre-activations (a_f, a_i, a_C, a_o) and (f, i, C_tilde, o), each (H, B)."""
    a_f = params.W_f @ z + params.b_f
    a_i = params.W_i @ z + params.b_i
    a_C = params.W_C @ z + params.b_C
    a_o = params.W_o @ z + params.b_o
    return (a_f, a_i, a_C, a_o), (sigmoid(a_f), sigmoid(a_i), np.tanh(a_C), sigmoid(a_o))


def update(
    f: Array, i: Array, C_tilde: Array, o: Array, C_prev: Array
) -> tuple[Array, Array, Array]:
    """C, tanh(C) and h, each (H, B): keep f of the old, write i of the candidate, show o."""
    C = f * C_prev + i * C_tilde
    tanh_C = np.tanh(C)
    h = o * tanh_C
    return C, tanh_C, h


def hold(four: Four, pins: Pins, t: int) -> Four:
    """The same four (H, B), in the order of HELD, with the units pinned at time t overwritten.

    A pin holds in every sequence.
    """
    if pins:
        for name, values in zip(HELD, four, strict=True):
            for unit, value in pins.get((name, t), {}).items():
                values[unit] = value
    return four


def step(
    params: Params, x: Array, h_prev: Array, C_prev: Array, pins: Pins = NO_PINS, t: int = 1
) -> Step:
    """One time step from x (D, B), h_prev and C_prev (H, B); t chooses the pins.

    The Step has every intermediate value. A pinned unit keeps its pre-activation, as it would have
    been, beside the value it is held at.
    """
    z = np.concatenate([h_prev, x])
    (a_f, a_i, a_C, a_o), four = gates(params, z)
    f, i, C_tilde, o = hold(four, pins, t)
    C, tanh_C, h = update(f, i, C_tilde, o, C_prev)
    return Step(x, h_prev, C_prev, z, a_f, a_i, a_C, a_o, f, i, C_tilde, o, C, tanh_C, h)


def run(params: Params, X: Array, h0: Array, C0: Array, pins: Pins = NO_PINS) -> tuple[Step, ...]:
    """The trace over X (T, D, B) from h0 and C0 (H, B): steps[t - 1] is time t; empty for T = 0.

    Pins after T wait for a longer X. Raises ValueError for a pin on another value, before t = 1 or
    beyond the units.
    """
    for (name, t), units in pins.items():
        if name not in HELD or t < 1 or not all(0 <= unit < params.H for unit in units):
            raise ValueError(f"no such pin: {name} at t = {t}, units {list(units)} of {params.H}")
    trace: list[Step] = []
    h, C = h0, C0
    for t, x in enumerate(X, start=1):
        trace.append(step(params, x, h, C, pins, t))
        h, C = trace[-1].h, trace[-1].C
    return tuple(trace)


def slopes(f: Array, i: Array, C_tilde: Array, o: Array) -> Four:
    """d(gate)/d(its pre-activation), any shape: sigma' = sigma (1 - sigma), tanh' = 1 - tanh^2."""
    return f * (1 - f), i * (1 - i), 1 - C_tilde**2, o * (1 - o)


def step_back(
    params: Params, step: Step, dh: Array, dC: Array, still: Pins = NO_PINS, t: int = 1
) -> StepGrad:
    """The gradients of one step from dL/dh and the rest of dL/dC, both (H, B).

    The rest is what does not pass through this h. The lines are the textbook's, last one first.
    `still` holds the slopes of pinned units at 0: what is held does not move.
    """
    slope_f, slope_i, slope_C, slope_o = hold(
        slopes(step.f, step.i, step.C_tilde, step.o), still, t
    )
    do, dtanh_C = dh * step.tanh_C, dh * step.o
    dC = dC + dtanh_C * (1 - step.tanh_C**2)
    df, dC_prev, di, dC_tilde = dC * step.C_prev, dC * step.f, dC * step.C_tilde, dC * step.i
    da_f, da_i, da_C, da_o = df * slope_f, di * slope_i, dC_tilde * slope_C, do * slope_o
    dz = params.W_f.T @ da_f + params.W_i.T @ da_i + params.W_C.T @ da_C + params.W_o.T @ da_o
    dh_prev, dx = dz[: params.H], dz[params.H :]
    return StepGrad(
        dx, dh_prev, dC_prev, dz, da_f, da_i, da_C, da_o, df, di, dC_tilde, do, dC, dtanh_C, dh
    )


def backward(
    params: Params, trace: Sequence[Step], dh: Array, dC: Array | None = None, pins: Pins = NO_PINS
) -> tuple[Params, tuple[StepGrad, ...]]:
    """dL/d(each weight and bias) and dL/d(each value), grads[t - 1] for time t.

    This is backpropagation through time: Werbos (1990). dh (T, H, B) is how L depends on each h_t
    itself, dC (H, B) on C_T itself, none if left out; pins are those of the run. dL/dh_0 and
    dL/dC_0 are grads[0].h_prev and grads[0].C_prev. A pinned value has a gradient, what moving the
    pin would do, but its pre-activation has none. Raises ValueError unless dh has T steps.
    """
    still = {key: dict.fromkeys(units, 0.0) for key, units in pins.items()}
    dparams = params.map(np.zeros_like)
    grads: list[StepGrad] = []
    from_h, from_C = np.zeros(dh.shape[1:]), np.zeros(dh.shape[1:]) if dC is None else dC
    for t, (step, dh_t) in reversed(list(enumerate(zip(trace, dh, strict=True), start=1))):
        grad = step_back(params, step, dh_t + from_h, from_C, still, t)
        from_h, from_C = grad.h_prev, grad.C_prev
        dparams = dparams.map(np.add, weigh(step, grad))
        grads.append(grad)
    return dparams, tuple(reversed(grads))


def weigh(step: Step, grad: StepGrad) -> Params:
    """What one step adds to dL/d(each weight and bias), summed over its B sequences."""
    four = grad.a_f, grad.a_i, grad.a_C, grad.a_o
    return Params(*(da @ step.z.T for da in four), *(da.sum(axis=1, keepdims=True) for da in four))


def stack(trace: Sequence[object], name: str) -> Array:
    """One value of the steps over time: (T, rows, B). Raises ValueError for an empty trace."""
    return np.stack([getattr(step, name) for step in trace])
