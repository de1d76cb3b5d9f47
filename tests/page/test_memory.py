"""The view of how memory fades."""

import json

import numpy as np
import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.memory import learning_shares, peer_curves
from lstm_core.experiment.settings import Settings
from lstm_core.words.language import say
from tests.support import app, headlines, query


def test_the_lesson_opens_where_the_advantage_is_real_and_says_where_it_is_not() -> None:
    page = app(lang="en", view="memory", scenario="wide")
    assert page.segmented_control(key="curves").disabled
    assert any(say("peers_off", "en") in text for text in headlines(page))
    page.button(key="peers_open").click().run()
    assert query(page)["scenario"] == "pytorch" and query(page)["forget_bias"] == "3"
    assert any("The LSTM brings more" in text for text in headlines(page))
    page.slider(key="forget_bias").set_value(0).run()
    settings = Settings(scenario="pytorch", steps=20)
    at_1 = {name: curve[0] for name, curve in peer_curves(settings).items()}
    more = at_1["LSTM"] > max(at_1["RNN"], at_1["GRU"])
    assert any(("no advantage" in text) != more for text in headlines(page) if "h at t = 1" in text)


def test_the_forget_bias_is_added_to_every_unit_and_is_told_in_every_view() -> None:
    plain, raised = (
        perform(Settings(scenario="keras")),
        perform(Settings(scenario="keras", forget_bias=2)),
    )
    np.testing.assert_array_equal(raised.params.b_f, plain.params.b_f + 2)
    np.testing.assert_array_equal(raised.params.W_f, plain.params.W_f)
    page = app(lang="en", view="time", forget_bias=-3)
    assert any(say("forget_bias_on", "en", bias="−3") in text for text in headlines(page))


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
