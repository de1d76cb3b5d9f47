"""A class that answers with its phones, beside open pages, in one process.

    python tests/benchmarks/room.py [--phones 300] [--pages 100] [--polls 5] [--within 5]

Starts the real app with its rooms in a file. The pages act alone, then as long while phones listen
to a room (server-sent events): when a poll opens each answers within so many seconds, and one in
five changes its answer. Prints whether every vote counts exactly once, milliseconds from a vote to
its acknowledgement and from the last vote to the projector's count, what the pages' actions take
with and without the room, and the server's memory for each phone.
"""

import argparse
import asyncio
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from client import quantile
from server import ROOT, resident, served
from students import MIX, Measured, Student, arrive

from lstm_core.room.host import Host, open_room
from lstm_core.room.poll import Poll, PollText
from lstm_core.room.store import open_store

TEXT = PollText("What does f do?", ("Keep", "Erase", "Write", "Show"), "f keeps")
PAUSE = 3.0  # seconds until the next poll


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


async def events(address: str, path: str) -> AsyncIterator[dict[str, Any]]:
    """What a room says, as it changes."""
    status, reader, writer = await asked(address, path)
    assert status == 200, status
    try:
        while line := await reader.readline():
            if line.startswith(b"data: "):
                yield json.loads(line[6:])
    finally:
        writer.close()


class Class:
    """A room, its phones, and what came of their votes."""

    def __init__(self, address: str, host: Host, within: float) -> None:
        self.address, self.host, self.within = address, host, within
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
        async for news in events(self.address, path):
            poll = news["poll"]
            if poll and poll["round"] and poll["number"] not in answered:
                answered.add(poll["number"])
                try:
                    await self.answer(voter, poll, random.Random(f"{number} {poll['number']}"))
                except OSError as error:
                    self.errors[type(error).__name__] += 1

    async def answer(self, voter: str, poll: dict[str, Any], dice: random.Random) -> None:
        """Vote some time within what is given; now and then another answer follows."""
        waits = sorted(dice.uniform(0, self.within) for _ in range(1 + (dice.random() < 0.2)))
        for before, wait in zip([0.0, *waits], waits, strict=False):
            await asyncio.sleep(wait - before)
            choice = dice.randrange(len(TEXT.options))
            given = {"voter": voter, "poll": poll["number"], "round": poll["round"]}
            start = time.perf_counter()
            path = f"/room/{self.host.code}/vote"
            status, _, writer = await asked(self.address, path, given | {"choice": choice})
            writer.close()
            self.last = time.perf_counter()
            self.took.append(1000 * (self.last - start))
            if status == 200:
                self.said[poll["number"], voter] = choice
            else:
                self.errors[f"status {status}"] += 1

    async def project(self) -> None:
        """The projector's count, as it changes."""
        async for counts in events(self.address, f"/room/{self.host.code}/counts"):
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


async def compare(address: str, process: int, where: str, options: argparse.Namespace) -> None:
    """All of it."""
    seconds = options.polls * (options.within + PAUSE) + 5
    alone, beside = Measured(), Measured()
    students = [Student(k, address, alone, MIX) for k in range(options.pages)]
    await arrive(students)
    until = time.perf_counter() + 2 * seconds + 5
    lives = [asyncio.create_task(student.live(until, 5)) for student in students]
    await asyncio.sleep(seconds)
    for student in students:
        student.measured = beside
    before = resident(process)
    room = Class(address, open_room(open_store(where)), options.within)
    tasks = [asyncio.create_task(room.project())]
    for number in range(options.phones):
        tasks.append(asyncio.create_task(room.listen(number)))
        await asyncio.sleep(0.01)
    await asyncio.sleep(1)
    phones = resident(process) - before
    polls = [await room.poll(k + 1) for k in range(options.polls)]
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
    print(f"p95 x {ratio:.2f}\nmemory: {1000 * phones / options.phones:.0f} kB for each phone")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--phones", type=int, default=300)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--polls", type=int, default=5)
    parser.add_argument("--within", type=float, default=5, help="seconds in which all answer")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = str(Path(folder, "rooms.sqlite"))
        environment = {"LSTM_ROOMS": where}
        with served(ROOT / "streamlit_app.py", environment=environment) as server:
            asyncio.run(compare(*server, where, options))


if __name__ == "__main__":
    main()
