"""A class that answers: a lecturer's page and three phones, in a real Chromium."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.chromium.driver import calm, wait_for_link

PHONE = {"width": 390, "height": 844}
LOOKS = (("es-ES", "light"), ("en-US", "dark"), ("es-ES", "dark"))


@pytest.fixture
def phones(chromium: Any) -> Iterator[list[Any]]:
    """Three phones, each with a browser of its own."""
    contexts = [
        chromium.new_context(locale=locale, color_scheme=theme, viewport=PHONE, bypass_csp=True)
        for locale, theme in LOOKS
    ]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.set_default_timeout(10_000)
    yield pages
    for context in contexts:
        context.close()


@pytest.fixture
def lecturer(chromium: Any) -> Iterator[Any]:
    """The page that is projected."""
    context = chromium.new_context(locale="en-US", bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def accessible(page: Any) -> None:
    found = Axe().run(page).response["violations"]
    assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def vote(phone: Any, option: str) -> None:
    phone.locator(".options button", has=phone.get_by_text(option, exact=True)).click()
    said = {"es": "Respuesta recibida", "en": "Your answer is in"}
    sentence = said[phone.evaluate("document.documentElement.lang")]
    phone.get_by_text(sentence).wait_for()


def counted(page: Any, text: str) -> None:
    """Wait until the projector says so."""
    page.locator(".st-key-room .counts").get_by_text(text, exact=True).wait_for(timeout=5_000)


def down(page: Any) -> None:
    page.keyboard.press("PageDown")
    calm(page)


def test_a_class_votes_discusses_votes_again_and_sees_the_answer(
    lecturer: Any, phones: list[Any], server: str
) -> None:
    page, errors = lecturer, []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{server}/?view=lecture&scene=4&lang=en")
    page.locator(".st-key-options").wait_for(timeout=30_000)
    calm(page)
    page.locator(".st-key-header #room").click()
    code = page.locator(".st-key-room strong").first.inner_text()
    wait_for_link(page, room=code)
    for phone in phones:
        phone.goto(f"{server}/join/{code.lower()}")
    counted(page, "In the room 3")
    assert "C̃" in phones[0].locator("h1").inner_text()

    down(page)
    for phone, option in zip(phones, "ABC", strict=True):
        vote(phone, option)
    for phone in phones[:2]:
        accessible(phone)
    counted(page, "Answered 3")
    assert not page.locator(".votes").count(), "the distribution is not shown before it is"
    down(page)
    assert page.locator(".votes td b:last-child").all_inner_texts() == ["1", "1", "1"]
    phones[0].locator(".options button:disabled").nth(2).wait_for()
    down(page)
    page.locator(".st-key-room .countdown").wait_for()

    page.reload()  # the room is there again, and its vote
    page.locator(".st-key-room .countdown").wait_for()
    calm(page)
    down(page)
    for phone in phones:
        vote(phone, "B")
    counted(page, "Answered 3")
    down(page)
    page.get_by_text("changed to the right answer 2, away from it 0").wait_for()
    assert not page.locator(".votes .right").count()
    down(page)
    assert page.locator(".votes .right").count() == 2
    phones[0].get_by_text("Su respuesta es correcta.").wait_for()
    phones[1].get_by_text("Your answer is right.").wait_for()
    assert "revealed=yes" in phones[0].locator("main a").get_attribute("href")
    for phone in phones:
        accessible(phone)

    calm(page)
    page.locator(".st-key-room_more button").click()
    page.get_by_role("button", name="End the room").click()
    for phone, words in zip(phones, ("La sala se ha cerrado", "This room is over"), strict=False):
        phone.get_by_text(words).wait_for()
    page.wait_for_function("() => !location.search.includes('room=')")
    assert not page.evaluate("sessionStorage.getItem('lstm.own.room')")
    assert not errors
