"""What is on the screen at this moment, as a scene of a lecture."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.languages import LANGUAGES
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.lecture import OWN_KEYS, Scene, Words, trim_words
from lstm_core.model.cell import GATES
from lstm_core.training.sweep import shared_sweep
from lstm_core.words.language import say
from lstm_core.words.memory import memory_sentence
from lstm_core.words.step import step_sentence
from lstm_core.words.time import time_sentence
from lstm_core.words.train import train_sentence
from lstm_core.words.weights import weights_sentence


def scene_of(settings: Settings) -> Scene:
    """A scene of what is on the screen; its text is the sentence with which the view opens."""
    query = {name: value for name, value in settings.to_query().items() if name not in OWN_KEYS}
    each = {lang: replace(settings, lang=lang, hide="no") for lang in LANGUAGES}
    titles = Words({lang: title(one) for lang, one in each.items()})
    texts = Words({lang: SENTENCES[one.view](one) for lang, one in each.items()})
    return Scene(urlencode(query), trim_words("title", titles), trim_words("text", texts))


def title(settings: Settings) -> str:
    """What a moment is, in a few words: the view, the cell or the task, the step."""
    lang = settings.lang
    view = say(f"view_{settings.view}", lang)
    if settings.view == "train":
        what = "race_yes" if settings.race == "yes" else f"task_{settings.task}"
        return f"{view}: {say(what, lang)}"
    experiment = perform(settings)
    place = say("t_of", lang, t=experiment.t, T=experiment.T)
    return f"{view}: {say(f'scenario_{settings.scenario}', lang)}, {place}"


def gate_sentence(experiment: Experiment) -> str:
    """Which term contributes most to the gate in focus."""
    stage = experiment.settings.stage
    return weights_sentence(experiment, stage if stage in GATES else "f")


def training_sentence(settings: Settings) -> str:
    """How far the training is; of a sweep over forget biases, what it asks."""
    if settings.race == "yes":
        return say("race_about", settings.lang, T=shared_sweep(settings.train_steps).T)
    return train_sentence(settings)


# Of each view but the lecture, which shows another one in each scene.
SENTENCES: dict[str, Callable[[Settings], str]] = {
    "cell": lambda settings: step_sentence(perform(settings)),
    "step": lambda settings: step_sentence(perform(settings)),
    "time": lambda settings: time_sentence(perform(settings)),
    "weights": lambda settings: gate_sentence(perform(settings)),
    "memory": lambda settings: memory_sentence(perform(settings)),
    "train": training_sentence,
}
