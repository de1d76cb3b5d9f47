"""Training: a network learns a toy task, update by update."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lstm_core.model.cell import Array
from lstm_core.training.backprop import Adam, Model, Shape, backprop_for, draw, learn, unpack
from lstm_core.training.tasks import TASKS


@dataclass(frozen=True)
class Plan:
    """All that a training depends on: the same plan gives the same numbers. Kind is "lstm" or "rnn"."""

    task: str
    seed: int
    H: int
    T: int
    b_f: float
    rate: float
    updates: int
    batch: int = 32
    kind: str = "lstm"

    @property
    def shape(self) -> Shape:
        task = TASKS[self.task]
        return Shape(self.kind, self.T, task.D, self.H, self.batch, task.K)


def planned(
    task: str,
    seed: int = 0,
    H: int = 0,
    T: int = 0,
    b_f: float | None = None,
    rate: float = 0.0,
    updates: int = 0,
    kind: str = "lstm",
) -> Plan:
    """The plan with what is left out (0, or None for b_f) taken from the task's recipe. Raises KeyError for no task."""
    r = TASKS[task].recipe
    bias = r.b_f if b_f is None else b_f
    return Plan(
        task, seed, H or r.H, T or r.T, bias, rate or r.rate, updates or r.updates, kind=kind
    )


@dataclass(frozen=True)
class Checkpoint:
    """A training after so many updates: theta, all parameters in one vector, and the mean loss on the next batch.

    That batch has not been learnt from yet.
    """

    update: int
    loss: float
    theta: Array
    shape: Shape

    @property
    def model(self) -> Model:
        """The model at that moment; its arrays cannot be written to."""
        return unpack(self.shape, self.theta)


def fit(plan: Plan) -> Iterator[Checkpoint]:
    """A Checkpoint for each number of updates from 0 to plan.updates. Nothing is computed before it is asked for.

    The first weights come from the seed, the batches from a stream of their own: with the same seed and T, networks
    of every size and kind see the same sequences. Raises ValueError for T months that the series does not have.
    """
    task, shape = TASKS[plan.task], plan.shape
    batches = np.random.default_rng([plan.seed, 1])
    theta = draw(np.random.default_rng(plan.seed), shape, plan.b_f)
    workspace, adam = backprop_for(shape), Adam(shape.size, plan.rate)
    for update in range(plan.updates + 1):
        batch = task.draw(batches, plan.T, plan.batch)
        loss, gradient = learn(workspace, theta, batch.X, batch.Y, batch.mask, task.yes_no)
        theta.setflags(
            write=False
        )  # move() makes a new one: what a Checkpoint holds stays as it is
        yield Checkpoint(update, loss, theta, shape)
        theta = adam.move(theta, gradient)


@lru_cache(maxsize=32)
def trained(plan: Plan) -> Model:
    """The model after all updates of its plan."""
    [last] = deque(fit(plan), maxlen=1)
    return last.model
