"""From what was asked to what is used."""

import numpy as np
import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.scenarios import SCENARIOS
from lstm_core.experiment.settings import Settings


def test_a_designed_memory_fixes_its_sizes_and_keeps_what_was_asked() -> None:
    experiment = perform(Settings(scenario="latch", hidden_size=9, steps=3, t=60, unit=5))
    assert (experiment.D, experiment.H, experiment.T) == (4, 1, 10)
    assert (experiment.t, experiment.unit) == (10, 1)
    assert experiment.settings.hidden_size == 9
    assert experiment.fixed_by == dict.fromkeys(
        ("seed", "input_size", "hidden_size", "steps"), "scenario"
    )


def test_an_own_sequence_fixes_inputs_and_steps() -> None:
    experiment = perform(Settings(inputs="1;2\n3;4\n5;6"))
    assert (experiment.D, experiment.H, experiment.T) == (2, 3, 3)
    assert experiment.fixed_by == {"input_size": "sequence", "steps": "sequence"}
    assert experiment.X[2].ravel().tolist() == [5, 6]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_series_runs_through_every_cell_with_one_input(scenario: str) -> None:
    experiment = perform(Settings(scenario=scenario, inputs="series:5", steps=24))
    sizes = SCENARIOS[scenario].sizes
    if sizes and sizes[0] != 1:
        assert not experiment.own_inputs
        assert [key for key, _ in experiment.complaints] == ["own_does_not_fit"]
    else:
        assert (experiment.D, experiment.T) == (1, 24)
        assert experiment.fixed_by.get("input_size") in ("series", "scenario")
        assert "steps" not in experiment.fixed_by
        assert np.isfinite(experiment.trace[-1].h).all()


def test_an_own_sequence_drives_a_designed_memory_that_it_fits() -> None:
    experiment = perform(Settings(scenario="counter", inputs="1 0 1 1 1"))
    assert experiment.T == 5, "one row is five steps where there is one input"
    assert experiment.trace[-1].C[0, 0] == pytest.approx(4, abs=0.01)


def test_an_own_sequence_leaves_the_weights_alone() -> None:
    own = perform(Settings(scenario="pytorch", inputs="1;2;3;4\n5;6;7;8"))
    drawn = perform(Settings(scenario="pytorch"))
    assert (own.params.W_f == drawn.params.W_f).all()


@pytest.mark.parametrize("scenario", ["pytorch", "keras", "wide", "notebook"])
def test_more_steps_change_nothing_before(scenario: str) -> None:
    short, long = (perform(Settings(scenario=scenario, steps=steps)) for steps in (3, 60))
    for a, b in zip(short.trace, long.trace, strict=False):
        assert (a.h == b.h).all()


def test_the_corners_of_all_bounds() -> None:
    for D, H, T in ((1, 1, 1), (16, 32, 60), (16, 1, 1), (1, 32, 60)):
        for scenario in SCENARIOS:
            settings = Settings(
                scenario=scenario,
                input_size=D,
                hidden_size=H,
                steps=T,
                seed=2**32 - 1,
                t=60,
                unit=32,
            )
            assert np.isfinite(perform(settings).trace[-1].C).all()


def test_interventions_are_part_of_the_cell_and_plain_leaves_them_out() -> None:
    settings = Settings(edits="f=0", variant="coupled", forget_bias=2, seed=7, t=3, view="time")
    assert settings.cell != settings.plain.cell
    assert settings.plain == Settings(seed=7, t=3, view="time")
    assert (Settings().plain, perform(Settings(t=3)).ghost) == (Settings(), None)
    assert perform(Settings()).pins == {} and perform(Settings()).entries == ()


def test_a_new_intervention_ends_the_question() -> None:
    asked = Settings(question=3, revealed="yes", hide="f", t=2)
    assert asked.with_fields(edits="f=0").question == 0


def test_an_experiment_is_what_its_settings_say() -> None:
    one, same, other = perform(Settings(t=2)), perform(Settings(t=2)), perform(Settings(t=3))
    assert one == same and hash(one) == hash(same) and one != other and one != "t=2"
    hidden = perform(Settings(t=2, hide="f"))
    assert mask(hidden) != hidden, "what may be seen is not all there is"
