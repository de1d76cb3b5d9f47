"""A step in words: what a unit keeps and writes, what each stage means, the picture, the table."""

from functools import lru_cache

from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.step import stage_claim, step_claim, step_picture_claim
from lstm_core.words.claims import claim_sentence
from lstm_core.words.language import say
from lstm_core.words.masking import hidden_sentence
from lstm_core.words.tables import Table


@lru_cache(maxsize=256)
def step_sentence(experiment: Experiment) -> str:
    """What the unit in focus keeps and writes at t."""
    claim = step_claim(experiment)
    return claim_sentence(claim, experiment.settings.lang) if claim else hidden_sentence(experiment)


def moment_sentence(experiment: Experiment) -> str:
    """What the step does; by stages, what the stage one is at is, and its value, not the result."""
    settings = experiment.settings
    said = stage_sentence(experiment, settings.stage) if settings.grain == "stage" else ""
    if not said:
        return step_sentence(experiment)
    return f"{say(f'stage_{settings.stage}', settings.lang)}. {said}"


def stage_sentence(experiment: Experiment, stage: str) -> str:
    """What this stage's value means for the unit in focus, with its number; "" if it is hidden."""
    claim = stage_claim(experiment, stage)
    return claim_sentence(claim, experiment.settings.lang) if claim else ""


def step_alternative(experiment: Experiment) -> str:
    """The step's picture in one sentence."""
    return claim_sentence(step_picture_claim(experiment), experiment.settings.lang)


def step_table(experiment: Experiment) -> Table:
    """Every value of the step at t, a row per unit."""
    names = ("C_prev", "a_f", "f", "a_i", "i", "a_C", "C_tilde", "C", "tanh_C", "a_o", "o", "h")
    columns = [getattr(experiment.step, name)[:, 0].tolist() for name in names]
    rows = enumerate(zip(*columns, strict=True), 1)
    return Table(("t", "unit", *names), tuple((experiment.t, unit, *row) for unit, row in rows))
