"""The claims that a curve of memory is exactly 0, and why, stated by other means.

A reason suffices if it leaves the curve at 0 whatever else is drawn at random.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import run
from tests.claims.state_memory import Run, of, to_end
from tests.claims.stated import states


@states("exactly_zero")
def these_are_exactly_0_for_these_reasons(
    experiment: Experiment, values: Mapping[str, Any]
) -> None:
    named = [curve for one in values["each"] for curve in one.values["curves"]]
    assert len(named) == len(set(named)) and set(named) <= {"dh_dC", "dh_dh", "dh_dx"}
    for one in values["each"]:
        assert one.values["curves"]
        they_are_exactly_0_for_this_reason(experiment, **one.values)


def they_are_exactly_0_for_this_reason(
    experiment: Experiment, curves: tuple[str, ...], why: str
) -> None:
    own, H = of(experiment), experiment.H
    curve = {"zero_no_recurrence": "dh_dh", "zero_no_inputs": "dh_dx"}.get(why)
    used = [W for W in "fiCo" if not (own.coupled and W == "i")]
    if curve:
        columns = slice(H) if curve == "dh_dh" else slice(H, None)
        assert not any(getattr(own.params, f"W_{one}")[:, columns].any() for one in used)
        assert curves == (curve,)
        vanishing = [curve]
    else:
        found = to_end(own)
        vanishing = [name for name in found if not any(one.any() for one in found[name][:-1])]
    assert set(curves) <= set(vanishing) and len(experiment.trace) > 1
    saturated = any(
        np.any((np.abs(value) == 1) | ((value == 0) & (name in "fio")))
        for step in experiment.trace
        for name in ("f", "i", "o", "C_tilde", "tanh_C")
        for value in [getattr(step, name)]
    )
    others = [another(experiment, why, seed) for seed in (1, 2)]
    match why:
        case "zero_weights" | "zero_held":
            zero = [{n for n, js in to_end(one).items() if not any(j.any() for j in js[:-1])}
                    for one in others]  # fmt: skip
            assert set(curves) <= zero[0] & zero[1]
        case "zero_saturated":
            assert saturated
        case "zero_empty":
            for step in experiment.trace:
                assert not any(one.any() for one in (step.C_prev, step.C, step.i * step.C_tilde))
        case "zero_together":
            nothing = any((getattr(own.params, f"W_{one}") == 0).any() for one in used)
            assert nothing + bool(own.pins) + saturated >= 2


def another(experiment: Experiment, why: str, seed: int) -> Run:
    """A run with other weights: where this one's are 0 so are they, or with the same pins."""
    rng, own = np.random.default_rng(seed), of(experiment)
    params = own.params.map(lambda W: rng.standard_normal(W.shape))
    pins = own.pins if why == "zero_held" else {}
    if why == "zero_weights":
        params = params.map(lambda new, W: np.where(W == 0, 0, new), own.params)
    X = rng.standard_normal(experiment.X.shape)
    h0, C0 = rng.standard_normal((2, experiment.H, 1))
    return Run(params, run(params, X, h0, C0, pins), pins, own.coupled)
