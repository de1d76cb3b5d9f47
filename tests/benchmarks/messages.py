"""Hand-made messages over a real websocket, beside pages that step.

    python tests/benchmarks/messages.py [--messages 2000] [--pages 4] [--seed 1]

Does the page answer afterwards, does the log hold a traceback, how long is a turn in the queue, and
how long do two others wait that step all the while? A quarter of the time they step alone.
"""

import argparse
import asyncio
import random
import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from client import FINISHED, Page, quantile
from odd_links import link
from odd_messages import odd_rerun, other, plain
from server import ROOT, served
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed

ID = re.compile(rb"\$\$ID-[0-9a-f]{32}-[\w]+")
ALONE = 3.0  # seconds in which the others step alone, again and again
FLOOD = 60  # runs that are asked for at once
SILENCE = 0.3  # seconds after which a message that nobody answers is over
VIEWS = ("cell", "step", "time", "weights", "memory", "train", "lecture")


@dataclass
class Told:
    """What came of it."""

    sent: int = 0
    closed: int = 0
    errors: Counter[str] = field(default_factory=Counter)


class Odd(Page):
    """A page that sends what no browser does."""

    def __init__(self, address: str, dice: random.Random, told: Told, known: set[str]) -> None:
        super().__init__(address, f"lang=en&view={dice.choice(VIEWS)}")
        self.dice, self.told, self.known = dice, told, known

    def take(self, found: ForwardMsg, seen: set[str]) -> None:
        ids = [id.decode() for id in ID.findall(found.delta.SerializeToString())]
        self.known.update(ids)
        if found.delta.HasField("add_block"):  # what is unfolded: it stays so from now on
            for id in ids if self.dice.random() < 0.5 else ():
                self.values.setdefault(id, WidgetState(id=id, bool_value=True))
        super().take(found, seen)

    async def attack(self) -> None:
        """Send one message, and see that the page still answers as it should."""
        raw = self.message()
        self.told.sent += 1
        assert self.socket
        try:
            for _ in range(FLOOD if self.dice.random() < 0.01 else 1):
                await self.socket.send(raw)
            await self.drain()
            await self.run()
            await self.drain()
        except ConnectionClosed:
            self.told.closed += 1
            await self.fresh()
        except TimeoutError:
            self.told.errors["no answer"] += 1
            await self.fresh()
        if not self.header:
            self.told.errors["no sentence"] += 1
        self.told.errors.update(error[:150] for error in self.errors)
        self.errors.clear()
        if self.dice.random() < 0.03:
            await self.close()
            await self.fresh()

    def message(self) -> bytes | str:
        """Anything but what a browser sends; sometimes just a press of a button."""
        chance = self.dice.random()
        if chance < 0.1:
            return other(self.dice, self.session)
        if chance < 0.3:
            buttons = [
                id for id, element in self.widgets.values() if hasattr(element, "is_form_submitter")
            ]
            press = BackMsg()
            pressed = self.dice.choice(sorted(buttons) or [""])
            states = [*self.values.values(), WidgetState(id=pressed, trigger_value=True)]
            press.rerun_script.widget_states.widgets.extend(states)
            press.rerun_script.query_string = self.query
            return bytes(press.SerializeToString())
        known = [id for id, _ in self.widgets.values()] * 3 + self.dice.sample(
            sorted(self.known), min(10, len(self.known))
        )
        return bytes(odd_rerun(self.dice, self.values, known, self.fragment).SerializeToString())

    async def fresh(self) -> None:
        """Another page in its place."""
        query = "&".join(f"{key}={value}" for key, value in link(self.dice).items())
        query = plain(query)[:20_000] if self.dice.random() < 0.3 else ""
        super().__init__(self.address, f"lang=en&view={self.dice.choice(VIEWS)}&{query}")
        await self.open()

    async def drain(self) -> None:
        """Take all that comes until a run ends, or nothing comes."""
        assert self.socket
        while True:
            try:
                raw = await asyncio.wait_for(self.socket.recv(), SILENCE)
            except TimeoutError:
                return
            assert isinstance(raw, bytes)
            found = ForwardMsg.FromString(raw)
            if found.WhichOneof("type") == "delta":
                self.take(found, set())
            elif found.WhichOneof("type") == "page_info_changed":
                self.query = found.page_info_changed.query_string
            elif (
                found.script_finished in FINISHED and found.WhichOneof("type") == "script_finished"
            ):
                return


class Report(NamedTuple):
    """What a round has shown; times in milliseconds."""

    told: Told
    alone: list[float]  # runs of the pages that step, without the others
    beside: list[float]
    turns: list[tuple[float, float]]  # by the clock, of the CPU
    log: str

    @property
    def tracebacks(self) -> int:
        return self.log.count("Traceback (most recent call last)")


class Round:
    """Pages that step now and then, alone and beside others that send what no browser does."""

    def __init__(self, address: str, attackers: int, seed: int) -> None:
        self.told, known = Told(), set[str]()
        self.students = [Page(address, "lang=es&view=cell&steps=12") for _ in range(2)]
        dice = [random.Random(seed * 1000 + k) for k in range(attackers)]
        self.odd = [Odd(address, one, self.told, known) for one in dice]
        self.attacking, self.over = asyncio.Event(), False
        self.alone: list[float] = []
        self.beside: list[float] = []

    async def play(self, count: int) -> None:
        """So many messages, a quarter of the time none."""
        for page in (*self.students, *self.odd):
            await page.open()
        work = [asyncio.create_task(self.attack(page, count)) for page in self.odd]
        walk = asyncio.create_task(self.step())
        while not all(task.done() for task in work):
            await asyncio.sleep(ALONE)
            self.attacking.set()
            await asyncio.wait(work, timeout=3 * ALONE)
            self.attacking.clear()
        self.over = True
        await asyncio.gather(walk, *work)
        for page in (*self.students, *self.odd):
            await page.close()

    async def attack(self, page: Odd, count: int) -> None:
        while self.told.sent < count:
            await self.attacking.wait()
            await page.attack()

    async def step(self) -> None:
        """Step for step, each into the list of its time."""
        t = 1
        while not self.over:
            t = t % 12 + 1
            for page in self.students:
                times = self.beside if self.attacking.is_set() else self.alone
                times.append(await page.act(t=t))
                await asyncio.sleep(0.05)


def attacked(count: int, attackers: int = 4, seed: int = 1) -> Report:
    """What so many messages come to, sent by so many pages at once to a server of their own."""
    with tempfile.TemporaryDirectory() as folder:
        log, turns = Path(folder, "log"), Path(folder, "turns")
        with served(ROOT / "streamlit_app.py", log=log, turns=turns) as server:
            told, alone, beside = asyncio.run(fought(server.address, count, attackers, seed))
        times = [line.split() for line in turns.read_text().splitlines()]
        turned = [(float(clock), float(cpu)) for clock, cpu in times]
        return Report(told, alone, beside, turned, log.read_text(errors="replace"))


async def fought(
    address: str, count: int, attackers: int, seed: int
) -> tuple[Told, list[float], list[float]]:
    """What came of one round, and the milliseconds of the others' steps: alone, and beside it."""
    one = Round(address, attackers, seed)
    await one.play(count)
    return one.told, one.alone, one.beside


def show(report: Report) -> None:
    """Print what a round has shown."""
    told = report.told
    print(f"{told.sent} messages, {told.closed} ended a connection, {report.tracebacks} tracebacks")
    for error, count in told.errors.most_common(10):
        print(f"  {count} x {error}")
    for name, times in (
        ("steps of others, alone", report.alone),
        ("steps of others, beside them", report.beside),
        ("turns, by the clock", [clock for clock, _ in report.turns]),
        ("turns, of the CPU", [cpu for _, cpu in report.turns]),
    ):
        print(f"{name}: {spread(times)}")


def spread(times: Sequence[float]) -> str:
    """How many times there are, and what parts of them stay below, in milliseconds."""
    parts = (0.5, 0.95, 0.99, 0.999, 1)
    below = "  ".join(f"p{100 * part:g} {quantile(times, part):.0f}" for part in parts)
    return f"{len(times)}, ms {below}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, default in (("messages", 2000), ("pages", 4), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--log", default="", help="where to keep what the server said")
    options = parser.parse_args()
    report = attacked(options.messages, options.pages, options.seed)
    if options.log:
        Path(options.log).write_text(report.log)
    show(report)


if __name__ == "__main__":
    main()
