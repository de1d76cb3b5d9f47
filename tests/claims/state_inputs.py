"""The claims about one's own inputs, stated by other means."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from lstm_core.experiment.experiment import Experiment, perform
from tests.claims.stated import states

SEQUENCES = st.sampled_from(("112\n118\n600", "1;2\n300;400", "0.1\n0.2", "5000", "-90\n90\n-90"))


@states("own_saturates", inputs=SEQUENCES, scale=st.sampled_from(("no", "standard")))
def nearly_every_free_gate_is_at_an_end_because_of_the_inputs(
    experiment: Experiment, values: Mapping[str, Any]
) -> None:
    share = at_the_ends(experiment)
    assert abs(values["percent"] - share) < 1e-9 and share >= 0.9
    assert values["largest"] == max(abs(x) for x in experiment.X.ravel().tolist()) >= 5
    assert experiment.settings.scale == "no", "what was scaled is not said to need it"
    assert at_the_ends(perform(replace(experiment.settings, scale="standard"))) < 0.9


def at_the_ends(experiment: Experiment) -> float:
    """Of all gates that nobody holds, the part below 0.01 or above 0.99."""
    ends = gates = 0
    for t, step in enumerate(experiment.trace, 1):
        for name in ("f", "i", "o"):
            held = experiment.pins.get((name, t), {})
            for unit, value in enumerate(getattr(step, name).ravel().tolist()):
                gates += unit not in held
                ends += unit not in held and (value < 0.01 or value > 0.99)
    return ends / gates if gates else 0.0
