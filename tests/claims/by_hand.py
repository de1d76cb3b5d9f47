"""Trained cells run again, and their answers marked again, by arithmetic of their own."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from lstm_core.experiment.claims import Claim
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.own_columns import own_columns
from lstm_core.model.cell import Array
from lstm_core.training.fit import Plan, planned
from lstm_core.training.series import series
from lstm_core.training.task import Batch
from lstm_core.training.tasks import TASKS

Values = Mapping[str, Any]
OPEN = {"no_forget": "f", "no_input": "i", "no_output": "o"}


def squash(a: Array) -> Array:
    return np.asarray(0.5 + 0.5 * np.tanh(a / 2))


def plan_of(experiment: Experiment) -> tuple[Plan, int]:
    """The plan that trained the cell, from the settings' own fields, and the update shown."""
    s = experiment.settings
    if s.cell.scenario != "trained":
        task = s.scenario.removeprefix("trained-")
        seeds = {"latch": 44, "counter": 1, "anbn": 7, "depth": 9, "parity": 3, "adding": 3}
        plan = planned(task, seeds.get(task, 0))
        return plan, plan.updates
    sizes = {"H": s.train_units, "T": s.train_steps, "updates": s.train_updates}
    changes: dict[str, Any] = {name: size for name, size in sizes.items() if size}
    if s.train_bias >= 0:
        changes["b_f"] = float(s.train_bias)
    if s.task == "own":
        changes["columns"] = own_columns(s).columns
    plan = planned(s.task, s.seed, **changes)
    whole = min(plan.updates, 60_000 // plan.T)
    plan = planned(s.task, s.seed, **changes | {"updates": whole})
    every = -(-whole // 300)
    return plan, min(s.updates, whole) // every * every


def run_again(experiment: Experiment, X: Array) -> dict[str, Array]:
    """f, i, C_tilde, o, C, h (T, H, B) of the cell on the screen over X (T, D, B)."""
    p, variant = experiment.params, experiment.settings.variant
    h, C = (np.repeat(each, X.shape[2], axis=1) for each in (experiment.h0, experiment.C0))
    rows: dict[str, list[Array]] = {name: [] for name in ("f", "i", "C_tilde", "o", "C", "h")}
    for x in X:
        z = np.vstack([h, x])
        now = {
            gate: squash(getattr(p, f"W_{gate}") @ z + getattr(p, f"b_{gate}")) for gate in "fio"
        }
        now["C_tilde"] = np.tanh(p.W_C @ z + p.b_C)
        if variant in OPEN:
            now[OPEN[variant]] = np.ones_like(h)
        if variant == "coupled":
            now["i"] = 1 - now["f"]
        C = now["f"] * C + now["i"] * now["C_tilde"]
        h = now["o"] * np.tanh(C)
        for name, each in (now | {"C": C, "h": h}).items():
            rows[name].append(each)
    return {name: np.array(values) for name, values in rows.items()}


def answers_again(experiment: Experiment, X: Array) -> Array:
    """What the output layer of the cell on the screen answers over X, (T, K, B)."""
    learnt = experiment.scenario.learnt
    assert learnt is not None
    return read_out(learnt.task, run_again(experiment, X)["h"], learnt.model.V, learnt.model.c)


def read_out(task: str, h: Array, V: Array, c: Array) -> Array:
    """The answers of an output layer to h (T, H, B)."""
    y = np.einsum("kh,thb->tkb", V, h) + c
    return squash(y) if task in TASKS and TASKS[task].tolerance is None else y


def deviation() -> float:
    """Of the growth in the months of the training, as logarithms."""
    return float(np.diff(np.log(series()[1]))[:107].std())


def share_right(plan: Plan, answers: Array, batch: Batch) -> float:
    """How many of the answers that are asked are right."""
    allowed = {"counter": 0.05, "adding": 0.1, "series": np.log(1.05) / deviation()}
    if plan.columns:
        allowed["own"] = median_change(plan) / plan.problem.unit
    if plan.task in allowed:
        right = np.abs(answers - batch.Y).max(axis=1) < allowed[plan.task] - 1e-9
    else:
        right = ((answers > 0.5) == (batch.Y > 0.5)).all(axis=1)
    return float(right[batch.mask[:, 0] > 0].mean())


@lru_cache(maxsize=32)
def learnt_from(task: str, seed: int, T: int, updates: int) -> frozenset[bytes]:
    """All sequences of the batches of the first updates."""
    rng, found = np.random.default_rng([seed, 1]), set[bytes]()
    for _ in range(updates):
        X = TASKS[task].draw(rng, T, 32).X
        found.update(X[:, :, b].tobytes() for b in range(32))
    return frozenset(found)


def median_change(plan: Plan) -> float:
    """The change in the rows of the training that half of all changes are smaller than."""
    assert plan.columns
    y = plan.columns.values[: -plan.columns.held_out, plan.columns.target]
    changes = np.abs(y[plan.columns.ahead :] - y[: -plan.columns.ahead])
    return float(np.median(changes)) or float(np.sqrt((changes**2).mean())) / 10


def says_what_is_right(plan: Plan, right: Claim) -> bool:
    """Whether this part of the sentence tells when an answer of the task is right."""
    task = plan.task
    if plan.columns:
        told = float(right.values["tolerance"])
        return right.key == "right_rows" and abs(told - median_change(plan)) < 1e-9
    said = {"counter": ("right_values", 0.5), "adding": ("right_values", 0.1)}
    key, tolerance = said.get(task, ("right_plain", None))
    if task == "series":
        key, tolerance = "right_months", 1.05
    return (right.key, right.values.get("tolerance")) == (key, tolerance)
