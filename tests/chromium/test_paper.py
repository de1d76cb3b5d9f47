"""Sheets on paper, printed by a real Chromium: nothing is cut, and links stay links."""

import re
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
SHEETS = {
    "handout-es": lambda: handout(shipped(), "es", URL),
    "handout-en": lambda: handout(shipped(), "en", URL),
    "worksheet": lambda: worksheet(perform(Settings()), 3, URL),
    "worksheet of a wide cell": lambda: worksheet(
        perform(Settings(lang="en", scenario="wide", input_size=16, hidden_size=32, t=3)), 8, URL
    ),
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_printed_without_a_cut_line(chromium: Any, name: str) -> None:
    page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.emulate_media(media="print")
    page.set_content(SHEETS[name]())
    assert not page.evaluate(CUT, [WIDTH, HEIGHT])
    codes = page.locator(".qr")
    sizes = [codes.nth(k).bounding_box()["width"] for k in range(codes.count())]
    assert sizes and min(sizes) > 75, "a code of 2 cm at least"
    printed = page.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type /Page\b", printed)) <= 12
    assert b"/URI" in printed, "a link on the sheet is a link in the file"
    page.close()
