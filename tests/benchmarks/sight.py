"""What an eye would find wrong with the page, over views, sizes, screens, themes and languages.

    python tests/benchmarks/sight.py [--cases 60] [--view step] [--cell peers] [--list]

Opens the cases of tests/chromium/sight_cases.py in Chromium, all 2600 (most of an hour) or as many
as cover the most pairs, and prints how many faults each kind has: texts that meet or stand on a
line, that are cut or under the player, too small or too pale; with --list also each of them.
"""

import argparse
import shutil
import sys
from collections import Counter
from itertools import groupby
from typing import Any

from playwright.sync_api import sync_playwright
from server import ROOT, served

sys.path.insert(0, str(ROOT))

from tests.chromium.conftest import FLAGS
from tests.chromium.driver import calm
from tests.chromium.sight import Fault, faults
from tests.chromium.sight_cases import Case, every_case, sample


def look(page: Any, address: str, cases: list[Case]) -> dict[Case, list[Fault]]:
    """The faults of each case; one visit for all screens and themes of a link."""
    found = {}
    for query, same in groupby(sorted(cases), key=lambda case: case.query):
        page.goto(f"{address}/{query}")
        page.wait_for_selector("h2", timeout=60_000)
        page.wait_for_timeout(500)
        for case in same:
            width, height = case.screen
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=case.theme)
            calm(page)
            page.wait_for_timeout(150)
            found[case] = faults(page, large=case.large)
    return found


def report(found: dict[Case, list[Fault]], *, every: bool) -> None:
    """Print the faults by kind, and where they are."""
    kinds = Counter(fault.kind for wrong in found.values() for fault in wrong)
    places = Counter(
        (case.view, case.cell, fault.kind) for case, wrong in found.items() for fault in wrong
    )
    if every:
        for case, wrong in found.items():
            for fault in wrong:
                print(*case, *fault, sep=" | ")
    print(f"\n{len(found)} pages, {sum(1 for wrong in found.values() if wrong)} with a fault")
    print(f"{kinds.total()} faults: {dict(kinds.most_common())}")
    for place, count in places.most_common(25):
        print(f"{count:5} {' | '.join(place)}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=0)
    parser.add_argument("--view", default="")
    parser.add_argument("--cell", default="")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    cases = sample(options.cases) if options.cases else every_case()
    chosen = [
        case
        for case in cases
        if options.view in ("", case.view) and options.cell in ("", case.cell)
    ]
    with served(ROOT / "streamlit_app.py") as server, sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        with playwright.chromium.launch(executable_path=path, args=FLAGS) as browser:
            page = browser.new_page(reduced_motion="reduce")
            page.set_default_timeout(60_000)
            report(look(page, f"http://{server.address}", chosen), every=options.list)


if __name__ == "__main__":
    main()
