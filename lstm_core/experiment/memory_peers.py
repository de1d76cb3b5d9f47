"""What may be said of an LSTM beside its peers: which feels more of step 1, and what it was given.

Nothing is said while something is hidden: each of these speaks of the end.
"""

from dataclasses import replace

import numpy as np

from lstm_core.experiment.claims import Claim, Magnitude, claims
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.memory import (
    beside_peers,
    own_norms,
    peer_jacobians,
    shown_peers,
    silent,
    update_bias,
)
from lstm_core.experiment.settings import WHOLES
from lstm_core.model.jacobians import spectral_norms

CLEARLY = 1.1  # so many times as much is more, as it is shown too


def leads(at_1: dict[str, float]) -> bool:
    """Whether clearly more of h at t = 1 reaches the end in the LSTM than in both peers."""
    return at_1["LSTM"] > CLEARLY * max(at_1["RNN"], at_1["GRU"])


@claims("lstm_more", "lstm_not_more", "lstm_not_more_raise", "lstm_less", "lstm_less_raise")
def peers_claim(experiment: Experiment) -> Claim | None:
    """Whether the LSTM's h feels more of step 1 at the end than that of an RNN and a GRU.

    If not, which of them feels clearly more, if one does, and the least higher forget bias of the
    slider with which the LSTM would, if there is one.
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
    best, bias = max(("RNN", "GRU"), key=at_1.__getitem__), leading_bias(experiment)
    less = at_1[best] > CLEARLY * at_1["LSTM"]
    said |= ({"best": best} if less else {}) | ({"bias": bias} if bias is not None else {})
    return Claim(f"lstm_{'less' if less else 'not_more'}{'' if bias is None else '_raise'}", said)


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
