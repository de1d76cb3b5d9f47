"""The beats on what is hidden: stage, question, reveal, next step; forwards and backwards."""

from dataclasses import replace

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.settings import STOPS, Settings
from lstm_core.lesson.questions import ask, pause
from lstm_core.model.cell import STAGES


def next_beat(experiment: Experiment) -> Settings:
    """The settings one beat on: the next stage, the question, its answer, or the next step.

    The same settings at the end.
    """
    settings = experiment.settings
    if settings.revealed == "no":
        if settings.question:
            return replace(settings, revealed="yes")
        if question_is_due(experiment):
            return replace(settings, question=1)
        later = later_stops(settings)
        if later:
            return settings.with_fields(stage=later[0], hide=later[0])
    if experiment.t == experiment.T:
        return settings
    return settings.with_fields(t=experiment.t + 1, **first_stop(settings))


def previous_beat(experiment: Experiment) -> Settings:
    """The settings one beat back: unanswered, unasked, a stage back, or the end of the step before.

    The same settings at the beginning.
    """
    settings = experiment.settings
    if settings.question:
        question = settings.question if settings.revealed == "yes" else 0
        return replace(settings, revealed="no", question=question)
    frontier = STAGES.index(settings.hide)
    earlier = [stage for stage in stops(settings) if STAGES.index(stage) < frontier]
    if earlier:
        return settings.with_fields(stage=earlier[-1], hide=earlier[-1])
    if experiment.t == 1:
        return settings
    return last_beat(perform(settings.with_fields(t=experiment.t - 1, **first_stop(settings))))


def last_beat(experiment: Experiment) -> Settings:
    """The settings at the last beat of this step: its question answered, or its last stop."""
    settings = experiment.settings
    while not (settings.question and settings.revealed == "yes"):
        further = next_beat(perform(settings))
        if further.t != settings.t or further == settings:
            break
        settings = further
    return settings


def stops(settings: Settings) -> tuple[str, ...]:
    """The stages at which one stops inside a step: none where one goes by whole steps."""
    return STOPS[settings.stops] if settings.grain == "stage" else ()


def later_stops(settings: Settings) -> list[str]:
    """The stops of this step that are still hidden."""
    frontier = STAGES.index(settings.hide)
    return [stage for stage in stops(settings) if STAGES.index(stage) > frontier]


def first_stop(settings: Settings) -> dict[str, str]:
    """The fields with which one enters a step: at its first stop; by whole steps, unchanged."""
    if settings.grain == "step":
        return {}
    stage = stops(settings)[0]
    return {"stage": stage, "hide": stage}


def question_is_due(experiment: Experiment) -> bool:
    """Whether this is the place for a question: not in step 1, which is worked.

    By stages it is where the step's first question fits, or the last stop where any can be asked.
    """
    settings = experiment.settings
    if experiment.t == 1 or ask(experiment, settings.hide, 1) is None:
        return False
    if not any(ask(experiment, stage, 1) for stage in later_stops(settings)):
        return True
    stage = pause(experiment, 1)
    return stage is not None and STAGES.index(stage) <= STAGES.index(settings.hide)
