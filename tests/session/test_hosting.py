"""The room that a page leads: beats, what phones follow, the browser that keeps its key."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from lstm_core.room.host import Host, NoRoom
from lstm_core.room.limits import Limit
from lstm_core.room.poll import Poll, PollText
from lstm_core.session import hosting as hosting_module
from lstm_core.session.hosting import Hosting

POLL = Poll(0, {"en": PollText("f?", ("keep", "erase"), "f keeps")})
OTHER = Poll(0, {"en": PollText("i?", ("write", "show"), "i writes")}, right=1)
PLACE = ({"en": "T"}, {"en": "S"})
VOTER = "voter-0123456789"


@pytest.fixture
def hosting() -> Iterator[Hosting]:
    hosting = Hosting()
    assert hosting.open() == ""
    yield hosting
    hosting.end()


def host(hosting: Hosting) -> Host:
    assert hosting.host is not None
    return hosting.host


def test_beats_walk_a_question_through_its_phases_and_leave_the_answer_to_the_page(
    hosting: Hosting,
) -> None:
    seen = []
    while hosting.take(POLL, 1):
        board = hosting.follow(POLL, PLACE, revealed=False)
        assert board.poll is not None
        seen.append(board.poll.phase)
    assert seen == ["asked", "shown", "discussed", "asked_again", "compared"]
    board = hosting.follow(POLL, PLACE, revealed=True)
    assert board.poll is not None and board.poll.phase == "revealed"
    assert not hosting.take(POLL, 1) and not hosting.take(POLL, -1), "that is the page's to do"
    board = hosting.follow(POLL, PLACE, revealed=False)
    assert board.poll is not None and board.poll.phase == "compared"
    assert [hosting.take(POLL, -1) for _ in range(5)] == [True] * 4 + [False]


def test_a_question_that_has_left_the_screen_is_over(hosting: Hosting) -> None:
    hosting.take(POLL, 1)
    assert hosting.follow(POLL, PLACE, revealed=False).poll is not None
    board = hosting.follow(None, ({"en": "next"}, {}), revealed=False)
    assert board.poll is None and board.titles == {"en": "next"} and len(board.polls) == 1
    hosting.take(OTHER, 1)
    assert [poll.number for poll in host(hosting).board.polls] == [1, 2]


def test_without_a_question_or_a_room_a_beat_is_the_pages(hosting: Hosting) -> None:
    assert not hosting.take(None, 1)
    hosting.end()
    assert not hosting.take(POLL, 1)
    with pytest.raises(NoRoom):
        hosting.follow(POLL, PLACE, revealed=False)


def test_a_reload_keeps_the_room_and_its_key_is_in_no_link(hosting: Hosting) -> None:
    kept, again = hosting.kept, Hosting()
    assert kept is not None and kept["wish"] == "keep"
    assert kept["text"] not in "".join(hosting.query.values())
    again.recall(hosting.query)
    assert again.kept is not None and again.kept["wish"] == "find" and not again.kept["text"]
    again.restore(kept["text"])
    assert again.host == hosting.host
    for wrong in ("", "x" * 22, None, ["a"]):
        stranger = Hosting()
        stranger.recall(hosting.query)
        stranger.restore(wrong)
        assert stranger.host is None and not stranger.query


def test_once_it_has_ended_the_browser_forgets_the_key(hosting: Hosting) -> None:
    query = hosting.query
    hosting.end()
    assert hosting.kept is not None and hosting.kept["wish"] == "forget"
    hosting.recall(query)
    assert not hosting.query
    hosting.recall({"room": "<b>"})
    assert not hosting.query


def test_a_room_that_is_over_elsewhere_is_lost(hosting: Hosting) -> None:
    host(hosting).end()
    assert not hosting.take(POLL, 1) and hosting.host is None


def test_the_table_has_votes_and_no_person(hosting: Hosting) -> None:
    hosting.take(POLL, 1)
    one = host(hosting)
    one.store.vote(one.code, 1, 1, VOTER, 0.0, one.kept().opened)
    table = hosting.table("a|b|c|d|e|f", "en").splitlines()
    assert table == ["a,b,c,d,e,f", "1,f?,keep,*,1,0", "1,f?,erase,,0,0"]
    assert hosting.follow(replace(POLL, link="t=2"), PLACE, revealed=False).poll is not None


def test_from_one_address_a_bounded_number_of_rooms_is_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hosting_module, "OPENED", Limit(3, 3600.0))
    pages = [Hosting() for _ in range(4)]
    assert [page.open("192.0.2.7") for page in pages] == ["", "", "", "room_too_many"]
    assert pages[0].open("192.0.2.7") == "", "a page that has one opens no other"
    other, here = Hosting(), Hosting()
    assert (other.open("192.0.2.8"), here.open()) == ("", "")
    pages[1].end()
    assert pages[3].open("192.0.2.7") == "", "one that is ended makes room"
    for page in (*pages, other, here):
        page.end()
