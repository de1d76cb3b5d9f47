"""What one does with the page in Chromium, and what one waits for."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlparse

from lstm_core.browser.header import CHOSEN

Open = Callable[..., Any]


def settle(page: Any) -> None:
    """Wait until the page has run and drawn."""
    page.wait_for_selector(".stPlotlyChart .main-svg", timeout=30_000)
    page.wait_for_selector('[data-testid="stStatusWidget"]', state="detached")
    page.wait_for_timeout(250)


def sentence(page: Any) -> str:
    return str(page.locator("h2").first.inner_text())


def wait_for_sentence(page: Any, part: str) -> None:
    page.wait_for_function(
        "part => document.querySelector('h2').innerText.includes(part)", arg=part, timeout=10_000
    )


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
