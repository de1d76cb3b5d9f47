"""What phones send and get, over a real server: one answer each, and nothing for who forges."""

import asyncio
import json
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request

from lstm_core.room.host import Host, open_room
from lstm_core.room.hub import Hub
from lstm_core.room.limits import Limit
from lstm_core.room.phone import phone_page
from lstm_core.room.poll import Poll, PollText
from lstm_core.room.routes import RoomService, client
from lstm_core.room.store import open_store
from tests.room.conftest import free_port

VOTER = "voter-0123456789-a"
ASKED = {
    "es": PollText("¿Qué hace f?", ("Conservar", "Borrar"), "f conserva"),
    "en": PollText("What does f do?", ("Keep", "Erase"), "f keeps"),
}
POLL = Poll(0, ASKED, right=0, link="view=cell&t=2")


@dataclass
class Server:
    """A running server with rooms alone, and a way to ask it."""

    address: str
    service: RoomService

    def send(self, path: str, body: Any = None, lang: str = "en") -> tuple[int, Any]:
        """Status and JSON of a request; `body` of bytes goes as it is."""
        data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, {"Accept-Language": lang})
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.status, json.loads(answer.read())
        except HTTPError as error:
            with error:
                return error.code, json.loads(error.read() or b"{}")

    def listen(self, path: str) -> Iterator[dict[str, Any]]:
        """Server-sent events, one after another; an empty one when the room is over."""
        with urllib.request.urlopen(self.address + path, timeout=20) as stream:
            for line in stream:
                if line.startswith(b"event: over"):
                    yield {}
                    return
                if line.startswith(b"data: "):
                    yield json.loads(line[6:])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    store = open_store(str(tmp_path / "rooms.sqlite"))
    service = RoomService(store, Hub(store))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> Any:
        task = asyncio.create_task(service.hub.watch())
        yield
        task.cancel()

    app = Starlette(routes=service.routes, lifespan=lifespan)
    port = free_port()
    running = uvicorn.Server(
        uvicorn.Config(app, "127.0.0.1", port, log_level="error", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=running.run)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    yield Server(f"http://127.0.0.1:{port}", service)
    running.should_exit = True
    thread.join()


@pytest.fixture
def host(server: Server) -> Host:
    return open_room(server.service.store)


def vote(choice: Any = 0, **changes: Any) -> dict[str, Any]:
    return {"voter": VOTER, "poll": 1, "round": 1, "choice": choice} | changes


def test_a_phone_sees_the_question_votes_and_sees_whether_it_was_right(
    server: Server, host: Host
) -> None:
    news = server.listen(f"/room/{host.code.lower()}/events?voter={VOTER}&lang=es")
    assert next(news)["poll"] is None
    host.ask(POLL)
    asked = next(news)["poll"]
    assert (asked["question"], asked["options"]) == ("¿Qué hace f?", ["Conservar", "Borrar"])
    assert server.send(f"/room/{host.code}/vote", vote(1)) == (200, {"counted": True})
    assert server.send(f"/room/{host.code}/vote", vote(0)) == (200, {"counted": True})
    host.walk(5)
    revealed = next(news)["poll"]
    assert (revealed["right"], revealed["why"]) == (0, "f conserva")
    assert revealed["link"] == "view=cell&t=2"
    assert host.store.votes(host.code, 1) == {1: {VOTER: 0}}
    host.end()
    assert next(news) == {}


def test_the_projector_is_told_of_answers_within_a_second_and_a_half(
    server: Server, host: Host
) -> None:
    host.ask(POLL)
    counts = server.listen(f"/room/{host.code}/counts")
    assert next(counts)["voted"] == 0
    server.send(f"/room/{host.code}/vote", vote())
    assert next(one for one in counts if one["voted"]) == {
        "present": 1,
        "voted": 1,
        "lost": 0,
        "hands": 0,
    }


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
    for path in ("ask", "walk", "end", "board", "poll"):
        assert urllib_status(server, f"/room/{host.code}/{path}") == 404
    assert urllib_status(server, f"/room/{host.code}/state") == 405
    assert host.board.poll is not None and host.board.poll.phase == "asked"


def urllib_status(server: Server, path: str) -> int:
    request = urllib.request.Request(server.address + path, b"{}")
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


def test_a_phone_that_cannot_listen_asks_and_is_there(server: Server, host: Host) -> None:
    assert server.send(f"/room/{host.code}/state?voter={VOTER}")[0] == 200
    assert host.counts.present == 1


def test_signals(server: Server, host: Host) -> None:
    body = {"voter": VOTER, "kind": "lost", "on": True}
    assert server.send(f"/room/{host.code}/signal", body)[0] == 200
    assert host.counts.lost == 1
    for wrong in ({"kind": "key"}, {"on": 1}, {"kind": None}):
        assert server.send(f"/room/{host.code}/signal", body | wrong)[0] == 400


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_page_of_a_phone_is_small_and_whole(server: Server, lang: str) -> None:
    request = urllib.request.Request(
        server.address + "/join/ABCD", headers={"Accept-Language": lang}
    )
    with urllib.request.urlopen(request) as answer:
        page = answer.read().decode()
        policy = answer.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in answer.headers
    assert page == phone_page(lang) and len(page.encode()) <= 30_000
    assert f'<html lang="{lang}">' in page and "{{" not in page
    assert "http" not in page.replace("http-equiv", "") and "default-src 'none'" in policy


def test_a_forwarded_address_counts_only_from_a_proxy_on_this_machine() -> None:
    def asked_by(peer: str) -> Request:
        headers = [(b"x-forwarded-for", b"1.2.3.4, 5.6.7.8")]
        return Request({"type": "http", "headers": headers, "client": (peer, 1)})

    assert client(asked_by("127.0.0.1")) == "5.6.7.8"
    assert client(asked_by("203.0.113.9")) == "203.0.113.9", "who guesses codes may not rename"


def test_guesses_from_everywhere_together_are_bounded(server: Server) -> None:
    server.service.all_guesses = Limit(3, 60.0)
    assert [server.send("/room/AAAA/state")[0] for _ in range(5)] == [404] * 3 + [429] * 2
