"""Where everything of the drawing stands, as front/drawing says: the modules alone, in Chromium."""

from itertools import product
from typing import Any

import pytest

SIZES = [(362, 340), (505, 250), (870, 280), (960, 300), (1150, 260), (1150, 500), (1860, 540)]
MODULES = "/_stcore/bidi-components/lstm-core.front/drawing"


@pytest.fixture(scope="module")
def run(server: str, chromium: Any) -> Any:
    page = chromium.new_page()
    page.goto(f"{server}/_stcore/health")
    page.evaluate(
        """async (folder) => {
            globalThis.measures = await import(`${folder}/measures.js`);
            globalThis.curve = await import(`${folder}/curve.js`);
            globalThis.draft = await import(`${folder}/draft.js`);
        }""",
        server + MODULES,
    )
    yield page.evaluate
    page.close()


@pytest.mark.parametrize("large", [False, True])
def test_everything_has_its_place_at_every_size(run: Any, large: bool) -> None:
    for (width, height), cells, inputs in product(SIZES, (1, 3), (1, 4, 16)):
        names = [""] * inputs
        size = {"width": width, "height": height, "screen": 720, "large": large}
        given = {**size, "cells": cells, "names": names, "labels": ["May 1949"], "ghosts": False}
        look = run("(given) => measures.measure(given)", given)
        where = (width, height, cells, inputs)
        assert min(look["value"], look["small"], look["symbol"]) >= 12, where
        top = look["middle"] - look["gate"] / 2
        assert look["rail"] + look["sign"] < look["write"] - look["sign"], where
        assert look["write"] + look["sign"] < top < look["bus"] < look["x"]["y"], where
        assert look["gate"] >= 1.3 * look["row"], where
        assert look["x"]["y"] + look["x"]["high"] <= height, where
        assert look["pitch"] > look["w"] > 0, where
        if large and height >= 260:
            assert look["value"] >= 0.03 * 720 or height < 270, where


def test_a_point_stands_where_its_value_is(run: Any) -> None:
    across = "([kind, value]) => curve.across(kind, value)"
    assert run(across, ["σ", 0.5]) == run(across, ["tanh", 0]) == 0
    assert run(across, ["σ", 1]) == 1 and run(across, ["tanh", -1]) == -1
    assert run(across, ["σ", 0.7310585786]) == pytest.approx(1 / 6)  # sigma of 1
    assert run(across, ["tanh", 0.7615941559]) == pytest.approx(1 / 3)  # tanh of 1
    slope = "([kind, value]) => curve.slope(kind, value)"
    assert run(slope, ["σ", 0.5]) == 0.25 and run(slope, ["tanh", 0]) == 1


def test_a_draft_gives_what_its_numbers_give(run: Any) -> None:
    values = {"f": "0.500", "i": "0.500", "C_tilde": "−0.200", "o": "1.000", "C_prev": "0.800"}
    data = {
        "values": {name: [[text]] for name, text in values.items()},
        "units": [1],
        "large": False,
    }
    place = {"name": "f", "t": 1, "unit": 1, "value": 0.25}
    of = "([drawing, name, text]) => draft.drafted(drawing, name, text, 1, 0)"
    drawing = {"draft": place, "data": data}
    assert run(of, [drawing, "f", "0.500"]) == "0.250"
    assert run(of, [drawing, "C", "0.300"]) == "0.100"
    assert run(of, [drawing, "i", "0.500"]) == "0.500"
    assert run(of, [drawing, "C", "?"]) == "?", "what is hidden stays hidden"
    other = {**drawing, "draft": {**place, "unit": 2}}
    assert run(of, [other, "C", "0.300"]) == "0.300"
