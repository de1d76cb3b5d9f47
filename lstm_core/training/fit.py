"""Training: a network learns a toy task, update by update."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from lstm_core.model.cell import Array
from lstm_core.training.backprop import (
    Adam,
    Backprop,
    Model,
    Shape,
    backprop_for,
    draw,
    learn,
    unpack,
)
from lstm_core.training.columns import Columns
from lstm_core.training.task import Task
from lstm_core.training.tasks import problem_of


@dataclass(frozen=True)
class Plan:
    """All that a training depends on: the same plan gives the same numbers.

    H units, T steps, the forget bias b_f to start from, Adam's rate, how many updates, sequences in
    a batch; kind is "lstm" or "rnn".
    """

    task: str
    seed: int
    H: int
    T: int
    b_f: float
    rate: float
    updates: int
    batch: int = 32
    kind: str = "lstm"
    columns: Columns | None = None  # one's own, for the task "own"

    @property
    def problem(self) -> Task:
        """What is learnt."""
        return problem_of(self.task, self.columns)

    @property
    def shape(self) -> Shape:
        """The sizes of the network and of its batches."""
        task = self.problem
        return Shape(self.kind, self.T, task.D, self.H, self.batch, task.K)


def planned(task: str, seed: int = 0, columns: Columns | None = None, **changes: Any) -> Plan:
    """The plan of the task's recipe, with other values for any of its fields.

    Raises KeyError for no such task and TypeError for no such field.
    """
    r = problem_of(task, columns).recipe
    own = Plan(task, seed, r.H, r.T, r.b_f, r.rate, r.updates, columns=columns)
    return replace(own, **changes)


@dataclass(frozen=True)
class Checkpoint:
    """A training after so many updates: theta (size,), all parameters in one vector, and the loss.

    The loss is the mean over the next batch, which has not been learnt from yet.
    """

    update: int
    loss: float
    theta: Array
    shape: Shape

    @property
    def model(self) -> Model:
        """The model at that moment; its arrays cannot be written to."""
        return unpack(self.shape, self.theta)


@lru_cache(maxsize=4)
def shared_workspace(shape: Shape) -> Backprop:
    """A workspace for all trainings that make their updates one at a time: 2 MB at the largest."""
    return backprop_for(shape)


def fit(plan: Plan, *, one_at_a_time: bool = False) -> Iterator[Checkpoint]:
    """A Checkpoint after each number of updates from 0 to plan.updates.

    Each is computed when it is asked for. The first weights come from the seed, the batches from a
    stream of their own: with the same seed and T, networks of every size and kind see the same
    sequences. One of many that make their updates `one_at_a_time` has no workspace of its own.
    Raises ValueError for T months that the series does not have.
    """
    task, shape = plan.problem, plan.shape
    batches = np.random.default_rng([plan.seed, 1])
    theta = draw(np.random.default_rng(plan.seed), shape, plan.b_f)
    own, adam = None if one_at_a_time else backprop_for(shape), Adam(shape.size, plan.rate)
    for update in range(plan.updates + 1):
        batch = task.draw(batches, plan.T, plan.batch)
        workspace = own or shared_workspace(shape)
        loss, gradient = learn(workspace, theta, batch, yes_no=task.yes_no)
        theta.setflags(write=False)  # a Checkpoint stays as it is: next_theta() makes a new one
        now, theta = Checkpoint(update, loss, theta, shape), adam.next_theta(theta, gradient)
        yield now


@lru_cache(maxsize=32)
def trained_model(plan: Plan) -> Model:
    """The model after all updates of its plan."""
    [last] = deque(fit(plan), maxlen=1)
    return last.model
