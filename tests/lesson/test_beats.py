"""What a clicker walks through while something is hidden."""

from collections.abc import Callable

import pytest

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.beats import next_beat, previous_beat
from lstm_core.lesson.questions import ask
from lstm_core.model.cell import STAGES

Place = tuple[int, str, int, str]


def walk(settings: Settings, turn: Callable[[Experiment], Settings] = next_beat) -> list[Settings]:
    """All beats from here to the end."""
    path = [settings]
    while (following := turn(perform(path[-1]))) != path[-1]:
        path.append(following)
    return path


def place(settings: Settings) -> Place:
    return settings.t, settings.hide, settings.question, settings.revealed


def test_by_whole_steps_each_is_hidden_asked_and_revealed_but_the_first_is_worked() -> None:
    path = walk(Settings(scenario="wide", steps=3, hide="C_tilde"))
    assert [place(settings) for settings in path] == [
        (1, "C_tilde", 0, "no"),
        (2, "C_tilde", 0, "no"),
        (2, "C_tilde", 1, "no"),
        (2, "C_tilde", 1, "yes"),
        (3, "C_tilde", 0, "no"),
        (3, "C_tilde", 1, "no"),
        (3, "C_tilde", 1, "yes"),
    ]


@pytest.mark.parametrize("stops", ["all", "parts"])
@pytest.mark.parametrize("scenario", ["wide", "latch", "notebook"])
def test_by_stages_one_question_a_step_where_it_fits(scenario: str, stops: str) -> None:
    first = Settings(scenario=scenario, steps=5, grain="stage", stops=stops, hide="z", stage="z")
    path = walk(first)
    asked = [settings for settings in path if settings.question and settings.revealed == "no"]
    last = perform(first).T
    assert [settings.t for settings in asked] == list(range(2, last + 1))
    for settings in asked:
        assert ask(perform(settings), settings.hide, 1) is not None
    worked = [settings.hide for settings in path if settings.t == 1]
    assert worked[-1] == "h" and worked == sorted(worked, key=STAGES.index)


@pytest.mark.parametrize(
    "settings",
    [
        Settings(scenario="wide", steps=4, hide="C_tilde"),
        Settings(scenario="wide", steps=4, hide="z"),
        Settings(scenario="counter", hide="o"),
        Settings(scenario="wide", steps=4, hide="z", stage="z", grain="stage"),
        Settings(scenario="latch", hide="C_tilde", stage="C_tilde", grain="stage", stops="parts"),
    ],
)
def test_the_way_back_is_the_way_there(settings: Settings) -> None:
    path = walk(settings)
    assert len(path) > 6
    assert walk(path[-1], previous_beat) == path[::-1]


def test_a_single_step_has_no_question() -> None:
    assert walk(Settings(steps=1, hide="C_tilde")) == [Settings(steps=1, hide="C_tilde")]
