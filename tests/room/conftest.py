"""Each store that a room can have, and a running server whose phones are the tests."""

import asyncio
import json
import os
import shutil
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
import uvicorn
from starlette.applications import Starlette

from lstm_core.room.host import Host, open_room
from lstm_core.room.hub import Hub
from lstm_core.room.poll import Poll, PollText
from lstm_core.room.routes import RoomService
from lstm_core.room.store import Store, StoreUnreachable, open_store


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def redis_server(folder: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """A server of the test's own, which keeps nothing: its address, and its process."""
    server = shutil.which("redis-server") or shutil.which("valkey-server")
    if server is None:
        reason = "no redis-server is installed: apt-get install redis-server"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    port = free_port()
    listens = ["--port", str(port), "--bind", "127.0.0.1"]
    command = [server, *listens, "--save", "", "--appendonly", "no"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as process:
        try:
            wait_for(f"redis://127.0.0.1:{port}/0")
            yield f"redis://127.0.0.1:{port}/0", process
        finally:
            process.kill()


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with redis_server(tmp_path_factory.mktemp("redis")) as (url, _):
        yield url


def wait_for(url: str) -> None:
    for _ in range(100):
        try:
            open_store(url).pulses(["none"])
            return
        except StoreUnreachable:
            time.sleep(0.02)
    raise TimeoutError(url)


@pytest.fixture(params=["sqlite", "redis"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "sqlite":
        return open_store(str(tmp_path / "rooms.sqlite"))
    return open_store(request.getfixturevalue("redis_url"))


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
