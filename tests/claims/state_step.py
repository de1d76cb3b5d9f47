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


@states("keeps", "keeps_empty", "keeps_erased", "keeps_faint")
def so_much_of_the_memory_is_left(experiment: Experiment, values: Mapping[str, Any]) -> None:
    before = memories(experiment)[: experiment.t]
    if "percent" in values:
        assert values["percent"] == here(experiment, "f") and abs(before[-1]) >= 0.005
    else:
        assert abs(before[-1]) < 0.005


def says_what_is_kept(experiment: Experiment, claim: Claim) -> None:
    """As STATEMENTS would have it, and by the right one of the keys for a memory of almost 0."""
    before = memories(experiment)[: experiment.t]
    so_much_of_the_memory_is_left(experiment, claim.values)
    never, now = not any(before), before[-1]
    empty = "keeps_empty" if never else "keeps_erased"
    kinds = "keeps" if abs(now) >= 0.005 else "keeps_faint" if now else empty
    assert claim.key == kinds


@states("step_sentence", "step_sentence_little")
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
        says_what_is_kept(experiment, values["keeps"])


@states(
    *("here_z", "here_f", "here_i", "here_C_tilde", "here_C", "here_tanh_C"),
    *("here_o", "here_o_empty", "here_o_faint", "here_h"),
)
def each_stage_is_what_the_trace_has(experiment: Experiment, values: Mapping[str, Any]) -> None:
    stage = experiment.settings.stage
    if stage == "z":
        assert experiment.step.z.shape == (values["H"] + values["D"], 1)
        return
    if stage == "f":
        says_what_is_kept(experiment, values["keeps"])
        return
    if "percent" in values:
        assert values["percent"] == here(experiment, stage)
    if stage == "o":
        assert ("percent" in values) == (abs(memories(experiment)[experiment.t]) >= 0.005)
    for name in values.keys() - {"unit", "percent"}:
        assert values[name] == here(experiment, name)


@states("time_sentence", "time_sentence_still", "time_sentence_level")
def no_step_is_lower_or_higher(experiment: Experiment, values: Mapping[str, Any]) -> None:
    C = memories(experiment)
    assert values["C0"] == C[0]
    if "CT" not in values:
        farthest = max(abs(each - C[0]) for each in C)
        assert farthest == values.get("moved", 0) < 0.005
        return
    assert values["CT"] == C[-1] and max(abs(each - C[0]) for each in C) >= 0.005
    assert all(values["low"] <= each <= values["high"] for each in C)
    assert C[values["t_low"]] == values["low"] and C[values["t_high"]] == values["high"]
    says_what_is_kept(experiment, values["keeps"])


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
        assert sizes[-1] == sizes[-2] or f"{sizes[-1]:.2f}" == "0.00"
        return
    assert f"{abs(values['product']):.2f}" != "0.00"
    k = int(np.argmax(np.abs(terms)))
    assert abs(values["product"]) == sizes[-1] > sizes[-2] and values["product"] == terms[k]
    term, H = values["term"], experiment.params.H
    if isinstance(term, Entry):
        assert term.index - 1 + H * (term.name == "x") == k
    elif isinstance(term, Claim):
        assert H <= k < H + experiment.D
    else:
        assert term == "bias" and k == H + experiment.D
