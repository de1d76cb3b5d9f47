"""A class that answers: a lecturer's page and three phones, in a real Chromium."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.chromium.driver import calm, wait_for_link, wake

PHONE = {"width": 390, "height": 844}
LOOKS = (("es-ES", "light"), ("en-US", "dark"), ("es-ES", "dark"))


@pytest.fixture
def phones(chromium: Any) -> Iterator[list[Any]]:
    """Three phones, each with a browser of its own."""
    contexts = [
        chromium.new_context(locale=locale, color_scheme=theme, viewport=PHONE, bypass_csp=True)
        for locale, theme in LOOKS
    ]
    contexts[2].add_init_script("delete window.EventSource")  # it has to ask for news
    pages = [context.new_page() for context in contexts]
    yield pages
    for context in contexts:
        context.close()


@pytest.fixture
def lecturer(chromium: Any) -> Iterator[Any]:
    """The page that is projected."""
    context = chromium.new_context(locale="en-US", bypass_csp=True)
    page = context.new_page()
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
    page.locator(".st-key-room .counts").get_by_text(text, exact=True).wait_for()


def down(page: Any) -> None:
    page.keyboard.press("PageDown")
    calm(page)


def press_more(page: Any, name: str) -> None:
    """Press a button behind *More*."""
    calm(page)
    page.locator(".st-key-room_more button").click()
    page.get_by_role("button", name=name).click()


def presenters(page: Any) -> Any:
    """The window of notes, once it knows the room."""
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    notes = opened.value
    notes.get_by_text("› Ask again").wait_for()
    calm(notes)
    return notes


def open_room(page: Any, server: str, phones: list[Any]) -> None:
    """A scene that asks, with a room that the phones are in."""
    page.goto(f"{server}/?view=lecture&scene=4&lang=en")
    page.locator(".st-key-options").wait_for()
    calm(page)
    wake(page)
    page.locator(".st-key-header #room").click()
    bold = page.locator(".st-key-room strong")  # for a moment also what stood there before
    code = bold.filter(has_text=re.compile("^[A-Z]{4}$")).first.inner_text()
    wait_for_link(page, room=code)
    for phone in phones:
        phone.goto(f"{server}/join/{code.lower()}")
    counted(page, "In the room 3")


def signal(page: Any, phone: Any) -> None:
    """A hand goes up, and the phone shows it until the hands are lowered."""
    hand = phone.locator("footer button").nth(1)
    hand.click()
    counted(page, "Hands up 1")
    assert hand.get_attribute("aria-pressed") == "true"
    press_more(page, "Lower all hands")
    phone.locator("footer [aria-pressed=false]").nth(1).wait_for()
    page.keyboard.press("Escape")


def test_a_class_votes_discusses_votes_again_and_sees_the_answer(
    lecturer: Any, phones: list[Any], server: str
) -> None:
    page, errors = lecturer, []
    for one in (page, *phones):
        one.on("pageerror", lambda error: errors.append(str(error)))
    open_room(page, server, phones)
    assert "C̃" in phones[0].locator("h1").inner_text()

    down(page)
    for phone, option in zip(phones, "ABC", strict=True):
        vote(phone, option)
    for phone in phones[:2]:
        accessible(phone)
    counted(page, "Answered 3")
    signal(page, phones[0])
    assert not page.locator(".votes").count(), "the distribution is not shown before it is"
    down(page)
    assert page.locator(".votes td b:last-child").all_inner_texts() == ["1", "1", "1"]
    phones[0].locator(".options button:disabled").nth(2).wait_for()
    phones[1].context.set_offline(True)
    down(page)
    page.locator(".st-key-room .countdown").wait_for()

    page.reload()  # the room is there again, and its vote
    page.locator(".st-key-room .countdown").wait_for()
    calm(page)
    notes = presenters(page)
    notes.keyboard.press("PageDown")
    notes.get_by_text("› Compare both votes").wait_for()
    phones[1].context.set_offline(False)
    for phone in phones:
        vote(phone, "B")
    notes.locator(".room").get_by_text("Answered 3", exact=True).wait_for()
    notes.keyboard.press("PageDown")
    page.get_by_text("changed to the right answer 2, away from it 0").wait_for()
    assert not page.locator(".votes .right").count()
    calm(page)
    down(page)
    assert page.locator(".votes .right").count() == 2
    wait_for_link(notes, scene="4", beat="1")
    finish(page, notes, phones)
    assert not errors


def finish(page: Any, notes: Any, phones: list[Any]) -> None:
    """The phones say what was right; then the room is over everywhere."""
    for phone, words in zip(
        phones, ("Su respuesta es correcta.", "Your answer is right."), strict=False
    ):
        phone.locator(".verdict").get_by_text(words).wait_for()
        assert words in phone.locator("[aria-live]").inner_text(), "a screen reader says it"
    assert "revealed=yes" in phones[0].locator("main a").get_attribute("href")
    for phone in phones:
        accessible(phone)
    press_more(page, "End the room")
    notes.locator(".room").wait_for(state="hidden")
    for phone, words in zip(phones, ("La sala se ha cerrado", "This room is over"), strict=False):
        phone.locator("main").get_by_text(words).wait_for()
        assert phone.evaluate("Object.keys(localStorage)") == []
    page.wait_for_function("() => !location.search.includes('room=')")
    assert not page.evaluate("sessionStorage.getItem('lstm.own.room')")
