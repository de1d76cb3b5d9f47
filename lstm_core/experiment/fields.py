"""What a field of the Settings may hold.

Each kind reads any text and says what of it could not be used.
"""

import math
from dataclasses import dataclass, field
from typing import Any

# A key of the words and its values: a sentence that is still to be said.
Complaint = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Whole:
    """A whole number from low to high."""

    low: int
    high: int

    def parse(self, name: str, given: str, default: int) -> tuple[int, Complaint | None]:
        """The nearest whole number in bounds, and what to say when that is not what was given."""
        try:
            number = float(given)
        except ValueError:
            number = math.nan
        values: dict[str, Any] = {"name": name, "given": quote(given)}
        if math.isnan(number):
            return default, ("url_not_a_number", values | {"used": default})
        used = round(min(max(number, self.low), self.high))
        if used == number:
            return used, None
        values |= {"used": used, "low": self.low, "high": self.high}
        return used, ("url_out_of_bounds", values)


@dataclass(frozen=True)
class Choice:
    """One of a few ids."""

    ids: tuple[str, ...]

    def parse(self, name: str, given: str, default: str) -> tuple[str, Complaint | None]:
        """The id, or the default and what to say when there is no such id."""
        if given in self.ids:
            return given, None
        return default, ("url_unknown_id", {"name": name, "given": quote(given), "used": default})


@dataclass(frozen=True)
class Text:
    """Text of at most `longest` characters; beyond that, as many whole parts as fit remain."""

    longest: int
    separator: str = "\n"

    def parse(self, name: str, given: str, default: str) -> tuple[str, Complaint | None]:
        """The text, cut at a separator if it is too long, and what to say then."""
        if len(given) <= self.longest:
            return given, None
        start = given[: self.longest]
        whole_parts, separator, _ = start.rpartition(self.separator)
        return whole_parts if separator else start, ("text_too_long", {"longest": self.longest})


Kind = Whole | Choice | Text


def whole(default: int, low: int, high: int) -> Any:
    """A dataclass field for a whole number."""
    return field(default=default, metadata={"kind": Whole(low, high)})


def choice(*ids: str, default: str = "") -> Any:
    """A dataclass field for one of these ids; the first is the default unless another is named."""
    return field(default=default or ids[0], metadata={"kind": Choice(ids)})


def text(longest: int, separator: str = "\n") -> Any:
    """A dataclass field for text in parts: lines unless another separator is named."""
    return field(default="", metadata={"kind": Text(longest, separator)})


QUOTED = 1000  # signs of a foreign text that are looked at: it may have a million


def quote(given: str) -> str:
    """Foreign text as a short Markdown code span, inside which nothing is markup."""
    start = " ".join(given[:QUOTED].split())
    plain = "".join(c for c in start if c.isprintable()).replace("`", "'")
    return f"`{plain[:40]}…`" if len(plain) > 40 else f"`{plain or ' '}`"
