"""What is changed in the cell, in a real Chromium."""

from playwright.sync_api import expect

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.words.numbers import fixed
from tests.chromium.driver import (
    Open,
    choose,
    link,
    read_out,
    wait_for_link,
)


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
    cell = page.get_by_role("textbox", name="W_f, unit 2, x[1]")
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
    page.wait_for_function("() => !location.search.includes('edits')")
    expect(cell).to_have_value(before)


def test_tab_goes_from_a_popovers_button_through_it_and_on(visit: Open) -> None:
    page = visit("?lang=en")
    button = page.get_by_role("button", name="What if…?")
    button.focus()
    page.keyboard.press("Enter")
    field = page.get_by_role("combobox", name="What to change")
    field.wait_for()
    expect(button).to_be_focused()  # by now it is Streamlit's own
    page.keyboard.press("Tab")
    expect(field).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Tab")
    at = "(place) => Boolean(document.activeElement.closest(place))"
    for _ in range(20):
        assert page.evaluate(at, "[data-testid=stPopoverBody]")
        page.keyboard.press("Tab")
        if page.evaluate(at, ".st-key-diagram"):
            return
    raise AssertionError("Tab stays in the popover")
