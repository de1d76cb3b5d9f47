"""The claims about an LSTM beside its peers, stated by other means."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.settings import Settings
from lstm_core.model.peers import draw_gru, draw_rnn
from tests.claims.state_memory import largest, of, to_end
from tests.claims.stated import states


def felt_of_step_1(settings: Settings) -> dict[str, float]:
    """The norm of dh_T/dh_1 in this LSTM, and in an RNN and a GRU of PyTorch over its inputs."""
    experiment = perform(settings)
    D, H, X, h0 = experiment.D, experiment.H, experiment.X, experiment.h0
    rnn = draw_rnn(np.random.default_rng(settings.seed), D, H)
    gru = draw_gru(np.random.default_rng(settings.seed), D, H)
    more = settings.forget_bias if settings.curves == "peers_biased" else 0
    plain, gated = np.eye(H), np.eye(H)
    h, g = h0, h0
    for t, x in enumerate(X, 1):
        h = np.tanh(rnn.W @ np.vstack([h, x]) + rnn.b)
        z = np.vstack([g, x])
        r, u = (1 / (1 + np.exp(-(W @ z + b)))
                for W, b in ((gru.W_r, gru.b_r), (gru.W_u, gru.b_u + more)))  # fmt: skip
        m = gru.W_nh @ g + gru.b_nh
        n = np.tanh(gru.W_nx @ x + gru.b_nx + r * m)
        if t > 1:
            plain = (1 - h**2) * rnn.W[:, :H] @ plain
            dr, du = r * (1 - r) * gru.W_r[:, :H], u * (1 - u) * gru.W_u[:, :H]
            dn = (1 - n**2) * (dr * m + r * gru.W_nh)
            gated = ((1 - u) * dn - n * du + g * du + u * np.eye(H)) @ gated
        g = (1 - u) * n + u * g
    lstm = to_end(of(experiment))["dh_dh"][0]
    return {"LSTM": largest(lstm), "RNN": largest(plain), "GRU": largest(gated)}


def is_left_alone(experiment: Experiment) -> bool:
    """Whether the cell is PyTorch's draw and nothing but its forget bias is changed."""
    asked = experiment.settings
    alone = perform(replace(asked, edits="", variant="none"))
    same = all(
        np.array_equal(getattr(alone.params, name), W)
        for name, W in vars(experiment.params).items()
    )
    return asked.scenario == "pytorch" and same and not experiment.pins


@states("lstm_more", "lstm_not_more", "lstm_not_more_raise")
def the_lstm_leads_or_not(experiment: Experiment, values: Mapping[str, Any]) -> None:
    asked = experiment.settings
    assert asked.curves != "own" and is_left_alone(experiment) and values["T"] == experiment.T > 1
    leads: dict[int, bool] = {}
    for bias in range(asked.forget_bias, 7):
        at_1 = felt_of_step_1(replace(asked, forget_bias=bias))
        leads[bias] = at_1["LSTM"] > max(at_1["RNN"], at_1["GRU"])
        if bias == asked.forget_bias:
            for name, value in at_1.items():
                assert math.isclose(values[name.lower()], value, rel_tol=1e-6, abs_tol=1e-300)
    now = leads.pop(asked.forget_bias)
    first = next((bias for bias, ahead in leads.items() if ahead), None)
    assert now == ({"T", "lstm", "rnn", "gru"} == values.keys() and values["lstm"] > values["gru"])
    if not now:
        assert values.get("bias") == first


@states("peers_given", "peers_shared")
def the_bias_is_the_lstms_or_both_gates(experiment: Experiment, values: Mapping[str, Any]) -> None:
    assert is_left_alone(experiment)
    bare = perform(replace(experiment.settings, forget_bias=0))
    added = experiment.params.b_f - bare.params.b_f
    np.testing.assert_allclose(added, values["bias"], atol=1e-12)
    assert values["bias"] != 0
