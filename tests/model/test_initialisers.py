"""Draws: the notebook's order, and the two libraries' distributions."""

from collections.abc import Callable

import numpy as np
import pytest

from lstm_core.model.cell import Params
from lstm_core.model.initialisers import keras, notebook, pytorch, wide


def test_step_one_does_not_depend_on_the_number_of_steps() -> None:
    short, long = notebook(42, 4, 3, 1), notebook(42, 4, 3, 60)
    assert (short[0].b_o == long[0].b_o).all()
    assert (short[1][0] == long[1][0]).all()
    assert (long[1][:6] == notebook(42, 4, 3, 6)[1]).all()


def test_the_notebook_draws_with_the_legacy_generator_in_its_order() -> None:
    flat = np.random.RandomState(42).random_sample(4 + 3 + 3 + 4 * (21 + 3) + 4)
    params, X, h0, C0 = notebook(42, 4, 3, 2)
    assert (X[0].ravel() == flat[:4]).all()
    assert (h0.ravel() == flat[4:7]).all()
    assert (C0.ravel() == flat[7:10]).all()
    assert (params.W_f.ravel() == flat[10:31]).all()
    assert (params.b_o.ravel() == flat[103:106]).all()
    assert (X[1].ravel() == flat[106:]).all()


@pytest.mark.parametrize("initialiser", [pytorch, keras, wide])
def test_the_same_seed_gives_the_same_cell_and_another_seed_another(
    initialiser: Callable[[np.random.Generator, int, int], Params],
) -> None:
    first, again, other = (initialiser(np.random.default_rng(seed), 3, 4) for seed in (5, 5, 6))
    assert (first.W_C == again.W_C).all()
    assert (first.W_C != other.W_C).any()
    assert first.W_f.shape == (4, 7)
    assert first.b_f.shape == (4, 1)


def test_nothing_touches_the_process_wide_random_state() -> None:
    np.random.seed(3)
    expected = np.random.random_sample(3)
    np.random.seed(3)
    notebook(42, 4, 3, 6)
    for initialiser in (pytorch, keras, wide):
        initialiser(np.random.default_rng(1), 4, 3)
    assert (np.random.random_sample(3) == expected).all()


def test_pytorch_weights_are_uniform_and_its_two_biases_add_up() -> None:
    H = 32
    cells = [pytorch(np.random.default_rng(seed), 16, H) for seed in range(40)]
    W, b = np.array([cell.W_i for cell in cells]), np.array([cell.b_i for cell in cells])
    k = 1 / np.sqrt(H)
    assert np.abs(W).max() <= k
    assert W.std() == pytest.approx(k / np.sqrt(3), rel=0.02)
    assert np.abs(b).max() > k, "one bias alone never gets beyond k"
    assert b.std() == pytest.approx(k * np.sqrt(2 / 3), rel=0.05)


def test_keras_kernels_and_biases() -> None:
    D, H = 5, 6
    cell = keras(np.random.default_rng(0), D, H)
    recurrent = np.hstack([W[:, :H].T for W in (cell.W_i, cell.W_f, cell.W_C, cell.W_o)])
    np.testing.assert_allclose(recurrent @ recurrent.T, np.eye(H), atol=1e-12)
    limit = np.sqrt(6 / (D + 4 * H))
    kernels = np.array([keras(np.random.default_rng(seed), D, H).W_o[:, H:] for seed in range(200)])
    assert 0.99 * limit < np.abs(kernels).max() <= limit
    assert (cell.b_f == 1).all()
    assert not cell.b_i.any() and not cell.b_C.any() and not cell.b_o.any()
