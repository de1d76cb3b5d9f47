"""A question is fair where it is asked, and the same for all who follow one link."""

import re
from dataclasses import replace
from itertools import chain
from typing import Any

import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.question import TOLERANCE, Question
from lstm_core.lesson.questions import ask, at_frontier, fair, pause, right
from lstm_core.model.cell import GATES, STAGES
from lstm_core.words.numbers import fixed
from tests.lesson.sample import NUMBER, few, here, sample


def test_a_question_is_fair_and_complete() -> None:
    for _, q in sample():
        assert STAGES.index(q.needs) < STAGES.index(q.about)
        if q.answer is None:
            assert 2 <= len(q.options) == len(set(q.options)) <= 4
            assert 0 <= q.right < len(q.options) and q.tolerance == 0
        else:
            assert (
                q.options == () and q.right == 0 and q.tolerance == TOLERANCE and "0.05" in q.text
            )
        assert all((q.text, q.why, *q.options))
        for words in (q.text, q.why, q.trap, *q.options):
            plain = re.sub(r"\b[hxz]\[\d+\]", "", words)  # a component, as in code
            assert not re.search(r"[{}*_`$~\[\]<>#|!]|-\d|−0\.0+\b", plain), words


def test_nothing_is_told_that_is_still_hidden() -> None:
    for e, q in sample():
        seen = STAGES[1 : STAGES.index(q.needs) + 1]
        told = [
            *here(e, "C_prev", *seen),
            *e.step.z[:, 0],
            TOLERANCE,
            *(e.step.f[:, 0] if "f" in seen else ()),
        ]
        for step in e.trace[: e.t - 1]:
            told += [step.f[e.unit - 1, 0], step.i[e.unit - 1, 0]]
        held_or_changed = {"holding": {"0", "1"}, "longer": {"3", "−3", "1"}, "dies": {"1"}}
        held_or_changed["until"] = set(map(str, range(1, e.t)))
        for letter in GATES.values():
            told += [
                *getattr(e.params, f"W_{letter}")[e.unit - 1],
                *getattr(e.params, f"b_{letter}")[e.unit - 1],
            ]
        allowed = {fixed(value, n) for value in told for n in (2, 3, 4)}
        allowed |= {str(k) for k in (0, e.t, e.unit, e.D, *range(1, e.H + 1), e.T)}
        allowed |= held_or_changed.get(q.kind, set())
        words = " ".join((q.text, *q.options)) if q.kind == "strongest" else q.text
        assert set(re.findall(NUMBER, words)) <= allowed, words


def test_at_every_stop_there_is_something_to_ask_that_is_fair_there() -> None:
    for e in few():
        for k, frontier in enumerate(STAGES[:-1]):
            for count in (1, 2, 3, 50):
                q = ask(e, frontier, count)
                assert q is not None
                assert STAGES.index(q.needs) <= k < STAGES.index(q.about)
        assert ask(e, "h", 1) is None


def test_where_nothing_is_hidden_nothing_is_asked() -> None:
    assert ask(perform(Settings(scenario="wide", t=3, question=1)), "no", 1) is None


def test_the_next_question_is_another_and_in_the_end_they_start_again() -> None:
    for e in few():
        for frontier in ("z", "C_tilde", "o"):
            asked = at_frontier(frontier, fair(e))
            assert len(asked) == len({(q.kind, q.text) for q in asked})
            if len(asked) > 1:
                assert ask(e, frontier, 2) != ask(e, frontier, 1)
            assert ask(e, frontier, len(asked) + 1) == ask(e, frontier, 1) == asked[0]


def test_the_order_of_the_kinds_is_the_same_at_every_stop() -> None:
    for e in few():
        by_kind = fair(e)
        for frontier in STAGES:
            asked = list(dict.fromkeys(q.kind for q in at_frontier(frontier, by_kind)))
            assert asked == [same[0].kind for same in by_kind if at_frontier(frontier, [same])]
    assert len({fair(e)[0][0].kind for e in few() if fair(e)[0]}) > 5


def test_where_one_pauses_the_first_question_is_the_one_meant() -> None:
    for e in few():
        first = next(same[0] for same in fair(e) if same)
        assert pause(e, 1) == first.needs and ask(e, first.needs, 1) == first
        for count in (2, 3, 4):
            stop = pause(e, count)
            assert stop is not None
            q = ask(e, stop, 1)
            assert q is not None and q.needs == stop
    assert len({pause(e, 1) for e in few()}) > 3


def test_the_same_link_asks_the_same_in_each_language_and_size() -> None:
    digits = re.compile(r"[\d₀-₉]+")
    for e in few():
        others: tuple[dict[str, Any], ...] = (
            {"lang": "es"},
            {"lang": "es", "size": "projector", "view": "time", "stage": "h", "chart": "heatmap"},
        )
        english = fair(e)
        assert english == fair(perform(e.settings))
        for changed in others:
            there = fair(perform(replace(e.settings, **changed)))
            for one, two in zip(chain(*english), chain(*there), strict=True):
                same = ("kind", "needs", "about", "right", "answer", "tolerance")
                assert all(getattr(one, name) == getattr(two, name) for name in same)
                assert len(one.options) == len(two.options)
                for a, b in zip(
                    (one.text, one.why, *one.options),
                    (two.text, two.why, *two.options),
                    strict=True,
                ):
                    assert digits.findall(a) == digits.findall(b)
                assert one.text != two.text


def test_another_seed_step_or_unit_draws_anew() -> None:
    base = Settings(scenario="wide", t=3, unit=2)
    changes: list[dict[str, Any]] = [{}, {"seed": 43}, {"t": 4}, {"unit": 1}]
    there = [fair(perform(replace(base, **changed))) for changed in changes]
    orders = [[same[0].kind for same in by_kind if same] for by_kind in there]
    common = set.intersection(*map(set, orders))
    assert len({tuple(kind for kind in order if kind in common) for order in orders}) == 4


READ = {
    True: ("0,62", "0.62", " 0.6 ", "0.57", "0.67"),
    False: ("0.56", "0.68", "−0.62", "-0.62"),
    None: ("about 0.6", "", "nan", "inf", "1,0.6"),
}


@pytest.mark.parametrize(
    ("given", "verdict"), [(given, verdict) for verdict, all_ in READ.items() for given in all_]
)
def test_a_typed_number_is_read_as_a_person_means_it(given: str, verdict: bool | None) -> None:
    question = Question("compute", "C_tilde", "C", "", (), 0, 0.62, 0.05, "", "")
    assert right(question, given) is verdict


def test_a_typed_minus_sign_may_be_a_real_one() -> None:
    question = Question("compute", "C_tilde", "C", "", (), 0, -0.62, 0.05, "", "")
    assert all(right(question, given) is True for given in ("−0.62", "-0,62", "− 0.6"))
    assert right(replace(question, answer=None, options=("a", "b")), "0.62") is None
