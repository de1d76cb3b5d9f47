"""Small shares as people say them in a hall: one part in eight thousand million."""

import math

from lstm_core.words.language import say
from lstm_core.words.numbers import fixed, percent

SCALES = (12, 9, 6, 3)  # powers of ten that have a word
FEW = 0.01  # from here on a share is one in per cent


def one_in(share: float, lang: str) -> str:
    """A share as one part in so many, rounded to one digit, or below 1000 to two.

    From one in a hundred on it is said in per cent; below one in 10^15, that it is next to nothing.
    """
    if math.isnan(share) or share >= FEW or share < 0:
        return f"{percent(share)} %"
    if share < 1e-15:
        return say("part_nothing", lang)
    many = 1 / share
    exponent = math.floor(math.log10(many) + 1e-12)
    unit = 10 ** max(exponent - (many < 1000), 0)
    many = round(many / unit) * unit
    scale = next((k for k in SCALES if many >= 10 ** max(k, 4)), 0)
    number = fixed(many / 10**scale, 0)
    word = say(f"scale_{scale}", lang, number=number) if scale else number
    return say("part_of", lang, number=word)
