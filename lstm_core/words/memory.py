"""How memory fades in an Experiment, in words and as a table."""

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
from lstm_core.words import notation
from lstm_core.words.language import say
from lstm_core.words.notation import fixed
from lstm_core.words.reading import Table, percent, without


def sentence(experiment: Experiment) -> str:
    """What of the unit's memory at t is left at the end, and after how many steps half would be."""
    unit, last, t = experiment.unit, end_step(experiment), experiment.t
    product, factors = direct_path(experiment.trace, t, last)
    life, lang = half_life(factors)[unit - 1], experiment.settings.lang
    half = (
        say("no_half_life", lang) if life is None else say("half_life", lang, steps=fixed(life, 1))
    )
    if t == last:
        half = ""
    share = percent_of(float(product[unit - 1]))
    return say("memory_sentence", lang, unit=unit, t=t, end=last, percent=share, half=half)


def percent_of(share: float) -> str:
    """A share in per cent, however small it is."""
    return power(100 * share) if 0 < share < 0.0005 else percent(share)


def product(experiment: Experiment) -> str:
    """The direct path written out, factors and result, in LaTeX."""
    unit, last, t = experiment.unit, end_step(experiment), experiment.t
    result, factors = direct_path(experiment.trace, t, last)
    return notation.in_factors(factors[:, unit - 1].tolist(), float(result[unit - 1]), t, last)


def told(experiment: Experiment) -> list[str]:
    """What the curves say, with their numbers: which is larger, and which is exactly 0 and why."""
    lang, said = experiment.settings.lang, []
    if experiment.ghost:
        kept = direct_path(experiment.ghost.trace, experiment.t, end_step(experiment))[0][
            experiment.unit - 1
        ]
        ghost = without(experiment)
        said.append(
            say(
                "memory_before",
                lang,
                ghost=ghost[0].upper() + ghost[1:],
                percent=percent_of(float(kept)),
            )
        )
    if experiment.settings.curves == "peers" and comparable(experiment):
        at_1 = {
            name: float(curve[0]) for name, curve in peer_curves(experiment.settings.cell).items()
        }
        key = "lstm_more" if at_1["LSTM"] > max(at_1["RNN"], at_1["GRU"]) else "lstm_not_more"
        numbers = {name.lower(): power(at_1[name]) for name in ("LSTM", "RNN", "GRU")}
        return [say(key, lang, T=experiment.T, **numbers)]
    curves = own_curves(experiment.settings.cell)
    zero = [name for name, curve in curves.items() if not curve[:-1].any()]
    said += [
        say("exactly_zero", lang, curve=SYMBOLS[name], why=say(why_zero(experiment, name), lang))
        for name in zero
    ]
    ratio = float(curves["dC_dC"][0] / curves["direct"][0]) if curves["direct"][0] else float("inf")
    key = "direct_holds" if 0.5 <= ratio <= 2 else "direct_breaks"
    said.append(
        say(
            key,
            lang,
            whole=power(float(curves["dC_dC"][0])),
            direct=power(float(curves["direct"][0])),
        )
    )
    return said


def why_zero(experiment: Experiment, name: str) -> str:
    """The key of the reason why this curve is exactly 0 before T."""
    recurrent = any(
        getattr(experiment.gradient_params, f"W_{its}")[:, : experiment.H].any() for its in "fiCo"
    )
    if name == "dh_dh" and not recurrent:
        return "zero_no_recurrence"
    return "zero_held" if experiment.pins else "zero_saturated"


SYMBOLS = {
    "dC_dC": "‖∂C_T/∂C_t‖",
    "direct": "‖∏ f‖",
    "dh_dC": "‖∂h_T/∂C_t‖",
    "dh_dh": "‖∂h_T/∂h_t‖",
    "dh_dx": "‖∂h_T/∂x_t‖",
}


def power(value: float) -> str:
    """A positive number of any size: two digits, and a power of ten where it is far from 1."""
    if value == 0 or 0.01 <= value < 1000:
        return fixed(value, 2)
    mantissa, exponent = f"{value:.1e}".split("e")
    return f"{mantissa} · 10{str(int(exponent)).translate(str.maketrans('0123456789-', '⁰¹²³⁴⁵⁶⁷⁸⁹⁻'))}"


def alt(experiment: Experiment, curves: Curves) -> str:
    """The picture in one sentence: what is left of step 1, curve by curve."""
    shown = ", ".join(
        f"{SYMBOLS.get(name, name)} {power(float(curve[0]))}" for name, curve in curves.items()
    )
    return say("alt_memory", experiment.settings.lang, T=experiment.T, shown=shown)


def table(experiment: Experiment) -> Table:
    """All curves, the direct path of the unit in focus, and the shares of learning: a row per step."""
    curves = own_curves(experiment.settings.cell) | (
        peer_curves(experiment.settings.cell) if comparable(experiment) else {}
    )
    direct = direct_paths(experiment, experiment.T)
    columns = [
        direct[:, experiment.unit - 1].tolist(),
        *(c.tolist() for c in curves.values()),
    ]
    columns.append(learning_shares(experiment.settings.cell).tolist())
    header = ("t", "prod_f", *curves, "share")
    rows = zip(range(1, experiment.T + 1), *columns, strict=True)
    return Table(header, tuple(tuple(row) for row in rows))
