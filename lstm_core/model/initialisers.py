"""Where a cell's Params come from: the notebook, and the initialisers of two libraries.

Each takes a seed and sizes D, H; the same seed gives the same numbers on every machine. NumPy's
process-wide random state is never touched.
"""

import numpy as np

from lstm_core.model.cell import Array, Params


def notebook(seed: int, D: int, H: int, T: int) -> tuple[Params, Array, Array, Array]:
    """The notebook's Params, X (T, D, 1), h0 and C0 (H, 1).

    All are uniform in [0, 1), by NumPy's legacy generator. The order of the draws is the
    notebook's: x_1, h_0, C_0, then W and b of each gate. x_2 ... x_T are drawn after these, so that
    step 1 does not depend on T.
    """
    draw = np.random.RandomState(seed).random_sample
    x_1, h0, C0 = draw((D, 1)), draw((H, 1)), draw((H, 1))
    drawn = {}
    for gate in "fiCo":
        drawn[f"W_{gate}"] = draw((H, H + D))
        drawn[f"b_{gate}"] = draw((H, 1))
    X = np.concatenate([x_1[None], draw((T - 1, D, 1))])
    return Params(**drawn), X, h0, C0


def pytorch(rng: np.random.Generator, D: int, H: int) -> Params:
    """torch.nn.LSTM's default: all uniform in +-1/sqrt(H), two biases per gate, added up.

    Its own order of gates is i f g o; as all four are drawn alike, theirs is ours in distribution.
    """
    k = 1 / np.sqrt(H)
    W_ih = rng.uniform(-k, k, (4, H, D))
    W_hh = rng.uniform(-k, k, (4, H, H))
    b_ih = rng.uniform(-k, k, (4, H, 1))
    b_hh = rng.uniform(-k, k, (4, H, 1))
    gates = [*np.concatenate([W_hh, W_ih], axis=2), *(b_ih + b_hh)]
    return Params(*gates)


def keras(rng: np.random.Generator, D: int, H: int) -> Params:
    """keras.layers.LSTM's default: Glorot, orthogonal, and a forget bias of 1.

    They are of Glorot & Bengio (2010), Saxe et al. (2014) and Jozefowicz et al. (2015). The kernel
    (D, 4H) is uniform in +-sqrt(6 / (D + 4H)); the recurrent kernel (H, 4H) has orthonormal rows;
    the biases are 0 but the forget gate's, which is 1.
    """
    limit = np.sqrt(6 / (D + 4 * H))
    kernel = rng.uniform(-limit, limit, (D, 4 * H))
    q, r = np.linalg.qr(rng.standard_normal((4 * H, H)))
    recurrent = (
        q * np.sign(np.diag(r))
    ).T  # with the signs of r's diagonal, q is uniform over the orthonormal ones
    i, f, C, o = (
        np.hstack([U.T, W.T])
        for U, W in zip(np.split(recurrent, 4, 1), np.split(kernel, 4, 1), strict=True)
    )
    zero = np.zeros((H, 1))
    return Params(f, i, C, o, np.ones((H, 1)), zero, zero, zero)


def wide(rng: np.random.Generator, D: int, H: int) -> Params:
    """Normal weights of deviation 4/sqrt(D + H), biases 0: wide enough to open and close gates."""
    zero = np.zeros((H, 1))
    W_f, W_i, W_C, W_o = rng.normal(0, 4 / np.sqrt(D + H), (4, H, H + D))
    return Params(W_f, W_i, W_C, W_o, zero, zero, zero, zero)
