"""The lecture as a stage, in a real Chromium: the picture, its words, and nothing else."""

from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import TimeoutError

from lstm_core.lesson.lecture_file import shipped
from lstm_core.words.variables import unmarked
from tests.chromium.driver import (
    Open,
    at,
    calm,
    follow,
    wait_for_link,
    wake,
)

PLACES = [(k, beat) for k, scene in enumerate(shipped().scenes, 1) for beat in range(scene.beats)]


# What of a scene is not wholly on the screen, and what lies over what: title, words, question,
# options and answer from the top, then the picture. What is drawn takes a moment to find its size.
CROWDED = """() => {
    const shown = (selector) => [...document.querySelectorAll(selector)]
        .filter((one) => one.getClientRects().length);
    const words = shown('.st-key-top > .stElementContainer :is(p, h2), .st-key-answer p, '
        + '.st-key-options button');
    const drawing = document.querySelector('.st-key-diagram [data-testid$=Isolated]');
    const parts = [...drawing?.shadowRoot.querySelectorAll('.drawing :is(.frame, text)') ?? []]
        .filter((one) => one.textContent || one.matches('.frame'));
    const drawn = shown('.main-svg text, .main-svg, .katex-display > .katex, .qr img, '
        + '.st-key-practise a');
    const pictures = [...parts, ...drawn]
        .filter((one) => !one.closest('.st-key-top') && one.getBoundingClientRect().width);
    const box = (one) => one.getBoundingClientRect();
    const said = (one) => one.textContent.slice(0, 40) || one.className;
    const out = [...words, ...pictures].filter((one) => {
        const { left, top, right, bottom } = box(one);
        return left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1;
    }).map((one) => `cut off: ${said(one)}`);
    const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
    const inside = (a, b) => a.contains(b) || b.contains(a);
    words.forEach((one, k) => out.push(
        ...[...words.slice(k + 1), ...pictures]
            .filter((other) => !inside(one, other) && over(box(one), box(other)))
            .map((other) => `${said(one)} over ${said(other)}`)));
    const high = Math.max(...pictures.map((one) => box(one).bottom))
        - Math.min(...pictures.map((one) => box(one).top));
    if (high < 0.4 * innerHeight) out.push(`a small picture: ${high}`);
    return out;
}"""

# All that can be pressed or chosen, outside the picture and what it asks, and is in sight.
CONTROLS = """() => {
    const roots = [document, ...[...document.querySelectorAll('[data-testid$=Isolated]')]
        .map((one) => one.shadowRoot)];
    return roots.flatMap((root) => [...root.querySelectorAll('button, input, select, a[href]')])
        .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
            && one.getClientRects().length && !one.closest('.st-key-options, .st-key-practise'))
        .filter((one) => !one.getRootNode().host?.closest('.st-key-diagram'))
        .filter((one) => one.getBoundingClientRect().bottom > 0)
        .map((one) => one.id || one.className || one.textContent);
}"""


def uncrowded(page: Any) -> None:
    """All of the scene is on the screen, nothing over anything else, the picture large."""
    with suppress(TimeoutError):
        page.wait_for_function(f"() => !({CROWDED})().length")
    assert not page.evaluate(CROWDED), page.url


@pytest.mark.parametrize(("width", "height", "lang"), [(1280, 720, "en"), (1024, 768, "es")])
def test_page_down_alone_gives_the_whole_lecture(
    visit: Open, width: int, height: int, lang: str
) -> None:
    page = visit(f"?view=lecture&scene=1&lang={lang}", width=width, height=height)
    uncrowded(page)
    for k, beat in PLACES[1:]:
        page.keyboard.press("PageDown")
        at(page, k, beat)
        title = unmarked(shipped().scene(k).title[lang])
        assert page.locator("h2").first.inner_text().strip() == title
        room = page.locator(".st-key-unanswered p")
        assert not any(one.is_visible() for one in room.all()), "the answer's room is empty"
        uncrowded(page)
        bare(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not page.errors and not page.locator(".stException, .stAlert").count()
    page.keyboard.press("PageDown")
    calm(page)
    at(page, *PLACES[-1])


def test_a_phone_shows_a_scene_whole_and_scrolls(visit: Open) -> None:
    page = visit("?view=lecture&scene=8&lang=es", width=390, height=844, fresh=True)
    title = page.locator("h2").first.bounding_box()
    assert title["height"] < 60, "the title is not squeezed beside its buttons"
    page.locator(".main-svg .bars path").first.wait_for(state="attached")
    bars = page.evaluate(
        """() => {
            const all = [...document.querySelectorAll('.bars path')]
                .map((one) => one.getBoundingClientRect());
            const [left, right] = ['left', 'right'].map((side) => all.map((one) => one[side]));
            return [Math.min(...left), Math.max(...right)];
        }"""
    )
    assert bars[1] - bars[0] > 120 and bars[1] < 390, "the steps have room"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    follow(page, "?view=lecture&scene=2&lang=es")
    strip = page.locator(".st-key-strip .main-svg").first.bounding_box()
    assert strip["height"] > 80, "and so have the values"


def stage(page: Any) -> Any:
    """What one gives the lecture with."""
    return page.locator(".st-key-walk .stage")


def bare(page: Any) -> None:
    """Wait until nothing can be seen but the picture, its words and what they ask."""
    with suppress(TimeoutError):
        page.wait_for_function(f"() => !({CONTROLS})().length")
    assert not page.evaluate(CONTROLS)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1024, 768)])
def test_a_mouse_alone_walks_the_lecture(visit: Open, width: int, height: int) -> None:
    page = visit("?view=lecture&scene=2&lang=es", width=width, height=height)
    bare(page)
    before = page.locator(".st-key-diagram").bounding_box()
    page.mouse.move(400, 300)
    page.mouse.move(420, 320)
    stage(page).wait_for()
    foot = before["y"] + before["height"]
    assert foot <= stage(page).bounding_box()["y"] + 1, "they stand where nothing is"
    assert page.locator(".st-key-header .header").is_visible()
    wake(page)
    on, back = (stage(page).get_by_role("button", name=name) for name in ("Adelante", "Atrás"))
    for button in (on, back):
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44
    assert page.locator(".st-key-header .header").is_visible()
    assert page.locator(".st-key-diagram").bounding_box() == before, "nothing of the slide moves"
    on.click()
    at(page, 3, 0)
    wake(page)
    on.click()
    at(page, 3, 1)
    wake(page)
    back.click()
    at(page, 3, 0)
    page.keyboard.press("ArrowRight")
    at(page, 3, 1)
    page.mouse.move(400, 300)
    bare(page)
    page.keyboard.press("m")
    assert stage(page).is_visible(), "a key asks for them too"


def test_a_finger_finds_back_and_on_in_sight(visit: Open) -> None:
    page = visit("?view=lecture&scene=2&lang=es", width=390, height=844, fresh=True)
    on = stage(page).get_by_role("button", name="Adelante")
    box = on.bounding_box()
    assert min(box["width"], box["height"]) >= 44 and box["y"] + box["height"] <= 844
    on.click()
    at(page, 3, 0)


def test_whatever_is_closed_the_keys_go_on(visit: Open) -> None:
    page = visit("?view=lecture&scene=2&lang=en", fresh=True)
    for opened in ("My lecture", "Share"):
        wake(page)
        page.locator(".st-key-header").get_by_text(opened, exact=True).click()
        page.get_by_role("dialog").wait_for()
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="detached")
        page.keyboard.press("PageDown")
        at(page, 3, 0)
        page.keyboard.press("PageUp")
        at(page, 2, 0)
        page.keyboard.press("Escape")
        wait_for_link(page, view="cell", scene="2")
        page.wait_for_function("() => document.activeElement.matches('h2')")
        calm(page)
        page.keyboard.press("Escape")
        at(page, 2, 0)
        calm(page)


def test_one_key_makes_the_screen_full_and_another_opens_the_presenters_window(visit: Open) -> None:
    page = visit("?view=lecture&scene=2&lang=en", fresh=True)
    page.keyboard.press("PageDown")
    at(page, 3, 0)
    page.keyboard.press("f")
    page.wait_for_function("() => !!document.fullscreenElement")
    page.keyboard.press("f")
    page.wait_for_function("() => !document.fullscreenElement")
    with page.context.expect_page() as opening:
        page.keyboard.press("n")
    presenter = opening.value
    presenter.get_by_text("Usual wrong answers").wait_for()
    presenter.get_by_text("Next, scene 4").wait_for()
    assert presenter.locator("blockquote strong").first.inner_text().endswith("✓"), "the answer"
    assert presenter.locator(".clock").inner_text().startswith("0:")
    presenter.keyboard.press("PageDown")
    at(page, 3, 1)
    presenter.close()


def test_the_outline_leads_to_each_scene_by_mouse_and_by_keyboard(visit: Open) -> None:
    page = visit("?view=lecture&scene=2&lang=en&controls=player", width=1024, height=768)
    place = stage(page).get_by_role("button", name="Scene 2 of")
    place.click()
    title = unmarked(shipped().scene(5).title["en"])
    page.get_by_role("button", name=f"5. {title}").click()
    at(page, 5, 0)
    place = stage(page).get_by_role("button", name="Scene 5 of")
    place.focus()
    page.keyboard.press("Enter")
    page.locator(".scenes [aria-current=true]:focus").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    at(page, 6, 0)
    stage(page).get_by_role("button", name="Scene 6 of").click()
    page.locator(".scenes [aria-current=true]:focus").wait_for()
    page.keyboard.press("Escape")
    calm(page)
    at(page, 6, 0)
    assert not page.locator(".scenes").is_visible(), "Escape closes it and stays in the lecture"
    page.goto(f"{page.url.split('?')[0]}?view=lecture&scene=3&lang=en&controls=notes")
    stage(page).get_by_role("button", name="Scene 3 of").wait_for()
    page.locator(".outline button").nth(7).click()
    at(page, 8, 0)
    assert page.locator(".outline [aria-current=true]").get_attribute("aria-label").startswith("8.")
