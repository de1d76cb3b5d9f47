"""The cell drawn, stepped and predicted, in a real Chromium."""

import io
import re
from typing import Any

import pytest

from lstm_core.browser.drawing import BOXES
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.questions import ask
from lstm_core.words.numbers import fixed
from tests.chromium.driver import (
    Open,
    choose,
    expect_link,
    link,
    sentence,
    settle,
    wait_for_link,
    wait_for_sentence,
)

FRAME = "document.querySelector('.js-plotly-plot')?.layout.shapes[0].x0 + 0.5"
FOCUSED = """() => {
    let e = document.activeElement;
    while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
    return e === document.body ? null : e.getAttribute('aria-label') || e.tagName }"""


def where(page: Any) -> str:
    return str(page.locator(".where").inner_text())


def read_out(page: Any, name: str) -> str:
    """What a screen reader says of a value of the drawing."""
    return str(page.locator(f'.drawing [data-name="{name}"]').get_attribute("aria-label"))


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
    page.wait_for_timeout(600)
    assert where(page) == "t = 31 of 60" and link(page)["t"] == "31"
    page.keyboard.press("Home")
    assert where(page) == "t = 1 of 60"
    page.keyboard.press("End")
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


def test_a_clicker_acts_whatever_has_the_focus_and_typing_does_not_step(visit: Open) -> None:
    page = visit("?steps=9&lang=en&scenario=wide")
    field = page.get_by_role("spinbutton", name="Seed")
    field.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("b")
    assert where(page) == "t = 1 of 9" and not page.locator(".blank").is_visible()
    page.keyboard.press("PageDown")
    assert where(page) == "t = 2 of 9"
    field.fill("7")
    page.keyboard.press("Enter")
    wait_for_link(page, seed="7", t="2")
    page.wait_for_function(f"({FOCUSED})() === null")
    page.keyboard.press("ArrowRight")
    assert where(page) == "t = 3 of 9"
    page.keyboard.press(".")
    assert page.locator(".blank").is_visible()
    page.keyboard.press("b")
    assert not page.locator(".blank").is_visible()
    page.locator(".st-key-header").get_by_role("radio").first.focus()
    page.keyboard.press("Home")
    assert where(page) == "t = 3 of 9"
    page.keyboard.press("PageUp")
    assert where(page) == "t = 2 of 9"
    keys = page.locator(".keys").inner_text()
    assert all(key in keys for key in ("← →", "Space", "Home End", "PgUp PgDn", ". B"))


def test_stages_light_up_in_the_order_of_the_story_and_back(visit: Open) -> None:
    page = visit("?lang=en&scenario=latch&t=1&stage=z")
    page.get_by_role("button", name="By stages").click()
    seen = []
    for _ in range(9):
        lit = page.locator(".drawing g:not(.unlit)[role=button]").evaluate_all(
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
    page.keyboard.press("Home")
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
    page.keyboard.press("Space")
    page.locator(".where", has_text=re.compile("t = [3-9] ")).wait_for()
    dark = page.locator(".drawing .value").first.evaluate("e => getComputedStyle(e).fill")
    page.emulate_media(color_scheme="light")
    page.wait_for_timeout(900)
    light = page.locator(".drawing .value").first.evaluate("e => getComputedStyle(e).fill")
    assert dark != light
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
    for _ in range(13):
        label = str(page.evaluate(FOCUSED))
        name = str(page.evaluate("document.activeElement.shadowRoot.activeElement.dataset.name"))
        said[name] = label
        page.keyboard.press("Tab")
    step = perform(Settings(scenario="wide", t=3, unit=2)).step
    assert set(BOXES) | {"x", "z", "kept", "written"} <= set(said)
    for name in BOXES:
        assert (
            said[name].replace("≈", "").endswith(f", unit 2, {fixed(getattr(step, name)[1, 0], 3)}")
        ), name
    assert said["f"] == f"forget gate, unit 2, {fixed(step.f[1, 0], 3)}"
    page.locator('.drawing [data-name="f"]').focus()
    page.keyboard.press("ArrowDown")
    assert read_out(page, "f") == f"forget gate, unit 3, {fixed(step.f[2, 0], 3)}"
    wait_for_link(page, unit="3")


def test_who_steps_with_the_keys_stays_on_a_value_though_the_drawing_is_another(
    visit: Open,
) -> None:
    page = visit("?lang=en&scenario=wide&t=3&hide=z")  # what is hidden is drawn anew at each step
    page.locator('.drawing [data-name="x"]').focus()
    page.keyboard.press("ArrowRight")
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


def test_hidden_numbers_do_not_reach_the_browser_until_they_are_revealed(visit: Open) -> None:
    settings = Settings(
        scenario="wide", seed=3, steps=7, t=4, hide="C_tilde", question=1, lang="en", stage="C"
    )
    whole = perform(settings)
    page = visit(fresh=True)
    received: list[bytes] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda data: received.append(to_bytes(data))),
    )
    page.goto(
        page.url.split("?")[0]
        + "?"
        + "&".join(f"{k}={v}" for k, v in settings.to_query().items() if k != "question")
    )
    settle(page)
    for view in ("Time", "Weights", "Step", "Cell"):
        choose(page, "view", view)
        page.wait_for_timeout(700)
    secret = [
        getattr(whole.trace[s - 1], name)[u, 0]
        for s in (4, 5)
        for name in ("C", "o", "h")
        for u in range(3)
    ]
    spelled = [f"{abs(value):.6f}"[:-1].encode() for value in secret]
    everything = b"".join(received)
    assert len(everything) > 50_000
    assert not [number for number in spelled if number in everything]
    assert read_out(page, "C") == "cell state, unit 1, hidden"
    assert str(whole.trace[2].C[0, 0])[:7].encode() in everything, "what is shown has reached it"

    page.keyboard.press("PageDown")
    question = ask(whole, "C_tilde", 1)
    assert question
    wait_for_sentence(page, question.text[:20])
    wait_for_link(page, question="1")
    page.reload()
    settle(page)
    assert sentence(page) == question.text
    choose(page, "lang", "ES")
    wait_for_link(page, lang="es", question="1")
    assert read_out(page, "C") == "estado de celda, unidad 1, oculto"
    page.keyboard.press("PageDown")
    wait_for_link(page, revealed="yes")
    shown = fixed(whole.step.C[0, 0], 3)
    page.locator(f'.drawing [data-name="C"][aria-label$="{shown}"]').wait_for()
    page.reload()
    settle(page)
    assert read_out(page, "C").endswith(shown)
    page.keyboard.press("PageDown")
    wait_for_link(page, t="5")
    page.keyboard.press("PageUp")
    wait_for_link(page, t="4", revealed="yes", question="1")
    assert not page.errors


def to_bytes(data: str | bytes) -> bytes:
    return data if isinstance(data, bytes) else data.encode()


def test_this_moment_is_shared_as_a_link_and_a_code(visit: Open) -> None:
    import numpy as np
    import zxingcpp
    from PIL import Image

    page = visit("?lang=en&scenario=latch&t=6&hide=C_tilde&question=1", height=900)
    page.get_by_role("button", name="Share").click()
    page.get_by_text("Question and player").click()
    page.locator("code", has_text="controls=player").wait_for()
    page.wait_for_timeout(500)
    address = page.locator("[role=dialog] code").inner_text()
    picture = Image.open(io.BytesIO(page.locator(".qr img").screenshot())).convert("L")
    assert picture.width >= 500
    assert [code.text for code in zxingcpp.read_barcodes(np.array(picture))] == [address]
    other = visit("?" + address.split("?")[1], fresh=True)
    expect_link(other, {**link(page), "controls": "player"})
    assert other.locator(".stSidebar").count() == 0 and other.get_by_role("radio").count() == 0
    other.get_by_role("button", name="Full page").click()
    other.locator(".st-key-header").get_by_text("Weights").wait_for()
    expect_link(other, link(page))


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
    formula = "[...document.querySelectorAll('.katex-html *')].map(e => parseFloat(getComputedStyle(e).fontSize))"
    assert max(page.evaluate(formula)) >= 0.06 * height
    bottom = page.locator(".stPlotlyChart").bounding_box()
    assert bottom["y"] + bottom["height"] <= page.locator(".st-key-place").bounding_box()["y"] + 4


def test_a_bar_is_held_at_0_and_the_link_shows_the_ghost_elsewhere(visit: Open) -> None:
    page = visit("?view=time&lang=en&scenario=wide&seed=3&stage=f")
    page.locator(".stPlotlyChart .subplot.xy2 .bars .point path").nth(6 * 3 + 2 * 3 + 1).click(
        force=True
    )
    wait_for_link(page, t="3", unit="2")
    page.get_by_role("button", name="What if…?").click()
    page.get_by_role("button", name="Make the change").click()
    wait_for_link(page, edits="f@3[2]=0")
    changed = perform(Settings(scenario="wide", seed=3, t=3, unit=2, edits="f@3[2]=0"))
    assert changed.ghost and changed.step.f[1, 0] == 0
    page.locator("p", has_text="Unit 2 first differs at t = 3").wait_for()
    page.keyboard.press("Escape")
    choose(page, "view", "Cell")
    wait_for_link(page, view="cell")
    other = visit("?" + page.url.split("?")[1], fresh=True)
    without = fixed(changed.ghost.step.f[1, 0], 3)
    assert read_out(other, "f") == f"forget gate, unit 2, 0.000, without the change {without}"
    assert other.locator(".st-key-chips").inner_text().startswith("f, unit 2, t = 3: held at 0")
    other.get_by_role("button", name="×", exact=True).click()
    other.locator(
        f'.drawing [data-name="f"][aria-label="forget gate, unit 2, {without}"]'
    ).wait_for()
    assert "edits" not in link(other)


def test_a_weight_is_typed_into_the_table_and_taken_back(visit: Open) -> None:
    page = visit("?view=weights&lang=en&scenario=wide&seed=3&stage=f&unit=2")
    page.get_by_text("Change weights in the table").click()
    cell = page.get_by_role("textbox", name="W_f, unit 2, x₁")
    before = cell.input_value()
    assert before == f"{perform(Settings(scenario='wide', seed=3)).params.W_f[1, 3]:.4f}"
    cell.fill("1.5")
    cell.press("Enter")
    wait_for_link(page, edits="W_f[2,4]=1.5")
    page.locator(".grid .ghost", has_text=f"({before})".replace("-", "−")).wait_for()
    cell.fill("a lot")
    cell.press("Enter")
    wait_for_link(page, edits="W_f[2,4]=a lot")
    page.locator(".st-key-chips", has_text="cannot be read and does not act").wait_for()
    cell.fill("")
    cell.press("Enter")
    page.wait_for_function("!location.search.includes('edits')")
    for _ in range(50):
        if cell.input_value() == before:
            break
        page.wait_for_timeout(100)
    assert cell.input_value() == before
