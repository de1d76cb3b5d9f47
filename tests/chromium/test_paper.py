"""Sheets on paper, printed by a real Chromium: nothing is cut, and links stay links."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.handout import handout
from lstm_core.lesson.lecture_file import shipped
from lstm_core.lesson.worksheet import worksheet

URL = "http://192.0.2.7:8501/"
WIDTH, HEIGHT = 680, 1016  # CSS pixels of A4 within the margins of both sheets: 180 x 269 mm
CUT = """([width, height]) => [...document.querySelectorAll('body *')].filter((one) => {
    const { left, right, height: high } = one.getBoundingClientRect();
    const whole = getComputedStyle(one).breakInside === 'avoid';
    return right > width + 1 || left < -1 || (whole && high > height)
        || (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === 'hidden');
}).map((one) => `${one.tagName} ${one.className.baseVal ?? one.className}: ${one.textContent}`
    .slice(0, 80))"""
# What is too small to read on a phone.
SMALL = """() => [...document.querySelectorAll('body *')].filter((one) => {
    const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const size = parseFloat(getComputedStyle(one).fontSize);
    return own && !one.closest('sub, sup, svg') && size < 12;
}).map((one) => one.outerHTML.slice(0, 80))"""
WIDE = Settings(lang="en", scenario="wide", input_size=16, hidden_size=32, steps=60, t=60)
# Each with how many pages it has: none is left over for a few lines.
SHEETS: dict[str, tuple[Callable[[], str], int]] = {
    "handout-es": (lambda: handout(shipped(), "es", URL), 9),
    "handout-en": (lambda: handout(shipped(), "en", URL), 9),
    "worksheet": (lambda: worksheet(perform(Settings()), 3, URL), 3),
    "worksheet without a stage": (lambda: worksheet(perform(Settings(t=2)), 8, URL), 3),
    "worksheet of a wide cell": (lambda: worksheet(perform(WIDE), 8, URL), 3),
    "worked out": (lambda: worksheet(perform(WIDE), 0, URL), 2),
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_printed_without_a_cut_line(chromium: Any, name: str) -> None:
    page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.emulate_media(media="print")
    make, pages = SHEETS[name]
    page.set_content(make())
    assert not page.evaluate(CUT, [WIDTH, HEIGHT])
    codes = page.locator(".qr")
    sizes = [codes.nth(k).bounding_box()["width"] for k in range(codes.count())]
    assert sizes and min(sizes) > 75, "a code of 2 cm at least"
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", printed)) == pages
    assert b"/URI" in printed, "a link on the sheet is a link in the file"
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(media="screen")
    assert page.evaluate("document.documentElement.scrollWidth") == 390, "a phone does not scroll"
    assert not page.evaluate(SMALL)
    page.close()
