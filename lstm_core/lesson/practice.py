"""A round of questions for who practises alone: which comes next, and where to look again.

What is asked first is easy; a kind is not asked twice in a row; counting is a set of its own.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import product
from typing import Any

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.questions import ask, at_frontier, fair

ROUND = 10  # questions, after which there is an end
FRONTIERS = ("C_tilde", "f", "C", "o")  # at which most is asked
NEAREST = 6  # places of this unit, and of others, that are asked about first
MOST_PLACES = 15  # that are looked at for a question
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
Kinds = Callable[[Settings], Collection[str]]


def at_once(settings: Settings, changes: Mapping[str, Any]) -> dict[str, Any]:
    """These changes; with the first question where they begin to hide, by whole steps.

    Another cell is asked one where the last one was, unless it has to be learnt first.
    """
    changed = settings.with_fields(**changes)
    begun = settings.hide == "no" and changed.hide != "no" and changed.grain == "step"
    other = settings.question and changed.t == settings.t and changed.cell != settings.cell
    again = other and changed.hide != "no" and not changed.scenario.startswith("trained")
    if "question" not in changes and changed.t > 1 and (begun or again):
        return {**changes, **(following(changed) or {})}
    return dict(changes)


def following(
    settings: Settings,
    asked: Sequence[str] = (),
    known: Known = lambda _: False,
    kinds_at: Kinds = lambda _: (),
) -> dict[str, Any] | None:
    """The settings to change for the next question, here or elsewhere; None if all is known.

    `asked` are the kinds of this round, in order; `known` says whether a moment was answered, and
    `kinds_at` which kinds were, at this step of this unit. After a question that counts comes
    another one. Else it is sought where no answer has been shown yet: from here on, then at other
    units; only then at steps that have been seen, about something else.
    """
    if list(asked[-1:]) == [COUNTING]:
        return counting(settings, known)
    for fresh in (True, False):
        for unit, t in places(settings):
            here = settings.with_fields(unit=unit, t=t)
            shown = settings.revealed == "yes" and (unit, t) == (settings.unit, settings.t)
            if fresh and (shown or kinds_at(here)):
                continue
            found = easiest(settings, here, asked, {*kinds_at(here)})
            if found:
                return {"unit": unit, "t": t, "revealed": "no", **found}
    return None


def places(settings: Settings) -> list[tuple[int, int]]:
    """Units and steps, in the order in which they are asked about; of many those that come first.

    What can be asked takes milliseconds at each, and there may be nothing to be asked at any.
    """
    experiment = perform(settings)
    steps, units = range(2, experiment.T + 1), range(1, experiment.H + 1)
    from_here = [(settings.unit, t) for t in steps if t >= settings.t]
    others = [(unit, t) for unit in units for t in steps if unit != settings.unit]
    earlier = [(settings.unit, t) for t in steps if t < settings.t]
    return (from_here[:NEAREST] + others[:NEAREST] + from_here[NEAREST:] + earlier)[:MOST_PLACES]


def easiest(
    settings: Settings, here: Settings, asked: Sequence[str], seen: Collection[str]
) -> dict[str, Any] | None:
    """What is hidden and the number of the easiest question of the kinds asked least.

    The first of a round is about what is hidden already. None where none is left of a kind that is
    not `seen`, nor the latest.
    """
    now = ask(perform(settings), settings.hide, settings.question) if settings.question else None
    left = {*seen, *asked[-1:]}
    if now and (here.unit, here.t) == (settings.unit, settings.t):
        left.add(now.kind)
    by_kind = fair(perform(here))
    found = [
        (not asked and k > 0, list(asked).count(question.kind), rank(question.kind), hide, number)
        for k, hide in enumerate(dict.fromkeys((settings.hide, *FRONTIERS)))
        for number, question in enumerate(at_frontier(hide, by_kind), 1)
        if question.kind not in (*left, COUNTING)
    ]
    return {"hide": min(found)[3], "question": min(found)[4]} if found else None


def counting(settings: Settings, known: Known) -> dict[str, Any] | None:
    """The settings to change for another question that counts; None where there is none left."""
    for hide, (unit, t) in product((settings.hide, *FRONTIERS), places(settings)):
        here = settings.with_fields(unit=unit, t=t, hide=hide)
        for number, question in enumerate(at_frontier(hide, fair(perform(here))), 1):
            if question.kind == COUNTING and not known(here.with_fields(question=number)):
                found = {"unit": unit, "t": t, "hide": hide, "question": number}
                return found | {"revealed": "no"}
    return None


def rank(kind: str) -> int:
    """How hard a kind is among all."""
    return EASY_TO_HARD.index(kind) if kind in EASY_TO_HARD else len(EASY_TO_HARD)
