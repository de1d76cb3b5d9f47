"""How memory fades in an Experiment, in words, as an equation and as a table."""

from collections.abc import Sequence

from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.memory import (
    Curves,
    comparable,
    direct_paths,
    end_step,
    learning_shares,
    own_curves,
    peer_curves,
)
from lstm_core.model.jacobians import direct_path, half_life
from lstm_core.words.ghost import ghost_as_subject
from lstm_core.words.language import say
from lstm_core.words.latex import coloured
from lstm_core.words.numbers import (
    fixed,
    matching_digits,
    percent_of_any_size,
    plain,
    power,
    product,
)
from lstm_core.words.tables import Table

PER_LINE = 8  # factors of the direct path
SYMBOLS = {
    "dC_dC": "‖∂C_T/∂C_t‖",
    "direct": "‖∏ f‖",
    "dh_dC": "‖∂h_T/∂C_t‖",
    "dh_dh": "‖∂h_T/∂h_t‖",
    "dh_dx": "‖∂h_T/∂x_t‖",
}


def memory_sentence(experiment: Experiment) -> str:
    """What of the unit's memory at t is left at the end, and after how many steps half would be."""
    unit, end, t = experiment.unit, end_step(experiment), experiment.t
    product, factors = direct_path(experiment.trace, t, end)
    steps, lang = half_life(factors)[unit - 1], experiment.settings.lang
    if t == end:
        half = ""
    elif steps is None:
        half = say("no_half_life", lang)
    else:
        half = say("half_life", lang, steps=fixed(steps, 1))
    share = percent_of_any_size(float(product[unit - 1]))
    return say("memory_sentence", lang, unit=unit, t=t, end=end, percent=share, half=half)


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


def memory_captions(experiment: Experiment) -> list[str]:
    """What the curves say, with their numbers: which is larger, and which is exactly 0 and why."""
    settings, lang = experiment.settings, experiment.settings.lang
    if settings.curves == "peers" and comparable(experiment):
        return [peers_caption(experiment)]
    curves = own_curves(settings.cell)
    whole, direct = (float(curves[name][0]) for name in ("dC_dC", "direct"))
    key = "direct_holds" if direct and 0.5 <= whole / direct <= 2 else "direct_breaks"
    zero = [name for name, curve in curves.items() if not curve[:-1].any()]
    reasons = {name: say(reason_for_zero(experiment, name), lang) for name in zero}
    return [
        *ghost_caption(experiment),
        *(say("exactly_zero", lang, curve=SYMBOLS[name], why=reasons[name]) for name in zero),
        say(key, lang, whole=power(whole), direct=power(direct)),
    ]


def ghost_caption(experiment: Experiment) -> list[str]:
    """What of the memory at t is left in the ghost; nothing where there is none."""
    if experiment.ghost is None:
        return []
    products, _ = direct_path(experiment.ghost.trace, experiment.t, end_step(experiment))
    share = percent_of_any_size(float(products[experiment.unit - 1]))
    ghost, lang = ghost_as_subject(experiment), experiment.settings.lang
    return [say("memory_before", lang, ghost=ghost, percent=share)]


def peers_caption(experiment: Experiment) -> str:
    """Whether the LSTM's h feels more of step 1 at the end than that of an RNN and a GRU."""
    curves = peer_curves(experiment.settings.cell)
    at_1 = {name: float(curves[name][0]) for name in ("LSTM", "RNN", "GRU")}
    key = "lstm_more" if at_1["LSTM"] > max(at_1["RNN"], at_1["GRU"]) else "lstm_not_more"
    numbers = {name.lower(): power(value) for name, value in at_1.items()}
    return say(key, experiment.settings.lang, T=experiment.T, **numbers)


def reason_for_zero(experiment: Experiment, name: str) -> str:
    """The key of the reason why this curve is exactly 0 before T."""
    recurrent = any(
        getattr(experiment.gradient_params, f"W_{letter}")[:, : experiment.H].any()
        for letter in "fiCo"
    )
    if name == "dh_dh" and not recurrent:
        return "zero_no_recurrence"
    return "zero_held" if experiment.pins else "zero_saturated"


def memory_alternative(experiment: Experiment, curves: Curves) -> str:
    """The picture in one sentence: what is left of step 1, curve by curve."""
    shown = ", ".join(
        f"{SYMBOLS.get(name, name)} {power(float(curve[0]))}" for name, curve in curves.items()
    )
    return say("alt_memory", experiment.settings.lang, T=experiment.T, shown=shown)


def memory_table(experiment: Experiment) -> Table:
    """The unit's direct path, all curves and the shares of learning, a row per step."""
    cell, T = experiment.settings.cell, experiment.T
    curves = own_curves(cell) | (peer_curves(cell) if comparable(experiment) else {})
    direct = direct_paths(experiment, T)[:, experiment.unit - 1]
    columns = (direct, *curves.values(), learning_shares(cell))
    rows = zip(range(1, T + 1), *(column.tolist() for column in columns), strict=True)
    return Table(("t", "prod_f", *curves, "share"), tuple(rows))
