"""A sequence is read as a person means it, in whatever notation it is pasted."""

import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from lstm_core.exchange.columns import DATES, ROW_NUMBERS, WORDS, Table, to_table
from lstm_core.exchange.numerals import number
from lstm_core.exchange.refusal import Refused
from lstm_core.exchange.texts import split_text
from tests.exchange.test_printed import FORMS, matrices

NB = "\u00a0"


def table(text: str, comma: str = "auto", columns: int | None = None) -> Table:
    return to_table(split_text(text, comma, columns=columns))


def numbers(text: str) -> list[list[float | None]]:
    """The rows of its inputs."""
    return [list(row) for row in zip(*(c.numbers for c in table(text).inputs), strict=True)]


TWO = [[0.1, 0.2], [0.3, 0.4]]


@pytest.mark.parametrize(
    "text",
    [
        "[[0.1 0.2]\n [0.3 0.4]]",
        "array([[0.1, 0.2],\n       [0.3, 0.4]], dtype=float32)",
        "x = np.array([[0.1, 0.2], [0.3, 0.4]])",
        "tensor([[0.1000, 0.2000],\n        [0.3000, 0.4000]], device='cuda:0')",
        "tensor([[0.1000, 0.2000],\n        [0.3000, 0.4000]], grad_fn=<AddBackward0>)",
        "tensor([[[1.0e-01, 2e-1], [0.3, 0.4]]], requires_grad=True)",
        "[[0.1, 0.2], [0.3, 0.4]]",
        "[(0.1, 0.2), (0.3, 0.4)]",
        "[0.1, 0.2]\n[0.3, 0.4]",
        '[{"a": 0.1, "b": 0.2}, {"a": 0.3, "b": 0.4}]',
        '{"a": [0.1, 0.3], "b": [0.2, 0.4]}',
        "[0.1 0.2; 0.3 0.4]",
        "x = [0.1, 0.2; 0.3, 0.4];",
        "| a | b |\n|---|:--:|\n| 0.1 | 0.2 |\n| 0.3 | 0.4 |",
        "     a    b\n0  0.1  0.2\n1  0.3  0.4",
        "a,b\r\n0.1,0.2\r\n0.3,0.4\r\n",
        "\ufeffa;b\n0,1;0,2\n0,3;0,4",
        "a\tb\n0.1\t0.2\n0.3\t0.4",
        '"a","b"\n"0.1","0.2"\n"0.3","0.4"',
        "# a b\n0.1 0.2\n0.3 0.4",
        "0,1 0,2\n0,3 0,4",
        "0,1, 0,2\n0,3, 0,4",
        "x1=0.1 (m), x2=0.2\nx1=0.3, x2=0.4",
        "10%;20 %\n30%;40%",
        ".1 .2\n.3 .4",
    ],
)
def test_two_rows_of_two_in_every_notation(text: str) -> None:
    assert numbers(text) == TWO
    assert not table(text).gaps(table(text).inputs)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("0,5\n0,25", [0.5, 0.25]),
        ("0,5\n1\n0,25", [0.5, 1, 0.25]),
        ("valor\n0,5\n0,25", [0.5, 0.25]),
        ("1.200,5\n1.300,25", [1200.5, 1300.25]),
        ("1,200.5\n1,300.25", [1200.5, 1300.25]),
        ("1,200,000\n3,400,000", [1_200_000, 3_400_000]),
        ("1.200.000\n3.400.000", [1_200_000, 3_400_000]),
        (f"1{NB}200,5\n1{NB}300", [1200.5, 1300]),
        ("1'200.5\n900", [1200.5, 900]),
        ("$1,200.50\n$900.00", [1200.5, 900]),
        ("€1.200,50\n€ 3,5", [1200.5, 3.5]),
        ("3,5 EUR\n2,5 EUR", [3.5, 2.5]),
        ("−1\n−2.5", [-1, -2.5]),
        ("[[0.37]\n [0.95]\n [0.73]]", [0.37, 0.95, 0.73]),
        ("0    0.1\n1    0.2\n2    0.3\nName: x, dtype: float64", [0.1, 0.2, 0.3]),
    ],
)
def test_one_column(text: str, column: list[float]) -> None:
    assert numbers(text) == [[value] for value in column]


def test_a_lone_comma_is_a_decimal_mark_unless_two_columns_fit() -> None:
    assert [c.numbers for c in table("1,2\n3,4").inputs] == [(1.2, 3.4)]
    assert [c.numbers for c in table("1,2\n3,4", columns=2).inputs] == [(1, 3), (2, 4)]
    assert [c.numbers for c in table("1,2\n3,4", "separator").inputs] == [(1, 3), (2, 4)]
    assert table("1,2\n3,4").comma == "decimal" and table("1;2").comma == ""


@pytest.mark.parametrize(
    ("text", "kinds", "labels"),
    [
        ("date,value\n2020-01-01,1.5\n2020-01-02,2.5", [DATES, ""], ("2020-01-01", "2020-01-02")),
        ("fecha;v\n01/02/2020;1.200,5\n02/02/2020;3", [DATES, ""], ("01/02/2020", "02/02/2020")),
        ("day\tx\nMon\t1\nTue\t2", [WORDS, ""], ("Mon", "Tue")),
        ("id,x\n1,0.5\n2,0.7\n3,0.2", [ROW_NUMBERS, ""], ()),
        (",x\n0,0.5\n1,0.7\n2,0.2", [ROW_NUMBERS, ""], ()),
        ("year,x\n1950,2.5\n1951,2.6\n1952,2.7", [DATES, ""], ("1950", "1951", "1952")),
        ("1\n2\n3", [""], ()),
        ("count,x\n1,0.5\n2,0.7\n3,0.2", ["", ""], ()),
    ],
)
def test_what_is_no_input_stands_beside(text: str, kinds: list[str], labels: Any) -> None:
    found = table(text)
    assert [column.kind for column in found.columns] == kinds
    assert found.labels == labels


def test_gaps_are_named_as_people_count_and_never_a_number() -> None:
    found = table("a;b\n1;x\n;4\n5;NA")
    assert [(gap.row, gap.column, gap.text) for gap in found.gaps(found.inputs)] == [
        (2, 2, "x"),
        (3, 1, ""),
        (4, 2, "NA"),
    ]
    assert numbers("1,x,3") == [[1, None, 3]]
    assert numbers("[0.1, None, 0.3]") == [[0.1, None, 0.3]]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[1 2 ... 3]", "own_shortened"),
        ("   a\n0  1\n...\n9  2", "own_shortened"),
        ("[[[1,2],[3,4]],[[5,6],[7,8]]]", "own_too_many_axes"),
    ],
)
def test_what_cannot_be_a_sequence_is_refused(text: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        table(text)
    assert refused.value.key == key


@given(matrices, st.sampled_from(sorted(FORMS)))
def test_a_printed_array_is_the_same_sequence(array: NDArray[np.float64], form: str) -> None:
    if array.ndim == 3:
        array = array[:1]
    with np.printoptions(precision=17, suppress=False, threshold=10**6):
        text = FORMS[form](array)
    expected = np.atleast_2d(array[0] if array.ndim == 3 else array)
    if form == "json" and array.ndim == 1:
        expected = expected.T  # a list with a name is a column
    found = [column.numbers for column in table(text).columns]
    np.testing.assert_array_equal(np.array(found, dtype=float).T, expected)


@given(st.floats(-1e9, 1e9).map(lambda value: round(value, 3)), st.sampled_from(",."))
def test_a_number_in_either_habit_is_read_back(value: float, mark: str) -> None:
    english = f"{value:,.3f}"
    spanish = english.translate(str.maketrans(",.", ".,"))
    assert number(spanish if mark == "," else english, mark) == value


@given(st.text(st.sampled_from("0123456789.,;|[]()-+eE \n\t\"'%€nax…"), max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = table(text)
    except Refused:
        return
    assert len({len(column.numbers) for column in found.columns}) <= 1


@pytest.mark.parametrize("start", ["[", "[1;", "1,", "1 ", '"', "|", "(1,", "1.2.", "0,5 ", "a\t"])
def test_a_long_text_costs_no_more_than_its_length(start: str) -> None:
    rng = random.Random(0)
    text = start * (200_000 // len(start)) + rng.choice("]x")
    try:
        table(text)
    except Refused:
        pass
