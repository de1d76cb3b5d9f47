"""The LSTM's peers, for comparison: the plain RNN of Elman (1990) and the GRU of Cho et al. (2014).

Letters and shapes are those of cell.py: columns, batch last, z = [h_{t-1}; x_t]. Both are PyTorch's
definitions and defaults: all uniform in +-1/sqrt(H), two biases, added up where the cell adds them
up. PyTorch's GRU resets after the matrix, r * (W_nh h_prev + b_nh), that of Cho et al. before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lstm_core.model.cell import Array, sigmoid
from lstm_core.model.jacobians import Jacobians, along, chain, rows


@dataclass(frozen=True)
class RNN:
    """W (H, H + D) and b (H, 1)."""

    W: Array
    b: Array


@dataclass(frozen=True)
class RNNStep:
    """One step of an RNN: x (D, B), z (H + D, B), h_prev, a and h (H, B)."""

    x: Array
    h_prev: Array
    z: Array
    a: Array
    h: Array


@dataclass(frozen=True)
class GRU:
    """W_r W_u (H, H + D), W_nx (H, D), W_nh (H, H), b_r b_u b_nx b_nh (H, 1).

    r resets, u updates (PyTorch's z: that letter is taken here), n is the new candidate. n has two
    biases that do not add up, since r multiplies one of them.
    """

    W_r: Array
    W_u: Array
    W_nx: Array
    W_nh: Array
    b_r: Array
    b_u: Array
    b_nx: Array
    b_nh: Array


@dataclass(frozen=True)
class GRUStep:
    """One step of a GRU: x (D, B), z (H + D, B), all others (H, B).

    m is what the candidate would recall.
    """

    x: Array
    h_prev: Array
    z: Array
    r: Array
    u: Array
    m: Array
    n: Array
    h: Array


def draw_rnn(rng: np.random.Generator, D: int, H: int) -> RNN:
    """torch.nn.RNN's default, drawn in its order: weight_ih, weight_hh, bias_ih, bias_hh."""
    W_ih, W_hh, b_ih, b_hh = draws(rng, D, H, 1)
    return RNN(np.hstack([W_hh[0], W_ih[0]]), b_ih[0] + b_hh[0])


def draw_gru(rng: np.random.Generator, D: int, H: int, update_bias: float = 0) -> GRU:
    """torch.nn.GRU's default, drawn in its order, each as r, z, n.

    That order is weight_ih, weight_hh, bias_ih, bias_hh. `update_bias` is added to the update
    gate's: as h = (1 - u) n + u h_prev, more of it keeps more.
    """
    W_ih, W_hh, b_ih, b_hh = draws(rng, D, H, 3)
    W_r, W_u, _ = np.concatenate([W_hh, W_ih], axis=2)
    b_r, b_u, _ = b_ih + b_hh
    return GRU(W_r, W_u, W_ih[2], W_hh[2], b_r, b_u + update_bias, b_ih[2], b_hh[2])


def draws(rng: np.random.Generator, D: int, H: int, n: int) -> list[Array]:
    """Weights (n, H, D) and (n, H, H), biases (n, H, 1) twice: all uniform in +-1/sqrt(H)."""
    k = 1 / np.sqrt(H)
    return [rng.uniform(-k, k, (n, H, columns)) for columns in (D, H, 1, 1)]


def step_rnn(rnn: RNN, x: Array, h_prev: Array) -> RNNStep:
    """One step from x (D, B) and h_prev (H, B), with every intermediate value."""
    z = np.concatenate([h_prev, x])
    a = rnn.W @ z + rnn.b
    h = np.tanh(a)
    return RNNStep(x, h_prev, z, a, h)


def step_gru(gru: GRU, x: Array, h_prev: Array) -> GRUStep:
    """One step from x (D, B) and h_prev (H, B), with every intermediate value."""
    z = np.concatenate([h_prev, x])
    r = sigmoid(gru.W_r @ z + gru.b_r)
    u = sigmoid(gru.W_u @ z + gru.b_u)
    m = gru.W_nh @ h_prev + gru.b_nh
    n = np.tanh(gru.W_nx @ x + gru.b_nx + r * m)
    h = (1 - u) * n + u * h_prev
    return GRUStep(x, h_prev, z, r, u, m, n, h)


def run_rnn(rnn: RNN, X: Array, h0: Array) -> tuple[RNNStep, ...]:
    """The trace over X (T, D, B) from h0 (H, B): steps[t - 1] is time t; empty for T = 0."""
    trace: list[RNNStep] = []
    for x in X:
        trace.append(step_rnn(rnn, x, trace[-1].h if trace else h0))
    return tuple(trace)


def run_gru(gru: GRU, X: Array, h0: Array) -> tuple[GRUStep, ...]:
    """The trace over X (T, D, B) from h0 (H, B): steps[t - 1] is time t; empty for T = 0."""
    trace: list[GRUStep] = []
    for x in X:
        trace.append(step_gru(gru, x, trace[-1].h if trace else h0))
    return tuple(trace)


def jacobians_rnn(rnn: RNN, trace: Sequence[RNNStep]) -> Jacobians:
    """dh_T/dx_t and dh_T/dh_t for all t. Raises ValueError for no steps and for B > 1."""
    (h,) = along(trace, "h")
    return linked(rows(1 - h**2, rnn.W))


def jacobians_gru(gru: GRU, trace: Sequence[GRUStep]) -> Jacobians:
    """dh_T/dx_t and dh_T/dh_t for all t. Raises ValueError for no steps and for B > 1."""
    h_prev, r, u, m, n = along(trace, "h_prev", "r", "u", "m", "n")
    H = len(gru.b_r)
    slope_n = (1 - u) * (1 - n**2)  # dh/d(pre-activation of n)
    dh_dz = rows((h_prev - n) * u * (1 - u), gru.W_u)
    dh_dz += rows(slope_n * m * r * (1 - r), gru.W_r)
    dh_dz[:, :, :H] += rows(slope_n * r, gru.W_nh)
    dh_dz[:, :, H:] += rows(slope_n, gru.W_nx)
    dh_dz[:, np.arange(H), np.arange(H)] += u  # the part of h_prev that is kept
    return linked(dh_dz)


def linked(dh_dz: Array) -> Jacobians:
    """The Jacobians to the end from those of each step, dh_t/dz_t (T, H, H + D)."""
    H = dh_dz.shape[1]
    dh_dh = chain(dh_dz[:, :, :H])
    return Jacobians(dh_dh @ dh_dz[:, :, H:], dh_dh)
