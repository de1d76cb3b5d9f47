"""What every store promises, the embedded one and the one of several machines alike."""

import tempfile
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lstm_core.room.host import Host, NoRoom, open_room, rejoin
from lstm_core.room.poll import Board, Poll, PollText
from lstm_core.room.store import (
    MOST_VOTERS,
    SECONDS,
    Counts,
    Store,
    default_path,
    open_store,
)
from lstm_core.room.valkey import ValkeyStore

VOTER = "voter-0123456789-{}"
QUESTION = Poll(0, {"en": PollText("f?", ("keep", "erase"), "f keeps")}, right=0)


@pytest.fixture
def host(store: Store) -> Host:
    return open_room(store)


def vote(host: Host, who: int, choice: float, number: int = 1, poll: int = 1) -> str:
    return host.store.vote(host.code, poll, number, VOTER.format(who), choice, NOW)


NOW = 0.0


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    global NOW
    NOW = time.time()


def test_an_answer_counts_once_and_the_last_one_counts(host: Host) -> None:
    board = host.ask(QUESTION)
    assert board.poll is not None
    assert [vote(host, 1, 0), vote(host, 2, 1), vote(host, 1, 1)] == ["counted"] * 3
    assert host.tally(board.poll).rounds == {1: {1.0: 2}}
    assert host.counts == Counts(present=2, voted=2)


def test_answers_count_while_the_poll_is_open_alone(host: Host) -> None:
    assert vote(host, 1, 0) == "closed", "nothing is asked yet"
    host.ask(QUESTION)
    assert vote(host, 1, 0, number=2) == "closed"
    assert vote(host, 1, 0, poll=2) == "closed"
    assert vote(host, 1, 0, number=0) == "closed"
    assert vote(host, 1, 0) == "counted"
    host.walk(1)
    assert vote(host, 1, 1) == "closed"
    host.walk(2)
    assert vote(host, 1, 1) == "closed", "the first vote does not open again"
    assert vote(host, 1, 1, number=2) == "counted"
    assert host.store.votes(host.code, 1) == {1: {VOTER.format(1): 0}, 2: {VOTER.format(1): 1}}


def test_who_changed_to_right_is_counted(host: Host) -> None:
    host.ask(QUESTION)
    for who, choice in enumerate((0, 1, 1, 0)):
        vote(host, who, choice)
    host.walk(3)
    for who, choice in ((0, 0), (1, 0), (2, 1)):
        vote(host, who, choice, number=2)
    counts = host.tally(QUESTION.__class__(**{**QUESTION.__dict__, "number": 1}))
    assert counts.right == {1: 2, 2: 2}
    assert counts.changes == {(True, True): 1, (False, True): 1, (False, False): 1}


def test_a_room_is_led_with_its_key_alone(host: Host, store: Store) -> None:
    other = open_room(store)
    assert rejoin(host.code, host.key, store) == host
    assert rejoin(host.code, other.key, store) is None
    with pytest.raises(NoRoom):
        Host(host.code, other.key, store).walk(1)
    with pytest.raises(NoRoom):
        Host(host.code, "", store).end()
    kept = store.load(host.code, NOW)
    assert kept is not None and host.key not in kept.board + kept.key_hash


def test_nothing_is_left_of_a_room_that_has_ended(host: Host, store: Store) -> None:
    host.ask(QUESTION)
    vote(host, 1, 0)
    store.signal(host.code, VOTER.format(1), "lost", True, NOW)
    host.end()
    assert store.load(host.code, NOW) is None
    assert store.votes(host.code, 1) == {} and store.counts(host.code, NOW) == Counts()
    assert vote(host, 1, 0) == "no_room"
    assert store.pulses([host.code]) == {}


@pytest.mark.parametrize("how", ["ended", "swept"])
def test_not_a_byte_is_left_of_a_room_that_is_over(tmp_path: Path, how: str) -> None:
    store = open_store(str(tmp_path / "rooms.sqlite"))
    host = open_room(store)
    host.ask(QUESTION)
    vote(host, 1, 0)

    def traces() -> list[str]:
        files = [(one.name, one.read_bytes()) for one in tmp_path.iterdir()]
        return [name for name, data in files if VOTER.format(1).encode() in data]

    assert traces()
    if how == "ended":
        host.end()
    else:
        store.sweep(NOW + SECONDS + 60)
    assert not traces() and not store.pulses([host.code])


def test_nothing_is_left_in_redis_not_even_by_who_is_late(redis_url: str) -> None:
    store = ValkeyStore(redis_url)
    host = open_room(store)
    host.ask(QUESTION)
    vote(host, 1, 0)
    store.signal(host.code, VOTER.format(1), "hand", True, NOW)
    assert all(store.client.ttl(key) > 0 for key in store.client.keys(f"*{host.code}*"))
    host.end()
    vote(host, 2, 0)
    store.present(host.code, [VOTER.format(2)], NOW)
    store.lower(host.code, "hand")
    store.show(host.code, Board().to_json(), 1, 1, NOW)
    assert store.client.keys(f"*{host.code}*") == []
    assert store.client.zscore("lstm:rooms", host.code) is None


def test_a_room_is_over_after_twelve_hours(host: Host, store: Store) -> None:
    later = NOW + SECONDS + 60
    assert store.load(host.code, later) is None
    assert store.vote(host.code, 1, 1, VOTER, 0, later) == "no_room"


def test_signals_go_up_and_down(host: Host, store: Store) -> None:
    for who in (1, 2):
        assert store.signal(host.code, VOTER.format(who), "hand", True, NOW) == "counted"
    store.signal(host.code, VOTER.format(1), "lost", True, NOW)
    assert (host.counts.lost, host.counts.hands) == (1, 2)
    store.signal(host.code, VOTER.format(1), "hand", False, NOW)
    assert host.counts.hands == 1
    host.lower_hands()
    assert (host.counts.lost, host.counts.hands) == (1, 0)
    assert host.board.public("en")["lowered"] == 1, "phones show it"


def test_a_phone_that_is_silent_is_away(host: Host, store: Store) -> None:
    store.present(host.code, [VOTER.format(1), VOTER.format(2)], NOW - 300)
    store.present(host.code, [VOTER.format(2)], NOW)
    assert host.counts.present == 1


def test_a_change_of_the_board_and_a_vote_are_told_apart(host: Host, store: Store) -> None:
    start = store.pulses([host.code, "NONE"])
    assert set(start) == {host.code}
    host.ask(QUESTION)
    asked = store.pulses([host.code])[host.code]
    assert asked[0] == start[host.code][0] + 1
    vote(host, 1, 0)
    voted = store.pulses([host.code])[host.code]
    assert voted[0] == asked[0] and voted[1] > asked[1]


def test_a_room_takes_a_bounded_number_of_phones(host: Host, store: Store) -> None:
    store.present(host.code, [VOTER.format(k) for k in range(MOST_VOTERS + 5)], NOW)
    assert host.counts.present == MOST_VOTERS
    assert store.signal(host.code, "one-more-0123456789", "lost", True, NOW) == "full"
    assert store.signal(host.code, VOTER.format(0), "lost", True, NOW) == "counted"


def test_two_rooms_do_not_meet(store: Store) -> None:
    one, other = open_room(store), open_room(store)
    one.ask(QUESTION)
    other.ask(QUESTION)
    vote(one, 1, 0)
    assert one.counts.voted == 1 and other.counts.voted == 0
    one.end()
    assert vote(other, 1, 0) == "counted"


def test_votes_from_many_threads_are_each_counted_once(host: Host) -> None:
    host.ask(QUESTION)

    def some(first: int) -> None:
        for who in range(first, first + 20):
            assert vote(host, who, who % 2) == "counted"

    threads = [threading.Thread(target=some, args=(10 * k,)) for k in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert host.counts.voted == 90, "those who were sent twice count once"


def test_a_second_process_sees_the_same_room(tmp_path: Path) -> None:
    path = str(tmp_path / "rooms.sqlite")
    host = open_room(open_store(path))
    host.ask(QUESTION)
    again = rejoin(host.code, host.key, open_store(path))
    assert again is not None and again.board == host.board


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["vote", "again", "walk", "back"]), st.integers(0, 3), st.booleans()
        ),
        max_size=30,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_order_each_voter_has_the_last_answer_given_while_it_was_open(
    store: Store, moves: list[tuple[str, int, bool]]
) -> None:
    host = open_room(store)
    poll = host.ask(QUESTION).poll
    expected: dict[int, dict[str, float]] = {}
    for what, who, choice in moves:
        assert poll is not None
        if what in ("walk", "back"):
            poll = host.walk(1 if what == "walk" else -1).poll
            continue
        for _ in range(1 if what == "vote" else 2):  # the same message twice changes nothing
            outcome = vote(host, who, float(choice), number=poll.round)
            assert outcome == ("counted" if poll.round else "closed")
        if poll.round:
            expected.setdefault(poll.round, {})[VOTER.format(who)] = float(choice)
    assert host.store.votes(host.code, 1) == expected
    host.end()


def test_a_board_survives_being_kept() -> None:
    poll = Poll(0, {"es": PollText("¿h?", (), "porque")}, answer=0.57, tolerance=0.05, link="a=1")
    board = Board({"es": "T"}, {"es": "S"}).asking(poll).after(5).asking(QUESTION)
    assert Board.from_json(board.to_json()) == board
    assert [one.number for one in board.polls] == [1, 2]


def test_a_phone_knows_the_answer_only_once_it_is_revealed() -> None:
    board = Board().asking(QUESTION)
    for _ in range(5):
        assert not {"right", "answer", "why", "link"} & set(board.public("en")["poll"])
        board = board.after(1)
    assert board.public("en")["poll"]["right"] == 0
    assert board.public("es")["poll"]["question"] == "f?", "a language that is missing is another"


def test_codes_have_no_letters_that_are_taken_for_others(store: Store) -> None:
    codes = {open_room(store).code for _ in range(30)}
    assert len(codes) == 30
    assert not set("".join(codes)) & set("BILOSZ0125689")


def test_a_folder_that_is_another_users_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    own = default_path()
    assert own.parent.stat().st_mode & 0o777 == 0o700 and default_path() == own
    own.parent.rmdir()
    own.parent.symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").mkdir()
    assert default_path().parent != own.parent
