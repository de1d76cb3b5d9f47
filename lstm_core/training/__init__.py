"""Toy tasks, how a cell learns them, and how good it gets. It knows no Settings."""

from lstm_core.training.evaluate import Evaluation, Probe
from lstm_core.training.fit import Checkpoint, Plan, planned
from lstm_core.training.history import History
from lstm_core.training.sweep import Sweep
from lstm_core.training.task import Batch, Recipe, Task
from lstm_core.training.tasks import TASKS

__all__ = [
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
    "planned",
]
