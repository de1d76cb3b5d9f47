"""Gradients and pins of the cell against finite differences."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from lstm_core.model.cell import (
    HELD,
    Array,
    Params,
    Pins,
    Step,
    backward,
    run,
    stack,
)
from lstm_core.model.initialisers import notebook, pytorch

PINS: Pins = {
    ("f", 2): {0: 0.0, 2: 0.9},
    ("i", 1): {1: 1.0},
    ("C_tilde", 4): {0: -0.7},
    ("o", 3): {2: 0.25},
    ("o", 5): {1: 0.0},
}


def a_loss(
    params: Params, X: Array, h0: Array, C0: Array, pins: Pins
) -> tuple[float, Array, Array]:
    """L, dL/dh (T, H, B) and dL/dC_T (H, B) for an L that bends in every h and in C_T."""
    trace = run(params, X, h0, C0, pins)
    h, C = stack(trace, "h"), trace[-1].C
    return float((h**2).sum() + np.sin(C).sum()), 2 * h, np.cos(C)


def slope(loss: Callable[[Array], float], at: Array) -> Array:
    """Central differences in every entry."""
    found = np.zeros_like(at)
    for place in np.ndindex(at.shape):
        near = np.zeros_like(at)
        near[place] = 1e-5
        found[place] = (loss(at + near) - loss(at - near)) / 2e-5
    return found


@pytest.mark.parametrize("pins", [{}, PINS], ids=["free", "pinned"])
def test_gradients_equal_finite_differences_for_every_leaf(pins: Pins) -> None:
    rng = np.random.default_rng(3)
    params, X, h0, C0 = (
        pytorch(rng, 2, 3),
        *(rng.standard_normal(shape) for shape in ((5, 2, 2), (3, 2), (3, 2))),
    )
    _, dh, dC = a_loss(params, X, h0, C0, pins)
    dparams, grads = backward(params, run(params, X, h0, C0, pins), dh, dC, pins)
    close: dict[str, Any] = {"rtol": 1e-7, "atol": 1e-9}
    for leaf in fields(Params):

        def by_weight(W: Array, name: str = leaf.name) -> float:
            return a_loss(replace(params, **{name: W}), X, h0, C0, pins)[0]

        nudged = slope(by_weight, getattr(params, leaf.name))
        np.testing.assert_allclose(getattr(dparams, leaf.name), nudged, **close, err_msg=leaf.name)
    starts = {"X": stack(grads, "x"), "h0": grads[0].h_prev, "C0": grads[0].C_prev}
    given = {"X": X, "h0": h0, "C0": C0}
    for name, ours in starts.items():

        def by_start(value: Array, name: str = name) -> float:
            return a_loss(params, **(given | {name: value}), pins=pins)[0]

        nudged = slope(by_start, given[name])
        np.testing.assert_allclose(ours, nudged, **close, err_msg=name)


@pytest.mark.parametrize("name", HELD)
@pytest.mark.parametrize("pins", [{}, PINS], ids=["free", "pinned"])
def test_a_gates_gradient_is_what_moving_a_pin_there_does(name: str, pins: Pins) -> None:
    rng = np.random.default_rng(4)
    params, X, h0, C0 = (
        pytorch(rng, 2, 3),
        *(rng.standard_normal(shape) for shape in ((5, 2, 1), (3, 1), (3, 1))),
    )
    trace = run(params, X, h0, C0, pins)
    _, dh, dC = a_loss(params, X, h0, C0, pins)
    _, grads = backward(params, trace, dh, dC, pins)
    for t, (before, grad) in enumerate(zip(trace, grads, strict=True), start=1):

        def loss(values: Array, t: int = t) -> float:
            return a_loss(params, X, h0, C0, {**pins, (name, t): dict(enumerate(values.ravel()))})[
                0
            ]

        np.testing.assert_allclose(
            getattr(grad, name), slope(loss, getattr(before, name)), rtol=1e-7, atol=1e-9
        )


def test_gradients_have_the_names_and_shapes_of_their_values() -> None:
    params, X, h0, C0 = notebook(42, 4, 3, 6)
    trace = run(params, X, h0, C0, PINS)
    dparams, grads = backward(params, trace, np.ones((6, 3, 1)), pins=PINS)
    assert len(grads) == 6
    for name in Step.__dataclass_fields__:
        assert stack(grads, name).shape == stack(trace, name).shape, name
    assert dparams.map(lambda d, W: np.array(d.shape) - W.shape, params).b_o.tolist() == [0, 0]
    assert (grads[1].a_f[[0, 2]] == 0).all(), (
        "a pinned gate passes no gradient to its pre-activation"
    )
    assert grads[1].f[0, 0] != 0 and grads[1].a_f[1, 0] != 0


def test_a_pin_holds_its_unit_at_its_time_and_nothing_before_it() -> None:
    params, X, h0, C0 = notebook(42, 4, 3, 6)
    free, pinned = run(params, X, h0, C0), run(params, X, h0, C0, {("f", 3): {1: 0.0}})
    for name in Step.__dataclass_fields__:
        assert (stack(free[:2], name) == stack(pinned[:2], name)).all(), name
    third = pinned[2]
    assert third.f.ravel().tolist() == [free[2].f[0, 0], 0, free[2].f[2, 0]]
    assert (third.a_f == free[2].a_f).all(), "the pre-activation stays as it would have been"
    assert third.C[1] == third.i[1] * third.C_tilde[1], "what unit 2 held is gone"
    assert (pinned[3].a_f != free[3].a_f).all(), "and every unit feels it a step later"


def test_pins_hold_in_every_sequence_and_those_after_the_end_wait() -> None:
    rng = np.random.default_rng(1)
    params, X = pytorch(rng, 2, 3), rng.standard_normal((4, 2, 5))
    zero = np.zeros((3, 5))
    late = {("o", 9): {0: 0.0}}
    free, pinned = (
        run(params, X, zero, zero),
        run(params, X, zero, zero, {("o", 2): {2: 0.0}} | late),
    )
    assert (pinned[1].h[2] == 0).all() and (free[1].h[2] != 0).all()
    for name in Step.__dataclass_fields__:
        assert (stack(run(params, X, zero, zero, late), name) == stack(free, name)).all(), name


@pytest.mark.parametrize("key", [("C", 1), ("f", 0)])
def test_what_cannot_be_pinned_is_refused(key: tuple[str, int]) -> None:
    params, X, h0, C0 = notebook(42, 4, 3, 2)
    with pytest.raises(ValueError, match=f"no such pin: {key[0]} at t = {key[1]}"):
        run(params, X, h0, C0, {key: {0: 0.5}})


@pytest.mark.parametrize("unit", [-1, 3])
def test_a_pin_beyond_the_units_is_refused(unit: int) -> None:
    params, X, h0, C0 = notebook(42, 4, 3, 2)
    with pytest.raises(ValueError, match=f"units \\[{unit}\\] of 3"):
        run(params, X, h0, C0, {("f", 1): {unit: 0.5}})


def test_no_steps_have_no_gradients_and_too_few_are_refused() -> None:
    params, X, h0, C0 = notebook(42, 4, 3, 2)
    dparams, grads = backward(params, (), np.zeros((0, 3, 1)), np.ones((3, 1)))
    assert grads == () and not dparams.W_f.any() and dparams.W_f.shape == (3, 7)
    with pytest.raises(ValueError, match="zip"):
        backward(params, run(params, X, h0, C0), np.zeros((1, 3, 1)))
