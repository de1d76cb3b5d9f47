"""Toy tasks, how a cell learns them, and how good it gets. It knows no Settings."""

from lstm_core.training.baselines import baselines
from lstm_core.training.evaluate import Evaluation, Probe, outputs, probe, trace_of
from lstm_core.training.fit import Checkpoint, Plan, planned, trained_model
from lstm_core.training.history import History, shared_history
from lstm_core.training.shipped import SHIPPED, shipped_model
from lstm_core.training.sweep import Sweep, shared_sweep
from lstm_core.training.task import Batch, Recipe, Task
from lstm_core.training.tasks import TASKS

__all__ = [
    "SHIPPED",
    "TASKS",
    "Batch",
    "Checkpoint",
    "Evaluation",
    "History",
    "Plan",
    "Probe",
    "Recipe",
    "Sweep",
    "Task",
    "baselines",
    "outputs",
    "planned",
    "probe",
    "shared_history",
    "shared_sweep",
    "shipped_model",
    "trace_of",
    "trained_model",
]
