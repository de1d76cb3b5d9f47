"""The arithmetic against oracles: the hand, the notebook, Keras' own tests, PyTorch's answers."""

from collections.abc import Mapping
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from lstm_core.model.cell import (
    Array,
    Params,
    Step,
    backward,
    run,
    sigmoid,
    stack,
    step,
)
from lstm_core.model.initialisers import notebook

GOLDEN = sorted(Path(__file__).parent.parent.joinpath("golden").glob("*.npz"))
THEIRS = {"f": "f", "i": "i", "C_tilde": "g", "o": "o", "C": "C", "h": "h",
          "a_f": "a_f", "a_i": "a_i", "a_C": "a_c", "a_o": "a_o"}  # fmt: skip


def constant(D: int, H: int, kernel: float, recurrent: float, bias: float, b_f: float) -> Params:
    W = np.hstack([np.full((H, H), recurrent), np.full((H, D), kernel)])
    b = np.full((H, 1), bias)
    return Params(W, W, W, W, np.full((H, 1), b_f), b, b, b)


def test_zero_weights_halve_every_gate_by_hand() -> None:
    zero = Params(*[np.zeros((2, 5))] * 4, *[np.zeros((2, 1))] * 4)
    first = step(zero, np.ones((3, 1)), np.ones((2, 1)), np.full((2, 1), 4.0))
    assert (first.f == 0.5).all() and (first.i == 0.5).all() and (first.o == 0.5).all()
    assert (first.C_tilde == 0).all()
    assert (first.C == 2).all()
    assert first.h == pytest.approx(0.5 * np.tanh(2))


def test_the_notebooks_digits() -> None:
    params, X, h0, C0 = notebook(42, 4, 3, 6)
    first = run(params, X, h0, C0)[0]
    printed = {
        "f": [0.71953755, 0.73617388, 0.90950893],
        "i": [0.90876682, 0.81611384, 0.92843489],
        "C_tilde": [0.90783988, 0.99039234, 0.9685002],
        "C": [1.44826102, 1.25079807, 1.54318771],
        "o": [0.91693716, 0.93818735, 0.75460941],
        "h": [0.8209783, 0.7960588, 0.68869764],
    }
    for name, digits in printed.items():
        np.testing.assert_array_equal(getattr(first, name).ravel().round(8), digits, err_msg=name)


def their_cell(golden: Mapping[str, Array], d: str = "") -> Params:
    """The golden weights, or with d = "d" their gradients, as Params."""
    weights = [golden[f"{d}W_{letter}"] for letter in "fico"]
    return Params(*weights, *(golden[f"{d}b_{letter}"][:, None] for letter in "fico"))


def their_trace(golden: Mapping[str, Array], params: Params) -> tuple[Step, ...]:
    return run(params, golden["x"].transpose(0, 2, 1), golden["h0"].T, golden["C0"].T)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_forward_equals_pytorch(path: Path) -> None:
    golden = np.load(path)
    trace = their_trace(golden, their_cell(golden))
    for ours, theirs in THEIRS.items():
        np.testing.assert_allclose(
            stack(trace, ours),
            golden[theirs].transpose(0, 2, 1),
            rtol=1e-12,
            atol=1e-14,
            err_msg=ours,
        )


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_gradients_equal_pytorchs(path: Path) -> None:
    golden = np.load(path)
    params = their_cell(golden)
    trace = their_trace(golden, params)
    dparams, grads = backward(params, trace, golden["gh"].transpose(0, 2, 1), golden["gC"].T)
    values = {
        "x": "dx",
        "h": "dh",
        "C": "dC",
        "a_f": "da_f",
        "a_i": "da_i",
        "a_C": "da_c",
        "a_o": "da_o",
    }
    pairs = [
        (name, stack(grads, name), golden[theirs].transpose(0, 2, 1))
        for name, theirs in values.items()
    ]
    pairs += [("dh0", grads[0].h_prev, golden["dh0"].T), ("dC0", grads[0].C_prev, golden["dC0"].T)]
    expected = their_cell(golden, "d")
    pairs += [
        (leaf.name, getattr(dparams, leaf.name), getattr(expected, leaf.name))
        for leaf in fields(Params)
    ]
    for name, ours, theirs in pairs:
        scale = np.abs(
            theirs
        ).max()  # a sum that cancels keeps the error of its terms; saturated slopes are absolute
        np.testing.assert_allclose(
            ours, theirs, rtol=1e-12, atol=max(1e-12 * scale, 1e-14), err_msg=name
        )


def test_there_are_golden_cases() -> None:
    assert len(GOLDEN) == 9


@pytest.mark.parametrize(
    ("kernel", "recurrent", "bias", "b_f", "expected"),
    [
        (0.01, 0.02, 0.03, 1.0, [0.6288687, 0.86899155, 0.9460773]),
        (0.01, 0.02, 0.03, 0.03, [0.57019705, 0.8661914, 0.9459622]),
        (0.01, 0.02, 0.0, 0.0, [0.54986924, 0.86226785, 0.9443936]),
    ],
    ids=["default", "no forget bias", "no bias"],
)
def test_keras_own_numbers(
    kernel: float, recurrent: float, bias: float, b_f: float, expected: list[float]
) -> None:
    """keras/src/layers/rnn/lstm_test.py, test_correctness: arange(72) as (3, 6, 4), three units."""
    X = np.arange(72.0).reshape(3, 6, 4).transpose(1, 2, 0)
    zero = np.zeros((3, 3))
    last = run(constant(4, 3, kernel, recurrent, bias, b_f), X, zero, zero)[-1]
    np.testing.assert_allclose(last.h, np.tile(expected, (3, 1)), atol=1e-6)


def test_keras_own_numbers_from_a_state() -> None:
    """keras/src/layers/rnn/lstm_test.py, test_pass_initial_state."""
    X = np.arange(24.0).reshape(2, 4, 3).transpose(1, 2, 0)
    state = np.arange(4.0).reshape(2, 2).T
    last = run(constant(3, 2, 0.01, 0.02, 0.03, 1.0), X, state, state)[-1]
    np.testing.assert_allclose(
        last.h.T, [[0.20574439, 0.3558822], [0.64930826, 0.66276]], atol=1e-6
    )


def test_sigmoid_is_silent_and_right_at_the_extremes() -> None:
    a = np.array([-1000.0, -700, -39.14394658089878, -37, -1, 0, 1, 1000])
    exact = [
        0,
        np.exp(-700.0),
        1e-17,
        np.exp(-37) / (1 + np.exp(-37)),
        1 / (1 + np.e),
        0.5,
        np.e / (1 + np.e),
        1,
    ]
    np.testing.assert_allclose(sigmoid(a), exact, rtol=1e-14)


def test_everything_is_finite_at_the_extremes() -> None:
    huge = Params(*[np.full((2, 4), 1e6)] * 4, *[np.full((2, 1), -1e6)] * 4)
    trace = run(huge, np.full((5, 2, 1), -1e6), np.zeros((2, 1)), np.zeros((2, 1)))
    for name in Step.__dataclass_fields__:
        assert np.isfinite(stack(trace, name)).all(), name


def test_no_steps_give_an_empty_trace() -> None:
    params, X, h0, C0 = notebook(42, 4, 3, 1)
    assert run(params, X[:0], h0, C0) == ()


def test_a_step_holds_what_the_step_before_left() -> None:
    trace = run(*notebook(7, 2, 5, 4))
    for before, after in pairwise(trace):
        assert after.h_prev is before.h
        assert after.C_prev is before.C


def test_map_pairs_leaf_with_leaf() -> None:
    params = notebook(1, 2, 3, 1)[0]
    doubled = params.map(lambda own, other: own + other, params)
    assert (doubled.W_C == 2 * params.W_C).all()
    assert (doubled.b_o == 2 * params.b_o).all()
    assert (doubled.H, doubled.D) == (3, 2)
