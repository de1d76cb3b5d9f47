"""How many open pages one process carries: a class, over the app's real websocket.

    python tests/benchmarks/load.py [--levels 1,20,50,100,200,300] [--seconds 30] [--think 5]
                                    [--mix t=4,unit=2,seed=1]
    python tests/benchmarks/load.py --everybody [--pages 30]      all act within one second
    python tests/benchmarks/load.py --reruns 20000 [--pages 20]   memory over many reruns
    python tests/benchmarks/load.py --url 127.0.0.1:8501,127.0.0.1:8502 [--pid 11,12]
                                                                  apps that run already
    python tests/benchmarks/load.py --url 127.0.0.1:8500 --pid 11,12 --kill
                                                   behind nginx; the last process is killed

Each level starts the real app and an empty one afresh and opens N pages, each with six connections
as a browser has them. Half of them are on the
lecturer's link and make the same moves; half wander, each over cells of its own. After a time to
think (half to one and a half times --think) a page changes t, unit, seed, view or language by its
own control and waits until the run is over; then its link must be what was asked, or it counts as
an error. The empty app makes a rerun twice a second beside it. Prints p50, p95 and p99 from action
to finished run, the server's CPU per rerun and its multiple of the empty app's in the same run,
memory, errors, the CPU that this program took itself, and by which to judge all that: what share of
the cores nobody used, what share others took (of which the empty app's is a little), and how fast a
core counted at lowest priority (idle.py), as a percentage of its best second before the pages came.
"""

import argparse
import asyncio
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from client import PATIENCE, Page, cost, quantile
from idle import Idle, idle
from server import EMPTY, ROOT, Server, cpu, resident, served
from students import MIX, Measured, Student, arrive
from websockets.exceptions import WebSocketException

HEAD = (
    "    N reruns   first    p50    p95    p99"
    "  CPU/run x empty  CPU%      MB MB/page errors  own%  idle%  others%  speed%\n"
    "               ms p50     ms     ms     ms      ms  app's"
)


@contextmanager
def running(options: argparse.Namespace) -> Iterator[tuple[list[Server], Server]]:
    """The app's processes, and an empty app."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        blank = Path(folder) / "empty.py"
        blank.write_text(EMPTY)
        empty = stack.enter_context(served(blank))
        if not options.url:
            yield [stack.enter_context(served(ROOT / "streamlit_app.py"))], empty
            return
        addresses = options.url.split(",")
        processes = [int(id) for id in options.pid.split(",")] if options.pid else []
        count = max(len(addresses), len(processes))
        addresses += [""] * (count - len(addresses))
        processes += [0] * (count - len(processes))
        yield [*map(Server, addresses, processes)], empty


async def beside(empty: Server, took: list[float]) -> None:
    """What a rerun of the empty app costs meanwhile."""
    page = Page(empty.address)
    await page.open()
    await page.run()
    while True:
        took.append(await cost(page, empty.process))
        await asyncio.sleep(0.5)


async def level(n: int, options: argparse.Namespace, mix: dict[str, int], counters: Idle) -> str:
    """One line of the table: N pages for some seconds."""
    measured, blank = Measured(), list[float]()
    with running(options) as (servers, empty):
        addresses = [server.address for server in servers if server.address]
        first = [Student(1, address, Measured(), mix) for address in addresses]
        await asyncio.gather(*(student.open() for student in first))
        before = total(resident, servers)
        students = [Student(k, addresses[k // 2 % len(addresses)], measured, mix) for k in range(n)]
        await arrive(students)
        watch = asyncio.create_task(beside(empty, blank))
        start, own = total(cpu, servers), time.process_time()
        clock, spare = time.perf_counter(), counters.now()
        await lesson(students, options)
        spent, clock = total(cpu, servers) - start, time.perf_counter() - clock
        own, spare = time.process_time() - own, counters.now().since(spare)
        after = total(resident, servers)
        orphaned = await killed(students, servers[-1].process) if options.kill else ""
        watch.cancel()
        await asyncio.gather(*(student.page.close() for student in students))
    runs, errors = measured.all, measured.errors
    each = spent / max(1, len(runs))
    line = f"{n:5d} {len(runs):6d} {quantile(measured.first, 0.5):7.0f}"
    line += "".join(f" {quantile(runs, part):6.0f}" for part in (0.5, 0.95, 0.99))
    line += f" {each:7.1f} {each / quantile(blank, 0.5):6.2f} {100 * spent / 1000 / clock:5.0f}"
    line += (
        f" {after:7.0f} {(after - before) / n:7.2f} {errors.total():6d} {100 * own / clock:5.0f}"
    )
    whole = clock * counters.cores
    others = whole - spare.seconds - spent / 1000 - own
    line += (
        f" {100 * spare.seconds / whole:6.0f} {100 * others / whole:8.0f}"
        f" {100 * spare.speed / counters.best:7.0f}"
    )
    by_name = [f"{name} {quantile(took, 0.95):.0f}" for name, took in sorted(measured.runs.items())]
    troubles = "".join(f"\n      {count} x {error}" for error, count in errors.most_common(5))
    return f"{line}   p95 by control: {'  '.join(by_name)}{troubles}{orphaned}"


async def lesson(students: Sequence[Student], options: argparse.Namespace) -> None:
    """The time that is measured: each acts in its own time, or all within a second, repeatedly."""
    if not options.everybody:
        until = time.perf_counter() + options.seconds
        await asyncio.gather(*(student.live(until, options.think) for student in students))
        return
    for _ in range(max(3, int(options.seconds / 5))):
        acts = [student.act_within_a_second() for student in students]
        await asyncio.gather(*acts, asyncio.sleep(5))


async def killed(students: Sequence[Student], process: int) -> str:
    """What becomes of the pages of this process when it is killed: each connects anew."""
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
    half, last = quantile(took, 0.5), quantile(took, 1)
    return (
        f"\n      one process killed: {len(took)} of its {len(orphans)} pages are back,"
        f" half of them within {half:.1f} s, the last after {last:.1f} s; as they were: {kept}"
    )


async def gone(page: Page) -> bool:
    """Whether the page has lost its server."""
    assert page.socket
    try:
        await asyncio.wait_for(page.socket.wait_closed(), 2)
    except TimeoutError:
        return False
    return True


def total(measure: Callable[[int], float], servers: Sequence[Server]) -> float:
    """A measure over all processes."""
    return sum(measure(server.process) for server in servers)


async def many(options: argparse.Namespace, mix: dict[str, int]) -> None:
    """Memory while some pages rerun without a pause."""
    measured = Measured()
    with running(options) as (servers, _):
        addresses = [servers[k // 2 % len(servers)].address for k in range(options.pages or 20)]
        students = [Student(k, address, measured, mix) for k, address in enumerate(addresses)]
        await arrive(students)
        print(f"{options.reruns} reruns of {len(students)} pages\nreruns    MB    ms each   errors")
        marks = sorted({round(options.reruns * part) for part in (0.05, 0.1, 0.25, 0.5, 0.75, 1)})
        start = time.perf_counter()
        for mark in marks:
            before = len(measured.all)

            async def work(student: Student, mark: int = mark) -> None:
                while len(measured.all) < mark:
                    await student.act()

            await asyncio.gather(*(work(student) for student in students))
            each = 1000 * (time.perf_counter() - start) / max(1, len(measured.all) - before)
            start = time.perf_counter()
            memory = total(resident, servers)
            errors = measured.errors.total()
            print(f"{len(measured.all):6d} {memory:5.0f} {each:10.1f} {errors:8d}", flush=True)
        for error, count in measured.errors.most_common(5):
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
    weights = dict(part.split("=") for part in options.mix.split(",") if part)
    mix = {name: int(weight) for name, weight in weights.items()} or MIX
    if options.reruns:
        asyncio.run(many(options, mix))
        return
    levels = [int(n) for n in options.levels.split(",")]
    if options.everybody:
        levels = [options.pages or 30]
    think = "within one second" if options.everybody else f"{options.think:g} s to think"
    print(f"{think}, {options.seconds:g} s each, at most {PATIENCE:g} s for a run\n{HEAD}")
    with idle() as counters:
        for n in levels:
            print(asyncio.run(level(n, options, mix, counters)), flush=True)


if __name__ == "__main__":
    main()
