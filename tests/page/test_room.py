"""The class that answers, on the lecturer's page, without a browser."""

import json
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lstm_core.page.room import open_room
from lstm_core.room.host import Host
from lstm_core.server.rooms import SERVED
from tests.support import app, components, move, query

PHONES = ("phone-a-0123456789", "phone-b-0123456789")


@pytest.fixture
def page() -> Iterator[AppTest]:
    """A scene that asks, with a room open."""
    page = app(view="lecture", scene=4, lang="en")
    SERVED.set()
    open_room(page.session_state["session"])
    SERVED.clear()
    yield page.run()
    page.session_state["session"].hosting.end()


def lead(page: AppTest) -> Host:
    host: Host = page.session_state["session"].hosting.host
    return host


def vote(page: AppTest, *choices: float) -> None:
    host = lead(page)
    poll = host.board.poll
    assert poll is not None
    for who, choice in zip(PHONES, choices, strict=True):
        opened = host.kept().opened
        assert host.store.vote(host.code, 1, poll.round, who, choice, opened) == "counted"


def keys(page: AppTest) -> set[Any]:
    return {button.key for button in page.button}


def votes(page: AppTest) -> str:
    shown = [part.proto.body for part in page.get("html") if 'class="votes"' in part.proto.body]
    return unescape(" ".join(shown))


def test_where_the_page_is_served_alone_it_says_why_there_is_no_room() -> None:
    page = app(lang="en")
    open_room(page.session_state["session"])
    page.run()
    assert "as the README says" in page.warning[0].value
    assert "room" not in components(page) and "room" not in query(page)


def test_a_room_shows_its_code_and_never_its_key(page: AppTest) -> None:
    host = lead(page)
    assert any(host.code in text.value for text in page.markdown)
    assert query(page)["room"] == host.code and host.key not in str(page.query_params)
    assert components(page)["room"]["code"] == host.code
    assert "room_ask" in keys(page)


def test_a_whole_round_by_page_down(page: AppTest) -> None:
    move(page, beats=1)
    assert components(page)["room"]["asking"] and not votes(page)
    vote(page, 0, 1)
    move(page, beats=1)
    assert "First vote" in votes(page) and "Second vote" not in votes(page)
    move(page, beats=1)
    assert any("countdown" in part.proto.body for part in page.get("html"))
    move(page, beats=1)
    vote(page, 1, 1)
    move(page, beats=1)
    assert "changed to the right answer 1" in votes(page) and "✓" not in votes(page)
    session = page.session_state["session"]
    assert session.hosting.compares, "the votes have the room of the scene's sentence"
    assert session.settings.beat == 0
    move(page, beats=1)
    assert session.settings.beat == 1 and "✓ B" in votes(page) and not session.hosting.compares
    move(page, beats=1)
    assert session.settings.scene == 5 and not votes(page)
    assert not page.exception


def test_the_same_round_by_buttons(page: AppTest) -> None:
    for key in ("room_ask", "room_show", "room_discuss", "room_again", "room_compare"):
        page.button(key=key).click().run()
    page.button(key="room_reveal").click().run()
    poll = lead(page).board.poll
    assert poll is not None and poll.phase == "revealed"
    assert page.session_state["session"].settings.beat == 1


def test_who_has_enough_of_the_first_vote_reveals_at_once(page: AppTest) -> None:
    for key in ("room_ask", "room_show", "room_reveal"):
        page.button(key=key).click().run()
    poll = lead(page).board.poll
    assert poll is not None and poll.phase == "revealed"


def test_the_room_ends(page: AppTest) -> None:
    page.button(key="room_end").click().run()
    assert "room" not in components(page) and "room" not in query(page)
    parts = [json.loads(part.proto.bytes) for part in page.get("bidi_component")]
    assert [part["wish"] for part in parts if part.get("kind") == "room"] == ["forget"]


def test_a_room_that_is_over_is_said_to_be(page: AppTest) -> None:
    lead(page).end()
    page.run()
    assert [warning.value for warning in page.warning] == [
        "The room is over; nothing of it is kept."
    ]


def test_predict_asks_the_class_too(page: AppTest) -> None:
    other = app(view="cell", scenario="wide", t=2, hide="f", stage="f", question=1, lang="es")
    SERVED.set()
    open_room(other.session_state["session"])
    SERVED.clear()
    other.run()
    other.button(key="room_ask").click().run()
    for _ in range(5):
        move(other, beats=1)
    poll = lead(other).board.poll
    assert poll is not None and poll.phase == "revealed"
    assert other.session_state["session"].settings.revealed == "yes"
    other.session_state["session"].hosting.end()
