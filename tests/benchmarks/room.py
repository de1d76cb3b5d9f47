"""A class that answers with its phones, beside open pages.

    python tests/benchmarks/room.py [--phones 300] [--pages 100] [--polls 5] [--within 5]
    python tests/benchmarks/room.py --phones 1000 --processes 2 --store redis

Starts the real app in so many processes, with its rooms in a file or in a Redis server that it
starts as well; phones and pages are spread over the processes. The pages act alone, then as long
while phones listen to a room (server-sent events): when a poll opens each answers within so many
seconds, and one in five changes its answer. Prints whether every vote counts exactly once,
milliseconds from a vote to its acknowledgement and from the last vote to the projector's count,
what the pages' actions take with and without the room, and the servers' memory for each phone.
"""

import argparse
import asyncio
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import ExitStack
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from client import quantile
from server import ROOT, Server, cpu, redis_served, resident, served
from students import MIX, Measured, Student, arrive

from lstm_core.room.host import Host, open_room
from lstm_core.room.poll import Poll, PollText
from lstm_core.room.store import open_store

TEXT = PollText("What does f do?", ("Keep", "Erase", "Write", "Show"), "f keeps")
PAUSE = 3.0  # seconds until the next poll
ARRIVAL = 0.01  # seconds until the next phone


async def asked(address: str, path: str, body: Any = None) -> tuple[int, asyncio.StreamReader, Any]:
    """The status of a request over a connection of its own, and what follows its headers."""
    host, port = address.split(":")
    reader, writer = await asyncio.open_connection(host, port)
    data = b"" if body is None else json.dumps(body).encode()
    head = f"{'POST' if data else 'GET'} {path} HTTP/1.1\r\nHost: {address}\r\n"
    writer.write(f"{head}Content-Length: {len(data)}\r\n\r\n".encode() + data)
    status = int((await reader.readline()).split()[1])
    await reader.readuntil(b"\r\n\r\n")
    return status, reader, writer


@lru_cache(64)
def parsed(line: bytes) -> dict[str, Any]:
    """An event, read once for all phones: on real ones that costs this machine nothing."""
    found: dict[str, Any] = json.loads(line)
    return found


async def events(address: str, path: str) -> AsyncIterator[dict[str, Any]]:
    """What a room says, as it changes."""
    status, reader, writer = await asked(address, path)
    assert status == 200, status
    try:
        while line := await reader.readline():
            if line.startswith(b"data: "):
                yield parsed(line[6:])
    finally:
        writer.close()


class Class:
    """A room, its phones, and what came of their votes."""

    def __init__(self, addresses: Sequence[str], host: Host, within: float) -> None:
        self.addresses, self.host, self.within = addresses, host, within
        self.said: dict[tuple[int, str], int] = {}  # poll, voter -> its last answer
        self.took: list[float] = []
        self.last = 0.0  # when the last vote was acknowledged
        self.errors: Counter[str] = Counter()
        self.voted = 0  # as the projector has it
        self.counted = 0.0  # since when
        self.listening = 0

    async def listen(self, number: int) -> None:
        """One phone: it listens, and answers each poll once it opens."""
        voter = f"voter-{number:012d}-a"
        answered = set[int]()
        path = f"/room/{self.host.code}/events?voter={voter}&lang=en"
        self.listening += 1
        address = self.addresses[number % len(self.addresses)]
        async for news in events(address, path):
            poll = news["poll"]
            if poll and poll["round"] and poll["number"] not in answered:
                answered.add(poll["number"])
                dice = random.Random(f"{number} {poll['number']}")
                try:
                    await self.answer(address, voter, poll, dice)
                except OSError as error:
                    self.errors[type(error).__name__] += 1

    async def answer(
        self, address: str, voter: str, poll: dict[str, Any], dice: random.Random
    ) -> None:
        """Vote some time within what is given; now and then another answer follows."""
        waits = sorted(dice.uniform(0, self.within) for _ in range(1 + (dice.random() < 0.2)))
        for before, wait in zip([0.0, *waits], waits, strict=False):
            await asyncio.sleep(wait - before)
            choice = dice.randrange(len(TEXT.options))
            given = {"voter": voter, "poll": poll["number"], "round": poll["round"]}
            start = time.perf_counter()
            path = f"/room/{self.host.code}/vote"
            status, _, writer = await asked(address, path, given | {"choice": choice})
            writer.close()
            self.last = time.perf_counter()
            self.took.append(1000 * (self.last - start))
            if status == 200:
                self.said[poll["number"], voter] = choice
            else:
                self.errors[f"status {status}"] += 1

    async def project(self) -> None:
        """The projector's count, as it changes."""
        async for counts in events(self.addresses[0], f"/room/{self.host.code}/counts"):
            if counts["voted"] != self.voted:
                self.voted, self.counted = counts["voted"], time.perf_counter()

    async def poll(self, number: int) -> tuple[bool, float]:
        """One poll: whether each vote counts once, and ms from the last vote to the count."""
        await asyncio.to_thread(self.host.ask, Poll(0, {"en": TEXT}))
        await asyncio.sleep(self.within + PAUSE)
        said = {voter: float(c) for (poll, voter), c in self.said.items() if poll == number}
        votes = await asyncio.to_thread(self.host.store.votes, self.host.code, number)
        right = dict(votes.get(1, {})) == said and self.voted == len(said) == self.listening
        await asyncio.to_thread(self.host.walk, 1)
        return right, max(0.0, 1000 * (self.counted - self.last))


def below(times: list[float]) -> str:
    return f"p50 {quantile(times, 0.5):.0f}, p95 {quantile(times, 0.95):.0f} ms ({len(times)})"


def total(measure: Callable[[int], float], servers: Sequence[Server]) -> float:
    """What all processes have used together."""
    return sum(measure(server.process) for server in servers)


async def compare(servers: Sequence[Server], where: str, options: argparse.Namespace) -> None:
    """All of it."""
    addresses = [server.address for server in servers]
    seconds = options.polls * (options.within + PAUSE) + ARRIVAL * options.phones + 2
    alone, beside = Measured(), Measured()
    students = [
        Student(k, addresses[k // 2 % len(addresses)], alone, MIX) for k in range(options.pages)
    ]
    await arrive(students)
    until = time.perf_counter() + 2 * seconds + 3
    lives = [asyncio.create_task(student.live(until, 5)) for student in students]
    used = [(time.perf_counter(), total(cpu, servers))]
    await asyncio.sleep(seconds)
    used.append((time.perf_counter(), total(cpu, servers)))
    for student in students:
        student.measured = beside
    before = total(resident, servers)
    room = Class(addresses, open_room(open_store(where)), options.within)
    tasks = [asyncio.create_task(room.project())]
    for number in range(options.phones):
        tasks.append(asyncio.create_task(room.listen(number)))
        await asyncio.sleep(ARRIVAL)
    await asyncio.sleep(1)
    phones = total(resident, servers) - before
    polls = [await room.poll(k + 1) for k in range(options.polls)]
    used.append((time.perf_counter(), total(cpu, servers)))
    for task in tasks:
        if task.done():
            room.errors[str(task.exception())] += 1
        task.cancel()
    await asyncio.gather(*lives)
    right = sum(each for each, _ in polls)
    print(f"{len(room.said)} votes: each counts exactly once in {right} of {len(polls)} polls")
    print(f"vote to acknowledged: {below(room.took)}; errors: {dict(room.errors)}")
    print(f"last vote to the projector's count: at most {max(late for _, late in polls):.0f} ms")
    print(f"pages without the room: {below(alone.all)}; errors: {dict(alone.errors)}")
    ratio = quantile(beside.all, 0.95) / quantile(alone.all, 0.95)
    print(f"pages with it:          {below(beside.all)}; errors: {dict(beside.errors)}", end="; ")
    print(f"p95 x {ratio:.2f}")
    busy = [(c - a) / (d - b) / 10 for (b, a), (d, c) in pairwise(used)]
    print(f"CPU of the servers: {busy[0]:.0f} % of a core, with the room {busy[1]:.0f} %")
    print(f"memory: {1000 * phones / options.phones:.0f} kB for each phone")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--phones", type=int, default=300)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--polls", type=int, default=5)
    parser.add_argument("--within", type=float, default=5, help="seconds in which all answer")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--store", choices=("sqlite", "redis"), default="sqlite")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        where = str(Path(folder, "rooms.sqlite"))
        if options.store == "redis":
            where = stack.enter_context(redis_served(Path(folder)))
        servers = [
            stack.enter_context(
                served(ROOT / "streamlit_app.py", environment={"LSTM_ROOMS": where})
            )
            for _ in range(options.processes)
        ]
        asyncio.run(compare(servers, where, options))


if __name__ == "__main__":
    main()
