"""The charts through time: strips over one time axis, a quantity each."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lstm_core.charts.axes import label_ticks, time_axis
from lstm_core.charts.canvas import (
    CACHED,
    FEW_UNITS,
    FILLING,
    INK,
    Dict,
    Figure,
    Picture,
    step_frame,
    units_as_bars,
)
from lstm_core.charts.look import Look
from lstm_core.charts.strip import Strip
from lstm_core.charts.strips import label, names_width, number, strip_axis, strip_traces
from lstm_core.experiment.backward import shown_gradients
from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import Array, stack
from lstm_core.words.backward import backward_sentence
from lstm_core.words.inputs import input_names
from lstm_core.words.language import say
from lstm_core.words.quantities import CHARTED, titles
from lstm_core.words.time import time_alternative

LARGEST = 1e100  # that is drawn, of a gradient that explodes
# the part of the usual room for letters on an axis: of large ones, and beside another chart
LARGE_ROOM, BESIDE = 0.5, 0.6
LEAST_LARGE = 20  # pixels: of words below a large axis
TALLEST = 1200  # pixels: a browser takes seconds to paint a much taller heatmap
MOST_STRIPS = 7  # that have room for two numbers beside each
# between two strips, as parts of the chart's height
SPACE, LARGE_SPACE, SLIM_SPACE, LARGE_SLIM_SPACE = 0.042, 0.09, 0.14, 0.26


class Drawn(NamedTuple):
    """Strips as Plotly draws them, without what shows the step in focus; and in words."""

    strips: Sequence[Strip]
    data: list[Dict]
    layout: Dict
    number_size: int
    clickable: Sequence[str]
    alternative: str

    def at(self, t: int, look: Look) -> Picture:
        """The finished picture: a frame round step t, and its number beside each quantity."""
        numbers = [
            number(strip, look, t, self.number_size) for strip in self.strips if strip.name != "x"
        ]
        layout = {
            **self.layout,
            "annotations": [*self.layout["annotations"], *numbers],
            "shapes": [step_frame(t)],
        }
        return Picture(Figure(self.data, layout, self.clickable), self.alternative)


def time_chart(experiment: Experiment, look: Look, quantities: tuple[str, ...]) -> Picture:
    """The inputs and these quantities through time, as bars or heatmaps."""
    return drawn_in_time(experiment.wherever, look, quantities).at(experiment.t, look)


@lru_cache(maxsize=CACHED)
def drawn_in_time(experiment: Experiment, look: Look, quantities: tuple[str, ...]) -> Drawn:
    """The chart through time, once for all steps: making it takes as long as an empty run."""
    units = () if look.heatmap else units_as_bars(experiment)
    strips = quantity_strips(experiment, quantities, units, experiment.ghost)
    alternative = time_alternative(experiment, quantities)
    return full_chart(experiment, [input_strip(experiment), *strips], look, alternative)


def strip_chart(experiment: Experiment, look: Look) -> Picture:
    """C and h of the unit in focus through time, or the gradients by them, in little height."""
    picture = slim_chart(experiment.wherever, look).at(experiment.t, look)
    backward = experiment.settings.flow == "backward"
    return picture._replace(alternative=backward_sentence(experiment)) if backward else picture


def example_chart(experiment: Experiment, look: Look, start: Experiment) -> Picture:
    """A cell in training on its example sequence, its ghost the same cell before training.

    Large, the unit in focus alone, without the ghost.
    """
    quantities = ("C", "y") if look.large else (*CHARTED, "y")
    units = [experiment.unit] if look.large else units_as_bars(experiment)
    strips = quantity_strips(experiment, quantities, units, None if look.large else start)
    look, alternative = replace(look, heatmap=False), time_alternative(experiment, quantities)
    inputs = input_strip(experiment)
    drawn = full_chart(experiment, [inputs, *strips], look, alternative, BESIDE)
    return drawn.at(experiment.t, look)


def quantities_in_time(experiment: Experiment) -> tuple[str, ...]:
    """What has a strip: the six quantities, and the answers of a cell with an output layer."""
    return (*CHARTED, "y") if experiment.answers.shape[1] else CHARTED


def fills_the_screen(experiment: Experiment, look: Look) -> bool:
    """Whether the chart through time takes the height that the screen leaves it."""
    return look.large or not look.heatmap or experiment.H <= FEW_UNITS


def time_hint(experiment: Experiment, look: Look) -> str:
    """How the chart through time is read, a sentence."""
    all_units = len(units_as_bars(experiment)) == experiment.H
    bars = "time_hint" if all_units else "time_hint_one"
    bars = "time_hint_alone" if experiment.H == 1 else bars
    key = "time_hint_heatmap" if look.heatmap else bars
    return say(key, look.language, unit=experiment.unit, H=experiment.H)


# ---- the strips


def input_strip(experiment: Experiment) -> Strip:
    """The inputs, always a heatmap."""
    return Strip(
        "x",
        experiment.X[:, :, 0],
        ghost=None,
        units=(),
        unit=None,
        row_names=input_names(experiment),
    )


def quantity_strips(
    experiment: Experiment,
    quantities: Iterable[str],
    units: Sequence[int],
    ghost: Experiment | None,
) -> list[Strip]:
    """A strip for each quantity: bars of these units, or without any a heatmap of all."""
    return [
        Strip(
            name,
            in_time(experiment, name),
            ghost=in_time(ghost, name) if ghost else None,
            units=tuple(units),
            unit=experiment.unit,
        )
        if name != "y"
        else answer_strip(experiment, ghost)
        for name in quantities
    ]


def gradient_strip(experiment: Experiment, strip: Strip) -> Strip:
    """The strip with the gradients of its quantity in place of its values."""
    found = np.clip(shown_gradients(experiment)[strip.name], -LARGEST, LARGEST)
    return replace(strip, values=found, derivative=True)


def answer_strip(experiment: Experiment, ghost: Experiment | None) -> Strip:
    """What the output layer answers, always bars; the outlines are the right answers if known."""
    answers, right = experiment.answers, experiment.targets
    known = not np.isnan(right).all()
    outlines = right if known else ghost.answers if ghost else None
    return Strip(
        "y",
        answers,
        ghost=outlines,
        units=tuple(range(1, answers.shape[1] + 1)),
        unit=None,
    )


def in_time(experiment: Experiment, name: str) -> Array:
    """One quantity of all steps (T, H)."""
    return stack(experiment.trace, name)[:, :, 0]


# ---- the figure


def full_chart(
    experiment: Experiment, strips: Sequence[Strip], look: Look, alternative: str, room: float = 1
) -> Drawn:
    """Strips with the inputs on top, whose steps, units and stages can be clicked."""
    number_size = 66 if len(strips) == 2 else 48
    strips, data, layout = draw_strips(strips, look, LARGE_SPACE if look.large else SPACE)
    left = max(names_width(strip, look) for strip in strips)
    row_by_row = min(42 * experiment.H + 120, TALLEST)
    layout["height"] = FILLING if fills_the_screen(experiment, look) else row_by_row
    layout["margin"] = (
        {"l": 72 + left, "r": 3 * number_size - 8, "t": 24, "b": 74}
        if look.large
        else {"l": 46 + left, "r": 84, "t": 24, "b": 42}
    )
    # bits that somebody dictated stand above t, which is written below them
    labels = experiment.labels if experiment.given.symbols else experiment.step_words
    if labels:
        size = layout["xaxis"]["tickfont"]["size"]
        part, least = (LARGE_ROOM, LEAST_LARGE) if look.large else (1, size)
        layout["xaxis"] |= label_ticks(labels, size, least, room * part)
        smaller = size - layout["xaxis"]["tickfont"]["size"]
        layout["margin"]["b"] += 44 - 2 * smaller if look.large else 28
    clickable = ["t", "unit", "stage"]
    return Drawn(strips, data, layout, number_size, clickable, alternative)


@lru_cache(maxsize=CACHED)
def slim_chart(experiment: Experiment, look: Look) -> Drawn:
    """The strips of C and h below another chart, whose steps can be clicked; once for all steps."""
    derivative = experiment.settings.flow == "backward"
    ghost = None if derivative else experiment.ghost
    strips = quantity_strips(experiment, ("C", "h"), [experiment.unit], ghost)
    if derivative:
        strips = [gradient_strip(experiment, strip) for strip in strips]
    fitted = [replace(strip, fitted=True) for strip in strips]
    space = LARGE_SLIM_SPACE if look.large else SLIM_SPACE
    strips, data, layout = draw_strips(fitted, look, space)
    del layout["xaxis"]["title"]
    if look.large:
        layout["xaxis"]["tickfont"] = {"size": 22, "color": INK}
    layout["height"] = 100 if look.large else 130
    layout["margin"] = (
        {"l": 240 if derivative else 176, "r": 190, "t": 4, "b": 36}
        if look.large
        else {"l": 110, "r": 84, "t": 8, "b": 22}
    )
    return Drawn(strips, data, layout, 38, ["t"], time_alternative(experiment, ("C", "h")))


def draw_strips(
    strips: Sequence[Strip], look: Look, space: float
) -> tuple[list[Strip], list[Dict], Dict]:
    """The strips below each other, `space` apart, over one time axis; their traces and layout."""
    data: list[Dict] = []
    layout: Dict = {"annotations": []}
    meanings, placed = titles(look.language), with_domains(strips, look, space)
    for strip in placed:
        data += strip_traces(strip, look)
        layout[f"yaxis{strip.n}"] = strip_axis(strip, look)
        layout["annotations"].append(label(strip, look, meanings[strip.name]))
    layout["xaxis"] = steps_axis(len(strips[0].values), len(strips), look)
    return placed, data, layout


def with_domains(strips: Sequence[Strip], look: Look, space: float) -> list[Strip]:
    """The strips below each other, their heights by their weights."""
    weights = [strip.weight(look) for strip in strips]
    one, top = (1 - space * (len(strips) - 1)) / sum(weights), 1.0
    found = []
    for n, (strip, weight) in enumerate(zip(strips, weights, strict=True), 1):
        domain = (max(0.0, top - weight * one), top)
        found.append(replace(strip, n=n, domain=domain, crowded=len(strips) > MOST_STRIPS))
        top -= weight * one + space
    return found


def steps_axis(T: int, strips: int, look: Look) -> Dict:
    """The time axis below the last of the strips."""
    size = 34 if look.large else 15
    title = {
        "text": say("axis_t", look.language),
        "font": {"size": size, "color": INK},
        "standoff": 8,
    }
    return time_axis(T, size, anchor=f"y{strips}", title=title)
