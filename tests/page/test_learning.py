"""Nothing costly is found in the queue, whatever a link, a file or a message asks for."""

from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.lesson.lecture import Lecture, Scene, Words
from lstm_core.lesson.placeholders import NAMES
from lstm_core.session.turns import QUEUE
from lstm_core.training.apart import LEARNING, Costly
from lstm_core.training.history import History
from lstm_core.training.sweep import Sweep
from lstm_core.training.tasks import TASKS
from tests.support import app, components, query

# The sizes are the largest; a few of the updates show as well as all of them who makes them where.
LARGEST = "train_units=8&train_steps=60&train_updates=3000&updates=6"
SEEDS = iter(range(50_000, 60_000))


@pytest.fixture(autouse=True)
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """For each costly piece of work whether it was done in the queue."""
    done = list[bool]()

    def watch(owner: type, name: str) -> None:
        original = getattr(owner, name)

        def noted(*args: Any, **named: Any) -> Any:
            done.append(QUEUE.held)
            return original(*args, **named)

        monkeypatch.setattr(owner, name, noted)

    for owner, name in ((History, "_take"), (Sweep, "_take"), (Costly, "_compute")):
        watch(owner, name)
    yield done
    assert done and not any(done)
    assert not QUEUE.held and not LEARNING.held


def fresh() -> str:
    """A seed that nobody has trained, as a part of a link."""
    return f"seed={next(SEEDS)}"


def opened(link: str) -> AppTest:
    """The page that a link opens, which shows what it asks for."""
    page = app(**dict(part.split("=", 1) for part in f"lang=en&{link}".split("&")))
    assert not page.exception
    assert components(page)["player"]["T"]
    return page


@pytest.mark.parametrize("view", CHOICES["view"].ids)
def test_a_trained_cell_in_every_view(view: str) -> None:
    task = list(TASKS)[CHOICES["view"].ids.index(view)]
    page = opened(f"view={view}&scenario=trained&task={task}&rival=yes&{LARGEST}&{fresh()}")
    if view != "lecture":
        assert query(page)["updates"] == "6"
    else:
        opened(f"view=train&task={task}&{fresh()}")


def test_columns_of_ones_own() -> None:
    columns = "\n".join(f"{k * k % 23};{k % 7}" for k in range(90))
    for view in ("train", "time"):
        opened(
            f"view={view}&scenario=trained&task=own&inputs={columns}&rival=yes&{LARGEST}&{fresh()}"
        )


def test_a_trained_cell_behind_another() -> None:
    other = Settings(scenario="trained", task="first", seed=next(SEEDS), updates=6)
    page = app(scenario="trained-latch", versus=other.cell_query)
    assert not page.exception


@pytest.mark.parametrize("beat", [0, 1])
def test_every_placeholder_of_a_scene(beat: int) -> None:
    page = app(lang="en")
    words = " ".join(f"{{{name}}}" for name in sorted(NAMES))
    link = f"scenario=trained&task=adding&hide=f&t=3&{LARGEST}&{fresh()}"
    text = Words(en=words)
    scenes = [
        Scene(f"view={view}&{link}", text, text, text, text, notes=text)
        for view in ("cell", "memory")
    ]
    page.session_state["session"].give(Lecture(Words(en="Heavy"), tuple(scenes)))
    page.session_state["session"].change(view="lecture", scene=2, beat=beat)
    page.run()
    page.run()
    assert not page.exception
    assert "{rival}" not in "".join(part.value for part in page.header)


@pytest.mark.parametrize(
    "moves",
    [
        [{"view": "train"}, {"beat": 1}],
        [{"view": "train", "seed": 4}, {"hide": "f"}, {"beat": 1}, {"beat": -1}],
        [{"view": "train"}, {"view": "cell"}, {"hide": "C"}, {"beat": 1}],
    ],
)
def test_moves_that_were_made_by_hand(moves: list[dict[str, Any]]) -> None:
    page = opened(f"view=cell&scenario=trained&hide=f&task=depth&{LARGEST}&{fresh()}")
    ack = components(page)["player"]["ack"]
    page.session_state["place"] = {"moves": [[ack + n, move] for n, move in enumerate(moves, 1)]}
    page.run()
    assert not page.exception
    assert components(page)["player"]["ack"] == ack + len(moves), "all were taken over"


def test_controls_that_ask_for_another_training() -> None:
    page = opened(f"view=train&rival=yes&task=counter&{LARGEST}&{fresh()}")
    for key, value in (("updates", 9), ("train_steps", 59), ("train_units", 7)):
        page.slider(key=key).set_value(value).run()
        assert not page.exception
    page.slider(key="updates").set_value(12).run()
    page.button(key="train_one").click().run()
    page.button(key="train_open").click().run()
    assert not page.exception and query(page)["view"] == "cell"


def test_a_race() -> None:
    page = opened("view=train&race=yes&train_steps=60")
    page.button(key="race_start").click().run()
    page.run()
    assert not page.exception and page.session_state["session"].watch.running


def test_a_handout_is_made_when_it_is_asked_for_and_saved_then() -> None:
    page = app(lang="en", view="lecture", scene=1)
    session = page.session_state["session"]
    link = f"scenario=trained&task=adding&{LARGEST}&{fresh()}"
    text = Words(en="{rival} {right}")
    session.give(Lecture(Words(en="Heavy"), (Scene(link, text, text),) * 2))
    page.run()
    session.dialog = "mine"  # what the header opens
    page.run()
    assert not [button for button in page.button if button.key == "lecture_handout_save"]
    page.button(key="lecture_handout").click().run()
    assert not page.exception and session.paper.lecture == session.talk.lecture
