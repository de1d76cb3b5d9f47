"""How far an Experiment is from its ghost: the kept cell, or the same one left alone."""

from math import isnan
from typing import Any

import numpy as np

from lstm_core.experiment.claims import Change, Claim, Fine, Magnitude, Name, Rule, Symbol, claims
from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import GATES, Array, stack

COMPARED = (
    *("C_prev", "h_prev", "f", "i", "C_tilde", "o", "C", "h"),
    *(f"a_{letter}" for letter in GATES.values()),
)
ROUNDING = 1e-12  # what two ways to the same number may differ by, beside the largest of them
SEEN = 0.01  # a smaller difference is told by its size, not by its two values


def difference(experiment: Experiment, name: str) -> Array | None:
    """One value of the trace minus the ghost's (T, H), NaN where hidden; None without a ghost."""
    ghost = experiment.ghost
    if ghost is None:
        return None
    change: Array = (stack(experiment.trace, name) - stack(ghost.trace, name))[:, :, 0]
    return change


def ghost_id(experiment: Experiment) -> Name:
    """What the ghost is: the cell without the change, or one that was kept."""
    return Name("in_kept" if experiment.settings.versus else "without_change")


@claims(
    *("ghost_same", "ghost_inside", "ghost_differs", "ghost_differs_little"),
    *("ghost_memory", "ghost_memory_little"),
)
def ghost_claim(experiment: Experiment) -> Claim | None:
    """Since when the unit in focus differs from the ghost, and where and how h does most.

    Or C where h does not differ at all. Only steps that are shown whole count. None without a
    ghost.
    """
    ghost, u = experiment.ghost, experiment.unit - 1
    if ghost is None:
        return None
    changes = np.array([difference(experiment, name) for name in COMPARED])[:, :, u]
    rounding = ROUNDING * max(1.0, float(np.nanmax(np.abs(stack(ghost.trace, "C")))))
    # step 1 is never hidden
    last = int(np.flatnonzero(np.isfinite(changes[COMPARED.index("h")]))[-1]) + 1
    differing = np.flatnonzero((np.abs(changes[:, :last]) > rounding).any(axis=0))
    if not differing.size:
        return Claim("ghost_same", {"unit": u + 1, "t": last, "ghost": ghost_id(experiment)})
    values: dict[str, Any] = {"unit": u + 1, "first": int(differing[0]) + 1}
    for name, key in (("h", "ghost_differs"), ("C", "ghost_memory")):
        change = np.abs(changes[COMPARED.index(name), :last])
        if (change > rounding).any():
            at = int(change.argmax())
            values |= {"at": at + 1, "symbol": Symbol(name)}
            if change[at] < SEEN:
                return Claim(f"{key}_little", values | {"by": Magnitude(change[at])})
            now, before = (float(getattr(one.trace[at], name)[u, 0]) for one in (experiment, ghost))
            return Claim(key, values | {"now": now, "before": before})
    return Claim("ghost_inside", values)


@claims("beside", "beside_nearly", "beside_same")
def beside_claim(experiment: Experiment, stage: str = "") -> Claim | None:
    """What this stage, or the one in focus, is in the ghost, and by how much it differs.

    None where it is hidden, or without a ghost.
    """
    stage, ghost, u = stage or experiment.settings.stage, experiment.ghost, experiment.unit - 1
    if ghost is None or stage == "z":
        return None
    before, now = (float(getattr(one.step, stage)[u, 0]) for one in (ghost, experiment))
    if isnan(now):
        return None
    values = {"ghost": ghost_id(experiment), "before": Fine(before)}
    if now == before:
        return Claim("beside_same", values)
    if abs(now - before) < ROUNDING:
        return Claim("beside_nearly", values)
    values |= {"now": Fine(now), "difference": Change(now - before)}
    return Claim("beside", values, (Rule("difference", ("now", "before"), "difference"),))
