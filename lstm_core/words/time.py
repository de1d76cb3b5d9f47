"""The cell through time in words: a memory from its start to its end, the picture, the table."""

from collections.abc import Sequence
from functools import lru_cache

from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.time import time_claim, time_picture_claim
from lstm_core.words.claims import claim_sentence
from lstm_core.words.inputs import input_columns
from lstm_core.words.masking import hidden_sentence
from lstm_core.words.quantities import CHARTED
from lstm_core.words.tables import Table


@lru_cache(maxsize=256)
def time_sentence(experiment: Experiment) -> str:
    """Where the unit's memory starts and ends, its extremes, and what it keeps at t."""
    claim = time_claim(experiment)
    return claim_sentence(claim, experiment.settings.lang) if claim else hidden_sentence(experiment)


def time_alternative(experiment: Experiment, quantities: Sequence[str]) -> str:
    """The picture of these quantities through time in one sentence."""
    return claim_sentence(time_picture_claim(experiment, quantities), experiment.settings.lang)


def time_table(experiment: Experiment) -> Table:
    """The six quantities and the inputs, a row per step and unit."""
    rows = tuple(
        (
            t,
            unit,
            *(float(getattr(step, name)[unit - 1, 0]) for name in CHARTED),
            *step.x[:, 0].tolist(),
        )
        for t, step in enumerate(experiment.trace, 1)
        for unit in range(1, experiment.H + 1)
    )
    return Table(("t", "unit", *CHARTED, *input_columns(experiment)), rows)
