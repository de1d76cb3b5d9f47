"""The controls of a cell: native ones, used with the mouse and with the keys."""

from typing import Any

from tests.chromium.driver import Open, calm, choose, expect_link, wait_for_link

# What an element of the fields has shown since; it is asked in each frame.
RECORD = """name => {
    const seen = [];
    const root = document.querySelector(".st-key-fields [data-testid$=Isolated]").shadowRoot;
    window.seen = seen;
    (function look() {
        const { value } = root.getElementById(name);
        if (seen.at(-1) !== value) seen.push(value);
        requestAnimationFrame(look);
    })();
}"""
FOCUSED = """() => document.activeElement.shadowRoot?.activeElement?.id"""


def seen(page: Any) -> list[int]:
    """The values of what is recorded, in order."""
    return [int(value) for value in page.evaluate("() => window.seen")]


def test_a_cell_is_set_with_the_keys_and_none_of_them_is_lost_or_undone(visit: Open) -> None:
    page = visit("?lang=en", fresh=True)
    page.get_by_role("combobox", name="Cell").focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    wait_for_link(page, scenario="wide")
    page.get_by_text("Normal, standard deviation 4/").wait_for()
    assert page.evaluate(FOCUSED) == "scenario"
    page.evaluate(RECORD, "hidden_size")
    page.get_by_role("slider", name="Units, H").focus()
    for _ in range(12):  # each is told before the answer to the one before it is there
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(130)
    wait_for_link(page, hidden_size="15")
    calm(page)
    assert seen(page) == sorted(seen(page)) and seen(page)[-1] == 15, "it does not jump back"
    assert page.evaluate(FOCUSED) == "hidden_size"
    page.keyboard.press("Home")
    wait_for_link(page, hidden_size="1")
    page.go_back()
    page.wait_for_function("() => window.seen.at(-1) === '15'")
    expect_link(page, {"lang": "en", "view": "cell", "scenario": "wide", "hidden_size": "15"})
    assert not page.errors


def test_what_stands_beside_a_picture_is_set_with_the_keys_and_follows_the_page(
    visit: Open,
) -> None:
    page = visit("?lang=en&view=memory&scenario=pytorch&steps=30&forget_bias=1", fresh=True)
    page.get_by_role("radio", name="This cell").focus()
    page.keyboard.press("ArrowRight")
    wait_for_link(page, curves="peers")
    page.keyboard.press("ArrowRight")
    wait_for_link(page, curves="peers_biased")
    end = page.get_by_role("slider", name="Up to t")
    end.focus()
    for _ in range(12):  # each is told before the answer to the one before it is there
        page.keyboard.press("ArrowLeft")
        page.wait_for_timeout(130)
    wait_for_link(page, end="18")
    calm(page)
    assert end.input_value() == "18" and page.locator("#set_end + b").inner_text() == "18"
    assert page.evaluate("() => document.activeElement.id") == "set_end", "it stays mounted"
    page.get_by_role("button", name="Help: Add to").click()
    page.get_by_text("Added to b").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Next step").click()
    wait_for_link(page, t="2")
    page.go_back()
    page.locator(".where", has_text="t = 1").wait_for()
    assert end.input_value() == "18"
    choose(page, "view", "Weights")
    page.locator(".line").get_by_text("o", exact=True).click()
    wait_for_link(page, stage="o")
    assert page.locator(".line :checked + label").inner_text() == "o"
    assert not page.errors


def test_a_slider_is_dragged_and_help_and_inputs_are_a_press_away(visit: Open) -> None:
    page = visit("?lang=en", fresh=True)
    slider = page.get_by_role("slider", name="Time steps, T")
    page.evaluate(RECORD, "steps")
    box = slider.bounding_box()
    left, middle = box["x"] + 30, box["y"] + box["height"] / 2
    page.mouse.move(left, middle)
    page.mouse.down()
    for k in range(1, 21):
        page.mouse.move(left + 10 * k, middle)
        page.wait_for_timeout(40)
    page.mouse.up()
    last = int(slider.input_value())
    wait_for_link(page, steps=str(last))
    calm(page)
    values = seen(page)
    assert values[1:] == sorted(values[1:]) and values[-1] == last > 40, "it does not jump back"
    page.get_by_role("button", name="Help: Time steps, T").click()
    page.get_by_text("How many times the same cell is applied").wait_for()
    page.keyboard.press("Escape")
    choose(page, "input_source", "Series")
    page.get_by_text("one number per month").wait_for()
    assert page.get_by_role("slider", name="Inputs per step, D").is_disabled()
    wait_for_link(page, inputs="series:1")
    choose(page, "input_source", "The cell's")
    expect_link(page, {"lang": "en", "view": "cell", "steps": str(last)})
    assert not page.errors
