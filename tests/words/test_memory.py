"""How memory fades, in words that its numbers bear out."""

import re

import numpy as np
import pytest

from lstm_core.charts.look import look_of
from lstm_core.charts.memory import memory_chart
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.memory import (
    own_curves,
)
from lstm_core.experiment.scenarios import SCENARIOS
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import stack
from lstm_core.model.jacobians import jacobians_lstm
from lstm_core.words.memory import (
    direct_path_equation,
    memory_captions,
    memory_sentence,
    memory_table,
)


def test_the_sentence_says_the_unit_s_share_and_half_life() -> None:
    experiment = perform(Settings(scenario="leaky", t=1, lang="en"))
    assert memory_sentence(experiment).endswith("; half of it is gone about every 3.0 steps.")
    assert " 6 % " in memory_sentence(experiment), "0.5 ** (12 / 3)"
    shut = perform(Settings(inputs="", scenario="keep", unit=1, t=8, lang="en"))
    assert "100 % of what unit 1 held at t = 8 is left at t = 8: no step" in memory_sentence(shut)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_written_factors_compute(scenario: str) -> None:
    for unit in range(1, perform(Settings(scenario=scenario)).H + 1):
        experiment = perform(Settings(scenario=scenario, unit=unit, t=2))
        latex = direct_path_equation(experiment)
        body = latex.split("&=", 1)[1]
        factors, result = body.rsplit(r"\\", 1)
        numbers = [float(n) for n in re.findall(r"\d\.\d+", factors)]
        assert len(numbers) == experiment.T - 2
        shown = re.findall(r"\d\.\d+", result)[-1]
        if r"\cdot 10" not in result and "approx" not in result:
            assert f"{np.prod(numbers):.3f}" == shown


def test_a_curve_that_is_exactly_0_is_said_to_be_and_why() -> None:
    latch = perform(Settings(scenario="latch", lang="en"))
    said = " ".join(memory_captions(latch))
    assert "Exactly 0 before T: ‖∂h_T/∂h_t‖₂ (this cell has no recurrent weights)." in said
    assert not own_curves(latch.settings.cell)["dh_dh"][:-1].any()
    shut = perform(Settings(scenario="wide", edits="o=0", lang="en"))
    assert memory_captions(shut)[1:] == (
        "Exactly 0 before T: ‖∂h_T/∂C_t‖₂, ‖∂h_T/∂h_t‖₂ and ‖∂h_T/∂x_t‖₂ "
        "(values are held that let nothing through).",
        "The direct path tells everything.",
    )
    assert "xactly 0" not in " ".join(
        memory_captions(perform(Settings(scenario="wide", lang="en")))
    )


def test_where_the_direct_path_breaks_is_computed() -> None:
    for seed in range(20):
        experiment = perform(Settings(scenario="wide", seed=seed, steps=12, lang="en"))
        whole = jacobians_lstm(experiment.params, experiment.trace).dC_dC
        f = stack(experiment.trace, "f")[:, :, 0]
        missing = [
            np.linalg.norm(one - np.diag(np.prod(f[t:], axis=0)), 2) / np.linalg.norm(one, 2)
            for t, one in enumerate(whole, 1)
        ]
        said = " ".join(memory_captions(experiment))
        assert ("nearly everything" in said) == (max(missing) <= 0.1)


def test_what_is_too_large_for_a_float_is_said_to_be() -> None:
    zeros = "\n".join(["0 0"] * 60)
    edits = "W_C[1,1]=1e6;b_f=0;b_C=0;b_i=0;b_o=8"  # each step multiplies by nearly 500,000
    asked = Settings(scenario="wide", hidden_size=1, inputs=zeros, edits=edits, lang="en")
    experiment = perform(asked)
    drawn = memory_chart(experiment, look_of(asked))
    assert "‖∂h_T/∂h_t‖₂ > 10³⁰⁸" in drawn.alternative
    curve = next(one for one in drawn.figure.to_dict()["data"] if one.get("name") == "max ∏ f")
    assert None not in curve["y"]
    assert len(memory_table(experiment).rows) == 60
    assert "inf" not in " ".join([memory_sentence(experiment), *memory_captions(experiment)])
