"""Cells that are built otherwise: without a gate, or with one gate coupled to another."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from lstm_core.experiment.edits import apply, parse
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.memory import learning_shares, own_curves, remaining
from lstm_core.experiment.variants import Start, run_coupled
from lstm_core.model import cell
from lstm_core.model.cell import Array, Params, stack
from lstm_core.model.jacobians import jacobians_lstm, spectral_norms
from lstm_core.words.memory import memory_captions
from tests.experiment.by_hand import asked, by_hand, start_of


@pytest.mark.parametrize(
    ("variant", "gate"), [("no_forget", "f"), ("no_input", "i"), ("no_output", "o")]
)
@pytest.mark.parametrize("scenario", ["notebook", "latch", "wide"])
def test_a_cell_without_a_gate(variant: str, gate: str, scenario: str) -> None:
    experiment = asked(variant=variant, scenario=scenario)
    assert (stack(experiment.trace, gate) == 1).all()
    every = dict.fromkeys(range(experiment.H), 1.0)
    hand = by_hand(experiment, lambda name, t: every if name == gate else {})
    np.testing.assert_allclose(stack(experiment.trace, "h")[:, :, 0], hand, rtol=1e-13, atol=1e-15)
    mixed = asked(f"{gate}@2[1]=0.25", variant=variant, scenario=scenario)
    assert getattr(mixed.trace[1], gate)[0, 0] == 0.25, "by hand wins"
    assert (getattr(mixed.trace[0], gate) == 1).all() and (
        getattr(mixed.trace[1], gate)[1:] == 1
    ).all()


@pytest.mark.parametrize("edits", ["", "f@2[1]=0.3;i@3[1]=0.9;o=1", "f@2[1]=0.3;i@2[1]=0.9"])
@pytest.mark.parametrize("scenario", ["notebook", "latch", "wide"])
def test_a_coupled_input_gate(edits: str, scenario: str) -> None:
    experiment = asked(edits, variant="coupled", scenario=scenario)
    _, typed = apply(parse(edits), start_of(experiment))
    for t, step in enumerate(experiment.trace, start=1):
        for unit in range(experiment.H):
            assert step.i[unit, 0] == typed.get(("i", t), {}).get(unit, 1 - step.f[unit, 0])
    hand = by_hand(experiment, lambda gate, t: dict(typed.get((gate, t), {})), coupled=True)
    np.testing.assert_allclose(stack(experiment.trace, "h")[:, :, 0], hand, rtol=1e-13, atol=1e-15)


def trace_of(e: Experiment, params: Params, X: Array, typed: str) -> tuple[Array, Array]:
    """h_T and C_T of the coupled cell with other Params and inputs."""
    start = Start(params, X, e.h0, e.C0)
    trace, _ = run_coupled(start, apply(parse(typed), start)[1])
    return trace[-1].h, trace[-1].C


@pytest.mark.parametrize("typed", ["", "f@3[1]=0.3;i@4[2]=0.9;o@2=1"])
def test_derivatives_of_the_coupled_cell_are_those_of_finite_differences(typed: str) -> None:
    e = asked(typed, variant="coupled", scenario="wide", steps=5)
    eps = 1e-6
    dh_dx = np.zeros((e.T, e.H, e.D))
    for t, d in itertools.product(range(e.T), range(e.D)):
        bump = np.zeros_like(e.X)
        bump[t, d] = eps
        up, down = (trace_of(e, e.params, e.X + sign * bump, typed)[0] for sign in (1, -1))
        dh_dx[t, :, d] = ((up - down) / (2 * eps))[:, 0]
    found = jacobians_lstm(e.gradient_params, e.trace, e.pins)
    np.testing.assert_allclose(found.dh_dx, dh_dx, atol=1e-8)
    np.testing.assert_allclose(
        own_curves(e.settings.cell)["dh_dx"], spectral_norms(dh_dx), atol=1e-8
    )
    dh = np.zeros((e.T, e.H, 1))
    dh[-1] = 1
    dparams, _ = cell.backward(e.gradient_params, e.trace, dh, pins=e.pins)
    for row, column in itertools.product(range(e.H), range(e.H + e.D)):
        bump = np.zeros_like(e.params.W_f)
        bump[row, column] = eps
        up, down = (
            trace_of(e, replace(e.params, W_f=e.params.W_f + s * bump), e.X, typed)[0]
            for s in (1, -1)
        )
        both = dparams.W_f[row, column] - dparams.W_i[row, column]
        assert both == pytest.approx((up - down).sum() / (2 * eps), abs=1e-8), (
            "one weight: W_i = -W_f"
        )
    assert learning_shares(e.settings.cell).sum() == pytest.approx(1)


def test_memory_counts_what_is_held_as_still() -> None:
    for edits, curve, why in (
        ("f=0.5;i=0.5;C_tilde=0;o=1", "dh_dx", "values are held"),
        ("f@6=0", "direct", "is cut: f = 0 there in every unit"),
    ):
        e = asked(edits, scenario="wide")
        assert not own_curves(e.settings.cell)[curve][:-1].any()
        assert any(why in told for told in memory_captions(e))
    held = asked("f=0.5", scenario="wide")
    np.testing.assert_allclose(remaining(held)[:, 0], 0.5 ** np.arange(5, -1, -1.0))
    assert learning_shares(asked("f=0.5;i=0.5;C_tilde=0;o=1").settings.cell).sum() == 0, (
        "nothing to learn from"
    )


def test_a_coupled_input_gate_has_no_weights_to_change() -> None:
    told = asked("W_i[*,*]=9;b_i=9;W_f[1,1]=9;i@2=0", variant="coupled")
    assert [one and one[0] for one in told.troubles] == ["edit_coupled", "edit_coupled", None, None]
    rest = asked("W_f[1,1]=9;i@2=0", variant="coupled")
    assert (stack(told.trace, "h") == stack(rest.trace, "h")).all()
