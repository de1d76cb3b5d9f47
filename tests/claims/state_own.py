"""That a cell of one's own answers as its library did, stated by other means."""

from collections.abc import Mapping
from math import exp, tanh
from typing import Any

import numpy as np
from hypothesis import strategies as st

from lstm_core.exchange.answers import Proof
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.own_cells import CELLS, OwnCell, own_cell
from lstm_core.model.initialisers import pytorch
from tests.claims.stated import states


def answer(cell: Any, x: np.ndarray) -> list[list[float]]:
    """h at every step, number by number."""
    H, out = cell.H, []
    h, C = [0.0] * H, [0.0] * H
    for row in x.tolist():
        z = [*h, *row]
        a = {
            g: [
                sum(w * v for w, v in zip(getattr(cell, f"W_{g}")[u].tolist(), z, strict=True))
                + float(getattr(cell, f"b_{g}")[u, 0])
                for u in range(H)
            ]
            for g in "fiCo"
        }
        s = {g: [1 / (1 + exp(-v)) for v in a[g]] for g in "fio"}
        C = [s["f"][u] * C[u] + s["i"][u] * tanh(a["C"][u]) for u in range(H)]
        h = [s["o"][u] * tanh(C[u]) for u in range(H)]
        out.append(h)
    return out


def with_answers(error: float) -> OwnCell:
    """A cell whose file holds answers that are wrong by this much."""
    params = pytorch(np.random.default_rng(int(1e7 * error)), 2, 3)
    proof = Proof(X, np.array(answer(params, X)) + error, None)
    return own_cell(params, "PyTorch", proof)


def with_more_answers(error: float) -> OwnCell:
    """A cell whose file holds answers to twice as many steps, the first wrong by this much."""
    params, both = pytorch(np.random.default_rng(int(1e7 * error) + 1), 2, 3), np.tile(X, (2, 1))
    proof = Proof(both, np.array(answer(params, both)) + error, None)
    return own_cell(params, "PyTorch", proof.first(len(X)))


X = np.random.default_rng(0).standard_normal((4, 2))
CELLS_HELD = [with_answers(error) for error in (0.0, 3e-7, 4e-4, 6e-4, 0.2)]
CELLS_HELD += [with_more_answers(error) for error in (0.0, 3e-7, 0.2)]
WEIGHTS = st.sampled_from([cell.spelling for cell in CELLS_HELD])
INPUTS = "\n".join(";".join(map(repr, row)) for row in X.tolist())


@states(
    *("proof_equal", "proof_equal_first", "proof_differs", "proof_differs_first"),
    scenario="own",
    weights=WEIGHTS,
    inputs=INPUTS,
)
def h_is_that_of_the_file_to_so_many_decimals(
    experiment: Experiment, values: Mapping[str, Any]
) -> None:
    cell = CELLS[experiment.settings.weights]
    assert cell.proof is not None
    assert np.array_equal(experiment.X[:, :, 0], cell.proof.x)
    apart = max(
        abs(a - b)
        for one, other in zip(answer(cell.params, cell.proof.x), cell.proof.h.tolist(), strict=True)
        for a, b in zip(one, other, strict=True)
    )
    assert values["library"] == "PyTorch" and values["steps"] == len(cell.proof.x)
    assert values.get("rows", 0) == (cell in CELLS_HELD[5:]) * 2 * len(X)
    if "digits" in values:
        assert apart <= 0.5 * 10.0 ** -values["digits"] <= 0.5e-3
    else:
        assert apart > 0.5e-3 and abs(values["difference"] - apart) < 1e-9
