"""How memory fades, in the numbers and words of the page."""

import json
import re

import numpy as np
import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.memory import (
    end_step,
    learning_shares,
    own_curves,
    peer_curves,
    remaining,
)
from lstm_core.experiment.scenarios import SCENARIOS
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import stack
from lstm_core.words.language import say
from lstm_core.words.memory import direct_path_equation, memory_captions, memory_sentence
from tests.support import app, query, told


def test_what_is_left_is_the_product_of_f_after_each_step() -> None:
    experiment = perform(Settings(scenario="wide", steps=9, t=2, end=7))
    f = stack(experiment.trace, "f")[:, :, 0]
    assert end_step(experiment) == 7
    expected = [np.prod(f[t:7], axis=0) for t in range(1, 8)]
    np.testing.assert_allclose(remaining(experiment), expected, rtol=1e-14)
    assert end_step(perform(Settings(t=5, end=3))) == 5, "never before t"


def test_the_sentence_says_the_unit_s_share_and_half_life() -> None:
    experiment = perform(Settings(scenario="leaky", t=1, lang="en"))
    assert memory_sentence(experiment).endswith("; half of it is gone every 3.0 steps.")
    assert " 6 % " in memory_sentence(experiment), "0.5 ** (12 / 3)"
    shut = perform(Settings(inputs="", scenario="keep", unit=2, t=8, lang="en"))
    assert "100 % of what unit 2 held at t = 8 is left at t = 8." in memory_sentence(shut)


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
    assert "‖∂h_T/∂h_t‖ is exactly 0 before T: this cell has no recurrent weights" in said
    assert not own_curves(latch.settings.cell)["dh_dh"][:-1].any()
    assert "exactly 0" not in " ".join(
        memory_captions(perform(Settings(scenario="wide", lang="en")))
    )


def test_where_the_direct_path_breaks_is_computed() -> None:
    for seed in range(20):
        experiment = perform(Settings(scenario="wide", seed=seed, steps=12, lang="en"))
        curves = own_curves(experiment.settings.cell)
        holds = 0.5 <= curves["dC_dC"][0] / curves["direct"][0] <= 2
        assert ("nearly everything" in " ".join(memory_captions(experiment))) == holds


def test_the_lesson_opens_where_the_advantage_is_real_and_says_where_it_is_not() -> None:
    page = app(lang="en", view="memory", scenario="wide")
    assert page.segmented_control(key="curves").disabled
    assert any(say("peers_off", "en") in text for text in told(page))
    page.button(key="peers_open").click().run()
    assert query(page)["scenario"] == "pytorch" and query(page)["forget_bias"] == "3"
    assert any("The LSTM brings more" in text for text in told(page))
    page.slider(key="forget_bias").set_value(0).run()
    settings = Settings(scenario="pytorch", steps=20)
    at_1 = {name: curve[0] for name, curve in peer_curves(settings).items()}
    more = at_1["LSTM"] > max(at_1["RNN"], at_1["GRU"])
    assert any(("no advantage" in text) != more for text in told(page) if "h at t = 1" in text)


def test_the_forget_bias_is_added_to_every_unit_and_is_told_in_every_view() -> None:
    plain, raised = (
        perform(Settings(scenario="keras")),
        perform(Settings(scenario="keras", forget_bias=2)),
    )
    np.testing.assert_array_equal(raised.params.b_f, plain.params.b_f + 2)
    np.testing.assert_array_equal(raised.params.W_f, plain.params.W_f)
    page = app(lang="en", view="time", forget_bias=-3)
    assert any(say("forget_bias_on", "en", bias="−3") in text for text in told(page))


def test_shares_of_learning_are_on_the_page_and_add_up() -> None:
    page = app(lang="en", view="memory", scenario="wide", steps=12)
    figure = json.loads(page.get("plotly_chart")[0].proto.spec)
    [bars] = [trace["y"] for trace in figure["data"] if trace.get("yaxis") == "y3"]
    assert sum(bars) == pytest.approx(100)
    np.testing.assert_allclose(bars, 100 * learning_shares(Settings(scenario="wide", steps=12)))


def test_while_something_is_hidden_memory_is_not_shown() -> None:
    page = app(lang="en", view="memory", scenario="wide", t=3, hide="f")
    assert not page.get("plotly_chart") and say("memory_hidden", "en") in [
        text.value for text in page.info
    ]
