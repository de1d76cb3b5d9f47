"""Which training the settings ask for, and what of it must be done before they can be shown."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from lstm_core.experiment.settings import Settings
from lstm_core.training.evaluate import Evaluation, Probe, evaluate, probe
from lstm_core.training.fit import Plan, planned
from lstm_core.training.history import History, shared_history
from lstm_core.training.shipped import SHIPPED, shipped_model
from lstm_core.training.tasks import TASKS

MOST_STEPS = 60_000  # in a training, so that no link costs more than two or three seconds
# The recipes' 0.1 is too fast for a plain RNN: compared, each learns at a rate that suits it.
RNN_RATE = 0.03
RECIPE = -1  # a forget bias to start from that means the recipe's


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
    asked = planned(settings.task, settings.seed, kind=kind, **changes)
    asked = replace(asked, updates=min(asked.updates, MOST_STEPS // asked.T))
    return asked if kind == "lstm" else replace(asked, rate=min(asked.rate, RNN_RATE))


def history(settings: Settings, kind: str = "lstm") -> History:
    """That training, as far as anybody has taken it."""
    return shared_history(plan(settings, kind))


def unfinished(settings: Settings) -> list[tuple[History, int]]:
    """What has still to be trained before these settings can be shown, each with how far."""
    if settings.cell.scenario != "trained":
        return []
    kinds = ("lstm", "rnn") if settings.view == "train" and settings.rival == "yes" else ("lstm",)
    asked = [history(settings, kind) for kind in kinds]
    return [(one, near) for one in asked if len(one.losses) <= (near := one.near(settings.updates))]


@lru_cache(maxsize=64)
def assess(
    task: str, update: int | None = None, history: History | None = None
) -> tuple[Evaluation, Probe | None]:
    """How good a trained cell is and what its memory holds: at an update, or as it is shipped.

    The Probe is None for a task without a meaning.
    """
    if history is None or update is None:
        model, plan = shipped_model(task), SHIPPED[task]
    else:
        model, plan = history.checkpoint(update).model, history.plan
    held = probe(model, TASKS[task]) if TASKS[task].meaning else None
    return evaluate(plan, model), held
