"""Predict before you see: which questions are fair about one step of the real cell, and where.

A question is fair at a frontier: what it takes to answer is visible, what would answer it is still
hidden. Their order is drawn from the cell, t and the unit alone, so that one link asks the whole
class the same.
"""

import math
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest
from random import Random

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.settings import CELL, Settings
from lstm_core.lesson.kinds import KINDS, LATER
from lstm_core.lesson.question import Question
from lstm_core.model.cell import GATES, STAGES


def fair(experiment: Experiment) -> list[list[Question]]:
    """Every fair question about this step and unit, a list per kind, the kinds in a drawn order.

    Those of LATER come after all others.
    """
    settings = experiment.settings
    return fair_at(replace(settings.moment, lang=settings.lang, hide="no", question=0))


@lru_cache(maxsize=128)  # one run of a page asks several times, and so do all frontiers of a step
def fair_at(moment: Settings) -> list[list[Question]]:
    """The same of a moment at which nothing is hidden; nobody changes the lists."""
    experiment = perform(moment)
    cell = {name: value for name, value in experiment.settings.to_query().items() if name in CELL}
    cell_and_place = (cell, experiment.t, experiment.unit)
    rng, first = Random(f"{cell_and_place}"), [kind for kind in KINDS if kind not in LATER]
    order = rng.sample(first, len(first)) + rng.sample(LATER, len(LATER))
    return [list(KINDS[kind](experiment, Random(f"{cell_and_place} {kind}"))) for kind in order]


def at_frontier(frontier: str, by_kind: list[list[Question]]) -> list[Question]:
    """Those that are fair at this frontier: one of each kind, then a second of each, and so on."""
    if frontier == "no":  # nothing is hidden, so there is nothing to predict
        return []
    f = STAGES.index(frontier)
    fitting = [
        [q for q in same if STAGES.index(q.needs) <= f < STAGES.index(q.about)] for same in by_kind
    ]
    return [question for turn in zip_longest(*fitting) for question in turn if question]


def ask(experiment: Experiment, frontier: str, number: int) -> Question | None:
    """The number-th question that is fair where `frontier` is the last visible stage, or None.

    `frontier` is an id of the setting `hide`. After the last question they start again.
    """
    questions = at_frontier(frontier, fair(experiment))
    return questions[(number - 1) % len(questions)] if questions else None


def gate_asked(settings: Settings) -> str | None:
    """The gate, or the candidate, that the question asks about; None if it is about another."""
    experiment = perform(settings)
    question = ask(experiment, settings.hide, settings.question) if experiment.asking else None
    return question.about if question and question.about in GATES else None


def looking_at_asked(settings: Settings) -> Settings:
    """The settings with a look at the gate that is asked about, whichever one was looked at."""
    gate = gate_asked(settings)
    return replace(settings, stage=gate) if gate else settings


def pause(experiment: Experiment, number: int) -> str | None:
    """The stage to stop at so that the first question there needs just that much, or None.

    There may be several such stages: this is the number-th, in the order in which the kinds were
    drawn.
    """
    by_kind = fair(experiment)
    stops = [
        same[0].needs
        for same in by_kind
        if same and at_frontier(same[0].needs, by_kind)[0] == same[0]
    ]
    return stops[(number - 1) % len(stops)] if stops else None


def right(question: Question, answer: str) -> bool | None:
    """Whether a typed number is right; None if it is no number. A decimal comma may be in it."""
    try:
        number = float("".join(answer.split()).replace(",", ".").replace("−", "-"))
    except ValueError:
        return None
    if question.answer is None or not math.isfinite(number):
        return None
    return abs(number - question.answer) <= question.tolerance + 1e-9  # 0.62 is within 0.05 of 0.57
