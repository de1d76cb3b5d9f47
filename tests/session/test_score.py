"""The score of who practises."""

from dataclasses import replace

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import WHOLES, Settings
from lstm_core.lesson.question import Question
from lstm_core.lesson.questions import ask
from lstm_core.session.score import MOST_ANSWERS, Score, next_question
from lstm_core.words.language import say

HIDDEN = Settings(
    lang="en", scenario="wide", seed=3, steps=7, t=4, unit=2, hide="C_tilde", question=1
)


def question(settings: Settings) -> Question:
    asked = ask(perform(settings), settings.hide, settings.question)
    assert asked is not None
    return asked


def test_an_answer_reveals_and_counts_once_for_its_moment() -> None:
    score, asked = Score(), question(HIDDEN)
    assert score.feedback(HIDDEN) is None
    assert score.answer(HIDDEN, asked, "A", correct=False) == {"revealed": "yes"}
    assert score.answer(HIDDEN, asked, "B", correct=True) == {"revealed": "yes"}
    assert score.counts == {asked.kind: (0, 1)}
    feedback = score.feedback(HIDDEN)
    assert feedback is not None
    assert say("said_wrong", "en", given="A") in feedback.verdict
    assert feedback.total == say("score", "en", right=0, tried=1)


def test_what_is_already_revealed_is_not_counted() -> None:
    score, shown = Score(), replace(HIDDEN, revealed="yes")
    assert score.answer(shown, question(HIDDEN), "A", correct=True) == {"revealed": "yes"}
    assert not score.counts and score.feedback(shown) is None


def test_the_score_is_told_in_all_and_by_kind() -> None:
    score, asked, kinds = Score(), HIDDEN, dict[str, int]()
    for _ in range(4):
        asked = replace(asked, **next_question(asked))
        one = question(asked)
        score.answer(asked, one, "A", correct=True)
        kinds[one.kind] = kinds.get(one.kind, 0) + 1
    feedback = score.feedback(asked)
    assert feedback is not None and feedback.total == say("score", "en", right=4, tried=4)
    told = {f"{say(f'kind_{kind}', 'en')}: {n} / {n}" for kind, n in kinds.items()}
    assert set(feedback.by_kind.split("\n\n")) == told


def test_after_the_last_question_the_first_comes_again_unrevealed() -> None:
    last = replace(HIDDEN, question=WHOLES["question"].high, revealed="yes")
    assert next_question(last) == {"question": 1, "revealed": "no"}
    assert next_question(HIDDEN) == {"question": 2, "revealed": "no"}


def test_of_many_answers_the_last_are_known_and_all_are_counted() -> None:
    score, asked = Score(), question(HIDDEN)
    for seed in range(MOST_ANSWERS + 3):
        score.answer(replace(HIDDEN, seed=seed), asked, "A", correct=True)
    assert score.counts == {asked.kind: (MOST_ANSWERS + 3,) * 2}
    assert score.feedback(replace(HIDDEN, seed=2)) is None
    assert score.feedback(replace(HIDDEN, seed=3)) and len(score.answers) == MOST_ANSWERS
