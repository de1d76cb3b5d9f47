"""What each unit computes C and h from, as a table for a class that shares the units out."""

from lstm_core.experiment.experiment import Experiment
from lstm_core.words.language import say
from lstm_core.words.latex import coloured, definition, symbol_at
from lstm_core.words.numbers import HIDDEN, Number, matching_digits, plain, tanh

GIVEN = ("f", "C_prev", "i", "C_tilde", "o")
MOST_UNITS = 6  # that a class can share out, and the last row can read
DIGITS = 2
SIDE_BY_SIDE = 3  # units on a narrow screen


def new_C(f: Number, C_prev: Number, i: Number, C_tilde: Number, o: Number) -> Number:
    """C of the numbers that a unit is given."""
    return f * C_prev + i * C_tilde


def new_h(f: Number, C_prev: Number, i: Number, C_tilde: Number, o: Number) -> Number:
    """Its h."""
    return o * tanh(new_C(f, C_prev, i, C_tilde, o))


def numbers_of(experiment: Experiment, u: int) -> tuple[list[float], tuple[float, float]]:
    """What unit u is given, counted from 0, and its C and h."""
    step = experiment.step
    given = [float(getattr(step, name)[u, 0]) for name in GIVEN]
    return given, (float(step.C[u, 0]), float(step.h[u, 0]))


def units_digits(experiment: Experiment) -> int:
    """How many decimals of what they are given give C and h of all units as they are shown."""
    every = [numbers_of(experiment, u) for u in range(min(experiment.H, MOST_UNITS))]
    return max(
        matching_digits(rule, given, result, DIGITS)[0]
        for given, results in every
        for rule, result in zip((new_C, new_h), results, strict=True)
    )


def units_table(experiment: Experiment, *, solved: bool, narrow: bool = False) -> str:
    """The two lines of the cell state and the hidden state, and a row per unit; in LaTeX.

    With as many decimals as it takes to give C and h as they are shown; C and h of all units are
    asked for unless they are solved. On a narrow screen a unit is a column, and so many of them
    stand side by side as it has room for.
    """
    units = range(min(experiment.H, MOST_UNITS))
    rows = [units_heads(experiment), *(unit_row(experiment, u, solved=solved) for u in units)]
    lines = [definition("C"), definition("h")]
    if not narrow:
        above = rf"{lines[0]} \qquad {lines[1]}"
        tables = [array("c|ccccc|cc", [" & ".join(row) for row in rows], (0,))]
    else:
        above = r" \\ ".join(lines)
        tables = [
            columns([rows[0], *rows[1 + first : 1 + first + SIDE_BY_SIDE]])
            for first in range(0, len(units), SIDE_BY_SIDE)
        ]
    body = r" \\[14pt] ".join([above, *tables])
    return rf"\begin{{gathered}} {body} \end{{gathered}}"


def columns(rows: list[list[str]]) -> str:
    """These rows as the columns of an array, with rules below the units and above C; in LaTeX."""
    turned = [" & ".join(row) for row in zip(*rows, strict=True)]
    return array("c|" + "c" * (len(rows) - 1), turned, (0, len(GIVEN)))


def array(spec: str, rows: list[str], ruled: tuple[int, ...]) -> str:
    """An array of these rows, with a rule below the ruled ones; in LaTeX."""
    body = "".join(
        row + (r" \\ " if k + 1 < len(rows) else "") + (r"\hline " if k in ruled else "")
        for k, row in enumerate(rows)
    )
    return rf"\def\arraystretch{{1.4}}\begin{{array}}{{{spec}}} {body} \end{{array}}"


def units_heads(experiment: Experiment) -> list[str]:
    """What the numbers of a unit are called, in LaTeX."""
    t = experiment.t
    symbols = [symbol_at("C", t - 1) if name == "C_prev" else symbol_at(name, t) for name in GIVEN]
    unit = rf"\text{{{say('head_unit', experiment.settings.lang)}}}"
    return [unit, *symbols, symbol_at("C", t), symbol_at("h", t)]


def unit_row(experiment: Experiment, u: int, *, solved: bool) -> list[str]:
    """Unit u, counted from 0, what it is given, and its C and h; in LaTeX."""
    given, (C, h) = numbers_of(experiment, u)
    digits = units_digits(experiment)
    numbers = [
        coloured("C" if name == "C_prev" else name, plain(value, digits))
        for name, value in zip(GIVEN, given, strict=True)
    ]
    results = [
        coloured(name, rf"\mathbf{{{plain(value, DIGITS) if solved else HIDDEN}}}")
        for name, value in (("C", C), ("h", h))
    ]
    return [str(u + 1), *numbers, *results]
