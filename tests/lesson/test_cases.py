"""Questions about cells in which a careless one would be false, trivial or beside the point."""

import re
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.languages import LANGUAGES
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.about_gates import strongest_term
from lstm_core.lesson.about_time import held_until, longer_memory
from lstm_core.lesson.question import TOLERANCE, Question
from lstm_core.lesson.questions import fair
from lstm_core.words.language import say
from lstm_core.words.quantities import unit_value
from lstm_core.words.variables import in_colour, in_html, unmarked
from tests.lesson.sample import of, sample

GATELESS = {"no_forget": "f", "no_input": "i", "no_output": "o"}


def questions(**fields: Any) -> Iterator[tuple[Experiment, Question]]:
    """Every question of some cells that are changed like this, at each of their steps."""
    for scenario in ("wide", "pytorch", "latch", "counter", "trained-latch"):
        for t in range(1, 8):
            e = perform(Settings(scenario=scenario, t=t, lang="en", **fields))
            yield from ((e, q) for same in fair(e) for q in same)


@pytest.mark.parametrize("variant", GATELESS)
def test_nothing_is_asked_about_a_gate_that_is_not_there(variant: str) -> None:
    gate = say(f"the_{GATELESS[variant]}", "en")
    for _, q in questions(variant=variant):
        assert gate not in " ".join((q.text, q.why, q.trap)), q
        assert (
            q.kind
            not in {"f": ("left", "compute"), "i": ("written", "compute"), "o": ()}[
                GATELESS[variant]
            ]
        )


def test_where_gates_are_coupled_or_held_no_question_goes_by_their_weights() -> None:
    assert not [q for _, q in questions(variant="coupled") if q.kind == "removed"]
    assert not [q for _, q in questions(edits="o=0.5") if q.kind == "removed"]


def test_the_number_to_compute_is_told_from_the_usual_slips() -> None:
    for e, q in of("compute"):
        f, C_prev, i, C_tilde = (unit_value(e, name) for name in ("f", "C_prev", "i", "C_tilde"))
        wrong = [(1 - f) * C_prev + i * C_tilde, i * C_prev + f * C_tilde]
        wrong += [-f * C_prev + i * C_tilde] * (C_prev < 0) + [f * C_prev - i * C_tilde] * (
            C_tilde < 0
        )
        assert q.answer is not None
        assert all(abs(slip - q.answer) > TOLERANCE + 0.005 for slip in wrong)


def test_what_is_to_be_computed_is_not_trivial() -> None:
    for e, _ in of("compute"):
        assert all(abs(unit_value(e, name)) >= 0.1 for name in ("C_prev", "C_tilde"))
        assert any(0.05 < unit_value(e, name) < 0.95 for name in ("f", "i"))


def test_a_trap_is_told_only_where_one_may_fall_into_it() -> None:
    told = {kind: 0 for kind in ("direction", "larger", "shown", "strongest")}
    for e, q in sample():
        f, i, C_prev, C, h = (unit_value(e, name) for name in ("f", "i", "C_prev", "C", "h"))
        if q.trap and q.kind in told:
            told[q.kind] += 1
        if q.trap and q.kind == "direction":
            assert abs((1 - f) * C_prev) >= 0.1, "forgetting moves C"
        if q.trap and q.kind == "larger":
            assert (i > f) == (q.right == 0), "the gate that is more open has the smaller part"
        if q.trap and q.kind == "shown":
            assert abs(h - C) > 0.05
    assert all(told.values())
    assert any(not q.trap for _, q in sample())


def test_the_trap_of_a_missing_input_is_that_the_largest_weight_does_not_count() -> None:
    for _, q in of("removed"):
        assert f"is that of {q.options[q.right]}," not in q.trap and "is that of " in q.trap


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_option_is_no_word_of_the_language_by_accident(lang: str) -> None:
    """In Spanish "o" and "e" are words: a letter that stands for a variable is marked as one."""
    letter = re.compile(r"(?<![\w*])[Cfhioxzw](?![\w*])")
    for t in (2, 4):
        for scenario in ("wide", "latch", "counter"):
            e = perform(Settings(scenario=scenario, seed=0, t=t, lang=lang))
            for q in (q for same in fair(e) for q in same):
                assert not [option for option in q.options if letter.search(option)], q.options


def test_variables_are_set_in_italics_and_in_their_colours() -> None:
    assert in_colour("1 = *a*, *x* = −2") == "1 = *a*, *x*\u00a0=\u00a0−2", "one line"
    assert in_colour("*f*₂ o *x*₁") == ':color[*f*₂]{foreground="#305EEB"} o *x*₁'
    assert (
        in_html("*C̃*₃ < 1") == "<i>C̃</i>₃ &lt; 1" and unmarked("tanh *C*₂ · *z*") == "tanh C₂ · z"
    )


def test_two_memories_that_are_both_almost_gone_are_not_compared() -> None:
    e = perform(Settings(scenario="latch", t=3, lang="en"))
    assert not list(longer_memory(e, Random(1)))


def test_no_term_that_does_not_push_is_the_next_strongest() -> None:
    e = perform(Settings(scenario="latch", t=5, lang="en"))
    for asked in strongest_term(e, Random(0)):
        assert "next comes" not in asked.why or "= 0.00" not in asked.why.split("next comes")[1]


def test_an_input_called_b_is_not_taken_for_the_bias() -> None:
    e = perform(Settings(scenario="trained-anbn", t=12, lang="en"))
    options = [one for asked in strongest_term(e, Random(0)) for one in asked.options]
    assert any("“b”" in one for one in options) and not any(one.startswith("b") for one in options)


def test_until_when_a_memory_is_kept_says_how_much_of_it() -> None:
    e = perform(Settings(scenario="latch", t=9, lang="en"))
    assert all("more than half" in asked.text for asked in held_until(e, Random(0)))
