"""What the text alternatives of the pictures say, from the trace and the weights alone."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lstm_core.experiment.claims import Claim, Entry
from lstm_core.experiment.experiment import Experiment
from tests.claims.state_step import here
from tests.claims.stated import states


@states("alt_step")
def every_value_is_the_traces(experiment: Experiment, values: Mapping[str, Any]) -> None:
    assert (values["t"], values["H"]) == (experiment.t, len(experiment.trace[0].h))
    np.testing.assert_equal(values["before"], here(experiment, "C_prev"))
    told = {str(part.values["symbol"]): part.values["value"] for part in values["shown"]}
    assert {*told} == {"f", "i", "C_tilde", "C", "tanh_C", "o", "h"}
    for name, value in told.items():
        np.testing.assert_equal(float(value), here(experiment, name))


@states("alt_time", "alt_time_one")
def nothing_that_is_shown_is_outside_of_this(
    experiment: Experiment, values: Mapping[str, Any]
) -> None:
    shown = 0
    for name, part in zip("Ch", values["shown"], strict=True):
        row = [float(getattr(step, name)[values["unit"] - 1, 0]) for step in experiment.trace]
        row = [value for value in row if value == value]
        shown = max(shown, len(row))
        told = part.values
        assert told["symbol"] == name
        low, high = (told.get(end, told.get("value")) for end in ("low", "high"))
        assert (low, high) == (min(row), max(row))
        if "low" in told:
            assert (row[told["t_low"] - 1], row[told["t_high"] - 1]) == (low, high)
    assert values.get("T", 1) == shown


@states("alt_weights")
def no_weight_and_no_bias_is_outside_of_this(
    experiment: Experiment, values: Mapping[str, Any]
) -> None:
    assert [part.values["letter"] for part in values["shown"]] == ["f", "i", "C", "o"]
    for part in values["shown"]:
        letter = part.values["letter"]
        W, b = (getattr(experiment.params, f"{kind}_{letter}") for kind in "Wb")
        numbers = [*W.ravel().tolist(), *b.ravel().tolist()]
        assert (part.values["low"], part.values["high"]) == (min(numbers), max(numbers))
        assert (values["H"], values["columns"]) == (len(W), W.shape[1] + 1)


@states("alt_contributions")
def the_terms_are_those_of_the_sum(experiment: Experiment, values: Mapping[str, Any]) -> None:
    gate, u = values["gate"].removeprefix("the_"), experiment.unit - 1
    letter = "C" if gate == "C_tilde" else gate
    W, b = (getattr(experiment.params, f"{kind}_{letter}")[u] for kind in "Wb")
    assert (values["unit"], values["t"]) == (u + 1, experiment.t)
    *terms, bias = values["shown"]
    assert bias.values["product"] == b[0] and len(terms) == len(W)
    hidden = np.isnan(values["a"])
    assert hidden == np.isnan(here(experiment, gate)) or hidden
    for k, part in enumerate(terms):
        product, term = part.values["product"], part.values["term"]
        assert np.isnan(product) if hidden else product == W[k] * experiment.step.z[k, 0]
        if isinstance(term, Entry):
            assert term.index - 1 + experiment.H * (term.name == "x") == k
        else:
            assert isinstance(term, Claim) and k >= experiment.H
    if not hidden:
        total = sum(part.values["product"] for part in values["shown"])
        assert np.isclose(total, values["a"], rtol=1e-9, atol=1e-6)
