"""The lecture in a real Chromium: a clicker alone, leaving the path, the notes' own window."""

from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from lstm_core.lesson.lecture_file import shipped
from lstm_core.words.variables import unmarked
from tests.chromium.driver import (
    Open,
    at,
    calm,
    link,
    settle,
    wait_for_link,
    wait_for_sentence,
    wake,
)


def test_a_click_in_the_picture_explains_a_value_and_escape_leaves_the_path(visit: Open) -> None:
    page = visit("?view=lecture&scene=2&lang=en")
    sum_of_o = page.locator(".katex-display annotation", has_text="o_{5}} = ")
    assert not sum_of_o.count()
    page.locator('.drawing [data-name="o"] text').first.click()
    sum_of_o.wait_for(state="attached")
    calm(page)
    at(page, 2, 0)
    page.keyboard.press("PageDown")
    at(page, 3, 0)
    page.keyboard.press("PageUp")
    at(page, 2, 0)
    calm(page)
    assert not sum_of_o.count(), "the scene's own picture again"
    page.keyboard.press("Escape")
    wait_for_link(page, view="cell", scenario="latch", scene="2", size="projector")
    settle(page)
    assert page.locator(".st-key-header .header").is_visible()
    page.keyboard.press("ArrowRight")
    wait_for_link(page, t="6")
    page.keyboard.press("Escape")
    at(page, 2, 0)
    assert "t" not in link(page)


def test_the_notes_in_a_window_of_their_own_go_on_with_the_first(visit: Open) -> None:
    page = visit("?view=lecture&scene=2&lang=en", fresh=True)
    assert not page.get_by_text("Usual wrong answers").count(), "never on the projector by accident"
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    notes = opened.value
    notes.get_by_text("Usual wrong answers").wait_for()
    notes.locator(".stage.presenting").wait_for()
    calm(notes)
    page.keyboard.press("PageDown")
    at(page, 3, 0)
    wait_for_sentence(notes, unmarked(shipped().scene(3).title["en"]))
    notes.keyboard.press("PageUp")
    wait_for_sentence(page, unmarked(shipped().scene(2).title["en"]))
    notes.close()


def test_the_slide_that_goes_on_while_the_notes_open_is_followed(visit: Open) -> None:
    page = visit("?view=lecture&scene=2&lang=en", fresh=True)
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    page.keyboard.press("PageDown")
    at(page, 3, 0)
    wait_for_sentence(opened.value, unmarked(shipped().scene(3).title["en"]))
    opened.value.close()


def test_ones_own_lecture_is_edited_and_saved(visit: Open) -> None:
    page = visit("?view=lecture&scene=1&lang=en", fresh=True)
    wake(page)
    page.locator(".st-key-header").get_by_text("My lecture", exact=True).click()
    title = page.get_by_role("textbox", name="Title 1", exact=True)
    typed = "The keys <b>of</b> $x$"
    title.fill(typed)
    title.press("Enter")
    page.get_by_text("Your lecture lives in this tab").wait_for()
    page.keyboard.press("Tab")  # the title keeps the focus
    page.keyboard.type("soon")
    page.keyboard.press("Enter")
    page.get_by_text("was typed: 5 is used").wait_for()
    expect(page.get_by_role("textbox", name="Minutes 1", exact=True)).to_have_value("5")
    page.get_by_role("button", name="Move down scene 1", exact=True).press("Enter")
    for key, place in (("Enter", 2), ("Shift+Tab", 3)):  # the focus goes with the scene
        expect(page.get_by_role("textbox", name=f"Title {place}", exact=True)).to_have_value(typed)
        page.keyboard.press(key)
    for place in (2, 1):
        page.keyboard.press("Enter")
        expect(page.get_by_role("textbox", name=f"Title {place}", exact=True)).to_have_value(typed)
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
    wake(page)
    page.locator(".st-key-header").get_by_text("My lecture", exact=True).click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the lecture").click()
    file = tmp_path / "mine.toml"
    saved.value.save_as(file)
    page.get_by_role("button", name="Go to scene 12", exact=True).click()
    page.get_by_role("dialog").wait_for(state="detached")
    wait_for_sentence(page, "t = 4")
    file.write_text(
        file.read_text() + '[[scene]]\nlink = "view=cell"\ntitle = "One more"\nminutes = "soon"\n'
    )
    again = visit("?view=lecture&lang=en", fresh=True)
    wake(again)
    again.locator(".st-key-header").get_by_text("My lecture", exact=True).click()
    again.locator("input[type=file]").set_input_files(file)
    again.get_by_role("dialog").get_by_text("minutes are a number").wait_for()
    again.get_by_role("button", name="Go to scene 12", exact=True).click()
    wait_for_sentence(again, "t = 4")
    again.locator(".drawing").get_by_text("(0.91)").first.wait_for()  # with its ghost


TITLE = "Mine, of {f} <b>and</b> `more`"


def opened(visit: Open, folder: Path) -> Any:
    """The page, in scene 2 of a lecture of one's own."""
    file = folder / "mine.toml"
    scene = '[[scene]]\nlink = "scenario=latch&t={}"\ntitle = "{}"\nanswer = "So it is"\n'
    file.write_text(scene.format(2, "First") + scene.format(4, TITLE))
    page = visit("?view=lecture&lang=en", fresh=True)
    wake(page)
    page.locator(".st-key-header").get_by_text("My lecture", exact=True).click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Go to scene 2", exact=True).click()
    page.get_by_role("dialog").wait_for(state="detached")
    wait_for_sentence(page, "<b>and</b> `more`")
    return page


def test_a_lecture_of_ones_own_has_its_presenters_window(visit: Open, tmp_path: Path) -> None:
    page = opened(visit, tmp_path)
    # as for who presses the key before the browser keeps the lecture
    page.evaluate(
        """() => {
            const kept = { ...sessionStorage };
            sessionStorage.clear();
            setTimeout(() => Object.assign(sessionStorage, kept), 500);
        }"""
    )
    with page.expect_popup() as window:
        page.keyboard.press("n")
    notes = window.value
    notes.locator(".stage.presenting").wait_for()
    wait_for_sentence(notes, "<b>and</b> `more`")
    notes.keyboard.press("PageDown")
    page.get_by_text("So it is").wait_for()
    notes.keyboard.press("PageUp")
    page.get_by_text("So it is").wait_for(state="detached")
    wake(page)
    page.locator(".st-key-header").get_by_text("My lecture", exact=True).click()
    field = page.get_by_role("textbox", name="Title 2", exact=True)
    field.fill("Edited")
    field.press("Enter")
    wait_for_sentence(notes, "Edited")
    calm(page)
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    page.keyboard.press("PageUp")
    wait_for_sentence(notes, "First")
    assert not notes.locator(".stException, .stAlert").count() and not page.errors
    notes.close()


def test_ones_own_lecture_outlives_its_page(visit: Open, tmp_path: Path) -> None:
    page = opened(visit, tmp_path)
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
    other.wait_for_function("() => !location.search.includes('mine')")
    assert not other.locator(".stException, .stAlert").count()
    other.close()

    wake(page)
    page.locator(".st-key-header").get_by_text("My lecture", exact=True).click()
    page.get_by_role("button", name="Back to the lecture that comes").click()
    page.get_by_role("button", name="Go to scene 12", exact=True).wait_for()
    page.wait_for_function("() => !sessionStorage.length")
    page.reload()
    settle(page)
    assert "mine" not in page.url and not page.errors
