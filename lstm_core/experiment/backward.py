"""The gradient of the last hidden state as it flows back through the cell, and where it dies.

L is the sum of h at the last step that is shown whole, as for the shares of the memory view: where
something is hidden, nothing that comes from it is computed.
"""

from functools import lru_cache
from types import MappingProxyType

import numpy as np

from lstm_core.experiment.claims import Claim, Magnitude, claims
from lstm_core.experiment.experiment import Experiment, simulated
from lstm_core.experiment.memory import last_shown
from lstm_core.experiment.settings import Settings
from lstm_core.experiment.zero_curves import held_units, is_saturated
from lstm_core.model.cell import GATES, HELD, Array, backward, stack

DEAD = 0.01  # a gradient below this part of its largest
FAINT = 1e-12  # of a smaller one a slope near 0, as 1 - tanh², has lost its digits
LINES = ("C_prev", "h_prev", "f", "i", "C_tilde", "o", "C", "tanh_C", "h")
Gradients = MappingProxyType[str, Array]


@lru_cache(maxsize=64)
def gradients_until(cell: Settings, end: int) -> Gradients:
    """dL/d(each value) at t = 1 ... end, each (end, H), for L the sum of h at `end`.

    By the names of a Step, "a_f" ... "a_C_tilde" for what goes into the gates, and "C_h", the part
    of C's that comes through h of its own step. What is too large for a float is infinite.
    """
    experiment = simulated(cell)
    trace = experiment.trace[:end]
    dh = np.zeros_like(stack(trace, "h"))
    dh[-1] = 1.0
    with np.errstate(over="ignore", invalid="ignore"):
        _, grads = backward(experiment.gradient_params, trace, dh, pins=experiment.pins)
        names = dict.fromkeys(LINES) | {f"a_{gate}": f"a_{x}" for gate, x in GATES.items()}
        found = {key: stack(grads, name or key)[:, :, 0] for key, name in names.items()}
        found["C_h"] = found["tanh_C"] * (1 - stack(trace, "tanh_C")[:, :, 0] ** 2)
    return MappingProxyType(found)


def shown_gradients(experiment: Experiment) -> Gradients:
    """The gradients of all steps, each (T, H): NaN after the last step that is shown whole."""
    end = last_shown(experiment)
    found = gradients_until(experiment.settings.cell, end)
    after = np.full((experiment.T - end, experiment.H), np.nan)
    return MappingProxyType({name: np.vstack([rows, after]) for name, rows in found.items()})


def ends_at(experiment: Experiment, gate: str) -> bool:
    """Whether the gate of the unit in focus is held at t: no gradient goes on through it."""
    return experiment.unit - 1 in experiment.pins.get((gate, experiment.t), {})


@claims(
    *("backward_none", "backward_faint", "backward_begins", "backward_first"),
    *("backward_dies", "backward_dies_none", "backward_lives", "backward_lives_none"),
)
def backward_claim(experiment: Experiment) -> Claim | None:
    """How much gradient the memory of the unit in focus gets at t, and up to where next to none.

    None where t is hidden, or a gradient is too large for a float.
    """
    end, t, unit = last_shown(experiment), experiment.t, experiment.unit
    sizes = np.abs(gradients_until(experiment.settings.cell, end)["C"][:, unit - 1])
    if t > end or not np.isfinite(sizes).all():
        return None
    largest = float(sizes.max())
    if largest < FAINT:
        key = "backward_faint" if largest or loses_a_slope(experiment) else "backward_none"
        return Claim(key, {"unit": unit, "end": end})
    size = {"unit": unit, "t": t, "end": end, "size": Magnitude(sizes[t - 1])}
    if end == 1:
        return Claim("backward_begins", size)
    none = "" if sizes[t - 1] else "_none"
    alive = np.flatnonzero(sizes >= DEAD * largest)
    if not alive[0]:
        first = size | {"first": Magnitude(sizes[0])}
        return Claim("backward_first", size) if t == 1 else Claim(f"backward_lives{none}", first)
    size |= {"alive": int(alive[0]) + 1, "largest": Magnitude(largest)}
    return Claim(f"backward_dies{none}", size)


def loses_a_slope(experiment: Experiment) -> bool:
    """Whether the slope of a gate or of tanh is 0 to a float, though not to the cell."""
    for t, step in enumerate(experiment.trace, 1):
        for name in (*HELD, "tanh_C"):
            free = getattr(step, name)[~held_units(experiment, name, t)]
            if is_saturated(name, free).any():
                return True
    return False
