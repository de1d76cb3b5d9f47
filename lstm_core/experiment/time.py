"""The memory of the unit in focus from its start to its end: a claim."""

import numpy as np

from lstm_core.experiment.claims import Claim, Share, claims
from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import stack


@claims("time_sentence", "time_sentence_empty", "time_sentence_still")
def time_claim(experiment: Experiment) -> Claim | None:
    """Where C of the unit in focus starts and ends, its extremes, and what of it t keeps.

    Nothing is kept of a memory that is 0. None where a step is hidden.
    """
    u, t = experiment.unit - 1, experiment.t
    C = np.array([experiment.C0[u, 0], *stack(experiment.trace, "C")[:, u, 0]])
    if np.isnan(C).any():
        return None
    if not np.ptp(C):
        return Claim("time_sentence_still", {"unit": u + 1, "C": float(C[0])})
    low, high = int(C.argmin()), int(C.argmax())
    values = {
        "unit": u + 1,
        "C0": float(C[0]),
        "CT": float(C[-1]),
        "low": float(C[low]),
        "t_low": low,
        "high": float(C[high]),
        "t_high": high,
    }
    if not C[t - 1]:
        return Claim("time_sentence_empty", values)
    kept = Share(experiment.step.f[u, 0])
    return Claim("time_sentence", values | {"t": t, "percent": kept})
