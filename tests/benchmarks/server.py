"""A Streamlit app, running. Linux only where it reads another process's CPU clock and memory."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
EMPTY = "import streamlit as st\nst.slider('t', 1, 12, key='t')\n"
OPTIONS = (
    "--logger.enableRich=false",
    "--server.headless=true",
    "--server.address=127.0.0.1",
    "--server.fileWatcherType=none",
)


class Server(NamedTuple):
    """A running app: where it listens, and its process; 0 if the process is not ours."""

    address: str
    process: int


@contextmanager
def served(
    app: Path,
    *more: str,
    log: Path | None = None,
    turns: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """A running app with this project's configuration; `more` are Streamlit's options.

    It has this process' environment, and more than that. What it says goes to the file `log`, how
    long the turns of its pages took to `turns`.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = (
        [str(Path(__file__).with_name("timed.py")), str(turns)] if turns else ["-m", "streamlit"]
    )
    command = [sys.executable, *start, "run", str(app), *OPTIONS, *more, f"--server.port={port}"]
    said = log.open("wb") if log else subprocess.DEVNULL
    variables = os.environ | (environment or {})
    process = subprocess.Popen(
        command, cwd=ROOT, env=variables, stdout=said, stderr=subprocess.STDOUT
    )
    if log:
        said.close()  # type: ignore[union-attr]
    address = f"127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while not healthy(address):
        assert process.poll() is None, "the server stopped"
        assert time.monotonic() < deadline, "the server does not answer"
        time.sleep(0.1)
    try:
        yield Server(address, process.pid)
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def redis_served(folder: Path) -> Iterator[str]:
    """The address of a Redis server of one's own, which keeps nothing in files."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    assert program, "no redis-server is installed: apt-get install redis-server"
    path = folder / "redis.sock"
    options = ["--port", "0", "--unixsocket", str(path), "--save", "", "--appendonly", "no"]
    process = subprocess.Popen([program, *options], cwd=folder, stdout=subprocess.DEVNULL)
    try:
        while not path.exists():
            assert process.poll() is None, "Redis stopped"
            time.sleep(0.02)
        yield f"unix://{path}"
    finally:
        process.terminate()
        process.wait(10)


def healthy(address: str) -> bool:
    """Whether an app answers there."""
    try:
        with urllib.request.urlopen(f"http://{address}/_stcore/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def cpu(process: int) -> float:
    """Milliseconds of CPU that a process has used, in nanosecond steps.

    The clock's number is made of the process' as clock_getcpuclockid(3) makes it.
    """
    return 1000 * time.clock_gettime(~process << 3 | 2) if process else 0.0


def resident(process: int) -> float:
    """Megabytes that a process holds in memory."""
    if not process:
        return 0.0
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
