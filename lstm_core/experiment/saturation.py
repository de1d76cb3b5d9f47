"""Whether one's own numbers are so large that no gate can tell them apart: a claim."""

import numpy as np

from lstm_core.experiment.claims import Claim, Plain, Share, claims
from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import stack

AT_AN_END = 0.01  # a gate so near to 0 or 1
MOST = 0.9  # of all gates, units and steps
LARGE = 5.0  # inputs of usual size never need to be scaled


@claims("own_saturates")
def saturation_claim(experiment: Experiment) -> Claim | None:
    """How many of the gates are at 0 or 1 over one's own inputs as they were given."""
    largest = float(np.abs(experiment.X).max())
    if not experiment.own_inputs or experiment.settings.scale != "no" or largest < LARGE:
        return None
    gates = np.concatenate([stack(experiment.trace, name).ravel() for name in "fio"])
    share = float(np.mean(np.minimum(gates, 1 - gates) < AT_AN_END))
    if not share >= MOST:
        return None
    return Claim("own_saturates", {"largest": Plain(largest), "percent": Share(share)})
