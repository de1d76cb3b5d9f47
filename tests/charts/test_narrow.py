"""On a screen as narrow as a phone charts stand one below the other."""

from collections.abc import Callable
from typing import Any

import pytest

from lstm_core.charts.canvas import Picture
from lstm_core.charts.column import COLUMNS
from lstm_core.charts.contributions import contributions_chart
from lstm_core.charts.look import Look, look_of
from lstm_core.charts.memory import memory_chart
from lstm_core.charts.step import step_chart
from lstm_core.charts.weights import weights_chart
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from tests.charts.cases import CASES, CHANGED, NARROW, NORMAL

CHARTS: dict[str, Callable[[Any, Look], Picture]] = {
    "step": step_chart,
    "memory": memory_chart,
    "weights": lambda experiment, look: weights_chart(experiment, look, "f"),
}


def places(picture: Picture) -> list[tuple[list[float], list[float]]]:
    """Where each pair of axes is: across and from below, as parts of the figure."""
    layout = picture.figure.to_dict()["layout"]
    numbers = [name.removeprefix("xaxis") for name in layout if name.startswith("xaxis")]
    return [tuple(layout[f"{axis}axis{n}"].get("domain", [0, 1]) for axis in "xy") for n in numbers]


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("settings", [*CASES, CHANGED])
def test_panels_are_apart_and_as_wide_as_a_phone_needs(name: str, settings: Settings) -> None:
    all_of_them = places(CHARTS[name](perform(settings), NARROW))
    in_row = 4 if name == "step" else 1
    for k, (across, down) in enumerate(all_of_them):
        assert 0 <= across[0] < across[1] <= 1 and 0 <= down[0] < down[1] <= 1 + 1e-9
        assert across[1] - across[0] > 0.7 / in_row
        for other_across, other_down in all_of_them[k + 1 :]:
            beside = other_across[0] >= across[1] or across[0] >= other_across[1]
            assert beside or other_down[0] >= down[1] or down[0] >= other_down[1]


def test_a_step_has_two_rows_the_memory_above_and_what_comes_of_it_below() -> None:
    rows = [down for _, down in places(step_chart(perform(Settings()), NARROW))]
    top = [name for name, down in zip(COLUMNS, rows, strict=True) if down[1] > 0.9]
    assert top == ["C_prev", "f", "i", "C_tilde"]


def test_what_the_sentence_tells_comes_first() -> None:
    layout = memory_chart(perform(Settings(scenario="pytorch", steps=9)), NARROW).figure.to_dict()
    tops = {name: layout["layout"][name]["domain"][1] for name in ("yaxis", "yaxis2", "yaxis3")}
    assert sorted(tops, key=tops.__getitem__, reverse=True) == ["yaxis2", "yaxis", "yaxis3"]


@pytest.mark.parametrize("settings", [*CASES, CHANGED])
def test_the_terms_of_a_sum_are_the_same_lying(settings: Settings) -> None:
    standing, lying = (
        contributions_chart(perform(settings), look, "o").figure.to_dict()
        for look in (NORMAL, NARROW)
    )
    for one, other in zip(standing["data"], lying["data"], strict=True):
        assert (one["x"], one["y"], one.get("base")) == (other["y"], other["x"], other.get("base"))
    names = standing["layout"]["xaxis"]["ticktext"]
    assert lying["layout"]["yaxis"]["ticktext"] == [name.removeprefix("<br>") for name in names]


def test_a_projector_is_never_narrow() -> None:
    assert look_of(Settings(), narrow=True).narrow
    assert not look_of(Settings(size="projector"), narrow=True).narrow
