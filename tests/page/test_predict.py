"""Predict, then reveal: what is hidden is nowhere on the page; the question is the cell's own."""

import re
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lstm_core.browser.moves import new_moves
from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.lesson.questions import ask
from lstm_core.model.cell import STAGES
from lstm_core.words.language import say
from lstm_core.words.variables import in_colour
from tests.support import app, components, fields, headlines, lines, move, query

VIEWS = CHOICES["view"].ids
HIDDEN_CELL: dict[str, Any] = {"scenario": "wide", "seed": 3, "steps": 7, "t": 4, "unit": 2}


def sent(node: Any) -> str:
    """Everything that the page has sent to the browser, as text."""
    own = str(node.proto) if hasattr(node, "proto") and node.proto is not None else ""
    return own + "".join(sent(child) for child in getattr(node, "children", {}).values())


def numbers(text: str) -> set[str]:
    """All numbers in a text that have at least three decimals, without their signs."""
    return set(re.findall(r"\d+\.\d{3,}", text))


def values(experiment: Experiment) -> set[float]:
    """Every value of the trace and the inputs that is not hidden."""
    arrays = [experiment.X, *(array for step in experiment.trace for array in vars(step).values())]
    found = np.concatenate([np.abs(array).ravel() for array in arrays])
    return set(found[~np.isnan(found)].tolist())


def leaks(page: AppTest, settings: Settings) -> set[str]:
    """The numbers sent that are a hidden value and no visible one or weight."""
    whole = perform(settings)
    visible = values(mask(whole)) | {
        abs(w) for leaf in vars(whole.params).values() for w in leaf.ravel().tolist()
    }
    secret = values(whole) - visible
    everything = "".join(sent(block) for block in page._tree.children.values())
    found = numbers(everything)

    def rounded(value: float) -> set[str]:
        return {f"{value:.{n}f}" for n in (3, 4, 5, 6, 8)} | {repr(value)}

    spelled = set().union(*map(rounded, secret)) - set().union(*map(rounded, visible))
    return {number for number in found if number in spelled}


@pytest.mark.parametrize("size", ["normal", "projector"])
@pytest.mark.parametrize("view", VIEWS[:-1])  # a lecture's scene hides what it hides itself
@pytest.mark.parametrize("hide", ["z", "C_tilde", "o", "h"])
def test_what_is_hidden_is_sent_nowhere(view: str, size: str, hide: str) -> None:
    link = HIDDEN_CELL | {"view": view, "size": size, "hide": hide, "stage": "C", "lang": "en"}
    page = app(**link, chart="heatmap" if hide == "o" else "bars")
    assert not page.exception
    for key in (
        "numbers_cell",
        "numbers_step",
        "numbers_time",
        "numbers_weights",
        "numbers_pushes",
        "numbers_memory",
    ):
        page.session_state[key] = True
    page.run()
    assert not page.exception
    shown = Settings.from_query({key: str(value) for key, value in link.items()})
    assert leaks(page, shown) == set()
    assert bool(page.get("plotly_chart")) == (view != "train")
    if view in ("cell", "time") or (view, hide) in (("step", "z"), ("step", "C_tilde")):
        assert leaks(app(**link | {"hide": "no"}), shown), "this test can find what is not hidden"


def test_the_mask_hides_the_rest_of_the_step_and_all_later_ones() -> None:
    for place, hide in enumerate(STAGES):
        experiment = mask(perform(Settings(**HIDDEN_CELL, hide=hide)))
        for k, stage in enumerate(STAGES):
            assert np.isnan(getattr(experiment.trace[3], stage)).any() == (k > place), (hide, stage)
        assert all(
            not np.isnan(array).any()
            for step in experiment.trace[:3]
            for array in vars(step).values()
        )
        assert all(
            np.isnan(array).all() for step in experiment.trace[4:] for array in vars(step).values()
        )
        assert np.isnan(experiment.X[4:]).all() and not np.isnan(experiment.X[:4]).any()


def test_the_first_step_is_worked_and_a_revealed_one_is_whole() -> None:
    for settings in (Settings(t=1, hide="z"), Settings(t=3, hide="z", revealed="yes")):
        assert not np.isnan(mask(perform(settings)).step.h).any()
    for steps, told in (("6", "worked"), ("1", "worked_only")):
        assert say(told, "en") in headlines(app(lang="en", hide="z", steps=steps))


def test_a_question_is_asked_answered_and_counted() -> None:
    page = app(lang="en", **HIDDEN_CELL, hide="C_tilde")
    page.button(key="ask").click().run()
    whole = perform(Settings(**HIDDEN_CELL, hide="C_tilde", lang="en"))
    question, number = ask(whole, "C_tilde", 1), 1
    while question and not question.options:
        page.button(key="another").click().run()
        number += 1
        question = ask(whole, "C_tilde", number)
    assert question is not None
    assert headlines(page)[0] == in_colour(question.text) and query(page)["question"] == str(number)
    labels = [page.button(key=f"option_{k}").label for k in range(len(question.options))]
    assert labels == [
        f"**{mark}** {in_colour(text)}"
        for mark, text in zip("ABCD", question.options, strict=False)
    ]
    assert question.why not in str(page.markdown)
    wrong = (question.right + 1) % len(question.options)
    page.button(key=f"option_{wrong}").click().run()
    assert query(page)["revealed"] == "yes"
    assert any(question.why in text.value and question.trap in text.value for text in page.markdown)
    assert say("score", "en", right=0, tried=1) in headlines(page)
    page.button(key=f"option_{question.right}").click().run()
    assert say("score", "en", right=0, tried=1) in headlines(page), "the first answer counts"


def test_the_page_shows_the_gate_that_is_asked_about() -> None:
    link: dict[str, Any] = {"scenario": "wide", "t": 2, "hide": "f", "lang": "en"}
    question = ask(perform(Settings(**link)), "f", 1)
    assert question is not None and question.about == "i"
    cell = app(**link, question=1)
    assert any(text.value.startswith("### i, input gate") for text in cell.markdown)
    weights = app(**link, question=1, view="weights")
    gates = lines(weights)["stage"]
    assert (gates["else"], gates["fixed"]) == ("i", True)
    assert "stage" not in query(weights), "the link keeps what its reader looks at"
    plain = app(**link, view="weights")
    gates = lines(plain)["stage"]
    assert components(plain)["player"]["place"]["stage"] == "f" and not gates["fixed"]


def test_an_answer_counts_once_also_after_going_back() -> None:
    page = app(lang="en", **HIDDEN_CELL, hide="f", question=1)
    page.button(key="option_0").click().run()
    move(page, beats=-1)
    assert "revealed" not in query(page)
    page.button(key="option_1").click().run()
    assert any(" of 1 right" in text for text in headlines(page))


@pytest.mark.parametrize("link", [{"t": 3}, {"t": 1, "hide": "f"}])
def test_a_link_that_asks_where_nothing_can_be_asked_takes_no_words_away(
    link: dict[str, Any],
) -> None:
    for size in ("normal", "projector"):
        plain = app(lang="en", scenario="wide", size=size, **link)
        page = app(lang="en", scenario="wide", size=size, **link, question=1)
        assert [text.value for text in page.markdown] == [text.value for text in plain.markdown]
        assert len(page.get("plotly_chart")) == len(plain.get("plotly_chart")) == 1


def test_a_browser_may_send_anything() -> None:
    sent = [
        [3, {"t": 2}],
        [3, {"t": 4}],
        [2, {"beat": 1}],
        [True, {}],
        [4, "x"],
        {"n": 5},
        [None, {}],
        7,
    ]
    assert new_moves(sent, 1) == [(2, {"beat": 1}), (3, {"t": "2"}), (3, {"t": "4"})]
    assert new_moves("nonsense", 0) == new_moves(None, 0) == new_moves({}, 0) == []


def test_a_number_is_typed_with_a_comma_and_nonsense_is_told() -> None:
    cell = HIDDEN_CELL | {"t": 3}
    settings = Settings(**cell, hide="C_tilde")
    answers = [
        (number, question.answer)
        for number in range(1, 30)
        if (question := ask(perform(settings), "C_tilde", number)) and question.answer is not None
    ]
    number, answer = answers[0]
    page = app(lang="es", **cell, hide="C_tilde", question=number)
    page.text_input(key="typed").set_value("mucho")
    page.button(key="typed_send").click().run()
    assert "`mucho`" in page.warning[0].value
    assert "revealed" not in query(page)
    page.text_input(key="typed").set_value(f"{-answer:.2f}".replace(".", ","))
    page.button(key="typed_sign").click().run()
    assert "revealed" not in query(page), "another sign is no answer yet"
    page.button(key="typed_send").click().run()
    assert query(page)["revealed"] == "yes"
    assert say("score", "es", right=1, tried=1) in headlines(page)


def test_a_lecturer_reveals_without_any_score() -> None:
    page = app(lang="en", **HIDDEN_CELL, hide="C_tilde", question=1)
    page.button(key="reveal").click().run()
    assert query(page)["revealed"] == "yes"
    assert not any(" of " in text and "right" in text for text in headlines(page))


def test_a_step_on_ends_the_question_but_the_view_and_the_language_do_not() -> None:
    page = app(lang="en", **HIDDEN_CELL, hide="C_tilde", question=2, revealed="yes")
    move(page, view="time")
    move(page, lang="es")
    assert query(page)["question"] == "2" and query(page)["revealed"] == "yes"
    move(page, t=5)
    assert (
        "question" not in query(page)
        and "revealed" not in query(page)
        and query(page)["hide"] == "C_tilde"
    )


def test_a_clickers_beats_are_taken_one_by_one() -> None:
    page = app(lang="en", **HIDDEN_CELL, hide="C_tilde")
    move(page, beats=1)
    assert query(page)["question"] == "1"
    move(page, beats=2)
    assert query(page)["t"] == "5" and "question" not in query(page)
    move(page, beats=-1)
    assert query(page)["t"] == "4" and query(page)["revealed"] == "yes"
    nonsense = [
        [10**6, {"t": [3], "hide": "C_tilde", "lang": 7}],
        ["x", {}],
        5,
        [10**6 + 1, None],
        [2e9, {"beat": "1"}],
    ]
    page.session_state["place"] = {"moves": nonsense}
    page.run()
    assert not page.exception and query(page)["hide"] == "C_tilde"


def test_while_hidden_no_typed_sequence_and_no_answer_key() -> None:
    page = app(lang="en", inputs="0.11\n0.22\n0.333", input_size=1, t=2, hide="f")
    assert not page.text_area and say("own_hidden", "en") in headlines(page)
    page = app(lang="en", **HIDDEN_CELL, hide="f")
    page.session_state["numbers_cell"] = True
    page.run()
    assert page.get("download_button")[-1].proto.disabled
    page.button(key="ask").click().run()
    page.button(key="reveal").click().run()
    assert not page.get("download_button")[-1].proto.disabled


@pytest.mark.parametrize("view", VIEWS[:-1])
def test_three_sets_of_controls(view: str) -> None:
    link = HIDDEN_CELL | {"view": view, "lang": "en", "hide": "f", "question": 1}
    everything, player, picture = (
        app(**link, controls=controls) for controls in ("all", "player", "picture")
    )
    assert "seed" in fields(everything)
    assert not any(
        fields(page) or page.selectbox or page.slider or page.get("expander") or page.get("code")
        for page in (player, picture)
    )
    assert {row.key for row in player.segmented_control} <= {
        "hide"
    } and not picture.segmented_control
    assert not picture.markdown and not picture.latex
    assert [components(page)["player"]["bare"] for page in (everything, player, picture)] == [
        False,
        False,
        True,
    ]
    assert not picture.button and [id for id, _ in components(picture)["header"]["buttons"]] == [
        "whole"
    ]
    assert "reveal" in {button.key for button in player.button}
    move(player, controls="all")
    assert "seed" in fields(player) and "controls" not in query(player)


def test_many_beats_at_once_come_to_the_same_as_one_after_the_other() -> None:
    link: dict[str, Any] = {"hide": "f", "stage": "f", "grain": "stage", "t": 2}
    together, apart = app(**link), app(**link)
    move(together, beats=13)
    for _ in range(13):
        move(apart, beats=1)
    assert query(together) == query(apart) and query(together)["t"] != "2"
