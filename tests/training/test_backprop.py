"""Backprop against the textbook, PyTorch and finite differences."""

from pathlib import Path

import numpy as np
import pytest

from lstm_core.model.cell import Array, Params, backward, run, stack
from lstm_core.model.peers import RNN
from lstm_core.training.backprop import (
    Adam,
    Model,
    Shape,
    backprop_for,
    draw,
    learn,
    loss_at,
    pack,
    unpack,
)
from lstm_core.training.task import Batch

GOLDEN = sorted(Path(__file__).parent.parent.joinpath("golden", "training").glob("*.npz"))
RATE = 0.05  # of the golden updates
SIZES = [(1, 1, 1, 1, 1), (6, 2, 3, 4, 2), (20, 1, 8, 32, 1)]  # T, D, H, B, K


def case(
    kind: str, sizes: tuple[int, int, int, int, int], *, yes_no: bool
) -> tuple[Shape, Array, Batch]:
    """A shape, theta with every number drawn, and a batch with gaps in its mask."""
    T, D, H, B, K = sizes
    rng = np.random.default_rng(3)
    shape = Shape(kind, T, D, H, B, K)
    Y = rng.standard_normal((T, K, B))
    mask = (rng.random((T, 1, B)) < 0.7).astype(float)
    mask[-1] = 1
    theta, X = rng.normal(0, 0.7, shape.size), rng.standard_normal((T, D, B))
    return shape, theta, Batch(X, (Y > 0).astype(float) if yes_no else Y, mask)


@pytest.mark.parametrize("yes_no", [True, False], ids=["yes_no", "value"])
@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_backprop_equals_the_textbook(sizes: tuple[int, int, int, int, int], yes_no: bool) -> None:
    shape, theta, batch = case("lstm", sizes, yes_no=yes_no)
    model, zero = unpack(shape, theta), np.zeros((shape.H, shape.B))
    assert isinstance(model.params, Params)
    trace = run(model.params, batch.X, zero, zero)
    h = stack(trace, "h")
    loss, dy = loss_at(model.V @ h + model.c, batch, yes_no=yes_no)
    dparams, _ = backward(model.params, trace, model.V.T @ dy)
    dV = sum(dy[t] @ h[t].T for t in range(shape.T))
    textbook = pack(Model(dparams, np.asarray(dV), dy.sum(axis=(0, 2))[:, None]))
    workspace = backprop_for(shape)
    for _ in range(2):  # the second time, in a used workspace
        ours, gradient = learn(workspace, theta, batch, yes_no=yes_no)
        assert ours == pytest.approx(loss, rel=1e-13)
        np.testing.assert_allclose(
            gradient, textbook, rtol=1e-12, atol=1e-12 * np.abs(textbook).max()
        )


@pytest.mark.parametrize("yes_no", [True, False], ids=["yes_no", "value"])
@pytest.mark.parametrize("kind", ["lstm", "rnn"])
def test_every_gradient_is_a_difference_of_losses(kind: str, yes_no: bool) -> None:
    shape, theta, batch = case(kind, (5, 2, 3, 4, 2), yes_no=yes_no)
    gradient = learn(backprop_for(shape), theta, batch, yes_no=yes_no)[1].copy()
    for k in range(shape.size):
        near = np.zeros(shape.size)
        near[k] = 1e-5
        up, down = (
            learn(backprop_for(shape), theta + sign * near, batch, yes_no=yes_no)[0]
            for sign in (1, -1)
        )
        assert gradient[k] == pytest.approx((up - down) / 2e-5, rel=1e-6, abs=1e-9), k


def test_the_loss_is_the_mean_over_what_is_asked() -> None:
    y, Y, mask = (
        np.array([[[2.0, -1.0]], [[5.0, 0.0]]]),
        np.array([[[1.0, 1.0]], [[0.0, 0.0]]]),
        np.ones((2, 1, 2)),
    )
    mask[1, 0, 0] = 0
    p = 1 / (1 + np.exp(-y))
    each = -np.log(np.where(Y > 0, p, 1 - p))
    batch = Batch(y, Y, mask)
    assert loss_at(y, batch, yes_no=True)[0] == pytest.approx(
        (each[0, 0, 0] + each[0, 0, 1] + each[1, 0, 1]) / 3
    )
    assert loss_at(y, batch, yes_no=False)[0] == pytest.approx((1 + 4 + 0) / 3)
    y = np.array([[[1e4, -1e4]]])
    far, dy = loss_at(y, Batch(y, 0 * y, np.ones((1, 1, 2))), yes_no=True)
    assert (far, dy.ravel().tolist()) == (5e3, [0.5, 0]), "nothing overflows"


def from_pytorch(golden: dict[str, Array], prefix: str, suffix: str) -> Array:
    """Theta of PyTorch's weights or gradients, rows i f g o."""
    leaf = {
        name: golden[f"{prefix}{name}{suffix}"]
        for name in ("weight_ih", "weight_hh", "bias_ih", "V", "c")
    }
    W, b = np.hstack([leaf["weight_hh"], leaf["weight_ih"]]), leaf["bias_ih"][:, None]
    params: Params | RNN = RNN(W, b)
    if len(b) != leaf["weight_hh"].shape[1]:
        (W_i, W_f, W_C, W_o), (b_i, b_f, b_C, b_o) = np.split(W, 4), np.split(b, 4)
        params = Params(W_f, W_i, W_C, W_o, b_f, b_i, b_C, b_o)
    return pack(Model(params, leaf["V"], leaf["c"][:, None]))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_updates_equal_pytorchs(path: Path) -> None:
    golden = dict(np.load(path))
    (T, B, D), (K, H) = golden["x"].shape, golden["V_0"].shape
    X, Y, mask = (
        golden["x"].transpose(0, 2, 1),
        golden["y"].transpose(0, 2, 1),
        1.0 * golden["asked"][:, None],
    )
    workspace = backprop_for(Shape(path.stem.split("_")[0], T, D, H, B, K))
    theta, adam = from_pytorch(golden, "", "_0"), Adam(workspace.shape.size, RATE)
    for update in (1, 2, 3):
        loss, gradient = learn(workspace, theta, Batch(X, Y, mask), yes_no="yes_no" in path.stem)
        if update == 1:
            assert loss == pytest.approx(float(golden["loss"]), rel=1e-12)
            np.testing.assert_allclose(
                gradient, from_pytorch(golden, "grad_", ""), rtol=1e-10, atol=1e-14
            )
        theta = adam.next_theta(theta, gradient)
        np.testing.assert_allclose(
            theta, from_pytorch(golden, "", f"_{update}"), rtol=1e-10, atol=1e-12
        )


def test_golden_updates_are_clipped_and_not() -> None:
    norms = {path.stem: float(np.load(path)["norm"]) for path in GOLDEN}
    assert len(norms) == 6
    assert all((norm > 1) == ("clipped" in name) for name, norm in norms.items())


@pytest.mark.parametrize("kind", ["lstm", "rnn"])
def test_theta_and_model_are_the_same_numbers(kind: str) -> None:
    shape, theta, *_ = case(kind, (2, 3, 4, 1, 2), yes_no=True)
    assert (pack(unpack(shape, theta)) == theta).all()


def test_the_first_weights() -> None:
    theta = draw(np.random.default_rng(0), Shape("lstm", 1, 30, 16, 1, 3), 2.5)
    model = unpack(Shape("lstm", 1, 30, 16, 1, 3), theta)
    assert isinstance(model.params, Params)
    assert (model.params.b_f == 2.5).all()
    assert (
        not any(getattr(model.params, name).any() for name in ("b_i", "b_C", "b_o"))
        and not model.c.any()
    )
    weights = np.concatenate([getattr(model.params, f"W_{gate}") for gate in "fiCo"]).ravel()
    for drawn in (weights, model.V.ravel()):
        assert 0.2 < np.abs(drawn).max() <= 0.25 and abs(drawn.mean()) < 0.05
