"""What several test files need: the page as AppTest sees it, a running server, a real Chromium."""

import asyncio
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlparse

import pytest
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest

from lstm_core.browser import CHOSEN

Result = TypeVar("Result")
ROOT = Path(__file__).parent.parent
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@cache
def compiled(path: str) -> Any:
    """The page's code, compiled once for all tests and not by each anew: that is most of what a fresh page costs."""
    return compile_page(ScriptCache(), path)


compile_page = ScriptCache.get_bytecode
ScriptCache.get_bytecode = lambda cache, path: compiled(path)  # type: ignore[method-assign]


def away(work: Coroutine[Any, Any, Result]) -> Result:
    """What a coroutine comes to, in a thread of its own: the browser of other tests has an event loop in this one."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()


def app(locale: str = "es-ES", **query: Any) -> AppTest:
    """The page after its first run, opened by a link with this query."""
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=20)
    page.context = {"locale": locale}
    for key, value in query.items():
        page.query_params[key] = str(value)
    return page.run()


def components(page: AppTest) -> dict[str, dict[str, Any]]:
    """What the page's components and parts in the browser are given, by name."""
    whole = {part.proto.component_name: json.loads(part.proto.bytes) for part in page.get("bidi_component")}
    for part in page.get("html"):
        whole |= placed(part.proto.body)
    return whole


def placed(html: str) -> dict[str, dict[str, Any]]:
    """The part of the page whose place this is, and what it is given."""
    place = re.fullmatch("<div data-part='(.*?)' data-given='(.*?)'></div>", html)
    return {place[1]: json.loads(unescape(place[2]))} if place else {}


def told(page: AppTest) -> list[str]:
    """A view's sentence, and the captions: what to watch first."""
    html = "".join(part.proto.body for part in page.get("html") if part.proto.body.startswith("<h2>"))
    said = [re.sub("<.*?>", "", part) for part in re.findall("<(?:h2|p)>(.*?)</(?:h2|p)>", html)]
    heads = [header.value for header in page.header]
    return [*heads, *map(unescape, said), *(caption.value for caption in page.caption)]


def move(page: AppTest, beats: int = 0, **place: Any) -> None:
    """What the player in the browser sends after a move."""
    player = components(page)["player"]
    sent = [place] + [{"beat": 1 if beats > 0 else -1}] * abs(beats)
    page.session_state["place"] = {"at": [[player["seen"] + n, move] for n, move in enumerate(sent, 1)]}
    page.run()


def query(page: AppTest) -> dict[str, str]:
    return {key: value[0] if isinstance(value, list) else value for key, value in page.query_params.items()}


def healthy(url: str) -> bool:
    try:
        return bool(urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).status == 200)
    except OSError:
        return False


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the real app, started as the README says."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.fileWatcherType", "none"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while not healthy(url) and time.monotonic() < deadline:
        assert process.poll() is None, "the server stopped"
        time.sleep(0.1)
    yield url
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A real Chromium; without one the test skips and says so, but in CI it fails."""
    if CHROMIUM is None:
        reason = "no Chromium is installed (apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


Open = Callable[..., Any]


@pytest.fixture(scope="session")
def profiles() -> dict[str, Any]:
    """Browser profiles by language."""
    return {}


@pytest.fixture(scope="session")
def idle() -> dict[str, list[Any]]:
    """Tabs that no test uses, by language."""
    return {}


@pytest.fixture
def visit(server: str, chromium: Any, profiles: dict[str, Any], idle: dict[str, list[Any]]) -> Iterator[Open]:
    """Open the page: visit("?view=time", locale="en-US", width=390).

    A tab that another test has left follows the link as it follows Back, which takes a tenth of the time of a new
    one; a `fresh` tab is a new one that no other test gets.
    """
    pages, left = [], []

    def go(
        query: str = "",
        locale: str = "es-ES",
        width: int = 1280,
        height: int = 720,
        theme: str = "light",
        fresh: bool = False,
    ) -> Any:
        if locale not in profiles:  # a profile keeps the page's files, so that only its first visit is slow
            profiles[locale] = chromium.new_context(locale=locale, accept_downloads=True)
        tabs = idle.setdefault(locale, [])
        page = tabs.pop() if tabs and not fresh else profiles[locale].new_page()
        (pages if fresh else left).append((locale, page))
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=theme)
        if page.url == "about:blank":
            page.set_default_timeout(10_000)
            page.on("pageerror", lambda error: page.errors.append(str(error)))
            page.goto(f"{server}/{query}")
        else:
            page.wait_for_timeout(150)  # what the last test did has been sent, and answered
            page.wait_for_function("!window.lstmPlayer?.events.length")
            page.evaluate(
                """query => {
                    document.activeElement.blur();
                    history.pushState({}, '', '/?' + query.slice(1) + '&until=read');
                    dispatchEvent(new PopStateEvent('popstate'));
                }""",
                query,
            )
            page.wait_for_function("!location.search.includes('until=read')")
        page.errors = []
        settle(page)
        return page

    yield go
    for _, page in pages:
        page.close()
    for locale, page in left:
        idle[locale].append(page)


def settle(page: Any) -> None:
    """Wait until the page has run and drawn."""
    page.wait_for_selector(".stPlotlyChart .main-svg", timeout=30_000)
    page.wait_for_selector('[data-testid="stStatusWidget"]', state="detached")
    page.wait_for_timeout(250)


def sentence(page: Any) -> str:
    return str(page.locator("h2").first.inner_text())


def wait_for_sentence(page: Any, part: str) -> None:
    page.wait_for_function("part => document.querySelector('h2').innerText.includes(part)", arg=part, timeout=10_000)


def link(page: Any) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlparse(page.url).query).items()}


def wait_for_link(page: Any, **expected: Any) -> None:
    for key, value in expected.items():
        page.wait_for_function(
            "([key, value]) => new URLSearchParams(location.search).get(key) === value",
            arg=[key, value],
            timeout=10_000,
        )


def expect_link(page: Any, expected: dict[str, str]) -> None:
    """The link comes last in a run: it gets ten seconds to be exactly this."""
    for _ in range(100):
        if link(page) == expected:
            break
        page.wait_for_timeout(100)
    assert link(page) == expected


def choose(page: Any, row: str, label: str) -> None:
    """Click this word in the header, or in a row of the page."""
    if row in CHOSEN:
        page.locator(".st-key-header").get_by_text(label, exact=True).click()
    else:
        page.locator(f".st-key-{row}").get_by_role("radio", name=label, exact=True).click()
