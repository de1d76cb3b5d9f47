"""Every "=" on the page computes from the digits beside it, in decimal; else the sign is "≈"."""

import re

import pytest
from hypothesis import example, given

from lstm_core.browser.drawing import PRODUCTS, describe
from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.questions import fair
from lstm_core.lesson.worksheet import refusal, worksheet
from lstm_core.model.cell import GATES, STAGES
from lstm_core.words.equations import formulas, one_line_equation, row_signs, whole_sum
from lstm_core.words.gates import MOST_TERMS
from lstm_core.words.memory import direct_path_equation
from lstm_core.words.numbers import plain
from lstm_core.words.quantities import unit_value
from lstm_core.words.step import step_sentence
from lstm_core.words.weights import weights_sentence
from tests.claims.strategies import settings
from tests.words.shown import false_signs, false_signs_by_line

LATCH_TIE = "C_0[1]=0.35;f@1[1]=0.5;i@1[1]=0"
CASES = [
    Settings(seed=10, t=3, stage="o", size="projector"),
    Settings(edits="C_0[1]=1e6", stage="C"),
    Settings(scenario="latch", edits=LATCH_TIE, stage="C"),
    Settings(edits="x@1[1]=1e6;W_f[1,4]=1e6"),
    Settings(variant="coupled", edits="i@1[1]=0.9", stage="i"),
]


def all_false(experiment: Experiment) -> list[str]:
    """Every false "=" among the formulas of this step."""
    found = []
    for stage in STAGES[1:]:
        for formula in formulas(experiment, stage):
            by_line = "alignedat" in formula
            found += (false_signs_by_line if by_line else false_signs)(formula)
        for braces in (True, False):
            found += false_signs(one_line_equation(experiment, stage, braces=braces))
    if experiment.H + experiment.D < 3 * MOST_TERMS:
        for gate in GATES:
            found += false_signs_by_line(whole_sum(experiment, gate))
    return found + false_signs(direct_path_equation(experiment))


@given(asked=settings(hide="no"))
@example(asked=CASES[0])
@example(asked=CASES[1])
@example(asked=CASES[2])
@example(asked=CASES[3])
@example(asked=CASES[4])
def test_every_formula_computes_as_it_is_shown(asked: Settings) -> None:
    assert not all_false(perform(asked))


@given(asked=settings(hide="no"))
@example(asked=CASES[1])
@example(asked=CASES[2])
def test_the_signs_of_the_row_and_of_the_drawing_are_true(asked: Settings) -> None:
    experiment = perform(asked)
    u, t = experiment.unit - 1, experiment.t
    for digits in (2, 3):
        shown = {
            name: plain(unit_value(experiment, name), digits)
            for name in ("f", "C_prev", "i", "C_tilde", "C", "o", "tanh_C", "h")
        }
        row = ("({f}) * ({C_prev}) + ({i}) * ({C_tilde}) {} {C}", "({o}) * ({tanh_C}) {} {h}")
        for line, sign in zip(row, row_signs(experiment, digits), strict=True):
            assert sign == "≈" or not false_signs(line.format(sign, **shown))
    drawing = describe(experiment)
    column = drawing["units"].index(u + 1)
    drawn = {name: rows[t - 1][column] for name, rows in drawing["values"].items()}
    lines = {name: f"({drawn[a]}) * ({drawn[b]})" for name, (a, b) in PRODUCTS.items()}
    lines |= {"C": f"({drawn['kept']}) + ({drawn['written']})", "tanh_C": f"tanh({drawn['C']})"}
    lines["h"] = f"({drawn['o']}) * ({drawn['tanh_C']})"
    for name, line in lines.items():
        wrong = false_signs(f"{line} = {drawn[name]}")
        assert drawing["rounded"][name][t - 1][column] == bool(wrong), (name, wrong)


@given(asked=settings(hide="no", input_size=2, hidden_size=3, steps=4))
@example(asked=CASES[2])
def test_the_worksheet_and_the_questions_compute_as_they_are_shown(asked: Settings) -> None:
    experiment = perform(asked)
    if not refusal(experiment):
        lines = re.findall(r"<p>(?:<i>|tanh).*?</p>", worksheet(experiment, 0))
        assert len(lines) >= 10
        for line in lines:
            bare = re.sub(r"<small>.*?</small>|\(±[^)]*\)", " ", line)
            assert not false_signs(bare)
    for questions in fair(experiment):
        for question in questions:
            for part in re.split(r"[;:,] |\. ", question.why):
                assert not false_signs(part.rstrip(".")), question.why


@given(asked=settings(hide="no"))
@example(asked=CASES[1])
@example(asked=CASES[2])
def test_the_sentences_compute_as_they_are_shown(asked: Settings) -> None:
    experiment = perform(asked)
    said = step_sentence(experiment)
    parts = re.search(r"(?:writes|escribe) (\S+): C (.) (\S+)\.$", said)
    assert parts, said
    written, sign, C = parts.groups()
    kept = said.split("→ ")[1].split(")")[0] if "→" in said else ""
    if kept or "C = 0)" in said:
        assert not false_signs(f"({kept or '0.00'}) + ({written}) {sign} {C}"), said
    assert max(len(part.partition(".")[2]) for part in (kept, written, C)) <= 3
    for gate in GATES:
        sentence = weights_sentence(experiment, gate)
        parts = re.search(r"a = (\S+) (?:and gives|y da) \S+ (.) (\S+)\.$", sentence)
        assert parts or experiment.is_held(gate), sentence
        if parts:
            squash = "tanh" if gate == "C_tilde" else "σ"
            assert not false_signs(f"{squash}({parts[1]}) {parts[2]} {parts[3]}"), sentence


def test_the_reader_of_equations_finds_what_is_false() -> None:
    assert false_signs(r"a = 0.976 + 0.415 + 0.465 = 1.855 = \sigma(1.855) = 0.86")
    assert not false_signs(r"\sigma(0.976 + 0.415 + 0.465) = \sigma(1.856) = 0.86")
    assert false_signs(r"0.50 \cdot 0.35 = 0.17") and not false_signs(r"0.5 \cdot 0.35 \approx 0.2")


@pytest.mark.parametrize("case", CASES)
def test_each_case_has_a_formula_to_read(case: Settings) -> None:
    assert re.search(r"\d", one_line_equation(perform(case), case.stage))
