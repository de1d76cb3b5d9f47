"""Whether one's own numbers are so large that no gate can tell them apart: a claim."""

import numpy as np

from lstm_core.experiment.claims import Claim, Plain, Share, claims
from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.zero_curves import held_units

AT_AN_END = 0.01  # a gate so near to 0 or 1
MOST = 0.9  # of all gates, units and steps
LARGE = 5.0  # inputs of usual size never need to be scaled


@claims("own_saturates")
def saturation_claim(experiment: Experiment) -> Claim | None:
    """How many of the gates are at 0 or 1 over one's own inputs as they were given.

    None where scaling would change little: then it is not the inputs that saturate them.
    """
    settings = experiment.settings
    largest = float(np.abs(experiment.X).max())
    if not experiment.own_inputs or settings.scale != "no" or largest < LARGE:
        return None
    share = at_an_end(experiment)
    if not share >= MOST or at_an_end(perform(settings.with_fields(scale="standard"))) >= MOST:
        return None
    return Claim("own_saturates", {"largest": Plain(largest), "percent": Share(share)})


def at_an_end(experiment: Experiment) -> float:
    """The share of all gates that are as good as 0 or 1, of those that are not held; 0 without."""
    free = [
        getattr(step, name)[~held_units(experiment, name, t)]
        for t, step in enumerate(experiment.trace, 1)
        for name in "fio"
    ]
    gates = np.concatenate(free)
    return float(np.mean(np.minimum(gates, 1 - gates) < AT_AN_END)) if gates.size else 0.0
