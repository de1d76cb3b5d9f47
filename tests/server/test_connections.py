"""Connections that say nothing, and more of them than the system allows."""

import asyncio
import resource
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from lstm_core.server import connections
from lstm_core.server.connections import Connections, raise_file_limit
from tests.server.conftest import Configured, ask
from tests.support import away

PATIENCE = 0.4
ASKED = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
CLOSE = b"a\r\nConnection: close\r\n"
UPLOAD = b"POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n"


async def slow(_: Request) -> StreamingResponse:
    async def parts() -> Any:
        for _ in range(8):
            yield b"."
            await asyncio.sleep(PATIENCE / 2)

    return StreamingResponse(parts())


async def endless(_: Request) -> StreamingResponse:
    async def parts() -> Any:
        while True:
            yield b"."
            await asyncio.sleep(PATIENCE / 2)

    return StreamingResponse(parts())


async def upload(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


async def echo(websocket: WebSocket) -> None:
    await websocket.accept()
    async for text in websocket.iter_text():
        await websocket.send_text(text)


@contextmanager
def listening(http: str = "auto", most: int = 1000) -> Iterator[int]:
    """The port of a small app behind the middleware."""
    kept: list[Connections] = []

    def middleware(app: ASGIApp) -> Connections:
        kept.append(Connections(app, PATIENCE))
        return kept[0]

    app = Starlette(
        routes=[
            Route("/", lambda _: PlainTextResponse("here")),
            Route("/slow", slow),
            Route("/endless", endless),
            Route("/upload", upload, methods=["POST"]),
            WebSocketRoute("/echo", echo),
        ],
        middleware=[Middleware(middleware)],
    )
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.MonkeyPatch.context() as patch:
        patch.setattr(connections, "raise_file_limit", lambda: 2 * most)
        config: Any = uvicorn.Config(app, http=http, ws="websockets-sansio", log_level="critical")
        running = uvicorn.Server(config)
        thread = Thread(target=running.run, args=([taken],))
        thread.start()
        while not running.started:
            assert thread.is_alive()
        try:
            yield taken.getsockname()[1]
        finally:
            running.should_exit = True
            thread.join(10)
        assert not thread.is_alive(), "it waits for whoever is connected"


def answer(port: int, sent: bytes, patience: float = 10) -> bytes:
    """All that comes until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=patience) as client:
        client.sendall(sent)
        got = b""
        while part := client.recv(65_536):
            got += part
        return got


@pytest.mark.parametrize("http", ["httptools", "h11"])
def test_a_connection_that_asks_nothing_to_its_end_is_closed(http: str) -> None:
    with listening(http) as port:
        for sent in (b"", b"GET / HT", ASKED[:-2], ASKED + b"GET", UPLOAD + b"1"):
            answer(port, sent, patience=20)


@pytest.mark.parametrize("http", ["httptools", "h11"])
def test_a_long_answer_and_a_slow_question_are_given_their_time(http: str) -> None:
    with listening(http) as port:
        got = answer(port, ASKED.replace(b"/ ", b"/slow ").replace(b"a\r\n", CLOSE))
        assert got.count(b"\r\n.\r\n") == 8
        with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
            client.sendall(UPLOAD)
            for _ in range(4):
                time.sleep(PATIENCE / 2)
                client.sendall(b"x")
            assert b"200" in client.recv(1000)


def test_of_too_many_connections_those_that_ask_nothing_make_room() -> None:
    with listening(most=20) as port:
        idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(60)]
        for _ in range(5):
            assert answer(port, ASKED.replace(b"a\r\n", CLOSE)).endswith(b"here")
        for one in idle:
            one.close()


def test_where_no_page_has_room_one_more_is_told_so_and_the_log_has_no_error(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with listening(most=2 * (1 + connections.LOOP)) as port:
        address = f"127.0.0.1:{port}"

        async def three() -> tuple[int, str]:
            url = f"ws://{address}/echo"
            async with connect(url, proxy=None) as one, connect(url, proxy=None) as other:
                await asyncio.gather(one.send("a"), other.send("b"), one.recv(), other.recv())
                status = ask(address, "/echo", Upgrade="websocket").status
                await one.send("still here")
                return status, str(await one.recv())

        assert away(three()) == (503, "still here")
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_a_page_that_never_speaks_is_closed_and_one_that_has_spoken_is_not() -> None:
    async def silent(port: int) -> str:
        async with connect(f"ws://127.0.0.1:{port}/echo", proxy=None) as page:
            with pytest.raises(ConnectionClosed):
                await asyncio.wait_for(page.recv(), 20)
        async with connect(f"ws://127.0.0.1:{port}/echo", proxy=None) as page:
            await page.send("a")
            await asyncio.sleep(2 * PATIENCE)
            await page.send("b")
            return f"{await page.recv()!s}{await page.recv()!s}"

    with listening() as port:
        assert away(silent(port)) == "ab"


def test_a_server_that_is_told_to_stop_does_not_wait_for_answers_without_an_end(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(connections, "FAREWELL", PATIENCE)
    with listening() as port:
        listener = socket.create_connection(("127.0.0.1", port))
        listener.sendall(ASKED.replace(b"/ ", b"/endless "))
        assert listener.recv(10)
    listener.close()
    assert not [record for record in caplog.records if record.exc_info]


def test_the_server_takes_all_the_files_that_the_system_allows(configured: Configured) -> None:
    limits = Path(f"/proc/{configured.process}/limits")
    if not limits.exists():
        pytest.skip("no /proc on this system")
    [line] = [line for line in limits.read_text().splitlines() if "open files" in line]
    soft, hard = line.split()[3:5]
    assert soft == str(min(int(hard), connections.MOST_FILES)), "it was started with 512"


def test_a_low_limit_is_told(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resource, "getrlimit", lambda _: (256, 1024))
        patch.setattr(resource, "setrlimit", lambda *_: None)
        assert raise_file_limit() == 1024
    assert "1024 open files: enough for some 52 pages" in caplog.text


def test_nothing_is_sent_to_a_page_that_was_closed_for_its_silence() -> None:
    sent = list[str]()

    async def page(_: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.send", "bytes": b"what Streamlit had still to say"})

    async def silent() -> Message:
        return await asyncio.Future[Message]()

    async def note(message: Message) -> None:
        sent.append(message["type"])

    away(Connections(page, patience=0.01)({"type": "websocket"}, silent, note))
    assert sent == ["websocket.close"]
