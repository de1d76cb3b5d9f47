"""The claims about how memory fades, stated by other means: products of one step's own derivatives.

A step is differentiated forward, by the product rule, from its numbers; the way from t to the end
is the product of these matrices.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.model.cell import Array, Params, Pins, Step
from tests.claims.stated import states

LETTERS = {"f": "f", "i": "i", "C_tilde": "C", "o": "o"}


@dataclass(frozen=True)
class Run:
    """What the derivatives of a run need."""

    params: Params
    trace: Sequence[Step]
    pins: Pins
    coupled: bool


def of(experiment: Experiment) -> Run:
    coupled = experiment.settings.variant == "coupled"
    return Run(experiment.params, experiment.trace, experiment.pins, coupled)


def one_step(run: Run, t: int) -> Array:
    """How (h, C) at t follow (h_prev, C_prev, x): (2H, 2H + D)."""
    step, H, D = run.trace[t - 1], run.params.H, run.params.D
    moved = np.eye(2 * H + D)
    dz = np.vstack([moved[:H], moved[2 * H :]])
    d: dict[str, Array] = {}
    for name, letter in LETTERS.items():
        value = getattr(step, name)
        slope = 1 - value**2 if name == "C_tilde" else value * (1 - value)
        d[name] = slope * (getattr(run.params, f"W_{letter}") @ dz)
    if run.coupled:
        d["i"] = -d["f"]
    for (name, time), units in run.pins.items():
        if time == t:
            d[name][list(units)] = 0
    dC = step.f * moved[H : 2 * H] + step.C_prev * d["f"]
    dC = dC + step.i * d["C_tilde"] + step.C_tilde * d["i"]
    dh = step.o * (1 - step.tanh_C**2) * dC + step.tanh_C * d["o"]
    return np.vstack([dh, dC])


def to_end(run: Run) -> dict[str, list[Array]]:
    """The Jacobians to the end from t = 1 ... T."""
    H, T = run.params.H, len(run.trace)
    found: dict[str, list[Array]] = {name: [] for name in ("dC_dC", "dh_dC", "dh_dh", "dh_dx")}
    rest = np.eye(2 * H)
    for t in range(T, 0, -1):
        step, link = run.trace[t - 1], one_step(run, t)
        by_C = rest @ np.vstack([np.diag((step.o * (1 - step.tanh_C**2))[:, 0]), np.eye(H)])
        for name, matrix in {
            "dC_dC": by_C[H:],
            "dh_dC": by_C[:H],
            "dh_dh": rest[:H, :H],
            "dh_dx": rest[:H] @ link[:, 2 * H :],
        }.items():
            found[name].insert(0, matrix)
        rest = rest @ link[:, : 2 * H]
    return found


def largest(matrix: Array) -> float:
    """The largest singular value."""
    return float(np.linalg.svd(matrix, compute_uv=False)[0])


# ---- the direct path of one unit


def forget_gates(experiment: Experiment, values: Mapping[str, Any]) -> list[float]:
    """The f of the unit that is named, from after t to the end; these are checked."""
    asked = experiment.settings
    unit, t = min(asked.unit, experiment.H), min(asked.t, experiment.T)
    end = max(t, min(asked.end, experiment.T) if asked.end else experiment.T)
    assert (values["unit"], values["t"], values["end"]) == (unit, t, end)
    return [float(step.f[unit - 1, 0]) for step in experiment.trace[t:end]]


@states("memory_one_step")
def there_is_one_step(experiment: Experiment, values: Mapping[str, Any]) -> None:
    assert len(experiment.trace) == 1


@states("memory_same", "memory_kept", "memory_cut", "memory_gone")
def all_or_nothing_is_left(experiment: Experiment, values: Mapping[str, Any]) -> None:
    f = forget_gates(experiment, values)
    something_is_held(experiment, values)
    if "cut" in values:
        k = values["cut"] - values["t"]
        assert f[k - 1] == 0 and all(f[: k - 1]), "the first that is exactly 0"
    elif math.prod(f) != 1:
        assert all(f) and sum(map(math.log10, f)) < -300
    else:
        assert set(f) <= {1.0}


@states("memory_empty", "memory_empty_left")
def nothing_is_there_to_be_left(experiment: Experiment, values: Mapping[str, Any]) -> None:
    f, C = forget_gates(experiment, values), held_at(experiment, values["t"], values["unit"])
    assert abs(C) < 0.005 and math.isclose(values["C"], C)
    assert values["amount"] == ("memory_nothing" if C == 0 else "memory_little")
    if "percent" in values:
        assert f and math.isclose(math.prod(f), values["percent"], rel_tol=1e-9)
    else:
        assert not f or (all(f) and sum(map(math.log10, f)) < -299)


@states("memory_constant")
def each_step_alone_would_have_nearly_this_half_life(
    experiment: Experiment, values: Mapping[str, Any]
) -> None:
    f, steps = forget_gates(experiment, values), values["steps"]
    something_is_held(experiment, values)
    assert math.isclose(math.prod(f), values["percent"], rel_tol=1e-9)
    assert math.isclose(0.5 ** (len(f) / steps), math.prod(f), rel_tol=1e-9)
    assert len(f) >= 2 and steps >= 1
    assert all(0.8 * steps <= -math.log(2) / math.log(one) <= 1.25 * steps for one in f)


@states("memory_every_step_most", "memory_fades_at_once")
def each_step_or_the_first_leaves_little(experiment: Experiment, values: Mapping[str, Any]) -> None:
    f = forget_gates(experiment, values)
    if "half" in values:
        assert math.prod(f[: values["half"] - values["t"]]) < 0.01
    else:
        assert max(f) <= 0.25
    so_much_is_left(experiment, values)


@states("memory_left", "memory_fades", "memory_every_step")
def so_much_is_left(experiment: Experiment, values: Mapping[str, Any]) -> None:
    f, t = forget_gates(experiment, values), values["t"]
    something_is_held(experiment, values)
    assert math.isclose(math.prod(f), values["percent"], rel_tol=1e-9)
    if "half" in values:
        k = values["half"] - t
        assert math.prod(f[:k]) < 0.5 <= math.prod(f[: k - 1])
        assert math.prod(f) < 0.495, "as it is shown, too"
    elif "most" in values:
        assert len(f) > 1 and max(f) <= values["most"] <= max(f) + 0.011 and max(f) <= 0.9
        assert values["most"] == round(values["most"], 2)


@states("memory_ended", "memory_ended_at_once")
def one_step_ends_what_lasted_until_then(experiment: Experiment, values: Mapping[str, Any]) -> None:
    f, t = forget_gates(experiment, values), values["t"]
    something_is_held(experiment, values)
    assert math.isclose(math.prod(f), values["percent"], rel_tol=1e-9)
    k = values["cut"] - t
    before, ending, after = f[: k - 1], f[k - 1], f[k:]
    assert values["last"] == values["cut"] - 1 == t + len(before)
    assert math.isclose(ending, values["f"]) and ending < 0.34 and all(one >= 0.5 for one in before)
    assert math.prod(before) >= 0.75 and math.prod(f[:k]) < 0.25
    closing = sum(one < 0.5 for one in f)
    assert closing <= len(f) - closing, "it is not fading at nearly every step"
    assert before or after, "of a single step it says nothing more than what is left"


def held_at(experiment: Experiment, t: int, unit: int) -> float:
    return float(experiment.trace[t - 1].C[unit - 1, 0])


def something_is_held(experiment: Experiment, values: Mapping[str, Any]) -> None:
    """What is called held is no 0 on the screen."""
    assert abs(held_at(experiment, values["t"], values["unit"])) >= 0.005


@states("memory_before", "memory_before_kept")
def so_much_is_left_in_the_ghost(experiment: Experiment, values: Mapping[str, Any]) -> None:
    asked = experiment.settings
    ghost = asked.ghost
    assert ghost is not None and bool(asked.versus) == (ghost.cell != asked.plain.cell)
    t, unit = min(asked.t, experiment.T), min(asked.unit, experiment.H)
    end = max(t, min(asked.end, experiment.T) if asked.end else experiment.T)
    trace = perform(ghost).trace
    f = [float(step.f[unit - 1, 0]) for step in trace[t:end]]
    assert t < end and math.isclose(math.prod(f), values["percent"], rel_tol=1e-9)
    assert abs(float(trace[t - 1].C[unit - 1, 0])) >= 0.005


# ---- the direct path against all ways, as matrices


@states("direct_cut", "direct_cut_rest")
def from_before_the_cut_each_unit_meets_a_zero(
    experiment: Experiment, values: Mapping[str, Any]
) -> None:
    cut, f = values["cut"], [step.f[:, 0] for step in experiment.trace]
    met = [any(f[k][unit] == 0 for k in range(cut - 1, len(f))) for unit in range(experiment.H)]
    later = [any(f[k][unit] == 0 for k in range(cut, len(f))) for unit in range(experiment.H)]
    assert cut >= 2 and all(met) and not all(later)
    there = {"cut_here": experiment.H == 1, "cut_in_all": experiment.H > 1}
    assert values["where"] == "cut_by_each" or there[values["where"]]
    assert (values["where"] == "cut_by_each") == f[cut - 1].any()
    sizes = [largest(matrix) for matrix in to_end(of(experiment))["dC_dC"][: cut - 1]]
    if "whole" not in values:
        assert not any(sizes)
        return
    assert math.isclose(sizes[values["t"] - 1], values["whole"], rel_tol=1e-6)
    assert values["whole"] > 0 and not any(sizes[: values["t"] - 1])


@states("direct_holds")
def they_differ_by_a_tenth_at_most(experiment: Experiment, values: Mapping[str, Any]) -> None:
    assert values["rest"] <= 0.1
    the_matrices_differ_by_so_much(experiment, values)


@states("direct_all", "direct_most", "direct_breaks")
def the_matrices_differ_by_so_much(experiment: Experiment, values: Mapping[str, Any]) -> None:
    parts: list[tuple[float, float, float]] = []
    f = np.array([step.f[:, 0] for step in experiment.trace])
    for t, matrix in enumerate(to_end(of(experiment))["dC_dC"][:-1], 1):
        direct = np.diag([math.prod(column) for column in f[t:].T.tolist()])
        parts.append((largest(matrix), largest(direct), largest(matrix - direct)))
    assert parts
    if not values:
        assert all(rest <= 1e-12 * max(whole, 1e-290) for whole, _, rest in parts)
    elif "t" not in values:
        most = max(rest / whole for whole, _, rest in parts)
        assert abs(most - values["rest"]) <= 1e-9 and most <= 0.49 + 1e-9
    else:
        whole, path, rest = parts[values["t"] - 1]
        assert all(one[2] <= 0.49 * one[0] + 1e-12 for one in parts[: values["t"] - 1])
        assert rest > 0.49 * whole * (1 - 1e-9)
        found = (values["direct"], values["rest"])
        np.testing.assert_allclose((path, rest), found, rtol=1e-6, atol=1e-9 * whole)
