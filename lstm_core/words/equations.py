"""A stage on the whiteboard: its formula in symbols and in numbers, its code, its meaning."""

from functools import lru_cache
from math import isnan
from operator import add, mul

from lstm_core.experiment.edits import spell
from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import GATES
from lstm_core.words import gates
from lstm_core.words.ghost import ghost_comparison
from lstm_core.words.language import say
from lstm_core.words.latex import (
    MOST_ENTRIES,
    coloured,
    definition,
    large_value,
    stacked,
    symbol_at,
    vector,
)
from lstm_core.words.masking import is_hidden
from lstm_core.words.numbers import Number, computes, factor, matching_digits, plain, tanh
from lstm_core.words.quantities import QUANTITIES, symbol, unit_value
from lstm_core.words.step import stage_sentence

CARD_DIGITS, LINE_DIGITS = 3, 2


@lru_cache(maxsize=256)
def stage_card(experiment: Experiment, stage: str) -> str:
    """Title, formulas, note and code of a stage for the unit in focus, in Markdown.

    A hidden result is asked for.
    """
    settings, lang = experiment.settings, experiment.settings.lang
    if experiment.asking and settings.revealed == "no":
        # the usual title and note would answer what is being asked
        title, notes = f"{symbol(stage)}, {say(f'name_{stage}', lang)}", []
    else:
        title, notes = say(f"stage_{stage}", lang), [say(f"note_{stage}", lang)]
        if not is_hidden(experiment, stage):
            notes.append(f"**{stage_sentence(experiment, stage)}**")
    equations = stacked(formulas(experiment, stage))
    code = code_line(experiment, stage)
    # not in a fence, for which the browser fetches a script of 1.6 MB
    parts = (*notes, ghost_comparison(experiment, stage), f"`{code}`" if code else "")
    return f"### {title}\n\n$$\n{equations}\n$$\n\n{' '.join(filter(None, parts))}"


def code_line(experiment: Experiment, stage: str) -> str:
    """The line of NumPy that computes the stage for the unit in focus; "" for a hidden constant."""
    if stage not in GATES or not experiment.is_held(stage):
        return QUANTITIES[stage].code
    if experiment.is_coupled(stage):
        return "i = 1 - f"
    held = unit_value(experiment, stage)
    return "" if isnan(held) else f"{stage}[{experiment.unit - 1}] = {spell(held)}"


def formulas(experiment: Experiment, stage: str) -> list[str]:
    """The formula in symbols and with the numbers put in, in LaTeX."""
    digits = CARD_DIGITS
    if stage in GATES and experiment.is_held(stage):
        return [gates.held_gate(experiment, stage, digits)]
    if is_hidden(experiment, stage):
        return [
            definition(stage),
            known_part(experiment, stage, digits),
            rf"\quad = {unknown(stage)}",
        ]
    if stage == "z":
        return [definition(stage), *parts_of_z(experiment)]
    if stage in GATES:
        terms = gates.sum_in_lines(experiment, stage, digits, gates.MOST_TERMS)
        return [definition(stage), terms, gates.squashed(experiment, stage, digits)]
    if stage == "C":
        return [definition(stage), cell_state_in_lines(experiment, digits)]
    return [definition(stage), output(experiment, stage, digits)]


def one_line_equation(experiment: Experiment, stage: str, *, braces: bool = True) -> str:
    """The stage as one formula with numbers, short enough for the last row, in LaTeX."""
    digits = LINE_DIGITS
    if stage in GATES and experiment.is_held(stage):
        return gates.held_gate(experiment, stage, digits)
    if is_hidden(experiment, stage):
        return f"{known_part(experiment, stage, digits)} = {unknown(stage)}"
    if stage == "z":
        z = experiment.step.z[:, 0].tolist()
        return vector(f"z_{{{experiment.t}}}", z, digits, per_line=8)
    if stage in GATES:
        return gates.sum_by_parts(experiment, stage, digits, braces=braces)
    if stage == "C":
        return cell_state(experiment, digits)
    return output(experiment, stage, digits)


def parts_of_z(experiment: Experiment, most: int = MOST_ENTRIES) -> list[str]:
    """The h of the step before and x, each whole if it has at most `most` entries, in LaTeX."""
    t, step = experiment.t, experiment.step
    h, x = step.h_prev[:, 0].tolist(), step.x[:, 0].tolist()
    return [
        vector(rf"h_{{{t - 1}}}", h, CARD_DIGITS, most=most),
        vector(rf"x_{{{t}}}", x, CARD_DIGITS, most=most),
    ]


def long_vector_length(experiment: Experiment, stage: str) -> int:
    """How many entries z has where not all are in its card; 0 for all else."""
    H, D = experiment.H, experiment.D
    return H + D if stage == "z" and max(H, D) > MOST_ENTRIES else 0


def long_sum_length(experiment: Experiment, stage: str) -> int:
    """How many terms a sum has that is too long for its card; 0 for all else."""
    count = experiment.H + experiment.D + 1
    if stage not in GATES or count <= gates.MOST_TERMS:
        return 0
    return 0 if experiment.is_held(stage) or is_hidden(experiment, stage) else count


def whole_vector(experiment: Experiment) -> str:
    """All entries of z, in LaTeX."""
    return stacked(parts_of_z(experiment, experiment.H + experiment.D))


def whole_sum(experiment: Experiment, gate: str) -> str:
    """The whole sum of a gate, a line for each term, in LaTeX."""
    return gates.sum_in_lines(experiment, gate, CARD_DIGITS, experiment.H + experiment.D + 1)


# ---- C, tanh C and h with the numbers put in


def keep_and_write(f: Number, C_prev: Number, i: Number, C_tilde: Number) -> Number:
    """C: f of the old one and i of the candidate."""
    return f * C_prev + i * C_tilde


def cell_state(experiment: Experiment, digits: int) -> str:
    """C = f · C + i · C̃ in one line, in LaTeX."""
    names = ("f", "C_prev", "i", "C_tilde")
    f, C_prev, i, C_tilde = values = [unit_value(experiment, name) for name in names]
    C = unit_value(experiment, "C")
    n, sign = matching_digits(keep_and_write, values, C, digits)
    kept = rf"{coloured('f', plain(f, n))} \cdot {coloured('C', factor(C_prev, n))}"
    written = rf"{coloured('i', plain(i, n))} \cdot {coloured('C_tilde', factor(C_tilde, n))}"
    return (
        rf"{symbol_at('C', experiment.t)} = {kept} + {written} {sign} {large_value('C', C, digits)}"
    )


def cell_state_in_lines(experiment: Experiment, digits: int) -> str:
    """C as what is kept, what is written, and their sum, a line each, in LaTeX."""
    names = ("f", "C_prev", "i", "C_tilde", "C")
    f, C_prev, i, C_tilde, C = (unit_value(experiment, name) for name in names)
    n, sign = matching_digits(add, (f * C_prev, i * C_tilde), C, digits)
    m, sign_kept = matching_digits(mul, (f, C_prev), f * C_prev, n)
    k, sign_written = matching_digits(mul, (i, C_tilde), i * C_tilde, n)
    products = "=" if sign_kept == sign_written == "=" else r"\approx"
    kept = rf"{coloured('f', plain(f, m))} \cdot {coloured('C', factor(C_prev, m))}"
    written = rf"{coloured('i', plain(i, k))} \cdot {coloured('C_tilde', factor(C_tilde, k))}"
    both = f"{plain(f * C_prev, n)} + {factor(i * C_tilde, n)} {sign} {large_value('C', C, digits)}"
    lines = rf"{symbol_at('C', experiment.t)} &= {kept} \\ &\;+ {written} \\ &{products} {both}"
    return rf"\begin{{aligned}} {lines} \end{{aligned}}"


def output(experiment: Experiment, stage: str, digits: int) -> str:
    """The line of tanh C, or of h = o · tanh C, in LaTeX."""
    C, tanh_C, o = (unit_value(experiment, name) for name in ("C", "tanh_C", "o"))
    left, right = symbol_at(stage, experiment.t), unit_value(experiment, stage)
    if stage == "tanh_C":
        n, sign = matching_digits(tanh, (C,), tanh_C, digits)
        inside = rf"\tanh({coloured('C', plain(C, n))})"
    else:
        n, sign = matching_digits(mul, (o, tanh_C), right, digits)
        inside = rf"{coloured('o', plain(o, n))} \cdot {coloured('tanh_C', factor(tanh_C, n))}"
    return f"{left} = {inside} {sign} {large_value(stage, right, digits)}"


def known_part(experiment: Experiment, stage: str, digits: int) -> str:
    """The formula of a hidden quantity, what is known put in, "?" for the rest, in LaTeX."""

    def known(name: str, colour: str = "") -> str:
        number = factor(unit_value(experiment, name), digits)
        return coloured(colour or name, number.replace("?", "{?}"))

    right = {
        "C": rf"{known('f')} \cdot {known('C_prev', 'C')} + {known('i')} \cdot {known('C_tilde')}",
        "tanh_C": rf"\tanh({known('C')})",
        "h": rf"{known('o')} \cdot {known('tanh_C')}",
    }
    return f"{symbol_at(stage, experiment.t)} = {right.get(stage, QUANTITIES[stage].formula)}"


def unknown(stage: str) -> str:
    """A question mark in the colour of what is asked for, in LaTeX."""
    return coloured(stage, "{?}")


def row_signs(experiment: Experiment, digits: int) -> tuple[str, str]:
    """The signs before C and h in a row of rounded numbers: "=" where those give them, else "≈"."""
    names = ("f", "C_prev", "i", "C_tilde", "C", "o", "tanh_C", "h")
    shown = [plain(unit_value(experiment, name), digits) for name in names]
    memory = computes(keep_and_write, shown[:4], shown[4])
    output = computes(mul, shown[5:7], shown[7])
    return "=" if memory else "≈", "=" if output else "≈"
