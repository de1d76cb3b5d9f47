"""How each quantity is written: its symbol, colour, LaTeX and line of NumPy, and its sums with the numbers put in.

Shown numbers compute: terms get as many digits as it takes for what is shown to give the result that is shown;
where eight do not suffice, the sign is an approximation sign.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from lstm_core.model.cell import GATES, Params, Step, sigmoid

MOST_TERMS = 8  # a longer sum shows its largest terms and the sum of the rest


@dataclass(frozen=True)
class Quantity:
    """One value of a step: plain symbol, LaTeX, colour (readable on white and on black), the line that computes it."""

    symbol: str
    latex: str
    colour: str
    formula: str
    code: str


NEUTRAL = "#808A93"  # x, z and everything that is not one of the six
HERE = "#E0115F"  # the step and the unit in focus, and nothing else
QUANTITIES = {
    "z": Quantity("z", "z", NEUTRAL, "[h_{t-1};\\,x_t]", "z = np.concatenate([h_prev, x])"),
    "f": Quantity("f", "f", "#305EEB", r"\sigma(W_f\,z_t + b_f)", "f = sigmoid(W_f @ z + b_f)"),
    "i": Quantity("i", "i", "#C78428", r"\sigma(W_i\,z_t + b_i)", "i = sigmoid(W_i @ z + b_i)"),
    "C_tilde": Quantity(
        "C̃", r"\tilde{C}", "#646F1F", r"\tanh(W_C\,z_t + b_C)", "C_tilde = np.tanh(W_C @ z + b_C)"
    ),
    "C": Quantity(
        "C",
        "C",
        "#28A48B",
        r"f_t \odot C_{t-1} + i_t \odot \tilde{C}_t",
        "C = f * C_prev + i * C_tilde",
    ),
    "tanh_C": Quantity("tanh C", r"\tanh C", "#28A48B", r"\tanh(C_t)", "tanh_C = np.tanh(C)"),
    "o": Quantity("o", "o", "#A081E9", r"\sigma(W_o\,z_t + b_o)", "o = sigmoid(W_o @ z + b_o)"),
    "h": Quantity("h", "h", "#A048A8", r"o_t \odot \tanh(C_t)", "h = o * tanh_C"),
    "y": Quantity("y", "y", NEUTRAL, r"V\,h_t + c", "y = V @ h + c"),
}
LINES = ("f", "i", "C_tilde", "C", "o", "h")  # of the cell, in the order of its story
CHARTED = ("f", "i", "C_tilde", "o", "C", "h")


def letter(name: str) -> str:
    """A quantity's plain symbol."""
    return QUANTITIES[name].symbol


def fixed(value: float, digits: int) -> str:
    """The number with this many decimals and a real minus sign; a rounded zero has no sign."""
    return plain(value, digits).replace("-", "−")


def plain(value: float, digits: int) -> str:
    """As `fixed`, with the minus sign of code and LaTeX; a question mark for what is hidden."""
    shown = f"{value:.{digits}f}"
    if shown == "nan":
        return "?"
    return shown.lstrip("-") if float(shown) == 0 else shown


def sub(index: int) -> str:
    """The index as a plain-text subscript."""
    return str(index).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


def factor(value: float, digits: int) -> str:
    """A number inside a product: in brackets if it is negative."""
    shown = plain(value, digits)
    return f"({shown})" if shown.startswith("-") else shown


def agreeing(
    fn: Callable[..., float], values: Sequence[float], result: float, digits: int
) -> tuple[int, str]:
    """How many decimals `values` need for fn(what is shown) to give the shown `result`, and the sign to write."""
    for n in range(digits, 9):
        if plain(fn(*(float(plain(value, n)) for value in values)), digits) == plain(
            result, digits
        ):
            return n, "="
    return digits, r"\approx"


@dataclass(frozen=True)
class Term:
    """One push on a gate: a weight, what it is multiplied with (None for a bias), and their product."""

    part: str  # "h", "x" or "b"
    index: int  # counted from 1 within its part
    name: str  # of the input, where the scenario names it
    weight: float
    value: float | None
    product: float

    @property
    def html(self) -> str:
        return self.name or (f"{self.part}<sub>{self.index}</sub>" if self.part != "b" else "b")

    def latex(self, gate: str, t: int) -> str:
        """What the weight is multiplied with, at its own time; for a bias the bias itself."""
        if self.part == "b":
            return f"b_{GATES[gate]}"
        if self.name:
            return rf"w \cdot \text{{{self.name}}}_{{{t}}}"
        return rf"w \cdot {self.part}_{{{t - (self.part == 'h')},{self.index}}}"


def terms(
    params: Params, step: Step, gate: str, unit: int, names: Sequence[str]
) -> tuple[Term, ...]:
    """The D + H + 1 terms of one unit's pre-activation: h first, then x, then the bias."""
    W = getattr(params, f"W_{GATES[gate]}")[unit - 1]
    b = float(getattr(params, f"b_{GATES[gate]}")[unit - 1, 0])
    z = step.z[:, 0]
    hidden = 0 * float(
        getattr(step, f"a_{GATES[gate]}")[unit - 1, 0]
    )  # NaN where the sum is hidden, 0 elsewhere
    places = [("h", k, "") for k in range(1, params.H + 1)] + [
        ("x", k, name) for k, name in enumerate(names, 1)
    ]
    pushes = [
        Term(*place, float(w), float(v), float(w * v) + hidden)
        for place, w, v in zip(places, W, z, strict=True)
    ]
    return (*pushes, Term("b", 1, "", b, None, b))


def row_signs(step: Step, unit: int, digits: int) -> tuple[str, str]:
    """The signs before C and h in a row of rounded numbers: "=" where those give what is shown, "≈" otherwise."""
    names = ("f", "C_prev", "i", "C_tilde", "o", "tanh_C", "C", "h")
    *values, C, h = (plain(float(getattr(step, name)[unit - 1, 0]), digits) for name in names)
    if "?" in (*values, C, h):
        return "=", "="
    f, C_prev, i, C_tilde, o, tanh_C = map(float, values)
    pairs = ((f * C_prev + i * C_tilde, C), (o * tanh_C, h))
    first, second = ("=" if plain(result, digits) == shown else "≈" for result, shown in pairs)
    return first, second


def coloured(name: str, latex: str = "") -> str:
    """LaTeX in the quantity's colour; its own symbol if none is given."""
    return rf"\textcolor{{{QUANTITIES[name].colour}}}{{{latex or QUANTITIES[name].latex}}}"


def at(name: str, t: int | str) -> str:
    """The coloured symbol of a quantity at t, in LaTeX."""
    if name == "tanh_C":
        return coloured(name, rf"\tanh C_{{{t}}}")
    return coloured(name, f"{QUANTITIES[name].latex}_{{{t}}}")


def in_focus(name: str, value: float, digits: int) -> str:
    """A result, larger than what it comes from, in LaTeX."""
    return rf"{{\large {coloured(name, plain(value, digits))}}}"


def in_symbols(name: str) -> str:
    """The formula of a quantity in symbols, in LaTeX."""
    return f"{at(name, 't')} = {QUANTITIES[name].formula}"


def in_numbers(
    name: str, step: Step, unit: int, t: int, digits: int, one_line: bool = False
) -> str:
    """C, tanh C or h of one unit with the numbers put in, in LaTeX."""
    f, i, C_tilde, o, C_prev, C, tanh_C, h = (
        float(getattr(step, key)[unit - 1, 0])
        for key in ("f", "i", "C_tilde", "o", "C_prev", "C", "tanh_C", "h")
    )
    if name == "C" and one_line:
        n, sign = agreeing(
            lambda f, C_prev, i, C_tilde: f * C_prev + i * C_tilde,
            (f, C_prev, i, C_tilde),
            C,
            digits,
        )
        kept = rf"{coloured('f', plain(f, n))} \cdot {coloured('C', factor(C_prev, n))}"
        written = rf"{coloured('i', plain(i, n))} \cdot {coloured('C_tilde', factor(C_tilde, n))}"
        return rf"{at('C', t)} = {kept} + {written} {sign} {in_focus('C', C, digits)}"
    if name == "C":
        n, sign = agreeing(
            lambda kept, written: kept + written, (f * C_prev, i * C_tilde), C, digits
        )
        m, _ = agreeing(lambda a, b: a * b, (f, C_prev), f * C_prev, n)
        k, _ = agreeing(lambda a, b: a * b, (i, C_tilde), i * C_tilde, n)
        kept = rf"{coloured('f', plain(f, m))} \cdot {coloured('C', factor(C_prev, m))}"
        written = rf"{coloured('i', plain(i, k))} \cdot {coloured('C_tilde', factor(C_tilde, k))}"
        both = (
            rf"{plain(f * C_prev, n)} + {factor(i * C_tilde, n)} {sign} {in_focus('C', C, digits)}"
        )
        return rf"\begin{{aligned}} {at('C', t)} &= {kept} \\ &\;+ {written} \\ &= {both} \end{{aligned}}"
    if name == "tanh_C":
        n, sign = agreeing(np.tanh, (C,), tanh_C, digits)
        inside, result = coloured("C", plain(C, n)), in_focus("tanh_C", tanh_C, digits)
        return rf"{at('tanh_C', t)} = \tanh({inside}) {sign} {result}"
    n, sign = agreeing(lambda a, b: a * b, (o, tanh_C), h, digits)
    return (
        rf"{at('h', t)} = {coloured('o', plain(o, n))} \cdot {coloured('tanh_C', factor(tanh_C, n))} {sign}"
        rf" {in_focus('h', h, digits)}"
    )


def in_question(name: str, step: Step, unit: int, t: int, digits: int) -> tuple[str, str]:
    """The formula of a hidden quantity, what is known put in, and the question mark for the rest; both in LaTeX."""

    def known(key: str, letter: str = "") -> str:
        return coloured(
            letter or key,
            factor(float(getattr(step, key)[unit - 1, 0]), digits).replace("?", "{?}"),
        )

    put_in = {
        "C": rf"{known('f')} \cdot {known('C_prev', 'C')} + {known('i')} \cdot {known('C_tilde')}",
        "tanh_C": rf"\tanh({known('C')})",
        "h": rf"{known('o')} \cdot {known('tanh_C')}",
    }
    return f"{at(name, t)} = {put_in.get(name, QUANTITIES[name].formula)}", coloured(name, "{?}")


def in_factors(factors: Sequence[float], result: float, t: int, end: int) -> str:
    """The direct path from t to end: its factors and what they come to, in as many lines as it takes, in LaTeX."""
    symbol = rf"\prod_{{k={t + 1}}}^{{{end}}} {coloured('f', 'f_k')}"
    if not factors:
        return rf"C_{{{t}}} \to C_{{{end}}}:\; 1"
    n, sign = agreeing(lambda *given: float(np.prod(given)), factors, result, 3)
    shown_result = plain(result, 3)
    if 0 < abs(result) < 0.0005:
        mantissa, exponent = f"{result:.1e}".split("e")
        sign, shown_result = r"\approx", rf"{mantissa} \cdot 10^{{{int(exponent)}}}"
    shown = [plain(factor, n) for factor in factors]
    lines = r" \\ &\;\cdot ".join(
        r" \cdot ".join(shown[k : k + MOST_TERMS]) for k in range(0, len(shown), MOST_TERMS)
    )
    return rf"\begin{{aligned}} {symbol} &= {lines} \\ &{sign} {coloured('f', shown_result)} \end{{aligned}}"


def squashing(name: str) -> tuple[Callable[[float], float], str]:
    """The function between a pre-activation and this gate or the candidate, and its name in LaTeX."""
    if name == "C_tilde":
        return np.tanh, r"\tanh"
    return lambda a: float(sigmoid(np.array(a))), r"\sigma"


def squashed(name: str, a: float, value: float, t: int, digits: int) -> str:
    """Sigma or tanh of the pre-activation, with the numbers put in, in LaTeX."""
    squash, letter = squashing(name)
    n, sign = agreeing(squash, (a,), value, digits)
    return f"{at(name, t)} = {letter}({plain(a, n)}) {sign} {coloured(name, plain(value, digits))}"


def in_parts(
    name: str, pushes: Sequence[Term], a: float, value: float, t: int, digits: int, flat: bool
) -> str:
    """A gate in one line: what h, what x and what the bias push, together, squashed; in LaTeX.

    A flat one names the parts beside the numbers, not below them.
    """
    sums = [sum(push.product for push in pushes if push.part == part) for part in "hxb"]
    n, sign = agreeing(lambda *parts: sum(parts), sums, a, digits)
    squash, letter = squashing(name)
    m, last = agreeing(squash, (a,), value, digits)
    if m > n:
        n, sign = agreeing(lambda *parts: sum(parts), sums, a, m)
    shown = zip((factor(part, n) for part in sums), "hxb", strict=True)
    parts = " + ".join(
        rf"{part}_{{{label}}}" if flat else rf"\underbrace{{{part}}}_{{{label}}}"
        for part, label in shown
    )
    result = in_focus(name, value, digits)
    return rf"{at(name, t)} = {letter}({parts}) {sign} {letter}({plain(a, m)}) {last} {result}"


def largest(pushes: Sequence[Term], most: int) -> tuple[list[Term], float | None]:
    """The `most - 1` largest terms in their own order and the sum of the rest; all of them and None if they are few."""
    if len(pushes) <= most:
        return list(pushes), None
    kept = sorted(sorted(range(len(pushes)), key=lambda k: -abs(pushes[k].product))[: most - 1])
    return [pushes[k] for k in kept], sum(
        push.product for k, push in enumerate(pushes) if k not in kept
    )


def in_terms(
    name: str,
    pushes: Sequence[Term],
    a: float,
    value: float,
    t: int,
    digits: int,
    rest_label: str,
    most: int = MOST_TERMS,
) -> tuple[str, str]:
    """A gate as its sum, a term in each line, the largest marked, and then squashed; both in LaTeX."""
    kept, rest = largest(pushes, most)
    products = [push.product for push in kept] + ([] if rest is None else [rest])
    n, sign = agreeing(lambda *parts: sum(parts), products, a, digits)
    strongest = max(kept, key=lambda push: abs(push.product))
    lines = []
    for push in kept:
        factors = ""
        if push.value is not None:
            m, _ = agreeing(lambda w, v: w * v, (push.weight, push.value), push.product, n)
            factors = rf"= {plain(push.weight, m)} \cdot {factor(push.value, m)}"
        mark = r"\;\blacktriangleleft" if push is strongest else ""
        lines.append(rf"{push.latex(name, t)} &{factors} &&\;= {plain(push.product, n)}{mark}")
    if rest is not None:
        lines.append(rf"\text{{{rest_label}}} & &&\;= {plain(rest, n)}")
    lines.append(rf"a_{{{GATES[name]}}} & &&\;{sign} {plain(a, digits)}")
    body = r" \\ ".join(lines)
    return rf"\begin{{alignedat}}{{2}} {body} \end{{alignedat}}", squashed(
        name, a, value, t, digits
    )


def vector(latex: str, values: Sequence[float], digits: int, per_line: int = 6) -> str:
    """A vector as a row of numbers, in as many lines as it takes, in LaTeX."""
    shown = [plain(value, digits) for value in values]
    lines = r" \\ ".join(
        " & ".join(shown[k : k + per_line]) for k in range(0, len(shown), per_line)
    )
    return rf"{latex} = \left[\begin{{array}}{{{'r' * min(per_line, len(shown))}}} {lines} \end{{array}}\right]"


def stacked(formulas: Sequence[str]) -> str:
    """Formulas below each other, their left edges in line, as one; in LaTeX."""
    body = r" \\[6pt] ".join(f"& {formula}" for formula in formulas)
    return rf"\begin{{aligned}} {body} \end{{aligned}}"
