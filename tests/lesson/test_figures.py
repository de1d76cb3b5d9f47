"""A scene's picture on paper shows the numbers of the Experiment, whatever its view."""

import re

import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.lesson.figures import FIGURES, time_figure, train_figure
from lstm_core.lesson.lecture_file import shipped
from lstm_core.model.cell import stack
from lstm_core.words.numbers import fixed


def test_every_view_has_its_figure() -> None:
    assert set(FIGURES) == set(CHOICES["view"].ids) - {"lecture"}


def numbers(image: str) -> list[str]:
    return re.findall(r">(−?\d+\.\d+|\?)</text>", image)


def test_the_bars_are_the_experiments() -> None:
    experiment = perform(Settings(view="time", scenario="latch", t=6))
    expected = [
        fixed(value, 2) for name in ("C", "h") for value in stack(experiment.trace, name)[:, 0, 0]
    ]
    inputs = [fixed(float(x), 2) for row in experiment.X[:, :, 0].T for x in row]
    assert numbers(time_figure(experiment).html) == [*inputs, *expected]
    hidden = mask(perform(Settings(view="time", scenario="latch", t=6, hide="C_tilde")))
    image = time_figure(hidden).html
    shown = [*expected[:5], *"?????", *expected[10:15], *"?????"]
    assert numbers(image)[-20:] == shown and numbers(image)[:10] == [*inputs[:6], *"????"]
    assert not re.search(r"nan", image)


def test_the_ghost_stands_in_outline() -> None:
    experiment = perform(Settings(view="time", scenario="latch", edits="f@2[1]=0", lang="en"))
    image, caption = time_figure(experiment)
    assert image.count('fill="none" stroke="black"') == 2 * 10
    assert "Outlined: without the change" in caption


def test_a_training_shows_what_its_cell_does_on_the_example() -> None:
    scene = next(scene for scene in shipped().scenes if scene.link_settings.view == "train")
    experiment = perform(scene.settings("en"))
    image, caption = train_figure(experiment)
    strips = re.findall(r"<g transform[^>]*>.*?</g>", image)
    assert len(strips) == 1 + experiment.D + len("fiCy")
    expected = stack(experiment.trace, "C")[:, experiment.unit - 1, 0]
    green = re.findall(r'height="([\d.]+)" fill="([^"]+)"', strips[-2])
    heights = [float(tall) for tall, paint in green if paint != "none"]
    scale = max(heights) / max(abs(expected))
    assert heights == pytest.approx([scale * abs(value) for value in expected], abs=0.08)
    assert strips[-2].count('fill="none" stroke="black"') == experiment.T, (
        "the cell before training, outlined"
    )
    assert "outlined: before training" in caption
