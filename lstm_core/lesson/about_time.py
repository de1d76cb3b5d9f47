"""Questions about time and cause: how long memory lasts, what ends it, and what would change it.

They look back from t over a few steps; the gates that it takes to answer are given.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from lstm_core.experiment.captions import cannot_close
from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.variants import Start, run_variant
from lstm_core.lesson.question import (
    FEWEST_DIGITS,
    MOST_DIGITS,
    NEW_C,
    Question,
    bracketed,
    digits_that_compute,
    has_gate,
    leads,
    line_values,
    make,
    number_options,
    shuffle,
    symbols,
)
from lstm_core.words import numbers
from lstm_core.words.inputs import input_names
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed, subscript

MOST_STEPS = 6  # that one looks back
HELD, GONE = 0.75, 0.25  # of a memory: still there from the one on, no longer below the other
LEAST_MEMORY = 0.05  # C at t = 1, of which a share may be left
FORGET_BIASES = (3, -3)  # of another cell, beside this one's


def values(experiment: Experiment, gate: str, steps: Iterable[int]) -> list[float]:
    """A gate of the unit in focus at these steps."""
    unit = experiment.unit - 1
    return [float(getattr(experiment.trace[t - 1], gate)[unit, 0]) for t in steps]


def row(experiment: Experiment, gate: str, steps: Iterable[int], digits: int) -> str:
    """A gate at these steps, as it is given."""
    steps = list(steps)
    shown = (fixed(value, digits) for value in values(experiment, gate, steps))
    return ", ".join(f"*{gate}*{subscript(t)} = {one}" for t, one in zip(steps, shown, strict=True))


def product(factors: Sequence[float], digits: int, result_digits: int = 2) -> str:
    """A product of shown numbers and its result."""
    shown = " · ".join(fixed(factor, digits) for factor in factors)
    result = fixed(math.prod(factors), result_digits)
    return f"{shown} = {result}" if len(factors) > 1 else shown


def multiplied(*factors: Any) -> Any:
    """The product, of floats or of the numbers as they are shown."""
    return math.prod(factors)


def step_names(steps: Iterable[int]) -> list[str]:
    """What the steps to choose from are called."""
    return [f"t = {t}" for t in steps]


def held_until(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """Until which step a unit keeps what it held some steps ago."""
    t, lang = experiment.t, experiment.settings.lang
    if cannot_close(experiment) or not has_gate(experiment, "f"):
        return
    for start in rng.sample(range(max(1, t - MOST_STEPS), t), min(MOST_STEPS, t - 1)):
        (C,) = values(experiment, "C", [start])
        f = values(experiment, "f", range(start + 1, t + 1))
        left = [math.prod(f[:k]) for k in range(len(f) + 1)]  # at `start`, at the next step ...
        kept = next((k for k, share in enumerate(left) if share < HELD), len(left))
        end = start + kept - 1
        clear = end == t or left[kept] < GONE
        digits = digits_that_compute((multiplied, f[: max(1, kept - 1)]), (multiplied, f[:kept]))
        if (
            digits is None
            or not clear
            or abs(C) < 0.2
            or len(f) < 3
            or not has_gate(experiment, "f")
        ):
            continue
        still = say("question_until_still", lang, t=t)
        steps = [step for step in (end + 1, start, end - 1, end + 2) if start <= step < t]
        named = list(dict.fromkeys(one for one in step_names(steps) if one != f"t = {end}"))
        right = still if end == t else f"t = {end}"
        wrong = named[: 3 if end == t else 2] + [still] * (end < t)
        given = {
            "start": start,
            "given": row(experiment, "f", range(start + 1, t + 1), digits),
            "right": right,
            "sum": product(f[:kept], digits),
        }
        if len(wrong) >= 2:
            options = shuffle(rng, right, wrong)
            variant = "all" if end == t else "cut"
            yield make(experiment, "until", "f", "h", options, given, variant)


def where_gradient_dies(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """At which step, going back along C, less than 1 % of the gradient is left."""
    t = experiment.t
    steps = range(t, max(0, t - MOST_STEPS), -1)  # each f takes the gradient one step further back
    f = values(experiment, "f", steps)
    left = [math.prod(f[: k + 1]) for k in range(len(f))]
    k = next((k for k, share in enumerate(left) if share < 0.01), None)
    if k is None or k < 1 or not has_gate(experiment, "f"):
        return
    died = t - k - 1  # dC_t / dC_died has f at t, ..., died + 1 in it
    clear = left[k] <= 0.006 and left[k - 1] >= 0.014
    digits = next(
        (n for n in range(FEWEST_DIGITS, MOST_DIGITS + 1) if thousandths(f[: k + 1], n)), None
    )
    wrong = [step for step in (died + 1, died - 1, died + 2, died - 2) if 0 <= step < t]
    if digits is not None and clear and len(wrong) >= 2:
        given = {
            "given": row(experiment, "f", steps, digits),
            "died": died,
            "sum": product(f[: k + 1], digits, 3),
        }
        options = shuffle(rng, f"t = {died}", step_names(wrong[:3]))
        question = make(experiment, "dies", "f", "h", options, given)
        yield question.trapping(bites=min(f[: k + 1]) > 0.01)


def thousandths(factors: Sequence[float], digits: int) -> bool:
    """Whether the factors as they are shown give their product to three decimals."""
    shown = (fixed(factor, digits) for factor in factors)
    return numbers.computes(multiplied, shown, fixed(math.prod(factors), 3))


def step_that_counts(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """Without its input in which one step h would now be another, where i and f tell it."""
    t, lang = experiment.t, experiment.settings.lang
    for k in rng.sample(range(experiment.D), experiment.D):
        earlier = range(max(1, t - MOST_STEPS), t)
        offered = [s for s in earlier if abs(float(experiment.X[s - 1, k, 0])) >= 0.2][-4:]
        reached = {s: math.prod(way_to_now(experiment, s)) for s in offered}
        counting = [s for s in offered if reached[s] >= 0.5]
        others = [s for s in offered if reached[s] < 0.05]
        if len(counting) != 1 or len(others) != len(offered) - 1 or len(others) < 2:
            continue
        (right,) = counting
        so = change_without(experiment, right, k) >= 0.1 and all(
            change_without(experiment, s, k) <= 0.01 for s in others
        )
        factors = way_to_now(experiment, right)
        digits = digits_that_compute((multiplied, factors))
        if digits is None or not so:
            continue
        name = input_names(experiment)[k]
        f_from = range(offered[0] + 1, t + 1)
        rows = (row(experiment, "i", offered, digits), row(experiment, "f", f_from, digits))
        given = {
            "input": say("named_input" if name else "question_input", lang, name=name or k + 1),
            "given": "; ".join(rows),
            "right": right,
            "sum": product(factors, digits),
        }
        options = shuffle(rng, f"t = {right}", step_names(others))
        question = make(experiment, "counting", "f", "h", options, given)
        yield question.trapping(bites=right != offered[-1])


def way_to_now(experiment: Experiment, s: int) -> list[float]:
    """What takes the candidate of step s to the memory at t: its i, and each f after it."""
    f = values(experiment, "f", range(s + 1, experiment.t + 1))
    return values(experiment, "i", [s]) + f


def change_without(experiment: Experiment, s: int, k: int) -> float:
    """By how much h of the unit would now be another had input k been 0 at s."""
    t, unit = experiment.t, experiment.unit - 1
    X = experiment.X[:t].copy()
    X[s - 1, k] = 0
    start = Start(experiment.params, X, experiment.h0, experiment.C0)
    trace, _ = run_variant(experiment.settings.variant, start, experiment.pins)
    return abs(float(trace[-1].h[unit, 0] - experiment.step.h[unit, 0]))


def write_with_held_gate(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """What C would be after a write with f, which erases, held at 1, or i, which writes, at 0."""
    f, C_prev, i, C_tilde = line_values(experiment, NEW_C)
    free = not experiment.coupled and all(
        has_gate(experiment, gate) and not experiment.is_held(gate) for gate in "fi"
    )
    if not free or i < 0.5 or f > 0.5 or abs(C_prev) < 0.2:
        return
    C = NEW_C.fn(f, C_prev, i, C_tilde)
    with_held = {"f": (1.0, C_prev, i, C_tilde), "i": (f, C_prev, 0.0, C_tilde)}
    for gate, held in rng.sample(list(with_held.items()), 2):
        right = NEW_C.fn(*held)
        trap = i * C_tilde if gate == "f" else C_prev
        options = number_options(rng, right, trap, C, C_prev + C_tilde, 0.0)
        digits = digits_that_compute((NEW_C.fn, held), (NEW_C.fn, (f, C_prev, i, C_tilde)))
        if options and digits is not None:
            a, b, c, d = (bracketed(fixed(value, digits)) for value in held)
            a, c = ("1", c) if gate == "f" else (a, "0")
            symbol, now = symbols(experiment), (f, C_prev, i, C_tilde)
            named = zip(NEW_C.names, now, strict=True)
            given = {
                "given": ", ".join(f"{symbol[name]} = {fixed(one, digits)}" for name, one in named),
                "sum": f"{a} · {b} + {c} · {d} = {fixed(right, 2)}",
            }
            yield make(experiment, "holding", "C_tilde", "C", options, given, gate)


def longer_memory(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """Which of two cells keeps the larger share of the first memory, in their first half.

    The other is the kept cell, or this one with another forget bias. Later so much of both is on
    the screen that the answer is too.
    """
    T, kept = experiment.T, kept_cell(experiment)
    change = rng.choice(FORGET_BIASES)
    bias = experiment.settings.forget_bias + change
    if T < 3 or 2 * experiment.t > T or not (kept or -3 <= bias <= 6):
        return
    other = kept or perform(replace(experiment.settings, forget_bias=bias))
    if not all(remembers(cell) for cell in (experiment, other)):
        return
    own, others = (math.prod(values(one, "f", range(2, T + 1))) for one in (experiment, other))
    same = own == others
    if same or leads((own, others), 2, 0.05):
        lang, variant = experiment.settings.lang, "kept" if kept else ""
        ids = ("this", "kept_cell" if kept else "other", "same")
        options = [say(f"question_longer_{one}", lang) for one in ids]
        right = options.pop(2 if same else 0 if own > others else 1)
        given = {
            "change": fixed(change, 0),
            "own": fixed(own, 2),
            "others": fixed(others, 2),
            "last": T,
        }
        answer = shuffle(rng, right, options)
        question = make(experiment, "longer", "z", "h", answer, given, variant)
        f, f_other = (values(cell, "f", [2])[0] for cell in (experiment, other))
        trapped = (f > f_other) != (own > others) if kept else (others > own) == (change > 0)
        yield question.trapping(bites=not same and trapped)


def kept_cell(experiment: Experiment) -> Experiment | None:
    """The kept cell, where there is one and it is another."""
    settings, ghost = experiment.settings, experiment.ghost
    if not settings.versus or ghost is None or ghost.settings.cell == settings.cell:
        return None
    return ghost


def remembers(experiment: Experiment) -> bool:
    """Whether the unit holds at t = 1 what its forget gate can keep or lose."""
    return has_gate(experiment, "f") and abs(values(experiment, "C", [1])[0]) >= LEAST_MEMORY
