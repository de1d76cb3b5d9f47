"""The cell through time in words: a memory from its start to its end, the picture, the table."""

from collections.abc import Sequence

import numpy as np

from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.time import time_claim
from lstm_core.model.cell import stack
from lstm_core.words.claims import claim_sentence
from lstm_core.words.inputs import input_columns
from lstm_core.words.language import say
from lstm_core.words.masking import hidden_sentence
from lstm_core.words.numbers import fixed
from lstm_core.words.quantities import CHARTED, symbol
from lstm_core.words.tables import Table


def time_sentence(experiment: Experiment) -> str:
    """Where the unit's memory starts and ends, its extremes, and what it keeps at t."""
    claim = time_claim(experiment)
    return claim_sentence(claim, experiment.settings.lang) if claim else hidden_sentence(experiment)


def time_alternative(experiment: Experiment, quantities: Sequence[str]) -> str:
    """The picture of these quantities through time in one sentence."""
    lang, u, parts = experiment.settings.lang, experiment.unit - 1, []
    for name in quantities:
        values = experiment.answers[:, 0] if name == "y" else stack(experiment.trace, name)[:, u, 0]
        parts.append(
            say(
                "alt_range",
                lang,
                symbol=symbol(name),
                low=fixed(np.nanmin(values), 2),
                t_low=int(np.nanargmin(values)) + 1,
                high=fixed(np.nanmax(values), 2),
                t_high=int(np.nanargmax(values)) + 1,
            )
        )
    return say("alt_time", lang, T=experiment.T, unit=experiment.unit, shown="; ".join(parts))


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
