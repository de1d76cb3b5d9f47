"""Questions about the gates: what decides over them, and how many numbers it takes."""

from collections.abc import Iterator
from operator import mul
from random import Random

from lstm_core.experiment.experiment import Experiment
from lstm_core.lesson.question import (
    Question,
    bracketed,
    digits_that_compute,
    leads,
    make,
    shuffle,
)
from lstm_core.model import cell
from lstm_core.model.cell import GATES, STAGES
from lstm_core.words.contributions import Contribution, contributions_to
from lstm_core.words.inputs import input_names
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed
from lstm_core.words.quantities import unit_value


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
            first, other = (term_with_product(term, lang, digits) for term in terms[:2])
            pushing = abs(terms[1].product) >= 0.005
            second = say("question_next" if pushing else "question_no_next", lang, term=other)
            answer, *others = (term_with_factors(term, lang, digits) for term in offered)
            values = {"gate": say(f"the_{gate}", lang), "first": first, "second": second}
            needs, options = STAGES[STAGES.index(gate) - 1], shuffle(rng, answer, others)
            bites = any(term is not terms[0] for term in tempting)
            yield make(experiment, "strongest", needs, gate, options, values).trapping(bites=bites)


def term_name(term: Contribution, lang: str) -> str:
    """What a term is called, its letter marked, or by its name in full."""
    if term.name:
        return say("named_input", lang, name=term.name)
    if term.part == "b":
        return term.label(lang)
    return f"*{term.part}*[{term.index}]"


def term_with_factors(term: Contribution, lang: str, digits: int) -> str:
    """A term with its weight and its value; a bias is what it is."""
    name, weight = term_name(term, lang), fixed(term.weight, digits)
    if term.value is None:
        return f"{name} = {weight}"
    return f"{name}: *w* = {weight}, *z* = {fixed(term.value, digits)}"


def term_with_product(term: Contribution, lang: str, digits: int) -> str:
    """A term with its weight times its value; a bias is what it is."""
    if term.value is None:
        return term_with_factors(term, lang, digits)
    factors = f"{bracketed(fixed(term.weight, digits))} · {bracketed(fixed(term.value, digits))}"
    return f"{term_name(term, lang)}: {factors} = {fixed(term.product, 2)}"


def removed_input(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """Which gate would move the most without one input, where the largest weight misleads.

    The gate of the largest weight is nearly shut or wide open and stays so; the answer is another.
    The candidate is left out: near 0 tanh is four times as steep as sigma, so it would nearly
    always be the answer.
    """
    step, params, u = experiment.step, experiment.gradient_params, experiment.unit - 1
    lang = experiment.settings.lang
    if any(map(experiment.is_held, "fio")):
        return
    now = {gate: unit_value(experiment, gate) for gate in "fio"}
    for k in rng.sample(range(experiment.D), experiment.D):
        x = step.x.copy()
        x[k] = 0
        other = cell.step(params, x, step.h_prev, step.C_prev, experiment.pins, experiment.t)
        then = {gate: float(getattr(other, gate)[u, 0]) for gate in "fio"}
        moves = {gate: abs(then[gate] - now[gate]) for gate in "fio"}
        weights = {g: float(getattr(params, f"W_{g}")[u, experiment.H + k]) for g in "fio"}
        name, value = input_names(experiment)[k], float(step.x[k, 0])
        answer = max("fio", key=moves.__getitem__)
        heaviest = max("fio", key=lambda gate: abs(weights[gate]))
        stuck = all(min(one[heaviest], 1 - one[heaviest]) < 0.1 for one in (now, then))
        digits = digits_that_compute((mul, (weights[answer], value)))
        clear = leads(moves.values(), 1.5, 0.05) and leads(weights.values(), 1.25, 0.05)
        if digits is not None and clear and answer != heaviest and stuck:
            factors = (
                f"{bracketed(fixed(weights[answer], digits))} · {bracketed(fixed(value, digits))}"
            )
            values = {
                "input": say("named_input" if name else "question_input", lang, name=name or k + 1),
                "value": fixed(value, digits),
                "weights": ", ".join(f"*{g}* {fixed(w, digits)}" for g, w in weights.items()),
                "gates": ", ".join(f"*{g}* = {fixed(g_now, 2)}" for g, g_now in now.items()),
                "most": f"*{answer}*",
                "heaviest": f"*{heaviest}*",
                "end": fixed(round(now[heaviest]), 0),
                "sum": f"{factors} = {fixed(weights[answer] * value, 2)}",
                "moves": ", ".join(f"*{gate}* {fixed(move, 2)}" for gate, move in moves.items()),
            }
            others = (f"*{gate}*" for gate in "fio" if gate != answer)
            options = shuffle(rng, f"*{answer}*", others)
            yield make(experiment, "removed", "o", "h", options, values)
