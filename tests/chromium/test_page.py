"""What a person does, in a real Chromium."""

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from tests.chromium.driver import (
    FORMULAS,
    Open,
    calm,
    choose,
    expect_link,
    link,
    sentence,
    settle,
    wait_for_link,
    wait_for_sentence,
)

SVG = "{http://www.w3.org/2000/svg}"


def test_a_first_visit_speaks_the_browsers_language(visit: Open) -> None:
    page = visit(locale="en-US", fresh=True)
    assert sentence(page).startswith("Unit 1 keeps about 72 %")
    expect_link(page, {"lang": "en", "view": "cell"})
    shown = "() => performance.getEntriesByName('parts-shown').length"
    assert page.evaluate(shown), "the page has set the mark that Plotly's script waits for"
    assert not page.errors
    assert not page.get_by_role("dialog").count(), "what the server sends can be read"


def test_a_narrow_window_folds_the_sidebar_for_itself_alone(visit: Open) -> None:
    inside = "() => document.querySelector('.stSidebar').getBoundingClientRect().right > 200"
    narrow = visit("?lang=en", width=1024, height=768, fresh=True)
    sign = narrow.get_by_test_id("stExpandSidebarButton").bounding_box()
    view = narrow.locator(".st-key-header label").first.bounding_box()
    assert sign["x"] + sign["width"] <= view["x"], "what opens it again stands on nothing"
    narrow.wait_for_timeout(300)  # the browser keeps it after the press
    wide = visit("?lang=en", fresh=True)
    wide.wait_for_function(inside)
    narrow.set_viewport_size({"width": 1280, "height": 720})
    narrow.wait_for_function(inside)


def test_the_seed_is_changed_and_the_notebook_found_again(visit: Open) -> None:
    page = visit("?lang=en")
    page.get_by_role("spinbutton", name="Seed").fill("7")
    page.keyboard.press("Enter")
    wait_for_link(page, seed="7")
    wait_for_sentence(page, f"C = {perform(Settings(seed=7)).step.C[0, 0]:.2f}")
    page.get_by_role("button", name="Back to 42").click()
    wait_for_sentence(page, "C = 1.45")
    expect_link(page, {"lang": "en", "view": "cell"})


def test_twenty_quick_keys_on_the_slider_lose_nothing(visit: Open) -> None:
    page = visit("?steps=40&lang=en")
    slider = page.locator(".st-key-place").get_by_role("slider")
    slider.focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(30)
    wait_for_link(page, t="21")
    calm(page)
    assert link(page)["t"] == "21"
    assert slider.input_value() == "21"
    assert page.locator(".where").inner_text() == "t = 21 of 40"


def test_a_click_on_a_bar_takes_its_step_and_unit(visit: Open) -> None:
    page = visit("?view=time&lang=en")
    bars = page.locator(".stPlotlyChart .subplot.xy7 .bars .point path")
    assert bars.count() == 2 * 6 * 3, "drawn bars and their targets"
    bars.nth(6 * 3 + 3 * 3 + 1).click(force=True)
    wait_for_link(page, t="4", unit="2")
    wait_for_sentence(page, "unit 2")


def test_a_click_on_a_weight_takes_its_gate_and_unit(visit: Open) -> None:
    page = visit("?view=weights&lang=en")
    page.locator(".stPlotlyChart .subplot.x4y4 .bars .point path").nth(8 + 2).click(force=True)
    wait_for_link(page, stage="o", unit="2")
    wait_for_sentence(page, "output gate of unit 2")


def test_a_sequence_is_pasted_and_its_link_opens_it(visit: Open) -> None:
    page = visit("?lang=en")
    choose(page, "input_source", "My own")
    box = page.get_by_role("textbox", name="My sequence")
    box.fill("0,5\t1\n-1\t2,5\n0\t0")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Understood: 3 × 2 (steps × inputs)").wait_for()
    wait_for_link(page, inputs="0,5\t1\n-1\t2,5\n0\t0")
    other = visit("?" + page.url.split("?", 1)[1], fresh=True)
    assert other.get_by_role("textbox", name="My sequence").input_value() == "0,5\t1\n-1\t2,5\n0\t0"
    assert sentence(other) == sentence(page)


def test_the_language_is_switched_without_losing_anything(visit: Open) -> None:
    page = visit("?lang=en&view=time&scenario=wide&seed=5&t=4&unit=3&chart=heatmap&steps=9")
    before = link(page)
    choose(page, "lang", "ES")
    wait_for_sentence(page, "La memoria C de la unidad 3")
    expect_link(page, {**before, "lang": "es"})
    page.locator(".where", has_text="t = 4 de 9").wait_for()


def test_after_a_change_of_language_everything_still_works(visit: Open) -> None:
    page = visit("?lang=es")
    choose(page, "lang", "EN")
    wait_for_link(page, lang="en")
    calm(page)
    chosen = page.locator(".field :checked")
    assert chosen.all_inner_texts() == ["Notebook: all between 0 and 1", ""]
    assert page.locator(".st-key-fields .radios :checked + label").inner_text() == "The cell's"
    assert page.locator(".st-key-header :checked + label").all_inner_texts() == [
        "Cell",
        "EN",
        "Normal",
    ]
    choose(page, "view", "Weights")
    wait_for_sentence(page, "What pushes")
    page.get_by_role("button", name="Next step").click()
    wait_for_link(page, t="2")
    choose(page, "lang", "ES")
    wait_for_sentence(page, "Lo que más empuja")
    choose(page, "view", "Tiempo")
    wait_for_sentence(page, "La memoria C")
    expect_link(page, {"lang": "es", "view": "time", "t": "2"})
    assert chosen.first.inner_text() == "Cuaderno: todo entre 0 y 1"


def test_a_reload_restores_everything(visit: Open) -> None:
    page = visit("?lang=en")
    page.get_by_role("button", name="See a gate close").click()
    wait_for_sentence(page, "keeps 0.2 %")
    choose(page, "view", "Time")
    wait_for_link(page, view="time")
    said, query = sentence(page), link(page)
    page.reload()
    settle(page)
    assert sentence(page) == said
    expect_link(page, query)


def test_back_and_forward_go_back_and_forward(visit: Open) -> None:
    page = visit("?lang=en", fresh=True)
    choose(page, "view", "Weights")
    wait_for_sentence(page, "What pushes")
    page.get_by_role("button", name="Next step").click()
    wait_for_link(page, t="2")
    page.go_back()
    wait_for_sentence(page, "t = 1")
    page.go_back()
    wait_for_sentence(page, "Unit 1 keeps")
    settle(page)
    page.go_forward()
    wait_for_sentence(page, "What pushes")
    expect_link(page, {"lang": "en", "view": "weights"})


def test_back_pressed_twice_in_a_hurry_goes_back_twice(visit: Open) -> None:
    page = visit("?lang=en", fresh=True)
    choose(page, "view", "Weights")
    wait_for_sentence(page, "What pushes")
    page.get_by_role("button", name="Next step").click()
    wait_for_link(page, t="2")
    page.evaluate("history.back(); setTimeout(() => history.back(), 60)")
    wait_for_sentence(page, "Unit 1 keeps")
    calm(page)
    expect_link(page, {"lang": "en", "view": "cell"})
    assert page.locator(".st-key-place").get_by_role("slider").input_value() == "1"


def test_two_pages_do_not_disturb_each_other(visit: Open) -> None:
    one, other = visit("?lang=en&t=2"), visit("?lang=es&t=5&seed=9")
    one.get_by_role("button", name="Next step").click()
    wait_for_link(one, t="3")
    assert link(other)["t"] == "5" and link(other)["lang"] == "es"


def channels(page: Any, colour: str) -> list[int]:
    """The red, green and blue that a script's colour comes to."""
    return [int(number) for number in re.findall(r"\d+", page.evaluate(colour))[:3]]


def test_light_and_dark_are_switched_live(visit: Open) -> None:
    page = visit("?view=weights&lang=en", theme="dark")
    ground = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    text = "getComputedStyle(document.querySelector('.stPlotlyChart svg .xtick text')).fill"
    assert max(channels(page, ground)) < 40 and min(channels(page, text)) > 200
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"() => {ground} === 'rgb(255, 255, 255)'")
    page.wait_for_function(f"() => Math.max(...{text}.match(/\\d+/g).slice(0, 3).map(Number)) < 90")


@pytest.mark.parametrize("view", ["step", "time", "weights"])
def test_in_projector_size_the_last_row_can_read(visit: Open, view: str) -> None:
    """Numerals are at least 3 % of the picture's height, the number in focus 6 %; all fits."""
    page = visit(f"?view={view}&lang=en&size=projector&scenario=wide&stage=o&t=3")
    numerals = """() => [...document.querySelectorAll('.stPlotlyChart svg text')].filter(e =>
        /\\d/.test(e.textContent) && e.textContent.length < 9)
        .map(e => parseFloat(getComputedStyle(e).fontSize))"""
    bottoms = """[...document.querySelectorAll('.stPlotlyChart, .katex-display')]
        .map(e => e.getBoundingClientRect().bottom)"""
    for width, height in ((1280, 720), (1024, 768), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        calm(page)
        sizes = page.evaluate(numerals)
        assert min(sizes) >= 0.03 * height
        assert max(sizes if view == "time" else page.evaluate(FORMULAS)) >= 0.06 * height
        assert max(page.evaluate(bottoms)) <= page.locator(".st-key-place").bounding_box()["y"] + 4


def test_the_numbers_are_saved_as_csv(visit: Open) -> None:
    page = visit("?view=time&lang=en&scenario=latch&t=3")
    page.get_by_text("The numbers of this picture").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    assert download.value.suggested_filename == "lstm-latch-t3-time.csv"
    lines = download.value.path().read_text().splitlines()
    assert lines[0] == "scenario,seed,t,unit,f,i,C_tilde,o,C,h,value,write,reset,read"
    assert lines[6].split(",")[0] == "latch"
    assert float(lines[6].split(",")[8]) == perform(Settings(scenario="latch")).trace[5].C[0, 0]
    assert "−0.82" in page.locator("table").inner_text()


def test_a_picture_is_saved_for_a_slide(visit: Open) -> None:
    page = visit("?view=time&lang=en&scenario=pytorch&seed=7", theme="dark")
    page.keyboard.press("ArrowRight")
    wait_for_link(page, t="2")
    for kind, words in (("png", "PNG, as an image"), ("svg", "SVG, as lines and text")):
        camera = page.get_by_role("button", name="Save the picture (PNG or SVG)").first
        camera.click()
        with page.expect_download() as download:
            page.get_by_role("button", name=words).click()
        assert download.value.suggested_filename == f"lstm-pytorch-7-t2-time.{kind}"
        data = download.value.path().read_bytes()
        assert data.startswith(b"\x89PNG") or kind == "svg"
    picture = ET.fromstring(data)
    shown = {"".join(text.itertext()) for text in picture.iter(f"{SVG}text")}
    assert any("seed 7" in text and "t = 2 of 6, unit 1 of 3" in text for text in shown)
    rect = picture.find(f"{SVG}rect")
    assert rect is not None and rect.get("fill") == "#ffffff", "for a slide, whichever theme is on"
    camera.click()
    page.keyboard.press("Escape")
    page.locator(".choices").wait_for(state="detached")
    assert not page.errors


def test_a_bad_link_says_so_and_shows_the_nearest(visit: Open) -> None:
    page = visit(
        "?lang=en&seed=minus&hidden_size=400&view=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        fresh=True,
    )
    told = page.locator(".stAlert").inner_text()
    assert "seed = minus, which is not a number: 42 is used" in told
    assert "hidden_size = 400" in told and "32 is used" in told
    assert "<img src=x onerror=alert(1)>" in told
    assert page.locator(".stAlert img").count() == 0
    expect_link(page, {"lang": "en", "view": "cell", "hidden_size": "32"})
