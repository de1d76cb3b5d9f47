"""The charts of a training carry its numbers."""

from dataclasses import replace

import numpy as np
import pytest

from lstm_core.charts.look import look_of
from lstm_core.charts.time import example_chart
from lstm_core.charts.train import learning_chart
from lstm_core.experiment import trainings
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.model.cell import stack
from tests.charts.cases import annotations, assert_valid, outlines, traces

LEARNT = Settings(lang="en", view="train", task="latch", updates=40)


@pytest.mark.parametrize("size", CHOICES["size"].ids)
@pytest.mark.parametrize("rival", CHOICES["rival"].ids)
def test_the_curves_are_those_of_the_training(size: str, rival: str) -> None:
    settings = replace(LEARNT, size=size, rival=rival)
    figure, alternative = learning_chart(perform(settings), look_of(settings))
    assert_valid(figure)
    assert alternative
    kinds = ("lstm", "rnn") if rival == "yes" else ("lstm",)
    curves = traces(figure, "scatter")
    assert [curve["name"] for curve in curves[::2]] == [kind.upper() for kind in kinds]
    for kind, loss, right in zip(kinds, curves[::2], curves[1::2], strict=True):
        history = trainings.history(settings, kind)
        assert (loss["x"], loss["y"]) == history.loss_to(history.near(40))
        moments, shares = history.accuracy_to(history.near(40))
        assert right["x"] == moments
        np.testing.assert_allclose(right["y"], 100 * np.array(shares))


def test_in_a_hall_one_unit_of_a_cell_in_training_is_drawn_alone() -> None:
    settings = replace(LEARNT, size="projector")
    figure, _ = example_chart(perform(settings), look_of(settings), perform(settings))
    assert_valid(figure)
    assert not [trace for trace in outlines(figure) if trace["yaxis"] == "y2"], "no ghost"


def test_the_ghost_of_a_cell_in_training_is_the_cell_before_it() -> None:
    settings = LEARNT
    experiment, start = perform(settings), perform(replace(settings, updates=0))
    figure, alternative = example_chart(experiment, look_of(settings), start)
    assert_valid(figure)
    assert alternative
    [C] = [t for t in outlines(figure) if t["yaxis"] == "y6"]
    np.testing.assert_array_equal(C["y"], stack(start.trace, "C").ravel())


def test_the_outlines_of_the_answers_are_the_right_ones() -> None:
    experiment = perform(LEARNT)
    figure = example_chart(experiment, look_of(LEARNT), experiment).figure
    [y] = [t for t in outlines(figure) if t["yaxis"] == "y8"]
    right = experiment.targets.ravel()
    np.testing.assert_array_equal(y["y"], right[~np.isnan(right)])


@pytest.mark.parametrize("lang", CHOICES["lang"].ids)
@pytest.mark.parametrize("task", CHOICES["task"].ids)
def test_in_projector_size_the_name_of_the_line_fits_a_chart_of_240_pixels(
    task: str, lang: str
) -> None:
    settings = Settings(lang=lang, view="train", task=task, size="projector")
    figure = learning_chart(perform(settings), look_of(settings)).figure
    [name] = [note for note in annotations(figure) if note["yref"] == "y2"]
    assert 0 < 0.45 * name["font"]["size"] * len(name["text"]) < 240
    below = name["yanchor"] == "top"
    assert (name["y"] if below else 100 - name["y"]) >= 50, "it stands where there is room"


def test_a_rivals_legend_has_room_beside_the_second_title() -> None:
    for rival, title in (("no", "Right answers in the test"), ("yes", "Right answers")):
        settings = Settings(view="train", task="latch", updates=20, rival=rival, lang="en")
        figure = learning_chart(perform(settings), look_of(settings)).figure.to_dict()
        assert title in [note["text"] for note in figure["layout"]["annotations"]]
