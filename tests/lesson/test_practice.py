"""A round of questions for who practises alone."""

from dataclasses import replace
from itertools import pairwise, product

import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.lesson.kinds import KINDS
from lstm_core.lesson.practice import (
    COUNTING,
    EASY_TO_HARD,
    LOOK,
    MOST_PLACES,
    ROUND,
    at_once,
    counting,
    following,
    places,
)
from lstm_core.lesson.question import Question
from lstm_core.lesson.questions import ask, at_frontier, fair, fair_at
from lstm_core.session.score import Score


def questions_of_a_round(settings: Settings) -> list[tuple[Question, Settings]]:
    """The questions of a round, each with where it is asked."""
    score, found = Score(), list[tuple[Question, Settings]]()
    while len(found) < ROUND:
        change = following(settings, score.asked, score.known, score.kinds_at)
        if change is None:
            break
        settings = settings.with_fields(**change)
        question = ask(perform(settings), settings.hide, settings.question)
        assert question is not None and not score.known(settings)
        found.append((question, settings))
        settings = settings.with_fields(**score.answer(settings, question, "A", correct=True))
    return found


@pytest.mark.parametrize("hide", ["z", "f", "C_tilde", "C", "o"])
@pytest.mark.parametrize("scenario", ["notebook", "latch", "wide", "counter"])
def test_a_round_goes_from_easy_to_hard_without_a_kind_twice_in_a_row(
    scenario: str, hide: str
) -> None:
    first = Settings(scenario=scenario, t=2, hide=hide)
    questions = questions_of_a_round(first)
    kinds = [question.kind for question, _ in questions]
    assert len(kinds) == 10 and COUNTING not in kinds
    assert all(one != other for one, other in pairwise(kinds))
    fair_here = {q.kind for q in at_frontier(hide, fair(perform(first)))} - {COUNTING}
    assert kinds[0] == min(fair_here or kinds[:1], key=EASY_TO_HARD.index), "the easiest is first"
    assert len({question.text for question, _ in questions}) == 10, "none comes twice"
    assert len({*kinds}) >= 5, "and not always the same kinds"


def test_nothing_is_asked_that_the_answers_before_have_shown() -> None:
    for scenario, hide in product(("notebook", "wide", "pytorch"), ("f", "C_tilde", "C")):
        places = [
            (one.unit, one.t)
            for _, one in questions_of_a_round(Settings(scenario=scenario, t=2, hide=hide))
        ]
        assert len({*places}) == 10
        for (unit, t), (next_unit, next_t) in pairwise(places):
            assert next_unit != unit or next_t > t


def test_counting_is_a_set_of_its_own() -> None:
    settings, known = Settings(scenario="wide", t=2, hide="C_tilde"), set[Settings]()
    change = counting(settings, lambda one: one.moment in known)
    for _ in range(3):
        assert change is not None
        settings = settings.with_fields(**change)
        question = ask(perform(settings), settings.hide, settings.question)
        assert question is not None and question.kind == COUNTING
        known.add(settings.moment)
        change = following(settings, [COUNTING], lambda one: one.moment in known)


def test_every_kind_has_its_place_and_where_to_look_again() -> None:
    assert {*EASY_TO_HARD, COUNTING} == set(KINDS) == set(LOOK)
    assert all(
        value in CHOICES[name].ids for place in LOOK.values() for name, value in place.items()
    )


def test_hiding_asks_at_once_but_not_in_the_first_step_nor_by_stages() -> None:
    plain, hiding = Settings(scenario="wide", t=3), {"hide": "C_tilde"}
    assert at_once(plain, hiding)["question"] > 0
    assert at_once(Settings(scenario="wide"), hiding) == hiding
    assert at_once(Settings(scenario="wide", t=3, grain="stage"), hiding) == hiding
    asked = Settings(scenario="wide", t=3, hide="f")
    assert at_once(asked, hiding) == hiding
    other = at_once(replace(asked, question=1), {"seed": 7})
    assert other["seed"] == 7 and other["question"] > 0, "and so is another cell"


def test_where_nothing_is_left_a_few_places_are_looked_at_and_each_once() -> None:
    fair_at.cache_clear()
    largest = Settings(scenario="wide", hidden_size=32, input_size=16, steps=60, t=31, hide="f")
    assert following(largest, kinds_at=lambda _: KINDS) is None
    assert fair_at.cache_info().misses == len(places(largest)) == MOST_PLACES
    few = Settings(scenario="wide", hidden_size=1, steps=7, t=5)
    assert [t for _, t in places(few)] == [5, 6, 7, 2, 3, 4]
