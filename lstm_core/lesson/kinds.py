"""The kinds of questions: a generator each, registered in KINDS at the end.

A generator yields every fair question of its kind that this step and unit allow. Its words are
question_<kind>, or question_<kind>_<variant>: the question itself, _why its answer is right, and
the _trap that many fall into.
"""

import math
from collections.abc import Callable, Iterator
from operator import mul
from random import Random

from lstm_core.experiment.captions import cannot_close
from lstm_core.experiment.experiment import Experiment
from lstm_core.lesson.question import (
    KEPT,
    MARGIN,
    NEW_C,
    NEW_H,
    TANH_C,
    WRITTEN,
    Options,
    Question,
    bracketed,
    digits_that_compute,
    leads,
    line_values,
    make,
    number_options,
    shuffle,
    symbols,
    working,
)
from lstm_core.model import cell
from lstm_core.model.cell import GATES, STAGES
from lstm_core.words.contributions import Contribution, contributions_to
from lstm_core.words.inputs import input_names
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed
from lstm_core.words.quantities import unit_value

Generator = Callable[[Experiment, Random], Iterator[Question]]
SMALL_CHANGE, LARGE_CHANGE = 0.02, 0.1  # of C: less than the one, or more than the other


# ---- about the memory
def change_of_memory(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """Whether C goes up, down or stays; not where nothing can pull it down."""
    change = unit_value(experiment, "C") - unit_value(experiment, "C_prev")
    clear = not SMALL_CHANGE <= abs(change) <= LARGE_CHANGE
    values = working(experiment, NEW_C)
    if values and clear and not cannot_close(experiment):
        lang = experiment.settings.lang
        ways = tuple(say(f"question_direction_{way}", lang) for way in ("up", "down", "stay"))
        right = 2 if abs(change) < SMALL_CHANGE else 0 if change > 0 else 1
        yield make(experiment, "direction", "C_tilde", "C", Options(ways, right), values)


def rest_of_memory(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """What is left of the old memory."""
    f, C_prev = line_values(experiment, KEPT)
    options = number_options(rng, f * C_prev, (1 - f) * C_prev, C_prev, f, f + C_prev)
    values = working(experiment, KEPT)
    if values and options and abs(C_prev) >= 0.2:
        yield make(experiment, "left", "f", "C", options, values)


def written_part(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """How much is written."""
    i, C_tilde = line_values(experiment, WRITTEN)
    f = unit_value(experiment, "f")
    wrong = (C_tilde, i, i + C_tilde, (1 - i) * C_tilde, (1 - f) * C_tilde)
    options = number_options(rng, i * C_tilde, *wrong)
    values = working(experiment, WRITTEN)
    if values and options and abs(C_tilde) >= 0.3:
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
    given = ", ".join(f"f = {fixed(f_u, 2)} ({name})" for name, f_u in zip(names, f, strict=True))
    for way in rng.sample(("keeps", "loses"), 2):
        shares = f if way == "keeps" else [1 - f_u for f_u in f]
        if leads(shares, 1, MARGIN):
            most = shares.index(max(shares))
            share = f"f = {fixed(f[most], 2)}"
            if way == "loses":
                shown = fixed(f[most], 2)
                share = f"1 − f = 1 − {shown} = {fixed(1 - float(shown), 2)}"
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
        yield make(experiment, "larger", "C_tilde", "C", Options(parts, right), values)


def new_memory(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """The new C, as a number to type."""
    values = working(experiment, NEW_C)
    if values:
        C = unit_value(experiment, "C")
        yield make(experiment, "compute", "C_tilde", "C", C, values)


# ---- about the gates
def strongest_term(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """Which term contributes most to a gate, beside the largest weight and the largest value."""
    lang = experiment.settings.lang
    for gate in rng.sample(list(GATES), len(GATES)):
        if experiment.is_held(gate):
            continue
        terms = sorted(contributions_to(experiment, gate), key=lambda term: -abs(term.product))
        weighed = [term for term in terms if term.value is not None]
        tempting = [
            max(weighed, key=lambda term: abs(term.weight)),
            max(weighed, key=lambda term: abs(term.value or 0)),
        ]
        offered = list(dict.fromkeys([*terms[:2], *tempting, *terms[2:]]))[:4]
        digits = digits_that_compute(
            *((mul, (term.weight, term.value)) for term in terms[:2] if term.value is not None)
        )
        if digits is not None and leads((term.product for term in terms), 1.25, 0.05):
            first, second = (term_with_product(term, lang, digits) for term in terms[:2])
            answer, *others = (term_with_factors(term, lang, digits) for term in offered)
            values = {"gate": say(f"the_{gate}", lang), "first": first, "second": second}
            needs, options = STAGES[STAGES.index(gate) - 1], shuffle(rng, answer, others)
            yield make(experiment, "strongest", needs, gate, options, values)


def term_with_factors(term: Contribution, lang: str, digits: int) -> str:
    """A term with its weight and its value; a bias is what it is."""
    name, weight = term.label(lang), fixed(term.weight, digits)
    if term.value is None:
        return f"{name} = {weight}"
    return f"{name}: w = {weight}, z = {fixed(term.value, digits)}"


def term_with_product(term: Contribution, lang: str, digits: int) -> str:
    """A term with its weight times its value; a bias is what it is."""
    if term.value is None:
        return term_with_factors(term, lang, digits)
    factors = f"{bracketed(fixed(term.weight, digits))} · {bracketed(fixed(term.value, digits))}"
    return f"{term.label(lang)}: {factors} = {fixed(term.product, 2)}"


def removed_input(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """Which gate would move the most without one input, where the input's weights tell it.

    The candidate is left out: near 0 tanh is four times as steep as sigma, so it would nearly
    always be the answer.
    """
    step, params, u = experiment.step, experiment.gradient_params, experiment.unit - 1
    lang = experiment.settings.lang
    for k in rng.sample(range(experiment.D), experiment.D):
        x = step.x.copy()
        x[k] = 0
        other = cell.step(params, x, step.h_prev, step.C_prev, experiment.pins, experiment.t)
        moves = {g: abs(float((getattr(step, g) - getattr(other, g))[u, 0])) for g in "fio"}
        weights = {g: float(getattr(params, f"W_{g}")[u, experiment.H + k]) for g in "fio"}
        name, value = input_names(experiment)[k], float(step.x[k, 0])
        answer = max("fio", key=moves.__getitem__)
        _, heaviest = max((abs(weight), gate) for gate, weight in weights.items())
        digits = digits_that_compute((mul, (weights[answer], value)))
        clear = leads(moves.values(), 1.5, 0.05) and leads(weights.values(), 1.25, 0.05)
        if digits is not None and clear and answer == heaviest:
            factors = (
                f"{bracketed(fixed(weights[answer], digits))} · {bracketed(fixed(value, digits))}"
            )
            values = {
                "input": say("named_input" if name else "question_input", lang, name=name or k + 1),
                "value": fixed(value, digits),
                "weights": ", ".join(f"{g} {fixed(w, digits)}" for g, w in weights.items()),
                "most": answer,
                "sum": f"{factors} = {fixed(weights[answer] * value, 2)}",
                "moves": ", ".join(f"{gate} {fixed(move, 2)}" for gate, move in moves.items()),
            }
            options = shuffle(rng, answer, (gate for gate in "fio" if gate != answer))
            yield make(experiment, "removed", "o", "h", options, values)


# ---- about what the cell shows, and its sizes
def hidden_state(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """Whether h is near C, near 1 or -1, or near 0."""
    C, h = unit_value(experiment, "C"), unit_value(experiment, "h")
    one = math.copysign(1, C)
    near = [
        abs(h - C) < 0.05 and abs(C) >= 0.2 and abs(h) < 0.85,
        abs(h - one) < 0.05 and abs(C) > 1.5,
        abs(h) < 0.05 and abs(C) > 0.3,
    ]
    values = working(experiment, NEW_H)
    apart = abs(C - one) >= 0.15  # else "near C" and "near 1" would be one option
    if values and any(near) and apart:
        places = (symbols(experiment)["C"], fixed(one, 0), "0")
        texts = [say("question_near", experiment.settings.lang, value=place) for place in places]
        answer = texts.pop(near.index(True))
        yield make(experiment, "shown", "o", "h", shuffle(rng, answer, texts), values)


def saturation(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """What tanh makes of a large C."""
    C = unit_value(experiment, "C")
    values = working(experiment, TANH_C)
    if values and abs(C) >= 0.8:
        sigma = float(cell.sigmoid(experiment.step.C)[experiment.unit - 1, 0])
        slope = 1 - math.tanh(C) ** 2
        wrong = (C, math.copysign(1, C), sigma, slope, C / 2, 1 / C)
        options = number_options(rng, math.tanh(C), *wrong)
        if options:
            yield make(experiment, "saturate", "C", "tanh_C", options, values)


def counts(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """How many numbers there are: units are not steps."""
    D, H, T, t = experiment.D, experiment.H, experiment.T, experiment.t
    weights = H * (H + D)
    variants = {
        "values": (H * t, f"{H} · {t} = {H * t}", {H, t, H + t, H * T, T}),
        "memory": (H, f"{H}", {t, T, D, H + D, H * t}),
        "z": (H + D, f"{H} + {D} = {H + D}", {H * D, H, D, T, H + D + 1}),
        "weights": (weights, f"{H} · ({H} + {D}) = {weights}", {H * D, H + D, H * H, 4 * weights}),
    }
    for variant in rng.sample(list(variants), len(variants)):
        right, product, others = variants[variant]
        wrong = sorted(others - {right})
        all_there_is = variant == "values" and 1 in (H, t)  # one unit, or one step
        if len(wrong) >= 2 and not all_there_is:
            options = shuffle(rng, str(right), map(str, rng.sample(wrong, min(3, len(wrong)))))
            values = {"D": D, "H": H, "T": T, "sum": product}
            yield make(experiment, "counts", "z", "h", options, values, variant)


KINDS: dict[str, Generator] = {
    "direction": change_of_memory,
    "left": rest_of_memory,
    "strongest": strongest_term,
    "removed": removed_input,
    "shown": hidden_state,
    "saturate": saturation,
    "written": written_part,
    "keeper": keeping_unit,
    "larger": larger_part,
    "compute": new_memory,
    "counts": counts,
}
