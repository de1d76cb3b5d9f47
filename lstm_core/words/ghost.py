"""The ghost in words: what differs from the same cell left alone, or from one that was kept."""

from lstm_core.experiment.edits import parse
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.ghost import beside_claim, ghost_claim, ghost_id
from lstm_core.experiment.settings import DRAWN, Settings
from lstm_core.words.claims import claim_sentence
from lstm_core.words.language import say


def ghost_name(experiment: Experiment) -> str:
    """What the ghost is, as the end of a sentence: without the change, or the kept cell."""
    return say(ghost_id(experiment), experiment.settings.lang)


def ghost_sentence(experiment: Experiment) -> str:
    """From when the unit in focus differs, and where and how it does most; "" without a ghost."""
    claim = ghost_claim(experiment)
    return claim_sentence(claim, experiment.settings.lang) if claim else ""


def kept_cell_label(settings: Settings) -> str:
    """The kept cell: what it is, its seed where it has one, how many changes it has."""
    other, lang = settings.ghost or settings, settings.lang
    name = say(f"scenario_{other.scenario}", lang)
    count = (
        sum(entry.on for entry in parse(other.edits))
        + (other.variant != "none")
        + bool(other.forget_bias)
    )
    changes = say("versus_changes", lang, count=count) if count else ""
    seed = (
        say("versus_seed", lang, seed=other.seed) if other.scenario in (*DRAWN, "trained") else ""
    )
    return say("versus_chip", lang, name=name, seed=seed, changes=changes)


def ghost_comparison(experiment: Experiment, stage: str) -> str:
    """What a stage is in the ghost, and the difference, in italics; empty where there is none."""
    claim = beside_claim(experiment, stage)
    if claim is None:
        return ""
    sentence = claim_sentence(claim, experiment.settings.lang)
    return f"*{sentence[0].upper()}{sentence[1:]}*"
