"""What a trained cell can do and what its memory holds, with its changes: claims.

A gate held by hand has its time in the sequence that is shown and none in a trial: then nothing is
said.
"""

import re

import numpy as np

from lstm_core.experiment import trainings
from lstm_core.experiment.claims import Claim, Figures, Fine, Fit, Name, Right, Tenths, claims
from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.own_columns import own_columns
from lstm_core.experiment.settings import Settings
from lstm_core.experiment.variants import Start, run_variant
from lstm_core.model.cell import HELD, NO_PINS, Array, Step
from lstm_core.training.apart import costly
from lstm_core.training.backprop import Model
from lstm_core.training.evaluate import Evaluation, Probe, Run, evaluate, is_right, probe
from lstm_core.training.series import growth_of
from lstm_core.training.tasks import OWN

MEANINGFUL_R2 = 0.9  # from here on it is said that C is what is remembered
CLEAR_GATE = 0.5  # so much lower f is at an event where that is said
# What a trained cell says yes or no to, by the keys of the texts; where it is only one thing it is
# states_<task>.
STATEMENTS = {"anbn": ("states_anbn_b", "states_anbn_end"), "first_end": ("states_first",)}
SIGNALLED = ("counter", "adding")  # of which it is said what is written with the signal


def assess(experiment: Experiment) -> tuple[Evaluation, Probe | None] | None:
    """How good the cell on the screen is on its task's trial, and what its memory holds there.

    None for a cell that was not trained and for one of which a gate is held by hand; the Probe is
    None for a task without a meaning.
    """
    return assess_cell(experiment.settings.cell) if is_tested(experiment) else None


def is_tested(experiment: Experiment) -> bool:
    """Whether the cell was trained, and no gate of it is held by hand."""
    by_hand = any(
        entry.on and entry.edit and entry.edit.name in HELD and trouble is None
        for entry, trouble in zip(experiment.entries, experiment.troubles, strict=True)
    )
    return experiment.scenario.learnt is not None and not by_hand


@costly(most=1024)
def assess_cell(settings: Settings) -> tuple[Evaluation, Probe | None]:
    """What `assess` says of these settings of a trained cell."""
    experiment = perform(settings)
    learnt = experiment.scenario.learnt
    assert learnt is not None
    plan, run = trainings.origin(settings, learnt.task)[0], run_of(experiment)
    held = probe(learnt.model, learnt.problem, run=run) if learnt.problem.meaning else None
    return evaluate(plan, learnt.model, run=run), held


def run_of(experiment: Experiment) -> Run:
    """How the cell on the screen, with its changes, reads other sequences."""

    def run(model: Model, X: Array) -> tuple[Step, ...]:
        h0, C0 = (np.repeat(start, X.shape[2], 1) for start in (experiment.h0, experiment.C0))
        start = Start(experiment.params, X, h0, C0)
        return run_variant(experiment.settings.variant, start, NO_PINS)[0]

    return run


def meaningful_probe(experiment: Experiment) -> Probe | None:
    """The Probe of a memory that holds what its task is about; else None."""
    assessed = assess(experiment)
    held = assessed[1] if assessed else None
    return held if held and held.r2 >= MEANINGFUL_R2 else None


@claims("watch_trained", "watch_shipped")
def accuracy_claim(experiment: Experiment) -> Claim | None:
    """What share of its answers is right; of a cell in training, after how many updates."""
    assessed, learnt = assess(experiment), experiment.scenario.learnt
    if assessed is None or learnt is None:
        return None
    right = trainings.right_answers(learnt.problem)
    values = {"percent": Right(assessed[0].accuracy), "right": right}
    if experiment.settings.cell.scenario != "trained":
        return Claim("watch_shipped", values)
    plan, update = trainings.origin(experiment.settings, learnt.task)
    return Claim("watch_trained", values | {"update": update, "updates": plan.updates})


@claims("watch_meaning")
def meaning_claim(experiment: Experiment) -> Claim | None:
    """Which unit's C holds what the task is about, and how nearly."""
    held, learnt = meaningful_probe(experiment), experiment.scenario.learnt
    if held is None or learnt is None:
        return None
    meaning = Name(f"meaning_{learnt.task}")
    values = {"unit": held.unit + 1, "meaning": meaning, "r2": Fit(held.r2)}
    return Claim("watch_meaning", values)


@claims("watch_latch_gates")
def latch_gates_claim(experiment: Experiment) -> Claim | None:
    """What the gates of a trained latch are when it writes and when it holds, on average."""
    assessed, learnt = assess(experiment), experiment.scenario.learnt
    held = assessed[1] if assessed else None
    if held is None or learnt is None or learnt.task != "latch":
        return None
    if held.f_else - held.f_event < CLEAR_GATE:
        return None
    means = {name: getattr(held, name) for name in ("f_event", "i_event", "f_else")}
    return Claim("watch_latch_gates", {"unit": held.unit + 1, **means})


@claims("watch_written")
def written_claim(experiment: Experiment) -> Claim | None:
    """How much a counter, or an adder, writes with its signal and without, on average."""
    held, learnt = meaningful_probe(experiment), experiment.scenario.learnt
    if held is None or learnt is None or learnt.task not in SIGNALLED:
        return None
    names = ("written_event", "written_else")
    means = {name: Fine(getattr(held, name)) for name in names}
    return Claim("watch_written", {"unit": held.unit + 1, **means})


@claims("answer_yes_no", "answer_value", "answer_growth", "answer_change")
def answer_claim(experiment: Experiment) -> Claim | None:
    """What the output layer answers at t, named and in people's units; what is right if known."""
    learnt, t = experiment.scenario.learnt, experiment.t
    if learnt is None or np.isnan(experiment.answers[t - 1]).any():
        return None
    task, given = learnt.task, experiment.answers[t - 1].tolist()
    right = [None if value != value else value for value in experiment.targets[t - 1].tolist()]
    if learnt.problem.yes_no:
        names = STATEMENTS.get(task, (f"states_{task}",))
        each = zip(names, given, right, strict=True)
        return Claim("answer_yes_no", {"t": t, "given": tuple(chance(*one) for one in each)})
    answer, target = given[0], right[0]
    if task == OWN:
        return change_answered(experiment, answer, target)
    if task == "series":
        said = Claim("growth_is", {"target": target, "grown": in_per_cent(target)})
        values = {"t": t, "answer": answer, "growth": in_per_cent(answer)}
        return Claim("answer_growth", values | {"right": "" if target is None else said})
    said = Claim("value_is", {"target": target})
    values = {"t": t, "answer": answer, "meaning": Name(f"meaning_{task}")}
    return Claim("answer_value", values | {"right": "" if target is None else said})


def change_answered(experiment: Experiment, answer: float, target: float | None) -> Claim:
    """By how much a column of one's own is answered to change from t on; what is right if known."""
    own = own_columns(experiment.settings)
    row = experiment.given.first - own.skipped + experiment.t - 2
    now = float(own.columns.values[row, own.columns.target])
    values = {
        "t": experiment.t,
        "ahead": own.columns.ahead,
        "now": Figures(now),
        "then": Figures(now + answer),
        "change": Figures(answer),
    }
    said = Claim("change_is", {"then": Figures(now + (target or 0.0))})
    return Claim("answer_change", values | {"right": "" if target is None else said})


def right_steps(experiment: Experiment) -> dict[int, bool]:
    """Whether the answer is right, by the steps t at which something is asked and shown."""
    learnt = experiment.scenario.learnt
    if learnt is None:
        return {}
    task, answers, targets = learnt.problem, experiment.answers, experiment.targets
    if task.yes_no:
        right = (answers > 0.5) == (targets > 0.5)
    else:
        right = is_right(task, (answers - targets) / task.unit)
    known = ~np.isnan(answers + targets).any(axis=1)
    return {int(k) + 1: bool(right[k].all()) for k in np.flatnonzero(known)}


@claims("symbols_right", "symbols_wrong")
def symbols_claim(experiment: Experiment) -> Claim | None:
    """At how many of the steps that are asked for symbols the answers are right, and where not."""
    steps = right_steps(experiment) if is_text(experiment.labels) else {}
    if not steps:
        return None
    wrong = tuple(t for t, right in steps.items() if not right)
    values = {"count": len(steps)}
    if not wrong:
        return Claim("symbols_right", values)
    return Claim("symbols_wrong", values | {"right": len(steps) - len(wrong), "steps": wrong})


def is_text(labels: tuple[str, ...]) -> bool:
    """Whether what stands for the steps are symbols or words, that can be read as a text."""
    return bool(labels) and not any(re.search(r"\d\d", label) for label in labels)


def in_per_cent(answer: float | None) -> Tenths | None:
    """By how many per cent an answer on the series says that passengers grow to the next month."""
    return None if answer is None else Tenths(100 * growth_of(answer))


def chance(name: str, probability: float, right: float | None) -> Claim:
    """A statement, its probability, and whether it is true if that is known, as a part."""
    truth = "unknown" if right is None else "true" if right > 0.5 else "false"
    return Claim(f"chance_{truth}", {"statement": Name(name), "probability": probability})


TRAINED = (meaning_claim, latch_gates_claim, written_claim, answer_claim)
