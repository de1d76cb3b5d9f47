"""Runs of a cell that is built otherwise, by the `variant` of the Settings.

The cells without a forget, an input or an output gate are NFG, NIG and NOG of Greff et al. (2017),
the coupled one their CIFG. The first LSTM, Hochreiter & Schmidhuber (1997), had no forget gate; it
came with Gers, Schmidhuber & Cummins (2000).
"""

from dataclasses import dataclass, replace

from lstm_core.model.cell import Array, Params, Pins, Step, run, step, update

OPEN = {"no_forget": "f", "no_input": "i", "no_output": "o"}  # variant -> the gate that is always 1
Trace = tuple[Step, ...]


@dataclass(frozen=True)
class Start:
    """What a run needs: Params, X (T, D, B), h0 and C0 (H, B)."""

    params: Params
    X: Array
    h0: Array
    C0: Array


def run_variant(variant: str, start: Start, pins: Pins) -> tuple[Trace, Pins]:
    """The trace of this variant, and all that is held in it.

    `pins` are those set by hand; they win over what the variant holds.
    """
    if variant == "coupled":
        return run_coupled(start, pins)
    pins = hold_open(variant, pins, start.params.H, len(start.X))
    return run(**vars(start), pins=pins), pins


def hold_open(variant: str, pins: Pins, H: int, T: int) -> Pins:
    """These pins, and 1 for all else of the gate that this variant does not have."""
    if variant not in OPEN:
        return pins
    gate = OPEN[variant]
    ones = {t: dict.fromkeys(range(H), 1.0) for t in range(1, T + 1)}
    return {**pins, **{(gate, t): ones[t] | pinned(pins, gate, t) for t in ones}}


def run_coupled(start: Start, pins: Pins) -> tuple[Trace, Pins]:
    """The trace with i = 1 - f, and its Pins: where f is held, so is i.

    One gate decides how much is kept and how much is written; W_i and b_i are there but not used.
    An i held by hand wins. Elsewhere i is no pin: it moves with f.
    """
    trace: list[Step] = []
    h, C = start.h0, start.C0
    for t, x in enumerate(start.X, start=1):
        own = step(start.params, x, h, C, pins, t)
        i = 1 - own.f
        for unit, value in pinned(pins, "i", t).items():
            i[unit] = value
        C, tanh_C, h = update(own.f, i, own.C_tilde, own.o, C)
        trace.append(replace(own, i=i, C=C, tanh_C=tanh_C, h=h))
    follows = {
        ("i", t): {unit: 1 - f for unit, f in units.items()} | pinned(pins, "i", t)
        for (gate, t), units in pins.items()
        if gate == "f"
    }
    return tuple(trace), {**pins, **follows}


def pinned(pins: Pins, gate: str, t: int) -> dict[int, float]:
    """What is held of this gate at t: {unit from 0: value}."""
    return dict(pins.get((gate, t), {}))
