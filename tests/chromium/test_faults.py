"""The server is killed, a connection drops, a phone sleeps: the page comes back as it was."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from server import healthy
from streamlit.testing.v1 import AppTest

from lstm_core.words.language import say
from tests.chromium.driver import Open, calm, choose, link, sentence, settle, wait_for_link
from tests.support import ROOT, query

LESSON = "lang=en&view=cell&scenario=wide&seed=7&t=3&unit=2"


@contextmanager
def started(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The real app on this port."""
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "streamlit_app.py",
        "--server.headless",
        "true",
    ]
    command += [
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
        "--server.fileWatcherType",
        "none",
    ]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while not healthy(f"127.0.0.1:{port}"):
        assert process.poll() is None, "the server stopped"
        time.sleep(0.05)
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


def test_moves_that_a_new_server_hears_again_are_in_the_link_already() -> None:
    place = {"moves": [[7, {"t": 2}], [8, {"beat": 1}]]}
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=20)
    page.query_params.update(
        {"lang": "en", "view": "time", "scenario": "latch", "t": "6", "hide": "f"}
    )
    page.session_state["place"] = place
    page.run()
    assert query(page) == {"lang": "en", "view": "time", "scenario": "latch", "t": "6", "hide": "f"}
    page.session_state["place"] = {"moves": [*place["moves"], [9, {"t": 5}]]}
    page.run()
    assert query(page)["t"] == "5"


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A tab of its own, which may be cut off from the network."""
    context = chromium.new_context(locale="en-US", viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    yield page
    context.close()


def test_a_server_that_is_killed_and_started_again_shows_the_same(page: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with started(port) as process:
        page.goto(f"http://127.0.0.1:{port}/?{LESSON}")
        settle(page)
        page.get_by_role("button", name="Next step").click()
        wait_for_link(page, t="4")
        before = link(page), sentence(page)
        idle = page.context.new_page()  # nobody touches it before the server is another one
        idle.goto(f"http://localhost:{port}/?{LESSON}")  # there Streamlit adds a command
        settle(idle)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(10)
        page.wait_for_selector('[data-testid="stConnectionStatus"]')
        page.keyboard.press("ArrowRight")  # while nobody listens
        idle.get_by_label(say("streamlit_lost_why", "en")).wait_for()
        command = idle.locator(".stErrorCodeBlock")
        assert command.count() == 1 and not command.is_visible(), "it is another page's"
    with started(port):
        page.wait_for_selector('[data-testid="stConnectionStatus"]', state="detached")
        wait_for_link(page, t="5")
        assert link(page) == before[0] | {"t": "5"}
        calm(page)  # its parts are there anew
        page.get_by_role("button", name="Previous step").click()
        wait_for_link(page, t="4")
        page.wait_for_function(
            "before => document.querySelector('h2').innerText === before", arg=before[1]
        )
        choose(page, "view", "Time")
        wait_for_link(page, view="time")
        idle.bring_to_front()
        settle(idle)
        idle.keyboard.press("ArrowRight")
        wait_for_link(idle, t="4")
    assert not page.errors


def test_a_dropped_connection_comes_back_as_it_was(page: Any, server: str) -> None:
    page.goto(f"{server}/?{LESSON}")
    settle(page)
    before = link(page), sentence(page)
    page.context.set_offline(True)
    page.evaluate("dispatchEvent(new Event('offline'))")
    page.wait_for_timeout(700)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.context.set_offline(False)
    wait_for_link(page, t="5")
    assert link(page) == before[0] | {"t": "5"}
    assert page.locator(".where").inner_text() == "t = 5 of 6"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    wait_for_link(page, t="3")
    page.wait_for_function(
        "before => document.querySelector('h2').innerText === before", arg=before[1]
    )
    assert not page.errors


def test_two_tabs_do_not_disturb_each_other(visit: Open) -> None:
    one, other = visit(f"?{LESSON}"), visit("?lang=es&view=time&scenario=counter", locale="en-US")
    before = link(other), sentence(other)
    one.get_by_role("button", name="Next step").click()
    wait_for_link(one, t="4")
    choose(one, "view", "Weights")
    wait_for_link(one, view="weights")
    assert (link(other), sentence(other)) == before
    choose(other, "view", "Celda")
    wait_for_link(other, view="cell")
    assert link(one)["view"] == "weights" and link(one)["t"] == "4" and link(one)["lang"] == "en"


def test_a_phone_that_was_locked_shows_the_same_and_goes_on(page: Any, server: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server}/?{LESSON}")
    settle(page)
    before = link(page), sentence(page)
    session = page.context.new_cdp_session(page)
    page.context.set_offline(True)
    session.send("Page.setWebLifecycleState", {"state": "frozen"})
    time.sleep(0.7)
    page.context.set_offline(False)
    session.send("Page.setWebLifecycleState", {"state": "active"})
    page.get_by_role("button", name="Next step").click()
    wait_for_link(page, t="4")
    page.get_by_role("button", name="Previous step").click()
    wait_for_link(page, t="3")
    page.wait_for_function(
        "before => document.querySelector('h2').innerText === before", arg=before[1]
    )
    assert link(page) == before[0]
    assert not page.errors


def test_a_training_goes_on_after_the_server_was_started_again(page: Any) -> None:
    updates = "+document.querySelector('h2').innerText.match(/\\d+/)[0]"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with started(port) as process:
        page.goto(f"http://127.0.0.1:{port}/?lang=en&view=train&task=adding&seed=12")
        settle(page)
        page.get_by_role("button", name="Train", exact=True).click()
        page.wait_for_function(f"() => {updates} > 100")
        os.kill(process.pid, signal.SIGKILL)
        process.wait(10)
        before = page.evaluate(updates)
        page.wait_for_selector('[data-testid="stConnectionStatus"]')
    with started(port):
        page.wait_for_selector('[data-testid="stConnectionStatus"]', state="detached")
        page.wait_for_function(f"() => {updates} > {before}")
        page.get_by_role("button", name="Pause", exact=True).click()
        page.wait_for_function("() => new URLSearchParams(location.search).get('updates') > 100")
        assert int(link(page)["updates"]) > before
    assert not page.errors
