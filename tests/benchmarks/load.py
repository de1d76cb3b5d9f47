"""How many open pages one process carries: a class, over the app's real websocket.

    python tests/benchmarks/load.py [--levels 1,20,50,100,200,300] [--seconds 30] [--think 5] [--mix t=4,unit=2,seed=1]
    python tests/benchmarks/load.py --everybody [--pages 30]      all act within one second, again and again
    python tests/benchmarks/load.py --reruns 20000 [--pages 20]   memory over many reruns
    python tests/benchmarks/load.py --url 127.0.0.1:8501,127.0.0.1:8502 [--pid 11,12]   apps that run already
    python tests/benchmarks/load.py --url 127.0.0.1:8500 --pid 11,12 --kill   behind nginx; the last process is killed

Each level starts the real app and an empty one afresh and opens N pages. Half of them are on the lecturer's link and
make the same moves; half wander, each over cells of its own. After a time to think (half to one and a half times
--think) a page changes t, unit, seed, view or language by its own control and waits until the run is over; then its
link must be what was asked, or it counts as an error. The empty app makes a rerun twice a second beside it. Prints
p50, p95 and p99 from action to finished run, the server's CPU per rerun and its multiple of the empty app's in the
same run, memory, errors, and the CPU that this program took itself.
"""

import argparse
import asyncio
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from client import EMPTY, PATIENCE, ROOT, Page, Server, cost, cpu, quantile, resident, served
from websockets.exceptions import WebSocketException

from lstm_core.experiment.settings import CHOICES, DEFAULTS

STEPS, UNITS = 12, 3
LECTURE = f"lang=es&view=cell&steps={STEPS}"
NAMES = ("t", "unit", "seed", "view", "lang")
MIX = dict.fromkeys(NAMES, 1)


@dataclass
class Took:
    """What the pages of one level have seen."""

    runs: dict[str, list[float]] = field(default_factory=dict)  # milliseconds, by what was changed
    first: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    @property
    def all(self) -> list[float]:
        return [value for values in self.runs.values() for value in values]


class Student:
    """A page and whoever sits before it."""

    def __init__(self, number: int, address: str, took: Took, mix: dict[str, int]) -> None:
        follows = number % 2 == 0
        self.dice = random.Random(0 if follows else number)
        self.took, self.mix = took, mix
        self.seeds = self.dice.randrange(10_000)
        query = LECTURE
        if not follows:
            scenario, size = (
                self.dice.choice(("notebook", "pytorch", "keras", "wide")),
                self.dice.randint(UNITS, 6),
            )
            query = f"{LECTURE}&scenario={scenario}&hidden_size={size}&seed={self.seeds}"
        self.page = Page(address, query)
        self.asked: dict[str, str] = {}

    async def open(self) -> None:
        """The first run."""
        start = time.perf_counter()
        try:
            await self.page.open()
        except Exception as error:
            self.took.errors[f"first run: {type(error).__name__}: {error}"[:120]] += 1
            return
        self.took.first.append(1000 * (time.perf_counter() - start))
        self.asked = {name: self.page.link.get(name, str(DEFAULTS[name])) for name in NAMES}

    async def act(self) -> None:
        """One change by the page's own control, and the link that it must lead to."""
        if not self.asked:
            return
        name = self.dice.choices(list(self.mix), list(self.mix.values()))[0]
        value = self.other(name)
        self.asked[name] = str(value)
        try:
            self.took.runs.setdefault(name, []).append(await self.page.act(**{name: value}))
        except Exception as error:
            self.took.errors[f"{name}: {type(error).__name__}: {error}"[:120]] += 1
            self.asked = {}
            return
        link = {name: self.page.link.get(name, str(DEFAULTS[name])) for name in NAMES}
        if link != self.asked:
            wrong = sorted(name for name in NAMES if link[name] != self.asked[name])
            self.took.errors[f"after {name}: not what was asked: {wrong}"] += 1
            self.asked = link
        self.took.errors.update(self.page.errors)
        self.page.errors.clear()

    def other(self, name: str) -> int | str:
        """A value that the setting does not have."""
        if name in CHOICES:
            ids = [
                id for id in CHOICES[name].ids if id != "lecture"
            ]  # which has a cell of its own; it is the last
            return ids[(ids.index(self.asked[name]) + self.dice.randrange(1, len(ids))) % len(ids)]
        if name == "seed":
            self.seeds += 1
            return self.seeds
        top = STEPS if name == "t" else UNITS
        return (int(self.asked[name]) - 1 + self.dice.randrange(1, top)) % top + 1

    async def live(self, until: float, think: float) -> None:
        """Act and think until the time is over."""
        pause = random.Random(id(self))
        await asyncio.sleep(pause.uniform(0, think))
        while time.perf_counter() < until:
            await self.act()
            await asyncio.sleep(think * pause.uniform(0.5, 1.5))


@contextmanager
def running(options: argparse.Namespace) -> Iterator[tuple[list[Server], Server]]:
    """The app's processes, and an empty app."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        blank = Path(folder) / "empty.py"
        blank.write_text(EMPTY)
        empty = stack.enter_context(served(blank))
        if options.url:
            processes = [int(id) for id in options.pid.split(",")] if options.pid else []
            addresses = options.url.split(",")
            yield (
                [
                    Server(a, processes[k] if k < len(processes) else 0)
                    for k, a in enumerate(addresses)
                ]
                + [Server("", id) for id in processes[len(addresses) :]],
                empty,
            )
        else:
            yield [stack.enter_context(served(ROOT / "streamlit_app.py"))], empty


async def arrive(students: Sequence[Student]) -> None:
    """All pages open, twenty in a second."""

    async def come(k: int, student: Student) -> None:
        await asyncio.sleep(k / 20)
        await student.open()

    await asyncio.gather(*(come(k, student) for k, student in enumerate(students)))


async def beside(empty: Server, took: list[float]) -> None:
    """What a rerun of the empty app costs meanwhile."""
    page = Page(empty.address)
    await page.open()
    await page.run()
    while True:
        took.append(await cost(page, empty.process))
        await asyncio.sleep(0.5)


async def level(n: int, options: argparse.Namespace, mix: dict[str, int]) -> str:
    """One line of the table: N pages for some seconds."""
    took, blank = Took(), list[float]()
    with running(options) as (servers, empty):
        addresses = [server.address for server in servers if server.address]
        await asyncio.gather(*(Student(1, address, Took(), mix).open() for address in addresses))
        before = total(resident, servers)
        students = [Student(k, addresses[k // 2 % len(addresses)], took, mix) for k in range(n)]
        await arrive(students)
        watch = asyncio.create_task(beside(empty, blank))
        start, own = total(cpu, servers), time.process_time()
        clock = time.perf_counter()
        if options.everybody:
            for _ in range(max(3, int(options.seconds / 5))):
                await asyncio.gather(*(late(student) for student in students), asyncio.sleep(5))
        else:
            await asyncio.gather(
                *(student.live(clock + options.seconds, options.think) for student in students)
            )
        spent, clock = total(cpu, servers) - start, time.perf_counter() - clock
        own = time.process_time() - own
        after = total(resident, servers)
        lost = await killed(students, servers[-1].process) if options.kill else ""
        watch.cancel()
        await asyncio.gather(*(student.page.close() for student in students))
    runs, per_empty = took.all, quantile(blank, 0.5)
    each = spent / max(1, len(runs))
    told = f"{n:5d} {len(runs):6d} {quantile(took.first, 0.5):7.0f}"
    told += "".join(f" {quantile(runs, part):6.0f}" for part in (0.5, 0.95, 0.99))
    told += f" {each:7.1f} {each / per_empty:6.2f} {100 * spent / 1000 / clock:5.0f} {after:7.0f}"
    told += f" {(after - before) / n:7.2f} {took.errors.total():6d} {100 * own / clock:5.0f}"
    by_name = "  ".join(
        f"{name} {quantile(values, 0.95):.0f}" for name, values in sorted(took.runs.items())
    )
    troubles = "".join(f"\n      {count} x {error}" for error, count in took.errors.most_common(5))
    return f"{told}   p95 by control: {by_name}{troubles}{lost}"


async def killed(students: Sequence[Student], process: int) -> str:
    """What becomes of the pages when this process is killed: each that was on it connects anew."""
    os.kill(process, signal.SIGKILL)
    start = time.perf_counter()
    pages = [student.page for student in students if student.asked]
    lost = await asyncio.gather(*(gone(page) for page in pages))
    orphans = [page for page, alone in zip(pages, lost, strict=True) if alone]
    took: list[float] = []

    async def back(page: Page) -> bool:
        for _ in range(30):
            try:
                kept = await page.again()
            except (OSError, WebSocketException):
                await asyncio.sleep(0.5)
                continue
            took.append(time.perf_counter() - start)
            return kept
        return False

    kept = sum(await asyncio.gather(*(back(page) for page in orphans)))
    when = (
        f"half of them within {quantile(took, 0.5):.1f} s, the last after {quantile(took, 1):.1f} s"
    )
    return f"\n      one process killed: {len(took)} of its {len(orphans)} pages are back, {when}; as they were: {kept}"


async def gone(page: Page) -> bool:
    """Whether the page has lost its server."""
    assert page.socket
    try:
        await asyncio.wait_for(page.socket.wait_closed(), 2)
    except TimeoutError:
        return False
    return True


HEAD = (
    "    N reruns   first    p50    p95    p99  CPU/run x empty  CPU%      MB MB/page errors  own%\n"
    "               ms p50     ms     ms     ms      ms  app's"
)


def total(measure: object, servers: Sequence[Server]) -> float:
    """A measure over all processes."""
    assert callable(measure)
    return float(sum(measure(server.process) for server in servers))


async def late(student: Student) -> None:
    """Act some time within one second."""
    await asyncio.sleep(random.random())
    await student.act()


async def many(options: argparse.Namespace, mix: dict[str, int]) -> None:
    """Memory while some pages rerun without a pause."""
    took = Took()
    with running(options) as (servers, _):
        students = [
            Student(k, servers[k // 2 % len(servers)].address, took, mix)
            for k in range(options.pages or 20)
        ]
        await arrive(students)
        print(f"{options.reruns} reruns of {len(students)} pages\nreruns    MB    ms each   errors")
        marks = sorted({round(options.reruns * part) for part in (0.05, 0.1, 0.25, 0.5, 0.75, 1)})
        start = time.perf_counter()
        for mark in marks:
            before = len(took.all)

            async def work(student: Student, mark: int = mark) -> None:
                while len(took.all) < mark:
                    await student.act()

            await asyncio.gather(*(work(student) for student in students))
            each = 1000 * (time.perf_counter() - start) / max(1, len(took.all) - before)
            start = time.perf_counter()
            memory = total(resident, servers)
            print(
                f"{len(took.all):6d} {memory:5.0f} {each:10.1f} {took.errors.total():8d}",
                flush=True,
            )
        for error, count in took.errors.most_common(5):
            print(f"      {count} x {error}")
        await asyncio.gather(*(student.page.close() for student in students))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--levels", default="1,20,50,100,200,300")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--think", type=float, default=5)
    parser.add_argument(
        "--mix", default="", help="what is changed how often; without it all five alike"
    )
    parser.add_argument("--everybody", action="store_true")
    parser.add_argument("--reruns", type=int, default=0)
    parser.add_argument("--pages", type=int, default=0)
    parser.add_argument("--url", default="")
    parser.add_argument("--pid", default="")
    parser.add_argument("--kill", action="store_true")
    options = parser.parse_args()
    mix = {
        name: int(weight)
        for name, weight in (part.split("=") for part in options.mix.split(",") if part)
    } or MIX
    if options.reruns:
        asyncio.run(many(options, mix))
        return
    levels = (
        [options.pages or 30] if options.everybody else [int(n) for n in options.levels.split(",")]
    )
    think = "within one second" if options.everybody else f"{options.think:g} s to think"
    print(f"{think}, {options.seconds:g} s each, at most {PATIENCE:g} s for a run\n{HEAD}")
    for n in levels:
        print(asyncio.run(level(n, options, mix)), flush=True)


if __name__ == "__main__":
    main()
