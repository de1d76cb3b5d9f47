"""The chart of the weights carries the experiment's numbers."""

import json
from base64 import b64decode
from dataclasses import replace

import numpy as np

from lstm_core.charts.look import look_of
from lstm_core.charts.weights import weights_chart
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.own_cells import own_cell
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import GATES
from lstm_core.model.initialisers import pytorch
from lstm_core.words.numbers import fixed
from tests.charts.cases import CHANGED, NORMAL, assert_valid, outlines, traces


def test_weights_share_one_symmetric_scale_with_white_between_h_and_x() -> None:
    experiment = perform(Settings(scenario="pytorch"))
    maps = traces(weights_chart(experiment, NORMAL, "i").figure, "heatmap")
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


def test_the_ghost_of_the_weights_has_their_old_values() -> None:
    experiment = perform(CHANGED)
    assert experiment.ghost
    figure = weights_chart(experiment, look_of(CHANGED), "f").figure
    [changed_f] = [t for t in outlines(figure) if t["xaxis"] == "x1"]
    assert (len(changed_f["x"]), changed_f["base"]) == (1, [2 - 0.45])
    [changed_o] = [t for t in outlines(figure) if t["xaxis"] == "x4"]
    assert changed_o["base"] == [1 - 0.45]
    old = f"({fixed(experiment.ghost.params.W_f[1, 3], 2)})"
    assert any(
        "−0.50<br>" + old in str(text) for t in traces(figure, "scatter") for text in t["text"]
    )


def test_many_weights_are_few_bytes_and_each_can_still_be_pointed_at() -> None:
    cell = own_cell(pytorch(np.random.default_rng(0), 128, 128))
    experiment = perform(Settings(scenario="own", weights=cell.spelling))
    figure = weights_chart(experiment, NORMAL, "f").figure
    assert len(json.dumps(figure.to_dict())) < 2_000_000
    assert_valid(figure)
    for gate, trace in zip(GATES, traces(figure, "heatmap"), strict=True):
        shape = tuple(map(int, trace["z"]["shape"].split(", ")))
        shown = np.frombuffer(b64decode(trace["z"]["bdata"]), "<f4").reshape(shape)
        W = getattr(experiment.params, f"W_{GATES[gate]}")
        assert np.array_equal(shown[:, :128], W[:, :128].astype("f4"))
        assert np.isnan(shown[:, [128, 257]]).all(), "between h and x, and before the bias"
        assert np.array_equal(shown[:, 129:257], W[:, 128:].astype("f4"))
        assert (trace["text"][5][3], trace["text"][5][129], trace["meta"]) == ("h4", "x1", gate)


def test_the_weights_are_drawn_once_for_all_steps() -> None:
    experiment = perform(replace(CHANGED, t=6, stage="o"))
    once = weights_chart(experiment.wherever, NORMAL, "o").figure
    assert once.to_dict() == weights_chart.__wrapped__(experiment, NORMAL, "o").figure.to_dict()
