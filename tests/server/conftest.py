"""The real app with every setting of the server, and the way its packets would take outside."""

import resource
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest
from server import served

from tests.support import ROOT

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol": "streamlit",
}

TOKEN = "a-secret-of-22-letters"
SETTINGS = {
    "LSTM_HOSTS": "lstm.example, *.uni.example",
    "LSTM_FRAMES": "'self' https://lms.example",
    "LSTM_OPS_TOKEN": TOKEN,
}


class Configured(NamedTuple):
    """A running app, its process, and all that it has asked of the outside."""

    address: str
    process: int
    outside: list[bytes]
    shown: Path  # the address that the machine's browser was given


class Answer(NamedTuple):
    """What a request came to; the names of the headers are in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(address: str, path: str = "/", **headers: str) -> Answer:
    """One GET with these headers; those of a handshake with `Upgrade="websocket"`."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection = HTTPConnection(address, timeout=30)
    connection.request("GET", path, headers={**sent, **(UPGRADE if "Upgrade" in sent else {})})
    got = connection.getresponse()
    body = b"" if got.status == 101 else got.read()
    connection.close()
    return Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, body)


@pytest.fixture(scope="package")
def configured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Configured]:
    """The app with its settings. Who asks outside goes through a proxy that does not answer."""
    outside: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as proxy, ExitStack() as stack:

        def listen() -> None:
            held = []
            with suppress(OSError):
                while True:
                    held.append(proxy.accept()[0])
                    outside.append(held[-1].recv(200))

        Thread(target=listen, daemon=True).start()
        nowhere = f"http://127.0.0.1:{proxy.getsockname()[1]}"
        proxies = {"http_proxy": nowhere, "https_proxy": nowhere, "no_proxy": "127.0.0.1"}
        folder = tmp_path_factory.mktemp("browser")
        browser, shown = folder / "browser", folder / "shown"
        browser.write_text(f"#!/bin/sh\necho $1 > {shown}\n")
        browser.chmod(0o755)
        environment = SETTINGS | proxies | {"BROWSER": str(browser)}
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (512, hard))  # what a login shell may have
        running = stack.enter_context(
            served(ROOT / "streamlit_app.py", "--server.headless=false", environment=environment)
        )
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        yield Configured(running.address, running.process, outside, shown)
