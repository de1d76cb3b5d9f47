"""Cells with interventions, and what they do, computed again by the six lines."""

from collections.abc import Callable

import numpy as np

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.settings import Settings
from lstm_core.experiment.variants import Start
from lstm_core.model.cell import GATES, HELD, Array

Fn = Callable[[Array], Array]


def asked(edits: str = "", **others: object) -> Experiment:
    return perform(Settings(edits=edits, lang="en", **others))  # type: ignore[arg-type]


def by_hand(
    experiment: Experiment, fixed: Callable[[str, int], dict[int, float]], coupled: bool = False
) -> list[Array]:
    """h over time by the six lines, written out again: fixed(gate, t) is what is held then."""
    p, h, C, found = experiment.params, experiment.h0[:, 0], experiment.C0[:, 0], []

    def sigma(a: Array) -> Array:
        with np.errstate(over="ignore"):
            return 1 / (1 + np.exp(-a))

    def gate(name: str, fn: Fn, z: Array, t: int) -> Array:
        letter = GATES[name]
        value = fn(getattr(p, f"W_{letter}") @ z + getattr(p, f"b_{letter}")[:, 0])
        for unit, held in fixed(name, t).items():
            value[unit] = held
        return value

    for t, x in enumerate(experiment.X[:, :, 0], start=1):
        z = np.concatenate([h, x])
        f, i, C_tilde, o = (
            gate(name, np.tanh if name == "C_tilde" else sigma, z, t) for name in HELD
        )
        if coupled:
            i = 1 - f
            for unit, held in fixed("i", t).items():
                i[unit] = held
        C = f * C + i * C_tilde
        h = o * np.tanh(C)
        found.append(h)
    return found


def start_of(experiment: Experiment) -> Start:
    """What this Experiment was run from."""
    return Start(experiment.params, experiment.X, experiment.h0, experiment.C0)
