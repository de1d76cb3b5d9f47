"""What may be said of how memory fades: by the direct path, and by all ways.

Nothing is said while something is hidden: each of these speaks of the end.
"""

import math

import numpy as np

from lstm_core.experiment.claims import (
    Change,
    Claim,
    Magnitude,
    Many,
    Most,
    Name,
    Share,
    Symbol,
    Tenths,
    claims,
)
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.memory import (
    beside_peers,
    end_step,
    own_curves,
    own_norms,
    silent,
)
from lstm_core.experiment.memory_peers import bias_claim, peers_claim
from lstm_core.experiment.zero_curves import reason_for_zero
from lstm_core.model.cell import Array, stack
from lstm_core.model.jacobians import direct_path, half_life

# f is nearly constant where its largest rate of loss, -ln f, is at most this many times the least:
# then the half-life by any one step is within a fifth of the one that is said.
NEARLY_CONSTANT = 1.2
# The direct path tells nearly everything where what it leaves out of dC_T/dC_t has a norm of at
# most this part of the whole, at every t: then no entry is off by more than a tenth of the norm.
NEARLY_ALL = 0.1
MOST = 0.49  # it tells most up to this part, and beyond it too little
LEAST = 1e-300  # below it numbers lose their digits, and a log axis has no place for them
LITTLE = 0.005  # a C below it is shown as 0
LESS_THAN_HALF = 0.495  # what is below it is less than half as it is shown, too
LASTS, ENDED = 0.75, 0.25  # what is held lasts as long as the one is left; below the other not
NEXT_TO_NOTHING = 0.01  # where less is left, "less than half" would hide it
MANY = 100  # a half-life of more steps is told by its size
WEARING = 0.9  # where each f is at most this, every step takes some of what is held
LOST_IN_1 = 1e-6  # of an f below it 1 - f keeps too few digits
ROUNDING = 1e-12  # what the arithmetic of a product of 60 Jacobians may add


def factors(experiment: Experiment) -> Array:
    """The f of the unit in focus, from after t to the end (steps,)."""
    found = direct_path(experiment.trace, experiment.t, end_step(experiment))[1]
    of_unit: Array = found[:, experiment.unit - 1]
    return of_unit


@claims(
    *("memory_one_step", "memory_same", "memory_cut", "memory_kept", "memory_gone"),
    *("memory_constant", "memory_ended", "memory_ended_at_once", "memory_every_step"),
    *("memory_every_step_most", "memory_fades", "memory_fades_at_once"),
    *("memory_left", "memory_empty", "memory_empty_left"),
)
def memory_claim(experiment: Experiment) -> Claim | None:
    """How much of the unit's C at t is left at the end by the direct path, until when, and why.

    Where the unit holds nothing at t, that; and how much would be left.
    """
    if experiment.settings.hide != "no":
        return None
    if experiment.T == 1:
        return Claim("memory_one_step")
    t, f = experiment.t, factors(experiment)
    place = {"unit": experiment.unit, "t": t, "end": end_step(experiment)}
    if not holds(experiment):
        return empty_claim(held(experiment), f, place)
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
        about = Tenths(steps) if steps < MANY else Many(steps)
        return Claim("memory_constant", said | {"steps": about})
    return ending(f, left, said)


def held(experiment: Experiment) -> float:
    """C of the unit in focus at t."""
    return float(experiment.step.C[experiment.unit - 1, 0])


def holds(experiment: Experiment) -> bool:
    """Whether the unit in focus holds at t what can be told from nothing."""
    return abs(held(experiment)) >= LITTLE


def empty_claim(C: float, f: Array, place: dict[str, int]) -> Claim:
    """That C at t is as good as 0, and what part of it would be left where that can be said."""
    amount = {
        "amount": Name("memory_little" if C else "memory_nothing"),
        "C": Change(C) if C else 0,
    }
    left = float(f.prod())
    if not f.size or (f.all() and left < LEAST):
        return Claim("memory_empty", place | amount)
    return Claim("memory_empty_left", place | amount | {"percent": Share(left)})


def constant_half_life(f: Array) -> float | None:
    """After how many steps half is left; None unless f is nearly constant and at least a half."""
    if len(f) < 2 or f.min() < 0.5 or f.max() == 1:
        return None
    rates = -np.log(f)
    [steps] = half_life(f[:, None])
    return steps if rates.max() <= NEARLY_CONSTANT * rates.min() else None


def ending(f: Array, left: Array, said: dict[str, int | Share]) -> Claim:
    """Until when what is held lasts, and whether one step ends it, or every step takes of it."""
    t = said["t"]
    assert isinstance(t, int)
    if left[-1] >= LESS_THAN_HALF or len(f) == 1:
        return Claim("memory_left", said)
    k = ending_step(f, left)
    if k is not None:
        cut = {"f": Magnitude(f[k]), "cut": t + 1 + k, "last": t + k}
        return Claim("memory_ended" if k else "memory_ended_at_once", said | cut)
    most = float(f.max())
    if most <= WEARING:
        key = "memory_every_step_most" if most <= ENDED else "memory_every_step"
        return Claim(key, said | {"most": rounded_up(most)})
    k = int(np.argmax(left < 0.5))
    key = "memory_fades_at_once" if left[k] < NEXT_TO_NOTHING else "memory_fades"
    return Claim(key, said | {"half": t + 1 + k})


def rounded_up(value: float) -> float:
    """The next number above, of those with two decimals; never 0."""
    return max(math.ceil(round(100 * value, 9)), 1) / 100


def ending_step(f: Array, left: Array) -> int | None:
    """The index of the one step that ends what lasted until then; None where no one step does.

    It may be one of several that would, not one of many: that is fading.
    """
    closed = np.flatnonzero(f < 0.5)
    if not closed.size or 2 * closed.size > f.size:
        return None
    k = int(closed[0])
    return k if left[k] < ENDED and (k == 0 or left[k - 1] >= LASTS) else None


@claims("memory_before", "memory_before_kept")
def ghost_memory_claim(experiment: Experiment) -> Claim | None:
    """How much is left in the ghost on the same way, whatever the curves are.

    None without one, where it holds nothing at t, or where as much is left with the change, to two
    digits.
    """
    ghost = experiment.ghost
    if silent(experiment) or ghost is None or experiment.t == end_step(experiment):
        return None
    if not holds(ghost):
        return None
    left = Share(np.prod(factors(ghost)))
    if 0 < left < LEAST or f"{left:.2g}" == f"{np.prod(factors(experiment)):.2g}":
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
    if experiment.coupled and ((f > 0) & (f < LOST_IN_1)).any():
        return None  # the derivative of i = 1 - f is lost in rounding
    cut = last_cut(f)
    if cut > 1:
        return cut_claim(f, cut, whole)
    recurrent = any(
        getattr(experiment.gradient_params, f"W_{letter}")[:, : experiment.H].any()
        for letter in "fiC"
    )
    if not recurrent or (rest <= ROUNDING * whole).all():
        return Claim("direct_all")
    shown = (whole > LEAST) & (direct > LEAST)
    if not shown.all():
        return None
    parts = rest / whole
    if parts.max() <= MOST:
        key = "direct_holds" if parts.max() <= NEARLY_ALL else "direct_most"
        return Claim(key, {"rest": Most(parts.max())})
    k = int(np.argmax(parts > MOST))
    numbers = {"direct": direct[k], "rest": rest[k]}
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


@claims("exactly_zero")
def zero_claim(experiment: Experiment) -> Claim | None:
    """Which curves are exactly 0 before T, those together that are so for the same reason.

    That of dC_T/dC_t is not among them: it follows from the cut of the direct path.
    """
    if silent(experiment):
        return None
    curves, reasons = own_curves(experiment.settings.cell), dict[str, list[Symbol]]()
    for curve in ("dh_dC", "dh_dh", "dh_dx"):
        why = None if curves[curve][:-1].any() else reason_for_zero(experiment, curve)
        if why:
            reasons.setdefault(why, []).append(Symbol(curve))
    each = tuple(
        Claim("zero_for", {"curves": tuple(names), "why": Name(why)})
        for why, names in reasons.items()
    )
    return Claim("exactly_zero", {"each": each}) if each else None


def curve_claims(experiment: Experiment) -> list[Claim]:
    """All that may be said of what the view shows besides the unit's memory."""
    own = [zero_claim, direct_claim]
    makers = [peers_claim, bias_claim] if beside_peers(experiment) else own
    made = (make(experiment) for make in (ghost_memory_claim, *makers))
    return [claim for claim in made if claim]
