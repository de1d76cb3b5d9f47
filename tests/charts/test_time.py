"""The charts through time carry the experiment's numbers."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest

from lstm_core.charts.canvas import Picture
from lstm_core.charts.look import Look, look_of
from lstm_core.charts.time import (
    drawn_in_time,
    example_chart,
    slim_chart,
    strip_chart,
    time_chart,
    time_hint,
)
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.own_cells import own_cell
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.lecture import name_steps, settings_of
from lstm_core.lesson.lecture_file import shipped
from lstm_core.model.cell import stack
from lstm_core.model.initialisers import pytorch
from lstm_core.words.quantities import CHARTED, titles
from tests.charts.cases import CASES, CHANGED, HEATMAP, LARGE, NORMAL, annotations, traces


def test_of_several_units_one_is_named() -> None:
    for size, named in ((1, False), (3, True)):
        settings = Settings(scenario="pytorch", hidden_size=size, lang="en")
        assert ("unit" in time_hint(perform(settings), look_of(settings))) == named


@pytest.mark.parametrize("settings", CASES)
def test_bars_are_the_numbers(settings: Settings) -> None:
    experiment = perform(settings)
    figure = time_chart(experiment, NORMAL, CHARTED).figure
    bars = [trace for trace in traces(figure, "bar") if "customdata" not in trace]
    few = experiment.H <= 8 and experiment.H * experiment.T <= 160
    units = slice(None) if few else slice(experiment.unit - 1, experiment.unit)
    for name, trace in zip(CHARTED, bars, strict=True):
        np.testing.assert_array_equal(trace["y"], stack(experiment.trace, name)[:, units].ravel())
        assert np.round(trace["x"]).min() >= 1 and np.round(trace["x"]).max() == experiment.T


@pytest.mark.parametrize("more", [{}, {"flow": "backward"}, {"hide": "f"}], ids=str)
@pytest.mark.parametrize("look", [NORMAL, HEATMAP, LARGE], ids=["bars", "heatmap", "large"])
def test_what_is_drawn_once_for_all_steps_is_what_each_would_draw(
    look: Look, more: dict[str, str]
) -> None:
    settings = replace(CHANGED, t=6, stage="o", grain="stage", end=7).with_fields(**more)
    experiment = mask(perform(settings))
    time = drawn_in_time.__wrapped__(experiment, look, CHARTED).at(6, look)
    strip = slim_chart.__wrapped__(experiment, look).at(6, look)
    # as text: a hidden value, NaN, is not equal to itself
    assert as_text(time_chart(experiment, look, CHARTED)) == as_text(time)
    assert as_text(strip_chart(experiment, look)) == as_text(strip)


def as_text(picture: Picture) -> str:
    return json.dumps(picture.figure.to_dict())


def test_every_step_and_unit_can_be_clicked_even_where_a_value_is_zero() -> None:
    experiment = perform(Settings(scenario="latch"))
    for look in (NORMAL, HEATMAP):
        figure = time_chart(experiment, look, CHARTED).figure
        target_bars = [trace for trace in traces(figure, "bar") if "customdata" in trace]
        for trace in target_bars:
            assert {(t, unit) for t, unit, *_ in trace["customdata"]} >= {
                (t, 1) for t in range(1, 11)
            }
            assert all(height > 0 for height in trace["y"])


def test_gates_share_their_range_and_signed_values_theirs() -> None:
    experiment = perform(Settings(scenario="wide"))
    layout = time_chart(experiment, NORMAL, CHARTED).figure.to_dict()["layout"]
    ranges = [layout[f"yaxis{n}"]["range"] for n in range(2, 8)]
    f, i, C_tilde, o, C, h = ranges
    assert f == i == o and f[0] == 0
    assert C_tilde == h and C_tilde[0] == -C_tilde[1]
    assert C[0] == -C[1]


@pytest.mark.parametrize(
    ("scenario", "edits", "signed"),
    [("counter", "", False), ("counter", "C_tilde=-1", True), ("latch", "", True)],
)
def test_a_memory_that_is_never_negative_has_all_of_its_axis(
    scenario: str, edits: str, signed: bool
) -> None:
    experiment = perform(Settings(scenario=scenario, edits=edits))
    layout = time_chart(experiment, NORMAL, CHARTED).figure.to_dict()["layout"]
    low, high = layout["yaxis6"]["range"]
    C = stack(experiment.trace, "C")
    old = stack(experiment.ghost.trace, "C") if experiment.ghost else C
    assert high > max(C.max(), old.max())
    assert bool((C < 0).any()) == signed
    assert (low < min(C.min(), old.min())) if signed else low == 0


def test_each_symbol_says_what_it_is_when_pointed_at() -> None:
    figure = time_chart(perform(Settings()), NORMAL, CHARTED).figure
    said = [note["hovertext"] for note in annotations(figure) if "hovertext" in note]
    assert said == [titles("en")[name] for name in ("x", *CHARTED)]


def test_the_ghost_of_a_heatmap_is_a_square_in_each_cell_that_differs() -> None:
    experiment = perform(CHANGED)
    assert experiment.ghost
    look = replace(look_of(CHANGED), heatmap=True)
    figure = time_chart(experiment, look, CHARTED).figure
    squares = [t for t in traces(figure, "scatter") if t["yaxis"] == "y6"]
    ghost, now = (stack(one.trace, "C")[:, :, 0] for one in (experiment.ghost, experiment))
    places = list(zip(squares[0]["x"], squares[0]["y"], strict=True))
    assert places and set(places) == {(t + 1, u + 1) for t, u in np.argwhere(ghost != now).tolist()}
    np.testing.assert_array_equal(
        squares[0]["marker"]["color"], [ghost[t - 1, u - 1] for t, u in places]
    )


def test_many_inputs_are_seen_one_below_the_other() -> None:
    gaps = {}
    for D in (16, 100):
        cell = own_cell(pytorch(np.random.default_rng(0), D, 2))
        figure = time_chart(
            perform(Settings(scenario="own", weights=cell.spelling)), NORMAL, ("C",)
        )
        [inputs] = traces(figure.figure, "heatmap")
        gaps[D] = inputs["ygap"]
    assert gaps == {16: 1, 100: 0}, "a row of a hundred is no higher than a gap"


def test_the_answer_and_what_is_right_have_room() -> None:
    text = "\n".join(str(100 * (k * k % 13)) for k in range(80))
    experiment = perform(Settings(scenario="trained", task="own", inputs=text, t=3))
    figure = time_chart(experiment, NORMAL, ("C", "y")).figure
    low, high = figure.to_dict()["layout"]["yaxis3"]["range"]
    assert low < np.nanmin(experiment.targets) and np.nanmax(experiment.targets) < high
    text = "\n".join(f"{0.001 * (k * k % 13):.3f}" for k in range(80))
    small = perform(Settings(scenario="trained", task="own", inputs=text, t=3))
    reach = time_chart(small, NORMAL, ("C", "y")).figure.to_dict()["layout"]["yaxis3"]["range"]
    assert 0.005 < reach[1] < 0.02
    numbers = [note["text"] for note in annotations(figure) if re.search(r"\d", note["text"])]
    assert all(len(re.sub(r"<[^>]*>", "", text)) <= 6 for text in numbers), numbers


def test_a_heatmap_of_thousands_of_values_is_pointed_at_itself() -> None:
    cell = own_cell(pytorch(np.random.default_rng(0), 3, 128))
    settings = Settings(scenario="own", weights=cell.spelling, steps=60, unit=5)
    figure = time_chart(perform(settings), HEATMAP, CHARTED).figure
    bars = [bar for bar in traces(figure, "bar") if bar["name"] != "x"]
    assert not bars, "forty thousand bars would take a browser half a minute"
    shades = traces(figure, "heatmap")[1:]
    assert [one["meta"] for one in shades] == list(CHARTED)
    assert all("%{z" in one["hovertemplate"] for one in shades)
    changed = time_chart(perform(replace(settings, edits="b_f[5]=3")), HEATMAP, CHARTED).figure
    assert {y for one in traces(changed, "scatter") for y in one["y"]} == {5}
    size = len(json.dumps(figure.to_dict()))
    assert size < 500_000


def test_dates_below_an_axis_are_as_few_as_fit() -> None:
    text = "\n".join(f"2020-{k // 28 + 1:02}-{k % 28 + 1:02};{k * k % 13}" for k in range(80))
    learnt = perform(Settings(scenario="trained", task="own", inputs=text))
    large = replace(NORMAL, large=True)
    charts = {
        "time": time_chart(learnt, NORMAL, ("C",)),
        "large": time_chart(learnt, large, ("C",)),
        "beside, large": example_chart(learnt, large, learnt),
    }
    ticks = {
        name: len(chart.figure.to_dict()["layout"]["xaxis"]["ticktext"])
        for name, chart in charts.items()
    }
    assert ticks == {"time": 3, "large": 2, "beside, large": 2}


@pytest.mark.parametrize("lang", ["es", "en"])
def test_each_word_of_a_short_sentence_stands_below_its_step(lang: str) -> None:
    scene = shipped().scene(1)
    assert scene.steps
    experiment = perform(name_steps(settings_of(scene.link), scene.steps[lang]))
    assert len(experiment.step_words) == 5
    for look in (NORMAL, LARGE):
        axis = time_chart(experiment, look, ("C", "h")).figure.to_dict()["layout"]["xaxis"]
        ticks = zip(axis["tickvals"], axis["ticktext"], strict=True)
        assert [(t, text.partition("<br>")[0]) for t, text in ticks] == list(
            enumerate(experiment.step_words, 1)
        )
        assert axis["tickfont"]["size"] >= (20 if look.large else 15)


def test_bits_that_a_class_dictates_stand_above_their_steps() -> None:
    dictated = perform(Settings(view="time", scenario="trained-parity", inputs="0110"))
    axis = time_chart(dictated, NORMAL, ("C",)).figure.to_dict()["layout"]["xaxis"]
    assert axis["ticktext"] == ["0<br>1", "1<br>2", "1<br>3", "0<br>4"]
