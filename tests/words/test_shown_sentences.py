"""Sentences tell numbers as they compute, count nouns, and agree with what is said elsewhere."""

import math
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import STAGES
from lstm_core.words.captions import cell_captions
from lstm_core.words.ghost import ghost_comparison
from lstm_core.words.language import say, texts
from lstm_core.words.memory import memory_sentence
from lstm_core.words.numbers import plain, rounds_to, to_decimal
from lstm_core.words.quantities import unit_value
from lstm_core.words.step import stage_sentence, step_sentence
from lstm_core.words.time import time_alternative, time_sentence
from lstm_core.words.train import sweep_sentence, train_alternative, train_captions, train_sentence
from lstm_core.words.weights import weights_alternative
from lstm_core.words.what_if import edit_chip
from tests.claims.strategies import settings

NUMBER = r"[−-]?\d+(?:\.\d+)?(?: · 10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
BOUNDED = ("step", "unit", "input")  # what an intervention may ask for and not find
KEPT = re.compile(rf"keeps (about )?({NUMBER}) % of its memory \(({NUMBER}) → ({NUMBER})\)")
BESIDE = re.compile(rf": ({NUMBER}); difference (=|≈) ({NUMBER})\.")
TANH = re.compile(rf"tanh ({NUMBER}) (=|≈) ({NUMBER})\.")


def false_share(experiment: Experiment) -> str:
    """The sentence, where its per cent of the shown number does not give the other shown number."""
    found = KEPT.search(sentence := step_sentence(experiment))
    if not found or found[1]:
        return ""
    percent, before, kept = map(to_decimal, found.groups()[1:])
    return "" if rounds_to(percent * before / 100, found[4]) else f"{sentence} {kept}"


@given(asked=settings(hide="no"))
@example(asked=Settings(scenario="wide", seed=2, t=5))
def test_the_per_cent_that_is_kept_gives_what_is_kept(asked: Settings) -> None:
    assert not false_share(perform(asked.with_fields(lang="en")))


def test_the_per_cent_is_seldom_but_about_right() -> None:
    cells = [Settings(scenario="wide", seed=n, t=3, unit=n % 3 + 1, lang="en") for n in range(150)]
    sentences = [step_sentence(perform(cell)) for cell in cells]
    assert not any(map(false_share, map(perform, cells)))
    assert sum("about" in sentence for sentence in sentences) < len(cells) / 5


@given(asked=settings(hide="no", versus="seed=7"))
@example(asked=Settings(edits="i=0", scenario="wide", stage="C"))
def test_the_difference_is_that_of_the_numbers_beside_it(asked: Settings) -> None:
    experiment = perform(asked.with_fields(lang="en"))
    for stage in STAGES[1:]:
        if (said := ghost_comparison(experiment, stage)) and "exactly" not in said:
            found = BESIDE.search(said)
            assert found, said
            own = to_decimal(plain(unit_value(experiment, stage), 3))
            computes = rounds_to(own - to_decimal(found[1]), found[3])
            assert (found[2] == "=") == computes


@given(asked=settings(hide="no"))
def test_what_tanh_is_said_to_give_it_gives(asked: Settings) -> None:
    found = TANH.search(said := stage_sentence(perform(asked.with_fields(lang="en")), "tanh_C"))
    assert found, said
    value = Decimal(math.tanh(to_decimal(found[1])))
    assert (found[2] == "=") == rounds_to(value, found[3])


@pytest.mark.parametrize("lang", ["es", "en"])
def test_one_of_a_thing_is_not_said_in_the_plural(lang: str) -> None:
    one: dict[str, Any] = {"lang": lang, "train_steps": 1, "train_units": 1}
    said = [
        *train_captions(Settings(view="train", task="parity", **one))[1:],
        sweep_sentence(Settings(view="train", race="yes", **one)),
        *cell_captions(perform(Settings(scenario="trained", task="parity", **one))),
        *cell_captions(perform(Settings(scenario="trained", task="anbn", **one))),
        *cell_captions(perform(Settings(scenario="leaky", edits="b_f=0", lang=lang))),
        weights_alternative(perform(Settings(scenario="latch", lang=lang)), ["f"]),
        *(say(f"edit_no_{name}", lang, given="x", asked=9, T=1, size=1) for name in BOUNDED),
        say("lecture_more", lang, count=1),
    ]
    assert not [text for text in said if re.search(r"\b1 [a-z]+s\b", text)]
    assert not [text for text in said if re.search(r"1 al 1\b|1 a la 1\b|from 1 to 1\b", text)]
    assert say("test_new", lang, count=256, T=1).replace("256", "").count("1") == 0
    assert "2 " in say("test_new", lang, count=256, T=2), "the number is said where it is not 1"


def test_every_counting_has_two_texts() -> None:
    for lang in ("es", "en"):
        for key, text in texts(lang).items():
            for spec in re.findall(r"\{\w+:([^}]*)\}", text):
                assert spec.count("|") == 1, key


@given(asked=settings(hide="no"))
@example(asked=Settings(scenario="wide", edits="C_0=0.004"))
def test_the_cell_the_time_and_the_card_say_the_same_of_what_is_kept(asked: Settings) -> None:
    experiment = perform(asked.with_fields(lang="en"))
    views = step_sentence(experiment), time_sentence(experiment), stage_sentence(experiment, "f")
    for little in ("nothing to keep yet", "nothing to keep (", "almost nothing to keep"):
        said = [little in view for view in views if "stays near" not in view and " is " not in view]
        assert len(set(said)) == 1, views


def test_nobody_learns_before_a_race_has_begun() -> None:
    said = sweep_sentence(Settings(view="train", race="yes", train_steps=59, lang="en"))
    assert "0 of 0" not in said and "Fifteen cells are going to" in said


def test_what_an_output_layer_answers_has_a_name_and_a_unit() -> None:
    def answer(task: str, **fields: Any) -> str:
        asked = Settings(scenario=f"trained-{task}", t=3, **fields | {"lang": "en"})
        return next(one for one in cell_captions(perform(asked)) if "the output layer" in one)

    assert "“a b may come next” a probability of 1.00 (it is true) and “the word" in answer("anbn")
    assert re.search(r"passengers change by −?\d+\.\d % next month \(y = ", answer("series"))
    assert "that the count is 0.04; right is 0.00." in answer("counter")
    assert "that the sum is" in answer("adding") and "brackets" not in answer("adding")
    assert "(it is true)" in (latch := answer("latch")) and "the last value written was +1" in latch


def test_the_answers_in_the_pictures_are_those_of_the_sentence() -> None:
    """A counter answers in tens, and a person in ones."""
    asked = Settings(scenario="trained-counter", t=20, lang="en")
    experiment = perform(asked)
    said = next(one for one in cell_captions(experiment) if "the count is" in one)
    assert f"the count is {experiment.answers[19, 0]:.2f};" in said
    assert f"{max(experiment.answers[:, 0]):.2f}" in time_alternative(experiment, ("y",))


def test_a_picture_of_what_is_hidden_ends_where_it_is_shown() -> None:
    said = time_alternative(mask(perform(Settings(t=3, hide="f", lang="en"))), ("C", "h"))
    assert said.startswith("From t = 1 to 2,")
    assert time_alternative(perform(Settings(steps=1, lang="en")), ("C",)) == (
        "At t = 1, unit 1: C = 1.45."
    )


def test_both_answers_of_a_word_are_in_the_alternative() -> None:
    said = time_alternative(perform(Settings(scenario="trained-anbn", lang="en")), ("C", "y"))
    assert "the answer y[1] between" in said and "the answer y[2] between" in said


def test_the_bias_is_a_column_of_the_heatmap() -> None:
    said = weights_alternative(perform(Settings(scenario="latch", lang="en")), ["f", "i"])
    assert "one row and 6 columns each" in said and "W_f, b_f from −12.00 to 6.00" in said


def test_a_candidate_is_not_held_in_the_feminine() -> None:
    experiment = perform(Settings(edits="C_tilde@1[1]=0.5"))
    said = edit_chip(experiment.entries[0], None, "es", experiment.H)
    assert said == "C̃, unidad 1, t = 1: se fija en 0.5"
    assert "fija" not in say("held_here", "es")
    assert "fijarla" not in say("change_held", "es", name="C_tilde")


def test_beside_the_rival_the_longer_sequences_are_told_with_both_rates() -> None:
    asked = Settings(view="train", task="first_end", rival="yes", lang="en")
    said = next(one for one in train_captions(asked) if "T = 60" in one)
    assert "rate 0.003" in said and "rate 0.03" in said
    assert not any("T = 60" in one for one in train_captions(asked.with_fields(rival="no")))


def test_a_small_loss_is_not_0() -> None:
    asked = Settings(view="train", task="counter", updates=300, lang="en")
    assert "to 0.00" not in train_alternative(perform(asked)) and train_sentence(asked)


def test_a_long_half_life_is_a_number_of_steps() -> None:
    asked = Settings(scenario="counter", lang="en")
    assert "every 2100 steps" in memory_sentence(perform(asked)), memory_sentence(perform(asked))
