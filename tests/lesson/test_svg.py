"""Drawings for paper: a bar is as high as its number, and any curve is drawn."""

import re
import xml.etree.ElementTree as ET

import pytest

from lstm_core.lesson.svg import Strip, bars, lines


def test_a_bar_is_as_high_as_its_number() -> None:
    heights = [
        float(tall)
        for tall in re.findall(
            r'height="([\d.]+)" fill="#', bars(Strip("C", "#000", [1, -2, 0.5], "123"))
        )
    ]
    assert heights[1] == pytest.approx(2 * heights[0], rel=0.02) and heights[2] == pytest.approx(
        heights[0] / 2, rel=0.02
    )
    tiny = re.findall(r'height="([\d.]+)" fill="#', bars(Strip("h", "#000", [0.002, 0.002], "12")))
    assert max(map(float, tiny)) < 1, "what is nearly 0 looks so"


def test_curves_are_drawn_whatever_they_hold() -> None:
    for ys in ([1.0, 0.1], [0.0, 0.0], [1.0], [1e-300, 1e300]):
        drawing = ET.fromstring(
            f"<g>{lines({'a': (range(len(ys)), ys), 'b': (range(len(ys)), ys)})}</g>"
        )
        assert len(drawing.findall("polyline")) == 2
