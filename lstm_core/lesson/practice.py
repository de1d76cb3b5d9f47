"""A round of questions for who practises alone: which comes next, and where to look again.

What is asked first is easy; a kind is not asked twice in a row; counting is a set of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.questions import at_frontier, fair

ROUND = 10  # questions, after which there is an end
FRONTIERS = ("C_tilde", "f", "C", "o")  # at which most is asked
NEAREST = 6  # steps that are looked at for a question, and about as many of the others
COUNTING = "counts"  # the kind of those that ask how many units, steps and weights there are
EASY_TO_HARD = (
    *("direction", "left", "written", "shown", "saturate", "larger", "keeper", "compute"),
    *("holding", "strongest", "until", "longer", "removed", "counting", "dies"),
)
# Where the idea behind a kind is to be seen, in the cell and at the step that were asked about.
LOOK: dict[str, Mapping[str, str]] = {
    **{key: {"stage": "C"} for key in ("direction", "larger", "compute", "written", "holding")},
    **{key: {"stage": "f"} for key in ("left", "keeper")},
    **{key: {"stage": "h"} for key in ("shown", "saturate")},
    **{key: {"view": "weights"} for key in ("strongest", "removed", COUNTING)},
    **{key: {"view": "memory"} for key in ("until", "longer", "counting", "dies")},
}

Known = Callable[[Settings], bool]


def at_once(settings: Settings, changes: Mapping[str, Any]) -> dict[str, Any]:
    """These changes; with the first question where they begin to hide, by whole steps."""
    if settings.hide != "no" or changes.get("hide", "no") == "no" or "question" in changes:
        return dict(changes)
    changed = settings.with_fields(**changes)
    if changed.grain == "step" and changed.t > 1:
        return {**changes, **(following(changed) or {})}
    return dict(changes)


def following(
    settings: Settings, asked: Sequence[str] = (), known: Known = lambda _: False
) -> dict[str, Any] | None:
    """The settings to change for the next question, here or elsewhere; None if all is known.

    It is sought at the later steps and the earlier ones, then at other frontiers.

    `asked` are the kinds of this round, in order; `known` says whether a moment was answered. After
    a question that counts comes another one.
    """
    places = product(dict.fromkeys((settings.hide, *FRONTIERS)), steps_to_look_at(settings))
    counting = list(asked[-1:]) == [COUNTING]
    for hide, t in places:
        number = easiest(settings.with_fields(t=t, hide=hide), asked, known, counting=counting)
        if number:
            return {"t": t, "hide": hide, "question": number, "revealed": "no"}
    return None


def steps_to_look_at(settings: Settings) -> list[int]:
    """The steps from here on and the earlier ones; of many the nearest, and some of the others.

    What can be asked takes milliseconds at each, and there may be nothing to be asked at any.
    """
    T = perform(settings).T
    steps = [*range(max(2, settings.t), T + 1), *range(2, settings.t)]
    others = steps[NEAREST:]
    return steps[:NEAREST] + others[:: max(1, len(others) // NEAREST)]


def first_counting(settings: Settings, known: Known) -> dict[str, Any] | None:
    """The settings to change for the first question that counts; None where there is none left."""
    return following(settings, [COUNTING], known)


def easiest(settings: Settings, asked: Sequence[str], known: Known, *, counting: bool) -> int:
    """The number of the easiest question here whose kind was asked the least; 0 if none is left."""
    here = at_frontier(settings.hide, fair(perform(settings)))
    left = [
        (list(asked).count(question.kind), rank(question.kind), number)
        for number, question in enumerate(here, 1)
        if (question.kind == COUNTING) == counting
        and (counting or question.kind != (asked[-1] if asked else ""))
        and number != settings.question
        and not known(settings.with_fields(question=number))
    ]
    return min(left)[2] if left else 0


def rank(kind: str) -> int:
    """How hard a kind is among all."""
    return EASY_TO_HARD.index(kind) if kind in EASY_TO_HARD else len(EASY_TO_HARD)
