"""Figures are valid Plotly and carry the experiment's numbers."""

from dataclasses import replace
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from lstm_core.charts import figures, pictures
from lstm_core.experiment.experiment import Experiment, perform, seen
from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.model.cell import GATES, STAGES, stack
from lstm_core.words import memory, reading
from lstm_core.words.notation import CHARTED, fixed, largest

CASES = [
    Settings(),
    Settings(scenario="latch", t=6),
    Settings(scenario="disagree", t=4, unit=2),
    Settings(scenario="wide", hidden_size=32, input_size=16, steps=60, t=31, unit=17),
    Settings(hidden_size=1, input_size=1, steps=1),
    Settings(scenario="keras", inputs="series:100", steps=40),
]

CHANGED = Settings(
    lang="en",
    scenario="pytorch",
    steps=8,
    t=4,
    unit=2,
    edits="f@3[2]=0.2;W_f[2,4]=-0.5;b_o[1]=2;x@5[1]=0",
)

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
    quantities = {
        name: stack(experiment.trace, name)[:, :, 0] for name in (["C"] if large else CHARTED)
    }
    units = range(1, experiment.H + 1)
    focus = (experiment.t, experiment.unit)
    X, names = experiment.X[:, :, 0], reading.names(experiment)
    return figures.through_time(
        quantities, X, names, units, focus, heatmap, 3, large, "t", "hover", TITLES, {}
    )


def weights(experiment: Experiment, large: bool = False) -> figures.Figure:
    W, b = (
        {name: getattr(experiment.params, f"{kind}_{its}") for name, its in GATES.items()}
        for kind in "Wb"
    )
    return figures.weights(
        W, b, reading.names(experiment), "i", experiment.unit, large, "hover", {}
    )


def pushes(experiment: Experiment) -> figures.Figure:
    kept, rest = largest(reading.pushes(experiment, "o"), 11)
    return figures.pushes(kept, rest, "rest", "o", reading.value(experiment, "a_o"), 3, [])


def drawn(settings: Settings) -> dict[str, figures.Figure]:
    """Every picture of these settings, as the page draws it."""
    experiment = seen(perform(settings))
    made = {
        "step": pictures.step(experiment),
        "time": pictures.time(experiment, CHARTED),
        "weights": pictures.weights(experiment, "f"),
        "pushes": pictures.pushes(experiment, "f"),
        "strip": pictures.strip(experiment),
    }
    if settings.hide == "no":
        made["memory"] = pictures.fading(experiment)
    return {name: figure for name, (figure, _) in made.items()}


@pytest.mark.parametrize("chart", CHOICES["chart"].ids)
@pytest.mark.parametrize("size", CHOICES["size"].ids)
@pytest.mark.parametrize(
    "more", [{}, {"versus": Settings(scenario="pytorch", steps=8, seed=7).kept}, {"hide": "f"}]
)
def test_every_figure_with_a_ghost_is_valid_plotly(
    chart: str, size: str, more: dict[str, str]
) -> None:
    for curves in CHOICES["curves"].ids:
        for figure in drawn(
            replace(CHANGED, chart=chart, size=size, curves=curves, **more)
        ).values():
            ready = figure.to_dict()
            assert len(go.Figure(ready).to_dict()["data"]) == len(ready["data"])


def outlines(figure: figures.Figure) -> list[dict[str, Any]]:
    return [t for t in traces(figure, "bar") if t["marker"].get("line", {}).get("width") == 2]


def test_the_ghost_of_the_weights_has_their_old_values() -> None:
    experiment = perform(CHANGED)
    assert experiment.baseline
    made = drawn(CHANGED)
    [changed_f] = [t for t in outlines(made["weights"]) if t["xaxis"] == "x1"]
    assert (len(changed_f["x"]), changed_f["base"]) == (1, [2 - 0.45])
    [changed_o] = [t for t in outlines(made["weights"]) if t["xaxis"] == "x4"]
    assert changed_o["base"] == [1 - 0.45]
    old = f"({fixed(experiment.baseline.params.W_f[1, 3], 2)})"
    assert any(
        "−0.50<br>" + old in str(text)
        for t in traces(made["weights"], "scatter")
        for text in t["text"]
    )
    [before] = outlines(made["pushes"])
    np.testing.assert_allclose(before["y"][-1], experiment.baseline.step.a_f[1, 0])
    np.testing.assert_allclose(sum(before["y"][:-1]), before["y"][-1])
    np.testing.assert_allclose(before["base"][1:-1], np.cumsum(before["y"])[:-2])


def test_the_ghost_of_a_heatmap_is_a_square_in_each_cell_that_differs() -> None:
    experiment = perform(CHANGED)
    assert experiment.baseline
    squares = [
        t
        for t in traces(drawn(replace(CHANGED, chart="heatmap"))["time"], "scatter")
        if t["yaxis"] == "y6"
    ]
    before, now = (stack(one.trace, "C")[:, :, 0] for one in (experiment.baseline, experiment))
    places = list(zip(squares[0]["x"], squares[0]["y"], strict=True))
    assert places and set(places) == {
        (t + 1, u + 1) for t, u in np.argwhere(before != now).tolist()
    }
    np.testing.assert_array_equal(
        squares[0]["marker"]["color"], [before[t - 1, u - 1] for t, u in places]
    )


def test_the_ghost_of_fading_memory_is_dotted_and_outlined() -> None:
    experiment = perform(CHANGED)
    assert experiment.baseline
    made = drawn(CHANGED)["memory"]
    dots = [t for t in traces(made, "scatter") if t.get("opacity")]
    own = memory.own(experiment.baseline.settings.cell)
    assert len(dots) == len(own) and all(t["line"]["dash"] == "dot" for t in dots)
    np.testing.assert_array_equal(dots[0]["y"], own["dC_dC"])
    left, shares = outlines(made)
    np.testing.assert_array_equal(left["y"], memory.left(experiment.baseline).ravel())
    np.testing.assert_array_equal(
        shares["y"], 100 * memory.shares(experiment.baseline.settings.cell)
    )


def traces(figure: figures.Figure, kind: str) -> list[dict[str, Any]]:
    return [trace for trace in figure.to_dict()["data"] if trace["type"] == kind]


@pytest.mark.parametrize("settings", CASES)
def test_every_figure_is_valid_plotly(settings: Settings) -> None:
    experiment = perform(settings)
    made = [
        step(experiment),
        step(experiment, True),
        weights(experiment),
        weights(experiment, True),
    ]
    made += [
        time(experiment),
        time(experiment, True),
        time(experiment, large=True),
        pushes(experiment),
    ]
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
        unseen = [
            trace for trace in traces(time(experiment, heatmap), "bar") if "customdata" in trace
        ]
        for trace in unseen:
            assert {(t, unit) for t, unit, *_ in trace["customdata"]} >= {
                (t, 1) for t in range(1, 11)
            }
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
        said = [
            note["hovertext"]
            for note in figure.to_dict()["layout"]["annotations"]
            if "hovertext" in note
        ]
        assert said[-len(names) :] == [f"what {name} is" for name in names]
