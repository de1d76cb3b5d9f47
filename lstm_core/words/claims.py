"""Claims in words: the text of the language file, its numbers spelled by what they are."""

from typing import Any

from lstm_core.experiment.claims import Claim, Fine, Magnitude, Name, Plain, Right, Share, Tenths
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed, percent_of_any_size, percent_right, power


def claim_sentence(claim: Claim, lang: str) -> str:
    """The claim in this language."""
    spelled = {name: spell(value, lang) for name, value in claim.values.items()}
    return say(claim.key, lang, **spelled)


def spell(value: Any, lang: str) -> str:
    """A value of a claim: a share in per cent, other floats to two decimals, a name in words."""
    match value:
        case tuple():
            return ", ".join(spell(each, lang) for each in value)
        case Claim():
            return claim_sentence(value, lang)
        case Fine():
            return fixed(value, 3)
        case Tenths():
            return fixed(value, 1)
        case Plain():
            return f"{value:g}"
        case Right():
            return percent_right(value)
        case Share():
            return percent_of_any_size(value)
        case Magnitude():
            return power(value) if value else "0"
        case float():
            return fixed(value, 2)
        case int():
            return fixed(value, 0)
        case Name():
            return say(value, lang)
        case _:
            return str(value)
