"""A sequence is read as a person means it, in whatever notation it is pasted."""

import random
from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from lstm_core.exchange.columns import DATES, ROW_NUMBERS, WORDS, Table, to_table
from lstm_core.exchange.numerals import number
from lstm_core.exchange.refusal import Refused
from lstm_core.exchange.texts import split_text
from tests.exchange.test_printed import FORMS, matrices

NB = "\u00a0"
pd: Any = import_module("pandas")


def table(text: str, comma: str = "auto", columns: int | None = None) -> Table:
    return to_table(split_text(text, comma, columns=columns))


def numbers(text: str) -> list[list[float | None]]:
    """The rows of its inputs."""
    return [list(row) for row in zip(*(c.numbers for c in table(text).inputs), strict=True)]


# no column of row numbers among them: 1.5 is in the first row
sheets = arrays.arrays(
    np.float64, arrays.array_shapes(min_dims=2, max_dims=2, min_side=2, max_side=5),
    elements=st.integers(-99_999, 99_999).map(lambda value: round(value / 100 + 0.005, 3)),
)  # fmt: skip


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
        ("1704067200,0.1\n1704070800,0.3", [DATES, ""], ("1704067200", "1704070800")),
        ("time_ms,x\n1704067200000,5\n1704067300000,6", [DATES, ""], None),
        ("marca de tiempo;x\n1704067200;5\n1704067300;6", [DATES, ""], None),
        ("Population;x\n1300000000;5\n1310000000;6", ["", ""], ()),
        ("1300000000.5;5\n1310000000.5;6", ["", ""], ()),
        ("1300000000\n1310000000", [""], ()),
        ("year\n2001\n2002\n2003", [""], ()),
        ("day\n20240101\n20240102", [""], ()),
        ("2020/01\n2020/02\n2020/03", [DATES], None),
        ("count,x\n1,0.5\n2,0.7\n3,0.2", ["", ""], ()),
    ],
)
def test_what_is_no_input_stands_beside(text: str, kinds: list[str], labels: Any) -> None:
    found = table(text)
    assert [column.kind for column in found.columns] == kinds
    assert labels is None or found.labels == labels


def test_gaps_are_named_as_people_count_and_never_a_number() -> None:
    found = table("a;b\n1;x\n;4\n5;NA")
    assert [(gap.row, gap.column, gap.text) for gap in found.gaps(found.inputs)] == [
        (2, 2, "x"),
        (3, 1, ""),
        (4, 2, "NA"),
    ]
    assert numbers("1,x,3") == [[1, 3]]
    assert numbers("[0.1, None, 0.3]") == [[0.1, None, 0.3]]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[1 2 ... 3]", "own_shortened"),
        ("   a\n0  1\n...\n9  2", "own_shortened"),
        ("[[[1,2],[3,4]],[[5,6],[7,8]]]", "own_too_many_axes"),
        (" 0.1\n ⋮\n 0.4", "own_shortened"),
        ("shape: (9, 1)\n│ 1   │\n│ …   │\n│ 9   │", "own_shortened"),
        ("[1+2j, 3-1j]", "own_complex"),
        ("  (0, 0)\t0.1\n  (1, 0)\t0.3", "own_unread"),
        ("[[a, 1], [2, 3]]", "own_in_part"),
        ("Columns 1 through 2\n1 2\n3 4\nColumn 3\n5", "own_blocks"),
    ],
)
def test_what_cannot_be_a_sequence_is_refused(text: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        table(text)
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("[[0.1*2, 3], [1/3, 4]]", "0.1*2"),
        ("np.linspace(0,1,5)", "np.linspace(0,1,5)"),
        ("list(range(5))", "range(5)"),
        ("=A1+1;2\n=cmd|calc;3", "=A1+1"),
        ("[3 - 1, 2]", "3 - 1"),
        ("[[1, 2], [(1+2)*3, 4]]", "(1+2)*3"),
        ("[0.5/3, 1]", "0.5/3"),
        ("[[np.pi, 1], [2, 3]]", "np.pi"),
        ("[k**2 for k in numbers]", "for k in numbers"),
        ("2^3\n4", "2^3"),
        ("3*x", "3*x"),
        ("[1,2,3]*4", "[1,2,3]*4"),
    ],
)
def test_an_expression_is_refused_and_named(text: str, given: str) -> None:
    with pytest.raises(Refused) as refused:
        table(text)
    assert (refused.value.key, refused.value.values["given"]) == ("own_expression", f"`{given}`")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[1/2, 1/4], [-3/4, 2]]", [[0.5, 0.25], [-0.75, 2]]),
        ("x = [1 -2; 3 4]", [[1, -2], [3, 4]]),
        ("log(x1+1);x1*x2;10^3 t\n1;2;3\n4;5;6", [[1, 2, 3], [4, 5, 6]]),
        ("0.25** 0.5\n0.75* 0.1\n3 1\n4 2", [[None, 0.5], [None, 0.1], [3, 1], [4, 2]]),
        ("[2024-01-31, 3]", [[3]]),
    ],
)
def test_what_only_looks_like_an_expression_is_read(text: str, expected: list[list[float]]) -> None:
    assert numbers(text) == expected


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


def lines(array: NDArray[np.float64], between: str, mark: str = ".", *, names: bool = True) -> str:
    """A row a line, below the names c1, c2 ... where there are `names`."""
    rows = [between.join(repr(v).replace(".", mark) for v in row) for row in array.tolist()]
    return "\n".join([between.join(names_of(array))] * names + rows)


SHEETS: dict[str, Callable[[NDArray[np.float64]], str]] = {
    "csv": lambda a: lines(a, ",").replace("\n", "\r\n"),
    "tsv": lambda a: lines(a, "\t"),
    "semicolons and decimal commas": lambda a: "\ufeff" + lines(a, ";", ","),
    "spaces": lambda a: lines(a, "  "),
    "matlab": lambda a: f"x = [{lines(a, ' ', names=False)}];".replace("\n", "; "),
    "markdown": lambda a: (
        "\n".join(f"| {line} |" for line in lines(a, " | ").split("\n"))
    ).replace("\n", "\n|" + "---|" * a.shape[1] + "\n", 1),
    "records": lambda a: pd.DataFrame(a, columns=names_of(a)).to_json(orient="records"),
    "split": lambda a: pd.DataFrame(a, columns=names_of(a)).to_json(orient="split"),
    "columns": lambda a: pd.DataFrame(a, columns=names_of(a)).to_json(),
    "pandas": lambda a: pd.DataFrame(a, columns=names_of(a)).to_string(),
    "dictionary": lambda a: str(pd.DataFrame(a, columns=names_of(a)).to_dict("list")),
    "latex": lambda a: lines(a, " & ", names=False).replace("\n", " \\\\\n") + r" \\",
    "batch of one": lambda a: f"tensor({[a.tolist()]}, grad_fn=<SliceBackward0>)",
}


def names_of(array: NDArray[np.float64]) -> list[str]:
    return [f"c{k}" for k in range(1, array.shape[1] + 1)]


@given(sheets, st.sampled_from(sorted(SHEETS)))
def test_a_table_in_every_notation_is_the_same_sequence(
    array: NDArray[np.float64], form: str
) -> None:
    found = table(SHEETS[form](array))
    values = [column.numbers for column in found.columns if column.kind != ROW_NUMBERS]
    np.testing.assert_array_equal(np.array(values, dtype=float).T, array)
    assert [column.name for column in found.inputs] == names_of(array) or not found.header


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


STARTS = ["[", "[1;", "1,", "1 ", '"', "|", "(1,", "1.2.", "0,5 ", "a\t", "---", "{", "1 000"]
STARTS += [
    "(1)\n",
    "[1]\n",
    "x =\n",
    "# a\n",
    "&\\\\",
    "1-element a:",
    "c(",
    "2024-01-01 ",
    "{'a':",
    *("sin(1", "1*", "[1+", "=(", "1½", "a=1 ", "1 kg ", "<td &", "Columns 1:\n", "   ", "11"),
]


@pytest.mark.parametrize("start", STARTS)
def test_a_long_text_costs_no_more_than_its_length(start: str) -> None:
    rng = random.Random(0)
    text = start * (200_000 // len(start)) + rng.choice("]x")
    try:
        table(text)
    except Refused:
        pass


@pytest.mark.parametrize(
    ("start", "again", "end"),
    [
        ("t\n", "\t", "x\n1\t2\n3\t4"),
        ("(", " ", "x1, "),
        ('"', "1,", "x"),
        ("", " ", "xxxxxxxx1"),
        ("<td >", "<!--a>", ""),
        ("Nota:", " ", "\t1"),
        ("", "1" * 399 + "x\t", ""),
    ],
)
def test_what_is_repeated_is_looked_at_once(start: str, again: str, end: str) -> None:
    """Looked at from each place again, this would take minutes."""
    found = table(start + again * (400_000 // len(again)) + end)
    assert len({len(column.numbers) for column in found.columns}) <= 1


def test_words_below_the_names_are_units_only_where_each_column_has_one() -> None:
    assert [column.name for column in table("a;b\nm;s\n1;2").columns] == ["a (m)", "b (s)"]
    assert [column.name for column in table("Notes: a;b\n1;2").columns] == ["Notes: a", "b"]
    assert [column.name for column in table("a,b\nx,y,z\n1,2").columns] == ["a", "b", ""]
