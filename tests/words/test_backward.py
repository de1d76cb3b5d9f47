"""Gradients in words: short texts, the rule of each stage, and numbers that follow from it."""

import re

import numpy as np
import pytest

from lstm_core.experiment.backward import shown_gradients
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import STAGES
from lstm_core.words.backward import backward_card, backward_line, backward_sentence, gradient_text


@pytest.mark.parametrize(
    ("value", "normal", "large"),
    [
        (0.0, "0", "0"),
        (1.0, "1.000", "1.00"),
        (-0.0123, "−0.012", "−0.01"),
        (0.0072, "7.2·10⁻³", "7·10⁻³"),
        (-4.12e-12, "−4.1·10⁻¹²", "−4·10⁻¹²"),
        (12345.0, "1.2·10⁴", "1·10⁴"),
        (float("inf"), "∞", "∞"),
        (float("nan"), "?", "?"),
    ],
)
def test_a_gradient_is_short_at_any_size(value: float, normal: str, large: str) -> None:
    assert (gradient_text(value, 3), gradient_text(value, 2)) == (normal, large)


def test_each_rule_gives_the_gradient_that_is_shown() -> None:
    experiment = perform(Settings(scenario="wide", t=3, unit=2, flow="backward"))
    found = {name: rows[2, 1] for name, rows in shown_gradients(experiment).items()}
    step = {name: getattr(experiment.step, name)[1, 0] for name in ("C_prev", "i", "o", "tanh_C")}
    step["C_tilde"] = experiment.step.C_tilde[1, 0]
    assert np.isclose(found["f"], found["C"] * step["C_prev"])
    assert np.isclose(found["i"], found["C"] * step["C_tilde"])
    assert np.isclose(found["C_tilde"], found["C"] * step["i"])
    assert np.isclose(found["o"], found["h"] * step["tanh_C"])
    assert np.isclose(found["tanh_C"], found["h"] * step["o"])
    later = shown_gradients(experiment)["C_prev"][3, 1]
    assert np.isclose(found["C"], found["C_h"] + later)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_stage_has_its_card_and_its_line(stage: str, lang: str) -> None:
    for t, hide in ((1, "no"), (3, "no"), (6, "no"), (3, "i")):
        settings = Settings(lang=lang, scenario="wide", t=t, flow="backward", hide=hide)
        experiment = mask(perform(settings))
        card, line = backward_card(experiment, stage), backward_line(experiment, stage)
        for text in (card, line):
            assert text.count("{") == text.count("}")
            assert not re.search(
                r"nan|−|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]", text.split("$$")[-2] if "$$" in text else text
            )


def test_what_is_hidden_is_not_in_what_comes_back() -> None:
    shown = Settings(scenario="wide", t=3, flow="backward", hide="f")
    experiment = mask(perform(shown))
    found = shown_gradients(experiment)["C"]
    assert np.isfinite(found[:2]).all() and np.isnan(found[2:]).all()
    assert backward_sentence(experiment).endswith("?")


def test_at_the_last_step_one_part_of_the_gradient_comes_alone() -> None:
    for t, parts in ((6, "one part comes alone"), (5, "Two parts come together")):
        settings = Settings(scenario="wide", t=t, flow="backward", lang="en")
        assert parts in backward_card(perform(settings), "C")


@pytest.mark.parametrize(
    "changed",
    [
        {"edits": "f@3[2]=0.5"},
        {"variant": "no_forget"},
        {"variant": "coupled", "edits": "f@3[2]=0.5"},
    ],
)
def test_no_gradient_is_said_to_go_on_through_a_gate_that_is_held(changed: dict[str, str]) -> None:
    held = Settings(scenario="wide", t=3, unit=2, flow="backward", lang="en").with_fields(**changed)
    experiment = perform(held)
    for gate in ("f", "i") if changed.get("variant") == "coupled" else ("f",):
        assert shown_gradients(experiment)[f"a_{gate}"][2, 1] == 0
        card = backward_card(experiment, gate)
        assert "no gradient goes on through it" in card and "slope" not in card
    assert "slope" in backward_card(experiment, "o")
    assert "slope" in backward_card(perform(held.with_fields(variant="coupled", edits="")), "i")
