"""Equations as they are shown, read back and computed again from their shown digits in decimal."""

import math
import re
from decimal import Decimal
from typing import NamedTuple

FUNCTIONS = {
    "tanh": lambda a: Decimal(math.tanh(a)),
    "σ": lambda a: Decimal(1 / (1 + math.exp(-a))) if a > -700 else Decimal(0),
}
SPELLINGS = [
    (r"\\textcolor\{#\w+\}", ""),
    (r"\\underbrace\{([^{}]*)\}_\{\w\}", r"\1"),
    (r"(?<=[\d)])_\{\w\}", ""),
    (r"\\text\{[^{}]*\}", " "),
    (r"\\(?:begin|end)\{\w+\}(?:\{\d\})?|\\large|\\quad|\\;|\\,|\\leftarrow|&", " "),
    (r"\\cdot|·", "*"),
    (r"\\tanh\b|tanh\b", "tanh"),
    (r"\\sigma\b", "σ"),
    (r"\\approx", "≈"),
    (r"−", "-"),
    (r"<[^<>]*>", ""),
]
TOKEN = re.compile(r"\s*(tanh|σ|\d+(?:\.\d+)?|[()+*-])")


class Range(NamedTuple):
    """What a shown number may stand for: half a unit of its last digit about it."""

    low: Decimal
    value: Decimal
    high: Decimal


def number(text: str) -> Range:
    value = Decimal(text)
    half = Decimal(0)
    if "." in text:
        half = Decimal(1).scaleb(-len(text.split(".")[1])) / 2
    return Range(value - half, value, value + half)


class Reader:
    """Sums, products, tanh and σ of numbers; ValueError where the text is anything else."""

    def __init__(self, text: str) -> None:
        self.tokens: list[str] = []
        text, place = text.strip(), 0
        while place < len(text):
            match = TOKEN.match(text, place)
            if not match:
                raise ValueError(text)
            self.tokens.append(match[1])
            place = match.end()

    def read(self) -> Range:
        result = self.sum()
        if self.tokens:
            raise ValueError(self.tokens)
        return result

    def take(self, *wanted: str) -> str:
        return self.tokens.pop(0) if self.tokens and self.tokens[0] in wanted else ""

    def sum(self) -> Range:
        result = self.product()
        while sign := self.take("+", "-"):
            low, value, high = self.product()
            if sign == "-":
                low, value, high = -high, -value, -low
            result = Range(result.low + low, result.value + value, result.high + high)
        return result

    def product(self) -> Range:
        result = self.factor()
        while self.take("*"):
            other = self.factor()
            ends = [a * b for a in (result.low, result.high) for b in (other.low, other.high)]
            result = Range(min(ends), result.value * other.value, max(ends))
        return result

    def factor(self) -> Range:
        if self.take("-"):
            low, value, high = self.factor()
            return Range(-high, -value, -low)
        if name := self.take("tanh", "σ"):
            return Range(*map(FUNCTIONS[name], self.factor()))
        if self.take("("):
            result = self.sum()
            if not self.take(")"):
                raise ValueError("a bracket is not closed")
            return result
        if not self.tokens:
            raise ValueError("a number is missing")
        return number(self.tokens.pop(0))


def plain_text(latex: str) -> str:
    """The formula without its LaTeX, or its HTML."""
    for pattern, replacement in SPELLINGS:
        latex = re.sub(pattern, replacement, latex)
    return latex.replace("{", " ").replace("}", " ")


def numeric(side: str) -> Range | None:
    """What one side of a sign comes to; None where it is not all numbers."""
    try:
        return Reader(side).read()
    except ValueError:
        return None


def false_signs(formula: str) -> list[str]:
    """Every "=" between two sides in numbers that the left one, as it is shown, does not give."""
    parts = re.split(r"([=≈])", plain_text(formula))
    wrong = []
    for left, sign, right in zip(parts[::2], parts[1::2], parts[2::2], strict=False):
        one, other = numeric(left), numeric(right)
        if sign == "=" and one and other:
            alone = re.fullmatch(r"\s*\(?-?\d+\.\d+\)?\s*", right)
            inside = other.low < one.value < other.high
            if not (inside or (not alone and other.low <= one.value <= other.high)):
                wrong.append(f"{left.strip()} = {right.strip()}")
    return wrong


def false_signs_by_line(formula: str) -> list[str]:
    """As `false_signs`, for lines of which the last one is the sum of the results before it."""
    lines = [plain_text(line) for line in formula.split(r"\\")]
    wrong = [each for line in lines for each in false_signs(line)]
    results = [re.split("[=≈]", line)[-1] for line in lines]
    return wrong + false_signs(
        " + ".join(f"({result.strip()})" for result in results[:-1])
        + re.findall("[=≈]", lines[-1])[-1]
        + results[-1]
    )
