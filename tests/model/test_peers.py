"""The RNN and the GRU against PyTorch (golden/peers) and finite differences; their draws."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from lstm_core.model.cell import Array, stack
from lstm_core.model.jacobians import Jacobians
from lstm_core.model.peers import (
    GRU,
    RNN,
    draw_gru,
    draw_rnn,
    jacobians_gru,
    jacobians_rnn,
    run_gru,
    run_rnn,
)

GOLDEN = sorted(Path(__file__).parent.parent.joinpath("golden", "peers").glob("*.npz"))
Answer = Callable[[Array, Array], tuple[Array, Jacobians]]


def answer_rnn(rnn: RNN) -> Answer:
    """X, h0 -> h (T, H) and the Jacobians."""

    def answer(X: Array, h0: Array) -> tuple[Array, Jacobians]:
        trace = run_rnn(rnn, X, h0)
        return stack(trace, "h")[:, :, 0], jacobians_rnn(rnn, trace)

    return answer


def answer_gru(gru: GRU) -> Answer:
    """X, h0 -> h (T, H) and the Jacobians."""

    def answer(X: Array, h0: Array) -> tuple[Array, Jacobians]:
        trace = run_gru(gru, X, h0)
        return stack(trace, "h")[:, :, 0], jacobians_gru(gru, trace)

    return answer


def theirs(path: Path) -> tuple[dict[str, Array], Answer]:
    golden = dict(np.load(path))
    W = np.hstack([golden["weight_hh"], golden["weight_ih"]])
    b = (golden["bias_hh"] + golden["bias_ih"])[:, None]
    if path.stem.startswith("rnn"):
        return golden, answer_rnn(RNN(W, b))
    H = golden["h0"].size
    r, u, n = slice(H), slice(H, 2 * H), slice(2 * H, None)
    b_nx, b_nh = golden["bias_ih"][n, None], golden["bias_hh"][n, None]
    return golden, answer_gru(
        GRU(W[r], W[u], golden["weight_ih"][n], golden["weight_hh"][n], b[r], b[u], b_nx, b_nh)
    )


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_states_and_jacobians_equal_pytorchs(path: Path) -> None:
    golden, answer = theirs(path)
    h, ours = answer(golden["x"][:, :, None], golden["h0"][:, None])
    np.testing.assert_allclose(h, golden["h"], rtol=1e-12, atol=1e-14)
    for mine, expected in ((ours.dh_dx, golden["Jx"]), (ours.dh_dh, golden["Jh"])):
        scale = np.abs(expected).max(axis=(1, 2), keepdims=True)
        np.testing.assert_allclose(mine / scale, expected / scale, rtol=1e-12, atol=1e-12)


def test_there_are_golden_peers() -> None:
    assert [path.stem[:3] for path in GOLDEN] == ["gru"] * 3 + ["rnn"] * 3


@pytest.mark.parametrize("kind", ["rnn", "gru"])
def test_inputs_move_the_end_as_the_jacobian_says(kind: str) -> None:
    rng = np.random.default_rng(6)
    answer = answer_rnn(draw_rnn(rng, 2, 3)) if kind == "rnn" else answer_gru(draw_gru(rng, 2, 3))
    X, h0 = rng.standard_normal((6, 2, 1)), rng.standard_normal((3, 1))
    _, ours = answer(X, h0)
    for t, column in np.ndindex(6, 2):
        near = np.zeros_like(X)
        near[t, column] = 1e-5
        moved = answer(X + near, h0)[0][-1] - answer(X - near, h0)[0][-1]
        np.testing.assert_allclose(ours.dh_dx[t, :, column], moved / 2e-5, rtol=1e-6, atol=1e-10)
    assert (ours.dh_dh[-1] == np.eye(3)).all()


def test_by_hand_with_zero_weights() -> None:
    zero, one = np.zeros((1, 1)), np.ones((1, 1))
    gru = GRU(np.zeros((1, 2)), np.zeros((1, 2)), zero, zero, zero, zero, zero, 2 * one)
    (step,) = run_gru(gru, one[None], 4 * one)
    assert (step.r.item(), step.u.item()) == (0.5, 0.5)
    assert step.n == np.tanh(1), "b_nh = 2 stands inside r * (...)"
    assert step.h == 0.5 * np.tanh(1) + 0.5 * 4
    rnn = RNN(np.array([[0.5, 0.25]]), one)
    (plain,) = run_rnn(rnn, 4 * one[None], 2 * one)
    assert plain.h == np.tanh(0.5 * 2 + 0.25 * 4 + 1)


def test_sequences_run_side_by_side_and_no_steps_give_an_empty_trace() -> None:
    rng = np.random.default_rng(1)
    rnn, gru = draw_rnn(rng, 2, 3), draw_gru(rng, 2, 3)
    X, h0 = rng.standard_normal((4, 2, 5)), rng.standard_normal((3, 5))
    together, alone = run_gru(gru, X, h0), run_gru(gru, X[:, :, 2:3], h0[:, 2:3])
    np.testing.assert_allclose(together[-1].h[:, 2:3], alone[-1].h, rtol=1e-14)
    np.testing.assert_allclose(
        run_rnn(rnn, X, h0)[-1].h[:, 2:3], run_rnn(rnn, X[:, :, 2:3], h0[:, 2:3])[-1].h, rtol=1e-14
    )
    assert run_rnn(rnn, X[:0], h0) == () and run_gru(gru, X[:0], h0) == ()
    with pytest.raises(ValueError):
        jacobians_gru(gru, together)
    with pytest.raises(ValueError):
        jacobians_rnn(rnn, ())


def test_draws_are_pytorchs_default() -> None:
    H, D = 16, 9
    k = 1 / np.sqrt(H)
    rnns = [draw_rnn(np.random.default_rng(seed), D, H) for seed in range(40)]
    grus = [draw_gru(np.random.default_rng(seed), D, H) for seed in range(40)]
    for peers, names in ((rnns, ["W"]), (grus, ["W_r", "W_u", "W_nx", "W_nh", "b_nx", "b_nh"])):
        for name in names:
            values = np.array([getattr(peer, name) for peer in peers])
            assert 0.97 * k < np.abs(values).max() <= k, name
            assert values.std() == pytest.approx(k / np.sqrt(3), rel=0.08), name
    for sums in (np.array([rnn.b for rnn in rnns]), np.array([(gru.b_r, gru.b_u) for gru in grus])):
        assert k < np.abs(sums).max() <= 2 * k, "two biases add up"
        assert sums.std() == pytest.approx(k * np.sqrt(2 / 3), rel=0.08)
    assert (rnns[0].W.shape, grus[0].W_u.shape, grus[0].W_nx.shape, grus[0].W_nh.shape) == (
        (H, H + D),
        (H, H + D),
        (H, D),
        (H, H),
    )
    assert (draw_gru(np.random.default_rng(3), D, H).W_nh == grus[3].W_nh).all()
    assert (grus[3].W_nh != grus[4].W_nh).any()
