"""What somebody gets who forges what phones send: a status and a sentence, and nowhere."""

from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote

import pytest
from starlette.requests import Request

from lstm_core.room import routes
from lstm_core.room.host import Host, open_room
from lstm_core.room.limits import Limit
from lstm_core.room.routes import client
from tests.room.conftest import POLL, VOTER, Server, vote


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (vote(2), 400),
        (vote(-1), 400),
        (vote(0.5), 400),
        (vote("0"), 400),
        (vote(True), 400),
        (vote(None), 400),
        (vote(float("nan")), 400),
        (vote(10**400), 400),
        (vote(voter="<script>alert(1)</script>"), 400),
        (vote(voter="short"), 400),
        (vote(voter=7), 400),
        (vote(round=2), 409),
        (vote(round=0), 409),
        (vote(poll=2), 409),
        (vote(poll="1"), 400),
        (vote(poll=10**400), 409),
        (vote(round=10**400), 409),
        (vote(choice="<img src=x onerror=alert(1)>"), 400),
        (vote(round=None), 400),
        ({}, 400),
        ([], 400),
        (b"", 400),
        (b"\xff\xfe", 400),
        (b"[" * 900, 400),
        (b"x" * 1_000_000, 413),
    ],
)
def test_a_forged_answer_gets_a_status_and_a_sentence(
    server: Server, host: Host, body: Any, status: int
) -> None:
    host.ask(POLL)
    got, answer = server.send(f"/room/{host.code}/vote", body)
    assert got == status and answer["sentence"]
    assert host.store.votes(host.code, 1) == {}


@pytest.mark.parametrize("code", ["AAAA", "A", "..", "AAAAAAAAA", "\x00\x00\x00\x00", "ÑÑÑÑ"])
def test_a_room_that_is_not_there(server: Server, code: str) -> None:
    status, answer = server.send(f"/room/{quote(code)}/state", lang="es")
    assert status == 404 and answer["sentence"].startswith("Ahora no hay")


def test_an_answer_to_another_room_is_none_here(server: Server, host: Host) -> None:
    other = open_room(server.service.store)
    other.ask(POLL)
    assert server.send(f"/room/{host.code}/vote", vote())[0] == 409, "nothing is asked here"
    host.ask(POLL)
    host.walk(1)
    status, answer = server.send(f"/room/{host.code}/vote", vote())
    assert status == 409 and answer["sentence"] == "The vote is closed: this answer does not count."
    assert server.send(f"/room/{other.code}/vote", vote())[0] == 200
    assert (host.counts.voted, other.counts.voted) == (0, 1)


def test_who_listens_from_one_address_is_bounded(
    server: Server, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "MOST_STREAMS", 2)
    path = f"/room/{host.code}/events?voter={VOTER}"
    listening = [server.listen(path) for _ in range(2)]
    for news in listening:
        next(news)
    with pytest.raises(HTTPError, match="429") as refused:
        next(server.listen(path))
    refused.value.close()
    assert server.send(f"/room/{host.code}/state?voter={VOTER}")[0] == 200, "it asks instead"
    host.end()
    assert [next(news) for news in listening] == [{}, {}] and not server.service.streams


def test_codes_cannot_be_guessed_in_bulk(server: Server, host: Host) -> None:
    server.service.guesses = Limit(5, 60.0)
    found = [server.send("/room/AAAA/state")[0] for _ in range(8)]
    assert found == [404] * 5 + [429] * 3
    assert server.send(f"/room/{host.code}/state")[0] == 200, "those who know it still come in"


def test_one_phone_cannot_flood(server: Server, host: Host) -> None:
    host.ask(POLL)
    server.service.messages = Limit(3, 60.0)
    got = [server.send(f"/room/{host.code}/vote", vote(k % 2))[0] for k in range(5)]
    assert got == [200] * 3 + [429] * 2
    assert server.send(f"/room/{host.code}/vote", vote(voter=VOTER + "b"))[0] == 200


def test_nobody_opens_or_closes_a_poll_from_outside(server: Server, host: Host) -> None:
    host.ask(POLL)
    for path in ("ask", "walk", "end", "board", "poll", "state", "events", "../x"):
        status, answer = server.send(f"/room/{host.code}/{path}", {"key": "x"})
        assert status == 404 and answer["sentence"], path
    assert host.board.poll is not None and host.board.poll.phase == "asked"


def test_a_forwarded_address_counts_only_from_a_proxy_on_this_machine() -> None:
    def asked_by(peer: str) -> Request:
        headers = [(b"x-forwarded-for", b"1.2.3.4, 5.6.7.8")]
        return Request({"type": "http", "headers": headers, "client": (peer, 1)})

    assert client(asked_by("127.0.0.1")) == "5.6.7.8"
    assert client(asked_by("203.0.113.9")) == "203.0.113.9", "who guesses codes may not rename"
    assert client(asked_by("2001:db8::1")) == client(asked_by("2001:db8::2:3")), "one household"


def test_guesses_from_everywhere_together_are_bounded(server: Server) -> None:
    server.service.all_guesses = Limit(3, 60.0)
    assert [server.send("/room/AAAA/state")[0] for _ in range(5)] == [404] * 3 + [429] * 2
