"""What is learnt, what a memory then holds, and what is shipped."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from lstm_core.model.cell import Params, stack
from lstm_core.training.backprop import (
    Model,
    pack,
)
from lstm_core.training.baselines import baselines
from lstm_core.training.evaluate import evaluate, outputs, probe, trace_of
from lstm_core.training.fit import planned, trained_model
from lstm_core.training.measured import REACHED
from lstm_core.training.shipped import SHIPPED, shipped_model
from lstm_core.training.tasks import TASKS

BARS = {task: bar for task, (_, bar) in REACHED.items()}


def test_outputs_are_the_read_outs_of_the_trace() -> None:
    model, X = shipped_model("latch"), TASKS["latch"].example(0, 7).X
    h = stack(trace_of(model, X), "h")
    y = np.array([model.V @ h[t] + model.c for t in range(7)])
    np.testing.assert_allclose(outputs(model, trace_of(model, X), yes_no=False), y)
    np.testing.assert_allclose(
        outputs(model, trace_of(model, X), yes_no=True), 1 / (1 + np.exp(-y))
    )


@pytest.mark.parametrize("task", BARS)
def test_the_first_seeds_reach_the_bar(task: str) -> None:
    for seed in range(3):
        plan = planned(task, seed)
        assert evaluate(plan, trained_model(plan)).accuracy >= BARS[task], seed


def test_a_latch_learnt_for_20_steps_holds_for_100() -> None:
    plan = planned("latch", 0)
    assert evaluate(plan, trained_model(plan), 100).accuracy >= 0.99


def test_the_latch_keeps_while_holding_and_lets_go_while_storing() -> None:
    found = [probe(trained_model(planned("latch", seed)), TASKS["latch"]) for seed in range(5)]
    assert np.median([each.f_else - each.f_event for each in found]) >= 0.8
    assert np.median([each.i_event for each in found]) >= 0.9


@pytest.mark.parametrize("task", ["counter", "anbn", "depth"])
def test_one_cell_is_what_a_memory_should_hold(task: str) -> None:
    for seed in range(5):
        found = probe(trained_model(planned(task, seed)), TASKS[task])
        assert found.r2 >= 0.98, seed


def test_the_counter_writes_on_a_one_alone() -> None:
    for seed in range(3):
        found = probe(trained_model(planned("counter", seed)), TASKS["counter"])
        assert abs(found.written_event) > 10 * abs(found.written_else)
        assert found.written_event / found.slope == pytest.approx(1, abs=0.2), (
            "one more is written for each one"
        )


def test_a_probe_by_hand() -> None:
    """A cell made by hand that counts: C is the count, f = 1, i * C_tilde = 0.5 on a one."""
    high, zero = np.full((1, 1), 40.0), np.zeros((1, 1))
    no = np.zeros((1, 2))
    adder = Params(
        no, np.array([[0, 80.0]]), no, no, high, -high, np.full((1, 1), np.arctanh(0.5)), zero
    )
    found = probe(Model(adder, zero, zero), TASKS["counter"])
    assert found.unit == 0 and (found.r2, found.slope) == pytest.approx((1, 0.5))
    assert (found.f_event, found.f_else, found.i_event, found.i_else) == pytest.approx((1, 1, 1, 0))
    assert (found.written_event, found.written_else) == pytest.approx((0.5, 0))


def test_a_probe_wants_an_lstm_and_a_meaning() -> None:
    for model, task in (
        (shipped_model("series"), "series"),
        (trained_model(planned("latch", kind="rnn", updates=1)), "latch"),
    ):
        with pytest.raises(ValueError, match="meaning"):
            probe(model, TASKS[task])


def test_a_plain_rnn_learns_the_latch_too() -> None:
    plan = planned("latch", 0, H=4, rate=0.03, updates=600, kind="rnn")
    assert evaluate(plan, trained_model(plan)).accuracy >= 0.99


def test_the_series_is_better_than_same_again_and_about_as_good_as_last_year() -> None:
    plan = SHIPPED["series"]
    ours, others = evaluate(plan, shipped_model("series")), baselines(TASKS["series"])
    assert ours.rmse < 0.5 * others["same"].rmse
    assert ours.rmse / others["last_year"].rmse == pytest.approx(1, abs=0.15)


@pytest.mark.parametrize("task", SHIPPED)
def test_trained_again_the_shipped_memories_are_as_good(task: str) -> None:
    plan = SHIPPED[task]
    here, again = evaluate(plan, shipped_model(task)), evaluate(plan, trained_model(plan))
    assert again.accuracy == pytest.approx(here.accuracy, abs=0.03 if task == "series" else 0.005)
    assert here.accuracy >= BARS.get(task, 0.7)


def test_what_is_shipped_reads_well() -> None:
    least = {
        "latch": 0.95,
        "counter": 0.99,
        "anbn": 0.99,
        "depth": 0.99,
        "parity": 0.95,
        "adding": 0.99,
    }
    for task, r2 in least.items():
        assert probe(shipped_model(task), TASKS[task]).r2 >= r2, task


def test_the_command_writes_what_is_shipped(tmp_path: Path) -> None:
    program = "from pathlib import Path; from lstm_core.training import shipped as t\n"
    program += "t.SHIPPED = {'latch': t.planned('latch', updates=3)}\n"
    program += f"t.__file__ = {str(tmp_path / 'x.py')!r}; t.main()"
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    with np.load(tmp_path / "trained.npz") as saved:
        assert saved.files == ["latch"]
        assert (saved["latch"] == pack(trained_model(planned("latch", updates=3)))).all()
