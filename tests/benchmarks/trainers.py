"""What those who train cost one who steps.

    python tests/benchmarks/trainers.py [--trainers 20] [--seconds 20]

Starts the real app. One page makes a step every half second, first alone, then while others train
at once, each a cell of its own, and begin another when it has learnt. Prints p50 and p95 from
action to finished run, and their ratio.
"""

import argparse
import asyncio
import time
from typing import Any

from client import Page, quantile
from server import ROOT, served
from streamlit.proto.WidgetStates_pb2 import WidgetState


async def train(page: Page, seed: int, until: float) -> int:
    """Train again and again as a browser would, until the time is over; how many have learnt."""
    learnt = 0
    while time.perf_counter() < until:
        await page.act(seed=seed)
        seed += 1000
        id, _ = page.widgets["train_start"]
        page.values[id] = WidgetState(id=id, trigger_value=True)
        await page.run(page.fragment)
        page.values.pop(id, None)
        await page.run()
        while time.perf_counter() < until and "train_pause" in shown_keys(page):
            await asyncio.sleep(page.interval)
            await page.run(page.fragment)
        learnt += "train_pause" not in shown_keys(page)
    return learnt


def shown_keys(page: Page) -> set[str]:
    """The keys of the widgets that the page shows."""
    return {id.split("-", 2)[-1] for id in page.elements}


async def steps(page: Page, seconds: float) -> list[float]:
    """Milliseconds of each step."""
    until, took, t = time.perf_counter() + seconds, [], 1
    while time.perf_counter() < until:
        t = t % 6 + 1
        took.append(await page.act(t=t))
        await asyncio.sleep(0.5)
    return took


async def compare(address: str, trainers: int, seconds: float) -> None:
    """Print what a step takes alone, and among those who train."""
    stepper = Page(address, "lang=en&t=1")
    await stepper.open()
    await steps(stepper, 3)
    took: dict[str, Any] = {"alone": await steps(stepper, seconds)}
    pages = [
        Page(address, f"lang=en&view=train&task=counter&pace=once&seed={k}")
        for k in range(trainers)
    ]
    for page in pages:
        await page.open()
    until = time.perf_counter() + seconds + 3
    training = [asyncio.create_task(train(page, 100 + k, until)) for k, page in enumerate(pages)]
    await asyncio.sleep(3)
    took[f"{trainers} train"] = await steps(stepper, seconds)
    learnt = sum(await asyncio.gather(*training))
    for name, values in took.items():
        p50, p95 = (quantile(values, part) for part in (0.5, 0.95))
        print(f"{name:10s} p50 {p50:6.1f} ms   p95 {p95:6.1f} ms   {len(values)} steps")
    p50, p95 = (
        quantile(took[f"{trainers} train"], part) / quantile(took["alone"], part)
        for part in (0.5, 0.95)
    )
    print(f"ratio      p50 {p50:6.2f}      p95 {p95:6.2f}      {learnt} trainings")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--trainers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args()
    with served(ROOT / "streamlit_app.py") as server:
        asyncio.run(compare(server.address, options.trainers, options.seconds))


if __name__ == "__main__":
    main()
