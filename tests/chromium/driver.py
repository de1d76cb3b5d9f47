"""What one does with the page in Chromium, and what one waits for."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlparse

from playwright.sync_api import TimeoutError

from lstm_core.browser.header import CHOSEN

Open = Callable[..., Any]


# Resolves when the script does not run, the player is there with no move unanswered, and for six
# frames nothing of the page has changed and no transition has gone on.
CALM = """() => new Promise((done, fail) => {
    let calm = 0;
    setTimeout(() => fail(new Error("the page does not come to rest")), 30_000);
    const watch = new MutationObserver(() => { calm = 0; });
    const changes = { subtree: true, childList: true, attributes: true, characterData: true };
    watch.observe(document, changes);
    const busy = () => document.querySelector(
        ".stApp:not([data-test-script-state=notRunning]), [data-testid=stStatusWidget]",
    );
    const player = () => document.querySelector(".st-key-place [data-testid$=Isolated]");
    const ready = ".moves:not([aria-busy=true])";
    const moves = () => player() && !player().shadowRoot?.querySelector(ready);
    const moving = () => document.getAnimations().some(({ playState, effect }) =>
        playState === "running" && effect.getComputedTiming().endTime < 1000);
    const frame = () => {
        calm = busy() || moves() || moving() ? 0 : calm + 1;
        if (calm < 6) return requestAnimationFrame(frame);
        watch.disconnect();
        done();
    };
    requestAnimationFrame(frame);
})"""

# The sizes of all that is set in formulas, in pixels.
FORMULAS = """() => [...document.querySelectorAll('.katex-html *')]
    .map((e) => parseFloat(getComputedStyle(e).fontSize))"""


def calm(page: Any) -> None:
    """Wait until nothing of the page goes on or changes."""
    page.evaluate(CALM)


def settle(page: Any) -> None:
    """Wait until the page has run and drawn a chart, and is calm."""
    page.wait_for_selector(".stPlotlyChart .main-svg")
    calm(page)


def follow(page: Any, query: str) -> None:
    """Go to this link as the page goes Back, which takes a tenth of the time of a new tab."""
    calm(page)  # what was done before has been sent, and answered
    page.evaluate(
        """query => {
            document.activeElement.blur();
            history.pushState({}, '', '/?' + query.slice(1) + '&until=read');
            dispatchEvent(new PopStateEvent('popstate'));
        }""",
        query,
    )
    page.wait_for_function("() => !location.search.includes('until=read')")
    settle(page)


def sentence(page: Any) -> str:
    """The heading; what holds a line together in it is read as a space."""
    return str(page.locator("h2").first.inner_text()).replace("\u00a0", " ")


def wait_for_sentence(page: Any, part: str) -> None:
    page.wait_for_function(
        "part => document.querySelector('h2')?.innerText.replaceAll('\u00a0', ' ').includes(part)",
        arg=part,
    )


def read_out(page: Any, name: str) -> str:
    """What a screen reader says of a value of the drawing."""
    return str(page.locator(f'.drawing [data-name="{name}"]').get_attribute("aria-label"))


def link(page: Any) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlparse(page.url).query).items()}


def wait_for_link(page: Any, **expected: Any) -> None:
    for key, value in expected.items():
        page.wait_for_function(
            "([key, value]) => new URLSearchParams(location.search).get(key) === value",
            arg=[key, value],
        )


def expect_link(page: Any, expected: dict[str, str]) -> None:
    """The link comes last in a run: it gets its time to be exactly this."""
    with suppress(TimeoutError):  # the assertion says what it is instead
        page.wait_for_function(
            """(expected) => {
                const link = Object.fromEntries(new URLSearchParams(location.search));
                const names = new Set([...Object.keys(link), ...Object.keys(expected)]);
                return [...names].every((name) => link[name] === expected[name]);
            }""",
            arg=expected,
        )
    assert link(page) == expected


def choose(page: Any, row: str, label: str) -> None:
    """Click this word in the header, or in a row of the page."""
    if row in CHOSEN:
        page.locator(".st-key-header").get_by_text(label, exact=True).click()
    elif row == "input_source":
        page.locator(".st-key-fields .radios").get_by_text(label, exact=True).click()
    else:
        page.locator(f".st-key-{row}").get_by_role("radio", name=label, exact=True).click()


def at(page: Any, k: int, beat: int) -> None:
    """Wait until the page is there."""
    wait_for_link(page, view="lecture", scene=str(k))
    page.wait_for_function(
        "beat => (new URLSearchParams(location.search).get('beat') ?? '0') === beat", arg=str(beat)
    )


def wake(page: Any) -> None:
    """Move the mouse, which brings all controls of a lecture."""
    page.locator(".st-key-walk .stage").wait_for(state="attached")
    page.mouse.move(400, 300)
    page.mouse.move(420, 320)
