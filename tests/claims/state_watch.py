"""What is to be watched in a designed memory, stated by C, h and the inputs alone."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import Array, stack
from tests.claims.stated import states


def values(experiment: Experiment, name: str) -> Array:
    found: Array = stack(experiment.trace, name)[:, :, 0]
    return found


@states("watch_latch", scenario="latch", inputs="")
def c_changes_when_it_is_said_to_and_stays_at_all_other_steps(
    experiment: Experiment, claimed: Mapping[str, Any]
) -> None:
    C, new, h = (values(experiment, name)[:, 0] for name in ("C", "C_tilde", "h"))
    before = np.array([experiment.C0[0, 0], *C[:-1]])
    said: dict[int, set[str]] = {}
    stood = float(before[0])
    for event in claimed["events"]:
        said.setdefault(event.values["t"], set()).add(event.key.removeprefix("event_"))
    for t in range(1, experiment.T + 1):
        now, old, candidate = C[t - 1], before[t - 1], new[t - 1]
        events = said.get(t, set())
        near = 0.1 * (abs(old) + abs(candidate)) + 1e-9
        if events & {"written", "over"}:
            assert abs(now - candidate) <= near and ("over" in events) == (abs(old) >= 0.05)
        elif "added" in events:
            assert abs(now - old - candidate) <= near
        elif "erased" in events:
            assert abs(now) <= 0.1 * abs(old) + 0.05 and abs(old) >= 0.05
        elif abs(old) >= 0.05:
            assert abs(now - stood) <= 0.1 * abs(stood) + 0.05, "since it was last changed"
        else:
            assert abs(now) <= 0.1
        if events - {"read"} or abs(old) < 0.05:
            stood = float(now)
        shown = abs(h[t - 1]) / max(abs(np.tanh(now)), 1e-12)
        assert shown >= 0.89 if "read" in events else shown <= 0.11 or abs(h[t - 1]) < 0.05


@states("watch_counter", scenario="counter", inputs="")
def c_is_the_number_of_ones_at_every_step(
    experiment: Experiment, claimed: Mapping[str, Any]
) -> None:
    counts = [experiment.X[:t, 0, 0].tolist().count(1) for t in range(1, experiment.T + 1)]
    assert {*experiment.X.ravel().tolist()} <= {0, 1} and claimed["count"] == counts[-1] >= 2
    np.testing.assert_allclose(values(experiment, "C")[:, 0], counts, atol=0.11)
    late = [h for h, n in zip(values(experiment, "h")[:, 0], counts, strict=True) if n > 1]
    assert min(late) >= 0.9


@states("watch_leaky", scenario="leaky", inputs="")
def half_is_left_after_so_many_steps(experiment: Experiment, claimed: Mapping[str, Any]) -> None:
    C = values(experiment, "C")[:, 0]
    pulse, steps = claimed["t"] - 1, claimed["steps"]
    assert not C[:pulse].any() and abs(C[pulse]) >= 0.05
    left = C[pulse:] / C[pulse]
    expected = 0.5 ** (np.arange(len(left)) / steps)
    np.testing.assert_allclose(left, expected, rtol=1e-6)
    assert steps <= len(left) - 1, "the picture shows it"


@states("watch_keep", scenario="keep", inputs="")
def unit_1_has_the_sum_and_unit_2_only_the_last_one(
    experiment: Experiment, claimed: Mapping[str, Any]
) -> None:
    C, new = values(experiment, "C"), values(experiment, "C_tilde")
    times = [t - 1 for t in claimed["steps"]]
    assert len(times) >= 2
    for k in range(experiment.T):
        sum_so_far = sum(new[t, 0] for t in times if t <= k)
        assert abs(C[k, 0] - sum_so_far) <= 0.2 * abs(sum_so_far) + 0.06
        if k in times:
            assert abs(C[k, 1] - new[k, 1]) <= 0.1 * (abs(new[k, 1]) + abs(C[k - 1, 1]))
        elif k - 1 in times:
            assert abs(C[k, 1]) <= 0.1 * abs(C[k - 1, 1]) + 0.05


@states("watch_disagree", scenario="disagree", inputs="")
def one_unit_takes_the_candidate_and_the_other_keeps_what_it_has(
    experiment: Experiment, claimed: Mapping[str, Any]
) -> None:
    C, new = values(experiment, "C"), values(experiment, "C_tilde")
    before = np.vstack([experiment.C0[:, 0], C[:-1]])
    stood = list(experiment.C0[:, 0])
    for t, speaker in enumerate(experiment.X[:, 1, 0].tolist()):
        assert abs(speaker) == 1
        writer, keeper = (0, 1) if speaker == 1 else (1, 0)
        near = 0.1 * (np.abs(before[t]) + np.abs(new[t])) + 1e-9
        assert abs(C[t, writer] - new[t, writer]) <= near[writer]
        stood[writer] = C[t, writer]
        assert abs(C[t, keeper] - stood[keeper]) <= 0.1 * abs(stood[keeper]) + 0.051
    assert len({*experiment.X[:, 1, 0].tolist()}) == 2
