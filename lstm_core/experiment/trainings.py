"""Which training the settings ask for, and what of it must be done before they can be shown."""

from dataclasses import replace
from typing import Any

from lstm_core.experiment.claims import Claim, Figures, Plain
from lstm_core.experiment.own_columns import own_columns
from lstm_core.experiment.settings import WHOLES, Settings
from lstm_core.training.fit import Plan, planned
from lstm_core.training.history import History, shared_history
from lstm_core.training.measured import RNN_RATES
from lstm_core.training.series import WITHIN
from lstm_core.training.shipped import SHIPPED
from lstm_core.training.task import Task
from lstm_core.training.tasks import OWN, TASKS

MOST_STEPS = 60_000  # in a training, so that no link costs more than two or three seconds
RECIPE = -1  # a forget bias to start from that means the recipe's
# What of a recipe can be changed: a setting, its field in the Plan, and what stands for the recipe.
RECIPE_FIELDS = {
    "train_units": ("H", 0),
    "train_steps": ("T", 0),
    "train_bias": ("b_f", RECIPE),
    "train_updates": ("updates", 0),
}
UNCHANGED = {name: recipes for name, (_, recipes) in RECIPE_FIELDS.items()}


def plan(settings: Settings, kind: str = "lstm") -> Plan:
    """The training that the settings ask for, 0 and -1 standing for the task's recipe."""
    sizes = {
        "H": settings.train_units,
        "T": settings.train_steps,
        "updates": settings.train_updates,
    }
    changes: dict[str, Any] = {name: value for name, value in sizes.items() if value}
    if settings.train_bias != RECIPE:
        changes["b_f"] = float(settings.train_bias)
    columns = own_columns(settings).columns if settings.task == OWN else None
    asked = planned(settings.task, settings.seed, columns, kind=kind, **changes)
    T = min(asked.T, columns.longest) if columns else asked.T
    asked = replace(asked, T=T, updates=min(asked.updates, MOST_STEPS // T))
    return asked if kind == "lstm" else replace(asked, rate=RNN_RATES.get(asked.task, asked.rate))


def in_force(settings: Settings, name: str) -> int:
    """What one of RECIPE_FIELDS comes to: as it was asked for, or by the recipe."""
    return int(getattr(plan(settings), RECIPE_FIELDS[name][0]))


def asked_by(settings: Settings, name: str, value: int) -> int:
    """What one of RECIPE_FIELDS is set to for this value; the recipe's follows another task."""
    recipes: dict[str, Any] = {name: UNCHANGED[name]}
    same = in_force(replace(settings, **recipes), name) == value
    return UNCHANGED[name] if same else value


def most(settings: Settings, name: str) -> int:
    """The largest value of one of RECIPE_FIELDS that a training beside the others can have."""
    high = WHOLES[name].high
    if name == "train_steps" and settings.task == OWN:
        high = min(high, own_columns(settings).columns.longest)
    if name == "train_updates":
        high = min(high, MOST_STEPS // plan(settings).T)
    return max(high, in_force(settings, name))


def history(settings: Settings, kind: str = "lstm") -> History:
    """That training, as far as anybody has taken it."""
    return shared_history(plan(settings, kind))


def shown(settings: Settings) -> list[History]:
    """The trainings that these settings show: none, one, or a plain RNN's beside it."""
    if settings.cell.scenario != "trained":
        return []
    kinds = ("lstm", "rnn") if settings.view == "train" and settings.rival == "yes" else ("lstm",)
    return [history(settings, kind) for kind in kinds]


def unfinished(settings: Settings) -> list[tuple[History, int]]:
    """What has still to be trained before these settings can be shown, each with how far."""
    asked = [(one, one.near(settings.updates)) for one in shown(settings)]
    return [(one, near) for one, near in asked if len(one.losses) <= near]


def origin(settings: Settings, task: str) -> tuple[Plan, int]:
    """The plan that trained the cell of this task, and after how many of its updates it is shown.

    The settings are those of a trained cell, or of the train view.
    """
    if settings.cell.scenario != "trained":
        return SHIPPED[task], SHIPPED[task].updates
    one = history(settings)
    return one.plan, one.near(settings.updates)


def right_answers(task: Task) -> Claim:
    """When an answer of this task is right, as a part of a sentence."""
    if task.tolerance is None:
        return Claim("right_plain")
    if task == TASKS["series"]:
        return Claim("right_months", {"tolerance": Plain(WITHIN)})
    if task not in TASKS.values():
        return Claim("right_rows", {"tolerance": Figures(task.unit * task.tolerance)})
    return Claim("right_values", {"tolerance": Plain(task.unit * task.tolerance)})
