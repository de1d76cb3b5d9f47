"""How memory fades: against the hand, PyTorch's Jacobians, and finite differences."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lstm_core.experiment.scenarios import HALF_LIFE, SCENARIOS
from lstm_core.model.cell import Array, Params, Pins, Step, backward, run, stack
from lstm_core.model.initialisers import notebook, pytorch, wide
from lstm_core.model.jacobians import direct_path, half_life, jacobians_lstm, shares, spectral_norms

GOLDEN = [
    path
    for path in sorted(Path(__file__).parent.parent.joinpath("golden").glob("*.npz"))
    if "ts" in np.load(path)
]
PINS: Pins = {
    ("f", 2): {0: 0.0, 2: 0.9},
    ("i", 4): {1: 1.0},
    ("C_tilde", 6): {0: -0.7},
    ("o", 7): {2: 0.25, 1: 0.0},
}


def golden_run(path: Path) -> tuple[dict[str, Array], Params, tuple[Step, ...]]:
    golden = dict(np.load(path))
    weights = [golden[f"W_{letter}"] for letter in "fico"] + [
        golden[f"b_{letter}"][:, None] for letter in "fico"
    ]
    params = Params(*weights)
    return (
        golden,
        params,
        run(params, golden["x"].transpose(0, 2, 1), golden["h0"].T, golden["C0"].T),
    )


def close(ours: Array, theirs: Array, name: str) -> None:
    """To 1e-12 of the largest entry of each matrix: a sum that cancels keeps its terms' error."""
    for t, (mine, expected) in enumerate(zip(ours, theirs, strict=True), start=1):
        scale = np.abs(expected).max()
        np.testing.assert_allclose(
            mine, expected, rtol=1e-12, atol=max(1e-12 * scale, 1e-300), err_msg=f"{name} t={t}"
        )


def drawn(seed: int = 5, T: int = 8, pins: Pins | None = None) -> tuple[Params, tuple[Step, ...]]:
    rng = np.random.default_rng(seed)
    params = wide(rng, 2, 3)
    X, h0, C0 = (rng.standard_normal(shape) for shape in ((T, 2, 1), (3, 1), (3, 1)))
    return params, run(params, X, h0, C0, pins or {})


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_jacobians_equal_pytorchs(path: Path) -> None:
    golden, params, trace = golden_run(path)
    ours = jacobians_lstm(params, trace)
    through_C = (stack(trace, "o") * (1 - stack(trace, "tanh_C") ** 2)).transpose(0, 2, 1)
    close(ours.dh_dx, golden["Jx"], "dh_dx")
    close(ours.dh_dh, golden["Jh_state"][1:], "dh_dh")
    close(ours.dC_dC, golden["JC_total"][1:], "dC_dC")
    close(ours.dh_dC, golden["JhC_state"][1:] + golden["Jh_state"][1:] * through_C, "dh_dC")


def test_there_are_golden_jacobians() -> None:
    assert len(GOLDEN) == 7
    assert any("explode" in path.stem for path in GOLDEN)


@pytest.mark.parametrize("pins", [{}, PINS], ids=["free", "pinned"])
def test_jacobians_equal_backward_by_unit_vectors(pins: Pins) -> None:
    params, trace = drawn(pins=pins)
    ours, T, H = jacobians_lstm(params, trace, pins), len(trace), params.H
    for row in range(H):
        unit = np.eye(H)[:, [row]]
        dh = np.zeros((T, H, 1))
        _, by_C = backward(params, trace, dh, unit, pins)
        dh[-1] = unit
        _, by_h = backward(params, trace, dh, pins=pins)
        close(ours.dh_dx[:, row], stack(by_h, "x")[:, :, 0], "dh_dx")
        close(ours.dh_dh[:, row], stack(by_h, "h")[:, :, 0], "dh_dh")
        close(ours.dh_dC[:, row], stack(by_h, "C")[:, :, 0], "dh_dC")
        close(ours.dC_dC[:, row], stack(by_C, "C")[:, :, 0], "dC_dC")


@pytest.mark.parametrize("pins", [{}, PINS], ids=["free", "pinned"])
def test_inputs_move_the_end_as_the_jacobian_says(pins: Pins) -> None:
    params, trace = drawn(pins=pins)
    X, start = stack(trace, "x"), (trace[0].h_prev, trace[0].C_prev)
    ours = jacobians_lstm(params, trace, pins).dh_dx
    for t in range(len(trace)):
        for column in range(params.D):
            near = np.zeros_like(X)
            near[t, column] = 1e-5
            up, down = (run(params, X + sign * near, *start, pins)[-1].h for sign in (1, -1))
            np.testing.assert_allclose(
                ours[t, :, column], (up - down)[:, 0] / 2e-5, rtol=1e-6, atol=1e-9
            )


def test_at_the_end_a_value_is_itself() -> None:
    params, trace = drawn()
    ours, last = jacobians_lstm(params, trace), trace[-1]
    assert (ours.dh_dh[-1] == np.eye(3)).all()
    assert (ours.dC_dC[-1] == np.eye(3)).all()
    np.testing.assert_allclose(
        ours.dh_dC[-1], np.diag((last.o * (1 - last.tanh_C**2)).ravel()), rtol=1e-15
    )
    assert (ours.dh_dx.shape, ours.dh_dC.shape) == ((8, 3, 2), (8, 3, 3))


def test_a_pin_after_the_end_changes_nothing() -> None:
    params, trace = drawn()
    assert (
        jacobians_lstm(params, trace, {("f", 9): {0: 0.0}}).dC_dC
        == jacobians_lstm(params, trace).dC_dC
    ).all()


def test_jacobians_want_one_sequence_and_a_step() -> None:
    params, X, _, _ = notebook(42, 4, 3, 2)
    two = run(params, np.concatenate([X, X], axis=2), np.zeros((3, 2)), np.zeros((3, 2)))
    for trace in (two, ()):
        with pytest.raises(ValueError):
            jacobians_lstm(params, trace)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_the_direct_path_equals_pytorchs(path: Path) -> None:
    golden, _, trace = golden_run(path)
    for t in range(len(trace) + 1):
        np.testing.assert_allclose(
            direct_path(trace, t, len(trace))[0], golden["cec"][t], rtol=1e-12, atol=1e-300
        )


def test_the_direct_path_is_the_product_of_its_factors() -> None:
    _, trace = drawn()
    left, factors = direct_path(trace, 2, 5)
    assert (factors == [step.f[:, 0] for step in trace[2:5]]).all(), "f at t = 3, 4, 5"
    np.testing.assert_allclose(
        left, trace[2].f[:, 0] * trace[3].f[:, 0] * trace[4].f[:, 0], rtol=1e-15
    )
    left, factors = direct_path(trace, 4, 4)
    assert left.tolist() == [1, 1, 1] and factors.shape == (0, 3)


def test_without_recurrent_weights_the_direct_path_is_the_whole_jacobian() -> None:
    start = SCENARIOS["keep"].draw(0, 0, 0, 0)
    trace = run(start.params, start.X, start.h0, start.C0)
    whole = jacobians_lstm(start.params, trace).dC_dC
    for t in range(1, len(trace) + 1):
        np.testing.assert_allclose(
            whole[t - 1], np.diag(direct_path(trace, t, len(trace))[0]), rtol=1e-14
        )


def test_with_recurrent_weights_the_direct_path_is_not_the_whole() -> None:
    _, params, trace = golden_run(next(path for path in GOLDEN if "explode" in path.stem))
    direct = [
        np.linalg.norm(direct_path(trace, t, len(trace))[0]) for t in range(1, len(trace) + 1)
    ]
    assert (spectral_norms(jacobians_lstm(params, trace).dC_dC) / direct).max() > 10


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (4, 3), (0, 9)])
def test_a_path_outside_the_sequence_is_refused(start: int, end: int) -> None:
    _, trace = drawn()
    with pytest.raises(ValueError, match=f"no way from {start} to {end}"):
        direct_path(trace, start, end)


def test_half_lives_by_hand() -> None:
    quarter = [[0.5, 0.25, 1, 0, 1.5, -0.5], [0.5, 1, 1, 0.9, 1, 0.5]]
    half, geometric, never, at_once, growing, alternating = half_life(np.array(quarter))
    assert (half, geometric) == pytest.approx((1, 1)), "sqrt(0.25 * 1) = 0.5"
    assert (never, at_once, growing) == (None, None, None)
    assert alternating == pytest.approx(1), "a sign does not fade"
    [tiny] = half_life(np.full((300, 1), 1e-9))
    assert tiny == pytest.approx(np.log(2) / np.log(1e9)), "no underflow"
    assert half_life(np.ones((0, 2))) == (None, None)


def test_the_leaky_memory_has_the_half_life_it_was_built_for() -> None:
    start = SCENARIOS["leaky"].draw(0, 0, 0, 0)
    trace = run(start.params, start.X, start.h0, start.C0)
    assert half_life(direct_path(trace, 0, len(trace))[1]) == pytest.approx((HALF_LIFE,))


def test_norms_are_the_largest_stretch() -> None:
    both = np.array([[[3.0, 0], [0, -4]], [[0, 0], [0, 0]], [[1, 1], [1, 1]]])
    np.testing.assert_allclose(spectral_norms(both), [4, 0, 2], rtol=1e-15)
    for H in (1, 3, 32):
        assert spectral_norms(np.eye(H)[None]).tolist() == [1], "and not sqrt(H)"
    assert spectral_norms(np.array([[[1e-200]], [[np.inf]], [[np.nan]]])).tolist() == [
        1e-200,
        np.inf,
        np.inf,
    ]


@pytest.mark.parametrize("pins", [{}, PINS], ids=["free", "pinned"])
def test_shares_are_the_norms_of_each_steps_term_of_the_weights_gradient(pins: Pins) -> None:
    """A step's term by other means: what remains of dL/dW when no other step may learn."""
    params, trace = drawn(seed=8, pins=pins)
    H, T = params.H, len(trace)
    weight = np.array([[1.0], [-2], [0.5]])  # L = <weight, h_T>
    sizes = np.zeros(T)
    for t in range(T):
        squares = 0.0
        for name in ("W_f", "W_i", "W_C", "W_o"):
            for place in np.ndindex(H, H + params.D):
                up, down = (
                    end_with(params, nudged(params, name, place, by), t, trace, pins)
                    for by in (1e-5, -1e-5)
                )
                squares += (float((weight * (up - down)).sum()) / 2e-5) ** 2
        sizes[t] = np.sqrt(squares)
    ours = shares(params, trace, weight, pins)
    np.testing.assert_allclose(ours, sizes / sizes.sum(), rtol=1e-5, atol=1e-9)
    assert ours.sum() == pytest.approx(1, rel=1e-14)


def end_with(params: Params, other: Params, t: int, trace: Sequence[Step], pins: Pins) -> Array:
    """h_T when `other` takes the place of the params at step t (from 0) alone."""
    h, C = trace[0].h_prev, trace[0].C_prev
    X = stack(trace, "x")
    for s in range(len(X)):
        now = {(gate, 1): units for (gate, time), units in pins.items() if time == s + 1}
        (last,) = run(other if s == t else params, X[s : s + 1], h, C, now)
        h, C = last.h, last.C
    return h


def nudged(params: Params, name: str, place: tuple[int, ...], by: float) -> Params:
    """The Params with one weight moved."""
    W = getattr(params, name).copy()
    W[place] += by
    return replace(params, **{name: W})


def test_shares_of_one_step_and_of_nothing() -> None:
    params, trace = drawn(T=1)
    assert shares(params, trace, np.ones((3, 1))).tolist() == [1]
    params, trace = drawn()
    assert not shares(params, trace, np.zeros((3, 1))).any()
    with pytest.raises(ValueError):
        shares(params, (), np.ones((3, 1)))


def test_a_higher_forget_bias_brings_the_shares_of_early_steps_up() -> None:
    rng = np.random.default_rng(0)
    params, X, zero = pytorch(rng, 2, 3), rng.standard_normal((20, 2, 1)), np.zeros((3, 1))
    early = []
    for b_f in (0.0, 4.0):
        cell = Params(**{**vars(params), "b_f": params.b_f + b_f})
        early.append(shares(cell, run(cell, X, zero, zero), np.ones((3, 1)))[:5].sum())
    assert early[0] < 0.001 < 0.2 < early[1]
