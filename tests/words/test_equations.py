"""What an equation shows gives the result that it shows, or it has an approximation sign."""

import re
from dataclasses import replace

import numpy as np
import pytest

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import GATES, sigmoid
from lstm_core.words.contributions import contributions_to
from lstm_core.words.equations import cell_state, cell_state_in_lines, output, row_signs
from lstm_core.words.gates import MOST_TERMS, squashed, sum_by_parts, sum_in_lines
from lstm_core.words.quantities import unit_value

SCENARIOS = ("notebook", "pytorch", "keras", "wide", "latch", "leaky")
CELLS = [perform(Settings(scenario=name, seed=seed, hidden_size=4, t=3))
         for name in SCENARIOS for seed in range(8)]  # fmt: skip
NUMBER = re.compile(r"-?\d+\.\d+")


def shown(latex: str) -> list[float]:
    """The numbers of a formula, in order, colours and indices aside."""
    return [
        float(number)
        for number in NUMBER.findall(re.sub(r"\\textcolor\{[^}]*\}|_\{[^}]*\}", "", latex))
    ]


def decimals(latex: str) -> int:
    return len(NUMBER.findall(latex)[-1].split(".")[1])


def agrees(value: float, latex: str) -> bool:
    """Whether a value rounds to the formula's last number, or the formula says that it need not."""
    rounded = f"{value:.{decimals(latex)}f}"
    return (
        r"\approx" in latex
        or (rounded.lstrip("-") if float(rounded) == 0 else rounded) == NUMBER.findall(latex)[-1]
    )


@pytest.mark.parametrize("digits", [2, 3])
@pytest.mark.parametrize("experiment", CELLS)
def test_memory_and_output_compute_as_shown(experiment: Experiment, digits: int) -> None:
    for unit in range(1, experiment.H + 1):
        e = perform(replace(experiment.settings, unit=unit))
        latex = cell_state_in_lines(e, digits)
        f, C_prev, i, C_tilde, kept, written, _ = shown(latex)
        assert agrees(kept + written, latex)
        products = latex.split(r"\\")[2].split("=")[1]
        for product, (one, other) in zip(
            NUMBER.findall(products)[:2], ((f, C_prev), (i, C_tilde)), strict=True
        ):
            assert (
                abs(one * other - float(product))
                <= 0.5 * 10.0 ** -len(product.split(".")[1]) + 1e-12
            )
        f, C_prev, i, C_tilde, _ = shown(latex := cell_state(e, digits))
        assert agrees(f * C_prev + i * C_tilde, latex)
        o, tanh_C, _ = shown(latex := output(e, "h", digits))
        assert agrees(o * tanh_C, latex)
        C, _ = shown(latex := output(e, "tanh_C", digits))
        assert agrees(np.tanh(C), latex)


@pytest.mark.parametrize("experiment", CELLS)
@pytest.mark.parametrize("gate", GATES)
def test_a_gates_terms_add_up_as_shown(experiment: Experiment, gate: str) -> None:
    a = unit_value(experiment, f"a_{GATES[gate]}")
    contributions = contributions_to(experiment, gate)
    assert sum(one.product for one in contributions) == pytest.approx(a, abs=1e-12)
    aligned = sum_in_lines(experiment, gate, 3, MOST_TERMS)
    lines = [shown(line) for line in aligned.split(r"\\")]
    assert agrees(sum(line[-1] for line in lines[:-1]), aligned)
    for line in lines[:-1]:
        if len(line) == 3:
            assert line[0] * line[1] == pytest.approx(line[2], abs=0.0005)
    squash = np.tanh if gate == "C_tilde" else lambda a: float(sigmoid(np.array(a)))
    last = squashed(experiment, gate, 3)
    assert agrees(squash(shown(last)[0]), last)
    by_parts = sum_by_parts(experiment, gate, 2, braces=True)
    h, x, b, total, _ = shown(by_parts)
    assert h + x + b == pytest.approx(total, abs=0.006)
    assert agrees(squash(total), by_parts)


def test_a_row_says_where_its_rounded_numbers_do_not_give_the_result() -> None:
    signs = {row_signs(experiment, digits) for experiment in CELLS for digits in (2, 3)}
    assert {sign for pair in signs for sign in pair} == {"=", "≈"}
    latch = perform(Settings(scenario="latch", t=3))
    assert row_signs(latch, 2)[0] == "≈", "0.92 · 1.00 + 0.00 · (−0.95) is not 0.91"
