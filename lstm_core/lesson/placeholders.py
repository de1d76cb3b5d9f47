"""Words that claim numbers: placeholders filled from an Experiment, and words shown exactly as they were typed.

`{C}` is C of the unit in focus at t; `{C@4}` at t = 4, `{f[2]}` of unit 2, `{x@3[1]}` input 1 at t = 3, `{h:4}` with
four decimals, and `{ghost_C}` what it is in the cell left alone or kept. A hidden number is a question mark.
"""

import re
import unicodedata
from collections.abc import Callable

import numpy as np

from lstm_core.experiment import trainings
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.masking import Masked
from lstm_core.experiment.memory import comparable, end_step, peer_curves
from lstm_core.lesson.question import MOST_DIGITS, NEW_C, NEW_H, Line, line_in_numbers, working
from lstm_core.model import jacobians as fading
from lstm_core.training.evaluate import baselines
from lstm_core.training.tasks import TASKS
from lstm_core.words.numbers import fixed, percent, percent_of_any_size, percent_right, power

PLACEHOLDER = re.compile(
    r"\{(?P<name>[A-Za-z_]\w*)(?:@(?P<t>\d{1,2}))?(?:\[(?P<unit>\d{1,2})\])?(?::(?P<digits>[0-8]))?\}"
)
GHOST = "ghost_"
VALUES = ("x", "f", "i", "C_tilde", "C", "C_prev", "tanh_C", "o", "h", "y")
SHARES = (
    "percent",
    "left",
)  # of its memory that a unit keeps at t; of that at t what is left at the end
PLACES: dict[str, Callable[[Experiment], int]] = {
    "t": lambda experiment: experiment.t,
    "T": lambda experiment: experiment.T,
    "D": lambda experiment: experiment.D,
    "H": lambda experiment: experiment.H,
    "unit": lambda experiment: experiment.unit,
    "end": end_step,
}
SUMS = {"sum_C": NEW_C, "sum_h": NEW_H}
LEARNING = ("update", "updates", "right", "chance", "rival", "r2")
PEERS = ("lstm", "rnn", "gru")
NAMES = {
    *VALUES,
    *SHARES,
    *(GHOST + name for name in (*VALUES, *SHARES)),
    *PLACES,
    *SUMS,
    *LEARNING,
    *PEERS,
}
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
JOINER = "\u2060"  # without width: it parts signs that Streamlit would read together even after a backslash


def unknown(text: str) -> list[str]:
    """The placeholders in a text that stand for nothing, as they were typed."""
    return [found[0] for found in PLACEHOLDER.finditer(text) if found["name"] not in NAMES]


def filled(text: str, experiment: Experiment) -> str:
    """The text with its numbers; what stands for nothing here is left as it was typed."""

    def fill(found: re.Match[str]) -> str:
        place = {
            part: None if given is None else int(given)
            for part, given in found.groupdict().items()
            if part != "name"
        }
        value = claimed(experiment, found["name"], **place)
        return found[0] if value is None else value

    return PLACEHOLDER.sub(fill, text)


def claimed(
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
        shown = percent_of_any_size if name == "left" else percent
        return shown(number) if digits is None else fixed(100 * number, digits)
    if name.startswith(GHOST):
        ghost = experiment.ghost
        return None if ghost is None else claimed(ghost, name.removeprefix(GHOST), t, unit, digits)
    if (t, unit, digits) != (None, None, None):
        return None
    if name in PLACES:
        return str(PLACES[name](experiment))
    if name in SUMS:
        return total(experiment, SUMS[name])
    if name in PEERS and comparable(experiment):
        at_1 = float(peer_curves(experiment.settings.cell)[name.upper()][0])
        return "?" if isinstance(experiment, Masked) and experiment.hiding else power(at_1)
    return learnt(experiment, name) if name in LEARNING else None


def value(experiment: Experiment, name: str, t: int, unit: int | None) -> float | None:
    """One number at t: of this unit, or of the one in focus; of this input or answer, or of the first."""
    if not 1 <= t <= experiment.T:
        return None
    if name == "left":
        last = end_step(experiment)
        row = fading.direct_path(experiment.trace, t, last)[0] if t <= last else np.zeros(0)
    elif name in ("x", "y"):
        row = experiment.X[t - 1, :, 0] if name == "x" else experiment.answers[t - 1]
    else:
        row = getattr(experiment.trace[t - 1], "f" if name == "percent" else name)[:, 0]
    k = unit or (1 if name in ("x", "y") else experiment.unit)
    return None if unit == 0 or k > len(row) else float(row[k - 1])


def total(experiment: Experiment, line: Line) -> str:
    """A line of the whiteboard in symbols, in numbers, and its result: with digits that compute, or marked as near."""
    values = working(experiment, line)
    if values is not None:
        return values["sum"]
    lines, _, result = line_in_numbers(experiment, line, MOST_DIGITS).rpartition(" = ")
    return f"{lines} ≈ {result}"


def learnt(experiment: Experiment, name: str) -> str | None:
    """How far a training is, and how good its cell; of a cell that was shipped trained, how good."""
    settings, found = experiment.settings, experiment.scenario.learnt
    if found is None:
        return None
    training = settings.cell.scenario == "trained"
    history = trainings.history(settings) if training else None
    update = history.near(settings.updates) if history else None
    if name in ("update", "updates"):
        return (
            None if history is None else str(update if name == "update" else history.plan.updates)
        )
    if name == "rival":
        return (
            percent_right(trainings.history(settings, "rnn").evaluation(update).accuracy)
            if update is not None
            else None
        )
    if name == "chance":
        T = history.plan.T if history else experiment.T
        return percent_right(max(one.accuracy for one in baselines(TASKS[found.task], T).values()))
    result, held = trainings.assess(found.task, update, history)
    if name == "right":
        return percent_right(result.accuracy)
    return None if held is None else fixed(held.r2, 3)


def plain(text: str) -> str:
    """The text without what nobody sees: control signs, marks of direction, halves of signs. Lines and tabs stay."""
    return "".join(
        c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co")
    )


def typed(text: str) -> str:
    """Words as Markdown that shows just these words: nothing in them is markup, a formula, an icon or a link."""
    lines = []
    for line in plain(text).replace("\t", " ").split("\n"):
        inner = line.lstrip(" ")
        lines.append("\u00a0" * (len(line) - len(inner)) + inner.rstrip(" "))
    together = "\n".join(lines).strip("\n")
    parted = re.sub(
        r"(?<=[:@])(?=\S)|(?<=[<>=~-])(?=[<>=~-])|(?<=www)(?=\.)",
        JOINER,
        together,
        flags=re.IGNORECASE,
    )
    escaped = PUNCTUATION.sub(r"\\\1", parted)
    return re.sub(r"(?<=[^\n])\n(?=[^\n])", "  \n", escaped)
