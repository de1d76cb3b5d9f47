"""Toy tasks, how a cell learns them, and how good it gets. It knows no Settings."""

from lstm_core.training.fit import Plan, Progress, planned, shipped
from lstm_core.training.tasks import TASKS, Batch, Recipe, Task

__all__ = ["TASKS", "Batch", "Plan", "Progress", "Recipe", "Task", "planned", "shipped"]
