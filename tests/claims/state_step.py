"""What is said of a step, of a memory through time and of a gate's sum, from the trace alone."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lstm_core.experiment.claims import Claim, Entry
from lstm_core.experiment.experiment import Experiment
from tests.claims.stated import states


def here(experiment: Experiment, name: str) -> float:
    unit = min(experiment.settings.unit, experiment.params.H)
    return float(getattr(experiment.trace[experiment.t - 1], name)[unit - 1, 0])


def memories(experiment: Experiment) -> list[float]:
    """C of the unit in focus, from before the first step on."""
    u = experiment.unit - 1
    return [float(experiment.C0[u, 0]), *(float(step.C[u, 0]) for step in experiment.trace)]


@states("step_sentence", "step_sentence_empty", "step_sentence_erased", "step_sentence_faint")
def what_is_kept_and_what_is_written_are_c(
    experiment: Experiment, values: Mapping[str, Any]
) -> None:
    before = memories(experiment)[: experiment.t]
    assert abs(values["kept"] + values["written"] - here(experiment, "C")) <= 1e-9 * (
        1 + abs(values["C"])
    )
    assert values["C"] == here(experiment, "C")
    assert np.isclose(values["written"], here(experiment, "i") * here(experiment, "C_tilde"))
    if "before" in values:
        assert values["before"] == before[-1] and abs(before[-1]) >= 0.005
        assert np.isclose(values["percent"] * before[-1], values["kept"])
    else:
        assert abs(before[-1]) < 0.005


@states(
    *("here_z", "here_f", "here_f_empty", "here_i", "here_C_tilde", "here_C", "here_tanh_C"),
    *("here_o", "here_o_empty", "here_h"),
)
def each_stage_is_what_the_trace_has(experiment: Experiment, values: Mapping[str, Any]) -> None:
    stage = experiment.settings.stage
    if stage == "z":
        assert experiment.step.z.shape == (values["H"] + values["D"], 1)
        return
    if "percent" in values:
        assert values["percent"] == here(experiment, stage)
        assert stage == "i" or memories(experiment)[experiment.t - (stage == "f")] != 0
    elif stage in "fo":
        assert memories(experiment)[experiment.t - (stage == "f")] == 0
    for name in values.keys() - {"unit", "percent"}:
        assert values[name] == here(experiment, name)


@states("time_sentence", "time_sentence_empty", "time_sentence_still")
def no_step_is_lower_or_higher(experiment: Experiment, values: Mapping[str, Any]) -> None:
    C = memories(experiment)
    if "C0" not in values:
        assert {*C} == {values["C"]}
        return
    assert (values["C0"], values["CT"]) == (C[0], C[-1])
    assert all(values["low"] <= each <= values["high"] for each in C)
    assert C[values["t_low"]] == values["low"] and C[values["t_high"]] == values["high"]
    if "percent" in values:
        assert C[values["t"] - 1] != 0 and values["percent"] == here(experiment, "f")
    else:
        assert C[experiment.t - 1] == 0


@states("weights_sentence", "weights_sum", "weights_held", "weights_coupled")
def no_other_term_is_larger(experiment: Experiment, values: Mapping[str, Any]) -> None:
    stage = experiment.settings.stage
    gate = stage if stage in ("f", "i", "C_tilde", "o") else "f"
    letter, u = "C" if gate == "C_tilde" else gate, experiment.unit - 1
    W, b = getattr(experiment.params, f"W_{letter}")[u], getattr(experiment.params, f"b_{letter}")
    terms = [*(W * experiment.step.z[:, 0]), float(b[u, 0])]
    assert np.isclose(values["a"], sum(terms), rtol=1e-9, atol=1e-9)
    assert values["value"] == here(experiment, gate)
    if "t" not in values:
        pinned = experiment.pins.get((gate, experiment.t), {})
        held = u in pinned and pinned[u] == values["value"]
        coupled = gate == "i" and values["value"] == 1 - here(experiment, "f")
        assert held if "gate" in values else coupled and experiment.settings.variant == "coupled"
        return
    squashed = np.tanh(values["a"]) if gate == "C_tilde" else 0.5 + np.tanh(values["a"] / 2) / 2
    assert np.isclose(values["value"], squashed, atol=1e-12)
    sizes = sorted(map(abs, terms))
    if "product" not in values:
        assert sizes[-1] == sizes[-2]
        return
    k = int(np.argmax(np.abs(terms)))
    assert abs(values["product"]) == sizes[-1] > sizes[-2] and values["product"] == terms[k]
    term, H = values["term"], experiment.params.H
    if isinstance(term, Entry):
        assert term.index - 1 + H * (term.name == "x") == k
    elif isinstance(term, Claim):
        assert H <= k < H + experiment.D
    else:
        assert term == "bias" and k == H + experiment.D
