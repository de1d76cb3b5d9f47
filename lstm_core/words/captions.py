"""What to watch in the cell that is open, and what must be known to read its numbers rightly."""

from functools import lru_cache

from lstm_core.experiment.captions import closing_claim, forget_bias_claim, notebook_claim
from lstm_core.experiment.experiment import Experiment
from lstm_core.training.series import series
from lstm_core.words.claims import claim_sentence
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed
from lstm_core.words.train import trained_captions


@lru_cache(maxsize=64)
def cell_captions(experiment: Experiment) -> tuple[str, ...]:
    """The captions of this cell, a sentence or two each."""
    lang, settings = experiment.settings.lang, experiment.settings
    first = [claim(experiment) for claim in (notebook_claim, forget_bias_claim)]
    captions = [claim_sentence(claim, lang) for claim in first if claim]
    if experiment.scenario.learnt:
        captions += trained_captions(experiment)
    elif experiment.scenario.names and not experiment.own_inputs and settings.hide == "no":
        captions.append(say(f"watch_{settings.scenario}", lang))
    if experiment.given.start:
        captions.append(series_caption(experiment))
    closing = closing_claim(experiment)
    return (*captions, claim_sentence(closing, lang)) if closing else tuple(captions)


def complaint_sentences(experiment: Experiment) -> list[str]:
    """What could not be used as asked, a sentence each."""
    return [say(key, experiment.settings.lang, **values) for key, values in experiment.complaints]


def series_caption(experiment: Experiment) -> str:
    """Which months of the series are read, and how many passengers there were at t."""
    months, passengers = series()
    first = experiment.given.start - 1
    now = first + experiment.t - 1
    return say(
        "series_caption",
        experiment.settings.lang,
        first=months[first],
        last=months[first + experiment.T - 1],
        month=months[now],
        passengers=fixed(passengers[now], 0),
        mean=fixed(passengers.mean(), 1),
        deviation=fixed(passengers.std(), 1),
    )
