"""Placeholders are the numbers of the Experiment."""

from dataclasses import replace

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.placeholders import NAMES, fill, unknown_placeholders
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


def test_a_sum_is_shown_as_words_are_typed_without_marks() -> None:
    sums = fill("{sum_C}; {sum_h}", perform(Settings()))
    assert sums.startswith("C₁ = f₁ · C₀ + i₁ · C̃₁ = ") or sums.startswith("f₁ · C₀ + i₁ · C̃₁ = ")
    assert "o₁ · tanh C₁ = " in sums and "*" not in sums and "\\" not in sums
