"""How memory fades: what the end of a sequence still feels of its beginning, in closed form.

The letters are those of cell.py, with B = 1. A Jacobian's row is what is felt, its column is what
was moved.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lstm_core.model.cell import (
    HELD,
    NO_PINS,
    Array,
    Params,
    Pins,
    Step,
    backward,
    slopes,
    stack,
    weigh,
)


@dataclass(frozen=True)
class Jacobians:
    """What h_T feels, index t - 1 for time t: dh_T/dx_t (T, H, D) and dh_T/dh_t (T, H, H)."""

    dh_dx: Array
    dh_dh: Array


@dataclass(frozen=True)
class CellJacobians(Jacobians):
    """Those of an LSTM, with dC_T/dC_t and dh_T/dC_t (T, H, H) beside them.

    As in StepGrad, a value moves and all that is computed from it follows: with C_t moves h_t, with
    h_t nothing of step t. So at t = T dC_dC is the identity and dh_dC is diag(o * (1 - tanh(C)^2)),
    not 0.
    """

    dC_dC: Array
    dh_dC: Array


def along(trace: Sequence[object], *names: str) -> list[Array]:
    """These values over time, each (T, rows). Raises ValueError for no steps and for B > 1."""
    # np.array and not stack(): half the time, and reading the trace is a quarter of all that
    # jacobians_lstm() costs
    return [np.array([getattr(step, name) for step in trace]).squeeze(axis=2) for name in names]


def direct_path(trace: Sequence[Step], start: int, end: int) -> tuple[Array, Array]:
    """How much of C_start is left in C_end: the product of f per unit (H,), and its factors.

    Times go from 0 to T. The factors (end - start, H) are f at start + 1 ... end. This is the
    constant error carousel of Hochreiter & Schmidhuber (1997), dC_end/dC_start without the way
    through the gates. Raises ValueError for times outside 0..T.
    """
    if not 0 <= start <= end <= len(trace):
        raise ValueError(f"no way from {start} to {end} in 0..{len(trace)}")
    (f,) = along(trace, "f")
    factors = f[start:end]
    return factors.prod(axis=0), factors


def half_life(f: Array) -> tuple[float | None, ...]:
    """After how many steps half is left in each unit, at the geometric mean of f (steps, H).

    None where that mean is 0 (all is gone at once) or not below 1 (nothing fades), and where there
    are no steps.
    """
    with np.errstate(divide="ignore"):  # log(0) = -inf is wanted: the mean is 0
        total = np.log(np.abs(f)).sum(axis=0)  # a pin may be negative: what is left is a size
    return tuple(
        len(f) * np.log(0.5) / unit if -np.inf < unit < 0 else None for unit in total.tolist()
    )


def jacobians_lstm(params: Params, trace: Sequence[Step], pins: Pins = NO_PINS) -> CellJacobians:
    """The Jacobians of (h_T, C_T) by everything before, for all t at once.

    The pins are those of the run. Raises ValueError for no steps and for B > 1.
    """
    H, T = params.H, len(trace)
    C_prev, f, i, C_tilde, o, tanh_C = along(trace, "C_prev", *HELD, "tanh_C")
    slope = dict(zip(HELD, slopes(f, i, C_tilde, o), strict=True))
    for (name, t), units in pins.items():
        if t <= T:
            slope[name][t - 1, list(units)] = 0  # what is held does not move
    through_C = o * (1 - tanh_C**2)  # dh/dC
    dC_dz = rows(C_prev * slope["f"], params.W_f)
    dC_dz += rows(C_tilde * slope["i"], params.W_i)
    dC_dz += rows(i * slope["C_tilde"], params.W_C)
    dh_dz = rows(tanh_C * slope["o"], params.W_o)
    dh_dz += through_C[:, :, None] * dC_dz

    dz = np.concatenate([dh_dz, dC_dz], axis=1)  # of (h, C), (T, 2H, H + D)
    moves = np.zeros((T, 2 * H, 2 * H))  # d(h, C)/d(h_prev, C_prev)
    unit = np.arange(H)
    moves[:, :, :H] = dz[:, :, :H]
    moves[:, unit, H + unit] = through_C * f
    moves[:, H + unit, H + unit] = f
    to_end = chain(moves)
    with np.errstate(over="ignore", invalid="ignore"):  # as in chain()
        by_C = to_end[:, :, H:] + to_end[:, :, :H] * through_C[:, None, :]  # with C_t moves h_t
        dh_dx = to_end[:, :H] @ dz[:, :, H:]
    return CellJacobians(dh_dx, to_end[:, :H, :H], by_C[:, H:], by_C[:, :H])


def rows(scale: Array, W: Array) -> Array:
    """diag(scale_t) @ W for each t: scale (T, H) and W (H, n) give (T, H, n)."""
    return scale[:, :, None] * W


def chain(moves: Array) -> Array:
    """d(state at T)/d(state at t) (T, n, n), index t - 1.

    Each is the product of the one-step Jacobians `moves` (T, n, n) after t.
    """
    to_end = np.empty_like(moves)
    to_end[-1] = np.eye(moves.shape[1])
    with np.errstate(over="ignore", invalid="ignore"):  # what explodes is inf or NaN
        for t in range(len(moves) - 1, 0, -1):
            np.dot(to_end[t], moves[t], out=to_end[t - 1])
    return to_end


def spectral_norms(jacobians: Array) -> Array:
    """The spectral norm at each t (T,) of a Jacobian (T, rows, columns).

    It is the largest singular value, the most by which a change of length 1 is stretched: 1 for the
    identity of any size, max |d| for diag(d). Infinite where an entry is too large for a float.
    """
    lengths = np.full(len(jacobians), np.inf)
    finite = np.isfinite(jacobians).all(axis=(1, 2))
    lengths[finite] = np.linalg.norm(jacobians[finite], 2, axis=(1, 2))
    return lengths


def shares(
    params: Params, trace: Sequence[Step], dh: Array, pins: Pins = NO_PINS, coupled: bool = False
) -> Array:
    """Which share of learning from h_T comes from each step: (T,), together 1.

    dh is dL/dh_T (H, B). dL/dW is a sum over the steps; a share is the Frobenius norm of a step's
    term, all four weights together, over the sum of those norms. (The norm of the sum is smaller
    where terms cancel.) All 0 where no step has a gradient, or one is too large for a float. Where
    i is coupled to f, W_i = -W_f is no weight of its own: the two terms are one, their difference.
    Raises ValueError for no steps.
    """
    at_end = np.zeros_like(stack(trace, "h"))
    at_end[-1] = dh
    with np.errstate(over="ignore", invalid="ignore"):
        sizes = term_sizes(params, trace, at_end, pins, coupled=coupled)
    total = sizes.sum()
    return sizes / total if 0 < total < np.inf else np.zeros_like(sizes)


def term_sizes(
    params: Params, trace: Sequence[Step], dh: Array, pins: Pins, *, coupled: bool
) -> Array:
    """The Frobenius norm of each step's term of dL/dW, all weights together: (T,)."""
    _, grads = backward(params, trace, dh, pins=pins)
    terms = [weigh(step, grad) for step, grad in zip(trace, grads, strict=True)]
    learnt = [(w.W_f - w.W_i,) if coupled else (w.W_f, w.W_i) for w in terms]
    four = [np.concatenate([*fi, w.W_C, w.W_o]) for fi, w in zip(learnt, terms, strict=True)]
    sizes: Array = np.sqrt((np.array(four) ** 2).sum(axis=(1, 2)))
    return sizes
