"""LaTeX: coloured symbols, results, vectors, formulas below each other."""

from collections.abc import Sequence

from lstm_core.words.numbers import plain
from lstm_core.words.quantities import QUANTITIES

MOST_ENTRIES, SHOWN_ENTRIES = 36, 12  # of a vector that is shown whole; and of a longer one


def coloured(name: str, latex: str = "") -> str:
    """LaTeX in the quantity's colour; its own symbol if none is given."""
    return rf"\textcolor{{{QUANTITIES[name].colour}}}{{{latex or QUANTITIES[name].latex}}}"


def symbol_at(name: str, t: int | str) -> str:
    """The coloured symbol of a quantity at t."""
    if name == "tanh_C":
        return coloured(name, rf"\tanh C_{{{t}}}")
    return coloured(name, f"{QUANTITIES[name].latex}_{{{t}}}")


def large_value(name: str, value: float, digits: int) -> str:
    """A value in its quantity's colour, larger than what it comes from."""
    return rf"{{\large {coloured(name, plain(value, digits))}}}"


def definition(name: str) -> str:
    """The formula of a quantity in symbols."""
    return f"{symbol_at(name, 't')} = {QUANTITIES[name].formula}"


def vector(
    latex: str, values: Sequence[float], digits: int, per_line: int = 6, most: int = MOST_ENTRIES
) -> str:
    """A vector as a row of numbers, in as many lines as it takes.

    Of one with more than `most` entries the first ones, dots, and the last.
    """
    if len(values) > most:
        numbers = [plain(value, digits) for value in values[: SHOWN_ENTRIES - 2]]
        numbers += [r"\cdots", plain(values[-1], digits)]
    else:
        numbers = [plain(value, digits) for value in values]
    lines = r" \\ ".join(
        " & ".join(numbers[k : k + per_line]) for k in range(0, len(numbers), per_line)
    )
    columns = "r" * min(per_line, len(numbers))
    return rf"{latex} = \left[\begin{{array}}{{{columns}}} {lines} \end{{array}}\right]"


def stacked(formulas: Sequence[str]) -> str:
    """Formulas below each other, their left edges in line, as one."""
    body = r" \\[6pt] ".join(f"& {formula}" for formula in formulas)
    return rf"\begin{{aligned}} {body} \end{{aligned}}"
