"""The controls: each changes the link and nothing else, and shows what is used."""

import json
import re
from html import unescape

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.words.language import say
from lstm_core.words.step import step_sentence
from tests.support import all_text, app, components, fields, headlines, move, query


def test_a_widget_changes_the_link_and_nothing_else() -> None:
    page = app(scenario="wide", t=4)
    move(page, hidden_size=5)
    assert query(page) == {
        "lang": "es",
        "view": "cell",
        "scenario": "wide",
        "t": "4",
        "hidden_size": "5",
    }
    move(page, lang="en")
    assert headlines(page)[0].startswith("Unit 1 keeps")
    assert query(page)["hidden_size"] == "5" and query(page)["t"] == "4"


def test_a_scenario_shows_its_sizes_as_fixed_and_leaving_it_brings_ones_own_back() -> None:
    page = app(hidden_size=7, steps=9, unit=6, t=9, seed=3)
    move(page, scenario="counter")
    assert fields(page)["hidden_size"]["used"] == 1 and fields(page)["hidden_size"]["fixed"]
    assert fields(page)["seed"]["fixed"]
    assert say("fixed_by_scenario", "es") in all_text(page)
    move(page, scenario="notebook")
    assert fields(page)["hidden_size"]["used"] == 7 and not fields(page)["hidden_size"]["fixed"]
    assert components(page)["player"]["place"]["t"] == 9
    assert components(page)["player"]["place"]["unit"] == 6


def test_another_seed_is_a_move_of_the_player() -> None:
    page = app(lang="en")
    move(page, seed=7)
    assert query(page)["seed"] == "7" and components(page)["player"]["place"]["seed"] == 7
    assert perform(Settings(seed=7)).step.C[0, 0] != perform(Settings()).step.C[0, 0]
    assert step_sentence(perform(Settings(seed=7, lang="en"))) == headlines(page)[0]
    move(page, seed=42)
    assert "seed" not in query(page) and not fields(page)["seed"]["fixed"]


def test_the_latch_is_one_click_away_at_the_step_where_a_gate_closes() -> None:
    page = app(lang="en")
    *_, offer = re.findall(
        'data-choose="(.*?)"', "".join(part.proto.body for part in page.get("html"))
    )
    page.session_state["session"].from_browser(json.loads(unescape(offer)))
    page.run()
    assert query(page)["scenario"] == "latch" and query(page)["t"] == "6"
    assert headlines(page)[0].startswith("Unit 1 keeps 0.2 % of its memory (0.91 → 0.00)")


def test_the_player_steps_and_stops_at_the_ends() -> None:
    page = app(t=5)
    move(page, t=6)
    assert query(page)["t"] == "6" and components(page)["player"]["place"]["t"] == 6
    move(page, beats=1)
    assert query(page)["t"] == "6"


def test_a_single_step_can_be_shown() -> None:
    page = app(steps=1)
    assert not page.exception
    assert components(page)["player"]["T"] == 1
