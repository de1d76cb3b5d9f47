"""The claims about one's own inputs, stated by other means."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from lstm_core.experiment.experiment import Experiment
from tests.claims.stated import states

SEQUENCES = st.sampled_from(("112\n118\n600", "1;2\n300;400", "0.1\n0.2", "5000", "-90\n90\n-90"))


@states("own_saturates", inputs=SEQUENCES, scale=st.sampled_from(("no", "standard")))
def nearly_every_gate_is_at_an_end(experiment: Experiment, values: Mapping[str, Any]) -> None:
    ends = gates = 0
    for step in experiment.trace:
        for gate in (step.f, step.i, step.o):
            for value in gate.ravel().tolist():
                gates += 1
                ends += value < 0.01 or value > 0.99
    assert abs(values["percent"] - ends / gates) < 1e-9 and ends >= 0.9 * gates
    assert values["largest"] == max(abs(x) for x in experiment.X.ravel().tolist()) >= 5
    assert experiment.settings.scale == "no", "what was scaled is not said to need it"
