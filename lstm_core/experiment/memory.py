"""How memory fades in an Experiment: what of step t is left at the end.

The Jacobians are those of model/jacobians.py; a cell here is Settings.cell, so that a class that
follows one link shares what is computed. The end of all is the last step that is shown: where
something is hidden, what comes from it is not computed.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lstm_core.experiment.experiment import Experiment, simulated
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import STAGES, Array
from lstm_core.model.jacobians import (
    Jacobians,
    direct_path,
    jacobians_lstm,
    shares,
    spectral_norms,
)
from lstm_core.model.peers import draw_gru, draw_rnn, jacobians_gru, jacobians_rnn, run_gru, run_rnn

Curves = dict[str, Array]  # name -> a spectral norm at each step (T,)
KEPT = (
    1024  # cells of a class in which each has its own: some kB each, and up to 25 ms to make again
)
OWN = ("dC_dC", "direct", "dh_dC", "dh_dh", "dh_dx")  # the curves of the cell itself


@dataclass(frozen=True)
class Fading:
    """What is left of C (end, H), the share of learning by step (T,), and curves of norms."""

    remaining: Array
    shares: Array
    curves: Curves


def last_shown(experiment: Experiment) -> int:
    """The last step that is shown whole: T where nothing is hidden."""
    if experiment.settings.hide == "no":
        return experiment.T
    return experiment.t if experiment.frontier == STAGES[-1] else experiment.t - 1


def end_step(experiment: Experiment) -> int:
    """The later step: the last one unless the settings ask for another, and never before t."""
    return max(experiment.t, min(experiment.settings.end or experiment.T, experiment.T))


def silent(experiment: Experiment) -> bool:
    """Whether nothing is said: something is hidden, or there is nothing before the only step."""
    return experiment.settings.hide != "no" or experiment.T == 1


def shown_end(experiment: Experiment) -> int:
    """The later step, or the last one shown whole where that is earlier."""
    return min(end_step(experiment), last_shown(experiment))


def remaining(experiment: Experiment) -> Array:
    """What of C at t = 1 ... end is left at the shown end by the direct path: (end, H)."""
    return direct_paths(experiment, shown_end(experiment))


def direct_paths(experiment: Experiment, end: int) -> Array:
    """The product of f from after t to `end` per unit, for t = 1 ... end: (end, H)."""
    return np.array([direct_path(experiment.trace, t, end)[0] for t in range(1, end + 1)])


def own_norms(cell: Settings, T: int | None = None) -> Curves:
    """The norms (T,) of OWN, and as "rest" that of dC_T/dC_t without the direct path.

    T is the end, the last step unless another is given.
    """
    return norms_until(cell, simulated(cell).T if T is None else T)


@lru_cache(maxsize=KEPT)  # the claims ask for the last step, the chart for the last one shown
def norms_until(cell: Settings, T: int) -> Curves:
    """own_norms() for this end."""
    experiment = simulated(cell)
    trace = experiment.trace[:T]
    found = jacobians_lstm(experiment.gradient_params, trace, experiment.pins)
    direct = direct_paths(experiment, len(trace))
    units = np.arange(experiment.H)
    rest = found.dC_dC.copy()
    rest[:, units, units] -= direct
    return {
        "dC_dC": spectral_norms(found.dC_dC),
        "direct": np.abs(direct).max(axis=1),  # the spectral norm of diag(direct)
        "dh_dC": spectral_norms(found.dh_dC),
        "dh_dh": spectral_norms(found.dh_dh),
        "dh_dx": spectral_norms(found.dh_dx),
        "rest": spectral_norms(rest),
    }


def own_curves(cell: Settings, T: int | None = None) -> Curves:
    """The norms (T,) of dC_T/dC_t, the direct path, dh_T/dC_t, dh_T/dh_t and dh_T/dx_t."""
    norms = own_norms(cell, T)
    return {name: norms[name] for name in OWN}


def peer_jacobians(cell: Settings, T: int | None, update_bias: int) -> dict[str, Jacobians]:
    """The Jacobians of an RNN and a GRU over the cell's X.

    Both are PyTorch's draws, from the cell's seed. `update_bias` is added to the bias of the GRU's
    update gate, which keeps h_prev as f keeps C.
    """
    experiment = simulated(cell)
    D, H, X, h0 = experiment.D, experiment.H, experiment.X[:T], experiment.h0
    rnn = draw_rnn(np.random.default_rng(cell.seed), D, H)
    gru = draw_gru(np.random.default_rng(cell.seed), D, H, update_bias)
    return {
        "RNN": jacobians_rnn(rnn, run_rnn(rnn, X, h0)),
        "GRU": jacobians_gru(gru, run_gru(gru, X, h0)),
    }


@lru_cache(maxsize=KEPT)
def peer_curves(cell: Settings, T: int | None = None, update_bias: int = 0) -> Curves:
    """Norms (T,) of dh_T/dh_t, "LSTM", "RNN", "GRU", and of dh_T/dx_t, "LSTM x" ...

    The peers are those of peer_jacobians.
    """
    own, peers = own_norms(cell, T), peer_jacobians(cell, T, update_bias)
    by_h = {name: spectral_norms(one.dh_dh) for name, one in peers.items()}
    by_x = {f"{name} x": spectral_norms(one.dh_dx) for name, one in peers.items()}
    return {"LSTM": own["dh_dh"], **by_h, "LSTM x": own["dh_dx"], **by_x}


@lru_cache(maxsize=KEPT)
def learning_shares(cell: Settings, T: int | None = None) -> Array:
    """Which share of dL/dW comes from each step (T,), for L the sum of h_T."""
    experiment = simulated(cell)
    dh = np.ones_like(experiment.h0)
    return shares(
        experiment.gradient_params, experiment.trace[:T], dh, experiment.pins, experiment.coupled
    )


def shown_shares(experiment: Experiment) -> Array:
    """Which share of dL/dW comes from each step, for L the sum of h at the last step shown."""
    return learning_shares(experiment.settings.cell, last_shown(experiment))


def comparable(experiment: Experiment) -> bool:
    """Whether the cell may stand beside its peers: drawn as PyTorch draws all three, and unchanged.

    An added forget bias is no change here: it is said, and may be given to the GRU as well.
    """
    settings = experiment.settings
    acting = (
        entry.on and trouble is None
        for entry, trouble in zip(experiment.entries, experiment.troubles, strict=True)
    )
    return settings.scenario == "pytorch" and settings.variant == "none" and not any(acting)


def beside_peers(experiment: Experiment) -> bool:
    """Whether the curves are those of the cell and its peers."""
    return experiment.settings.curves != "own" and comparable(experiment)


def update_bias(settings: Settings) -> int:
    """What is added to the bias of the GRU's update gate: the forget bias, if that is asked for."""
    return settings.forget_bias if settings.curves == "peers_biased" else 0


def shown_peers(experiment: Experiment) -> Curves:
    """The curves of the cell and its peers as they are asked for."""
    settings = experiment.settings
    return peer_curves(settings.cell, last_shown(experiment), update_bias(settings))


def shown_curves(experiment: Experiment) -> Curves:
    """The curves that the settings ask for: the cell's own, or with its peers' if that is fair."""
    if beside_peers(experiment):
        return shown_peers(experiment)
    return own_curves(experiment.settings.cell, last_shown(experiment))


def ghost_fading(ghost: Experiment, names: Collection[str]) -> Fading:
    """The ghost's Fading, with its curves of these names; of peers the LSTM's alone."""
    curves = own_curves(ghost.settings.cell, last_shown(ghost))
    curves |= {"LSTM": curves["dh_dh"], "LSTM x": curves["dh_dx"]}
    asked = {name: curve for name, curve in curves.items() if name in names}
    return Fading(remaining(ghost), shown_shares(ghost), asked)
