"""A link: the language it opens in, and what it cannot mean."""

import pytest

from tests.support import app, headlines, move, query


def test_the_language_follows_the_browser_and_the_link_wins() -> None:
    assert headlines(app("en-GB"))[0].startswith("Unit 1 keeps")
    assert headlines(app("es-MX"))[0].startswith("La unidad 1")
    assert headlines(app("fr-FR"))[0].startswith("Unit 1 keeps")
    assert headlines(app("en-GB", lang="es"))[0].startswith("La unidad 1")


@pytest.mark.parametrize(
    ("link", "name", "used"),
    [
        ({"seed": "-5"}, "seed", None),
        ({"hidden_size": "99"}, "hidden_size", "32"),
        ({"view": "Pesos"}, "view", "cell"),
        ({"scenario": "<b>x</b>"}, "scenario", None),
        ({"t": "nan"}, "t", None),
    ],
)
def test_a_bad_link_is_told_and_mended(link: dict[str, str], name: str, used: str | None) -> None:
    page = app(**link)
    assert not page.exception
    assert len(page.warning) == 1 and name in page.warning[0].value
    if used:
        assert query(page)[name] == used


def test_a_link_to_a_step_or_unit_that_the_cell_does_not_have_is_told() -> None:
    page = app(lang="en", scenario="counter", t=30, unit=5)
    assert "t = 30; a whole number from 1 to 8 will do: 8 is used" in page.warning[0].value
    assert "unit = 5; a whole number from 1 to 1 will do: 1 is used" in page.warning[0].value
    move(page, scenario="latch")
    assert not page.warning, "a change of cell is no link"


def test_a_complaint_about_the_link_goes_with_the_next_change() -> None:
    page = app(seed="many")
    assert page.warning
    move(page, steps=7)
    assert not page.warning
