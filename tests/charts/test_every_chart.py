"""Every chart of any settings is valid Plotly, and has a text alternative."""

from dataclasses import replace
from typing import Any

import pytest

from lstm_core.charts.canvas import Picture
from lstm_core.charts.contributions import contributions_chart
from lstm_core.charts.look import look_of
from lstm_core.charts.memory import memory_chart
from lstm_core.charts.step import step_chart
from lstm_core.charts.time import strip_chart, time_chart
from lstm_core.charts.weights import weights_chart
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.words.quantities import CHARTED
from tests.charts.cases import CASES, CHANGED, HEATMAP, LARGE, NARROW, NORMAL, assert_valid


def pictures(settings: Settings) -> list[Picture]:
    """Every picture of these settings, as the page shows it."""
    experiment, look = mask(perform(settings)), look_of(settings)
    made = [
        step_chart(experiment, look),
        time_chart(experiment, look, CHARTED),
        weights_chart(experiment, look, "f"),
        contributions_chart(experiment, look, "f"),
        strip_chart(experiment, look),
    ]
    return [*made, memory_chart(experiment, look)] if settings.hide == "no" else made


@pytest.mark.parametrize("chart", CHOICES["chart"].ids)
@pytest.mark.parametrize("size", CHOICES["size"].ids)
@pytest.mark.parametrize(
    "more",
    [{}, {"versus": Settings(scenario="pytorch", steps=8, seed=7).cell_query}, {"hide": "f"}],
)
def test_every_figure_with_a_ghost_is_valid_plotly(
    chart: str, size: str, more: dict[str, Any]
) -> None:
    for curves in CHOICES["curves"].ids:
        settings = replace(CHANGED, chart=chart, size=size, curves=curves, **more)
        for figure, alternative in pictures(settings):
            assert_valid(figure)
            assert alternative


@pytest.mark.parametrize("settings", CASES)
def test_every_figure_is_valid_plotly(settings: Settings) -> None:
    experiment = perform(settings)
    for figure, alternative in (
        step_chart(experiment, NORMAL),
        step_chart(experiment, LARGE),
        weights_chart(experiment, NORMAL, "i"),
        weights_chart(experiment, LARGE, "i"),
        time_chart(experiment, NORMAL, CHARTED),
        time_chart(experiment, HEATMAP, CHARTED),
        time_chart(experiment, LARGE, ("C",)),
        contributions_chart(experiment, NORMAL, "o"),
        *(chart(experiment, NARROW) for chart in (step_chart, memory_chart)),
        *(chart(experiment, NARROW, "i") for chart in (weights_chart, contributions_chart)),
    ):
        assert_valid(figure)
        assert alternative


def test_a_picture_is_made_once_for_all_who_look_at_the_same_moment() -> None:
    first, second = (step_chart(perform(CHANGED), look_of(CHANGED)) for _ in range(2))
    assert first is second
