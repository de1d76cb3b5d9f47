"""How good a model is and what its memory holds, in numbers.

Letters and shapes are those of cell.py and tasks.py.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from lstm_core.model.cell import Array, Params, Step, run, sigmoid, stack
from lstm_core.model.peers import RNNStep, run_rnn
from lstm_core.training.backprop import Model
from lstm_core.training.fit import Plan
from lstm_core.training.sequences import Truth
from lstm_core.training.series import forecast
from lstm_core.training.task import ROUNDING, Batch, Task


@dataclass(frozen=True)
class Evaluation:
    """The share of asked answers that are right, 0 to 1, their mean loss, and their RMSE.

    The root of the mean squared error is in people's units: ones counted, thousands of passengers.
    """

    accuracy: float
    loss: float
    rmse: float


def trace_of(model: Model, X: Array) -> tuple[Step, ...] | tuple[RNNStep, ...]:
    """The trace of a model over X (T, D, B), from states of 0."""
    zero = np.zeros((len(model.V.T), X.shape[2]))
    if isinstance(model.params, Params):
        return run(model.params, X, zero, zero)
    return run_rnn(model.params, X, zero)


def outputs(model: Model, trace: Sequence[object], *, yes_no: bool) -> Array:
    """What the model answers along a trace, (T, K, B): probabilities of yes, or values."""
    y: Array = model.V @ stack(trace, "h") + model.c
    return sigmoid(y) if yes_no else y


def is_right(task: Task, error: Array) -> Truth:
    """Whether values that are off by this much are right: nearer than the tolerance."""
    assert task.tolerance is not None
    near: Truth = np.abs(error) < task.tolerance - ROUNDING
    return near


def score(task: Task, outputs: Array, batch: Batch) -> Evaluation:
    """How good outputs (T, K, B) are: probabilities where the task asks yes or no, else values."""
    asked = batch.mask.sum()
    error = outputs - batch.Y
    if task.yes_no:
        right = ((outputs > 0.5) == (batch.Y > 0.5)).all(axis=1, keepdims=True)
        loss = -np.log(np.maximum(np.where(batch.Y > 0.5, outputs, 1 - outputs), 1e-300))
    else:
        right = is_right(task, error).all(axis=1, keepdims=True)
        loss = error**2
    if batch.passengers is not None:
        error = forecast(batch, outputs) - forecast(batch, batch.Y)
    mean = [
        (batch.mask * each).sum() / (asked * each.shape[1])
        for each in (right, loss, (error * task.unit) ** 2)
    ]
    return Evaluation(float(mean[0]), float(mean[1]), float(np.sqrt(mean[2])))


Run = Callable[[Model, Array], Sequence[object]]  # a model over X (T, D, B) -> its trace


def evaluate(plan: Plan, model: Model, T: int = 0, run: Run = trace_of) -> Evaluation:
    """How good the model is on its task's trial of T steps (the plan's if 0).

    `run` is how it reads them, where something was changed.
    """
    task = plan.problem
    batch = task.trial(T or plan.T)
    return score(task, outputs(model, run(model, batch.X), yes_no=task.yes_no), batch)


@dataclass(frozen=True)
class Probe:
    """What the memory of an LSTM holds, measured on a trial.

    C of `unit` (from 0) is nearest to a straight line in what the memory should hold: r2 is the
    squared correlation, slope how much C moves for 1 of it. Then the means of that unit's f, i and
    i * C_tilde where the task's event is and where it is not; not a number for a task without an
    event.
    """

    unit: int
    r2: float
    slope: float
    f_event: float
    f_else: float
    i_event: float
    i_else: float
    written_event: float
    written_else: float


def probe(model: Model, task: Task, T: int = 0, run: Run = trace_of) -> Probe:
    """What the LSTM's memory holds where answers are asked, on the trial of T steps.

    T = 0 is the recipe's. Raises ValueError for a task without a meaning and for a plain RNN, which
    has no C.
    """
    if task.meaning is None or not isinstance(model.params, Params):
        raise ValueError("only an LSTM's memory of a task with a meaning is read")
    batch = task.trial(T or task.recipe.T)
    trace = run(model, batch.X)
    asked = batch.mask[:, 0] > 0
    meant = task.meaning(batch.X)[asked]
    C, f, i, C_tilde = (
        stack(trace, name).transpose(1, 0, 2)[:, asked] for name in ("C", "f", "i", "C_tilde")
    )
    r2 = [squared_correlation(row, meant) for row in C]
    unit = int(np.argmax(r2))
    means = [np.nan] * 6
    if task.event is not None:
        now = batch.X[:, task.event][asked] > 0
        means = [
            float(row[where].mean()) if where.any() else np.nan
            for row in (f[unit], i[unit], (i * C_tilde)[unit])
            for where in (now, ~now)
        ]
    slope = float(np.polyfit(meant, C[unit], 1)[0]) if np.ptp(meant) else np.nan
    return Probe(unit, r2[unit], slope, *means)


def squared_correlation(one: Array, other: Array) -> float:
    """The squared correlation of two rows; 0 where one of them is constant."""
    if min(np.ptp(one), np.ptp(other)) <= 1e-12 * np.abs(one).max(initial=1.0):
        return 0.0
    return float(np.corrcoef(one, other)[0, 1] ** 2)
