"""What differs from the cell without its change, or from a kept one: both traces, step by step."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from hypothesis import strategies as st

from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import Array, stack
from tests.claims.stated import states

OWN = ("f", "i", "C_tilde", "o", "C", "h", "a_f", "a_i", "a_C", "a_o", "C_prev", "h_prev")


def both(experiment: Experiment, name: str) -> tuple[Array, Array]:
    ghost, u = experiment.ghost, experiment.unit - 1
    assert ghost
    return stack(experiment.trace, name)[:, u, 0], stack(ghost.trace, name)[:, u, 0]


@states(
    *("ghost_same", "ghost_inside", "ghost_differs", "ghost_differs_little"),
    *("ghost_memory", "ghost_memory_little"),
    versus=st.sampled_from(["", "", "", "seed=7", "edits=f%402%3D0"]),
)
def no_step_that_is_shown_differs_more(experiment: Experiment, values: Mapping[str, Any]) -> None:
    shown = int(np.isfinite(stack(experiment.trace, "h")[:, 0, 0]).sum())
    traces = {name: [one[:shown] for one in both(experiment, name)] for name in OWN}
    assert experiment.ghost
    sizes = [abs(C) for step in experiment.ghost.trace for C in step.C[:, 0].tolist() if C == C]
    same = 1e-12 * max(1.0, *sizes)
    differs = [t for t in range(shown) if any(abs(a[t] - b[t]) > same for a, b in traces.values())]
    if "first" not in values:
        assert not differs and values["t"] == shown
        assert (values["ghost"] == "in_kept") == bool(experiment.settings.versus)
        return
    assert values["first"] == differs[0] + 1
    largest = {name: max(abs(a - b)) for name, (a, b) in traces.items() if name in "Ch"}
    if "at" not in values:
        assert max(largest.values()) <= same
        return
    name, at = values["symbol"], values["at"] - 1
    assert largest[name] > same and (name == "h" or largest["h"] <= same)
    now, before = (one[at] for one in traces[name])
    assert abs(now - before) == largest[name]
    if "by" in values:
        assert values["by"] == largest[name] < 0.01
    else:
        assert (values["now"], values["before"]) == (now, before) and largest[name] >= 0.01


@states("beside", "beside_nearly", "beside_same", versus=st.sampled_from(["", "", "seed=7"]))
def the_stage_is_so_much_more_than_in_the_ghost(
    experiment: Experiment, values: Mapping[str, Any]
) -> None:
    now, before = (one[experiment.t - 1] for one in both(experiment, experiment.settings.stage))
    assert values["before"] == before and values.get("difference", now - before) == now - before
    assert values.get("now", now) == now
    assert ("difference" in values) == (abs(now - before) >= 1e-12)
