"""Settings and their spelling in the URL."""

from typing import Any

import pytest

from lstm_core.experiment.fields import Choice, Text, Whole, quote
from lstm_core.experiment.settings import DEFAULTS, KINDS, Settings, complaints


def test_the_default_is_the_notebook() -> None:
    settings = Settings()
    assert (settings.seed, settings.input_size, settings.hidden_size, settings.steps) == (
        42,
        4,
        3,
        6,
    )
    assert (settings.t, settings.unit, settings.scenario) == (1, 1, "notebook")


def test_only_what_differs_is_written_but_language_and_view_always() -> None:
    assert Settings().to_query() == {"lang": "es", "view": "cell"}
    assert Settings(seed=7, lang="en").to_query() == {"lang": "en", "view": "cell", "seed": "7"}


@pytest.mark.parametrize("name", KINDS)
def test_every_field_comes_back_from_its_link(name: str) -> None:
    kind = KINDS[name]
    if isinstance(kind, Whole):
        values: tuple[Any, ...] = (kind.low, kind.high)
    elif isinstance(kind, Choice):
        values = kind.ids
    else:
        values = ("1;2\n3;4", "series:12", "äöü 😀 <b>&amp;</b>")
    for value in values:
        settings = Settings(**{name: value})
        assert Settings.from_query(settings.to_query()) == settings
        assert complaints(settings.to_query()) == ()


@pytest.mark.parametrize(
    ("query", "name", "used"),
    [
        ({"seed": "-1"}, "seed", 0),
        ({"seed": "1e308"}, "seed", 2**32 - 1),
        ({"seed": "inf"}, "seed", 2**32 - 1),
        ({"seed": "nan"}, "seed", 42),
        ({"seed": ""}, "seed", 42),
        ({"hidden_size": "33"}, "hidden_size", 32),
        ({"hidden_size": "2.6"}, "hidden_size", 3),
        ({"t": "0"}, "t", 1),
        ({"view": "Pesos"}, "view", "cell"),
        ({"lang": "<script>"}, "lang", "es"),
        ({"scenario": "latch "}, "scenario", "notebook"),
        ({"seed": "9" * 5000}, "seed", 2**32 - 1),
    ],
)
def test_bad_values_are_replaced_and_said(
    query: dict[str, str], name: str, used: int | str
) -> None:
    assert getattr(Settings.from_query(query), name) == used
    [(_, values)] = complaints(query)
    assert values["used"] == used


def test_a_long_sequence_is_cut_at_the_end_of_a_row() -> None:
    kind = KINDS["inputs"]
    assert isinstance(kind, Text)
    used = Settings.from_query({"inputs": "1;2;3;4\n" * 2000}).inputs
    assert len(used) <= kind.longest
    assert used.endswith("\n1;2;3;4")


def test_unknown_keys_are_ignored() -> None:
    assert Settings.from_query({"utm_source": "mail"}) == Settings()
    assert complaints({"utm_source": "mail"}) == ()


def test_defaults_are_within_their_own_bounds() -> None:
    for name, kind in KINDS.items():
        used, complaint = kind.parse(name, str(DEFAULTS[name]), DEFAULTS[name])
        assert (used, complaint) == (DEFAULTS[name], None)


def test_a_quote_is_one_short_line_without_markup() -> None:
    quoted = quote("`a`\n<b>" + "x" * 100 + "\u202e")
    assert quoted.startswith("`'a' <b>") and quoted.endswith("…`")
    assert quoted.count("`") == 2 and "\n" not in quoted and "\u202e" not in quoted
    assert quote("") == "` `"
