"""What a class costs in which everybody has a training of their own.

    python tests/benchmarks/learners.py [--only own steps links lecture]

Starts the real app anew for each part. `own`: 45 pages train a seed each, at once: how many have
learnt within a minute, and on how many the updates went backwards. `steps`: 40 pages step through a
trained cell each. `links`: fifteen links to the largest trainings and, a second later, one to an
ordinary one; meanwhile one page steps. `lecture`: ten links to the lecture that name a training
which no scene shows; meanwhile one page steps.
"""

import argparse
import asyncio
import random
import time
from collections.abc import Sequence

from client import Page, quantile
from server import ROOT, served
from streamlit.proto.WidgetStates_pb2 import WidgetState
from trainers import shown_keys

LARGEST = "task=depth&train_units=8&train_steps=60&train_updates=3000&updates=1000"


async def opened(address: str, links: Sequence[str]) -> list[Page]:
    """A page for each link, opened one after the other."""
    pages = [Page(address, f"lang=en&{link}") for link in links]
    for page in pages:
        await page.open()
    return pages


async def own(address: str, count: int = 45, seconds: float = 60) -> None:
    """Each trains its own seed at once: how many finish, and the updates that went backwards."""
    links = [f"view=train&task=counter&pace=once&seed={100 + k}" for k in range(count)]
    pages = await opened(address, links)
    start, ended, backwards = time.perf_counter(), list[float](), 0

    async def train(page: Page) -> None:
        nonlocal backwards
        id, _ = page.widgets["train_start"]
        page.values[id] = WidgetState(id=id, trigger_value=True)
        await page.run(page.fragment)
        page.values.pop(id, None)
        await page.run()
        before, worse = 0, False
        while time.perf_counter() < start + seconds:
            now = int(page.header.split()[1])  # "After 60 of 600 updates ..."
            before, worse = max(before, now), worse or now < before
            if "train_pause" not in shown_keys(page):
                ended.append(time.perf_counter() - start)
                break
            await asyncio.sleep(page.interval)
            await page.run(page.fragment)
        backwards += worse

    await asyncio.gather(*map(train, pages))
    last = max(ended, default=float("nan"))
    print(f"own      {len(ended)} of {count} have learnt within {seconds:.0f} s, the last", end=" ")
    print(f"after {last:.1f} s; on {backwards} the updates went backwards")


async def steps(address: str, count: int = 40, seconds: float = 20) -> None:
    """Each steps through its own trained cell."""
    links = [f"scenario=trained&task=counter&updates=600&seed={200 + k}&t=1" for k in range(count)]
    start = time.perf_counter()
    pages = await opened(address, links)
    took, until = list[float](), time.perf_counter() + seconds
    print(f"steps    {count} opened in {until - seconds - start:.1f} s;", end=" ", flush=True)

    async def live(page: Page, t: int = 1) -> None:
        await asyncio.sleep(random.uniform(0, 3))
        while time.perf_counter() < until:
            t = t % 20 + 1
            took.append(await page.act(t=t))
            await asyncio.sleep(random.uniform(2, 4))

    await asyncio.gather(*map(live, pages))
    p50, p95 = quantile(took, 0.5), quantile(took, 0.95)
    print(f"{len(took)} steps: p50 {p50:.0f} ms, p95 {p95:.0f} ms, max {max(took):.0f} ms")


async def beside(address: str, name: str, heavy: Sequence[str], ordinary: str) -> None:
    """Links that are opened at once, and after a second an ordinary one; beside them one steps."""
    [stepper] = await opened(address, ["t=1"])
    took, waited = list[float](), dict[str, float]()

    async def visit(link: str) -> None:
        start = time.perf_counter()
        page = Page(address, f"lang=en&{link}")
        await page.open()
        waited[link] = time.perf_counter() - start

    async def step(t: int = 1) -> None:
        while True:
            t = t % 6 + 1
            took.append(await stepper.act(t=t))
            await asyncio.sleep(0.1)

    stepping = asyncio.create_task(step())
    await asyncio.sleep(1)
    alone, took[:] = list(took), []
    opening = [asyncio.create_task(visit(link)) for link in heavy]
    await asyncio.sleep(1)
    await visit(ordinary)
    await asyncio.gather(*opening)
    stepping.cancel()
    longest = max(waited[link] for link in heavy)
    print(
        f"{name:8s} ordinary after {waited[ordinary]:.1f} s, the last heavy {longest:.1f} s;",
        end=" ",
    )
    print(f"a step p50 {quantile(took, 0.5):.0f} ms, max {max(took):.0f} ms", end=" ")
    print(f"(alone {quantile(alone, 0.5):.0f} and {max(alone):.0f})")


async def links(address: str) -> None:
    """Fifteen of the largest trainings, and an ordinary one."""
    heavy = [f"scenario=trained&{LARGEST}&seed={300 + k}" for k in range(15)]
    await beside(address, "links", heavy, "scenario=trained&task=counter&updates=600&seed=5")


async def lecture(address: str) -> None:
    """Ten links to the lecture that name one of the largest trainings."""
    heavy = [f"view=lecture&scene=2&scenario=trained&{LARGEST}&seed={400 + k}" for k in range(10)]
    await beside(address, "lecture", heavy, "view=lecture&scene=3")


PARTS = {"own": own, "steps": steps, "links": links, "lecture": lecture}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    for name in parser.parse_args().only:
        with served(ROOT / "streamlit_app.py") as server:
            asyncio.run(PARTS[name](server.address))


if __name__ == "__main__":
    main()
