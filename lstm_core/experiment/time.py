"""The memory of the unit in focus from its start to its end: a claim."""

from collections.abc import Sequence

import numpy as np

from lstm_core.experiment.claims import Claim, Entry, Magnitude, Symbol, claims
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.step import FAINT, keeps_claim
from lstm_core.model.cell import Array, stack


@claims("time_sentence", "time_sentence_still", "time_sentence_level")
def time_claim(experiment: Experiment) -> Claim | None:
    """Where C of the unit in focus starts and ends, its extremes, and what of it t keeps.

    Or that C hardly moves, or not at all. None where a step is hidden.
    """
    u = experiment.unit - 1
    C = np.array([experiment.C0[u, 0], *stack(experiment.trace, "C")[:, u, 0]])
    if np.isnan(C).any():
        return None
    values = {"unit": u + 1, "C0": float(C[0])}
    moved = float(np.abs(C - C[0]).max())
    if moved < FAINT:
        return (
            Claim("time_sentence_level", values | {"moved": Magnitude(moved)})
            if moved
            else Claim("time_sentence_still", values)
        )
    low, high = int(C.argmin()), int(C.argmax())
    values |= {
        "CT": float(C[-1]),
        "low": float(C[low]),
        "t_low": low,
        "high": float(C[high]),
        "t_high": high,
    }
    keeps = {"t": experiment.t, "keeps": keeps_claim(experiment)}
    return Claim("time_sentence", values | keeps)


@claims("alt_time", "alt_time_one")
def time_picture_claim(experiment: Experiment, quantities: Sequence[str] = ("C", "h")) -> Claim:
    """Between what and what each of these quantities of the unit in focus is, where it is shown.

    "y" are all answers of the output layer.
    """
    u = experiment.unit - 1
    rows: list[tuple[Symbol | Claim, Array]] = []
    for name in quantities:
        if name != "y":
            rows.append((Symbol(name), stack(experiment.trace, name)[:, u, 0]))
            continue
        answers = experiment.answers.T
        for k, row in enumerate(answers, 1):
            rows.append((answer_symbol(k if len(answers) > 1 else 0), row))
    last = max(int(np.flatnonzero(np.isfinite(row))[-1]) for _, row in rows) + 1
    values = {"unit": u + 1, "shown": tuple(range_of(name, row) for name, row in rows)}
    return Claim("alt_time_one", values) if last == 1 else Claim("alt_time", {**values, "T": last})


def answer_symbol(k: int) -> Claim:
    """How the k-th answer is called; 0 where there is only one."""
    return Claim("alt_answer", {"symbol": Entry("y", k) if k else Symbol("y")})


def range_of(name: Symbol | Claim, row: Array) -> Claim:
    """The least and the greatest of a row, each with its t, or its only value, as a part."""
    low, high = int(np.nanargmin(row)), int(np.nanargmax(row))
    if row[low] == row[high]:
        return Claim("alt_value", {"symbol": name, "value": float(row[low])})
    ends = {"low": float(row[low]), "t_low": low + 1, "high": float(row[high]), "t_high": high + 1}
    return Claim("alt_range", {"symbol": name, **ends})
