"""How memory fades in an Experiment: what of step t is left at the end.

The Jacobians are those of model/jacobians.py; a cell here is Settings.cell, so that a class that
follows one link shares what is computed.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lstm_core.experiment.experiment import Experiment, simulated
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import Array
from lstm_core.model.jacobians import direct_path, jacobians_lstm, norms, shares
from lstm_core.model.peers import draw_gru, draw_rnn, jacobians_gru, jacobians_rnn, run_gru, run_rnn

Curves = dict[str, Array]  # name -> a norm at each step (T,)


@dataclass(frozen=True)
class Fading:
    """What is left of C (end, H), the share of learning by step (T,), and curves of norms."""

    remaining: Array
    shares: Array
    curves: Curves


def end_step(experiment: Experiment) -> int:
    """The later step: the last one unless the settings ask for another, and never before t."""
    return max(experiment.t, min(experiment.settings.end or experiment.T, experiment.T))


def remaining(experiment: Experiment) -> Array:
    """What of C at t = 1 ... end is left at the end by the direct path: (end, H)."""
    return direct_paths(experiment, end_step(experiment))


def direct_paths(experiment: Experiment, end: int) -> Array:
    """The product of f from after t to `end` per unit, for t = 1 ... end: (end, H)."""
    return np.array([direct_path(experiment.trace, t, end)[0] for t in range(1, end + 1)])


@lru_cache(maxsize=64)
def own_curves(cell: Settings) -> Curves:
    """Norms (T,) of dC_T/dC_t, the direct path, dh_T/dC_t, dh_T/dh_t and dh_T/dx_t."""
    experiment = simulated(cell)
    found = jacobians_lstm(experiment.gradient_params, experiment.trace, experiment.pins)
    direct = direct_paths(experiment, experiment.T)
    return {
        "dC_dC": norms(found.dC_dC),
        "direct": np.sqrt((direct**2).sum(axis=1)),
        "dh_dC": norms(found.dh_dC),
        "dh_dh": norms(found.dh_dh),
        "dh_dx": norms(found.dh_dx),
    }


@lru_cache(maxsize=64)
def peer_curves(cell: Settings) -> Curves:
    """Norms (T,) of dh_T/dh_t, "LSTM", "RNN", "GRU", and of dh_T/dx_t, "LSTM x" ...

    All three are PyTorch's draws, from one seed, over the same X.
    """
    experiment = simulated(cell)
    D, H, X, h0 = experiment.D, experiment.H, experiment.X, experiment.h0
    rnn = draw_rnn(np.random.default_rng(cell.seed), D, H)
    gru = draw_gru(np.random.default_rng(cell.seed), D, H)
    found = {
        "LSTM": jacobians_lstm(experiment.gradient_params, experiment.trace, experiment.pins),
        "RNN": jacobians_rnn(rnn, run_rnn(rnn, X, h0)),
        "GRU": jacobians_gru(gru, run_gru(gru, X, h0)),
    }
    by_h = {name: norms(one.dh_dh) for name, one in found.items()}
    return by_h | {f"{name} x": norms(one.dh_dx) for name, one in found.items()}


@lru_cache(maxsize=64)
def learning_shares(cell: Settings) -> Array:
    """Which share of dL/dW comes from each step (T,), for L the sum of h_T."""
    experiment = simulated(cell)
    dh = np.ones_like(experiment.h0)
    return shares(
        experiment.gradient_params, experiment.trace, dh, experiment.pins, experiment.coupled
    )


def ghost_fading(ghost: Experiment, names: Collection[str]) -> Fading:
    """The ghost's Fading, with its curves of these names; of peers the LSTM's alone."""
    cell = ghost.settings.cell
    curves = own_curves(cell)
    if "LSTM" in names:
        curves = {k: v for k, v in peer_curves(cell).items() if k.startswith("LSTM")}
    curves = {name: curve for name, curve in curves.items() if name in names}
    return Fading(remaining(ghost), learning_shares(cell), curves)


def comparable(experiment: Experiment) -> bool:
    """Whether the cell may stand beside its peers: drawn as PyTorch draws all three."""
    return experiment.settings.scenario == "pytorch"
