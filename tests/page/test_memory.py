"""The view of how memory fades."""

import json
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lstm_core.charts.look import look_of
from lstm_core.charts.memory import memory_chart
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.memory import learning_shares, own_curves, peer_curves, remaining
from lstm_core.experiment.settings import Settings
from lstm_core.words.language import say
from lstm_core.words.memory import memory_table
from tests.support import app, headlines, lines, move, press, query


def controls(page: AppTest) -> str:
    """The HTML of what stands beside the picture."""
    (html,) = [part.proto.body for part in page.get("html") if 'class="line"' in part.proto.body]
    return str(html)


def test_the_lesson_opens_where_the_advantage_is_real_and_says_where_it_is_not() -> None:
    page = app(lang="en", view="memory", scenario="wide")
    assert lines(page)["curves"]["fixed"]
    assert any(say("peers_off", "en") in text for text in headlines(page))
    press(page, say("peers_open", "en"))
    assert query(page)["scenario"] == "pytorch" and query(page)["forget_bias"] == "3"
    assert any("in the LSTM" in text for text in headlines(page))
    before = controls(page)
    move(page, forget_bias=0, t=20)
    assert controls(page) == before, "it stays mounted, with the focus, while one uses it"
    settings = Settings(scenario="pytorch", steps=20)
    at_1 = {name: curve[0] for name, curve in peer_curves(settings).items()}
    more = at_1["LSTM"] > max(at_1["RNN"], at_1["GRU"])
    move(page, t=1)
    told = [text for text in headlines(page) if "h at t = 1" in text]
    assert told and all(("more reaches" in text) == more for text in told)


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


@pytest.mark.parametrize(
    ("hide", "revealed", "last"), [("f", "no", 2), ("f", "yes", 3), ("h", "no", 3)]
)
def test_while_something_is_hidden_memory_ends_at_the_last_step_that_is_shown(
    hide: str, revealed: str, last: int
) -> None:
    link: dict[str, Any] = {
        "scenario": "wide",
        "t": 3,
        "hide": hide,
        "question": 1,
        "revealed": revealed,
    }
    page = app(lang="en", view="memory", **link)
    asked = {button.key for button in page.button} & {"another", "ask"}
    assert asked or hide == "h", "the question is asked as in any other view"
    assert say("memory_hidden", "en", t=last) in headlines(page)
    figure = json.loads(page.get("plotly_chart")[0].proto.spec)
    first = perform(Settings(scenario="wide", steps=last))
    own = own_curves(first.settings.cell)
    curve = next(
        trace for trace in figure["data"] if trace.get("name") == "‖∂h<sub>T</sub>/∂h<sub>t</sub>‖₂"
    )
    np.testing.assert_allclose(curve["y"], own["dh_dh"])
    [shares] = [trace["y"] for trace in figure["data"] if trace.get("yaxis") == "y3"]
    np.testing.assert_allclose(shares, 100 * learning_shares(first.settings.cell))
    [direct] = [trace["y"] for trace in figure["data"] if trace.get("yaxis") == "y2"]
    np.testing.assert_allclose(direct, remaining(first).ravel())


def test_nothing_in_the_picture_depends_on_what_is_hidden() -> None:
    """Two cells that differ after t alone look alike, with their ghosts, beside peers as well."""
    for curves in ("own", "peers", "peers_biased"):
        for inputs in ({}, {"inputs": "1;2;3;4;5"}):
            cell: dict[str, Any] = {"scenario": "pytorch", "input_size": 1, "steps": 5, "t": 3}
            cell |= {"hide": "C_tilde", "forget_bias": 2, "curves": curves, **inputs}
            one = mask(perform(Settings(**cell)))
            if inputs:
                other = mask(perform(Settings(**cell | {"inputs": "1;2;3;-4;0.5"})))
            else:
                other = mask(perform(Settings(**cell | {"steps": 9})))
            pictures = [memory_chart(e, look_of(e.settings)) for e in (one, other)]
            drawn = [picture.figure.to_dict()["data"] for picture in pictures]
            assert drawn[0] == drawn[1] and pictures[0].alternative == pictures[1].alternative
            rows = [memory_table(e).rows for e in (one, other)]
            assert rows[0] == rows[1] and len(rows[0]) == 2


def test_the_same_bias_is_offered_to_the_gru() -> None:
    page = app(
        lang="en", view="memory", scenario="pytorch", steps=20, forget_bias=3, curves="peers"
    )
    given = "Only the LSTM has 3 added to its forget bias."
    assert any(given in text for text in headlines(page))
    assert say("peers_kinds", "en") in headlines(page)
    move(page, curves="peers_biased")
    assert query(page)["curves"] == "peers_biased"
    assert any("and to the GRU's gate z" in text for text in headlines(page))
    assert any(
        "the GRU passes on more" in text and "0.38 (GRU)" in text for text in headlines(page)
    )
    changed = app(lang="en", view="memory", scenario="pytorch", curves="peers", edits="f@2=0")
    assert lines(changed)["curves"]["fixed"]
    press(changed, say("peers_open", "en"))
    assert "edits" not in query(changed) and not lines(changed)["curves"]["fixed"]
