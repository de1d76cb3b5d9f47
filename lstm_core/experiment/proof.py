"""Whether a cell of one's own answers as its library did: a claim."""

from math import floor, log10

import numpy as np

from lstm_core.experiment.claims import Claim, Magnitude, claims
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.own_cells import CELLS
from lstm_core.model.cell import stack

EQUAL, MOST = 3, 12  # decimals from which on it is said to be equal; how many are counted


@claims("proof_equal", "proof_equal_first", "proof_differs", "proof_differs_first")
def proof_claim(experiment: Experiment) -> Claim | None:
    """To how many decimals h is what the library gave for the same inputs, at every step.

    None without its answers, with other inputs or a start of its own, and for a changed cell.
    """
    settings = experiment.settings
    cell = CELLS.get(settings.weights) if settings.scenario == "own" else None
    if cell is None or cell.proof is None or settings.plain.cell != settings.cell:
        return None
    x, h = experiment.X[:, :, 0], stack(experiment.trace, "h")[:, :, 0]
    if x.shape != cell.proof.x.shape or not np.array_equal(x, cell.proof.x):
        return None
    if h.shape != cell.proof.h.shape or np.isnan(h).any():
        return None
    difference = float(np.abs(h - cell.proof.h).max())
    digits = min(floor(-log10(2 * difference)), MOST) if difference else MOST
    values = {"library": cell.library, "steps": experiment.T}
    part = "_first" if cell.proof.rows else ""
    values |= {"rows": cell.proof.rows} if part else {}
    if digits >= EQUAL:
        return Claim(f"proof_equal{part}", values | {"digits": digits})
    return Claim(f"proof_differs{part}", values | {"difference": Magnitude(difference)})
