"""Shown numbers compute, and nothing is shown with a wrong sign."""

import re

import numpy as np
import pytest

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import GATES, sigmoid
from lstm_core.words.notation import (
    MOST_TERMS,
    QUANTITIES,
    agreeing,
    fixed,
    in_numbers,
    in_parts,
    in_terms,
    largest,
    row_signs,
    terms,
)

CELLS = [perform(Settings(scenario=name, seed=seed, hidden_size=4, t=3))
         for name in ("notebook", "pytorch", "keras", "wide", "latch", "leaky") for seed in range(8)]  # fmt: skip
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
    """Whether a computed value rounds to the last number of the formula, or the formula says that it need not."""
    rounded = f"{value:.{decimals(latex)}f}"
    return (
        r"\approx" in latex
        or (rounded.lstrip("-") if float(rounded) == 0 else rounded) == NUMBER.findall(latex)[-1]
    )


def pushes_of(experiment: Experiment, gate: str, unit: int = 1) -> tuple:
    return terms(experiment.params, experiment.step, gate, unit, [""] * experiment.D)


@pytest.mark.parametrize("digits", [2, 3])
@pytest.mark.parametrize("experiment", CELLS)
def test_memory_and_output_compute_as_shown(experiment: Experiment, digits: int) -> None:
    for unit in range(1, experiment.H + 1):
        latex = in_numbers("C", experiment.step, unit, 3, digits)
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
        o, tanh_C, _ = shown(latex := in_numbers("h", experiment.step, unit, 3, digits))
        assert agrees(o * tanh_C, latex)
        C, _ = shown(latex := in_numbers("tanh_C", experiment.step, unit, 3, digits))
        assert agrees(np.tanh(C), latex)


@pytest.mark.parametrize("experiment", CELLS)
@pytest.mark.parametrize("gate", GATES)
def test_a_gates_terms_add_up_as_shown(experiment: Experiment, gate: str) -> None:
    pushes = pushes_of(experiment, gate)
    a = float(getattr(experiment.step, f"a_{GATES[gate]}")[0, 0])
    value = float(getattr(experiment.step, gate)[0, 0])
    assert sum(push.product for push in pushes) == pytest.approx(a, abs=1e-12)
    aligned, squashed = in_terms(gate, pushes, a, value, 3, 3, "rest")
    lines = [shown(line) for line in aligned.split(r"\\")]
    assert agrees(sum(line[-1] for line in lines[:-1]), aligned)
    for line in lines[:-1]:
        if len(line) == 3:
            assert line[0] * line[1] == pytest.approx(line[2], abs=0.0005)
    squash = np.tanh if gate == "C_tilde" else lambda a: float(sigmoid(np.array(a)))
    assert agrees(squash(shown(squashed)[0]), squashed)
    line = in_parts(gate, pushes, a, value, 3, 2, False)
    h, x, b, total, _ = shown(line)
    assert h + x + b == pytest.approx(total, abs=0.006)
    assert agrees(squash(total), line)


def test_a_row_says_where_its_rounded_numbers_do_not_give_the_result() -> None:
    signs = {row_signs(experiment.step, 1, digits) for experiment in CELLS for digits in (2, 3)}
    assert {sign for pair in signs for sign in pair} == {"=", "≈"}
    step = perform(Settings(scenario="latch", t=3)).step
    assert row_signs(step, 1, 2)[0] == "≈", "0.92 · 1.00 + 0.00 · (−0.95) is not 0.91"


def test_a_long_sum_shows_its_largest_terms_in_order_and_the_rest() -> None:
    experiment = perform(Settings(hidden_size=20, input_size=10))
    pushes = pushes_of(experiment, "o")
    kept, rest = largest(pushes, MOST_TERMS)
    assert len(kept) == MOST_TERMS - 1
    assert rest == pytest.approx(
        sum(push.product for push in pushes) - sum(push.product for push in kept)
    )
    assert [pushes.index(push) for push in kept] == sorted(pushes.index(push) for push in kept)
    assert min(abs(push.product) for push in kept) >= max(
        abs(push.product) for push in pushes if push not in kept
    )


def test_numbers_as_people_write_them() -> None:
    assert fixed(-0.5, 2) == "−0.50"
    assert fixed(-0.001, 2) == "0.00", "a rounded zero has no sign"
    assert fixed(1e6, 1) == "1000000.0"


def test_terms_get_digits_until_the_product_is_right_or_an_approximation_sign() -> None:
    digits, sign = agreeing(lambda a, b: a * b, (0.7195, 0.8662), 0.7195 * 0.8662, 2)
    assert (digits, sign) == (3, "=")
    assert round(round(0.7195, 2) * round(0.8662, 2), 2) == 0.63 != 0.62, (
        "why two decimals would not do"
    )
    assert agreeing(lambda a: a, (1.0,), 2.0, 2) == (2, r"\approx")


# ---- colours


def linear(colour: str) -> np.ndarray:
    channel = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    return np.where(channel <= 0.04045, channel / 12.92, ((channel + 0.055) / 1.055) ** 2.4)


def contrast(colour: str, ground: str) -> float:
    lights = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) + 0.05 for c in (colour, ground))
    return lights[1] / lights[0]


def oklab(rgb: np.ndarray) -> np.ndarray:
    """Björn Ottosson's perceptual coordinates (2020): a distance of 0.02 is just noticeable."""
    to_lms = [[0.4122214708, 0.5363325363, 0.0514459929],
              [0.2119034982, 0.6806995451, 0.1073969566],
              [0.0883024619, 0.2817188376, 0.6299787005]]  # fmt: skip
    to_lab = [[0.2104542553, 0.7936177850, -0.0040720468],
              [1.9779984951, -2.4285922050, 0.4505937099],
              [0.0259040371, 0.7827717662, -0.8086757660]]  # fmt: skip
    return np.array(to_lab) @ np.cbrt(np.array(to_lms) @ np.clip(rgb, 0, 1))


# Machado, Oliveira & Fernandes (2009), full severity, on linear RGB.
SIGHT = {
    "full": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.3039],
    ],
}
SIX = [QUANTITIES[name].colour for name in ("f", "i", "C_tilde", "o", "C", "h")]


@pytest.mark.parametrize("ground", ["#FFFFFF", "#0E1117"])
def test_each_colour_stands_out_from_light_and_dark(ground: str) -> None:
    assert min(contrast(colour, ground) for colour in SIX) >= 3


@pytest.mark.parametrize("sight", SIGHT)
def test_the_six_colours_are_told_apart_by_everyone(sight: str) -> None:
    seen = [oklab(np.array(SIGHT[sight]) @ linear(colour)) for colour in SIX]
    assert min(np.linalg.norm(a - b) for k, a in enumerate(seen) for b in seen[:k]) > 0.1
