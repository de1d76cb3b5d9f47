"""Words that claim numbers: placeholders, filled from an Experiment.

`{C}` is C of the unit in focus at t; `{C@4}` at t = 4, `{f[2]}` of unit 2, `{x@3[1]}` input 1 at
t = 3, `{h:4}` with four decimals, and `{ghost_C}` what it is in the ghost. A hidden number is a
question mark.
"""

import re
from collections.abc import Callable

import numpy as np

from lstm_core.experiment import trainings
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.masking import Masked
from lstm_core.experiment.memory import comparable, end_step, shown_peers
from lstm_core.experiment.trained import assess
from lstm_core.lesson.question import MOST_DIGITS, NEW_C, NEW_H, Line, line_in_numbers, working
from lstm_core.model.jacobians import direct_path
from lstm_core.training.baselines import best_baseline
from lstm_core.words.large import one_in
from lstm_core.words.numbers import (
    HIDDEN,
    fixed,
    percent,
    percent_right,
    power,
    r_squared,
)

PLACEHOLDER = re.compile(
    r"\{(?P<name>[A-Za-z_]\w*)(?:@(?P<t>\d{1,2}))?"
    r"(?:\[(?P<unit>\d{1,2})\])?(?::(?P<digits>[0-8]))?\}"
)
MOST_PLACEHOLDERS = 100  # in one text: some stand for a whole line
GHOST = "ghost_"
VALUES = ("x", "f", "i", "C_tilde", "C", "C_prev", "tanh_C", "o", "h", "y")
# Of its memory that a unit keeps at t; of that at t what is left at the end, also as one part in so
# many.
SHARES = ("percent", "left", "part")
PLACES: dict[str, Callable[[Experiment], int]] = {
    "t": lambda experiment: experiment.t,
    "T": lambda experiment: experiment.T,
    "D": lambda experiment: experiment.D,
    "H": lambda experiment: experiment.H,
    "unit": lambda experiment: experiment.unit,
    "end": end_step,
}
SUMS = {"sum_C": NEW_C, "sum_h": NEW_H}
TRAINING = ("update", "updates", "right", "before", "chance", "rival", "r2")
PEERS = ("lstm", "rnn", "gru")
PEER_PARTS = tuple(f"{name}_part" for name in PEERS)
NAMES = {
    *VALUES,
    *SHARES,
    *(GHOST + name for name in (*VALUES, *SHARES)),
    *PLACES,
    *SUMS,
    *TRAINING,
    *PEERS,
    *PEER_PARTS,
}


def unknown_placeholders(text: str) -> list[str]:
    """The placeholders in a text that stand for nothing, as they were typed."""
    return [match[0] for match in PLACEHOLDER.finditer(text) if match["name"] not in NAMES]


def fill(text: str, experiment: Experiment) -> str:
    """The text with its numbers; what stands for nothing here is left as it was typed.

    So are all after the first MOST_PLACEHOLDERS.
    """
    known: dict[str, str | None] = {}  # a text may name the same number a thousand times

    def replacement(match: re.Match[str]) -> str:
        if match[0] not in known:
            known[match[0]] = meaning_of(match)
        shown = known[match[0]]
        return match[0] if shown is None else shown

    def meaning_of(match: re.Match[str]) -> str | None:
        place = {
            part: None if digits is None else int(digits)
            for part, digits in match.groupdict().items()
            if part != "name"
        }
        return meaning(experiment, match["name"], **place)

    return PLACEHOLDER.sub(replacement, text, count=MOST_PLACEHOLDERS)


def meaning(
    experiment: Experiment,
    name: str,
    t: int | None = None,
    unit: int | None = None,
    digits: int | None = None,
) -> str | None:
    """What a placeholder stands for; None where there is no such thing."""
    if name in (*VALUES, *SHARES):
        number = value(experiment, name, experiment.t if t is None else t, unit)
        if number is None or name in VALUES:
            return None if number is None else fixed(number, 2 if digits is None else digits)
        if name == "part":
            return one_in(number, experiment.settings.lang) if digits is None else None
        return percent(number) if digits is None else fixed(100 * number, digits)
    if name.startswith(GHOST):
        ghost = experiment.ghost
        return None if ghost is None else meaning(ghost, name.removeprefix(GHOST), t, unit, digits)
    if (t, unit, digits) != (None, None, None):
        return None
    if name in PLACES:
        return str(PLACES[name](experiment))
    if name in SUMS:
        return line_sum(experiment, SUMS[name])
    if name in (*PEERS, *PEER_PARTS) and comparable(experiment):
        if isinstance(experiment, Masked) and experiment.hiding:
            return "?"
        share = float(shown_peers(experiment)[name.removesuffix("_part").upper()][0])
        return power(share) if name in PEERS else one_in(share, experiment.settings.lang)
    return training_number(experiment, name) if name in TRAINING else None


def value(experiment: Experiment, name: str, t: int, unit: int | None) -> float | None:
    """One number at t: of this unit, or the one in focus; of this input or answer, or the first."""
    if not 1 <= t <= experiment.T:
        return None
    if name in ("left", "part"):
        last = end_step(experiment)
        row = direct_path(experiment.trace, t, last)[0] if t <= last else np.zeros(0)
    elif name in ("x", "y"):
        row = experiment.X[t - 1, :, 0] if name == "x" else experiment.answers[t - 1]
    else:
        row = getattr(experiment.trace[t - 1], "f" if name == "percent" else name)[:, 0]
    k = unit or (1 if name in ("x", "y") else experiment.unit)
    return None if unit == 0 or k > len(row) else float(row[k - 1])


def line_sum(experiment: Experiment, line: Line) -> str:
    """A line of the whiteboard in symbols and in numbers: with digits that compute, or with ≈.

    Its letters are marked.
    """
    values = working(experiment, line)
    if values is not None:
        return values["sum"]
    lines, _, result = line_in_numbers(experiment, line, MOST_DIGITS).rpartition(" = ")
    return f"{lines} ≈ {result}"


def training_number(experiment: Experiment, name: str) -> str | None:
    """How far a training is, and how good its cell; of a cell shipped trained, how good it is.

    A question mark where a gate is held by hand: then how good it is is not known.
    """
    settings, learnt = experiment.settings, experiment.scenario.learnt
    if learnt is None:
        return None
    training = settings.cell.scenario == "trained"
    history = trainings.history(settings) if training else None
    update = history.near(settings.updates) if history else None
    if name == "update":
        return None if update is None else str(update)
    if name == "updates":
        return None if history is None else str(history.plan.updates)
    if name == "before":
        return percent_right(history.evaluation(0).accuracy) if history else None
    if name == "rival":
        if update is None:
            return None
        return percent_right(trainings.history(settings, "rnn").evaluation(update).accuracy)
    if name == "chance":
        T = trainings.origin(settings, learnt.task)[0].T
        return percent_right(best_baseline(learnt.problem, T)[1].accuracy)
    assessed = assess(experiment)
    if assessed is None:
        return HIDDEN
    result, probe = assessed
    if name == "right":
        return percent_right(result.accuracy)
    return None if probe is None else r_squared(probe.r2)
