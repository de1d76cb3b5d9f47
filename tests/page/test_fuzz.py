"""Short forms of benchmarks/fuzz.py, the same on every run; and what its long form has found."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from fuzz import read, strictly
from odd_clicks import opened, sequence
from odd_links import PASTES, link

from lstm_core.experiment import edits
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.paper import LONGEST_LINK
from lstm_core.lesson.worksheet import worksheet
from lstm_core.words.language import say
from lstm_core.words.what_if import edit_chip
from tests.support import app, headlines, move, query


@pytest.mark.parametrize("part", range(4))
def test_no_link_raises_warns_or_becomes_markup(part: int) -> None:
    for k in range(100):
        with strictly():
            assert read(link(random.Random(1000 * part + k))) < 2


def test_no_pasted_sequence_raises_warns_or_becomes_markup() -> None:
    for pasted in PASTES:
        with strictly():
            assert read({"inputs": pasted, "view": "time"}) < 2


@pytest.mark.parametrize(
    "work", [lambda dice: opened(link(dice)), sequence], ids=["links", "widgets"]
)
def test_the_page_takes_what_nobody_meant(work: Callable[[random.Random], object]) -> None:
    for k in range(8):
        with strictly():
            work(random.Random(k))


def test_a_beat_where_nothing_is_hidden_changes_nothing() -> None:
    page = app(t=3)
    move(page, beats=1)
    assert not page.exception and query(page)["t"] == "3"


@pytest.mark.parametrize("name", ["edits", "versus", "inputs"])
def test_a_footer_holds_a_link_of_any_length(name: str) -> None:
    long: dict[str, Any] = {
        "edits": "f@2[1]=0;" * 200,
        "versus": f"edits={'f%402=0;' * 200}",
        "inputs": "1\n2\n" * 900,
    }
    footer = (
        worksheet(perform(Settings(**{name: long[name]})), 3)
        .split("<footer>")[1]
        .split("</footer>")[0]
    )
    assert name not in footer.split("<code>")[1] and len(footer) < LONGEST_LINK + 400
    key = "worksheet_link_without" if name == "inputs" else "worksheet_link_unchanged"
    assert say(key, "es") in footer.replace("&#x27;", "'")


@pytest.mark.parametrize("odd", ["f]**x**", "f]<b>x", "[f](//x)]", "f][", "[f\\]", "f]", "[[f]"])
def test_a_bracket_alone_does_not_end_a_chips_grey(odd: str) -> None:
    [entry] = edits.parse(odd)
    assert not edit_chip(entry, None, "en", 3).startswith(":")
    [entry] = edits.parse("g[1]=0")
    assert edit_chip(entry, None, "en", 3).startswith(":gray[`g[1]=0`")


def test_a_link_too_long_for_a_code_can_be_copied() -> None:
    page = app(inputs="1\n" * 4000, lang="en")
    page.session_state["session"].dialog = "share"
    page.run()
    assert not page.exception
    assert say("share_long", "en") in headlines(page)
