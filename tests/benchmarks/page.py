"""What a rerun costs the server, and how long a click takes to be painted.

    python tests/benchmarks/page.py [--runs 20] [--no-browser]

Starts the real app and an empty Streamlit app, both with this project's configuration, and speaks
their own websocket protocol. In turns, one rerun each: a step in t, another seed. Prints medians of
the server's CPU time per rerun and its multiple of the empty app's in the same run; then, in
Chromium, the time from a key to the first frame that shows its step in the drawing, in the charts,
and in the formulas or the link. Linux only: it reads another process's CPU clock.
"""

import argparse
import asyncio
import shutil
import statistics
import tempfile
from pathlib import Path

from client import Page, Ratio, cost
from server import EMPTY, ROOT, Server, served


async def costs(runs: int) -> None:
    """Print what a rerun costs, in both sizes."""
    with tempfile.TemporaryDirectory() as folder, served(ROOT / "streamlit_app.py") as page:
        blank = Path(folder) / "empty.py"
        blank.write_text(EMPTY)
        with served(blank) as empty:
            for size in ("normal", "projector"):
                print(
                    f"\nserver CPU per rerun, {size} size, D = 4, H = 3, T = 12, medians of {runs}"
                )
                await compare(page, empty, f"&lang=en&steps=12&size={size}", runs)


async def compare(page: Server, empty: Server, query: str, runs: int) -> None:
    """Print each view's median and its multiple of the empty app's; the apps take turns."""
    blank = Page(empty.address)
    views = {
        view: Page(page.address, f"view={view}{query}")
        for view in ("cell", "step", "time", "weights", "memory")
    }
    for one in (blank, *views.values()):
        await one.open()
    took = Ratio()
    for run in range(runs + 1):
        for name, one in views.items():
            costs = {
                "empty app": await cost(blank, empty.process),
                f"{name:10s} next step": await cost(one, page.process, t=2 + run % 11),
                f"{name:10s} new seed": await cost(one, page.process, seed=1000 + run),
            }
            if run:  # the first of each is not counted
                for what, milliseconds in costs.items():
                    took.add(what, milliseconds)
    print("\n".join(f"  {line}" for line in took.lines("empty app")))
    for one in (blank, *views.values()):
        await one.close()


# The time from a key to the first frame in which an element of the page has changed.
WATCH = """() => new Promise(done => {
    const looks = {
        place: () => deep('.where').textContent + deep('.slide').value,
        chart: () => document.querySelector('.shapelayer path')?.getAttribute('d'),
        formula: () => document.querySelector('.katex-html')?.textContent + location.search,
    };
    const roots = () => [...document.querySelectorAll('*')].map(e => e.shadowRoot).filter(Boolean);
    const deep = name => roots().map(root => root.querySelector(name)).find(Boolean);
    const before = Object.fromEntries(Object.entries(looks).map(([name, look]) => [name, look()]));
    const took = {}, start = performance.now();
    const right = {key: 'ArrowRight', bubbles: true, composed: true};
    document.body.dispatchEvent(new KeyboardEvent('keydown', right));
    (function look() {
        for (const name in looks)
            if (!(name in took) && looks[name]() !== before[name]) took[name] = null;
        requestAnimationFrame(() => {
            for (const name in took) took[name] ??= performance.now() - start;
            const over = Object.keys(took).length === 3 || performance.now() - start > 5000;
            over ? done(took) : look();
        });
    })();
})"""


def painted(runs: int) -> None:
    """Print the time from a key to the frame that shows its step: drawing, charts, link."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("\nno Chromium: key-to-painted was not measured")
        return
    with served(ROOT / "streamlit_app.py") as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        print(f"\nkey to painted in Chromium, median and worst of {runs}")
        for view in ("cell", "time"):
            page = browser.new_page(viewport={"width": 1280, "height": 720})
            page.goto(f"http://{address}/?view={view}&steps=60&scenario=wide")
            page.wait_for_selector(".stPlotlyChart .main-svg", timeout=60_000)
            page.wait_for_timeout(1500)
            took: dict[str, list[float]] = {}
            for _ in range(runs):
                for name, value in page.evaluate(WATCH).items():
                    took.setdefault(name, []).append(value)
                page.wait_for_timeout(800)
            for name, values in took.items():
                median, worst = statistics.median(values), max(values)
                print(f"  {view:5s} {name:8s} {median:5.0f} ms (worst {worst:.0f})")
            page.close()
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--no-browser", action="store_true")
    options = parser.parse_args()
    asyncio.run(costs(options.runs))
    if not options.no_browser:
        painted(options.runs)


if __name__ == "__main__":
    main()
