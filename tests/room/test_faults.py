"""What breaks in a hall: the server is killed, the store goes away, answers get lost on the way."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lstm_core.room import valkey
from lstm_core.room.host import Host, open_room, rejoin
from lstm_core.room.poll import Poll, PollText
from lstm_core.room.store import Outcome, Store, StoreUnreachable, open_store
from tests.room.conftest import free_port, redis_server
from tests.support import ROOT

QUESTION = Poll(0, {"en": PollText("f?", ("keep", "erase", "write"), "f keeps")}, right=0)
VOTER = "voter-0123456789-{}"
ALONE = """
import sys
import uvicorn
from starlette.applications import Starlette
from lstm_core.room.hub import Hub
from lstm_core.room.routes import RoomService
from lstm_core.room.store import the_store
app = Starlette(routes=RoomService(the_store(), Hub(the_store())).routes)
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error")
"""


@contextmanager
def rooms_served(port: int, where: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that answers phones, killed at the end as by a power cut."""
    environment = os.environ | {"LSTM_ROOMS": where}
    command = [sys.executable, "-c", ALONE, str(port)]
    with subprocess.Popen(command, env=environment, cwd=ROOT) as process:
        try:
            yield process
        finally:
            process.kill()


def post(port: int, code: str, body: dict[str, Any]) -> int:
    """The status of a vote; 0 while nobody answers."""
    address = f"http://127.0.0.1:{port}/room/{code}/vote"
    try:
        with urllib.request.urlopen(address, json.dumps(body).encode(), timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return 0


def insist(send: Callable[[], int]) -> int:
    """Send an answer as a phone does, until the server has it or says why not; the last status."""
    for _ in range(300):
        status = send()
        if status not in (0, 429, 503):
            return status
        time.sleep(0.02)
    return status


def test_a_server_that_is_killed_amid_a_vote_comes_back_with_all_of_it(tmp_path: Path) -> None:
    where, port = str(tmp_path / "rooms.sqlite"), free_port()
    host = open_room(open_store(where))
    host.ask(QUESTION)
    said: dict[str, float] = {}
    half = threading.Event()

    def phone(who: int) -> None:
        for turn in range(10):
            if turn == 5 and who == 0:
                half.set()
            voter, choice = VOTER.format(who), (who + turn) % 3
            body = {"voter": voter, "poll": 1, "round": 1, "choice": choice}
            if insist(lambda body=body: post(port, host.code, body)) == 200:  # type: ignore[misc]
                said[voter] = float(choice)

    phones = [threading.Thread(target=phone, args=(who,)) for who in range(6)]
    with rooms_served(port, where):
        for thread in phones:
            thread.start()
        assert half.wait(20)
    with rooms_served(port, where):
        for thread in phones:
            thread.join(20)
    assert len(said) == 6 and host.store.votes(host.code, 1) == {1: said}
    again = rejoin(host.code, host.key, open_store(where))
    assert again is not None and again.board.poll is not None
    assert again.board.poll.phase == "asked"
    assert again.walk(1).poll.phase == "shown"  # type: ignore[union-attr]


def test_while_redis_says_nothing_votes_are_refused_in_words_and_none_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(valkey, "TIMEOUT", 0.3)
    monkeypatch.setattr(valkey, "SILENT", 0.1)
    with redis_server(tmp_path) as (url, process):
        store = open_store(url)
        host = open_room(store)
        host.ask(QUESTION)
        process.send_signal(signal.SIGSTOP)
        refused = 0
        begun = time.monotonic()
        for who in range(40):
            with pytest.raises(StoreUnreachable):
                vote(host, who, 0)
            refused += 1
        assert refused == 40 and time.monotonic() - begun < 2, "who waits holds up others"
        process.send_signal(signal.SIGCONT)
        said = {}
        for who in range(40):
            while who not in said:
                try:
                    said[who] = vote(host, who, who % 3)
                except StoreUnreachable:
                    time.sleep(0.02)
        assert set(said.values()) == {"counted"}
        expected = {VOTER.format(who): float(who % 3) for who in range(40)}
        assert store.votes(host.code, 1) == {1: expected} and host.counts.voted == 40


def vote(host: Host, who: int, choice: float, number: int = 1) -> Outcome:
    return host.store.vote(host.code, 1, number, VOTER.format(who), choice, time.time())


class Unreliable:
    """A room on a bad line: what is asked of it may not reach it, or its answer may get lost."""

    def __init__(self, host: Host, line: list[str]) -> None:
        self.host, self.line = host, line

    def vote(self, voter: str, choice: float) -> Outcome:
        how = self.line.pop() if self.line else "good"
        if how == "not sent":
            raise StoreUnreachable
        outcome = self.host.store.vote(self.host.code, 1, 1, voter, choice, time.time())
        if how == "closed meanwhile":
            self.host.walk(1)
        if how != "good":
            raise StoreUnreachable
        return outcome


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=12),
    st.lists(
        st.sampled_from(["good", "good", "not sent", "no answer", "closed meanwhile"]), max_size=30
    ),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_on_whatever_line_an_answer_counts_if_and_only_if_that_was_acknowledged(
    store: Store, answers: list[tuple[int, int]], line: list[str]
) -> None:
    host = open_room(store)
    host.ask(QUESTION)
    unreliable = Unreliable(host, line)
    acknowledged: dict[str, float] = {}
    for who, choice in answers:
        voter, outcome = VOTER.format(who), None
        while outcome is None:  # as a phone does: one answer after another, each until it is known
            with suppress(StoreUnreachable):
                outcome = unreliable.vote(voter, float(choice))
        if outcome == "counted":
            acknowledged[voter] = float(choice)
    assert store.votes(host.code, 1).get(1, {}) == acknowledged
    host.end()
