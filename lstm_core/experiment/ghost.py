"""How far an Experiment is from its ghost: the kept cell, or the same one left alone."""

from dataclasses import dataclass

import numpy as np

from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import Array, stack

COMPARED = ("f", "i", "C_tilde", "o", "C", "h")


@dataclass(frozen=True)
class Divergence:
    """Where the unit in focus differs from the ghost.

    `first` is the first such step, from 1, None if it never does. `by` is h minus the ghost's h at
    `last`, the last step whose h is shown.
    """

    first: int | None
    last: int
    by: float


def difference(experiment: Experiment, name: str) -> Array | None:
    """One value of the trace minus the ghost's (T, H), NaN where hidden; None without a ghost."""
    ghost = experiment.ghost
    if ghost is None:
        return None
    change: Array = (stack(experiment.trace, name) - stack(ghost.trace, name))[:, :, 0]
    return change


def divergence(experiment: Experiment) -> Divergence | None:
    """Since when and how far the unit in focus differs from the ghost; None without a ghost."""
    if experiment.ghost is None:
        return None
    changes = np.array([difference(experiment, name) for name in COMPARED])
    changes = changes[:, :, experiment.unit - 1]
    last = int(np.flatnonzero(np.isfinite(changes[-1]))[-1]) + 1  # step 1 is never hidden
    differing = np.flatnonzero(changes[:, :last].any(axis=0))
    first = int(differing[0]) + 1 if differing.size else None
    return Divergence(first, last, float(changes[-1][last - 1]))
