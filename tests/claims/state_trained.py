"""What a trained cell is said to be able to do, measured again on its trial with every change."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from hypothesis import strategies as st

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.model.cell import HELD, Array, sigmoid
from lstm_core.training.series import series
from lstm_core.training.task import Batch
from lstm_core.training.tasks import TASKS
from tests.claims.by_hand import plan_of, says_what_is_right
from tests.claims.stated import states
from tests.training.right_answers import expected

TRAINED = st.sampled_from([one for one in CHOICES["scenario"].ids if one.startswith("trained")])
ALWAYS_1 = {"no_forget": "f", "no_input": "i", "no_output": "o"}


@lru_cache(maxsize=16)
def read_trial(cell: Settings) -> tuple[Batch, dict[str, Array]]:
    """The trial, and the values (T, H, B) of this cell over it: the six lines, and the variant."""
    experiment = perform(cell)
    learnt, p = experiment.scenario.learnt, experiment.params
    assert learnt
    steps = cell.train_steps if cell.scenario == "trained" else 0
    batch = learnt.problem.trial(steps or learnt.problem.recipe.T)
    rows: dict[str, list[Array]] = {name: [] for name in ("f", "i", "written", "C", "h")}
    h = experiment.h0 + np.zeros((1, batch.X.shape[2]))
    C = experiment.C0 + np.zeros((1, batch.X.shape[2]))
    for x in batch.X:
        z = np.vstack([h, x])
        gates = {
            name: sigmoid(getattr(p, f"W_{name}") @ z + getattr(p, f"b_{name}")) for name in "fio"
        }
        if cell.variant in ALWAYS_1:
            gates[ALWAYS_1[cell.variant]][:] = 1
        if cell.variant == "coupled":
            gates["i"] = 1 - gates["f"]
        written = gates["i"] * np.tanh(p.W_C @ z + p.b_C)
        C = gates["f"] * C + written
        h = gates["o"] * np.tanh(C)
        found = {**gates, "written": written, "C": C, "h": h}
        for name, values in rows.items():
            values.append(found[name])
    return batch, {name: np.array(values) for name, values in rows.items()}


@states("watch_trained", "watch_shipped", scenario=TRAINED)
def so_many_answers_of_the_trial_are_right(
    experiment: Experiment, claimed: Mapping[str, Any]
) -> None:
    learnt = experiment.scenario.learnt
    assert learnt and not any(entry.edit.name in HELD for entry in acting(experiment))
    batch, values = read_trial(experiment.settings.cell)
    y = np.einsum("kh,thb->tkb", learnt.model.V, values["h"]) + learnt.model.c
    tolerance = learnt.problem.tolerance
    if tolerance is None:
        right = ((y > 0) == (batch.Y > 0.5)).all(axis=1)
    else:
        right = (np.abs(y - batch.Y) <= tolerance).all(axis=1)
    asked = batch.mask[:, 0] > 0
    assert abs(claimed["percent"] - right[asked].mean()) < 2 / asked.sum()
    assert says_what_is_right(plan_of(experiment)[0], claimed["right"])
    if "update" in claimed:
        assert claimed["update"] <= min(experiment.settings.updates, claimed["updates"])


def acting(experiment: Experiment) -> list[Any]:
    pairs = zip(experiment.entries, experiment.troubles, strict=True)
    return [entry for entry, trouble in pairs if entry.on and trouble is None]


@states("watch_meaning", scenario=TRAINED)
def c_moves_with_what_the_task_is_about(experiment: Experiment, claimed: Mapping[str, Any]) -> None:
    learnt = experiment.scenario.learnt
    assert learnt and claimed["meaning"] == f"meaning_{learnt.task}"
    meaning = TASKS[learnt.task].meaning
    assert meaning
    batch, values = read_trial(experiment.settings.cell)
    asked = batch.mask[:, 0] > 0
    C = values["C"][:, claimed["unit"] - 1][asked]
    fit = np.polyval(np.polyfit(meaning(batch.X)[asked], C, 1), meaning(batch.X)[asked])
    r2 = 1 - ((C - fit) ** 2).sum() / ((C - C.mean()) ** 2).sum()
    assert abs(claimed["r2"] - r2) < 1e-6 and r2 >= 0.9


@states("watch_latch_gates", scenario="trained-latch")
def the_gates_of_the_latch_are_so_on_average(
    experiment: Experiment, claimed: Mapping[str, Any]
) -> None:
    batch, values = read_trial(experiment.settings.cell)
    asked = batch.mask[:, 0] > 0
    writing = asked & (batch.X[:, 1] > 0)
    holding = asked & (batch.X[:, 1] <= 0)
    means = (("f", writing), ("i", writing), ("f", holding))
    u = claimed["unit"] - 1
    unit = [values[name][:, u][where].mean() for name, where in means]
    said = tuple(claimed[name] for name in ("f_event", "i_event", "f_else"))
    np.testing.assert_allclose(said, unit, atol=1e-9)
    assert said[2] - said[0] >= 0.5


@states("watch_written", scenario=st.sampled_from(["trained-counter", "trained-adding"]))
def so_much_is_written_with_the_signal_and_without(
    experiment: Experiment, claimed: Mapping[str, Any]
) -> None:
    learnt = experiment.scenario.learnt
    assert learnt
    batch, values = read_trial(experiment.settings.cell)
    asked = batch.mask[:, 0] > 0
    signal = batch.X[:, {"counter": 0, "adding": 1}[learnt.task]] > 0
    u = claimed["unit"] - 1
    unit = [values["written"][:, u][asked & now].mean() for now in (signal, ~signal)]
    said = [claimed["written_event"], claimed["written_else"]]
    np.testing.assert_allclose(said, unit, atol=1e-9)


SAYS = {  # of which statements the answers of a task are probabilities
    "anbn": ["states_anbn_b", "states_anbn_end"],
    "first_end": ["states_first"],
    **{task: [f"states_{task}"] for task in ("latch", "depth", "parity", "first")},
}


@states("answer_yes_no", scenario=TRAINED)
def each_statement_has_this_probability(experiment: Experiment, claimed: Mapping[str, Any]) -> None:
    task, answers, right = answers_and_right(experiment)
    assert claimed["t"] == min(experiment.settings.t, experiment.T)
    told = [part.values for part in claimed["given"]]
    assert [each["statement"] for each in told] == SAYS[task]
    probability = 1 / (1 + np.exp(-answers))
    np.testing.assert_allclose([each["probability"] for each in told], probability, atol=1e-9)
    truths = [part.key.removeprefix("chance_") for part in claimed["given"]]
    true = ["unknown" if r != r else "true" if r == 1 else "false" for r in right]
    assert truths == true


@states("answer_value", scenario=TRAINED)
def the_count_or_the_sum_is_answered_so(experiment: Experiment, claimed: Mapping[str, Any]) -> None:
    task, answers, right = answers_and_right(experiment)
    unit = {"counter": 10, "adding": 1}[task]
    assert claimed["meaning"] == f"meaning_{task}"
    np.testing.assert_allclose(claimed["answer"], unit * answers[0], atol=1e-9)
    if np.isnan(right[0]):
        assert claimed["right"] == ""
    else:
        np.testing.assert_allclose(claimed["right"].values["target"], unit * right[0], atol=1e-9)


@states("answer_growth", scenario="trained-series")
def passengers_are_said_to_grow_so(experiment: Experiment, claimed: Mapping[str, Any]) -> None:
    _, answers, _ = answers_and_right(experiment)
    logs = np.diff(np.log(series()[1]))[:107]
    for of, answer, growth in [(claimed, "answer", "growth")] + (
        [(claimed["right"].values, "target", "grown")] if claimed["right"] else []
    ):
        by = np.exp(of[answer] * logs.std() + logs.mean()) - 1
        np.testing.assert_allclose(of[growth], 100 * by, atol=1e-9)
    np.testing.assert_allclose(claimed["answer"], answers[0], atol=1e-9)
    t, shown = claimed["t"], experiment.X
    if claimed["right"] and t < experiment.T and not np.isnan(shown[t]).any():
        assert abs(claimed["right"].values["target"] - shown[t, 0, 0]) < 1e-9


def answers_and_right(experiment: Experiment) -> tuple[str, Array, Array]:
    """The task, what its output layer gives at t before any squashing, and what is right."""
    learnt, t = experiment.scenario.learnt, experiment.t
    assert learnt
    y = (learnt.model.V @ experiment.trace[t - 1].h + learnt.model.c)[:, 0]
    if learnt.task == "series":
        return learnt.task, y, np.full(1, np.nan)
    rows = experiment.X if learnt.task == "first_end" else experiment.X[:t]
    return learnt.task, y, np.asarray(expected(learnt.task, rows)[t - 1])


@states("symbols_right", "symbols_wrong", scenario=TRAINED)
def so_many_symbols_are_answered_right(experiment: Experiment, claimed: Mapping[str, Any]) -> None:
    learnt = experiment.scenario.learnt
    assert learnt and len(experiment.labels) == experiment.T
    right, wrong = 0, []
    targets = expected(learnt.task, experiment.X)
    for t, (step, target) in enumerate(zip(experiment.trace, targets.tolist(), strict=True), 1):
        y = (learnt.model.V @ step.h + learnt.model.c)[:, 0].tolist()
        if any(value != value for value in (*y, *target)):
            continue
        if TASKS[learnt.task].yes_no:
            good = all((a > 0) == (b == 1) for a, b in zip(y, target, strict=True))
        else:
            tolerance = TASKS[learnt.task].tolerance
            assert tolerance is not None
            good = abs(y[0] - target[0]) < tolerance
        right += good
        wrong += [] if good else [t]
    assert claimed["count"] == right + len(wrong) > 0
    assert list(claimed.get("steps", ())) == wrong and claimed.get("right", right) == right
