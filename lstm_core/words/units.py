"""What each unit computes C and h from, as a table for a class that shares the units out."""

from lstm_core.experiment.experiment import Experiment
from lstm_core.words.language import say
from lstm_core.words.latex import coloured, definition, symbol_at
from lstm_core.words.numbers import HIDDEN, Number, matching_digits, plain, tanh

GIVEN = ("f", "C_prev", "i", "C_tilde", "o")
MOST_UNITS = 6  # that a class can share out, and the last row can read
DIGITS = 2


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


def units_table(experiment: Experiment, *, solved: bool) -> str:
    """The two lines of the cell state and the hidden state, and a row per unit; in LaTeX.

    With as many decimals as it takes to give C and h as they are shown; C and h of all units are
    asked for unless they are solved.
    """
    t, units = experiment.t, range(min(experiment.H, MOST_UNITS))
    digits = units_digits(experiment)
    rows = []
    for u in units:
        given, (C, h) = numbers_of(experiment, u)
        numbers = [
            coloured("C" if name == "C_prev" else name, plain(value, digits))
            for name, value in zip(GIVEN, given, strict=True)
        ]
        results = [
            coloured(name, rf"\mathbf{{{plain(value, DIGITS) if solved else HIDDEN}}}")
            for name, value in (("C", C), ("h", h))
        ]
        rows.append(" & ".join([str(u + 1), *numbers, *results]))
    symbols = [symbol_at("C", t - 1) if name == "C_prev" else symbol_at(name, t) for name in GIVEN]
    unit = rf"\text{{{say('head_unit', experiment.settings.lang)}}}"
    heads = " & ".join([unit, *symbols, symbol_at("C", t), symbol_at("h", t)])
    body = r" \\ ".join(rows)
    rows_below = rf"{heads} \\ \hline {body}"
    table = rf"\def\arraystretch{{1.4}}\begin{{array}}{{c|ccccc|cc}} {rows_below} \end{{array}}"
    lines = rf"{definition('C')} \qquad {definition('h')}"
    return rf"\begin{{gathered}} {lines} \\[14pt] {table} \end{{gathered}}"
