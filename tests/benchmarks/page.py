"""What a rerun costs the server, and how long a click takes to be painted.

    python tests/benchmarks/page.py [--runs 20] [--no-browser]

Starts the real app and an empty Streamlit app, both with this project's configuration, and speaks their own
websocket protocol. In turns, one rerun each: a step in t, another seed. Prints medians of the server's CPU time per
rerun and its multiple of the empty app's in the same run; then, in Chromium, the time from a key to the first frame
that shows its step in the drawing, in the charts, and in the formulas or the link. Linux only: it reads another
process's CPU clock.
"""

import argparse
import asyncio
import json
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

ROOT = Path(__file__).parent.parent.parent
EMPTY = "import streamlit as st\nst.slider('t', 1, 12, key='t')\n"


@contextmanager
def served(app: Path) -> Iterator[tuple[str, int]]:
    """The address and process id of a running app, with this project's configuration."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(app),
        "--server.headless",
        "true",
        "--server.port",
        str(port),
    ]
    command += ["--server.address", "127.0.0.1", "--server.fileWatcherType", "none"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
            break
        except OSError:
            time.sleep(0.1)
    try:
        yield f"127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(10)


def cpu(process: int) -> float:
    """Milliseconds of CPU that a process has used, in nanosecond steps (see clock_getcpuclockid(3))."""
    return 1000 * time.clock_gettime(~process << 3 | 2)


class Visitor:
    """One open page: it sends the values of its widgets and waits until the run is over."""

    def __init__(self, socket: ClientConnection, process: int, query: str) -> None:
        self.socket, self.process, self.query = socket, process, query
        self.player = ""
        self.moves = 0
        self.seed = ""
        self.fragment = ""  # the part of the page that the player reruns

    async def rerun(self, t: int | None = None, seed: int | None = None) -> float:
        """Milliseconds of the server's CPU for one run, after the value of t or the seed was changed."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.fragment_id = self.fragment if seed is None and t is not None else ""
        if self.player and t is not None:
            self.moves += 1
            move = message.rerun_script.widget_states.widgets.add(id=self.player)
            move.json_value = json.dumps({"at": [[self.moves, {"t": t}]]})
        if self.seed and seed is not None:
            message.rerun_script.widget_states.widgets.add(id=self.seed).double_value = seed
        before = cpu(self.process)
        await self.socket.send(message.SerializeToString())
        while True:
            found = ForwardMsg.FromString(await asyncio.wait_for(self.socket.recv(), 60))
            element = found.delta.new_element
            if element.bidi_component.component_name == "player":
                self.player, self.fragment = element.bidi_component.id, found.delta.fragment_id
            if element.number_input.id.endswith("-seed"):
                self.seed = element.number_input.id
            if found.WhichOneof("type") == "page_info_changed":
                self.query = found.page_info_changed.query_string
            if found.WhichOneof("type") == "script_finished":
                await asyncio.sleep(0.02)  # what the server still does after its last message belongs to the run
                return cpu(self.process) - before


async def costs(runs: int) -> None:
    """Print what a rerun costs, in both sizes."""
    with tempfile.TemporaryDirectory() as folder, served(ROOT / "streamlit_app.py") as page:
        blank = Path(folder) / "empty.py"
        blank.write_text(EMPTY)
        with served(blank) as empty:
            for size in ("normal", "projector"):
                print(f"\nserver CPU per rerun, {size} size, D = 4, H = 3, T = 12, medians of {runs}")
                await compare(page, empty, f"&lang=en&steps=12&size={size}", runs)


async def compare(page: tuple[str, int], empty: tuple[str, int], query: str, runs: int) -> None:
    """Print each view's median and its multiple of the empty app's; the apps take turns."""
    visitors = {"empty app": await visitor(*empty, "")}
    for view in ("cell", "step", "time", "weights"):
        visitors[view] = await visitor(*page, f"view={view}{query}")
    took: dict[tuple[str, str], list[float]] = {}
    for run in range(runs):
        for name, ours in visitors.items():
            took.setdefault((name, "next step"), []).append(await ours.rerun(t=1 + run % 12))
            if ours.seed:
                took.setdefault((name, "new seed"), []).append(await ours.rerun(t=1 + run % 12, seed=1000 + run))
    base = statistics.median(took["empty app", "next step"])
    for (name, what), values in took.items():
        median = statistics.median(values)
        print(f"  {name:10s} {what:10s} {median:6.2f} ms = {median / base:4.2f} x the empty app")
    for ours in visitors.values():
        await ours.socket.close()


async def visitor(address: str, process: int, query: str) -> Visitor:
    """A page that has run, and whose widgets are known."""
    socket = await connect(f"ws://{address}/_stcore/stream", subprotocols=["streamlit"], max_size=None)
    ours = Visitor(socket, process, query)
    await ours.rerun()
    await ours.rerun(t=2)
    return ours


# The time from a key to the first frame in which an element of the page has changed.
WATCH = """() => new Promise(done => {
    const looks = {
        place: () => deep('.where').textContent + deep('.slide').value,
        chart: () => document.querySelector('.shapelayer path')?.getAttribute('d'),
        formula: () => document.querySelector('.katex-html')?.textContent + location.search,
    };
    const deep = name => [...document.querySelectorAll('*')].map(e => e.shadowRoot?.querySelector(name)).find(Boolean);
    const before = Object.fromEntries(Object.entries(looks).map(([name, look]) => [name, look()]));
    const took = {}, start = performance.now();
    document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true, composed: true}));
    (function look() {
        for (const name in looks) if (!(name in took) && looks[name]() !== before[name]) took[name] = null;
        requestAnimationFrame(() => {
            for (const name in took) took[name] ??= performance.now() - start;
            Object.keys(took).length === 3 || performance.now() - start > 5000 ? done(took) : look();
        });
    })();
})"""


def painted(runs: int) -> None:
    """Print the time from a key to the frame that shows its step: in the drawing, in the charts, in the link."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("\nno Chromium: key-to-painted was not measured")
        return
    with served(ROOT / "streamlit_app.py") as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
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
                print(f"  {view:5s} {name:8s} {statistics.median(values):5.0f} ms (worst {max(values):.0f})")
            page.close()
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--no-browser", action="store_true")
    options = parser.parse_args()
    asyncio.run(costs(options.runs))
    if not options.no_browser:
        painted(options.runs)


if __name__ == "__main__":
    main()
