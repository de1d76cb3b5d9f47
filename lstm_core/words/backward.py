"""The gradient that flows back, in words, as formulas, and as short texts for the drawing."""

from math import isinf, isnan

from lstm_core.experiment.backward import LINES, backward_claim, ends_at, shown_gradients
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.memory import last_shown
from lstm_core.model.cell import GATES
from lstm_core.words.claims import claim_sentence
from lstm_core.words.language import say
from lstm_core.words.latex import coloured, stacked, symbol_at
from lstm_core.words.masking import hidden_sentence
from lstm_core.words.numbers import HIDDEN, SUPERSCRIPTS, factor, fixed
from lstm_core.words.quantities import QUANTITIES, symbol, unit_value
from lstm_core.words.tables import Table

# The gradient by a stage: that by another quantity, times a value of the step.
CHAIN = {
    "f": ("C", "C_prev"),
    "i": ("C", "C_tilde"),
    "C_tilde": ("C", "i"),
    "o": ("h", "tanh_C"),
    "tanh_C": ("h", "o"),
}
NOTED = ("z", "C", "tanh_C", "h")  # the others share the note of the gates
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
LEAST = 0.01  # a smaller gradient is written with a power of ten
CARD_DIGITS, LINE_DIGITS = 3, 2


def backward_sentence(experiment: Experiment) -> str:
    """How much gradient comes back to the memory of the unit in focus, and where it dies."""
    claim = backward_claim(experiment)
    if claim is None:
        return hidden_sentence(experiment)
    return claim_sentence(claim, experiment.settings.lang)


def gradient_text(value: float, digits: int) -> str:
    """A gradient with this many decimals, or with a power of ten where it is small or large.

    The number before it has two digits, or one where there are few decimals, for the last row.
    """
    if isnan(value):
        return HIDDEN
    if isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    if LEAST <= abs(value) < 1000:
        return fixed(value, digits)
    mantissa, exponent = f"{value:.{digits - 2}e}".replace("-", "−", value < 0).split("e")
    return f"{mantissa}·10{str(int(exponent)).translate(SUPERSCRIPTS)}"


def gradient_latex(value: float, digits: int) -> str:
    """A gradient as a factor in LaTeX."""
    mantissa, _, exponent = gradient_text(value, digits).translate(PLAIN).partition("·10")
    number = rf"{mantissa}\cdot 10^{{{exponent}}}" if exponent else mantissa
    return f"({number})" if number.startswith("-") else number.replace("?", "{?}")


def backward_card(experiment: Experiment, stage: str) -> str:
    """How the gradient by this stage comes about, for the unit in focus, in Markdown."""
    lang = experiment.settings.lang
    title = say("backward_title", lang, stage=symbol(stage))
    first, *more = rule(stage)
    lines = [f"{by(stage, 't')} = {first}", *more, *numbers(experiment, stage, CARD_DIGITS)]
    kind = stage if stage in NOTED else "held" if ends_at(experiment, stage) else "gate"
    if stage == "C" and experiment.t == last_shown(experiment):
        kind = "C_last"
    note = say(f"backward_note_{kind}", lang)
    return f"### {title}\n\n$$\n{stacked(lines)}\n$$\n\n{note}"


def backward_line(experiment: Experiment, stage: str) -> str:
    """The gradient by this stage as one formula with numbers, for the last row, in LaTeX."""
    return numbers(experiment, stage, LINE_DIGITS)[0]


def by(name: str, t: int | str) -> str:
    """The derivative of L by a quantity at t, in LaTeX."""
    return rf"\partial L/\partial {symbol_at(name, t)}"


def value_symbol(name: str, t: str | int, before: str | int) -> str:
    """The symbol of a value of step t; C_prev is that of the step before."""
    return symbol_at("C", before) if name == "C_prev" else symbol_at(name, t)


def rule(stage: str) -> list[str]:
    """What the gradient by a stage is, in symbols, a line each."""
    if stage in CHAIN:
        other, value = CHAIN[stage]
        return [rf"{by(other, 't')} \odot {value_symbol(value, 't', 't-1')}"]
    if stage == "C":
        through_h = rf"{by('tanh_C', 't')} \odot (1 - \tanh^2 C_t)"
        return [through_h, rf"\quad + {by('C', 't+1')} \odot {symbol_at('f', 't+1')}"]
    sums = r"\sum_{g} W_g^\top\, \partial L/\partial a_{g,%s}"
    return [sums % ("t+1" if stage == "h" else "t")]


def numbers(experiment: Experiment, stage: str, digits: int) -> list[str]:
    """The rule with the numbers of the unit in focus put in; of a gate its pre-activation's too."""
    t, u = experiment.t, experiment.unit - 1
    found = {name: float(rows[t - 1, u]) for name, rows in shown_gradients(experiment).items()}
    if stage == "z":
        result = gradient_latex(found["h_prev"], digits)
        return [rf"{by('h', t - 1)} \approx {result}"]
    left, result = by(stage, t), coloured(stage, gradient_latex(found[stage], digits))
    if stage == "h":
        last = t == last_shown(experiment)
        return [f"{left} = 1" if last else rf"{left} \approx {result}"]
    if stage == "C":
        parts = [found["C_h"], found["C"] - found["C_h"]]
        both = " + ".join(gradient_latex(part, digits) for part in parts)
        return [rf"{left} \approx {both} \approx {result}"]
    other, name = CHAIN[stage]
    value = factor(unit_value(experiment, name), digits).replace("?", "{?}")
    factors = rf"{gradient_latex(found[other], digits)} \cdot {value}"
    lines = [rf"{left} \approx {factors} \approx {result}"]
    if stage in GATES and not experiment.is_held(stage):
        a = rf"\partial L/\partial a_{{{GATES[stage]},{t}}}"
        slope = slope_latex(experiment, stage, digits)
        inner = gradient_latex(found[f"a_{stage}"], digits)
        product = gradient_latex(found[stage], digits)
        lines.append(rf"{a} \approx {product} \cdot {slope} \approx {inner}")
    return lines


def slope_latex(experiment: Experiment, gate: str, digits: int) -> str:
    """The slope of sigma or tanh where the gate stands, with its number."""
    value = unit_value(experiment, gate)
    slope = 1 - value**2 if gate == "C_tilde" else value * (1 - value)
    name = QUANTITIES[gate].latex
    below = f"1 - {name}^2" if gate == "C_tilde" else f"{name}\\,(1 - {name})"
    return rf"\underbrace{{{gradient_latex(slope, digits)}}}_{{{below}}}"


def backward_table(experiment: Experiment) -> Table:
    """The gradients by the values of each step, a row per step and unit."""
    found = shown_gradients(experiment)
    rows = tuple(
        (t, unit, *(float(found[name][t - 1, unit - 1]) for name in LINES))
        for t in range(1, experiment.T + 1)
        for unit in range(1, experiment.H + 1)
    )
    return Table(("t", "unit", *(f"dL_d{name}" for name in LINES)), rows)
