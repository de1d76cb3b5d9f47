"""The lecture in a real Chromium: a clicker alone, leaving the path, the notes' own window."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import TimeoutError

from lstm_core.lesson.lecture_file import shipped
from tests.chromium.driver import Open, calm, link, settle, wait_for_link, wait_for_sentence

PLACES = [(k, beat) for k, scene in enumerate(shipped().scenes, 1) for beat in range(scene.beats)]


# What of a scene is not wholly on the screen, and what lies over what: title, words, question,
# options and answer from the top, then the picture, then the player. What is drawn takes a moment
# to find its size.
CROWDED = """() => {
    const shown = (selector) => [...document.querySelectorAll(selector)]
        .filter((one) => one.getClientRects().length);
    const words = shown('.st-key-opening h2, .st-key-opening button, .outline, '
        + '.st-key-top > .stElementContainer :is(p, h2), .st-key-options button');
    const drawing = document.querySelector('.st-key-diagram [data-testid$=Isolated]');
    const parts = [...drawing?.shadowRoot.querySelectorAll('.drawing :is(.frame, text)') ?? []]
        .filter((one) => one.textContent || one.matches('.frame'));
    const drawn = shown('.main-svg text, .main-svg, .katex-display > .katex, .qr img, '
        + '.st-key-practise a');
    const pictures = [...parts, ...drawn]
        .filter((one) => !one.closest('.st-key-top') && one.getBoundingClientRect().width);
    const player = document.querySelector('.st-key-place').getBoundingClientRect();
    const box = (one) => one.getBoundingClientRect();
    const said = (one) => one.textContent.slice(0, 40) || one.className;
    const out = [...words, ...pictures].filter((one) => {
        const { left, top, right, bottom } = box(one);
        return left < 0 || top < 0 || right > innerWidth + 1 || bottom > player.top + 1;
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


def uncrowded(page: Any) -> None:
    """All of the scene is on the screen, nothing over anything else, the picture large."""
    with suppress(TimeoutError):
        page.wait_for_function(f"() => !({CROWDED})().length", timeout=10_000)
    assert not page.evaluate(CROWDED), page.url


def at(page: Any, k: int, beat: int) -> None:
    """Wait until the page is there."""
    wait_for_link(page, view="lecture", scene=str(k))
    page.wait_for_function(
        "beat => (new URLSearchParams(location.search).get('beat') ?? '0') === beat", arg=str(beat)
    )


@pytest.mark.parametrize(("width", "height", "lang"), [(1280, 720, "en"), (1024, 768, "es")])
def test_page_down_alone_gives_the_whole_lecture(
    visit: Open, width: int, height: int, lang: str
) -> None:
    page = visit(f"?view=lecture&scene=1&lang={lang}", width=width, height=height)
    uncrowded(page)
    for k, beat in PLACES[1:]:
        page.keyboard.press("PageDown")
        at(page, k, beat)
        assert page.locator("h2").first.inner_text().strip() == shipped().scene(k).title[lang]
        uncrowded(page)
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


def test_escape_leaves_the_path_and_comes_back(visit: Open) -> None:
    page = visit("?view=lecture&scene=2&lang=en")
    page.keyboard.press("Escape")
    wait_for_link(page, view="cell", scenario="latch", scene="2")
    settle(page)
    page.keyboard.press("ArrowRight")
    wait_for_link(page, t="4")
    page.keyboard.press("Escape")
    at(page, 2, 0)
    assert "t" not in link(page)


def test_the_notes_in_a_window_of_their_own_go_on_with_the_first(visit: Open) -> None:
    page = visit("?view=lecture&scene=2&lang=en", fresh=True)
    assert not page.get_by_text("Usual wrong answers").count(), "never on the projector by accident"
    notes = page.context.new_page()
    notes.goto(f"{page.url.split('?')[0]}?view=lecture&scene=2&lang=en&controls=notes")
    notes.get_by_text("Usual wrong answers").wait_for(timeout=30_000)
    calm(notes)
    page.bring_to_front()
    page.keyboard.press("PageDown")
    at(page, 3, 0)
    wait_for_sentence(notes, shipped().scene(3).title["en"])
    notes.bring_to_front()
    notes.keyboard.press("PageUp")
    wait_for_sentence(page, shipped().scene(2).title["en"])
    notes.close()


def test_ones_own_lecture_is_edited_and_saved(visit: Open) -> None:
    page = visit("?view=lecture&scene=1&lang=en", fresh=True)
    page.get_by_role("button", name="My lecture").click()
    title = page.get_by_role("textbox", name="Title 1", exact=True)
    title.fill("The keys <b>of</b> $x$")
    title.press("Enter")
    page.get_by_text("Your lecture lives in this tab").wait_for()
    page.keyboard.press("Escape")
    wait_for_sentence(page, "The keys <b>of</b> $x$")
    wait_for_link(page, scenario="latch")
    assert "scene" not in link(page)


def test_a_moment_is_added_saved_opened_again_and_shown(visit: Open, tmp_path: Path) -> None:
    page = visit("?view=cell&scenario=latch&t=4&edits=f@3[1]=0.2&lang=en", fresh=True)
    page.get_by_text("Share", exact=True).click()
    page.get_by_role("button", name="Add this moment").click()
    page.get_by_text("it is scene 12 of 13").wait_for()
    page.keyboard.press("Escape")
    page.get_by_text("Lecture", exact=True).click()
    page.get_by_role("button", name="My lecture").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the lecture").click()
    file = tmp_path / "mine.toml"
    saved.value.save_as(file)
    page.get_by_role("button", name="Go to scene 12", exact=True).click()
    page.get_by_role("dialog").wait_for(state="detached")
    wait_for_sentence(page, "t\u00a0=\u00a04")
    file.write_text(
        file.read_text() + '[[scene]]\nlink = "view=cell"\ntitle = "One more"\nminutes = "soon"\n'
    )
    again = visit("?view=lecture&lang=en", fresh=True)
    again.get_by_role("button", name="My lecture").click()
    again.locator("input[type=file]").set_input_files(file)
    again.get_by_role("dialog").get_by_text("minutes are a number").wait_for()
    again.get_by_role("button", name="Go to scene 12", exact=True).click()
    wait_for_sentence(again, "t\u00a0=\u00a04")
    again.locator(".drawing").get_by_text("(0.91)").first.wait_for()  # with its ghost


def test_ones_own_lecture_outlives_its_page(visit: Open, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    title = "Mine, of {f} <b>and</b> `more`"
    scene = '[[scene]]\nlink = "scenario=latch&t={}"\ntitle = "{}"\nanswer = "So it is"\n'
    file.write_text(scene.format(2, "First") + scene.format(4, title))
    page = visit("?view=lecture&lang=en", fresh=True)
    page.get_by_role("button", name="My lecture").click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Go to scene 2", exact=True).click()
    page.get_by_role("dialog").wait_for(state="detached")
    wait_for_sentence(page, "<b>and</b> `more`")
    page.keyboard.press("PageDown")
    page.get_by_text("So it is").wait_for()
    calm(page)
    link_there = page.url

    page.reload()
    settle(page)
    wait_for_sentence(page, "<b>and</b> `more`")
    page.get_by_text("So it is").wait_for()
    calm(page)
    assert page.url == link_there

    # another tab that gets the link shows the scene's picture, and nothing is amiss
    other = page.context.new_page()
    other.goto(link_there)
    settle(other)
    wait_for_sentence(other, "Unit 1 keeps")
    other.wait_for_function("!location.search.includes('mine')")
    assert not other.locator(".stException, .stAlert").count()
    other.close()

    page.get_by_role("button", name="My lecture").click()
    page.get_by_role("button", name="Back to the lecture that comes").click()
    page.get_by_role("button", name="Go to scene 12", exact=True).wait_for()
    page.wait_for_function("!sessionStorage.length")
    page.reload()
    settle(page)
    assert "mine" not in page.url and not page.errors
