"""The train view: what a person does with it, without a browser."""

import json
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lstm_core.experiment import trainings
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import stack
from lstm_core.training.sweep import shared_sweep
from lstm_core.training.tasks import TASKS
from lstm_core.words.indices import indices_in_markdown
from lstm_core.words.train import sweep_sentence, train_captions, train_sentence
from tests.support import app, components, headlines, move, query


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_task_has_its_sheet_and_its_charts(task: str, lang: str) -> None:
    page = app(view="train", task=task, lang=lang, updates=20, rival="yes")
    assert not page.exception
    settings = Settings.from_query(query(page))
    assert headlines(page)[0] == train_sentence(settings)
    assert any(part in page.caption[0].value for part in train_captions(settings)[:1])
    learnt, gates = (json.loads(chart.proto.spec) for chart in page.get("plotly_chart"))
    losses = [trace for trace in learnt["data"] if trace["yaxis"] == "y"]
    assert [trace["name"] for trace in losses] == ["LSTM", "RNN"]
    moments, values = trainings.history(settings).loss_to(20)
    assert (losses[0]["x"], losses[0]["y"]) == (moments, values)
    assert gates["layout"]["annotations"]


def test_one_update_reset_another_seed_and_open() -> None:
    page = app(view="train", task="counter", lang="en")
    page.button(key="train_one").click().run()
    assert query(page)["updates"] == str(trainings.history(Settings(task="counter")).every)
    page.slider(key="updates").set_value(600).run()
    page.button(key="train_open").click().run()
    assert (query(page)["view"], query(page)["scenario"]) == ("cell", "trained")
    assert any("After 600 of 600 updates" in text for text in headlines(page))
    page = app(**{**query(page), "view": "train"})
    page.button(key="train_reset").click().run()
    assert "updates" not in query(page)
    page.slider(key="updates").set_value(100).run()
    move(page, seed=8)
    assert "updates" not in query(page)


def counts(page: AppTest) -> str:
    return "".join(part.proto.body for part in page.get("html") if "counts" in part.proto.body)


def values(page: AppTest) -> dict[str, Any]:
    return {slider.key or "": slider.value for slider in page.sidebar.slider}


@pytest.mark.parametrize("task", TASKS)
def test_the_controls_show_the_values_in_force(task: str) -> None:
    page = app(view="train", task=task, lang="en")
    recipe = TASKS[task].recipe
    shown = values(page)
    assert shown["train_units"] == recipe.H and shown["train_steps"] == recipe.T
    assert shown["train_bias"] == recipe.b_f and shown["train_updates"] == recipe.updates
    assert not any("recipe" in slider.label for slider in page.sidebar.slider)
    assert all(slider.value >= slider.min >= 0 for slider in page.sidebar.slider)
    assert page.button(key="train_to_recipe").disabled


def test_a_changed_value_is_undone_by_the_way_back_to_the_recipe() -> None:
    page = app(view="train", task="latch", lang="en")
    page.slider(key="train_units").set_value(3).run()
    page.slider(key="train_bias").set_value(0).run()
    assert (query(page)["train_units"], query(page)["train_bias"]) == ("3", "0")
    page.button(key="train_to_recipe").click().run()
    assert not {"train_units", "train_bias"} & query(page).keys()
    assert values(page)["train_units"] == 1 and values(page)["train_bias"] == 1
    page.slider(key="train_steps").set_value(60).run()
    page.slider(key="train_steps").set_value(20).run()
    assert "train_steps" not in query(page), "the recipe's value follows another task"
    page.selectbox(key="task").set_value("parity").run()
    assert values(page)["train_steps"] == 12 and page.button(key="train_to_recipe").disabled


def test_what_a_link_calls_the_recipe_stays_it() -> None:
    page = app(view="train", train_units=0, train_steps=0, train_bias=-1, train_updates=0)
    assert page.button(key="train_to_recipe").disabled
    page = app(view="train", train_steps=60, train_updates=3000)
    shown = page.slider(key="train_updates")
    assert shown.value == shown.max == trainings.MOST_STEPS // 60, "no more are made"


def test_a_button_says_how_many_updates_it_makes() -> None:
    for lang, words in (("en", "10 updates"), ("es", "10 actualizaciones")):
        page = app(view="train", task="latch", train_updates=3000, lang=lang)
        assert page.button(key="train_one").label == words
        page.button(key="train_one").click().run()
        assert query(page)["updates"] == "10"


def test_training_goes_on_by_itself_and_stops_when_it_is_told_to() -> None:
    page = app(view="train", task="latch", lang="en")
    page.button(key="train_start").click().run()
    assert not page.exception and page.button(key="train_pause")
    done = page.session_state["session"].settings.updates
    assert done > 0
    page.run()
    assert page.session_state["session"].settings.updates > done
    page.button(key="train_pause").click().run()
    stopped = page.session_state["session"].settings.updates
    page.run()
    assert page.session_state["session"].settings.updates == stopped == int(query(page)["updates"])


def test_the_charts_stay_while_it_trains() -> None:
    page = app(view="train", task="latch", lang="en", updates=30)
    before = [chart.proto.spec for chart in page.get("plotly_chart")]
    page.button(key="train_on").click().run()
    page.run()
    assert [chart.proto.spec for chart in page.get("plotly_chart")] == before
    sent = components(page)["live"]["figures"]["learning"]
    assert len(sent["data"][0]["x"]) > 31, "what the browser puts into them"


def test_the_forget_bias_lesson_draws_its_curves_and_counts() -> None:
    page = app(view="train", race="yes", lang="en", train_steps=4)
    assert [slider.key for slider in page.sidebar.slider] == [
        "train_steps"
    ] and not page.sidebar.selectbox, "no more"
    [chart] = page.get("plotly_chart")
    drawn = json.loads(chart.proto.spec)["data"]
    assert len(drawn) == 15 + 3 and not any(trace["x"] for trace in drawn)
    assert "Fifteen cells are going to" in headlines(page)[0] and "0 of" not in counts(page)
    page.button(key="race_start").click().run()
    live = components(page)["live"]["figures"]["race_curves"]["data"]
    assert all(trace["x"] for trace in live[:15]), "all grow together"
    for _ in range(60):
        page.run()
        if not page.session_state["session"].watch.running:
            break
    sweep = shared_sweep(4)
    said = sweep_sentence(Settings(view="train", race="yes", lang="en", train_steps=4))
    assert sweep.over and headlines(page)[0] == indices_in_markdown(said)
    for b_f in (0, 1, 3):
        learnt = [n for (bias, _), n in sweep.updates_needed.items() if bias == b_f and n >= 0]
        assert f"<b>{len(learnt)} of 5</b>" in counts(page)


def test_another_thing_is_trained_while_one_is_on() -> None:
    page = app(view="train", task="latch", lang="en")
    page.button(key="train_start").click().run()
    page.session_state["session"].change(race="yes")
    page.run()
    assert not page.exception and len(page.get("plotly_chart")) == 1


def test_the_example_is_the_same_before_and_after() -> None:
    before, after = (perform(Settings(view="train", task="depth", updates=n)) for n in (0, 400))
    np.testing.assert_array_equal(before.X, after.X)
    assert not np.array_equal(stack(before.trace, "C"), stack(after.trace, "C"))
