"""Numbers as people read them: digits, signs, per cent, powers of ten.

Shown numbers compute: an "=" stands only where `rounds_to` holds for what is shown beside it; else
the sign is "≈". What a result comes from gets as many digits as it takes to give it as shown.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

MOST_DIGITS = 8
LARGE, CLOSE = 1000.0, 1 / 16  # where a float of eight decimals may mislead; see gives()
HIDDEN = "?"
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
LEVEL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")  # back from superscripts
POWER_OF_TEN = " · 10"


def fixed(value: float, digits: int) -> str:
    """The number with this many decimals and a real minus sign; a rounded zero has no sign."""
    return plain(value, digits).replace("-", "−")


def short_of_one(name: str, value: float, decimals: int) -> str:
    """The number; of what is always below 1, with a decimal more where it would look like 1.

    A large one has fewer decimals, so that it takes no more room.
    """
    if abs(value) >= 10:
        decimals = max(0, decimals + 1 - len(f"{abs(value):.0f}"))
    text = fixed(value, decimals)
    if name in ("h", "tanh_C") and abs(value) < 1 and text.strip("−").startswith("1"):
        return fixed(value, decimals + 1)
    return text


def plain(value: float, digits: int) -> str:
    """As `fixed`, with the minus sign of code and LaTeX; a question mark for what is hidden."""
    rounded = f"{value:.{digits}f}"
    if rounded == "nan":
        return HIDDEN
    return rounded.lstrip("-") if float(rounded) == 0 else rounded


def factor(value: float, digits: int) -> str:
    """A number inside a product: in brackets if it is negative."""
    number = plain(value, digits)
    return f"({number})" if number.startswith("-") else number


def subscript(index: int) -> str:
    """The index as a plain-text subscript."""
    return str(index).translate(SUBSCRIPTS)


def percent(share: float, digits: int = 0) -> str:
    """A share in per cent, in the fewest decimals with which it is not 0 or 100 unless it is.

    But with `digits` at least. Below 0.01 it is a power of ten, and what is nearer to 100 than
    99.999 is still 99.999.
    """
    value = 100 * share
    if not 0 < share < 1:
        return fixed(value, 0)
    if value < 0.01:
        return power(value)
    texts = [fixed(value, more) for more in range(digits, 4)]
    return next((text for text in texts if 0 < float(text) < 100), "99.999")


def percent_right(share: float) -> str:
    """How much was right, in per cent: with a decimal from 99 % on, and 100 only for all of it."""
    return (
        fixed(math.floor(1000 * share + 1e-9) / 10, 1)
        if 0.99 <= share < 1
        else fixed(100 * share, 0)
    )


def rounded_up(share: float) -> float:
    """The next share above that `percent` says with one digit, or as a whole number."""
    if share <= 0:
        return 0.0
    step = 10.0 ** min(math.floor(math.log10(100 * share)), 0)
    return math.ceil(round(100 * share / step, 9)) * step / 100


def r_squared(value: float) -> str:
    """A squared correlation to three decimals, rounded down: 0.9998 is not 1."""
    return fixed(math.floor(1000 * value + 1e-9) / 1000, 3)


def power(value: float) -> str:
    """A positive number of any size: two digits, and a power of ten where it is far from 1."""
    if value == 0 or 0.01 <= value < 1000:
        return fixed(value, 2 if value == 0 or value >= 0.0995 else 3)
    mantissa, exponent = f"{value:.1e}".split("e")
    return f"{mantissa}{POWER_OF_TEN}{str(int(exponent)).translate(SUPERSCRIPTS)}"


def figures(value: float) -> str:
    """A number of any size to about four figures, with a power of ten where it is far from 1."""
    size = abs(value)
    if size == 0 or 0.1 <= size < 1e6:
        return fixed(value, max(0, 4 - len(f"{size:.0f}")))
    return ("−" if value < 0 else "") + power(size)


@lru_cache(maxsize=4096)
def to_decimal(shown: str) -> Decimal:
    """The number that a reader of this text has, exactly: "−0.62" or "6.0 · 10⁻⁴"."""
    number, _, exponent = shown.replace("−", "-").partition(POWER_OF_TEN)
    return Decimal(number).scaleb(int(exponent.translate(LEVEL) or 0))


def rounds_to(value: Decimal, shown: str) -> bool:
    """Whether the shown number is the nearest to the value with as many decimals.

    Where two are as near (0.175 to two decimals) neither is.
    """
    result = to_decimal(shown)
    return abs(value - result) < Decimal(5).scaleb(int(result.as_tuple().exponent) - 1)


def computes(compute: Callable[..., Decimal], shown: Iterable[str], result: str) -> bool:
    """Whether the shown numbers give the shown result, or one of all these is hidden."""
    texts = tuple(shown)
    return HIDDEN in (*texts, result) or rounds_to(compute(*map(to_decimal, texts)), result)


def gives(
    compute: Callable[..., Any], values: Sequence[float], n: int, result: float, digits: int
) -> bool:
    """Whether `computes` holds for the values with n decimals and the result with `digits`.

    Floats tell it where no number is large nor a rounding close, which takes a quarter less for
    all cards of a step.
    """
    if max(map(abs, (*values, result))) < LARGE:
        shown = [round(value, n) for value in values]
        off = abs(compute(*shown) - round(result, digits)) / (0.5 * 10.0**-digits)
        if abs(off - 1) > CLOSE:
            return bool(off < 1)
    return computes(compute, (plain(value, n) for value in values), plain(result, digits))


def matching_digits(
    compute: Callable[..., Any], values: Sequence[float], result: float, digits: int
) -> tuple[int, str]:
    """How many decimals `values` need to give the `result` that is shown, and the sign to write.

    The sign is LaTeX: "=", or an approximation sign where even eight decimals do not suffice.
    """
    for n in range(digits, MOST_DIGITS + 1):
        if gives(compute, values, n, result, digits):
            return n, "="
    return digits, r"\approx"


Number = TypeVar("Number", float, Decimal)


def tanh(a: Number) -> Number:
    """The hyperbolic tangent of a float or of a shown number."""
    return type(a)(math.tanh(a))


def sigma(a: Number) -> Number:
    """The logistic function of a float or of a shown number."""
    return type(a)((1 + math.tanh(a / 2)) / 2)


def total(*terms: Number) -> Number:
    """The sum of what it is given."""
    return sum(terms, start=type(terms[0])())


def difference(a: Number, b: Number) -> Number:
    """By how much the first is more than the second."""
    return a - b


def share_of(percent: Number, whole: Number) -> Number:
    """So many per cent of a whole."""
    return type(whole)(percent) * whole / 100


def product(*factors: Number) -> Number:
    """The product of what it is given."""
    return math.prod(factors, start=type(factors[0])(1))
