"""The inputs as text are the inputs."""

import numpy as np

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.words.inputs import inputs_text


def test_inputs_as_text_to_edit_come_back_as_the_same_numbers() -> None:
    drawn = perform(Settings(scenario="wide"))
    own = perform(Settings(scenario="wide", inputs=inputs_text(drawn)))
    np.testing.assert_allclose(own.X, drawn.X, atol=0.0005)
