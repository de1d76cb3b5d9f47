"""The claims about all steps of a cell, stated by other means."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.model.cell import run, stack
from lstm_core.training.series import series
from tests.claims.stated import states

NOTEBOOK = np.array([0.8209783, 0.7960588, 0.68869764])  # h of its one step, as it prints it


@states("equals_notebook", "continuation")
def the_first_h_is_what_the_notebook_prints(
    experiment: Experiment, values: Mapping[str, Any]
) -> None:
    np.testing.assert_allclose(experiment.trace[0].h[:, 0], NOTEBOOK, atol=5e-9)
    np.random.seed(42)
    np.testing.assert_array_equal(np.random.rand(4, 1), experiment.trace[0].x)


@states("forget_bias_idle")
def another_bias_changes_no_f(experiment: Experiment, values: Mapping[str, Any]) -> None:
    the_bias_of_every_unit_is_higher_by_this(experiment, values)
    other = perform(experiment.settings.with_fields(forget_bias=-values["bias"]))
    for one, another in zip(experiment.trace, other.trace, strict=True):
        seen = ~np.isnan(one.f)
        np.testing.assert_array_equal(one.f[seen], another.f[seen])


@states("forget_bias_on")
def the_bias_of_every_unit_is_higher_by_this(
    experiment: Experiment, values: Mapping[str, Any]
) -> None:
    assert values["bias"] == experiment.settings.forget_bias != 0


@states("cannot_close")
def no_gate_is_below_a_half_for_any_inputs_that_are_not_negative(
    experiment: Experiment, values: Mapping[str, Any]
) -> None:
    gates = np.array([stack(experiment.trace, name) for name in "fio"])
    assert np.nanmin(gates) >= 0.5
    rng = np.random.default_rng(0)
    X = rng.random((30, experiment.D, 1)) * 10
    trace = run(experiment.params, X, experiment.h0, experiment.C0, experiment.pins)
    assert min(stack(trace, name).min() for name in "fio") >= 0.5
    assert experiment.settings.variant != "coupled", "i = 1 - f is at most a half"


@states("series_caption", inputs="series:7", scenario="pytorch")
def the_cell_gets_the_month_that_is_named(
    experiment: Experiment, values: Mapping[str, Any]
) -> None:
    months, passengers = series()
    k = list(months).index(values["month"])
    assert k == list(months).index(values["first"]) + experiment.t - 1
    assert list(months).index(values["last"]) == k + experiment.T - experiment.t
    assert values["passengers"] == passengers[k]
    read = (values["passengers"] - values["mean"]) / values["deviation"]
    assert abs(experiment.step.x[0, 0] - read) < 1e-9
