"""Gradients stated again: a step of complex numbers beside each C gives its slope exactly."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.experiment.experiment import Experiment, perform
from tests.claims.stated import states

Complex = NDArray[np.complex128]
TINY = 1e-30  # its square is lost, so that the imaginary part is the derivative


def sigma(a: Complex) -> Complex:
    return np.asarray(0.5 + 0.5 * np.tanh(a / 2))


def sum_of_h(experiment: Experiment, start: int, end: int, C: Complex) -> complex:
    """The sum of h at `end`, from another C at `start`, with all that is held."""
    p, coupled = experiment.params, experiment.settings.variant == "coupled"
    h = experiment.trace[start - 1].o[:, 0] * np.tanh(C)
    for t in range(start + 1, end + 1):
        z = np.concatenate([h, experiment.X[t - 1, :, 0]])
        a = {g: getattr(p, f"W_{g}") @ z + getattr(p, f"b_{g}")[:, 0] for g in "fiCo"}
        values = {"f": sigma(a["f"]), "C_tilde": np.tanh(a["C"]), "o": sigma(a["o"])}
        held = {name: experiment.pins.get((name, t), {}) for name in ("f", "i", "C_tilde", "o")}
        for unit, value in held["f"].items():
            values["f"][unit] = value
        values["i"] = 1 - values["f"] if coupled else sigma(a["i"])
        for name in ("i", "C_tilde", "o"):
            for unit, value in held[name].items():
                values[name][unit] = value
        C = values["f"] * C + values["i"] * values["C_tilde"]
        h = values["o"] * np.tanh(C)
    return complex(h.sum())


def slopes(experiment: Experiment, end: int) -> list[float]:
    """How the sum of h at `end` moves with C of the unit in focus at t = 1 ... end."""
    found = []
    for t in range(1, end + 1):
        C = experiment.trace[t - 1].C[:, 0].astype(complex)
        C[experiment.unit - 1] += TINY * 1j
        found.append(abs(sum_of_h(experiment, t, end, C).imag) / TINY)
    return found


@states("backward_begins", "backward_first")
def of_the_first_step_no_other_is_told(experiment: Experiment, values: Mapping[str, Any]) -> None:
    assert values["t"] == 1
    the_gradient_is_what_moves_h(experiment, {**values, "first": values["size"]})


@states("backward_faint")
def it_is_faint_at_every_step(experiment: Experiment, values: Mapping[str, Any]) -> None:
    sizes = slopes(perform(experiment.settings), values["end"])
    assert max(sizes) < 2e-12, "a slope near 0 has lost its digits"


@states("backward_dies_none", "backward_lives_none")
def there_is_none_at_this_step(experiment: Experiment, values: Mapping[str, Any]) -> None:
    assert values["size"] == 0
    the_gradient_is_what_moves_h(experiment, values)


@states("backward_none", "backward_dies", "backward_lives", steps=6)
def the_gradient_is_what_moves_h(experiment: Experiment, values: Mapping[str, Any]) -> None:
    end = values["end"]
    shown = [k for k, step in enumerate(experiment.trace, 1) if not np.isnan(step.h).any()]
    assert end == shown[-1] and values["unit"] == experiment.unit
    sizes = slopes(perform(experiment.settings), end)
    largest = max(sizes)
    if "size" not in values:
        assert largest <= 1e-300
        return
    near = 1e-6 * largest + 1e-15  # what a slope near 0, as 1 - tanh², has lost
    assert values["t"] == experiment.t
    assert abs(values["size"] - sizes[values["t"] - 1]) <= near
    if "first" in values:
        assert abs(values["first"] - sizes[0]) <= near
        assert sizes[0] >= 0.0099 * largest
        return
    assert abs(values["largest"] - largest) <= near
    assert all(size <= 0.0101 * largest for size in sizes[: values["alive"] - 1])
    assert sizes[values["alive"] - 1] >= 0.0099 * largest
