"""Practising alone on the page: asked at once, ten questions to a round, and its end."""

from itertools import pairwise

from streamlit.testing.v1 import AppTest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.questions import ask
from lstm_core.words.language import say
from tests.page.test_predict import HIDDEN_CELL
from tests.support import app, headlines, move, query


def test_predict_asks_at_once_and_the_first_step_offers_the_second() -> None:
    page = app(lang="en", scenario="wide", t=2)
    move(page, hide="C_tilde")
    assert query(page)["question"] and page.button(key="reveal")
    page = app(lang="en", scenario="wide")
    move(page, hide="C_tilde")
    assert "What comes next?" not in headlines(page)[0], "there is nothing to answer"
    page.button(key="practise_start").click().run()
    assert query(page)["t"] == "2" and query(page)["question"] and page.button(key="reveal")


def answer(page: AppTest, *, correct: bool) -> str:
    """Answer the question on the page; its kind."""
    asked = Settings.from_query(query(page))
    question = ask(perform(asked), asked.hide, asked.question)
    assert question is not None
    if question.options:
        k = (question.right + (not correct)) % len(question.options)
        page.button(key=f"option_{k}").click().run()
    else:
        given = (question.answer or 0) + (0 if correct else 7)
        page.text_input(key="typed").set_value(f"{given:.2f}")
        page.button(key="typed_send").click().run()
    assert (
        any(question.trap in text.value for text in page.markdown) == (not correct)
        or not question.trap
    )
    return question.kind


def test_ten_questions_end_with_what_went_well_and_what_to_look_at_again() -> None:
    page, kinds = app(lang="en", scenario="latch", t=2, hide="C_tilde"), list[str]()
    assert "What comes next?" not in headlines(page)[0], "before it is asked"
    page.button(key="ask").click().run()
    assert say("choose", "en") in headlines(page), "who is alone has no neighbour"
    for k in range(10):
        kinds.append(answer(page, correct=k != 3))
        if k < 9:
            page.button(key="another").click().run()
    assert "counts" not in kinds
    assert all(one != other for one, other in pairwise(kinds))
    assert any(say("round_end", "en", right=9, tried=10) in text.value for text in page.markdown)
    wrong = say("round_again", "en", kind=say(f"kind_{kinds[3]}", "en"))
    assert any(wrong in text.value for text in page.markdown)
    page.button(key="round_look").click().run()
    assert "hide" not in query(page) and not page.exception


def test_ones_own_wrong_choice_is_marked_beside_the_right_one() -> None:
    page = app(lang="en", **HIDDEN_CELL, hide="f", question=1)
    answer(page, correct=False)
    icons = [page.button(key=f"option_{k}").proto.icon for k in range(3)]
    assert sorted(icon for icon in icons if icon) == [":material/check:", ":material/close:"]
