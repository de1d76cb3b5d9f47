"""What a first visit downloads and how long it takes, beside two other pages in the same run.

    python tests/benchmarks/first.py [--runs 5] [--crowd 100] [--plain] [--files]

Starts the real app, an empty Streamlit app and one with a single Plotly chart, all with this
project's configuration, and visits them in turns in a Chromium that has nothing cached: files and
bytes on the wire, milliseconds until the first element, the drawing and the chart are there, and
every request that went anywhere else; then the real app once more by somebody who was there.
--crowd lets so many visitors fetch all that the page's first visit fetches, within a minute, and
prints what that costs the server; --plain lets them take nothing compressed. --files names what
ours fetches and the page with one chart does not. Linux only: it reads a process's clock.
"""

import argparse
import asyncio
import json
import shutil
import statistics
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, BrowserContext, sync_playwright
from server import EMPTY, ROOT, Server, cpu, resident, served

CHART = "import plotly.graph_objects as go\nst.plotly_chart(go.Figure(go.Bar(y=[1, 2, 3])))\n"
FIRST, DRAWING, PLOT = ".stSlider", ".drawing rect", ".stPlotlyChart .main-svg"
WITHIN = 60.0  # seconds in which a crowd arrives
# Milliseconds until the first frame in which something that one of the selectors names is there,
# as the page's own clock has it: to ask from outside takes longer while a script runs.
WATCH = """selectors => {
    const there = window.there = {};
    const inside = root => [root, ...[...root.querySelectorAll("*")]
        .flatMap(one => one.shadowRoot ? inside(one.shadowRoot) : [])];
    (function look() {
        for (const one of selectors) {
            if (!(one in there) && inside(document).some(root => root.querySelector(one))) {
                there[one] = performance.now();
            }
        }
        requestAnimationFrame(look);
    })();
}"""


class Visit(NamedTuple):
    """What one visit took."""

    asked: list[str]  # the path of each request
    megabytes: float  # on the wire
    seconds: dict[str, float]  # until what a selector names is there
    foreign: list[str]  # requests to anywhere else


def visit(context: BrowserContext, url: str, *selectors: str) -> Visit:
    """One visit, until a second after all that the selectors name is there."""
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.add_init_script(f"({WATCH})({json.dumps(selectors)})")
    page.goto(url)
    for selector in selectors:
        page.wait_for_selector(selector, timeout=60_000)
    page.wait_for_timeout(1000)
    seconds = {name: took / 1000 for name, took in page.evaluate("() => window.there").items()}
    page.close()
    ours = (url, "data:", "blob:", url.replace("http", "ws"))
    foreign = [one for one in asked if not one.startswith(ours)]
    paths = [one.removeprefix(url) for one in asked if one.startswith(url)]
    return Visit(paths, sum(sizes) / 1e6, seconds, foreign)


def compare(browser: Browser, servers: dict[str, Server], runs: int) -> dict[str, list[Visit]]:
    """The first visits of each page, in turns; of ours also the second."""
    awaited = {"empty": (FIRST,), "plain": (FIRST, PLOT), "ours": (DRAWING, PLOT)}
    visits: dict[str, list[Visit]] = {name: [] for name in (*awaited, "ours again")}
    for run in range(runs + 1):
        for name, selectors in awaited.items():
            size: Any = {"width": 1280, "height": 720}
            context = browser.new_context(locale="en-US", viewport=size)
            url = f"http://{servers[name].address}/"
            seen = {name: visit(context, url, *selectors)}
            if name == "ours":
                seen["ours again"] = visit(context, url, *selectors)
            context.close()
            if run:  # the first of each is not counted: the server has just started
                for key, one in seen.items():
                    visits[key].append(one)
    return visits


def median(visits: list[Visit], selector: str) -> float:
    """Seconds until this is there."""
    return statistics.median(one.seconds[selector] for one in visits)


def report(visits: dict[str, list[Visit]]) -> None:
    """A line for each page, and what ours is of the others'."""
    for name, seen in visits.items():
        files = statistics.median(len(one.asked) for one in seen)
        megabytes = statistics.median(one.megabytes for one in seen)
        times = ", ".join(f"{key} {median(seen, key):.2f} s" for key in seen[0].seconds)
        foreign = sorted({path for one in seen for path in one.foreign})
        print(f"{name:10s} {files:4.0f} requests, {megabytes:5.2f} MB, {times}, "
              f"elsewhere: {foreign or 'nothing'}")  # fmt: skip
    ours, empty, plain = (visits[name] for name in ("ours", "empty", "plain"))
    print(f"drawing {median(ours, DRAWING) / median(empty, FIRST):.2f} x the empty page's element")
    print(f"chart   {median(ours, PLOT) / median(plain, PLOT):.2f} x the plain page's chart")


async def crowd(server: Server, paths: list[str], people: int, *, plain: bool) -> None:
    """So many visitors who fetch these paths, six at a time each, and what they cost."""
    took, before = list[float](), cpu(server.process)
    encoding = "identity" if plain else "gzip, deflate, br, zstd"
    received = 0

    def fetch(path: str) -> int:
        url = f"http://{server.address}/{path}"
        request = urllib.request.Request(url, headers={"Accept-Encoding": encoding})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return len(answer.read())

    async def person(k: int) -> None:
        nonlocal received
        await asyncio.sleep(k * WITHIN / people)
        start, six = time.perf_counter(), asyncio.Semaphore(6)

        async def one(path: str) -> int:
            async with six:
                return await asyncio.to_thread(fetch, path)

        received += sum(await asyncio.gather(*map(one, paths)))
        took.append(time.perf_counter() - start)

    await asyncio.gather(*map(person, range(people)))
    spent = (cpu(server.process) - before) / people
    print(
        f"{people} first visits within a minute{', nothing compressed' if plain else ''}: "
        f"{received / people / 1e6:.2f} MB and {spent:.0f} ms of the server's CPU each, "
        f"median {statistics.median(took):.2f} s; it holds {resident(server.process):.0f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--crowd", type=int, default=0)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--files", action="store_true")
    options = parser.parse_args()
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder:
        blank, chart = Path(folder, "empty.py"), Path(folder, "chart.py")
        blank.write_text(EMPTY)
        chart.write_text(EMPTY + CHART)
        with (
            served(ROOT / "streamlit_app.py") as ours,
            served(blank) as empty,
            served(chart) as one,
        ):
            with sync_playwright() as playwright:
                arguments = ["--no-sandbox", "--disable-gpu"]
                browser = playwright.chromium.launch(executable_path=path, args=arguments)
                servers = {"empty": empty, "plain": one, "ours": ours}
                visits = compare(browser, servers, options.runs)
                browser.close()
            report(visits)
            if options.files:
                others = set(visits["plain"][0].asked)
                print("\n".join(sorted(set(visits["ours"][0].asked) - others)))
            if options.crowd:
                paths = [
                    one for one in visits["ours"][0].asked if one.startswith(("static", "_st"))
                ]
                whole = [one for one in paths if "stream" not in one and "host-config" not in one]
                asyncio.run(crowd(ours, whole, options.crowd, plain=options.plain))


if __name__ == "__main__":
    main()
