"""A gate or the candidate with the numbers put in, in LaTeX: a sum of contributions, squashed."""

from collections.abc import Callable
from decimal import Decimal

from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import GATES
from lstm_core.words.contributions import contributions_to, largest
from lstm_core.words.language import say
from lstm_core.words.latex import coloured, large_value, symbol_at
from lstm_core.words.numbers import factor, matching_digits, plain, product, sigma, tanh, total
from lstm_core.words.quantities import unit_value

MOST_TERMS = 8  # a longer sum shows its largest terms and the sum of the rest


def squashing(gate: str) -> tuple[Callable[[Decimal], Decimal], str]:
    """The function between a pre-activation and this gate or the candidate, and its name."""
    return (tanh, r"\tanh") if gate == "C_tilde" else (sigma, r"\sigma")


def squashed(experiment: Experiment, gate: str, digits: int) -> str:
    """Sigma or tanh of the pre-activation."""
    a, value = (unit_value(experiment, name) for name in (f"a_{GATES[gate]}", gate))
    squash, name = squashing(gate)
    n, sign = matching_digits(squash, (a,), value, digits)
    shown = coloured(gate, plain(value, digits))
    return f"{symbol_at(gate, experiment.t)} = {name}({plain(a, n)}) {sign} {shown}"


def sum_in_lines(experiment: Experiment, gate: str, digits: int, most: int) -> str:
    """The pre-activation as its sum, a line a term, at most this many; the largest is marked."""
    contributions = contributions_to(experiment, gate)
    a = unit_value(experiment, f"a_{GATES[gate]}")
    chosen, rest = largest(contributions, most)
    products = [one.product for one in chosen] + ([] if rest is None else [rest])
    n, sign = matching_digits(total, products, a, digits)
    strongest = max(chosen, key=lambda one: abs(one.product))
    lines = []
    for one in chosen:
        factors, equal = "", "="
        if one.value is not None:
            m, equal = matching_digits(product, (one.weight, one.value), one.product, n)
            factors = rf"= {plain(one.weight, m)} \cdot {factor(one.value, m)}"
        mark = r"\;\leftarrow" if one is strongest else ""
        result = rf"{equal} {plain(one.product, n)}{mark}"
        lines.append(rf"{one.latex(gate, experiment.t)} &{factors} &&\;{result}")
    if rest is not None:
        label = say("rest", experiment.settings.lang, count=len(contributions) - most + 1)
        lines.append(rf"\text{{{label}}} & &&\;= {plain(rest, n)}")
    lines.append(rf"a_{{{GATES[gate]}}} & &&\;{sign} {plain(a, digits)}")
    body = r" \\ ".join(lines)
    size = r"\footnotesize " if n > digits else ""  # more digits, and the card is as narrow
    return rf"{size}\begin{{alignedat}}{{2}} {body} \end{{alignedat}}"


def sum_by_parts(experiment: Experiment, gate: str, digits: int, *, braces: bool) -> str:
    """The gate in one line: what h, what x and what the bias contribute, together, squashed.

    The parts are named below their numbers, by braces, or beside them.
    """
    a, value = (unit_value(experiment, name) for name in (f"a_{GATES[gate]}", gate))
    contributions = contributions_to(experiment, gate)
    sums = [sum(one.product for one in contributions if one.part == part) for part in "hxb"]
    squash, name = squashing(gate)
    m, last_sign = matching_digits(squash, (a,), value, digits)
    n, sign = matching_digits(total, sums, a, m)
    template = r"\underbrace{{{}}}_{{{}}}" if braces else "{}_{{{}}}"
    parts = " + ".join(
        template.format(factor(part, n), label) for part, label in zip(sums, "hxb", strict=True)
    )
    a_shown, value_shown = plain(a, m), large_value(gate, value, digits)
    left = symbol_at(gate, experiment.t)
    return rf"{left} = {name}({parts}) {sign} {name}({a_shown}) {last_sign} {value_shown}"


def held_gate(experiment: Experiment, gate: str, digits: int) -> str:
    """A gate that does not follow from its sum: its value and why."""
    t, value = experiment.t, unit_value(experiment, gate)
    shown = coloured(gate, plain(value, digits).replace("?", "{?}"))
    if experiment.is_coupled(gate):
        f = unit_value(experiment, "f")
        n, sign = matching_digits(lambda f: 1 - f, (f,), value, digits)
        kept = coloured("f", plain(f, n).replace("?", "{?}"))
        return rf"{symbol_at('i', t)} = 1 - {symbol_at('f', t)} = 1 - {kept} {sign} {shown}"
    why = say("held_here", experiment.settings.lang)
    return rf"{symbol_at(gate, t)} = {shown}\;\text{{({why})}}"
