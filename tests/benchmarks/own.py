"""What a step costs with a cell of one's own of 128 units and 128 inputs, in every view.

    python tests/benchmarks/own.py [--runs 5]

Opens the cell's file in Chromium and presses the arrow that goes one step on. Prints medians: from
the key to the last change of the page, what of that its main thread computed, what the server did,
and how many elements the page has; beside the drawn cell of three units. Linux only: it reads
another process's CPU clock.
"""

import argparse
import shutil
import statistics
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from server import ROOT, Server, cpu, served

from lstm_core.exchange.writing import to_arrays, to_bytes
from lstm_core.model.initialisers import pytorch

VIEWS = {
    "cell": "view=cell",
    "step": "view=step",
    "time, bars": "view=time",
    "time, heatmaps": "view=time&chart=heatmap",
    "weights": "view=weights",
    "memory": "view=memory",
    "predict": "view=cell&hide=C",
    "what if": "view=step&variant=no_forget",
    "step, projector": "view=step&size=projector",
    "time, projector": "view=time&size=projector&chart=heatmap",
}

# Presses the arrow; resolves with the milliseconds to the last change before 0.6 s without one.
STEP = """() => new Promise(done => {
    const start = performance.now();
    let last = start;
    const watch = new MutationObserver(() => { last = performance.now(); });
    const changes = { subtree: true, childList: true, attributes: true, characterData: true };
    watch.observe(document, changes);
    for (const { shadowRoot } of document.querySelectorAll("*"))
        if (shadowRoot) watch.observe(shadowRoot, changes);
    const right = { key: "ArrowRight", bubbles: true, composed: true };
    document.activeElement?.blur();
    document.body.dispatchEvent(new KeyboardEvent("keydown", right));
    const idle = ".stApp[data-test-script-state=notRunning]";
    const look = setInterval(() => {
        const now = performance.now();
        if (!document.querySelector(idle)) last = now;
        if (now - last < 600 || now - start < 900) return;
        clearInterval(look);
        watch.disconnect();
        done(last - start);
    }, 20);
})"""


def opened(page: Any, address: str, folder: Path) -> str:
    """The link's part that names the cell, once the page has opened its file."""
    drawn = to_arrays(pytorch(np.random.default_rng(0), 128, 128), "pytorch")
    file = folder / "cell.npz"
    file.write_bytes(to_bytes({k: a.astype(np.float32) for k, a in drawn.items()}, ".npz"))
    page.goto(f"http://{address}/?lang=en&view=cell&scenario=own")
    page.locator(".st-key-own_file input[type=file]").set_input_files(file)
    page.locator(".stSidebar", has_text="Made by PyTorch").wait_for()
    page.wait_for_function("() => sessionStorage.getItem('lstm.own.cell')")
    weights = page.evaluate("() => new URLSearchParams(location.search).get('weights')")
    return f"scenario=own&weights={weights}"


def measure(page: Any, thread: Any, app: Server, query: str, runs: int) -> str:
    """A line of medians for one view."""
    page.goto(f"http://{app.address}/?lang=en&steps=12&{query}")
    page.locator(".stPlotlyChart .main-svg").first.wait_for(timeout=60_000)
    page.wait_for_timeout(2000)
    took = []
    for _ in range(runs):
        before = computed(thread), cpu(app.process)
        painted = page.evaluate(STEP)
        took.append((painted, computed(thread) - before[0], cpu(app.process) - before[1]))
    painted, own, server = (statistics.median(values) for values in zip(*took, strict=True))
    elements = page.evaluate("() => document.querySelectorAll('*').length")
    return f"{painted:8.0f} ms {own:8.0f} ms {server:8.0f} ms {elements:8d}"


def computed(thread: Any) -> float:
    """Milliseconds that the page's main thread has computed."""
    metrics = {
        one["name"]: one["value"] for one in thread.send("Performance.getMetrics")["metrics"]
    }
    return 1000 * float(metrics["TaskDuration"])


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with (
        tempfile.TemporaryDirectory() as folder,
        served(ROOT / "streamlit_app.py") as app,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(viewport={"width": 1280, "height": 720})
        page = context.new_page()
        thread = context.new_cdp_session(page)
        thread.send("Performance.enable", {"timeDomain": "threadTicks"})
        cell = opened(page, app.address, Path(folder))
        print(f"{'a step':16s} {'painted':>11s} {'page':>11s} {'server':>11s} {'elements':>8s}")
        for name, query in VIEWS.items():
            for whose, weights in (("drawn", "seed=42"), ("own", cell)):
                line = measure(page, thread, app, f"{query}&{weights}", runs)
                print(f"{name:16s} {whose:5s} {line}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
