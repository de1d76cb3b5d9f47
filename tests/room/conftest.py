"""Each store that a room can have: a SQLite file, and a Redis server of the test's own."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lstm_core.room.store import Store, StoreUnreachable, open_store


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = shutil.which("redis-server") or shutil.which("valkey-server")
    if server is None:
        reason = "no redis-server is installed: apt-get install redis-server"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    port = free_port()
    command = [
        server,
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--appendonly",
        "no",
    ]
    folder = tmp_path_factory.mktemp("redis")
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as process:
        try:
            wait_for(f"redis://127.0.0.1:{port}/0")
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()


def wait_for(url: str) -> None:
    store = open_store(url)
    for _ in range(100):
        try:
            store.pulses(["none"])
            return
        except StoreUnreachable:
            time.sleep(0.05)
    raise TimeoutError(url)


@pytest.fixture(params=["sqlite", "redis"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "sqlite":
        return open_store(str(tmp_path / "rooms.sqlite"))
    return open_store(request.getfixturevalue("redis_url"))
