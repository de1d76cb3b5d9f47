"""The beats of a lecture on what is hidden: stage, question, reveal, next step; forwards and backwards."""

from dataclasses import replace

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.settings import STOPS, Settings
from lstm_core.lesson.questions import ask, pause
from lstm_core.model.cell import STAGES


def beat(experiment: Experiment, on: bool) -> Settings:
    """The settings one beat on, or one back; the same ones at either end."""
    return after(experiment) if on else before(experiment)


def after(experiment: Experiment) -> Settings:
    """The next stage, the question, its answer, or the next step."""
    settings = experiment.settings
    if settings.question and settings.revealed == "no":
        return replace(settings, revealed="yes")
    if settings.revealed == "no":
        if due(experiment):
            return replace(settings, question=1)
        later = [
            stage for stage in stops(settings) if STAGES.index(stage) > STAGES.index(settings.hide)
        ]
        if later:
            return settings.with_fields(stage=later[0], hide=later[0])
    if experiment.t == experiment.T:
        return settings
    return settings.with_fields(t=experiment.t + 1, **landing(settings))


def before(experiment: Experiment) -> Settings:
    """The way back: unanswered, unasked, the stage before, or the end of the step before."""
    settings = experiment.settings
    if settings.question:
        return replace(
            settings, revealed="no", question=settings.question if settings.revealed == "yes" else 0
        )
    earlier = [
        stage for stage in stops(settings) if STAGES.index(stage) < STAGES.index(settings.hide)
    ]
    if earlier:
        return settings.with_fields(stage=earlier[-1], hide=earlier[-1])
    if experiment.t == 1:
        return settings
    landed = perform(settings.with_fields(t=experiment.t - 1, **landing(settings)))
    while not (
        landed.settings.question and landed.settings.revealed == "yes"
    ):  # walk to that step's last beat
        further = perform(after(landed))
        if further.t != landed.t or further.settings == landed.settings:
            break
        landed = further
    return landed.settings


def stops(settings: Settings) -> tuple[str, ...]:
    """The stages at which one stops inside a step: none where one goes by whole steps."""
    return STOPS[settings.stops] if settings.grain == "stage" else ()


def landing(settings: Settings) -> dict[str, str]:
    """Where one lands in another step: at its first stop, or, by whole steps, behind the same frontier."""
    if settings.grain == "step":
        return {}
    stage = stops(settings)[0]
    return {"stage": stage, "hide": stage}


def due(experiment: Experiment) -> bool:
    """Whether this is the place for a question: not in step 1, which is worked.

    By stages it is where the step's first question fits, or the last stop at which anything can be asked.
    """
    settings = experiment.settings
    if experiment.t == 1 or ask(experiment, settings.hide, 1) is None:
        return False
    later = [
        stage for stage in stops(settings) if STAGES.index(stage) > STAGES.index(settings.hide)
    ]
    if not any(ask(experiment, stage, 1) for stage in later):
        return True
    stage = pause(experiment, 1)
    return stage is not None and STAGES.index(stage) <= STAGES.index(settings.hide)
