"""A typed sequence is read as a person means it; the series is what was measured."""

import numpy as np
import pytest

from lstm_core.experiment.inputs import Given, given_inputs, parse_sequence
from lstm_core.experiment.settings import Settings
from lstm_core.training.series import series


def rows(text: str, comma: str = "auto", input_size: int = 4) -> list[list[float]] | None:
    X = parse_sequence(text, comma, input_size).X
    return None if X is None else X[:, :, 0].tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1;2;3;4", [[1, 2, 3, 4]]),
        ("1 2\n3 4", [[1, 2], [3, 4]]),
        ("1\t2\n3\t4\n", [[1, 2], [3, 4]]),
        ("1, 2\n3, 4", [[1, 2], [3, 4]]),
        ("1,2\n3,4", [[1, 2], [3, 4]]),
        ("1,5;2,5", [[1.5, 2.5]]),
        ("1,5 2,5\n3 4", [[1.5, 2.5], [3, 4]]),
        ("1,5, 2,5", [[1.5, 2.5]]),
        ("1.5,2.5\n3,4", [[1.5, 2.5], [3, 4]]),
        ("1.5 2,5", [[1.5, 2, 5]]),
        ("1,2,3 4", [[1, 2, 3, 4]]),
        (" 1 ; 2 ;\n\n 3 ; 4 ;\n", [[1, 2], [3, 4]]),
        ("−1;+2;1e-3", [[-1, 2, 0.001]]),
        ("1;2\r\n3;4", [[1, 2], [3, 4]]),
    ],
)
def test_separators_and_decimal_marks(text: str, expected: list[list[float]]) -> None:
    assert rows(text) == expected
    assert parse_sequence(text, "auto", 4).complaints == ()


def test_the_other_reading_of_a_comma() -> None:
    assert rows("1,5;2,5", "separator") == [[1, 5, 2, 5]]
    assert rows("1,5\n2,5", "decimal") == [[1.5], [2.5]]
    assert parse_sequence("1,5;2,5", "auto", 4).comma == "decimal"
    assert parse_sequence("1,5\n2,5", "auto", 4).comma == "separator"
    assert parse_sequence("1;2", "auto", 4).comma == "", "no comma, no second reading"


def test_one_row_is_a_whole_sequence_for_one_input() -> None:
    assert rows("1 2 3", input_size=1) == [[1], [2], [3]]
    assert rows("1 2 3", input_size=3) == [[1, 2, 3]]
    assert rows(" ".join("1" * 20), input_size=4) == [[1.0]] * 20, (
        "20 columns are too many for one step"
    )
    assert (
        parse_sequence("1 2 3", "auto", 1).one_row and not parse_sequence("1\n2", "auto", 1).one_row
    )


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("1;x;3", "own_not_a_number", [[1, 0, 3]]),
        ("1;nan", "own_not_a_number", [[1, 0]]),
        ("1;;3", "own_missing", [[1, 0, 3]]),
        ("1;2\n3", "own_missing", [[1, 2], [3, 0]]),
        ("1;1e308", "own_too_large", [[1, 1e6]]),
        ("1;-1e999", "own_too_large", [[1, -1e6]]),
        ("value;write\n1;2", "own_header", [[1, 2]]),
    ],
)
def test_bad_cells_are_replaced_and_said(text: str, key: str, expected: list[list[float]]) -> None:
    found = parse_sequence(text, "auto", 4)
    assert found.X is not None and found.X[:, :, 0].tolist() == expected
    assert [said for said, _ in found.complaints] == [key]


def test_places_are_counted_as_people_count() -> None:
    [(_, values)] = parse_sequence("1;2\n3;x", "auto", 2).complaints
    assert (values["row"], values["column"], values["count"]) == (2, 2, 1)


def test_too_many_rows_and_columns() -> None:
    found = parse_sequence("\n".join(["1;" * 17] * 61), "auto", 4)
    assert found.X is not None and found.X.shape == (60, 16, 1)
    assert {key for key, _ in found.complaints} == {"own_too_many_steps", "own_too_many_input_size"}


@pytest.mark.parametrize("text", ["hello", "a;b\nc;d", "``", "<b>x</b>", "nan", "\x00", "½"])
def test_no_number_at_all(text: str) -> None:
    found = parse_sequence(text, "auto", 4)
    assert found.X is None
    assert [key for key, _ in found.complaints] == ["own_no_number"]


@pytest.mark.parametrize("text", ["", " \n "])
def test_nothing_typed_is_nothing_said(text: str) -> None:
    assert given_inputs(Settings(inputs=text), 4) == Given()


def test_the_series_is_box_and_jenkins() -> None:
    months, passengers = series()
    assert (months[0], months[-1], len(months)) == ("1949-01", "1960-12", 144)
    assert (passengers[0], passengers[-1], passengers.max()) == (112, 432, 622)


def test_a_window_of_the_series_is_scaled_by_the_whole() -> None:
    _, passengers = series()
    found = given_inputs(Settings(inputs="series:13", steps=12), 1)
    assert found.X is not None and found.X.shape == (12, 1, 1)
    np.testing.assert_allclose(
        found.X.ravel() * passengers.std() + passengers.mean(), passengers[12:24]
    )
    assert found.start == 13 and found.complaints == ()


@pytest.mark.parametrize(
    ("first", "start"), [("0", 1), ("999", 133), ("abc", 1), ("", 1), ("-inf", 1)]
)
def test_a_window_outside_the_series_is_moved_and_said(first: str, start: int) -> None:
    found: Given = given_inputs(Settings(inputs=f"series:{first}", steps=12), 1)
    assert found.start == start and len(found.complaints) == 1
