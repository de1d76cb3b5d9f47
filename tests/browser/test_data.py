"""What the browser is given: packed once, and the same numbers as everywhere."""

import json
from typing import Any

import numpy as np
import pytest

from lstm_core.browser.contract import pack
from lstm_core.browser.drawing import describe, drawing_data, to_texts
from lstm_core.browser.html import Offer, sentence_html
from lstm_core.browser.player import player_data
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.memory import end_step
from lstm_core.experiment.settings import Settings
from lstm_core.words.numbers import fixed


def drawn(settings: Settings) -> dict[str, Any]:
    """The Drawing that the page of these settings is given."""
    return dict(json.loads(drawing_data(mask(perform(settings)))))


@pytest.mark.parametrize("digits", [2, 3])
def test_many_numbers_are_written_as_one_is(digits: int) -> None:
    values = np.random.default_rng(0).normal(0, 1, (7, 5)) * 10.0 ** np.arange(-5, 2)[:, None]
    values[0, :3] = np.nan, -0.0, -1e-9
    written = to_texts(values, digits)
    assert written == [[fixed(value, digits) for value in row] for row in values.tolist()]
    assert written[0][0] == "?"


def test_the_drawing_is_made_once_for_all_steps_and_anew_where_something_is_hidden() -> None:
    first, second = (perform(Settings(scenario="wide", t=t)) for t in (1, 2))
    assert drawing_data(first) is drawing_data(second)
    described = json.loads(json.dumps(describe(first)))
    assert drawn(Settings(scenario="wide")) == {"part": "diagram", **described}
    hidden, later = (Settings(scenario="wide", t=t, hide="f") for t in (2, 3))
    assert drawn(hidden) != drawn(later)
    assert drawn(hidden)["values"]["C"][2] == ["?"] * 3
    shown = Settings(scenario="wide", t=2, hide="f", revealed="yes")
    assert drawn(shown)["values"]["h"][1] != ["?"] * 3
    wide = [Settings(scenario="wide", hidden_size=20, unit=unit) for unit in (1, 2)]
    assert drawn(wide[0]) != drawn(wide[1]), "of many units only the one in focus travels"
    assert drawn(Settings(edits="f=0")) != drawn(Settings())
    assert drawn(Settings(versus=Settings(seed=1).cell_query))["ghost"]


@pytest.mark.parametrize(
    ("t", "end", "shown"), [(20, 10, 20), (5, 10, 10), (5, 0, 20), (5, 60, 20)]
)
def test_the_place_ends_where_memory_does(t: int, end: int, shown: int) -> None:
    experiment = perform(Settings(scenario="wide", steps=20, t=t, end=end))
    place = json.loads(player_data(experiment, "memory", ack=0, session=""))["place"]
    assert place["end"] == shown == end_step(experiment)


def test_any_text_crosses_as_it_is_but_half_a_character() -> None:
    assert json.loads(pack("live", {"figures": {"ñ−⁻²": "𝄞"}}))["figures"] == {"ñ−⁻²": "𝄞"}
    assert json.loads(pack("live", {"figures": {"a": "\ud800b"}}))["figures"] == {"a": "?b"}


def test_a_sentence_stays_text_and_whole_where_a_line_must_not_end() -> None:
    html = sentence_html(
        "<img src=x> keeps 72 % (0.87 → 0.62): C = 1.45",
        ["<b>", "f, o ≥ 0.5"],
        [Offer("'<i>", '"', {"t": 1, "x": "'>\"<u>"})],
    )
    assert not [tag for tag in ("<img", "<b>", "<i>", "<u>") if tag in html]
    for whole in ("72 %", "(0.87 → 0.62)", "C = 1.45", "o ≥ 0.5"):
        assert f"<span>{whole}</span>" in html
    assert 'data-choose="{&quot;t&quot;: 1, ' in html and ' title="&quot;"' in html
