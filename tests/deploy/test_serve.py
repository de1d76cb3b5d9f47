"""deploy/start.sh: by a user without rights, without a terminal; what dies or hangs is replaced."""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest
import streamlit
from server import healthy

from deploy import serve
from lstm_core.server.charts import WAIT
from tests.support import ROOT, away

START = str(ROOT / "deploy/start.sh")
User = tuple[list[str], dict[str, str]]


def children(process: int) -> dict[int, str]:
    """The processes below this one, and what each is."""
    parents, commands = {}, {}
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            after_name = path.joinpath("stat").read_text().rpartition(")")[2]
            commands[int(path.name)] = path.joinpath("cmdline").read_text().replace("\0", " ")
            parents[int(path.name)] = int(after_name.split()[1])
    found: set[int] = set()
    while more := {pid for pid, by in parents.items() if by in {process, *found}} - found:
        found |= more
    return {pid: commands[pid] for pid in found}


def alive(processes: Iterable[int]) -> list[int]:
    """Those of the processes that are still there."""
    return [pid for pid in processes if Path(f"/proc/{pid}").exists()]


def wait_for(what: Callable[[], object], seconds: float = 30) -> None:
    """Wait until it is so."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def has_begun(log: Path, count: int) -> bool:
    """Whether so many processes have answered since the beginning."""
    return log.read_text().count("is there") == count


@contextmanager
def started(ports: range, user: User, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """start.sh with nginx on the first port and processes on the others; it is ended after all."""
    how, environment = user
    options = [str(len(ports) - 1), "--port", str(ports[0]), "--first", str(ports[1])]
    with log.open("wb") as file:
        process = subprocess.Popen(
            [*how, START, *options],
            env=environment,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        left = children(process.pid)
        process.kill()
        process.wait(10)
        for pid in alive(left):
            os.kill(pid, signal.SIGKILL)


def get(port: int, path: str, **headers: str) -> tuple[bytes, str]:
    """A body, and the cookies that came with it."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read(), str(answer.headers.get("Set-Cookie", ""))


@pytest.mark.usefixtures("nginx")
def test_a_class_is_served_and_what_dies_or_hangs_is_replaced(
    ports: range, as_nobody: User, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    with started(ports, as_nobody, log) as process:
        everything = [f"{name} is there" for name in ("nginx", "page", "page")]
        wait_for(lambda: log.read_text().count("is there") == len(everything))
        below = children(process.pid)
        pages = {
            port: next(pid for pid, said in below.items() if f"--server.port={port}" in said)
            for port in ports[1:]
        }

        # the largest script comes whole, as what may be kept for ever, for nobody in particular
        static = Path(streamlit.__file__).parent / "static"
        largest = max(static.rglob("*.js"), key=lambda path: path.stat().st_size)
        assert largest.stat().st_size > 1e6
        body, cookie = get(ports[0], f"/{largest.relative_to(static)}")
        whole = WAIT + largest.read_bytes()
        assert hashlib.sha256(body).digest() == hashlib.sha256(whole).digest()
        assert "seat" not in cookie
        page, cookie = get(ports[0], "/?view=time")
        assert b"<div id=" in page and re.match(r"seat=\w+; ", cookie)

        dead, hung = pages
        for k, (port, by) in enumerate([(dead, signal.SIGKILL), (hung, signal.SIGSTOP)], 1):
            os.kill(pages[port], by)
            assert b"<div id=" in get(ports[0], "/")[0]  # late, but somebody answers
            wait_for(partial(has_begun, log, len(ports) + k))
        assert healthy(f"127.0.0.1:{dead}") and healthy(f"127.0.0.1:{hung}")
        assert not pages.values() & children(process.pid).keys()

        left = children(process.pid)
        process.terminate()
        assert process.wait(4) == 0
        assert not alive(left)
    assert "Traceback" not in log.read_text() and "[emerg]" not in log.read_text()


@pytest.mark.usefixtures("nginx")
def test_a_supervisor_that_is_killed_leaves_nothing(
    ports: range, as_nobody: User, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    with started(ports[:2], as_nobody, log) as process:
        wait_for(lambda: "nginx: worker" in " ".join(children(process.pid).values()))
        left = children(process.pid)
        process.kill()
        wait_for(lambda: not alive(left))


@pytest.mark.parametrize("killed", [False, True])
def test_what_is_started_amid_a_kill_does_not_begin(
    killed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not shutil.which("setpriv"):
        pytest.skip("there is no setpriv, of util-linux")
    if killed:  # by the time it begins it has another parent
        monkeypatch.setattr(os, "getpid", lambda: 1)
    service = serve.Service("touch", ["touch", str(tmp_path / "begun")], 0, "", "KILL")

    async def run() -> None:
        await (await serve.start(service)).wait()

    away(run())
    assert tmp_path.joinpath("begun").exists() is not killed


def test_a_port_that_is_taken_is_said_at_once(
    ports: range, as_nobody: User, tmp_path: Path, server: str
) -> None:
    taken = int(server.rpartition(":")[2])
    how, environment = as_nobody
    done = subprocess.run(
        [*how, START, "1", "--alone", "--first", str(taken)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == f"serve: port {taken} cannot be had: Address already in use\n"
