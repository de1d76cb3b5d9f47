"""Why a curve of fading memory is exactly 0: which causes alone make it so, whatever else is.

A cause is tried by itself. All that it does not fix (weights, gates, slopes) is drawn at random; if
the curve is still exactly 0, the cause suffices.
"""

from collections.abc import Collection
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import GATES, HELD, Array, Step
from lstm_core.model.jacobians import CellJacobians, jacobians_lstm

# From the simplest to the last resort: of each the reason's name, and what of the cell it keeps.
CAUSES: dict[str, tuple[str, ...]] = {
    "zero_weights": ("weights",),
    "zero_held": ("pins",),
    "zero_saturated": ("saturation",),
    "zero_together": ("weights", "pins", "saturation"),
    "zero_empty": ("weights", "pins", "saturation", "emptiness"),
}
# Where all weights from one side are 0, that is the reason: curve -> its name.
ONE_SIDE = {"dh_dh": "zero_no_recurrence", "dh_dx": "zero_no_inputs"}


def reason_for_zero(experiment: Experiment, curve: str) -> str | None:
    """The name of a sufficient reason why this curve is exactly 0 before T; None if none is found.

    Curves are fields of CellJacobians. That is so where numbers happen to be 0, or underflow.
    """
    side = slice(experiment.H) if curve == "dh_dh" else slice(experiment.H, None)
    weights = [getattr(experiment.gradient_params, f"W_{letter}") for letter in GATES.values()]
    if curve in ONE_SIDE and not any(W[:, side].any() for W in weights):
        return ONE_SIDE[curve]
    for name, kept in CAUSES.items():
        if not getattr(with_causes(experiment, kept), curve)[:-1].any():
            return name
    return None


def with_causes(experiment: Experiment, kept: Collection[str]) -> CellJacobians:
    """The Jacobians of a cell that is drawn at random, but for what of this one is kept.

    "weights" keeps which weights are 0, "pins" what is held, "saturation" gates that are exactly 0
    or 1 and tanh that is exactly -1 or 1, "emptiness" a C that is 0 at every step.
    """
    rng = np.random.default_rng(0)
    params = experiment.gradient_params.map(lambda W: drawn(rng, W.shape))
    if "weights" in kept:
        params = params.map(
            lambda drawn, own: np.where(own == 0, 0, drawn), experiment.gradient_params
        )
    trace = tuple(
        drawn_step(rng, step, t, experiment, kept) for t, step in enumerate(experiment.trace, 1)
    )
    return jacobians_lstm(params, trace, experiment.pins if "pins" in kept else {})


def drawn_step(
    rng: np.random.Generator, step: Step, t: int, experiment: Experiment, kept: Collection[str]
) -> Step:
    """A Step with random values in what its derivatives need, but for what is kept."""
    new = {name: drawn(rng, step.h.shape) for name in (*HELD, "tanh_C", "C_prev")}
    if "saturation" in kept:
        for name in (*HELD, "tanh_C"):
            own = getattr(step, name)
            ends = is_saturated(name, own) & ~held_units(experiment, name, t)
            new[name] = np.where(ends, own, new[name])
    if "emptiness" in kept and is_empty(experiment):
        new["C_prev"] = new["tanh_C"] = np.zeros_like(step.C)
    if "pins" in kept:
        for name in HELD:
            held = held_units(experiment, name, t)
            new[name] = np.where(held, getattr(step, name), new[name])
    return replace(step, **new)


def is_empty(experiment: Experiment) -> bool:
    """Whether C is exactly 0 at every step, and before the first."""
    return not any(step.C_prev.any() or step.C.any() for step in experiment.trace)


def is_saturated(name: str, values: Array) -> NDArray[np.bool_]:
    """Which values of a gate or of tanh are so near their end that their slope is 0 to a float."""
    found: NDArray[np.bool_] = (np.abs(values) == 1) | ((values == 0) & (name in "fio"))
    return found


def held_units(experiment: Experiment, name: str, t: int) -> NDArray[np.bool_]:
    """Which units (H, 1) of this are held at t."""
    units = np.zeros((experiment.H, 1), dtype=bool)
    units[list(experiment.pins.get((name, t), {}))] = True
    return units


def drawn(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Numbers of both signs, none of them near 0 or 1: small, so that no product overflows."""
    numbers: Array = rng.uniform(0.3, 0.9, shape) * rng.choice([-1.0, 1.0], shape)
    return numbers
