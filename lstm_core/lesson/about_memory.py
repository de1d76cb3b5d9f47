"""Questions about the memory: what becomes of it in a step, and how much is kept and written."""

from collections.abc import Iterator
from random import Random

from lstm_core.experiment.captions import cannot_close
from lstm_core.experiment.experiment import Experiment
from lstm_core.lesson.question import (
    KEPT,
    MARGIN,
    NEW_C,
    TOLERANCE,
    WRITTEN,
    Options,
    Question,
    digits_that_compute,
    has_gate,
    leads,
    line_values,
    make,
    number_options,
    working,
)
from lstm_core.model import cell
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed
from lstm_core.words.quantities import unit_value

APART = TOLERANCE + 0.01  # of a usual slip from what is right, so that it is not taken for it
SMALL_CHANGE, LARGE_CHANGE = 0.02, 0.1  # of C: less than the one, or more than the other


def change_of_memory(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """Whether C goes up, down or stays; not where nothing can pull it down."""
    change = unit_value(experiment, "C") - unit_value(experiment, "C_prev")
    clear = not SMALL_CHANGE <= abs(change) <= LARGE_CHANGE
    values = working(experiment, NEW_C)
    if values and clear and not cannot_close(experiment):
        lang = experiment.settings.lang
        ways = tuple(say(f"question_direction_{way}", lang) for way in ("up", "down", "stay"))
        right = 2 if abs(change) < SMALL_CHANGE else 0 if change > 0 else 1
        lost = (1 - unit_value(experiment, "f")) * unit_value(experiment, "C_prev")
        bites = abs(lost) >= MARGIN
        options = Options(ways, right)
        yield make(experiment, "direction", "C_tilde", "C", options, values).trapping(bites=bites)


def rest_of_memory(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """What is left of the old memory."""
    f, C_prev = line_values(experiment, KEPT)
    wrong = ((1 - f) * C_prev, C_prev, f, 1 - f, abs(f * C_prev))
    options = number_options(rng, f * C_prev, *wrong)
    values = working(experiment, KEPT)
    if values and options and abs(C_prev) >= 0.2 and has_gate(experiment, "f"):
        yield make(experiment, "left", "f", "C", options, values)


def written_part(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """How much is written."""
    i, C_tilde = line_values(experiment, WRITTEN)
    f = unit_value(experiment, "f")
    wrong = (C_tilde, i, (1 - i) * C_tilde, (1 - f) * C_tilde, f * C_tilde, abs(i * C_tilde))
    options = number_options(rng, i * C_tilde, *wrong)
    values = working(experiment, WRITTEN)
    if values and options and abs(C_tilde) >= 0.3 and has_gate(experiment, "i"):
        yield make(experiment, "written", "C_tilde", "C", options, values)


def keeping_unit(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """Which of up to four units keeps, or loses, the largest share of its memory."""
    lang, u = experiment.settings.lang, experiment.unit - 1
    others = [other for other in range(experiment.H) if other != u]
    units = sorted([u, *rng.sample(others, min(3, len(others)))])
    f, C_prev = (getattr(experiment.step, name)[units, 0].tolist() for name in ("f", "C_prev"))
    if len(units) < 2 or min(map(abs, C_prev)) < 0.05:  # a unit without memory has no share to keep
        return
    names = tuple(say("question_unit", lang, number=unit + 1) for unit in units)
    given = ", ".join(f"*f* = {fixed(f_u, 2)} ({name})" for name, f_u in zip(names, f, strict=True))
    for way in rng.sample(("keeps", "loses"), 2):
        shares = f if way == "keeps" else [1 - f_u for f_u in f]
        if leads(shares, 1, MARGIN):
            most = shares.index(max(shares))
            share = f"*f* = {fixed(f[most], 2)}"
            if way == "loses":
                shown = fixed(f[most], 2)
                share = f"1 − *f* = 1 − {shown} = {fixed(1 - float(shown), 2)}"
            values = {"given": given, "most": names[most], "share": share}
            yield make(experiment, "keeper", "f", "C", Options(names, most), values, way)


def larger_part(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """Which part of the new C is larger, where steps differ in it."""

    def larger(step: cell.Step) -> int | None:
        f, C_prev, i, C_tilde = (
            float(getattr(step, name)[experiment.unit - 1, 0]) for name in NEW_C.names
        )
        parts = abs(f * C_prev), abs(i * C_tilde)
        return int(parts[1] > parts[0]) if abs(C_prev) >= 0.2 and leads(parts, 1.5, 0.1) else None

    right = larger(experiment.step)
    varied = {*map(larger, experiment.trace)} >= {0, 1}
    values = working(experiment, KEPT, WRITTEN)
    if values and right is not None and varied and not cannot_close(experiment):
        lang = experiment.settings.lang
        parts = tuple(say(f"question_larger_{part}", lang) for part in ("kept", "written"))
        options = Options(parts, right)
        # whether the gate that is more open is that of the smaller part
        f, i = unit_value(experiment, "f"), unit_value(experiment, "i")
        bites = (i < f) if right else (f < i)
        yield make(experiment, "larger", "C_tilde", "C", options, values).trapping(bites=bites)


def new_memory(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """The new C, as a number to type, where no usual slip comes near it and it is no mere reading.

    Not where a gate is missing, nor where both of them are as good as 0 or 1.
    """
    f, C_prev, i, C_tilde = numbers = line_values(experiment, NEW_C)
    C, digits = NEW_C.fn(*numbers), digits_that_compute((NEW_C.fn, numbers))
    gated = all(has_gate(experiment, gate) for gate in "fi")
    partial = any(0.05 < gate < 0.95 for gate in (f, i))
    told_apart = all(abs(result - C) >= APART for result in slips(*numbers).values())
    values = working(experiment, NEW_C)
    if values and gated and partial and told_apart and min(abs(C_prev), abs(C_tilde)) >= MARGIN:
        lang = experiment.settings.lang
        results = slips(*(round(number, digits) for number in numbers))
        wrong = [say(f"slip_{slip}", lang, result=fixed(C, 2)) for slip, C in results.items()]
        values["slips"] = "; ".join(wrong)
        yield make(experiment, "compute", "C_tilde", "C", C, values)


def slips(f: float, C_prev: float, i: float, C_tilde: float) -> dict[str, float]:
    """What the usual slips give in place of the new C: those with signs where one can be lost."""
    results = {
        "inverted": (1 - f) * C_prev + i * C_tilde,
        "swapped": i * C_prev + f * C_tilde,
    }
    if C_prev < 0:
        results["sign_of_memory"] = -f * C_prev + i * C_tilde
    if C_tilde < 0:
        results["sign_of_candidate"] = f * C_prev - i * C_tilde
    return results
