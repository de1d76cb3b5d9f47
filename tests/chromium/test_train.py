"""Training watched in a real Chromium."""

from typing import Any

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.words.numbers import fixed
from tests.chromium.driver import Open, choose, link, settle, wait_for_link, wait_for_sentence

LOSS = "document.querySelector('.st-key-picture_learning_tall .js-plotly-plot').data[0].y"


# Where everything is.
BOXES = """() => [...document.querySelectorAll(
    '.st-key-top h2, .st-key-trainer > *, .js-plotly-plot, .counts, .st-key-place')].map((one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    return [left, top, width, height].map(Math.round).join();
})"""


def losses(page: Any) -> list[float]:
    return list(page.evaluate(LOSS))


def test_a_cell_learns_while_one_watches_and_is_opened_elsewhere(visit: Open) -> None:
    page = visit("?view=train&task=depth&lang=en&seed=7&train_updates=300")
    assert len(losses(page)) == 1
    page.evaluate(
        "document.querySelectorAll('.js-plotly-plot').forEach(chart => chart.dataset.first = 'yes')"
    )
    settle(page)
    boxes = page.evaluate(BOXES)
    page.get_by_role("button", name="Train", exact=True).click()
    page.wait_for_function(f"() => {LOSS}.length > 12")
    assert page.evaluate(BOXES) == boxes, "nothing moves"
    kept = page.evaluate(
        "[...document.querySelectorAll('.js-plotly-plot')].map(chart => chart.dataset.first)"
    )
    assert kept == ["yes", "yes"], "the charts are the same ones: nothing flickers"
    page.get_by_role("button", name="Pause", exact=True).click()
    page.get_by_role("button", name="Continue", exact=True).wait_for()
    page.wait_for_function("() => new URLSearchParams(location.search).get('updates') >= 12")
    settle(page)
    stopped = int(link(page)["updates"])
    shown = losses(page)
    assert stopped < 300 and len(shown) == stopped + 1
    page.wait_for_timeout(700)
    assert int(link(page)["updates"]) == stopped and len(losses(page)) == len(shown), (
        "it has stopped"
    )
    page.get_by_text("All at once", exact=True).click()
    page.get_by_role("button", name="Continue", exact=True).click()
    wait_for_sentence(page, "After 300 of 300 updates, 100 %")
    wait_for_link(page, updates="300")
    settle(page)
    assert losses(page)[-1] < 0.1 * losses(page)[0]
    slider = page.locator(".st-key-updates input[type=range]")
    slider.focus()
    slider.press("ArrowLeft")
    wait_for_link(page, updates="299")
    page.get_by_role("button", name="Open in the cell view").click()
    wait_for_link(page, view="cell", scenario="trained")
    page.locator(".st-key-top p", has_text="After 299 of 300 updates").wait_for()
    other = visit("?" + page.url.split("?")[1], fresh=True)
    cell = perform(Settings.from_query(link(other)))
    value = other.locator('.drawing [data-name="f"]').get_attribute("aria-label")
    assert value == f"forget gate, unit 1, {fixed(cell.step.f[0, 0], 3)}"
    choose(other, "view", "Time")
    wait_for_link(other, view="time", scenario="trained")
