"""Designed memories do what their captions say; drawn ones what their initialisers promise."""

import numpy as np
import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.scenarios import HALF_LIFE, SCENARIOS, scenario_of
from lstm_core.experiment.settings import CHOICES, DESIGNED, DRAWN, Settings
from lstm_core.model.cell import Array, stack
from lstm_core.training.shipped import SHIPPED
from lstm_core.training.tasks import OWN, TASKS


def over_time(scenario: str, name: str, unit: int = 1) -> Array:
    return stack(perform(Settings(scenario=scenario)).trace, name)[:, unit - 1, 0]


def test_every_scenario_of_the_settings_exists() -> None:
    assert set(SCENARIOS) == {*DRAWN, *DESIGNED}
    assert set(CHOICES["scenario"].ids) == {
        *SCENARIOS,
        *(f"trained-{task}" for task in SHIPPED),
        "trained",
        "own",
    }
    assert set(SHIPPED) < set(TASKS) == set(CHOICES["task"].ids) - {OWN}
    for scenario in CHOICES["scenario"].ids:
        assert scenario_of(Settings(scenario=scenario)).sizes is None or scenario not in DRAWN


def test_latch_writes_holds_reads_overwrites_and_resets() -> None:
    C, h, f = over_time("latch", "C"), over_time("latch", "h"), over_time("latch", "f")
    assert C[0] == pytest.approx(0.92, abs=0.005)
    assert C[1:5] == pytest.approx(0.915, abs=0.006), "held while the value changes"
    assert np.abs(h[[0, 1, 2, 4]]).max() < 0.003, "silent until read"
    assert h[3] == pytest.approx(0.722, abs=0.002)
    assert f[5] < 0.01 and C[5] == pytest.approx(-0.83, abs=0.005), "erased and overwritten"
    assert abs(C[8]) < 0.01, "reset"


def test_counter_counts_in_c_and_not_in_h() -> None:
    C, h = over_time("counter", "C"), over_time("counter", "h")
    assert C[:4] == pytest.approx([1, 2, 3, 4], abs=0.004)
    assert C == pytest.approx([1, 2, 3, 4, 4, 4, 5, 5], abs=0.01)
    assert h[:4] == pytest.approx(np.tanh([1, 2, 3, 4]), abs=0.002)


def test_leaky_memory_has_its_half_life() -> None:
    C, f = over_time("leaky", "C"), over_time("leaky", "f")
    assert f == pytest.approx(0.5 ** (1 / HALF_LIFE))
    assert C[HALF_LIFE::HALF_LIFE] == pytest.approx(C[0] / 2 ** np.arange(1, 5))


def test_one_unit_keeps_always_and_one_forgets_always() -> None:
    kept, lost = over_time("keep", "C", 1), over_time("keep", "C", 2)
    assert kept[:4] == pytest.approx(lost[0], abs=0.002)
    assert kept[4:] == pytest.approx(kept[0] + np.tanh(-1), abs=0.005)
    assert np.abs(lost[[1, 2, 3, 5, 6, 7]]).max() < 0.002


def test_two_units_disagree_at_every_step() -> None:
    first, second = over_time("disagree", "f", 1), over_time("disagree", "f", 2)
    assert (np.abs(first - second) > 0.99).all()
    assert over_time("disagree", "i", 1) == pytest.approx(second)


@pytest.mark.parametrize(
    "scenario", [name for name, scenario in SCENARIOS.items() if scenario.sizes]
)
def test_designed_memories_have_one_to_three_units_and_no_recurrent_weights(scenario: str) -> None:
    experiment = perform(Settings(scenario=scenario))
    assert 1 <= experiment.H <= 3
    assert len(experiment.scenario.names) == experiment.D
    assert not experiment.params.W_f[:, : experiment.H].any()


def test_wide_weights_open_and_close_gates_and_the_notebook_never_does() -> None:
    def gates(scenario: str) -> Array:
        runs = [
            perform(Settings(scenario=scenario, seed=seed, steps=10)).trace for seed in range(50)
        ]
        return np.array([stack(trace, name) for trace in runs for name in ("f", "i", "o")])

    wide, notebook = gates("wide"), gates("notebook")
    assert (wide < 0.1).mean() > 0.1 and (wide > 0.9).mean() > 0.1
    assert notebook.min() >= 0.5
