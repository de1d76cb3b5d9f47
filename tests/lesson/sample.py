"""Many places in many cells, the questions that are asked there, and their numbers."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.scenarios import SCENARIOS
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.question import Question
from lstm_core.lesson.questions import fair
from lstm_core.words.variables import unmarked

Case = tuple[Experiment, Question]
SIZES = ((4, 3, 6), (1, 1, 4), (2, 8, 9))
OWN = (
    Settings(scenario="wide", inputs="1.5;-2\n0;3\n0.25;0.25"),
    Settings(scenario="keras", inputs="series:5", steps=8),
    # with another cell kept beside it, or this one
    *(Settings(scenario="wide", versus=f"scenario=wide&seed={seed}") for seed in range(8)),
    Settings(scenario="pytorch", forget_bias=3, versus="scenario=pytorch&forget_bias=3"),
    Settings(scenario="latch", versus="scenario=latch&edits=f%3D1"),
    Settings(scenario="keras", versus="scenario=keras&steps=9"),
)
NUMBER = r"−?\d+(?:\.\d+)?"


def places(seeds: range, units: int) -> Iterator[Experiment]:
    """Every step of a few units of every scenario, in English."""
    for scenario in SCENARIOS:
        hand_set = SCENARIOS[scenario].sizes is not None
        cells = [
            Settings(scenario=scenario, seed=seed, input_size=D, hidden_size=H, steps=T, lang="en")
            for seed in (range(1) if hand_set else seeds)
            for D, H, T in (SIZES[:1] if hand_set else SIZES)
        ]
        for settings in [
            *cells,
            *(replace(own, lang="en") for own in OWN if own.scenario == scenario),
        ]:
            cell = perform(settings)
            for t in range(1, cell.T + 1):
                for unit in range(1, min(cell.H, units) + 1):
                    yield perform(replace(settings, t=t, unit=unit))


@cache
def sample() -> tuple[Case, ...]:
    """Every question about these places, in plain words."""
    return tuple((e, plain(q)) for e in places(range(5), 3) for same in fair(e) for q in same)


def plain(q: Question) -> Question:
    """The question without the marks of its variables."""
    text, why, trap = map(unmarked, (q.text, q.why, q.trap))
    return replace(q, text=text, why=why, trap=trap, options=tuple(map(unmarked, q.options)))


@cache
def few() -> tuple[Experiment, ...]:
    """A ninth of the places."""
    return tuple(list(places(range(2), 2))[::9])


def of(kind: str) -> list[Case]:
    """The sample's questions of this kind; one at least."""
    found = [case for case in sample() if case[1].kind == kind]
    assert found
    return found


def number(shown: str) -> float:
    return float(shown.replace("−", "-"))


def here(e: Experiment, *names: str) -> list[float]:
    return [float(getattr(e.step, name)[e.unit - 1, 0]) for name in names]


def apart(first: float, second: float, times: float, margin: float) -> bool:
    return abs(first) >= times * abs(second) and abs(first) - abs(second) >= margin
