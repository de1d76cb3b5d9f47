"""The chart of fading memory carries the experiment's numbers."""

import numpy as np

from lstm_core.charts.look import look_of
from lstm_core.charts.memory import memory_chart
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.memory import learning_shares, own_curves, remaining
from tests.charts.cases import CHANGED, outlines, traces


def test_the_ghost_of_fading_memory_is_dotted_and_outlined() -> None:
    experiment = perform(CHANGED)
    assert experiment.ghost
    figure = memory_chart(experiment, look_of(CHANGED)).figure
    dots = [t for t in traces(figure, "scatter") if t.get("opacity")]
    own = own_curves(experiment.ghost.settings.cell)
    assert len(dots) == len(own) and all(t["line"]["dash"] == "dot" for t in dots)
    np.testing.assert_array_equal(dots[0]["y"], own["dC_dC"])
    left, shares = outlines(figure)
    np.testing.assert_array_equal(left["y"], remaining(experiment.ghost).ravel())
    np.testing.assert_array_equal(
        shares["y"], 100 * learning_shares(experiment.ghost.settings.cell)
    )
