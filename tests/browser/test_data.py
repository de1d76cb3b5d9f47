"""What the browser is sent: packed once, and the same numbers as everywhere."""

import json

import numpy as np
import pytest

from lstm_core.browser import browser
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.settings import Settings
from lstm_core.words.numbers import fixed
from tests.support import placed


@pytest.mark.parametrize("digits", [2, 3])
def test_many_numbers_are_written_as_one_is(digits: int) -> None:
    values = np.random.default_rng(0).normal(0, 1, (7, 5)) * 10.0 ** np.arange(-5, 2)[:, None]
    values[0, :3] = np.nan, -0.0, -1e-9
    written = browser.texts(values, digits)
    assert written == [[fixed(value, digits) for value in row] for row in values.tolist()]
    rounded = np.round(values, digits)
    np.testing.assert_allclose(browser.read_back(written), rounded, atol=0.51 * 10.0**-digits)
    assert np.isnan(browser.read_back(written)[0, 0])


def test_the_drawing_is_made_once_for_all_steps_and_anew_where_something_is_hidden() -> None:
    first, second = (perform(Settings(scenario="wide", t=t)) for t in (1, 2))
    assert browser.drawn(first) is browser.drawn(second)
    assert placed(browser.drawn(first))["diagram"] == json.loads(json.dumps(browser.drawing(first)))
    hidden, later = (mask(perform(Settings(scenario="wide", t=t, hide="f"))) for t in (2, 3))
    assert browser.drawn(hidden) != browser.drawn(later)
    assert placed(browser.drawn(hidden))["diagram"]["values"]["C"][2] == ["?"] * 3
    shown = mask(perform(Settings(scenario="wide", t=2, hide="f", revealed="yes")))
    assert placed(browser.drawn(shown))["diagram"]["values"]["h"][1] != ["?"] * 3
    wide = [perform(Settings(scenario="wide", hidden_size=20, unit=unit)) for unit in (1, 2)]
    assert browser.drawn(wide[0]) != browser.drawn(wide[1]), (
        "of many units only the one in focus travels"
    )
    assert browser.drawn(perform(Settings(edits="f=0"))) != browser.drawn(perform(Settings()))
    kept = Settings(versus=Settings(seed=1).cell_query)
    assert placed(browser.drawn(perform(kept)))["diagram"]["before"]


def test_what_the_browser_is_given_stays_text() -> None:
    """A name in it can end neither the attribute that holds it nor the element."""
    given = {"names": ["</div><img src=x onerror=alert(1)>", "'\"&amp;"]}
    html = browser.placed("diagram", browser.packed(given))
    assert placed(html) == {"diagram": given}
    assert html.count("'") == 4 and html.count("<") == 2


def test_a_sentence_stays_text_and_whole_where_a_line_must_not_end() -> None:
    html = browser.opened(
        "<img src=x> keeps 72 % (0.87 → 0.62): C = 1.45",
        ["<b>", "f, o ≥ 0.5"],
        [("'<i>", '"', {"t": 1})],
    )
    assert "<img" not in html and "<b>" not in html and "<i>" not in html
    for whole in ("72 %", "(0.87 → 0.62)", "C = 1.45", "o ≥ 0.5"):
        assert f"<span>{whole}</span>" in html
    assert 'data-choose=\'{"t":1}\' title="&quot;"' in html
