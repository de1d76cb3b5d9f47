"""The numbers on the sheet compute as shown, or it says how far off they are."""

import re
import xml.etree.ElementTree as ET
from typing import Any

import numpy as np
import pytest

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.scenarios import SCENARIOS
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.derivation import has_long_sums
from lstm_core.lesson.worksheet import worksheet
from lstm_core.model.cell import GATES, Params, step
from lstm_core.words.numbers import plain
from tests.lesson.sheets import (
    SHOWN,
    digits,
    givens,
    number,
    parsed_worksheet,
    results,
    right_to,
    stages,
    words,
)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_printed_numbers_give_the_printed_results(scenario: str) -> None:
    for seed in range(15):
        for t in (1, 3):
            experiment = perform(
                Settings(scenario=scenario, seed=seed, t=t, hidden_size=1 + seed % 3, unit=1)
            )
            if not has_long_sums(experiment):
                recomputed(experiment)


def recomputed(experiment: Experiment) -> None:
    """Compute the step from the printed numbers: the last shown digit may differ by 1."""
    sheet, _ = parsed_worksheet(worksheet(experiment, 0))
    z, W, b, C_prev = givens(sheet)
    D, H = experiment.D, 1  # h of the other units is an input like x here
    rows = [W[k : k + 1] for k in range(4)]
    params = Params(
        *(np.hstack([np.zeros((H, 1)), row]) for row in rows),
        *(b[k].reshape(1, 1) for k in range(4)),
    )
    done = step(params, z[:, None], np.zeros((1, 1)), np.array([[C_prev]]))
    assert len(z) == D + experiment.H
    for stage, shown in stages(sheet).items():
        names = [f"a_{GATES[stage]}", stage] if stage in GATES else [stage]
        for name, text in zip(names, results(shown), strict=False):
            assert abs(getattr(done, name)[0, 0] - number(text)) <= 1.01 * 10 ** -min(
                right_to(text), 8
            ), name


def lines(sheet: ET.Element) -> list[tuple[float, str, float | None]]:
    """Each line: what its shown numbers give, its result, and how far off it says to be after ≈."""
    rules: dict[str, Any] = {"σ": lambda a: 1 / (1 + np.exp(-a)), "tanh": np.tanh}
    found = []
    for stage in list(stages(sheet).values())[1:]:
        for line in stage.findall("div[@class='math']/p"):
            for label in [*line.iter("small"), *line.iter("sub")]:
                label.text, label[:] = "", []
            _, middle, result = re.split(" [=≈] ", words(line))
            middle = middle.replace("−", "-").replace("·", "*").strip()
            assert re.fullmatch(r"(σ|tanh)?[-+*(). \d]+", middle), (
                "nothing but signs and digits is evaluated"
            )
            off = re.search(r"\(±([\d.]+)\)", result)
            assert ("≈" in words(line)) == bool(off)
            found.append(
                (
                    float(eval(middle, {}, rules)),
                    result.split(" ")[0],
                    float(off[1]) if off else None,
                )
            )
    return found


@pytest.mark.parametrize("settings", SHOWN, ids=lambda settings: settings.scenario)
def test_every_shown_line_computes(settings: Settings) -> None:
    sheet, _ = parsed_worksheet(worksheet(perform(settings), 0))
    found = lines(sheet)
    assert len(found) == 4 * 2 + 3
    for computed, shown, off in found:
        assert off is None
        assert float(plain(computed, digits(shown))) == pytest.approx(number(shown), abs=1e-9)


@pytest.mark.parametrize(
    "settings",
    [
        Settings(scenario="pytorch", seed=1, t=4),
        Settings(scenario="pytorch", inputs="123456.789;-987654.321;3"),
    ],
    ids=["eight decimals are few", "large inputs"],
)
def test_where_shown_numbers_cannot_compute_the_sheet_says_how_far_off_they_are(
    settings: Settings,
) -> None:
    sheet, _ = parsed_worksheet(worksheet(perform(settings), 0))
    far = [(computed, shown, off) for computed, shown, off in lines(sheet) if off]
    assert far
    assert all(
        off / 10 - 1e-9 <= abs(computed - number(shown)) <= off + 1e-9
        for computed, shown, off in far
    )
