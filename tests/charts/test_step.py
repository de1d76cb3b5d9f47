"""The chart of one step carries the experiment's numbers."""

from base64 import b64decode
from dataclasses import replace

import numpy as np
import pytest

from lstm_core.charts.look import Look
from lstm_core.charts.step import frame, step_chart
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.own_cells import own_cell
from lstm_core.experiment.settings import Settings
from lstm_core.model.initialisers import pytorch
from lstm_core.words.quantities import titles
from tests.charts.cases import CHANGED, LARGE, NARROW, NORMAL, annotations, traces


def test_the_large_number_is_the_unit_in_focus() -> None:
    experiment = perform(Settings(unit=2))
    said = " ".join(note["text"] for note in annotations(step_chart(experiment, NORMAL).figure))
    assert f"<b>{experiment.step.f[1, 0]:.3f}</b>" in said


def test_each_symbol_says_what_it_is_when_pointed_at() -> None:
    figure = step_chart(perform(Settings()), NORMAL).figure
    said = [note["hovertext"] for note in annotations(figure) if "hovertext" in note]
    columns = ("C", "f", "i", "C_tilde", "C", "tanh_C", "o", "h")
    assert said == [titles("en")[name] for name in columns]


@pytest.mark.parametrize("H", [1, 3, 4, 8, 9, 32])
@pytest.mark.parametrize("look", [NORMAL, LARGE], ids=["normal", "large"])
def test_the_outline_of_the_ghost_stands_on_its_bar(H: int, look: Look) -> None:
    figure = step_chart(perform(replace(CHANGED, hidden_size=H, unit=1)), look).figure
    bars = traces(figure, "bar")
    outlines = [bar for bar in bars if "name" not in bar and bar.get("orientation") == "h"]
    assert len(outlines) == 8
    for outline in outlines:
        [bar] = [one for one in bars if "name" in one and one["xaxis"] == outline["xaxis"]]
        assert (outline["y"], outline["width"]) == (bar["y"], bar["width"])


def test_many_units_are_one_path_whose_rows_are_pointed_at() -> None:
    cell = own_cell(pytorch(np.random.default_rng(0), 3, 128))
    experiment = perform(Settings(scenario="own", weights=cell.spelling, unit=7, t=2))
    figure = step_chart(experiment, NORMAL).figure
    assert not traces(figure, "bar")
    rows = {trace["meta"]: trace["z"] for trace in traces(figure, "heatmap")}
    for name in ("f", "i", "C_tilde", "C", "o", "h"):
        values = np.frombuffer(b64decode(rows[name]["bdata"]), "<f4")
        assert np.array_equal(values, getattr(experiment.step, name)[:, 0].astype("f4"))
    # ends of the bars: those of the others, then that of the unit in focus
    paths = [trace for trace in traces(figure, "scatter") if trace.get("fill") == "toself"]
    others, focus = (
        np.frombuffer(b64decode(path["x"]["bdata"]), "<f4")[1::4] for path in paths[2:4]
    )
    f = experiment.step.f[:, 0].astype("f4")
    assert np.array_equal(others + focus, f) and focus[6] == f[6] and np.count_nonzero(focus) == 1


def test_the_axes_of_one_step_are_those_of_all() -> None:
    experiment = perform(replace(CHANGED, t=6, stage="o"))
    for look in (NORMAL, LARGE, NARROW):
        assert frame(experiment.wherever, look) == frame.__wrapped__(experiment, look)
