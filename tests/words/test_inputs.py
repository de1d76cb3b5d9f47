"""The inputs as text are the inputs."""

import numpy as np

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.words.inputs import inputs_text, understood
from lstm_core.words.tables import Table


def test_inputs_as_text_to_edit_come_back_as_the_same_numbers() -> None:
    drawn = perform(Settings(scenario="wide"))
    own = perform(Settings(scenario="wide", inputs=inputs_text(drawn)))
    np.testing.assert_allclose(own.X, drawn.X, atol=0.0005)


def test_a_saved_table_holds_no_formula_for_a_spreadsheet() -> None:
    table = Table(("t", "=cmd", "+x", "plain"), ((1, "@SUM(A1)", -0.5, "-2"),))
    assert table.csv() == "t,'=cmd,'+x,plain\n1,'@SUM(A1),-0.5,'-2\n"


def test_what_was_understood_keeps_the_figures_of_small_numbers() -> None:
    experiment = perform(Settings(inputs="0.00014;-1234.5\n1;0"))
    assert understood(experiment).rows == ((1, "0.00014", "−1234.5"), (2, "1", "0"))
