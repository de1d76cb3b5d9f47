"""What may be said of how memory fades: by the direct path, by all ways, and beside the peers.

Nothing is said while something is hidden: each of these speaks of the end.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from lstm_core.experiment.claims import Claim, Magnitude, Most, Name, Share, claims
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.memory import (
    beside_peers,
    end_step,
    own_curves,
    own_norms,
    peer_jacobians,
    shown_peers,
    update_bias,
)
from lstm_core.experiment.settings import WHOLES
from lstm_core.experiment.zero_curves import reason_for_zero
from lstm_core.model.cell import Array, stack
from lstm_core.model.jacobians import direct_path, half_life, spectral_norms

# f is nearly constant where its largest rate of loss, -ln f, is at most this many times the least:
# then the half-life by any one step is within a fifth of the one that is said.
NEARLY_CONSTANT = 1.2
# The direct path tells nearly everything where what it leaves out of dC_T/dC_t has a norm of at
# most this part of the whole, at every t: then no entry is off by more than a tenth of the norm.
NEARLY_ALL = 0.1
MOST = 0.5  # it tells most up to this part, and beyond it too little
LEAST = 1e-300  # below it numbers lose their digits, and a log axis has no place for them
ROUNDING = 1e-12  # what the arithmetic of a product of 60 Jacobians may add


def silent(experiment: Experiment) -> bool:
    """Whether nothing is said: something is hidden, or there is nothing before the only step."""
    return experiment.settings.hide != "no" or experiment.T == 1


def factors(experiment: Experiment) -> Array:
    """The f of the unit in focus, from after t to the end (steps,)."""
    found = direct_path(experiment.trace, experiment.t, end_step(experiment))[1]
    of_unit: Array = found[:, experiment.unit - 1]
    return of_unit


@claims(
    *("memory_one_step", "memory_same", "memory_cut", "memory_kept", "memory_gone"),
    *("memory_constant", "memory_ended", "memory_fades", "memory_left"),
)
def memory_claim(experiment: Experiment) -> Claim | None:
    """How much of the unit's C at t is left at the end by the direct path, until when, and why."""
    if experiment.settings.hide != "no":
        return None
    if experiment.T == 1:
        return Claim("memory_one_step")
    t, f = experiment.t, factors(experiment)
    place = {"unit": experiment.unit, "t": t, "end": end_step(experiment)}
    if not f.size:
        return Claim("memory_same", place)
    if not f.all():
        return Claim("memory_cut", place | {"cut": t + 1 + int(np.argmax(f == 0))})
    if (f == 1).all():
        return Claim("memory_kept", place)
    left = f.cumprod()  # at t + 1, t + 2 ... end
    if left[-1] < LEAST:
        return Claim("memory_gone", place)
    said = place | {"percent": Share(left[-1])}
    steps = constant_half_life(f)
    if steps is not None:
        return Claim("memory_constant", said | {"steps": Magnitude(steps)})
    return ending(f, left, said)


def constant_half_life(f: Array) -> float | None:
    """After how many steps half is left; None unless f is nearly constant and at least a half."""
    if len(f) < 2 or f.min() < 0.5 or f.max() == 1:
        return None
    rates = -np.log(f)
    [steps] = half_life(f[:, None])
    return steps if rates.max() <= NEARLY_CONSTANT * rates.min() else None


def ending(f: Array, left: Array, said: dict[str, int | Share]) -> Claim:
    """Until when at least half is left, and what ends it: one f below a half, or all of them."""
    if left[-1] >= 0.5:
        return Claim("memory_left", said)
    t = said["t"]
    assert isinstance(t, int)
    k = int(np.argmax(f < 0.5)) if (f < 0.5).any() else None
    kept = 1.0 if not k else float(left[k - 1])
    if k is None or kept < 0.5:
        return Claim("memory_fades", said | {"half": t + 1 + int(np.argmax(left < 0.5))})
    cut: dict[str, object] = {"f": Magnitude(f[k]), "cut": t + 1 + k}
    return Claim("memory_ended", said | cut | {"kept": Share(kept), "last": t + k})


@claims("memory_before", "memory_before_kept")
def ghost_memory_claim(experiment: Experiment) -> Claim | None:
    """How much is left in the ghost on the same way, whatever the curves are; None without one."""
    ghost = experiment.ghost
    if silent(experiment) or ghost is None or experiment.t == end_step(experiment):
        return None
    left = Share(np.prod(factors(ghost)))
    if 0 < left < LEAST:
        return None
    key = "memory_before_kept" if experiment.settings.versus else "memory_before"
    return Claim(key, {"percent": left})


# ---- all ways


@claims(
    *("direct_cut", "direct_cut_rest"),
    *("direct_all", "direct_holds", "direct_most", "direct_breaks"),
)
def direct_claim(experiment: Experiment) -> Claim | None:
    """Whether the direct path is cut, or tells of all ways, at all t before T."""
    if silent(experiment):
        return None
    norms = own_norms(experiment.settings.cell)
    whole, direct, rest = (norms[name][:-1] for name in ("dC_dC", "direct", "rest"))
    if not np.isfinite(whole).all():
        return None
    f = stack(experiment.trace, "f")[:, :, 0]
    cut = last_cut(f)
    if cut > 1:
        return cut_claim(f, cut, whole)
    recurrent = any(
        getattr(experiment.gradient_params, f"W_{letter}")[:, : experiment.H].any()
        for letter in "fiC"
    )
    if not recurrent or not rest.any():
        return Claim("direct_all")
    shown = (whole > LEAST) & (direct > LEAST)
    if not shown.all():
        return None
    parts = rest / whole
    if parts.max() <= MOST:
        key = "direct_holds" if parts.max() <= NEARLY_ALL else "direct_most"
        return Claim(key, {"rest": Most(max(parts.max(), ROUNDING))})
    k = int(np.argmax(parts > MOST))
    numbers = {"direct": direct[k], "rest": rest[k], "whole": whole[k]}
    return Claim("direct_breaks", {n: Magnitude(v) for n, v in numbers.items()} | {"t": k + 1})


def last_cut(f: Array) -> int:
    """The last step, from 1, by which or after which every unit has an f (T, H) of 0; 0 if none."""
    steps = np.arange(1, len(f) + 1)[:, None]
    return int(np.max(steps * (f == 0), axis=0).min())


def cut_claim(f: Array, cut: int, whole: Array) -> Claim:
    """That nothing from before the cut is left, or how much comes by other ways."""
    together = "cut_here" if f.shape[1] == 1 else "cut_in_all" if not f[cut - 1].any() else ""
    values: dict[str, object] = {"cut": cut, "where": Name(together or "cut_by_each")}
    before = whole[: cut - 1]
    if not before.any():
        return Claim("direct_cut", values)
    k = int(np.argmax(before > 0))
    return Claim("direct_cut_rest", values | {"t": k + 1, "whole": Magnitude(before[k])})


def zero_claims(curve: str) -> Callable[[Experiment], Claim | None]:
    """The maker of the claim that this curve is exactly 0 before T, and why."""

    def zero_claim(experiment: Experiment) -> Claim | None:
        if silent(experiment) or own_curves(experiment.settings.cell)[curve][:-1].any():
            return None
        why = reason_for_zero(experiment, curve)
        return Claim(f"exactly_{curve}", {"why": Name(why)}) if why else None

    zero_claim.__name__ = f"zero_{curve}_claim"
    return claims(f"exactly_{curve}")(zero_claim)


# that of dC_T/dC_t follows from the cut of the direct path
ZERO_CLAIMS = [zero_claims(curve) for curve in ("dh_dC", "dh_dh", "dh_dx")]

# ---- the peers


def leads(at_1: dict[str, float]) -> bool:
    """Whether more of h at t = 1 reaches the end in the LSTM than in both peers."""
    return at_1["LSTM"] > max(at_1["RNN"], at_1["GRU"])


@claims("lstm_more", "lstm_not_more", "lstm_not_more_raise")
def peers_claim(experiment: Experiment) -> Claim | None:
    """Whether the LSTM's h feels more of step 1 at the end than that of an RNN and a GRU.

    If not, the least higher forget bias of the slider with which it would, if there is one.
    """
    if silent(experiment) or not beside_peers(experiment):
        return None
    curves = shown_peers(experiment)
    at_1 = {name: float(curves[name][0]) for name in ("LSTM", "RNN", "GRU")}
    if not np.isfinite(list(at_1.values())).all():
        return None
    numbers = {name.lower(): Magnitude(value) for name, value in at_1.items()}
    said: dict[str, object] = {"T": experiment.T, **numbers}
    if leads(at_1):
        return Claim("lstm_more", said)
    bias = leading_bias(experiment)
    if bias is None:
        return Claim("lstm_not_more", said)
    return Claim("lstm_not_more_raise", said | {"bias": bias})


def leading_bias(experiment: Experiment) -> int | None:
    """The least forget bias above this one with which the LSTM leads; None if there is none."""
    settings = experiment.settings
    for bias in range(settings.forget_bias + 1, WHOLES["forget_bias"].high + 1):
        other = replace(settings, forget_bias=bias)
        peers = peer_jacobians(other.cell, None, update_bias(other))
        at_1 = {name: float(spectral_norms(one.dh_dh[:1])[0]) for name, one in peers.items()}
        if leads(at_1 | {"LSTM": float(own_norms(other.cell)["dh_dh"][0])}):
            return bias
    return None


@claims("peers_given", "peers_shared")
def bias_claim(experiment: Experiment) -> Claim | None:
    """What is added to the LSTM's forget bias, and whether the GRU is given the same."""
    bias = experiment.settings.forget_bias
    if silent(experiment) or not beside_peers(experiment) or not bias:
        return None
    shared = update_bias(experiment.settings) == bias
    return Claim("peers_shared" if shared else "peers_given", {"bias": bias})


def curve_claims(experiment: Experiment) -> list[Claim]:
    """All that may be said of what the view shows besides the unit's memory."""
    own = [*ZERO_CLAIMS, direct_claim]
    makers = [peers_claim, bias_claim] if beside_peers(experiment) else own
    made = (make(experiment) for make in (ghost_memory_claim, *makers))
    return [claim for claim in made if claim]
