"""What stands above and beside the numbers of a table is their names, in however many rows."""

import pytest

from lstm_core.exchange.columns import WORDS
from tests.exchange.test_texts import numbers, table


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sensor A;;Sensor B;\nmín;máx;mín;máx\n1;2;3;4", "Sensor A mín|Sensor A máx|"),
        ("Sensor A\t\tB\t\nmin\tmax\tmin\tmax\n1\t2\t3\t4", "Sensor A min|Sensor A max|B min"),
        ("Fecha;Sensor A;\n;mín;máx\n2024-01-01;1;2", "Fecha|Sensor A mín|Sensor A máx"),
        ("a;b\nm;s\n1;2", "a (m)|b (s)"),
        ("a,b\nx,y,z\n1,2", "a|b|"),
        ("| t | x | y |\n|---|:-:|--:|\n| 5 | 0,5 | −1 |", "t|x|y"),
        ("| a | b |\n|:-|-:|\n| 1 | 2 |", "a|b"),
    ],
)
def test_two_rows_of_names_join(text: str, names: str) -> None:
    assert "|".join(column.name for column in table(text).columns).startswith(names)
    assert table(text).rows == 1 + (names == "a|b|"), "none of them is a row of numbers"


def test_labels_that_pandas_prints_once_stand_in_each_row() -> None:
    text = (
        "             temp  hum\ncity day\nMadrid 1  9.8  0.4\n       2  11.2  0.5\nLugo 1 7.1 0.9"
    )
    found = table(text)
    assert [column.name for column in found.columns] == ["city", "day", "temp", "hum"]
    assert found.columns[0].kind == WORDS and found.labels == ("Madrid", "Madrid", "Lugo")
    assert numbers(text) == [[1, 9.8, 0.4], [2, 11.2, 0.5], [1, 7.1, 0.9]]


def test_what_was_typed_in_r_above_its_answer_is_no_name() -> None:
    assert numbers("> x\n [1] 1 2 3 4 5\n [6] 6 7 8 9 10") == [list(range(1, 11))]
    assert numbers("> m\n     [,1] [,2]\n[1,] 1 2\n[2,] 3 4") == [[1, 2], [3, 4]]


def test_an_infinite_number_stands_in_a_cell_of_its_own() -> None:
    assert numbers("1,2\ninf,3\n4,5") == [[1, 2], [float("inf"), 3], [4, 5]]
