#!/usr/bin/env python3
"""Serve the page in several processes with nginx before them, and keep them all alive.

deploy/serve.py 2 is two processes on ports 8501 and 8502, and nginx on port 8500. What ends or no
longer answers is started again. Ctrl-C or TERM ends all of it; so does the end of this process.
"""

import argparse
import asyncio
import os
import shutil
import signal
import socket
import sys
import tempfile
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
BETWEEN = 1.0  # seconds between two questions whether a process is alive
PATIENCE = 3.0  # seconds for its answer; on a full server it comes within a few tenths
MISSES = 2  # answers in a row that did not come: it hangs
STARTING = 60.0  # seconds that a start may take
GRACE = 1.0  # seconds to end in, before it is killed
PAUSES = (0.5, 10.0)  # seconds before a new start, the first and the longest
STREAMLIT = ["-m", "streamlit", "run", "streamlit_app.py"]
OPTIONS = ["--server.headless=true", "--server.fileWatcherType=none"]


class Service(NamedTuple):
    """What is to be kept alive: how it is started, and where it says that it is."""

    name: str
    command: Sequence[str]
    port: int
    path: str
    last_will: str  # the signal that it gets when this process is gone: nginx has workers to end


class Failure(Exception):
    """What cannot be helped by another start, in a sentence."""


# ---- what there is to serve
def app(port: int, address: str) -> Service:
    """One process of the page on this port."""
    where = [f"--server.port={port}", f"--server.address={address}"]
    command = [sys.executable, *STREAMLIT, *OPTIONS, *where]
    return Service(f"page on {port}", command, port, "/_stcore/health", "KILL")


def nginx(port: int, ports: Sequence[int], folder: Path) -> Service:
    """Nginx on this port before those of the processes; all that it writes is in the folder."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if program is None:
        raise Failure("nginx is not installed (apt-get install nginx)")
    shutil.copy(HERE / "nginx.conf", folder)
    servers = [f"server 127.0.0.1:{one} max_fails=1 fail_timeout=5s;\n" for one in ports]
    (folder / "processes.conf").write_text("".join(servers))
    listen = (HERE / "listen.conf").read_text().replace("8500", str(port))
    (folder / "listen.conf").write_text(listen)
    folder.chmod(0o711)  # nginx started by root writes as another user, into folders of its own
    options = ["-p", f"{folder}/", "-c", str(folder / "nginx.conf"), "-e", "stderr"]
    command = [program, *options, "-g", "daemon off;"]
    return Service(f"nginx on {port}", command, port, "/nginx", "TERM")


# ---- keeping it alive
async def keep(service: Service) -> None:
    """Start a service, and again whenever it ends or hangs; raise Failure if it never begins."""
    shortest, longest = PAUSES
    pause, began = shortest, False
    while True:
        process = await start(service)
        try:
            answered, lost = await watch(service, process)
        finally:
            await end(process)
        if not (began or answered):
            raise Failure(f"{service.name} {lost} before it began")
        began, pause = True, shortest if answered else min(2 * pause, longest)
        tell(f"{service.name} {lost}; it is started again")
        await asyncio.sleep(pause)


async def start(service: Service) -> Process:
    """The service's process, in a group of its own, which ends with this one."""
    # whoever is an orphan already, because this process has just been killed, does not begin
    unless_orphan = ["sh", "-c", '[ "$PPID" = "$0" ] && exec "$@"', str(os.getpid())]
    will = ["setpriv", "--pdeathsig", service.last_will, *unless_orphan]
    will = will if shutil.which("setpriv") else []
    return await asyncio.create_subprocess_exec(
        *will, *service.command, cwd=HERE.parent, stdin=DEVNULL, start_new_session=True
    )


async def watch(service: Service, process: Process) -> tuple[bool, str]:
    """Come back when the process is lost: whether it had answered, and what happened to it."""
    clock = asyncio.get_running_loop().time
    latest, answered, missed = clock() + STARTING, False, 0
    ended = asyncio.ensure_future(process.wait())
    while missed < MISSES and (answered or clock() < latest):
        await asyncio.wait([ended], timeout=BETWEEN if answered else 0.1)
        if ended.done():
            return answered, f"ended ({process.returncode})"
        alive = await answers(service)
        if alive and not answered:
            tell(f"{service.name} is there")
        answered = answered or alive
        missed = missed + 1 if answered and not alive else 0
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # whoever hangs hears nothing else
    return answered, "did not answer"


async def answers(service: Service) -> bool:
    """Whether there is any answer of HTTP, in time."""
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
            with suppress(OSError):
                writer.write(
                    f"GET {service.path} HTTP/1.1\r\nHost: localhost:{service.port}\r\n"
                    "Connection: close\r\n\r\n".encode()
                )
                line = await reader.readline()
                writer.close()
                return line.startswith(b"HTTP/")
    return False


async def end(process: Process) -> None:
    """End a process and all that it has started: politely, then for certain."""
    for by in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, by)
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), GRACE)


async def serve(services: Sequence[Service]) -> None:
    """Keep the services alive until a signal says that it is enough."""
    enough = asyncio.Event()
    for by in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(by, enough.set)
    tasks = [asyncio.create_task(keep(service)) for service in services]
    stop = asyncio.create_task(enough.wait())
    done, _ = await asyncio.wait([*tasks, stop], return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    for first in done:
        first.result()


# ---- the command
def tell(words: str) -> None:
    """Say what happens, beside what the processes say."""
    print(f"serve: {words}", file=sys.stderr, flush=True)


def free(port: int) -> None:
    """Raise Failure where another program listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError as error:
            raise Failure(f"port {port} cannot be had: {error.strerror}") from error


def asked() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("processes", nargs="?", type=int, default=2, help="how many; 2")
    parser.add_argument("--port", type=int, default=8500, help="where nginx listens; 8500")
    parser.add_argument("--first", type=int, default=8501, help="the first process' port; 8501")
    parser.add_argument("--address", default="127.0.0.1", help="where the processes listen")
    parser.add_argument("--alone", action="store_true", help="without nginx")
    return parser.parse_args()


def main() -> int:
    """Serve until somebody ends it; 1 if that could not begin."""
    given = asked()
    ports = range(given.first, given.first + max(given.processes, 1))
    with tempfile.TemporaryDirectory(prefix="lstm-") as folder:
        try:
            services = [app(port, given.address) for port in ports]
            if not given.alone:
                services.append(nginx(given.port, ports, Path(folder)))
            for service in services:
                free(service.port)
            asyncio.run(serve(services))
        except Failure as failure:
            tell(str(failure))
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
