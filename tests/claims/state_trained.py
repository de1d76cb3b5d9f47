"""What a trained cell is said to be able to do, measured again on its trial with every change."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from hypothesis import strategies as st

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.model.cell import HELD, Array, sigmoid
from lstm_core.training.task import Batch
from lstm_core.training.tasks import TASKS
from tests.claims.by_hand import says_what_is_right
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
    batch = TASKS[learnt.task].trial(steps or TASKS[learnt.task].recipe.T)
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
    tolerance = TASKS[learnt.task].tolerance
    if tolerance is None:
        right = ((y > 0) == (batch.Y > 0.5)).all(axis=1)
    else:
        right = (np.abs(y - batch.Y) <= tolerance).all(axis=1)
    asked = batch.mask[:, 0] > 0
    assert abs(claimed["percent"] - right[asked].mean()) < 2 / asked.sum()
    assert says_what_is_right(learnt.task, claimed["right"])
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
    units = [
        [values[name][:, u][where].mean() for name, where in means] for u in range(experiment.H)
    ]
    said = tuple(claimed[name] for name in ("f_event", "i_event", "f_else"))
    assert any(np.allclose(said, unit, atol=1e-9) for unit in units)
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
    units = [
        [values["written"][:, u][asked & now].mean() for now in (signal, ~signal)]
        for u in range(experiment.H)
    ]
    said = [claimed["written_event"], claimed["written_else"]]
    assert any(np.allclose(said, unit, atol=1e-9) for unit in units)


@states("answer_here", "answer_alone", scenario=TRAINED)
def the_output_layer_answers_this(experiment: Experiment, claimed: Mapping[str, Any]) -> None:
    learnt, t = experiment.scenario.learnt, claimed["t"]
    assert learnt and t == min(experiment.settings.t, experiment.T)
    task = TASKS[learnt.task]
    y = (learnt.model.V @ experiment.trace[t - 1].h + learnt.model.c)[:, 0]
    if task.tolerance is None:
        y = 1 / (1 + np.exp(-y))
    np.testing.assert_allclose(claimed["answer"], y * task.unit, atol=1e-9)
    if learnt.task == "series":
        if "target" in claimed and t < experiment.T and not np.isnan(experiment.X[t]).any():
            assert abs(claimed["target"][0] - experiment.X[t, 0, 0]) < 1e-9
        return
    rows = experiment.X if learnt.task == "first_end" else experiment.X[:t]
    right = task.unit * expected(learnt.task, rows)[t - 1]
    if np.isnan(right).any():
        assert "target" not in claimed
    else:
        np.testing.assert_allclose(claimed["target"], right, atol=1e-9)
