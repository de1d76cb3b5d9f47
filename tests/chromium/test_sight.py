"""Nothing that one reads is over something else, cut off, too small or too pale.

A few pages that cover the most pairs of view, size, language, cell, screen and theme; the benchmark
tests/benchmarks/sight.py looks at all of them.
"""

import pytest

from tests.chromium.driver import Open, calm, follow, wait_for_link
from tests.chromium.sight import faults
from tests.chromium.sight_cases import Case, sample

LOCALES = {"es": "es-ES", "en": "en-US"}
LOOKED_AT = 8
# The height of this numeral of a chart, as a part of the screen's.
NUMERAL = """(numeral) => {
    const text = document.querySelector(`.main-svg ${numeral} text`);
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = getComputedStyle(text).font;
    const larger = text.getBoundingClientRect().height / text.getBBox().height;
    return larger * pen.measureText('0').actualBoundingBoxAscent / innerHeight;
}"""


@pytest.mark.parametrize("case", sample(LOOKED_AT), ids=lambda case: "-".join(map(str, case)))
def test_everything_can_be_read(visit: Open, case: Case) -> None:
    width, height = case.screen
    page = visit(case.query, LOCALES[case.lang], width, height, case.theme)
    assert not faults(page, large=case.large)


def test_on_a_high_screen_a_charts_type_grows_and_a_click_finds_its_step(visit: Open) -> None:
    large = "&lang=en&size=projector"
    page = visit(f"?view=step{large}", "en-US", 1920, 1080)
    assert page.evaluate(NUMERAL, ".textpoint") > 0.03
    follow(page, f"?view=weights{large}")
    assert page.evaluate(NUMERAL, ".textpoint") > 0.03
    follow(page, f"?view=time{large}&scenario=latch")
    assert page.evaluate(NUMERAL, ".xtick") > 0.03
    for width, height in ((1024, 768), (1280, 800), (1440, 900), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        calm(page)
        assert page.evaluate(NUMERAL, ".xtick") > 0.03, (width, height)
    cell = page.locator(".stPlotlyChart .bars .point path").nth(8).bounding_box()
    page.mouse.click(cell["x"] + cell["width"] / 2, cell["y"] + cell["height"] / 2)
    wait_for_link(page, t="3")


def test_what_cannot_be_read_is_found(visit: Open) -> None:
    """Each kind of fault, made by hand, is seen."""
    page = visit("?view=step&lang=en&t=2", "en-US")
    for style, kind in (
        (".annotation:nth-child(3n + 2) .annotation-text { translate: 45px 0 }", "meets"),
        (".annotation-text { font-size: 9px !important }", "small"),
        (".stApp .stPlotlyChart svg text { fill: #AAAAAA !important }", "pale"),
        (".main-svg { height: 60px !important }", "cut"),
        (".stPlotlyChart { margin-top: 500px }", "under the player"),
        (".textpoint text { translate: 0 -16px }", "on a line"),
    ):
        sheet = page.add_style_tag(content=style)
        assert kind in {fault.kind for fault in faults(page, large=False)}, kind
        sheet.evaluate("(style) => style.remove()")
    assert not faults(page, large=False)
