"""A class at work while others attack its server, each kind of attack in turn.

    python tests/benchmarks/siege.py [--minutes 30] [--pages 100] [--turn 20] [--seed 1]
                                     [--only edits,messages]

Starts the real app and opens the pages, each with six connections: in the first minute they are
alone, then attacked (sieges.py) by a program of its own at lower priority, with a truce of half a
turn after each attack, which shows what the machine's other work costs meanwhile. Prints for each
minute, for each kind of attack and in all: milliseconds from action to finished run, their ratio to
those of the first minute, the server's memory, what went wrong on the pages, and tracebacks in the
server's log; at the end how long the turns in its queue took. It stops by itself.
"""

import argparse
import asyncio
import multiprocessing
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from client import quantile
from messages import spread
from server import ROOT, Server, resident, served
from sieges import ATTACKS, REFUSED
from students import MIX, Measured, Student, arrive

CALM = 60.0  # seconds in which nobody attacks
TRUCE = "truce"
THINK = 5.0  # seconds on average until somebody does the next thing
HEAD = f"{'':18s}   runs     p50     p95 slowest   x p50  x p95     MB errors tracebacks"


def attack(kind: str, address: str, seconds: float, seed: int, ended: "Synchronized[int]") -> None:
    """Attempt this again and again for so many seconds, in a process that ends with it."""
    os.nice(5)  # what is measured is the server, not who has the processor
    attempt, count = ATTACKS[kind]
    until = time.monotonic() + seconds

    async def repeat(dice: random.Random) -> None:
        while time.monotonic() < until:
            try:
                await attempt(address, dice)
            except REFUSED:
                await asyncio.sleep(0.1)
            with ended.get_lock():
                ended.value += 1

    async def all_at_once() -> None:
        await asyncio.gather(*(repeat(random.Random(f"{seed} {k}")) for k in range(count)))

    asyncio.run(all_at_once())


@dataclass
class Turn:
    """One attack, and what the pages saw that acted meanwhile."""

    kind: str
    minute: int
    measured: Measured = field(default_factory=Measured)
    memory: float = 0.0  # MB, at its end
    tracebacks: int = 0
    attempts: int = 0


class Siege:
    """The server, its pages, and the turns so far."""

    def __init__(self, server: Server, log: Path, options: argparse.Namespace) -> None:
        self.server, self.log, self.options = server, log, options
        pages = range(options.pages)
        self.students = [Student(k, server.address, Measured(), MIX) for k in pages]
        self.turns: list[Turn] = []
        self.raised = 0  # tracebacks so far

    async def hold(self) -> None:
        """All of it, a line a minute, and then a line for each attack."""
        await arrive(self.students)
        start, seconds = time.monotonic(), 60.0 * self.options.minutes
        until = time.perf_counter() + seconds
        lives = [asyncio.create_task(student.live(until, THINK)) for student in self.students]
        print(HEAD, flush=True)
        await self.turn("calm", 0, CALM)
        kinds = self.options.only.split(",") if self.options.only else [*ATTACKS]
        for kind in cycle(part for one in kinds for part in (one, TRUCE)):
            now = time.monotonic() - start
            if self.turns[-1].minute != int(now / 60) or now >= seconds - 1:
                minute = self.turns[-1].minute
                self.say(f"minute {minute + 1}", [t for t in self.turns if t.minute == minute])
            if now >= seconds - 1:
                break
            length = self.options.turn / (2 if kind == TRUCE else 1)
            await self.turn(kind, int(now / 60), min(length, seconds - now))
        await asyncio.gather(*lives)
        for kind in (*kinds, TRUCE):
            self.say(kind, [turn for turn in self.turns if turn.kind == kind])
        self.say("under siege", [turn for turn in self.turns if turn.kind in ATTACKS])
        errors = sum((turn.measured.errors for turn in self.turns), Counter[str]())
        for error, count in errors.most_common(10):
            print(f"  {count} x {error}")
        acting = sum(bool(student.asked) for student in self.students)
        print(f"{acting} of {len(self.students)} pages act to the end")
        await asyncio.gather(*(student.page.close() for student in self.students))

    async def turn(self, kind: str, minute: int, seconds: float) -> None:
        """So many seconds of one attack, cut off at their end."""
        turn = Turn(kind, minute)
        self.turns.append(turn)
        for student in self.students:
            student.measured = turn.measured
        context = multiprocessing.get_context("spawn")
        ended = context.Value("i", 0)
        given = (kind, self.server.address, seconds, self.options.seed + len(self.turns), ended)
        process = context.Process(target=attack, args=given, daemon=True)
        if kind in ATTACKS:
            process.start()
        await asyncio.sleep(seconds)
        if kind in ATTACKS:
            process.terminate()
        log = self.log.read_text(errors="replace")
        raised, self.raised = self.raised, log.count("Traceback (most recent call last)")
        turn.memory, turn.tracebacks = resident(self.server.process), self.raised - raised
        turn.attempts = ended.value

    def say(self, name: str, turns: Sequence[Turn]) -> None:
        """One line of the table."""
        if not turns:
            return
        times, calm = ([took for one in some for took in one.measured.all]
                       for some in (turns, self.turns[:1]))  # fmt: skip
        p50, p95, slowest = (quantile(times, part) for part in (0.5, 0.95, 1))
        print(
            f"{name:18s} {len(times):6d} {p50:7.0f} {p95:7.0f} {slowest:7.0f}"
            f" {p50 / quantile(calm, 0.5):7.2f} {p95 / quantile(calm, 0.95):6.2f}"
            f" {max(turn.memory for turn in turns):6.0f}"
            f" {sum(turn.measured.errors.total() for turn in turns):6d}"
            f" {sum(turn.tracebacks for turn in turns):10d}"
            f"   {sum(turn.attempts for turn in turns)} attempts",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--turn", type=float, default=20, help="seconds of one attack")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="kinds of attack; without it all")
    parser.add_argument("--log", default="", help="where to keep what the server said")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        log, turns = Path(options.log or Path(folder, "log")), Path(folder, "turns")
        with served(ROOT / "streamlit_app.py", log=log, turns=turns) as server:
            asyncio.run(Siege(server, log, options).hold())
        times = [[*map(float, line.split())] for line in turns.read_text().splitlines()]
        for name, column in (("by the clock", 0), ("of the CPU", 1)):
            print(f"turns in the queue, {name}: {spread([took[column] for took in times])}")


if __name__ == "__main__":
    main()
