"""Claims in words: the text of the language file, its numbers spelled by what they are."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from lstm_core.experiment.claims import (
    Change,
    Claim,
    Entry,
    Fine,
    Fit,
    Magnitude,
    Most,
    Name,
    Plain,
    Right,
    Share,
    Symbol,
    Tenths,
)
from lstm_core.words.language import say
from lstm_core.words.numbers import (
    computes,
    fixed,
    percent,
    percent_right,
    power,
    product,
    r_squared,
    rounded_up,
    sigma,
    subscript,
    tanh,
    total,
)
from lstm_core.words.quantities import symbol

RULES: dict[str, Callable[..., Decimal]] = {
    "total": total,
    "product": product,
    "sigma": sigma,
    "tanh": tanh,
}


def claim_sentence(claim: Claim, lang: str) -> str:
    """The claim in this language."""
    digits, sign = digits_and_sign(claim)
    spelled = {name: spell(value, lang, digits) for name, value in claim.values.items()}
    return say(claim.key, lang, equals=sign, **spelled)


def digits_and_sign(claim: Claim) -> tuple[int, str]:
    """How many decimals its floats are said with, 2 or 3, and the sign before its result."""
    if claim.rule is None:
        return 2, "="
    rule, sources, result = claim.rule
    for digits in (2, 3):
        shown = {name: fixed(claim.values[name], digits) for name in (*sources, result)}
        if computes(RULES[rule], (shown[name] for name in sources), shown[result]):
            return digits, "="
    return 2, "≈"


def spell(value: Any, lang: str, digits: int = 2) -> str:
    """A value of a claim as it is said: a share in per cent, a name in words, a plain float."""
    match value:
        case tuple():
            return ", ".join(spell(each, lang, digits) for each in value)
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
            return percent(value)
        case Magnitude():
            return power(value) if value else "0"
        case Change():
            return signed(value)
        case float():
            return fixed(value, digits)
        case int():
            return fixed(value, 0)
        case Name():
            return say(value, lang)
        case Symbol():
            return symbol(value)
        case Entry():
            return value.name + subscript(value.index)
        case _:
            return str(value)


def signed(difference: float) -> str:
    """A difference to three decimals, as a power of ten where they would say 0."""
    if difference == 0 or abs(difference) >= 0.0005:
        return fixed(difference, 3)
    return ("−" if difference < 0 else "") + power(abs(difference))
