"""Words beside the numbers of a line name it, and a lone comma among them is a decimal mark."""

import pytest

from lstm_core.exchange.columns import WORDS
from tests.exchange.test_texts import numbers, table


@pytest.mark.parametrize(
    ("text", "labels", "expected"),
    [
        ("Ana 7,5\nLuis 8,25\nEva 9,1", ("Ana", "Luis", "Eva"), [7.5, 8.25, 9.1]),
        ("lunes 21,5\nmartes 22,3", ("lunes", "martes"), [21.5, 22.3]),
        ("lunes 21,5", ("lunes",), [21.5]),
        ("mes temp\nenero 12,5\nfebrero 13", ("enero", "febrero"), [12.5, 13]),
        ("lugar temp\nLa Coruña 12,5\nLugo 9", ("La Coruña", "Lugo"), [12.5, 9]),
        ("Día 1: 12,5\nDía 2: 13,5", ("Día 1", "Día 2"), [12.5, 13.5]),
        ("Ana, 7,5\nLuis, 8", ("Ana", "Luis"), [7.5, 8]),
        ("Ana - 7,5\nLuis - 8,25", ("Ana", "Luis"), [7.5, 8.25]),
        ("7,5 Ana\n8,25 Luis", ("Ana", "Luis"), [7.5, 8.25]),
        ("12/3/24, 10:15 - Ana: 23,5", ("12/3/24, 10:15 - Ana",), [23.5]),
        ("El lunes hizo 21,5 °C\nEl martes hizo 22 °C", None, [21.5, 22]),
        ("1. 0,5\n2. 0,7", (), [0.5, 0.7]),
        ("1) 0.5\n2) 0.7", (), [0.5, 0.7]),
        ("1. 0,5", (), [0.5]),
        ("New York 1.5\nLima 2.5", ("New York", "Lima"), [1.5, 2.5]),
    ],
)
def test_one_number_a_line(
    text: str, labels: tuple[str, ...] | None, expected: list[float]
) -> None:
    assert numbers(text) == [[value] for value in expected]
    assert labels is None or table(text).labels == labels


def test_names_of_rows_may_have_several_words() -> None:
    found = table("  mpg cyl  disp\nMazda RX4 21.0 6 160\nDatsun 710 22.8 4 108\nValiant 18 6 225")
    assert found.labels == ("Mazda RX4", "Datsun 710", "Valiant")
    assert [column.name for column in found.inputs] == ["mpg", "cyl", "disp"]
    assert [column.numbers[1] for column in found.inputs] == [22.8, 4, 108]


def test_points_behind_numbers_count_no_lines() -> None:
    assert numbers("1. 0.5\n2. 0.7") == [[1, 0.5], [2, 0.7]]
    assert numbers("3. 0,5\n7. 0,7") == [[3, 0.5], [7, 0.7]]


def test_of_a_row_with_a_name_each_number_is_read() -> None:
    for text in ("x: 1,2,3", "x = 1; 2; 3", "x <- 1 2 3"):
        assert numbers(text) == [[1, 2, 3]] and table(text).labels == ("x",)
    summary = "   Min. 1st Qu.  Median 3rd Qu.    Max. \n  1.000   2.000   3.000  4.000   5.000 "
    assert numbers(summary) == [[1, 2, 3, 4, 5]]
    assert [column.kind for column in table("name;a\nAna;1").columns] == [WORDS, ""]
