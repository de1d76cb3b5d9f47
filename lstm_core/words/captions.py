"""What to watch in the cell that is open, and what must be known to read its numbers rightly."""

from functools import lru_cache

from lstm_core.experiment.captions import (
    closing_claim,
    forget_bias_claim,
    notebook_claim,
    series_claim,
)
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.trained import TRAINED, accuracy_claim
from lstm_core.experiment.trials import longer_claim, trial_claim
from lstm_core.experiment.watch import WATCHED
from lstm_core.words.claims import claim_sentence
from lstm_core.words.language import say

CAPTIONS = (
    notebook_claim,
    forget_bias_claim,
    accuracy_claim,
    trial_claim,
    longer_claim,
    *TRAINED,
    *WATCHED,
    series_claim,
    closing_claim,
)
FOR_READERS = (trial_claim, longer_claim)  # more than a hall reads


@lru_cache(maxsize=64)
def cell_captions(experiment: Experiment) -> tuple[str, ...]:
    """The captions of this cell, a sentence or two each; in projector size the shorter ones."""
    left = FOR_READERS if experiment.settings.size == "projector" else ()
    claims = [maker(experiment) for maker in CAPTIONS if maker not in left]
    return tuple(claim_sentence(claim, experiment.settings.lang) for claim in claims if claim)


def complaint_sentences(experiment: Experiment) -> list[str]:
    """What could not be used as asked, a sentence each."""
    return [say(key, experiment.settings.lang, **values) for key, values in experiment.complaints]


def source_sentence(experiment: Experiment) -> str:
    """Where the numbers of the cell come from; of a changed one, those without the changes."""
    settings = experiment.settings
    none_yet = settings.scenario == "own" and not settings.weights
    text = say("source_none" if none_yet else f"source_{settings.scenario}", settings.lang)
    if settings.plain.cell != settings.cell:
        text = say("source_unchanged", settings.lang, source=text[0].lower() + text[1:])
    if not experiment.own_inputs:
        return text
    inputs = "source_x_series" if experiment.given.start else "source_x_own"
    if experiment.scenario.given:
        inputs = "source_x_window"
    return f"{text} {say(inputs, settings.lang)}"
