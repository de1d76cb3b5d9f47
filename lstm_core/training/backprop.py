"""The hot path of training: loss and gradient of a whole batch in few NumPy calls, and Adam.

The lines are those of cell.py, stacked: one matrix W (4H, H + D + 1) holds the rows of C, f, i, o,
its last column the biases. This order is of this file alone: C_tilde before f and i, so that all
that moves C stands together. What a page shows comes from cell.py; a test holds the two equal. All
parameters of a model are one flat vector `theta`: the stacked matrix row by row, then the read-out
[V c] (K, H + 1).
"""

from dataclasses import dataclass

import numpy as np

from lstm_core.model.cell import Array, Params
from lstm_core.model.peers import RNN
from lstm_core.training.task import Batch

BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8  # those of Kingma & Ba (2015)
MOST_NORM = 1.0  # a gradient with a larger norm is clipped to it: Pascanu, Mikolov & Bengio (2013)
BLOCKS = {"lstm": 4, "rnn": 1}  # how many rows of the stacked matrix a unit has


@dataclass(frozen=True)
class Model:
    """A network that answers: its parameters and its read-out V (K, H), c (K, 1): y = V @ h + c."""

    params: Params | RNN
    V: Array
    c: Array


@dataclass(frozen=True)
class Shape:
    """The sizes of a batch and its network: T, D, H, B as in cell.py, K answers.

    The kind is "lstm" or "rnn".
    """

    kind: str
    T: int
    D: int
    H: int
    B: int
    K: int

    @property
    def rows(self) -> int:
        """Of the stacked matrix W."""
        return BLOCKS[self.kind] * self.H

    @property
    def columns(self) -> int:
        """Of the stacked matrix W: those of h, of x, and the bias."""
        return self.H + self.D + 1

    @property
    def size(self) -> int:
        """How many numbers theta has."""
        return self.rows * self.columns + self.K * (self.H + 1)

    def split(self, theta: Array) -> tuple[Array, Array, Array]:
        """Views of theta (size,): W (rows, H + D + 1), V (K, H) and c (K, 1)."""
        end = self.rows * self.columns
        W = theta[:end].reshape(self.rows, self.columns)
        V_c = theta[end:].reshape(self.K, self.H + 1)
        return W, V_c[:, :-1], V_c[:, -1:]


def draw(rng: np.random.Generator, shape: Shape, b_f: float) -> Array:
    """A fresh theta (size,): all weights uniform in +-1/sqrt(H), biases 0 but the forget gate's."""
    k = 1 / np.sqrt(shape.H)
    theta = rng.uniform(-k, k, shape.size)
    W, _, c = shape.split(theta)
    W[:, -1], c[:] = 0, 0
    if shape.kind == "lstm":
        W[shape.H : 2 * shape.H, -1] = b_f
    return theta


def unpack(shape: Shape, theta: Array) -> Model:
    """The model that theta (size,) spells, as views of it."""
    W, V, c = shape.split(theta)
    if shape.kind == "rnn":
        return Model(RNN(W[:, :-1], W[:, -1:]), V, c)
    C, f, i, o = W.reshape(4, shape.H, shape.columns)
    gates = f, i, C, o
    return Model(Params(*(rows[:, :-1] for rows in gates), *(rows[:, -1:] for rows in gates)), V, c)


def pack(model: Model) -> Array:
    """Theta (size,) of a model: the inverse of unpack()."""
    p = model.params
    W = (
        [p.W, p.b]
        if isinstance(p, RNN)
        else [np.vstack([p.W_C, p.W_f, p.W_i, p.W_o]), np.vstack([p.b_C, p.b_f, p.b_i, p.b_o])]
    )
    return np.concatenate([np.hstack(W).ravel(), np.hstack([model.V, model.c]).ravel()])


def loss_at(y: Array, batch: Batch, *, yes_no: bool) -> tuple[float, Array]:
    """The mean loss of the read-out y (T, K, B) over all asked answers, and dL/dy (T, K, B).

    Cross-entropy of sigmoid(y) for yes-or-no answers, the squared error of y for values; 0 where
    nothing is asked.
    """
    Y, mask = batch.Y, batch.mask
    asked = max(mask.sum(), 1) * y.shape[1]
    if yes_no:  # log(1 + exp(y)) - Y y, written so that no exp overflows
        small = np.exp(-np.abs(y))
        each = np.maximum(y, 0) - Y * y + np.log1p(small)
        probability = np.where(y > 0, 1, small) / (1 + small)
        return float((mask * each).sum() / asked), (probability - Y) * (mask / asked)
    error = (y - Y) * mask
    return float((error * error).sum() / asked), 2 / asked * error


class LSTM:
    """Forward and backward of an LSTM, in arrays made once: a call overwrites the last."""

    def __init__(self, shape: Shape) -> None:
        T, H, B = shape.T, shape.H, shape.B
        self.shape = shape
        self.gradient = np.empty(shape.size)
        # [h_{t-1}; x_t; 1]: h_t is written straight into the next one
        self.Z = np.zeros((T + 1, shape.columns, B))
        self.Z[:, -1] = 1
        # C_{t-1}, C_tilde, f, i, o: f and i multiply the first two in one call
        self.G = np.zeros((T + 1, 5, H, B))
        self.tanh_C = np.empty((T, H, B))
        self.dA = np.empty((T, 4, H, B))
        self.slope, self.through_C = np.empty((T, 3, H, B)), np.empty((T, H, B))
        # sigmoid(a) = 1/2 + tanh(a / 2) / 2: one tanh serves all four
        self.half = np.full((3, H, B), 0.5)
        self.halve = np.repeat([1, 0.5, 0.5, 0.5], H)[:, None]
        Z, G, tanh_C, dA, through_C = self.Z, self.G, self.tanh_C, self.dA, self.through_C
        self.forward_views = [
            (
                Z[t],
                G[t, 1:].reshape(4 * H, B),
                G[t, 2:],
                G[t, :2],
                G[t, 2:4],
                G[t, 4],
                G[t + 1, 0],
                tanh_C[t],
                Z[t + 1, :H],
            )
            for t in range(T)
        ]
        self.backward_views = [
            (through_C[t], dA[t, :3], dA[t, 3], G[t, 2], dA[t].reshape(4 * H, B)) for t in range(T)
        ]

    def forward(self, W: Array, X: Array) -> Array:
        """All h (T, H, B), with what backward() needs left in the workspace."""
        H, half = self.shape.H, self.half
        self.Z[:-1, H:-1] = X
        scaled = W * self.halve
        terms_of_C = np.empty_like(half[:2])
        f_C_prev, i_C_tilde = terms_of_C
        for z, a, gates, C_prev_C_tilde, f_i, o, C, tanh_C, h in self.forward_views:
            np.dot(scaled, z, out=a)
            np.tanh(a, out=a)
            np.multiply(gates, half, out=gates)
            np.add(gates, half, out=gates)
            np.multiply(f_i, C_prev_C_tilde, out=terms_of_C)
            np.add(f_C_prev, i_C_tilde, out=C)
            np.tanh(C, out=tanh_C)
            np.multiply(o, tanh_C, out=h)
        return self.Z[1:, :H]

    def backward(self, W: Array, dh_read: Array) -> Array:
        """dL/dW (4H, H + D + 1) from dL/dh_t by the read-out alone (T, H, B)."""
        (T, H, B), dA, slope = dh_read.shape, self.dA, self.slope
        C_tilde, i, o = self.G[:-1, 1], self.G[:-1, 3], self.G[:-1, 4]
        # how each pre-activation moves C (o: h), for all t at once: seven calls a step remain
        np.subtract(1, self.G[:-1, 2:], out=slope)
        np.multiply(slope, self.G[:-1, 2:], out=slope)
        np.multiply(self.G[:-1, :2], slope[:, :2], out=dA[:, 1:3])
        np.multiply(self.tanh_C, slope[:, 2], out=dA[:, 3])
        for value, by, out in (
            (C_tilde, i, dA[:, 0]),
            (self.tanh_C, o, self.through_C),
        ):  # by * (1 - value^2)
            np.multiply(value, value, out=out)
            np.subtract(1, out, out=out)
            np.multiply(out, by, out=out)
        W_h = np.ascontiguousarray(W[:, :H].T)
        dh, dC, by_h = dh_read[-1].copy(), np.zeros((H, B)), np.empty((H, B))
        for t in range(T - 1, -1, -1):
            through_C, da_C_f_i, da_o, f, da = self.backward_views[t]
            np.multiply(dh, through_C, out=by_h)
            np.add(dC, by_h, out=dC)
            np.multiply(da_C_f_i, dC, out=da_C_f_i)
            np.multiply(da_o, dh, out=da_o)
            np.multiply(dC, f, out=dC)
            if t:
                np.dot(W_h, da, out=dh)
                np.add(dh, dh_read[t - 1], out=dh)
        # small products, summed: one large one would wake BLAS's threads, which costs far more
        # where cores are shared
        dW: Array = (dA.reshape(T, 4 * H, B) @ self.Z[:-1].transpose(0, 2, 1)).sum(axis=0)
        return dW


class PlainRNN:
    """Forward and backward of a plain RNN, h = tanh(W @ [h; x; 1]), in the same way."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.Z = np.zeros((shape.T + 1, shape.columns, shape.B))
        self.Z[:, -1] = 1
        self.gradient = np.empty(shape.size)

    def forward(self, W: Array, X: Array) -> Array:
        """All h (T, H, B)."""
        H = self.shape.H
        self.Z[:-1, H:-1] = X
        for z, z_next in zip(self.Z[:-1], self.Z[1:], strict=True):
            z_next[:H] = np.tanh(np.dot(W, z))
        return self.Z[1:, :H]

    def backward(self, W: Array, dh_read: Array) -> Array:
        """dL/dW (H, H + D + 1) from dL/dh_t by the read-out alone (T, H, B)."""
        H = self.shape.H
        slope = 1 - self.Z[1:, :H] ** 2
        da = np.empty_like(slope)
        dh: Array = np.zeros_like(dh_read[0])
        for t in range(len(da) - 1, -1, -1):
            np.multiply(dh + dh_read[t], slope[t], out=da[t])
            dh = np.dot(W[:, :H].T, da[t])
        dW: Array = np.tensordot(da, self.Z[:-1], axes=([0, 2], [0, 2]))
        return dW


Backprop = LSTM | PlainRNN


def backprop_for(shape: Shape) -> Backprop:
    """A workspace of this shape, of its own: not to be shared by two trainings that run at once."""
    return LSTM(shape) if shape.kind == "lstm" else PlainRNN(shape)


def learn(backprop: Backprop, theta: Array, batch: Batch, *, yes_no: bool) -> tuple[float, Array]:
    """The mean loss of theta (size,) on a batch, and its gradient (size,).

    The gradient is the workspace's own array: the next call overwrites it.
    """
    W, V, c = backprop.shape.split(theta)
    h = backprop.forward(W, batch.X)
    y = V @ h + c
    loss, dy = loss_at(y, batch, yes_no=yes_no)
    dW, dV, dc = backprop.shape.split(backprop.gradient)
    dW[:] = backprop.backward(W, V.T @ dy)
    dV[:] = (dy @ h.transpose(0, 2, 1)).sum(axis=0)
    dc[:] = dy.sum(axis=(0, 2))[:, None]
    return loss, backprop.gradient


class Adam:
    """Kingma & Ba (2015) on one flat vector, after clipping the gradient's norm to MOST_NORM."""

    def __init__(self, size: int, rate: float) -> None:
        self.rate, self.count = rate, 0
        self.mean, self.square = np.zeros(size), np.zeros(size)

    def next_theta(self, theta: Array, gradient: Array) -> Array:
        """The next theta (size,), a new array."""
        self.count += 1
        norm = float(np.sqrt(gradient @ gradient))
        gradient = gradient * min(1.0, MOST_NORM / (norm + 1e-6))  # as PyTorch's clip_grad_norm_
        self.mean += (1 - BETA_1) * (gradient - self.mean)
        self.square += (1 - BETA_2) * (gradient * gradient - self.square)
        size = self.rate / (1 - BETA_1**self.count)
        spread = np.sqrt(self.square / (1 - BETA_2**self.count)) + EPSILON
        new: Array = theta - size * self.mean / spread
        return new
