"""The chart of the weights carries the experiment's numbers."""

from lstm_core.charts.look import look_of
from lstm_core.charts.weights import weights_chart
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import GATES
from lstm_core.words.numbers import fixed
from tests.charts.cases import CHANGED, NORMAL, outlines, traces


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
