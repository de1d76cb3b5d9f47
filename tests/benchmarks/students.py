"""Pages of a class: half of them follow the lecturer's link, half wander."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from client import PATIENCE, Page

from lstm_core.experiment.settings import CHOICES, DEFAULTS

STEPS, UNITS = 12, 3
LECTURE = f"lang=es&view=cell&steps={STEPS}"
NAMES = ("t", "unit", "seed", "view", "lang")
MIX = dict.fromkeys(NAMES, 1)
SOCKETS = 5  # of a browser's six connections those that are not the websocket


@dataclass
class Measured:
    """What the pages of one level have seen."""

    runs: dict[str, list[float]] = field(default_factory=dict)  # milliseconds, by what was changed
    first: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    @property
    def all(self) -> list[float]:
        return [value for values in self.runs.values() for value in values]


class Student:
    """A page and whoever sits before it."""

    def __init__(self, number: int, address: str, measured: Measured, mix: dict[str, int]) -> None:
        follows = number % 2 == 0
        self.dice = random.Random(0 if follows else number)
        self.measured, self.mix = measured, mix
        self.seeds = self.dice.randrange(10_000)
        query = LECTURE
        if not follows:
            scenario = self.dice.choice(("notebook", "pytorch", "keras", "wide"))
            size = self.dice.randint(UNITS, 6)
            query = f"{LECTURE}&scenario={scenario}&hidden_size={size}&seed={self.seeds}"
        self.page = Page(address, query)
        self.asked: dict[str, str] = {}
        self.others: list[asyncio.Task[None]] = []  # its connections beside the websocket

    async def open(self) -> None:
        """The first run."""
        start = time.perf_counter()
        try:
            await self.page.open()
            await self.browse()
        except Exception as error:
            self.measured.errors[f"first run: {type(error).__name__}: {error}"[:120]] += 1
            return
        self.measured.first.append(1000 * (time.perf_counter() - start))
        self.asked = {name: self.page.link.get(name, str(DEFAULTS[name])) for name in NAMES}

    async def browse(self) -> None:
        """Open the connections that a browser opens besides, each for a file."""

        async def until_closed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                await reader.read()
            finally:
                writer.close()

        async def fetch() -> None:
            host, port = self.page.address.split(":")
            reader, writer = await asyncio.open_connection(host, port)
            writer.write(f"GET / HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
            line = await asyncio.wait_for(reader.readline(), PATIENCE)
            self.others.append(asyncio.create_task(until_closed(reader, writer)))
            if b"200" not in line:
                raise ConnectionError(f"a file of the page: {line!r}")

        await asyncio.gather(*(fetch() for _ in range(SOCKETS)))

    async def act(self) -> None:
        """One change by the page's own control, and the link that it must lead to."""
        if not self.asked:
            return
        name = self.dice.choices(list(self.mix), list(self.mix.values()))[0]
        value = self.other(name)
        self.asked[name] = str(value)
        try:
            self.measured.runs.setdefault(name, []).append(await self.page.act(**{name: value}))
        except Exception as error:
            self.measured.errors[f"{name}: {type(error).__name__}: {error}"[:120]] += 1
            self.asked = {}
            return
        link = {name: self.page.link.get(name, str(DEFAULTS[name])) for name in NAMES}
        if link != self.asked:
            wrong = sorted(name for name in NAMES if link[name] != self.asked[name])
            self.measured.errors[f"after {name}: not what was asked: {wrong}"] += 1
            self.asked = link
        self.measured.errors.update(self.page.errors)
        self.page.errors.clear()

    def other(self, name: str) -> int | str:
        """A value that the setting does not have."""
        if name in CHOICES:
            # the lecture has a cell of its own; it is the last
            ids = [id for id in CHOICES[name].ids if id != "lecture"]
            return ids[(ids.index(self.asked[name]) + self.dice.randrange(1, len(ids))) % len(ids)]
        if name == "seed":
            self.seeds += 1
            return self.seeds
        top = STEPS if name == "t" else UNITS
        return (int(self.asked[name]) - 1 + self.dice.randrange(1, top)) % top + 1

    async def act_within_a_second(self) -> None:
        """Act some time within one second."""
        await asyncio.sleep(random.random())
        await self.act()

    async def live(self, until: float, think: float) -> None:
        """Act and think until the time is over."""
        pause = random.Random(id(self))
        await asyncio.sleep(pause.uniform(0, think))
        while time.perf_counter() < until:
            await self.act()
            await asyncio.sleep(think * pause.uniform(0.5, 1.5))


async def arrive(students: Sequence[Student]) -> None:
    """All pages open, twenty in a second."""

    async def come(k: int, student: Student) -> None:
        await asyncio.sleep(k / 20)
        await student.open()

    await asyncio.gather(*(come(k, student) for k, student in enumerate(students)))
