"""The waterfall of contributions carries the experiment's numbers."""

import numpy as np
import pytest

from lstm_core.charts.contributions import contributions_chart
from lstm_core.charts.look import look_of
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from tests.charts.cases import CHANGED, NORMAL, outlines, traces


def test_the_ghost_of_the_contributions_ends_at_its_own_pre_activation() -> None:
    experiment = perform(CHANGED)
    assert experiment.ghost
    [ghost] = outlines(contributions_chart(experiment, look_of(CHANGED), "f").figure)
    np.testing.assert_allclose(ghost["y"][-1], experiment.ghost.step.a_f[1, 0])
    np.testing.assert_allclose(sum(ghost["y"][:-1]), ghost["y"][-1])
    np.testing.assert_allclose(ghost["base"][1:-1], np.cumsum(ghost["y"])[:-2])


def test_the_waterfall_ends_at_the_pre_activation() -> None:
    experiment = perform(Settings(scenario="wide", hidden_size=20, t=4))
    bar = traces(contributions_chart(experiment, NORMAL, "o").figure, "bar")[0]
    assert bar["base"][-2] + bar["y"][-2] == pytest.approx(bar["y"][-1])
    assert bar["y"][-1] == experiment.step.a_o[0, 0]
