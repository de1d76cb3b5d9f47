"""A question about one step of the cell, and what a generator in kinds.py needs to make one.

The numbers in a question and in its answer compute as they are shown, and no two options are close
to each other.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import mul
from random import Random
from typing import Any, NamedTuple

from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.variants import OPEN
from lstm_core.words import numbers
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed, tanh
from lstm_core.words.quantities import QUANTITIES, unit_value
from lstm_core.words.variables import marked

LETTERS = "ABCDEFGH"  # before the options
MARGIN = 0.1  # any two numbers to choose from differ by this much as shown
TOLERANCE = 0.05  # of a number to type
FEWEST_DIGITS, MOST_DIGITS = 2, 4  # what would take more to compute as shown is not asked


@dataclass(frozen=True)
class Question:
    """Options and the index of the right one, or a number to type and its tolerance.

    Its words have their variables marked, as words/variables.py says. `trap` is what many fall
    into here, "" where nobody would.
    """

    kind: str
    needs: str  # the last stage that must be visible
    about: str  # the stage that answers it, or the gate that is asked about
    text: str
    options: tuple[str, ...]
    right: int
    answer: float | None
    tolerance: float
    why: str
    trap: str

    def trapping(self, *, bites: bool) -> "Question":
        """The question, without its trap if that does not bite: it is a claim about this case."""
        return self if bites else replace(self, trap="")


class Options(NamedTuple):
    """What can be chosen, and the index of what is right."""

    texts: tuple[str, ...]
    right: int


@dataclass(frozen=True)
class Line:
    """A line of the whiteboard: its pattern, the quantities in it, how it is computed from them."""

    pattern: str
    names: tuple[str, ...]
    fn: Callable[..., Any]  # of floats, or of the numbers as they are shown


KEPT = Line("{f} · {C_prev}", ("f", "C_prev"), mul)
WRITTEN = Line("{i} · {C_tilde}", ("i", "C_tilde"), mul)
NEW_C = Line(
    f"{KEPT.pattern} + {WRITTEN.pattern}",
    (*KEPT.names, *WRITTEN.names),
    lambda f, C_prev, i, C_tilde: f * C_prev + i * C_tilde,
)
TANH_C = Line("tanh {C}", ("C",), tanh)
NEW_H = Line("{o} · tanh {C}", ("o", "C"), lambda o, C: o * tanh(C))


# ---- numbers that compute as shown
def digits_that_compute(*sums: tuple[Callable[..., Any], Sequence[float]]) -> int | None:
    """The fewest decimals with which each shown sum gives its shown result; None if too many."""
    return next(
        (
            digits
            for digits in range(FEWEST_DIGITS, MOST_DIGITS + 1)
            if all(computes(fn, values, digits) for fn, values in sums)
        ),
        None,
    )


def computes(fn: Callable[..., Any], values: Sequence[float], digits: int) -> bool:
    """Whether the values as they are shown give, to 2 decimals, what the values do."""
    return numbers.computes(fn, (fixed(value, digits) for value in values), fixed(fn(*values), 2))


def bracketed(number: str) -> str:
    """A shown number as a factor: in brackets if it is negative."""
    return f"({number})" if number.startswith("−") else number


def symbols(experiment: Experiment) -> dict[str, str]:
    """Each quantity's symbol with its time, its letter marked."""
    now = {name: marked(name, experiment.t) for name in QUANTITIES}
    return now | {"C_prev": marked("C", experiment.t - 1)}


def line_values(experiment: Experiment, line: Line) -> list[float]:
    """The values in this line for the unit in focus."""
    return [unit_value(experiment, name) for name in line.names]


def line_in_numbers(experiment: Experiment, line: Line, digits: int) -> str:
    """A line in symbols, in numbers, and its result."""
    values = line_values(experiment, line)
    shown = {
        name: bracketed(fixed(value, digits))
        for name, value in zip(line.names, values, strict=True)
    }
    if "C" in shown:  # only ever inside tanh
        shown["C"] = f"({shown['C'].strip('()')})"
    in_symbols = line.pattern.format(**symbols(experiment))
    return f"{in_symbols} = {line.pattern.format(**shown)} = {fixed(line.fn(*values), 2)}"


def working(experiment: Experiment, *lines: Line) -> dict[str, str] | None:
    """The values for a question's words: what is `given`, C `before`, the `sum`.

    None where the sums would take too many digits to compute as shown.
    """
    digits = digits_that_compute(*((line.fn, line_values(experiment, line)) for line in lines))
    if digits is None:
        return None
    given = {
        name: f"{symbols(experiment)[name]} = {fixed(unit_value(experiment, name), digits)}"
        for line in lines
        for name in line.names
    }
    sums = "; ".join(line_in_numbers(experiment, line, digits) for line in lines)
    return {"given": ", ".join(given.values()), "before": given.get("C_prev", ""), "sum": sums}


# ---- options
def has_gate(experiment: Experiment, gate: str) -> bool:
    """Whether the cell has this gate at all."""
    return OPEN.get(experiment.settings.variant) != gate


def leads(amounts: Iterable[float], times: float, margin: float) -> bool:
    """Whether the largest is that many times the second, and that much more."""
    first, second = sorted(map(abs, amounts), reverse=True)[:2]
    return first >= times * second and first - second >= margin


def shuffle(rng: Random, right: str, wrong: Iterable[str]) -> Options:
    """The options in a drawn order."""
    texts = [right, *wrong]
    rng.shuffle(texts)
    return Options(tuple(texts), texts.index(right))


def number_options(rng: Random, right: float, trap: float, *others: float) -> Options | None:
    """The right number, the trap's and one or two others, a MARGIN apart; None if too close."""
    numbers = [round(right, 2), round(trap, 2)]
    most = rng.choice((3, 4))
    if abs(numbers[1] - numbers[0]) < MARGIN:
        return None
    for wrong in rng.sample(others, len(others)):
        if len(numbers) < most and all(abs(round(wrong, 2) - one) >= MARGIN for one in numbers):
            numbers.append(round(wrong, 2))
    first, *rest = (fixed(number, 2) for number in numbers)
    return shuffle(rng, first, rest) if len(rest) > 1 else None


def make(
    experiment: Experiment,
    kind: str,
    needs: str,
    about: str,
    answer: Options | float,
    values: Mapping[str, object],
    variant: str = "",
) -> Question:
    """The question in the page's language, its words by the key question_<kind>[_<variant>].

    `values` fill their placeholders, as do t, unit, tolerance and the symbols.
    """
    known = {"t": experiment.t, "unit": experiment.unit, "tolerance": TOLERANCE}
    key = f"question_{kind}_{variant}" if variant else f"question_{kind}"
    text, why, trap = (
        say(key + part, experiment.settings.lang, **values, **known, **symbols(experiment))
        for part in ("", "_why", "_trap")
    )
    if isinstance(answer, Options):
        return Question(kind, needs, about, text, *answer, None, 0.0, why, trap)
    return Question(kind, needs, about, text, (), 0, answer, TOLERANCE, why, trap)
