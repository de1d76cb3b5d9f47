"""How memory fades in an Experiment, in words, as an equation and as a table."""

import math
from collections.abc import Sequence
from functools import lru_cache

from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.memory import (
    Curves,
    comparable,
    direct_paths,
    end_step,
    last_shown,
    own_curves,
    shown_peers,
    shown_shares,
    update_bias,
)
from lstm_core.experiment.memory_claims import curve_claims, memory_claim
from lstm_core.model.jacobians import direct_path
from lstm_core.words.claims import claim_sentence
from lstm_core.words.language import say
from lstm_core.words.latex import coloured
from lstm_core.words.masking import hidden_sentence
from lstm_core.words.numbers import matching_digits, plain, power, product
from lstm_core.words.quantities import CURVES
from lstm_core.words.tables import Table

PER_LINE = 8  # factors of the direct path


@lru_cache(maxsize=256)
def memory_sentence(experiment: Experiment) -> str:
    """What of the unit's memory at t is left at the end, until when, and why."""
    claim = memory_claim(experiment)
    if claim is None:
        return hidden_sentence(experiment)
    return claim_sentence(claim, experiment.settings.lang)


@lru_cache(maxsize=256)
def direct_path_equation(experiment: Experiment) -> str:
    """The direct path from t to the end: its factors and what they come to, in LaTeX."""
    u, t, end = experiment.unit - 1, experiment.t, end_step(experiment)
    products, factors = direct_path(experiment.trace, t, end)
    if t == end:
        return rf"C_{{{t}}} \to C_{{{end}}}:\; 1"
    left = rf"\prod_{{k={t + 1}}}^{{{end}}} {coloured('f', 'f_k')}"
    right, n, sign = product_in_digits(factors[:, u].tolist(), float(products[u]))
    numbers = [plain(factor, n) for factor in factors[:, u].tolist()]
    lines = r" \\ &\;\cdot ".join(
        r" \cdot ".join(numbers[k : k + PER_LINE]) for k in range(0, len(numbers), PER_LINE)
    )
    right = coloured("f", right)
    return rf"\begin{{aligned}} {left} &= {lines} \\ &{sign} {right} \end{{aligned}}"


def product_in_digits(factors: Sequence[float], result: float) -> tuple[str, int, str]:
    """A product as a number, the decimals that its factors need for it, and the sign to write."""
    n, sign = matching_digits(product, factors, result, 3)
    if not 0 < abs(result) < 0.0005:
        return plain(result, 3), n, sign
    mantissa, exponent = f"{result:.1e}".split("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}", n, r"\approx"


@lru_cache(maxsize=256)
def memory_captions(experiment: Experiment) -> tuple[str, ...]:
    """What else the view shows: what the ghost keeps, what the curves say."""
    lang = experiment.settings.lang
    return tuple(claim_sentence(claim, lang) for claim in curve_claims(experiment))


def curve_name(experiment: Experiment, name: str) -> str:
    """A curve's name: a norm; or a kind of cell, with its added bias, and by h or by x."""
    if name in CURVES:
        return CURVES[name]
    settings, kind = experiment.settings, name.split()[0]
    if name == "product":
        bias = f"{settings.forget_bias:+d}".replace("-", "−")
        key = "product_biased" if settings.forget_bias else "product_f"
        return say(key, settings.lang, unit=experiment.unit, bias=bias)
    given = {"LSTM": settings.forget_bias, "GRU": update_bias(settings)}.get(kind, 0)
    cell = f"{kind} {given:+d}".replace("-", "−") if given else kind
    return say("by_x" if " x" in name else "by_h", settings.lang, cell=cell)


def memory_alternative(experiment: Experiment, curves: Curves) -> str:
    """The picture in one sentence: what is left of step 1, curve by curve."""
    shown = ", ".join(
        f"{curve_name(experiment, name)} {norm_in_words(float(curve[0]))}"
        for name, curve in curves.items()
    )
    return say("alt_memory", experiment.settings.lang, T=last_shown(experiment), shown=shown)


def norm_in_words(norm: float) -> str:
    """A norm with two digits; of one that is too large for a float, that it is."""
    return power(norm) if math.isfinite(norm) else "> 10³⁰⁸"


def memory_table(experiment: Experiment) -> Table:
    """The unit's direct path, all curves and the shares of learning, a row per shown step."""
    T = last_shown(experiment)
    curves = own_curves(experiment.settings.cell, T)
    if comparable(experiment):
        curves |= shown_peers(experiment)
    direct = direct_paths(experiment, T)[:, experiment.unit - 1]
    columns = (direct, *curves.values(), shown_shares(experiment))
    rows = zip(range(1, T + 1), *(column.tolist() for column in columns), strict=True)
    return Table(("t", "prod_f", *curves, "share"), tuple(rows))
