"""The weights in words: what contributes most to a gate, the pictures, the tables."""

from collections.abc import Sequence
from functools import lru_cache

from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.weights import (
    contributions_picture_claim,
    weights_claim,
    weights_picture_claim,
)
from lstm_core.model.cell import GATES
from lstm_core.words.claims import claim_sentence
from lstm_core.words.contributions import contributions_to
from lstm_core.words.inputs import input_columns
from lstm_core.words.masking import hidden_sentence
from lstm_core.words.tables import Table


@lru_cache(maxsize=256)
def weights_sentence(experiment: Experiment, gate: str) -> str:
    """Which term contributes most to this gate, and where all of them together put it."""
    claim = weights_claim(experiment, gate)
    return claim_sentence(claim, experiment.settings.lang) if claim else hidden_sentence(experiment)


def weights_alternative(experiment: Experiment, gates: Sequence[str]) -> str:
    """The heatmaps of these gates in one sentence."""
    return claim_sentence(weights_picture_claim(experiment, gates), experiment.settings.lang)


def contributions_alternative(experiment: Experiment, gate: str) -> str:
    """The chart of the contributions in one sentence."""
    return claim_sentence(contributions_picture_claim(experiment, gate), experiment.settings.lang)


def weights_table(experiment: Experiment) -> Table:
    """All weights and biases, a row per gate and unit."""
    h_columns = (f"h[{k}]" for k in range(1, experiment.H + 1))
    rows = []
    for letter in GATES.values():
        W, b = (getattr(experiment.params, f"{kind}_{letter}") for kind in "Wb")
        rows += [
            (f"W_{letter}", unit, *W[unit - 1].tolist(), float(b[unit - 1, 0]))
            for unit in range(1, experiment.H + 1)
        ]
    return Table(("W", "unit", *h_columns, *input_columns(experiment), "b"), tuple(rows))


def contributions_table(experiment: Experiment, gate: str) -> Table:
    """The contributions to one gate, a row each: weight, value, product."""
    lang = experiment.settings.lang
    rows = (
        (one.label(lang), one.weight, "" if one.value is None else one.value, one.product)
        for one in contributions_to(experiment, gate)
    )
    return Table(("term", "w", "z", "w*z"), tuple(rows))
