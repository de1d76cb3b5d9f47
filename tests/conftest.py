"""The real app, running."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.support import ROOT, healthy


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the real app, started as the README says."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "streamlit_app.py",
        "--server.headless",
        "true",
    ]
    command += [
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
        "--server.fileWatcherType",
        "none",
    ]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while not healthy(url) and time.monotonic() < deadline:
        assert process.poll() is None, "the server stopped"
        time.sleep(0.1)
    yield url
    process.terminate()
    process.wait(10)
