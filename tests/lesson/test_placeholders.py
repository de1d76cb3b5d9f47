"""Placeholders are the numbers of the Experiment."""

from dataclasses import replace

import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.placeholders import NAMES, fill, unknown_placeholders
from lstm_core.words.large import one_in
from tests.support import ROOT


def test_placeholders_are_the_experiments_numbers() -> None:
    settings = Settings(scenario="latch", t=6, edits="f@2[1]=0", lang="en")
    experiment = perform(settings)
    assert (
        fill("{C} {C@4:3} {ghost_C@4:3} {x@1[2]} {t}/{T}", experiment)
        == "−0.83 0.001 0.913 1.00 6/10"
    )
    assert (
        fill("{percent} {left@9} {end} {unit} {H} {D} {o:0}", experiment) == "0.2 99.8 10 1 1 4 0"
    )
    left = {"C@11", "C@0", "C[2]", "f[0]", "x@1[5]", "t@2", "sum_C[1]", "lstm", "update", "y", "r2"}
    for name in left:
        assert fill(f"{{{name}}}", experiment) == f"{{{name}}}"
    assert fill("{C}", mask(perform(replace(settings, hide="i")))) == "?"
    assert fill("{ghost_C}", perform(Settings())) == "{ghost_C}"
    assert unknown_placeholders("{nothing} {C} {f@2} {1} { C } {ghost_t} {right}") == [
        "{nothing}",
        "{ghost_t}",
    ]
    answers = perform(Settings(scenario="trained-depth", t=3))
    assert fill("{y} {right} {chance} {r2}", answers).startswith("1.00 100 ")
    assert fill(
        "{rival} {updates}", perform(Settings(view="train", task="latch", updates=10))
    ).endswith(" 300")


def test_every_placeholder_is_documented() -> None:
    documented = ROOT.joinpath("docs", "lecture.md").read_text(encoding="utf-8")
    assert not [
        name
        for name in NAMES
        if not name.startswith("ghost_") and f"`{{{name}}}`" not in documented
    ]


def test_a_sum_has_its_variables_marked() -> None:
    sums = fill("{sum_C}; {sum_h}", perform(Settings()))
    assert sums.startswith("*f*₁ · *C*₀ + *i*₁ · *C̃*₁ = ")
    assert "*o*₁ · tanh *C*₁ = " in sums and "\\" not in sums


@pytest.mark.parametrize(
    ("share", "es", "en"),
    [
        (0.5, "50 %", "50 %"),
        (1 / 149, "una parte de cada 150", "one part in 150"),
        (1 / 1240, "una parte de cada 1000", "one part in 1000"),
        (1 / 23_000, "una parte de cada 20 mil", "one part in 20 thousand"),
        (1.04e-6, "una parte de cada millón", "one part in 1 million"),
        (1.3e-10, "una parte de cada 8 mil millones", "one part in 8 billion"),
        (1e-9, "una parte de cada mil millones", "one part in 1 billion"),
        (1 / 9.7e12, "una parte de cada 10 billones", "one part in 10 trillion"),
        (0.0, "prácticamente nada", "next to nothing"),
    ],
)
def test_a_small_share_is_said_as_a_hall_can_read_it(share: float, es: str, en: str) -> None:
    assert (one_in(share, "es"), one_in(share, "en")) == (es, en)
