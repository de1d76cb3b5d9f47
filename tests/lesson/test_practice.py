"""A round of questions for who practises alone."""

from itertools import pairwise

import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.lesson.kinds import KINDS
from lstm_core.lesson.practice import (
    COUNTING,
    EASY_TO_HARD,
    LOOK,
    at_once,
    first_counting,
    steps_to_look_at,
)
from lstm_core.lesson.practice import following as next_question
from lstm_core.lesson.questions import ask, at_frontier, fair, fair_at


def kinds_of_a_round(settings: Settings, most: int = 10) -> list[str]:
    asked, known = list[str](), set[Settings]()
    while len(asked) < most:
        change = next_question(settings, asked, lambda one: one.moment in known)
        if change is None:
            break
        settings = settings.with_fields(**change)
        question = ask(perform(settings), settings.hide, settings.question)
        assert question is not None and settings.moment not in known
        asked.append(question.kind)
        known.add(settings.moment)
    return asked


@pytest.mark.parametrize("hide", ["z", "f", "C_tilde", "C", "o"])
@pytest.mark.parametrize("scenario", ["notebook", "latch", "wide", "counter"])
def test_a_round_goes_from_easy_to_hard_without_a_kind_twice_in_a_row(
    scenario: str, hide: str
) -> None:
    first = Settings(scenario=scenario, t=2, hide=hide)
    kinds = kinds_of_a_round(first)
    assert len(kinds) == 10 and COUNTING not in kinds
    assert all(one != other for one, other in pairwise(kinds))
    fair_here = {q.kind for q in at_frontier(hide, fair(perform(first)))} - {COUNTING}
    assert kinds[0] == min(fair_here or kinds[:1], key=EASY_TO_HARD.index), "the easiest is first"


def test_counting_is_a_set_of_its_own() -> None:
    settings, known = Settings(scenario="wide", t=2, hide="C_tilde"), set[Settings]()
    change = first_counting(settings, lambda one: one.moment in known)
    for _ in range(3):
        assert change is not None
        settings = settings.with_fields(**change)
        question = ask(perform(settings), settings.hide, settings.question)
        assert question is not None and question.kind == COUNTING
        known.add(settings.moment)
        change = next_question(settings, [COUNTING], lambda one: one.moment in known)


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
    assert at_once(Settings(scenario="wide", t=3, hide="f"), hiding) == hiding


def test_where_nothing_is_left_a_few_steps_are_looked_at_and_each_once() -> None:
    fair_at.cache_clear()
    largest = Settings(scenario="wide", hidden_size=32, input_size=16, steps=60, t=31, hide="f")
    assert next_question(largest, known=lambda _: True) is None
    assert fair_at.cache_info().misses == len(steps_to_look_at(largest)) <= 15
    few = Settings(scenario="wide", steps=7, t=5)
    assert steps_to_look_at(few) == [5, 6, 7, 2, 3, 4]
