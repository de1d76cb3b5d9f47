"""The ghost in words: what differs from the same cell left alone, or from one that was kept."""

from lstm_core.experiment.edits import parse
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.ghost import divergence
from lstm_core.experiment.settings import DRAWN, Settings
from lstm_core.words.language import say
from lstm_core.words.masking import is_hidden
from lstm_core.words.numbers import fixed, power
from lstm_core.words.quantities import unit_value


def ghost_name(experiment: Experiment) -> str:
    """What the ghost is, as the end of a sentence: without the change, or the kept cell."""
    key = "in_kept" if experiment.settings.versus else "without_change"
    return say(key, experiment.settings.lang)


def ghost_as_subject(experiment: Experiment) -> str:
    """What the ghost is, as the beginning of a sentence."""
    name = ghost_name(experiment)
    return name[0].upper() + name[1:]


def ghost_sentence(experiment: Experiment) -> str:
    """From when the unit in focus differs, and by how much h does at the last step that is shown.

    "" where there is no ghost.
    """
    unit, lang, found = experiment.unit, experiment.settings.lang, divergence(experiment)
    if found is None:
        return ""
    if found.first is None:
        return say("ghost_same", lang, unit=unit, t=found.last, ghost=ghost_name(experiment))
    if found.by == 0:
        return say("ghost_same_again", lang, unit=unit, first=found.first, t=found.last)
    by = ("−" if found.by < 0 else "+") + power(abs(found.by))
    return say("ghost_differs", lang, unit=unit, first=found.first, t=found.last, by=by)


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
    if experiment.ghost is None or stage == "z" or is_hidden(experiment, stage):
        return ""
    before, now = (unit_value(one, stage) for one in (experiment.ghost, experiment))
    change = now - before
    tiny = f"{change:.1e}".replace("-", "−")
    said = say(
        "beside_same" if change == 0 else "beside",
        experiment.settings.lang,
        ghost=ghost_as_subject(experiment),
        before=fixed(before, 3),
        difference=fixed(change, 3) if abs(change) >= 0.0005 else tiny,
    )
    return f"*{said}*"
