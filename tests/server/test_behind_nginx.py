"""The real app behind nginx: the same refusals and headers, and nothing asked outside."""

import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from deploy import serve
from lstm_core.room.host import open_room
from tests.deploy.conftest import nginx, open_folder, ports
from tests.server.conftest import Configured, ask

__all__ = ["nginx", "open_folder", "ports"]


@pytest.fixture
def front(nginx: None, configured: Configured, ports: range, open_folder: Path) -> Iterator[str]:
    """The address of an nginx before the app."""
    behind = int(configured.address.split(":")[1])
    service = serve.nginx(ports[0], [behind], open_folder)
    process = subprocess.Popen(service.command, stdin=subprocess.DEVNULL)
    address = f"127.0.0.1:{ports[0]}"
    try:
        for _ in range(100):
            try:
                ask(address, "/nginx")
                break
            except OSError:
                time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def test_the_page_is_as_guarded_as_without_nginx(front: str, configured: Configured) -> None:
    plain, proxied = ask(configured.address), ask(front)
    for name in ("content-security-policy", "x-content-type-options", "referrer-policy"):
        assert proxied.headers[name] == plain.headers[name]
    assert "nginx/" not in proxied.headers["server"]
    own = f"http://{front}"
    stream = "/_stcore/stream"
    assert ask(front, Origin=own).status == 200
    assert ask(front, Origin=own.upper()).status == 200
    assert ask(front, stream, Upgrade="websocket", Origin=own).status == 101
    for foreign in ("http://evil.example", f"{own}.evil.example", "null", f"{own} {front}"):
        assert ask(front, Origin=foreign).status == 403, foreign
        assert ask(front, stream, Upgrade="websocket", Origin=foreign).status == 403, foreign
    assert ask(front, Host="evil.example").status == 400
    assert ask(front, "/_stcore/metrics").status == 404
    assert not configured.outside


def test_phones_are_told_at_once(front: str) -> None:
    host = open_room()
    connection = HTTPConnection(front, timeout=10)
    connection.request("GET", f"/room/{host.code}/events?voter=voter-0123456789")
    news = connection.getresponse()
    assert b'"poll": null' in news.readline()
    host.end()
    assert any(b"event: over" in news.readline() for _ in range(5))
    connection.close()
