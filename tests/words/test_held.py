"""A gate that does not follow from its sum is shown as what it is: held, or 1 − f."""

import numpy as np
import pytest
from hypothesis import example, given

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import GATES, sigmoid
from lstm_core.words.equations import code_line, stage_card
from lstm_core.words.weights import weights_sentence
from tests.claims.strategies import settings

HELD = Settings(variant="coupled", edits="i@1[1]=0.9", stage="i", lang="en")


def test_a_coupled_gate_that_is_held_says_so() -> None:
    experiment = perform(HELD)
    card = stage_card(experiment, "i")
    assert r"{0.900}\;\text{(held)}" in card and "i[0] = 0.9" in card
    assert "1 -" not in card and "sigmoid" not in card
    assert "held at 0.90" in weights_sentence(experiment, "i")


@pytest.mark.parametrize("edits", ["", "f@1[1]=0.3", "i@2[1]=0.9"])
def test_a_coupled_gate_has_the_line_that_computes_it(edits: str) -> None:
    card = stage_card(perform(Settings(variant="coupled", edits=edits)), "i")
    assert "`i = 1 - f`" in card and "sigmoid" not in card


def test_what_is_hidden_is_not_told_by_the_line_that_holds_it() -> None:
    for edits, told in (("f@2[1]=0.375", "0.375"), ("", "sigmoid")):
        asked = Settings(t=2, hide="z", edits=edits, variant="coupled", lang="en")
        card = stage_card(mask(perform(asked)), "f" if edits else "i")
        assert told not in card and "{?}" in card


@given(asked=settings(hide="no"))
@example(asked=HELD)
def test_the_line_of_code_of_a_gate_gives_its_value(asked: Settings) -> None:
    experiment = perform(asked)
    step, params = experiment.step, vars(experiment.params)
    for gate in GATES:
        given_names = {**params, "z": step.z, "sigmoid": sigmoid, "np": np}
        values = {name: getattr(step, name).copy() for name in ("f", "i", "C_tilde", "o")}
        values[gate][:] = np.nan
        names = given_names | values
        exec(code_line(experiment, gate), names)  # as a student would type it
        u = experiment.unit - 1
        np.testing.assert_array_equal(names[gate][u], getattr(step, gate)[u])
