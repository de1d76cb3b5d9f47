"""Figures are valid Plotly and carry the experiment's numbers."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from lstm_core import figures, reading
from lstm_core.cell import stack
from lstm_core.experiment import Experiment, perform
from lstm_core.notation import CHARTED, GATES, largest
from lstm_core.settings import STAGES, Settings

CASES = [
    Settings(),
    Settings(scenario="latch", t=6),
    Settings(scenario="disagree", t=4, unit=2),
    Settings(scenario="wide", hidden_size=32, input_size=16, steps=60, t=31, unit=17),
    Settings(hidden_size=1, input_size=1, steps=1),
    Settings(scenario="keras", inputs="series:100", steps=40),
]

TITLES = {stage: f"what {stage} is" for stage in ("x", *STAGES)}


def step(experiment: Experiment, large: bool = False) -> figures.Figure:
    names = ("C_prev", "f", "i", "C_tilde", "C", "tanh_C", "o", "h")
    columns = {name: getattr(experiment.step, name)[:, 0] for name in names}
    return figures.cell_step(
        columns,
        stack(experiment.trace, "C"),
        (experiment.t, experiment.unit),
        3,
        large,
        "hover",
        TITLES,
        ("=", "≈"),
        {},
    )


def time(experiment: Experiment, heatmap: bool = False, large: bool = False) -> figures.Figure:
    quantities = {name: stack(experiment.trace, name)[:, :, 0] for name in (["C"] if large else CHARTED)}
    units = range(1, experiment.H + 1)
    focus = (experiment.t, experiment.unit)
    X, names = experiment.X[:, :, 0], reading.names(experiment)
    return figures.through_time(quantities, X, names, units, focus, heatmap, 3, large, "t", "hover", TITLES, {})


def weights(experiment: Experiment, large: bool = False) -> figures.Figure:
    W, b = ({name: getattr(experiment.params, f"{kind}_{its}") for name, its in GATES.items()} for kind in "Wb")
    return figures.weights(W, b, reading.names(experiment), "i", experiment.unit, large, "hover")


def pushes(experiment: Experiment) -> figures.Figure:
    kept, rest = largest(reading.pushes(experiment, "o"), 11)
    return figures.pushes(kept, rest, "rest", "o", reading.value(experiment, "a_o"), 3)


def traces(figure: figures.Figure, kind: str) -> list[dict[str, Any]]:
    return [trace for trace in figure.to_dict()["data"] if trace["type"] == kind]


@pytest.mark.parametrize("settings", CASES)
def test_every_figure_is_valid_plotly(settings: Settings) -> None:
    experiment = perform(settings)
    made = [step(experiment), step(experiment, True), weights(experiment), weights(experiment, True)]
    made += [time(experiment), time(experiment, True), time(experiment, large=True), pushes(experiment)]
    for figure in made:
        ready = figure.to_dict()
        validated = go.Figure(ready).to_dict()
        assert len(validated["data"]) == len(ready["data"])


@pytest.mark.parametrize("settings", CASES)
def test_bars_are_the_numbers(settings: Settings) -> None:
    experiment = perform(settings)
    drawn = [trace for trace in traces(time(experiment), "bar") if "customdata" not in trace]
    for name, trace in zip(CHARTED, drawn, strict=True):
        np.testing.assert_array_equal(trace["y"], stack(experiment.trace, name).ravel())
        assert np.round(trace["x"]).min() >= 1 and np.round(trace["x"]).max() == experiment.T


def test_every_step_and_unit_can_be_clicked_even_where_a_value_is_zero() -> None:
    experiment = perform(Settings(scenario="latch"))
    for heatmap in (False, True):
        unseen = [trace for trace in traces(time(experiment, heatmap), "bar") if "customdata" in trace]
        for trace in unseen:
            assert {(t, unit) for t, unit, *_ in trace["customdata"]} >= {(t, 1) for t in range(1, 11)}
            assert all(height > 0 for height in trace["y"])


def test_gates_share_their_range_and_signed_values_theirs() -> None:
    layout = time(perform(Settings(scenario="wide"))).to_dict()["layout"]
    ranges = [layout[f"yaxis{n}"]["range"] for n in range(2, 8)]
    f, i, C_tilde, o, C, h = ranges
    assert f == i == o and f[0] == 0
    assert C_tilde == h and C_tilde[0] == -C_tilde[1]
    assert C[0] == -C[1]


def test_weights_share_one_symmetric_scale_with_white_between_h_and_x() -> None:
    experiment = perform(Settings(scenario="pytorch"))
    maps = traces(weights(experiment), "heatmap")
    assert len(maps) == 4
    scales = {(trace["zmin"], trace["zmax"]) for trace in maps}
    [(low, high)] = scales
    assert low == -high
    for (name, its), trace in zip(GATES.items(), maps, strict=True):
        row = trace["z"][0]
        assert row[3] is None and row[8] is None, name
        expected = getattr(experiment.params, f"W_{its}")[0].tolist()
        assert [value for value in row if value is not None][:-1] == expected
        assert row[-1] == getattr(experiment.params, f"b_{its}")[0, 0]


def test_the_waterfall_ends_at_the_pre_activation() -> None:
    experiment = perform(Settings(scenario="wide", hidden_size=20, t=4))
    bar = traces(pushes(experiment), "bar")[0]
    assert bar["base"][-2] + bar["y"][-2] == pytest.approx(bar["y"][-1])
    assert bar["y"][-1] == experiment.step.a_o[0, 0]


def test_the_large_number_is_the_unit_in_focus() -> None:
    experiment = perform(Settings(unit=2))
    said = " ".join(note["text"] for note in step(experiment).to_dict()["layout"]["annotations"])
    assert f"<b>{experiment.step.f[1, 0]:.3f}</b>" in said


def test_each_symbol_says_what_it_is_when_pointed_at() -> None:
    experiment = perform(Settings())
    for figure, names in (
        (step(experiment), ("C", "f", "i", "C_tilde", "C", "tanh_C", "o", "h")),
        (time(experiment), CHARTED),
    ):
        said = [note["hovertext"] for note in figure.to_dict()["layout"]["annotations"] if "hovertext" in note]
        assert said[-len(names) :] == [f"what {name} is" for name in names]
