"""What to watch in a memory that was designed by hand: claims read off its trace, changes and all.

Each is None where the trace does not show it, as after many a change, and while a step is hidden.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from lstm_core.experiment.claims import Claim, claims
from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import Array, stack

OPEN, CLOSED = 0.9, 0.1  # from here up, or down, a gate does what it is there for
VISIBLE = 0.05  # of C and h: less is nothing to see
MOST_EVENTS = 6  # in a sentence
COUNTED = 0.1  # so near C is to the count
SETTLED = 0.9  # so near to 1 h comes, and stays


def whole_trace(experiment: Experiment, scenario: str) -> dict[str, Array] | None:
    """The gates and states (T, H) of this designed memory; None of others, or where one is hidden.

    "before" is C before each step, "written" what a step writes.
    """
    settings = experiment.settings
    if settings.scenario != scenario or experiment.own_inputs or settings.hide != "no":
        return None
    names = {"f": "f", "i": "i", "o": "o", "C": "C", "h": "h", "before": "C_prev", "w": "C_tilde"}
    values = {name: stack(experiment.trace, field)[:, :, 0] for name, field in names.items()}
    return values | {"written": values["i"] * values["w"]}


def drifts(C: Array, before: float, keeps: Sequence[bool]) -> bool:
    """Whether C (T,) goes far from where it stood when a time began in which it is kept.

    Little by little may be much: each step alone says nothing of that. `before` is C before t = 1.
    """
    start = before
    for value, kept in zip(C.tolist(), keeps, strict=True):
        if not kept:
            start = value
        elif abs(value - start) > CLOSED * abs(start) + VISIBLE:
            return True
    return False


# ---- the latch
def memory_event(f: float, i: float, before: float, written: float) -> str | None:
    """What a step does to C: "written", "over", "added", "erased" or "held"; None: a bit of all."""
    full, new = abs(before) >= VISIBLE, abs(written) >= VISIBLE
    if i >= OPEN and new:
        if not full:
            return "written"
        return "over" if f <= CLOSED else "added" if f >= OPEN else None
    if i <= CLOSED and not new and (f >= OPEN or f <= CLOSED):
        return "erased" if f <= CLOSED and full else "held"
    return None


def events(values: dict[str, Array]) -> Iterator[tuple[str | None, int]]:
    """What each step does to C of the only unit, and whether it is read, each with its t."""
    columns = (values[name][:, 0].tolist() for name in ("f", "i", "before", "written", "o", "h"))
    for t, (f, i, before, written, o, h) in enumerate(zip(*columns, strict=True), 1):
        yield memory_event(f, i, before, written), t
        if o > CLOSED and abs(h) >= VISIBLE:
            yield "read" if o >= OPEN else None, t


@claims("watch_latch")
def latch_claim(experiment: Experiment) -> Claim | None:
    """When C of the latch is written, read, overwritten and erased; at all other steps it is held.

    Only where the value that comes in differs between two steps at which something is held.
    """
    values = whole_trace(experiment, "latch")
    if values is None:
        return None
    found = list(events(values))
    happening = [(event, t) for event, t in found if event != "held"]
    if any(event is None for event, _ in happening) or not 0 < len(happening) <= MOST_EVENTS:
        return None
    full = np.abs(values["before"][:, 0]) >= VISIBLE
    holding = [t for event, t in found if event == "held" and full[t - 1]]
    if len({float(experiment.X[t - 1, 0, 0]) for t in holding}) < 2:
        return None
    held = [t in holding for t in range(1, experiment.T + 1)]
    if drifts(values["C"][:, 0], float(experiment.C0[0, 0]), held):
        return None
    return Claim(
        "watch_latch",
        {"events": tuple(Claim(f"event_{event}", {"t": t}) for event, t in happening)},
    )


# ---- the others
@claims("watch_counter")
def counter_claim(experiment: Experiment) -> Claim | None:
    """That C counts the ones among the inputs, up to how many, and that h stays close to 1."""
    values = whole_trace(experiment, "counter")
    x = experiment.X[:, 0, 0]
    if values is None or not np.isin(x, (0, 1)).all():
        return None
    count = np.cumsum(x)
    settled = values["h"][count >= 2, 0]
    if not settled.size or np.abs(values["C"][:, 0] - count).max() > COUNTED:
        return None
    if settled.min() < SETTLED:
        return None
    return Claim("watch_counter", {"count": int(count[-1])})


@claims("watch_leaky")
def leaky_claim(experiment: Experiment) -> Claim | None:
    """When the only pulse comes, and after how many steps half of what it leaves is gone."""
    values = whole_trace(experiment, "leaky")
    if values is None:
        return None
    pulses = np.flatnonzero(values["written"][:, 0])
    if len(pulses) != 1 or values["before"][pulses[0], 0] != 0:
        return None
    f = values["f"][pulses[0] + 1 :, 0]
    C = values["C"][pulses[0], 0]
    if not f.size or np.ptp(f) > 1e-9 or not 0 < f[0] < 1 or abs(C) < VISIBLE:
        return None
    steps = float(np.log(0.5) / np.log(f[0]))
    if not 0.5 <= steps <= f.size:
        return None
    whole = abs(steps - round(steps)) < 1e-6
    return Claim(
        "watch_leaky", {"t": int(pulses[0]) + 1, "steps": round(steps) if whole else steps}
    )


@claims("watch_keep")
def keep_claim(experiment: Experiment) -> Claim | None:
    """When both units are written, of which the first keeps and adds up and the second loses."""
    values = whole_trace(experiment, "keep")
    if values is None:
        return None
    written = np.abs(values["written"]) >= VISIBLE
    open_, closed = values["i"] >= OPEN, values["i"] <= CLOSED
    times = np.flatnonzero(written.all(axis=1))
    clear = (written & open_ | ~written & closed).all() and (written[:, 0] == written[:, 1]).all()
    total = values["written"][:, 0].cumsum()
    kept = (np.abs(values["C"][:, 0] - total) <= CLOSED * np.abs(total) + VISIBLE).all()
    kept &= (values["f"][1:, 0] >= OPEN).all() and (values["f"][1:, 1] <= CLOSED).all()
    lost_later = (np.diff(times) > 1).all() and times.size > 1 and times[-1] + 1 < experiment.T
    if not (clear and kept and lost_later and not experiment.C0.any()):
        return None
    return Claim("watch_keep", {"steps": tuple(int(t) + 1 for t in times)})


@claims("watch_disagree")
def disagree_claim(experiment: Experiment) -> Claim | None:
    """That the speaker decides which of two units writes while the other one keeps."""
    values = whole_trace(experiment, "disagree")
    speaker = experiment.X[:, 1:2, 0]
    if values is None or {*speaker.ravel().tolist()} != {1.0, -1.0}:
        return None
    writes = np.hstack([speaker > 0, speaker < 0])
    f, i = values["f"], values["i"]
    as_told = np.where(writes, (f <= CLOSED) & (i >= OPEN), (f >= OPEN) & (i <= CLOSED))
    kept = not any(
        drifts(values["C"][:, k], float(experiment.C0[k, 0]), (~writes[:, k]).tolist())
        for k in range(2)
    )
    return Claim("watch_disagree") if as_told.all() and kept else None


WATCHED = (latch_claim, counter_claim, leaky_claim, keep_claim, disagree_claim)
