"""What contributes most to a gate is named; the tables hold every number."""

import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.words.weights import contributions_table, weights_sentence, weights_table


def test_the_strongest_contribution_is_named() -> None:
    said = weights_sentence(perform(Settings(scenario="latch", lang="en", t=6)), "f")
    assert "the input “write” (−12.00)" in said and "a = −6.00" in said


def test_the_tables_hold_all_weights_and_all_contributions() -> None:
    experiment = perform(Settings())
    assert len(weights_table(experiment).rows) == 4 * 3
    rows = contributions_table(experiment, "f").rows
    assert sum(float(row[3]) for row in rows) == pytest.approx(experiment.step.a_f[0, 0])
