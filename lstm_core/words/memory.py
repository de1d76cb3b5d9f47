"""How memory fades in an Experiment: what of step t is left at the end, by the direct path and in the whole truth."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from lstm_core.experiment.experiment import Experiment, simulated
from lstm_core.experiment.settings import Settings
from lstm_core.model import jacobians as fading
from lstm_core.model import peers
from lstm_core.model.cell import Array
from lstm_core.words import notation
from lstm_core.words.language import say
from lstm_core.words.notation import fixed
from lstm_core.words.reading import Table, percent, without

Curves = dict[str, Array]


def end(experiment: Experiment) -> int:
    """The later step: the last one unless another is asked for, and never before t."""
    return max(experiment.t, min(experiment.settings.end or experiment.T, experiment.T))


def left(experiment: Experiment) -> Array:
    """What of C at t = 1 ... end is left at the end by the direct path, the product of f after t: (end, H)."""
    last = end(experiment)
    return np.array([fading.direct_path(experiment.trace, t, last)[0] for t in range(1, last + 1)])


@lru_cache(maxsize=64)
def own(cell: Settings) -> Curves:
    """Norms over t of what the end feels of step t, and of the direct path alone; each (T,)."""
    experiment = simulated(cell)
    found = fading.jacobians(experiment.moving, experiment.trace, experiment.pins)
    T = experiment.T
    direct = np.array([fading.direct_path(experiment.trace, t, T)[0] for t in range(1, T + 1)])
    return {
        "dC_dC": fading.norms(found.dC_dC),
        "direct": np.sqrt((direct**2).sum(axis=1)),
        "dh_dC": fading.norms(found.dh_dC),
        "dh_dh": fading.norms(found.dh_dh),
        "dh_dx": fading.norms(found.dh_dx),
    }


@lru_cache(maxsize=64)
def compared(cell: Settings) -> Curves:
    """||dh_T/dh_t|| and ||dh_T/dx_t|| of the LSTM, an RNN and a GRU: PyTorch's draws, one seed, the same inputs."""
    experiment = simulated(cell)
    D, H, X, h0 = experiment.D, experiment.H, experiment.X, experiment.h0
    rnn = peers.draw_rnn(np.random.default_rng(cell.seed), D, H)
    gru = peers.draw_gru(np.random.default_rng(cell.seed), D, H)
    found = {
        "LSTM": fading.jacobians(experiment.moving, experiment.trace, experiment.pins),
        "RNN": peers.jacobians_rnn(rnn, peers.run_rnn(rnn, X, h0)),
        "GRU": peers.jacobians_gru(gru, peers.run_gru(gru, X, h0)),
    }
    by_h = {name: fading.norms(one.dh_dh) for name, one in found.items()}
    return by_h | {f"{name} x": fading.norms(one.dh_dx) for name, one in found.items()}


@lru_cache(maxsize=64)
def shares(cell: Settings) -> Array:
    """Which share of dL/dW comes from each step (T,), for L the sum of h_T."""
    experiment = simulated(cell)
    dh = np.ones_like(experiment.h0)
    return fading.shares(
        experiment.moving, experiment.trace, dh, experiment.pins, experiment.coupled
    )


def behind(ghost: Experiment, shown: Iterable[str]) -> tuple[Array, Array, Curves]:
    """What is left, the shares and, of the curves shown, the ghost's; beside the peers, those of the LSTM alone."""
    cell = ghost.settings.cell
    ours = (
        {k: v for k, v in compared(cell).items() if k.startswith("LSTM")}
        if "LSTM" in shown
        else own(cell)
    )
    curves = {name: curve for name, curve in ours.items() if name in shown}
    return left(ghost), shares(cell), curves


def fair(experiment: Experiment) -> bool:
    """Whether the cell may stand beside its peers: drawn as PyTorch draws all three."""
    return experiment.settings.scenario == "pytorch"


def sentence(experiment: Experiment) -> str:
    """What of the unit's memory at t is left at the end, and after how many steps half would be."""
    unit, last, t = experiment.unit, end(experiment), experiment.t
    product, factors = fading.direct_path(experiment.trace, t, last)
    life, lang = fading.half_life(factors)[unit - 1], experiment.settings.lang
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
    unit, last, t = experiment.unit, end(experiment), experiment.t
    result, factors = fading.direct_path(experiment.trace, t, last)
    return notation.in_factors(factors[:, unit - 1].tolist(), float(result[unit - 1]), t, last)


def told(experiment: Experiment) -> list[str]:
    """What the curves say, with their numbers: which is larger, and which is exactly 0 and why."""
    lang, said = experiment.settings.lang, []
    if experiment.ghost:
        kept = fading.direct_path(experiment.ghost.trace, experiment.t, end(experiment))[0][
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
    if experiment.settings.curves == "peers" and fair(experiment):
        at_1 = {name: float(curve[0]) for name, curve in compared(experiment.settings.cell).items()}
        key = "lstm_more" if at_1["LSTM"] > max(at_1["RNN"], at_1["GRU"]) else "lstm_not_more"
        numbers = {name.lower(): power(at_1[name]) for name in ("LSTM", "RNN", "GRU")}
        return [say(key, lang, T=experiment.T, **numbers)]
    curves = own(experiment.settings.cell)
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
        getattr(experiment.moving, f"W_{its}")[:, : experiment.H].any() for its in "fiCo"
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
    curves = own(experiment.settings.cell) | (
        compared(experiment.settings.cell) if fair(experiment) else {}
    )
    direct = [
        fading.direct_path(experiment.trace, t, experiment.T)[0] for t in range(1, experiment.T + 1)
    ]
    columns = [
        [float(d[experiment.unit - 1]) for d in direct],
        *(c.tolist() for c in curves.values()),
    ]
    columns.append(shares(experiment.settings.cell).tolist())
    header = ("t", "prod_f", *curves, "share")
    rows = zip(range(1, experiment.T + 1), *columns, strict=True)
    return Table(header, tuple(tuple(row) for row in rows))
