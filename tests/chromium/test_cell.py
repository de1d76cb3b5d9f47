"""The cell drawn, stepped and predicted, in a real Chromium."""

import re
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import expect

from lstm_core.browser.drawing import BOXES
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.words.numbers import fixed
from tests.chromium.driver import (
    FORMULAS,
    Open,
    calm,
    choose,
    follow,
    link,
    read_out,
    settle,
    wait_for_link,
)

FRAME = "document.querySelector('.js-plotly-plot')?.layout.shapes[0].x0 + 0.5"
FOCUSED = """() => {
    let e = document.activeElement;
    while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
    return e === document.body ? null : e.getAttribute('aria-label') || e.tagName }"""


@pytest.fixture
def visit(visit: Open) -> Open:
    """Here the drawing glides from step to step, as for most people."""
    return partial(visit, motion=True)


def where(page: Any) -> str:
    return str(page.locator(".where").inner_text())


def wait_for_frame(page: Any, t: int) -> None:
    """Wait until the frame on the first chart stands round step t."""
    page.wait_for_function(f"t => {FRAME} === t", arg=t)


def test_thirty_quick_keys_are_thirty_steps_and_the_charts_follow(visit: Open) -> None:
    page = visit("?steps=60&lang=en&scenario=wide")
    for _ in range(30):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(33)
    assert where(page) == "t = 31 of 60"
    wait_for_link(page, t="31")
    wait_for_frame(page, 31)
    step = perform(Settings(steps=60, scenario="wide", t=31)).step
    assert read_out(page, "f") == f"forget gate, unit 1, {fixed(step.f[0, 0], 3)}"
    calm(page)
    assert where(page) == "t = 31 of 60" and link(page)["t"] == "31"
    page.locator("[name=first]").click()
    assert where(page) == "t = 1 of 60"
    page.locator("[name=last]").click()
    assert where(page) == "t = 60 of 60"
    assert not page.errors


def test_a_step_shows_before_the_server_knows(visit: Open) -> None:
    page = visit("?steps=9&lang=en&scenario=wide", fresh=True)
    page.context.set_offline(True)
    page.keyboard.press("ArrowRight")
    assert where(page) == "t = 2 of 9"
    step = perform(Settings(steps=9, scenario="wide", t=2)).step
    assert read_out(page, "C").endswith(f"unit 1, {fixed(step.C[0, 0], 3)}") or "≈" in read_out(
        page, "C"
    )
    wait_for_frame(page, 2)
    page.context.set_offline(False)


def test_typing_does_not_step_and_leaves_the_keys_free(visit: Open) -> None:
    page = visit("?steps=9&lang=en&scenario=wide")
    field = page.get_by_role("spinbutton", name="Seed")
    field.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("b")
    assert where(page) == "t = 1 of 9" and not page.locator(".blank").is_visible()
    field.fill("7")
    page.keyboard.press("Enter")
    wait_for_link(page, seed="7")
    page.wait_for_function(f"() => [null, 'H2'].includes(({FOCUSED})())")
    page.keyboard.press("ArrowRight")
    assert where(page) == "t = 2 of 9"
    page.keyboard.press(".")
    assert page.locator(".blank").is_visible()
    page.keyboard.press("b")
    assert not page.locator(".blank").is_visible()
    keys = page.locator(".keys")
    assert all(key in keys.inner_text() for key in ("← →", ". B"))
    page.locator("[name=hide]").click()
    keys.get_by_text("PgUp PgDn").wait_for()
    assert all(key in keys.inner_text() for key in ("Space", "Home End"))
    calm(page)
    before = page.url
    field.focus()
    page.keyboard.press("PageDown")
    page.wait_for_function("old => location.href !== old", arg=before)
    follow(page, "?lang=es&scenario=wide&t=3&hide=f")
    rows = keys.locator(".hints span").evaluate_all("all => all.map((one) => one.offsetTop)")
    assert len(rows) == 5 and len({*rows}) == 1, "all keys have room"


def test_stages_light_up_in_the_order_of_the_story_and_back(visit: Open) -> None:
    page = visit("?lang=en&scenario=latch&t=1&stage=z")
    page.get_by_role("button", name="By stages").click()
    seen = []
    for _ in range(9):
        lit = page.locator(".drawing g:not(.unlit):is([role=button], [role=slider])").evaluate_all(
            "g => g.map(e => e.dataset.name)"
        )
        seen.append((where(page).split(" · ")[1], len(lit)))
        page.keyboard.press("ArrowRight")
    symbols = ["z", "f", "i", "C̃", "C", "tanh C", "o", "h", "z"]
    assert seen == [(symbol, k % 8 + 1) for k, symbol in enumerate(symbols)]
    assert where(page) == "t = 2 of 10 · f"
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    assert where(page) == "t = 1 of 10 · o"
    page.locator("[name=stops]").click()
    page.locator("[name=first]").click()
    stops = []
    for _ in range(4):
        stops.append(where(page).split(" · ")[1])
        page.keyboard.press("ArrowRight")
    assert stops == ["C̃", "C", "h", "C̃"]
    wait_for_link(page, grain="stage", stops="parts", stage="C", t="2")


def test_play_and_pause_while_the_theme_is_switched(visit: Open) -> None:
    page = visit("?lang=en&steps=40&scenario=wide", theme="dark")
    for _ in range(2):
        page.locator("[name=speed]").click()
    page.locator("[name=play]").click()
    page.locator(".where", has_text=re.compile("t = [3-9] ")).wait_for()
    value = page.locator(".drawing .value").first
    dark = value.evaluate("e => getComputedStyle(e).fill")
    page.emulate_media(color_scheme="light")
    expect(value).not_to_have_css("fill", dark)
    page.locator(".where", has_text=re.compile("t = ([4-9]|1.|2.) ")).wait_for()
    page.get_by_role("button", name="Pause").click()
    stood = where(page)
    assert int(stood.split()[2]) > 3
    page.wait_for_timeout(700)
    assert where(page) == stood
    wait_for_link(page, t=stood.split()[2])


def test_a_box_opens_its_sum_and_lights_what_feeds_it(visit: Open) -> None:
    page = visit("?lang=en&scenario=wide&t=3")
    page.locator('.drawing [data-name="C"]').click()
    wait_for_link(page, stage="C")
    page.locator(".stMarkdown h3", has_text="C, cell state").wait_for()
    feeding = page.locator(".drawing g.feeds").evaluate_all("g => g.map(e => e.dataset.name)")
    assert set(feeding) == {"C_prev", "f", "i", "C_tilde"}
    assert page.locator(".drawing g.chosen").get_attribute("data-name") == "C"
    page.keyboard.press("ArrowRight")
    assert where(page) == "t = 4 of 6", "a click on a box leaves the keys to the player"


def test_every_value_is_reached_by_keyboard_and_read_out_by_name(visit: Open) -> None:
    page = visit("?lang=en&scenario=wide&t=3&unit=2")
    page.locator('.drawing [data-name="C_prev"]').focus()
    said = {}
    page.keyboard.press("Home")
    for _ in range(13):
        label = str(page.evaluate(FOCUSED))
        name = str(page.evaluate("document.activeElement.shadowRoot.activeElement.dataset.name"))
        said[name] = label
        page.keyboard.press("ArrowRight")
    step = perform(Settings(scenario="wide", t=3, unit=2)).step
    assert set(BOXES) | {"x", "z", "kept", "written"} <= set(said)
    for name in BOXES:
        assert (
            said[name].replace("≈", "").endswith(f", unit 2, {fixed(getattr(step, name)[1, 0], 3)}")
        ), name
    assert said["f"] == f"forget gate, unit 2, {fixed(step.f[1, 0], 3)}"
    page.locator('.drawing [data-name="C"]').focus()
    page.keyboard.press("ArrowDown")
    assert read_out(page, "f") == f"forget gate, unit 3, {fixed(step.f[2, 0], 3)}"
    wait_for_link(page, unit="3")


def test_who_steps_with_the_keys_stays_on_a_value_though_the_drawing_is_another(
    visit: Open,
) -> None:
    page = visit("?lang=en&scenario=wide&t=3&hide=z")  # what is hidden is drawn anew at each step
    page.locator('.drawing [data-name="x"]').focus()
    page.get_by_role("button", name="Next step").click()
    page.locator('.drawing [data-name="h_prev"]').get_by_text("h3", exact=True).wait_for()
    wait_for_link(page, t="4")
    settle(page)
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.dataset.name") == "x"
    page.keyboard.press("ArrowDown")
    wait_for_link(page, unit="2")


def test_the_drawing_follows_though_it_was_mounted_anew(visit: Open) -> None:
    page = visit("?lang=en")
    choose(page, "view", "Time")
    wait_for_link(page, view="time")
    assert not page.locator(".drawing").count()
    choose(page, "view", "Cell")
    wait_for_link(page, view="cell")
    page.get_by_role("button", name="Next step").click()
    page.locator('.drawing [data-name="h_prev"]').get_by_text("h1", exact=True).wait_for()
    assert page.locator(".drawing").count() == 1


@pytest.mark.parametrize("size", [(1280, 720), (1024, 768), (1920, 1080)])
def test_in_projector_size_the_drawing_can_be_read_from_the_last_row(
    visit: Open, size: tuple[int, int]
) -> None:
    width, height = size
    page = visit("?lang=en&size=projector&scenario=wide&t=3&stage=C", width=width, height=height)
    scale = page.locator(".drawing").evaluate("e => e.getScreenCTM().a")
    values = page.locator(".drawing .value").evaluate_all(
        "all => all.map(e => parseFloat(e.getAttribute('font-size')))"
    )
    assert min(values) * scale >= 0.03 * height
    assert max(page.evaluate(FORMULAS)) >= 0.06 * height
    bottom = page.locator(".stPlotlyChart").bounding_box()
    assert bottom["y"] + bottom["height"] <= page.locator(".st-key-place").bounding_box()["y"] + 4
