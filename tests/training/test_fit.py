"""Training: backprop against the textbook, PyTorch and finite differences.

And what is learnt, and how it is evaluated.
"""

import copy
import subprocess
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lstm_core.model.cell import Array, Params, backward, run, stack
from lstm_core.model.peers import RNN
from lstm_core.training.backprop import (
    Adam,
    Backprop,
    Model,
    Shape,
    backprop_for,
    draw,
    learn,
    loss_at,
    pack,
    unpack,
)
from lstm_core.training.evaluate import REACHED, baselines, evaluate, outputs, probe, trace_of
from lstm_core.training.fit import fit, planned, trained_model
from lstm_core.training.shipped import SHIPPED, shipped_model
from lstm_core.training.task import Batch
from lstm_core.training.tasks import TASKS

GOLDEN = sorted(Path(__file__).parent.parent.joinpath("golden", "training").glob("*.npz"))
RATE = 0.05  # of the golden updates
SIZES = [(1, 1, 1, 1, 1), (6, 2, 3, 4, 2), (20, 1, 8, 32, 1)]  # T, D, H, B, K
ALL_TEN = {
    task: bar for task, (good, bar) in REACHED.items() if good == 10
}  # the accuracy that every seed reaches

Case = tuple[Shape, Array, Array, Array, Array]


def case(kind: str, sizes: tuple[int, int, int, int, int], yes_no: bool, seed: int = 3) -> Case:
    """A shape, theta with every number drawn, and a batch with gaps in its mask."""
    T, D, H, B, K = sizes
    rng = np.random.default_rng(seed)
    shape = Shape(kind, T, D, H, B, K)
    Y = rng.standard_normal((T, K, B))
    mask = (rng.random((T, 1, B)) < 0.7).astype(float)
    mask[-1] = 1
    return (
        shape,
        rng.normal(0, 0.7, shape.size),
        rng.standard_normal((T, D, B)),
        (Y > 0) * 1.0 if yes_no else Y,
        mask,
    )


@pytest.mark.parametrize("yes_no", [True, False], ids=["yes_no", "value"])
@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_backprop_equals_the_textbook(sizes: tuple[int, int, int, int, int], yes_no: bool) -> None:
    shape, theta, X, Y, mask = case("lstm", sizes, yes_no)
    model, zero = unpack(shape, theta), np.zeros((shape.H, shape.B))
    assert isinstance(model.params, Params)
    trace = run(model.params, X, zero, zero)
    h = stack(trace, "h")
    loss, dy = loss_at(model.V @ h + model.c, Batch(X, Y, mask), yes_no=yes_no)
    dparams, _ = backward(model.params, trace, model.V.T @ dy)
    dV = sum(dy[t] @ h[t].T for t in range(shape.T))
    textbook = pack(Model(dparams, np.asarray(dV), dy.sum(axis=(0, 2))[:, None]))
    workspace = backprop_for(shape)
    for _ in range(2):  # the second time, in a used workspace
        ours, gradient = learn(workspace, theta, Batch(X, Y, mask), yes_no=yes_no)
        assert ours == pytest.approx(loss, rel=1e-13)
        np.testing.assert_allclose(
            gradient, textbook, rtol=1e-12, atol=1e-12 * np.abs(textbook).max()
        )


@pytest.mark.parametrize("yes_no", [True, False], ids=["yes_no", "value"])
@pytest.mark.parametrize("kind", ["lstm", "rnn"])
def test_every_gradient_is_a_difference_of_losses(kind: str, yes_no: bool) -> None:
    shape, theta, X, Y, mask = case(kind, (5, 2, 3, 4, 2), yes_no)
    gradient = learn(backprop_for(shape), theta, Batch(X, Y, mask), yes_no=yes_no)[1].copy()
    for k in range(shape.size):
        near = np.zeros(shape.size)
        near[k] = 1e-5
        up, down = (
            learn(backprop_for(shape), theta + sign * near, Batch(X, Y, mask), yes_no=yes_no)[0]
            for sign in (1, -1)
        )
        assert gradient[k] == pytest.approx((up - down) / 2e-5, rel=1e-6, abs=1e-9), k


def test_the_loss_is_the_mean_over_what_is_asked() -> None:
    y, Y, mask = (
        np.array([[[2.0, -1.0]], [[5.0, 0.0]]]),
        np.array([[[1.0, 1.0]], [[0.0, 0.0]]]),
        np.ones((2, 1, 2)),
    )
    mask[1, 0, 0] = 0
    p = 1 / (1 + np.exp(-y))
    each = -np.log(np.where(Y > 0, p, 1 - p))
    batch = Batch(y, Y, mask)
    assert loss_at(y, batch, yes_no=True)[0] == pytest.approx(
        (each[0, 0, 0] + each[0, 0, 1] + each[1, 0, 1]) / 3
    )
    assert loss_at(y, batch, yes_no=False)[0] == pytest.approx((1 + 4 + 0) / 3)
    y = np.array([[[1e4, -1e4]]])
    far, dy = loss_at(y, Batch(y, 0 * y, np.ones((1, 1, 2))), yes_no=True)
    assert (far, dy.ravel().tolist()) == (5e3, [0.5, 0]), "nothing overflows"


def from_pytorch(golden: dict[str, Array], prefix: str, suffix: str) -> Array:
    """Theta of PyTorch's weights or gradients, rows i f g o."""
    leaf = {
        name: golden[f"{prefix}{name}{suffix}"]
        for name in ("weight_ih", "weight_hh", "bias_ih", "V", "c")
    }
    W, b = np.hstack([leaf["weight_hh"], leaf["weight_ih"]]), leaf["bias_ih"][:, None]
    params: Params | RNN = RNN(W, b)
    if len(b) != leaf["weight_hh"].shape[1]:
        (W_i, W_f, W_C, W_o), (b_i, b_f, b_C, b_o) = np.split(W, 4), np.split(b, 4)
        params = Params(W_f, W_i, W_C, W_o, b_f, b_i, b_C, b_o)
    return pack(Model(params, leaf["V"], leaf["c"][:, None]))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_updates_equal_pytorchs(path: Path) -> None:
    golden = dict(np.load(path))
    (T, B, D), (K, H) = golden["x"].shape, golden["V_0"].shape
    X, Y, mask = (
        golden["x"].transpose(0, 2, 1),
        golden["y"].transpose(0, 2, 1),
        1.0 * golden["asked"][:, None],
    )
    workspace = backprop_for(Shape(path.stem.split("_")[0], T, D, H, B, K))
    theta, adam = from_pytorch(golden, "", "_0"), Adam(workspace.shape.size, RATE)
    for update in (1, 2, 3):
        loss, gradient = learn(workspace, theta, Batch(X, Y, mask), yes_no="yes_no" in path.stem)
        if update == 1:
            assert loss == pytest.approx(float(golden["loss"]), rel=1e-12)
            np.testing.assert_allclose(
                gradient, from_pytorch(golden, "grad_", ""), rtol=1e-10, atol=1e-14
            )
        theta = adam.next_theta(theta, gradient)
        np.testing.assert_allclose(
            theta, from_pytorch(golden, "", f"_{update}"), rtol=1e-10, atol=1e-12
        )


def test_golden_updates_are_clipped_and_not() -> None:
    norms = {path.stem: float(np.load(path)["norm"]) for path in GOLDEN}
    assert len(norms) == 6
    assert all((norm > 1) == ("clipped" in name) for name, norm in norms.items())


@pytest.mark.parametrize("kind", ["lstm", "rnn"])
def test_theta_and_model_are_the_same_numbers(kind: str) -> None:
    shape, theta, *_ = case(kind, (2, 3, 4, 1, 2), True)
    assert (pack(unpack(shape, theta)) == theta).all()


def test_the_first_weights() -> None:
    theta = draw(np.random.default_rng(0), Shape("lstm", 1, 30, 16, 1, 3), 2.5)
    model = unpack(Shape("lstm", 1, 30, 16, 1, 3), theta)
    assert isinstance(model.params, Params)
    assert (model.params.b_f == 2.5).all()
    assert (
        not any(getattr(model.params, name).any() for name in ("b_i", "b_C", "b_o"))
        and not model.c.any()
    )
    weights = np.concatenate([getattr(model.params, f"W_{gate}") for gate in "fiCo"]).ravel()
    for drawn in (weights, model.V.ravel()):
        assert 0.2 < np.abs(drawn).max() <= 0.25 and abs(drawn.mean()) < 0.05


# ---- fit
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


def test_outputs_are_the_read_outs_of_the_trace() -> None:
    model, X = shipped_model("latch"), TASKS["latch"].example(0, 7).X
    h = stack(trace_of(model, X), "h")
    y = np.array([model.V @ h[t] + model.c for t in range(7)])
    np.testing.assert_allclose(outputs(model, trace_of(model, X), yes_no=False), y)
    np.testing.assert_allclose(
        outputs(model, trace_of(model, X), yes_no=True), 1 / (1 + np.exp(-y))
    )


# ---- what is learnt
@pytest.mark.parametrize("task", ALL_TEN)
def test_every_seed_reaches_the_bar(task: str) -> None:
    for seed in range(3):
        plan = planned(task, seed)
        assert evaluate(plan, trained_model(plan)).accuracy >= ALL_TEN[task], seed


def test_a_latch_learnt_for_20_steps_holds_for_100() -> None:
    plan = planned("latch", 0)
    assert evaluate(plan, trained_model(plan), 100).accuracy >= 0.99


def test_the_latch_keeps_while_holding_and_lets_go_while_storing() -> None:
    read = [probe(trained_model(planned("latch", seed)), TASKS["latch"]) for seed in range(5)]
    assert np.median([each.f_else - each.f_event for each in read]) >= 0.8
    assert np.median([each.i_event for each in read]) >= 0.9


@pytest.mark.parametrize("task", ["counter", "anbn", "depth"])
def test_one_cell_is_what_a_memory_should_hold(task: str) -> None:
    for seed in range(5):
        read = probe(trained_model(planned(task, seed)), TASKS[task])
        assert read.r2 >= 0.98, seed


def test_the_counter_writes_on_a_one_alone() -> None:
    for seed in range(3):
        read = probe(trained_model(planned("counter", seed)), TASKS["counter"])
        assert abs(read.written_event) > 10 * abs(read.written_else)
        assert read.written_event / read.slope == pytest.approx(1, abs=0.2), (
            "one more is written for each one"
        )


def test_readings_by_hand() -> None:
    """A cell made by hand that counts: C is the count, f = 1, i * C_tilde = 0.5 on a one."""
    high, zero = np.full((1, 1), 40.0), np.zeros((1, 1))
    no = np.zeros((1, 2))
    adder = Params(
        no, np.array([[0, 80.0]]), no, no, high, -high, np.full((1, 1), np.arctanh(0.5)), zero
    )
    read = probe(Model(adder, zero, zero), TASKS["counter"])
    assert (read.unit, read.r2, read.slope) == (0, pytest.approx(1), pytest.approx(0.5))
    assert (read.f_event, read.f_else, read.i_event, read.i_else) == pytest.approx((1, 1, 1, 0))
    assert (read.written_event, read.written_else) == pytest.approx((0.5, 0))


def test_readings_want_an_lstm_and_a_meaning() -> None:
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


# ---- what is shipped
@pytest.mark.parametrize("task", SHIPPED)
def test_trained_again_the_shipped_memories_are_as_good(task: str) -> None:
    plan = SHIPPED[task]
    here, again = evaluate(plan, shipped_model(task)), evaluate(plan, trained_model(plan))
    assert again.accuracy == pytest.approx(here.accuracy, abs=0.03 if task == "series" else 0.005)
    assert here.accuracy >= ALL_TEN.get(task, 0.7)


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
