"""What a first visit downloads, and how long until the first picture.

    python tests/benchmarks/first.py [--url http://127.0.0.1:8500]

Opens the page in a Chromium that has nothing cached, three times. Prints files and bytes on the
wire, the milliseconds until the drawing and the chart are there, and every request that went
anywhere else.
"""

import argparse
import shutil
import time
from contextlib import nullcontext
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from server import ROOT, Server, served


def visit(browser: Browser, url: str) -> dict[str, Any]:
    """One visit of somebody who was never here."""
    context = browser.new_context(locale="en-US", viewport={"width": 1280, "height": 720})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    start = time.perf_counter()
    page.goto(url)
    page.wait_for_selector(".drawing rect", timeout=60_000)
    drawing = time.perf_counter() - start
    page.wait_for_selector(".stPlotlyChart .main-svg", timeout=60_000)
    chart = time.perf_counter() - start
    page.wait_for_timeout(1000)
    context.close()
    ours = (url, "data:", "blob:", url.replace("http", "ws"))
    foreign = [one for one in asked if not one.startswith(ours)]
    return {
        "files": len(sizes),
        "MB": sum(sizes) / 1e6,
        "drawing": drawing,
        "chart": chart,
        "foreign": foreign,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--url", default="")
    options = parser.parse_args()
    given = nullcontext(Server(options.url.removeprefix("http://"), 0))
    with (
        given if options.url else served(ROOT / "streamlit_app.py") as server,
        sync_playwright() as playwright,
    ):
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        for _ in range(3):
            first = visit(browser, f"http://{server.address}/")
            drawing, chart = 1000 * first["drawing"], 1000 * first["chart"]
            print(
                f"{first['files']} files, {first['MB']:.2f} MB, drawing after {drawing:.0f} ms,"
                f" chart after {chart:.0f} ms, elsewhere: {first['foreign'] or 'nothing'}"
            )
        browser.close()


if __name__ == "__main__":
    main()
