"""How memory fades, in numbers."""

import numpy as np

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.memory import end_step, remaining
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import stack


def test_what_is_left_is_the_product_of_f_after_each_step() -> None:
    experiment = perform(Settings(scenario="wide", steps=9, t=2, end=7))
    f = stack(experiment.trace, "f")[:, :, 0]
    assert end_step(experiment) == 7
    expected = [np.prod(f[t:7], axis=0) for t in range(1, 8)]
    np.testing.assert_allclose(remaining(experiment), expected, rtol=1e-14)
    assert end_step(perform(Settings(t=5, end=3))) == 5, "never before t"
