"""The claims about an LSTM beside its peers, stated by other means."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.memory import shown_peers
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


def ahead(experiment: Experiment, bias: int) -> bool:
    """Whether the LSTM leads with this forget bias, by more than two digits may hide."""
    at_1 = felt_of_step_1(replace(experiment.settings, forget_bias=bias))
    return at_1["LSTM"] > 1.1 * max(at_1["RNN"], at_1["GRU"])


def check_numbers(experiment: Experiment, values: Mapping[str, Any]) -> None:
    """The cells may be compared, and the norms are these."""
    asked = experiment.settings
    assert asked.curves != "own" and is_left_alone(experiment) and values["T"] == experiment.T > 1
    for name, value in felt_of_step_1(asked).items():
        assert math.isclose(values[name.lower()], value, rel_tol=1e-6, abs_tol=1e-300)


@states("lstm_more")
def the_lstm_leads(experiment: Experiment, values: Mapping[str, Any]) -> None:
    check_numbers(experiment, values)
    assert values["lstm"] > 1.1 * max(values["rnn"], values["gru"])


@states("lstm_not_more", "lstm_not_more_raise")
def none_leads_below_this_bias(experiment: Experiment, values: Mapping[str, Any]) -> None:
    assert max(values["rnn"], values["gru"]) <= 1.1 * values["lstm"] * (1 + 1e-9)
    below_this_bias_it_does_not_lead(experiment, values)


@states("lstm_less", "lstm_less_raise")
def another_leads_below_this_bias(experiment: Experiment, values: Mapping[str, Any]) -> None:
    best, other = ("rnn", "gru") if values["best"] == "RNN" else ("gru", "rnn")
    assert values[best] >= values[other] and values[best] > 1.1 * values["lstm"]
    below_this_bias_it_does_not_lead(experiment, values)


def below_this_bias_it_does_not_lead(experiment: Experiment, values: Mapping[str, Any]) -> None:
    check_numbers(experiment, values)
    now, bias = experiment.settings.forget_bias, values.get("bias", 7)
    assert not any(ahead(experiment, one) for one in range(now, bias))
    assert bias == 7 or ahead(experiment, bias)


@states("peers_given")
def the_bias_is_the_lstms(experiment: Experiment, values: Mapping[str, Any]) -> None:
    assert is_left_alone(experiment) and experiment.settings.curves == "peers"
    bare = perform(replace(experiment.settings, forget_bias=0))
    added = experiment.params.b_f - bare.params.b_f
    np.testing.assert_allclose(added, values["bias"], atol=1e-12)
    assert values["bias"] != 0


@states("peers_shared")
def the_bias_is_the_lstms_and_the_grus(experiment: Experiment, values: Mapping[str, Any]) -> None:
    """Shown by its effect: the GRU's curve is that of a GRU with this much more on its gate."""
    like = replace(experiment.settings, curves="peers")
    the_bias_is_the_lstms(perform(like), values)
    drawn = shown_peers(experiment)["GRU"][0]
    ours = felt_of_step_1(replace(experiment.settings, curves="peers_biased"))["GRU"]
    assert math.isclose(drawn, ours, rel_tol=1e-6, abs_tol=1e-300)
