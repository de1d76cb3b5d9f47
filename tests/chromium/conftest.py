"""A running server and a real Chromium. Every test of this folder is marked `chromium`."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.chromium.driver import Open, follow, settle

CHROMIUM = next(
    (
        path
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (path := shutil.which(name))
    ),
    None,
)
LOCALE = "es-ES"
FLAGS = [
    "--js-flags=--no-turbofan",  # no page lives so long that compiling its scripts again pays
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    # Scripts are compiled once and kept with the profile, which fetching in the background forgoes;
    # of each list only the last is heard: what Playwright's own must say is said again.
    "--disable-features=BackgroundResourceFetch,HttpsUpgrades,OptimizationHints,PaintHolding",
    "--blink-settings=v8CacheOptions=3,primaryHoverType=2,availableHoverTypes=2,"
    "primaryPointerType=4,availablePointerTypes=4",
]  # fmt: skip

# The browser keeps whether a person has closed the sidebar: the next test is another person's.
FORGET = (
    "() => Object.keys(localStorage).filter((key) => key.startsWith('stSidebar'))"
    ".forEach((key) => localStorage.removeItem(key))"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.chromium)


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A person's browser, in Spanish, which keeps the page's files and its compiled scripts.

    Without a Chromium the test skips and says so, but in CI it fails.
    """
    if CHROMIUM is None:
        reason = "no Chromium is installed (apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)  # as long as all else may take on a busy machine
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"),
            executable_path=CHROMIUM,
            args=FLAGS,
            locale=LOCALE,
        )
        yield context
        context.close()


@pytest.fixture(scope="session")
def chromium(profile: Any) -> Any:
    """A real Chromium, for who needs a browser that nobody has used."""
    return profile.browser


@pytest.fixture(scope="session")
def idle() -> dict[str, list[Any]]:
    """Tabs that no test uses, by language."""
    return {}


def window(profile: Any) -> Any:
    """A new window: once resized, a tab behind another is drawn once a second at most."""
    first = profile.pages[0] if profile.pages else profile.new_page()
    with profile.expect_page() as opened:
        first.evaluate("() => { open('about:blank', '_blank', 'popup,noopener'); }")
    return opened.value


def speak(page: Any, locale: str) -> None:
    """Have a window ask for this language, in a browser that keeps the page's files for all."""
    spoken = {"userAgent": page.evaluate("() => navigator.userAgent"), "acceptLanguage": locale}
    page.context.new_cdp_session(page).send("Emulation.setUserAgentOverride", spoken)


@pytest.fixture
def visit(server: str, profile: Any, idle: dict[str, list[Any]]) -> Iterator[Open]:
    """Open the page: visit("?view=time", locale="en-US", width=390).

    A tab that another test has left follows the link as it follows Back, which takes a tenth of the
    time of a new one; a `fresh` tab is a new one that no other test gets. Nothing glides without
    `motion`: each frame of it is painted.
    """
    pages: list[tuple[str, Any]] = []
    left: list[tuple[str, Any]] = []

    def go(
        query: str = "",
        locale: str = LOCALE,
        width: int = 1280,
        height: int = 720,
        theme: str = "light",
        fresh: bool = False,
        motion: bool = False,
    ) -> Any:
        tabs = idle.setdefault(locale, [])
        page = tabs.pop() if tabs and not fresh else window(profile)
        (pages if fresh else left).append((locale, page))
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(
            color_scheme=theme, reduced_motion="no-preference" if motion else "reduce"
        )
        if page.url == "about:blank":
            if locale != LOCALE:
                speak(page, locale)
            page.on("pageerror", lambda error: page.errors.append(str(error)))
            page.goto(f"{server}/{query}")
        else:
            follow(page, query)
        page.errors = []
        settle(page)
        return page

    yield go
    for _, page in [*pages, *left]:
        if not page.is_closed():
            page.evaluate(FORGET)
    for _, page in pages:
        page.close()
    for locale, page in left:
        idle[locale].append(page)
