"""Claims in words: the text of the language file, its numbers spelled by what they are."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from lstm_core.experiment.claims import (
    Change,
    Claim,
    Entry,
    Figures,
    Fine,
    Fit,
    Magnitude,
    Many,
    Most,
    Name,
    Plain,
    Right,
    Rule,
    Share,
    Symbol,
    Tenths,
)
from lstm_core.words.language import say
from lstm_core.words.numbers import (
    computes,
    difference,
    figures,
    fixed,
    percent,
    percent_right,
    power,
    product,
    r_squared,
    rounded_up,
    share_of,
    sigma,
    tanh,
    total,
)
from lstm_core.words.quantities import symbol

FUNCTIONS: dict[str, Callable[..., Decimal]] = {
    "total": total,
    "product": product,
    "sigma": sigma,
    "tanh": tanh,
    "difference": difference,
    "share_of": share_of,
}


class Decimals(NamedTuple):
    """How many a claim's floats have, and how many its per cents have at least."""

    number: int
    percent: int


DECIMALS = (Decimals(2, 0), Decimals(2, 1), Decimals(3, 0), Decimals(3, 1))


def claim_sentence(claim: Claim, lang: str) -> str:
    """The claim in this language."""
    decimals, holds = decimals_that_compute(claim, lang)
    spelled = {name: spell(value, lang, decimals) for name, value in claim.values.items()}
    about = "" if holds[0] else say("about", lang)
    return say(claim.key, lang, equals="=" if holds[-1] else "≈", about=about, **spelled)


def decimals_that_compute(claim: Claim, lang: str) -> tuple[Decimals, list[bool]]:
    """The first of DECIMALS with which all rules of the claim hold; and which do.

    Where there is none, that with which most do, the last of them before others.
    """

    def holds(rule: Rule, decimals: Decimals) -> bool:
        *sources, result = (
            spell(claim.values[name], lang, decimals) for name in (*rule.sources, rule.result)
        )
        return computes(FUNCTIONS[rule.function], sources, result)

    if not claim.rules:
        return DECIMALS[0], [True]
    found = []
    for each in DECIMALS:
        found.append((each, [holds(rule, each) for rule in claim.rules]))
        if all(found[-1][1]):
            return found[-1]
    return max(found, key=lambda one: (sum(one[1]), one[1][-1]))


def spell(value: Any, lang: str, decimals: Decimals = DECIMALS[0]) -> str:
    """A value of a claim as it is said: a share in per cent, a name in words, a plain float."""
    match value:
        case tuple():
            return listed([spell(each, lang, decimals) for each in value], lang)
        case Claim():
            return claim_sentence(value, lang)
        case Fine():
            return fixed(value, 3)
        case Fit():
            return r_squared(value)
        case Tenths():
            return fixed(value, 1)
        case Plain():
            return f"{value:g}"
        case Right():
            return percent_right(value)
        case Most():
            return percent(rounded_up(value))
        case Share():
            return percent(value, decimals.percent)
        case Magnitude():
            return power(value) if value else "0"
        case Figures():
            return figures(value)
        case Many():
            return fixed(float(f"{value:.2g}"), 0) if value < 1e6 else power(value)
        case Change():
            return signed(value)
        case float():
            return fixed(value, decimals.number)
        case int():
            return fixed(value, 0)
        case Name():
            return say(value, lang)
        case Symbol():
            return symbol(value)
        case Entry():
            return f"{value.name}[{value.index}]"
        case _:
            return str(value)


def listed(texts: Sequence[str], lang: str) -> str:
    """Several texts as one: with commas and an "and", or semicolons if there are such in a text."""
    *first, last = texts
    both = say("list", lang, first="", last="")
    if any(sign in text for text in texts for sign in (", ", both)):
        return "; ".join(texts)
    return say("list", lang, first=", ".join(first), last=last) if first else last


def signed(difference: float) -> str:
    """A difference to three decimals, as a power of ten where they would say 0."""
    if difference == 0 or abs(difference) >= 0.0005:
        return fixed(difference, 3)
    return ("−" if difference < 0 else "") + power(abs(difference))
