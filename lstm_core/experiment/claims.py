"""What may be said of an Experiment: claims, each with the condition under which it holds.

A claim is a value, not a sentence: a key of the language files and the numbers and names that the
sentence gives. It is made in one place, beside what computes it, by a function that gives None
where the claim does not hold; words/ only spells it. `tests/claims` states each one again by other
means, and fails while one is not stated there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar


class Share(float):
    """A part of 1, said in per cent."""


class Right(Share):
    """A share of right answers: with a decimal from 99 % on, and 100 % only where all are right."""


class Most(Share):
    """A part of 1 that nothing exceeds: in per cent, rounded up."""


class Fit(float):
    """A squared correlation: to three decimals, rounded down, so that only 1 is 1.000."""


class Plain(float):
    """A number said with the digits that it has, as a rate or a tolerance."""


class Tenths(float):
    """A number said to one decimal."""


class Fine(float):
    """A number said to three decimals."""


class Magnitude(float):
    """A positive number of any size, said with a power of ten where it is far from 1."""


class Figures(float):
    """A number of any size, said to about four figures, with a power of ten where it is small."""


class Many(float):
    """A large count, said to two digits, in full below a million."""


class Change(float):
    """A difference, said with its sign."""


class Name(str):
    """The key of a text: what is named is said in the page's language."""


class Symbol(str):
    """The name of a quantity, said by its symbol."""


@dataclass(frozen=True)
class Entry:
    """One number of a vector: x or h, and its index from 1."""

    name: str
    index: int


class Rule(NamedTuple):
    """How one of the numbers of a claim comes from others: a function of words/claims by name."""

    function: str
    sources: tuple[str, ...]
    result: str


@dataclass(frozen=True)
class Claim:
    """The key of a sentence and what it gives, by name.

    That is whole numbers, floats (to two decimals), the kinds of numbers and names above, other
    Claims, and tuples of these. Its numbers are said with one more decimal where they do not
    compute by its `rules`. Where that does not help, {about} says so for the first rule, and the
    sign at {equals}, "=" or "≈", for the last.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    rules: tuple[Rule, ...] = ()


Maker = TypeVar("Maker", bound=Callable[..., Claim | None])
CLAIMS: dict[str, Callable[..., Claim | None]] = {}  # key -> the function that makes it


def claims(*keys: str) -> Callable[[Maker], Maker]:
    """Marks the function that makes the claims of these keys, or None where none of them holds.

    Raises ValueError where a key has a maker already: a claim is made in one place.
    """

    def register(maker: Maker) -> Maker:
        taken = CLAIMS.keys() & set(keys)
        if taken:
            raise ValueError(f"claimed twice: {sorted(taken)}")
        CLAIMS.update(dict.fromkeys(keys, maker))
        return maker

    return register
