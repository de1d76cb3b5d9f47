"""Training, update by update: what a plan gives, and that nothing else does."""

import copy
from dataclasses import replace
from itertools import islice
from typing import Any

import pytest

from lstm_core.model.cell import Array
from lstm_core.training.backprop import (
    Backprop,
    learn,
    pack,
)
from lstm_core.training.fit import fit, planned, trained_model
from lstm_core.training.task import Batch


def test_the_same_plan_gives_the_same_bits() -> None:
    plan = planned("latch", 7, updates=40)
    one, two = list(fit(plan)), list(fit(plan))
    assert [each.update for each in one] == list(range(41))
    assert all(
        a.loss == b.loss and (a.theta == b.theta).all() for a, b in zip(one, two, strict=True)
    )
    assert (pack(trained_model(plan)) == one[-1].theta).all()
    other = list(fit(replace(plan, seed=8)))
    assert other[0].loss != one[0].loss


def test_a_shorter_training_is_the_beginning_of_a_longer_one() -> None:
    short, long = (list(fit(planned("counter", 1, updates=updates))) for updates in (5, 12))
    assert [each.loss for each in short] == [each.loss for each in long[:6]]


def test_nothing_is_computed_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def counting(*given: Any, yes_no: bool) -> tuple[float, Array]:
        calls.append(1)
        return learn(*given, yes_no=yes_no)

    monkeypatch.setattr("lstm_core.training.fit.learn", counting)
    checkpoints = fit(planned("latch", 0, updates=10**9))
    assert not calls
    assert [each.update for each in islice(checkpoints, 3)] == [0, 1, 2]
    assert len(calls) == 3


def test_a_checkpoint_stays_as_it_was() -> None:
    checkpoints = fit(planned("latch", 0, updates=5))
    start = next(checkpoints)
    before = start.theta.copy()
    list(checkpoints)
    assert (start.theta == before).all()
    with pytest.raises(ValueError, match="read-only"):
        start.model.V[0, 0] = 0


def test_trainings_side_by_side_do_not_disturb_each_other() -> None:
    plans = [planned("depth", seed, updates=10) for seed in (0, 1)]
    together = list(zip(*(fit(plan) for plan in plans), strict=True))[-1]
    assert all(
        (last.theta == pack(trained_model(plan))).all()
        for last, plan in zip(together, plans, strict=True)
    )


def test_networks_of_every_kind_see_the_same_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    sums = []

    def looking(
        workspace: Backprop, theta: Array, batch: Batch, *, yes_no: bool
    ) -> tuple[float, Array]:
        sums.append(batch.X.sum())
        return learn(workspace, theta, batch, yes_no=yes_no)

    monkeypatch.setattr("lstm_core.training.fit.learn", looking)
    for H, kind in ((2, "lstm"), (5, "lstm"), (2, "rnn")):
        list(fit(planned("adding", 3, H=H, kind=kind, updates=3)))
    assert sums[:4] == sums[4:8] == sums[8:]


def test_a_plan_takes_what_is_left_out_from_the_recipe() -> None:
    plan = planned("counter", 4, b_f=0.0, T=9)
    assert (plan.H, plan.T, plan.b_f, plan.rate, plan.updates, plan.batch) == (
        2,
        9,
        0,
        0.1,
        600,
        32,
    )
    assert hash(plan) == hash(copy.copy(plan))
    with pytest.raises(KeyError):
        planned("nothing")
