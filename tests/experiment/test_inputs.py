"""A sequence of one's own becomes the cell's inputs as a person means it; nothing becomes 0."""

from typing import Any

import numpy as np
import pytest

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.inputs import MOST_INPUTS, MOST_STEPS, Given, given_inputs
from lstm_core.experiment.settings import Settings
from lstm_core.training.series import series
from lstm_core.words.inputs import symbol_values


def experiment(text: str, **fields: Any) -> Experiment:
    return perform(Settings(**{"inputs": text, "scenario": "pytorch"} | fields))


def rows(text: str, **fields: Any) -> list[list[float]]:
    found: list[list[float]] = experiment(text, **fields).X[:, :, 0].tolist()
    return found


def said(text: str, **fields: Any) -> list[str]:
    return [key for key, _ in experiment(text, **fields).complaints]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1;2;3;4", [[1, 2, 3, 4]]),
        ("1 2\n3 4", [[1, 2], [3, 4]]),
        ("1\t2\n3\t4\n", [[1, 2], [3, 4]]),
        ("1, 2\n3, 4", [[1, 2], [3, 4]]),
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
    assert said(text) == []


def test_the_other_reading_of_a_comma() -> None:
    assert rows("1,5;2,5", comma="separator") == [[1, 5, 2, 5]]
    assert rows("1,5\n2,5") == [[1.5], [2.5]]
    assert rows("1,5\n2,5", comma="separator") == [[1, 5], [2, 5]]
    assert experiment("1;2").given.comma == "", "no comma, no second reading"


def test_a_cell_of_two_inputs_takes_two_columns() -> None:
    assert rows("1,0\n0,1", scenario="keep") == [[1, 0], [0, 1]]


def test_one_row_is_a_whole_sequence_for_one_input() -> None:
    assert rows("1 2 3", input_size=1) == [[1], [2], [3]]
    assert rows("1 2 3", input_size=3) == [[1, 2, 3]]
    assert rows(" ".join("1" * 20)) == [[1.0]] * 20, "20 columns are too many for one step"
    assert rows("1 2 3", scenario="leaky") == [[1], [2], [3]]
    assert rows("1\n2\n3\n4", scenario="latch") == [[1, 2, 3, 4]], "only this way it fits"


def test_rows_and_columns_are_exchanged_by_one_click() -> None:
    column = "[[0.37]\n [0.95]\n [0.73]\n [0.6 ]]"
    assert rows(column) == [[0.37], [0.95], [0.73], [0.6]]
    assert rows(column, turned="yes") == [[0.37, 0.95, 0.73, 0.6]]
    assert rows("a;b\n1;2\n3;4", turned="yes") == [[1, 3], [2, 4]]
    assert experiment("a;b\n1;2\n3;4", turned="yes").labels == ("a", "b")


def test_dates_words_and_row_numbers_stay_outside_and_are_named() -> None:
    text = "id,date,shop,sold,price\n1,2020-01-01,A,3,0.5\n2,2020-01-02,B,4,0.7\n3,2020-01-03,A,5,1"
    found = experiment(text)
    assert found.given.names == ("sold", "price")
    assert found.labels == ("2020-01-01", "2020-01-02", "2020-01-03")
    assert [key for key, _ in found.given.left_out] == [
        f"own_left_out_{kind}" for kind in ("row_numbers", "dates", "words")
    ]
    assert not said(text), "nothing is wrong"
    assert rows(text, columns="5") == [[0.5], [0.7], [1]]
    assert not experiment(text, columns="5").given.left_out, "somebody has chosen"
    assert rows(text, columns="1,4") == [[1, 3], [2, 4], [3, 5]], "whoever wants them, has them"


@pytest.mark.parametrize(
    ("text", "D", "expected", "words"),
    [
        ("Ventas;1;2;3", 1, [[1], [2], [3]], "Ventas"),
        ("Ventas;1;2;3", 3, [[1, 2, 3]], "Ventas"),
        ("1;x;3", 2, [[1, 3]], "x"),
        ("a 0.2 b", 1, [[0.2]], "a, b"),
        ("temp: 21.5", 1, [[21.5]], "temp"),
        ("y=1, 2, 3", 3, [[1, 2, 3]], "y"),
        ("x <- 5", 1, [[5]], "x"),
    ],
)
def test_a_word_in_a_single_row_is_no_number_and_is_named(
    text: str, D: int, expected: list[list[float]], words: str
) -> None:
    found = experiment(text, input_size=D)
    assert found.X[:, :, 0].tolist() == expected and not said(text, input_size=D)
    assert found.given.left_out == (("own_left_out_cells", {"given": f"`{words}`"}),)


def test_who_turns_rows_and_columns_has_inputs_named_by_the_rows() -> None:
    text = "Fecha;a;b\n2024-01-01;1;2\n2024-01-02;3;4"
    turned = experiment(text, turned="yes").given
    assert turned.labels == ("a", "b") and turned.names == ("2024-01-01", "2024-01-02")
    assert [key for key, _ in turned.left_out] == ["own_left_out_dates_turned"]
    assert experiment("temp 1 2 3", input_size=1).given.names == ("temp",)


def test_names_of_columns_are_no_markup() -> None:
    text = "<b>a</b>,$x_1$,[y](http://z)\n1,2,3\n4,5,6"
    for name in experiment(text).given.names:
        assert not set(name) & set("<>$[]*_`{}\\:")


def test_a_long_text_has_a_window() -> None:
    text = "\n".join(str(k) for k in range(100))
    assert rows(text) == [[float(k)] for k in range(MOST_STEPS)]
    assert rows(text, first=31)[0] == [30.0]
    assert rows(text, first=9999)[-1] == [99.0], "the window stays inside"
    assert said(text) == []


def test_more_columns_than_a_cell_may_have_are_told() -> None:
    text = "\n".join([";".join("1" * 17)] * 2)
    assert said(text) == ["own_too_many_input_size"]
    assert experiment(text).D == MOST_INPUTS
    assert rows(text, columns="17") == [[1], [1]]


@pytest.mark.parametrize("turned", ["no", "yes"])
def test_one_row_of_thousands_is_bounded_whichever_way_it_is_read(turned: str) -> None:
    for text in ("1 " * 4000, "1;" * 4000):
        read = experiment(text, turned=turned)
        assert read.D <= MOST_INPUTS and read.T <= MOST_STEPS
        assert len(read.given.used) <= len(text)


@pytest.mark.parametrize(
    ("text", "scenario", "expected"),
    [
        ("(()", "trained-depth", [[1, 0], [1, 0], [0, 1]]),
        ("( ( )", "trained-depth", [[1, 0], [1, 0], [0, 1]]),
        ("a^2b", "trained-anbn", [[1, 0], [1, 0], [0, 1]]),
        ("a²b", "trained-anbn", [[1, 0], [1, 0], [0, 1]]),
        ("aa b", "trained-anbn", [[1, 0], [1, 0], [0, 1]]),
        ("-1 1\n1 0", "trained-latch", None),
        ("aab", "trained-anbn", [[1, 0], [1, 0], [0, 1]]),
        ("0110", "trained-parity", [[0], [1], [1], [0]]),
        ("10", "trained-latch", [[1, 1], [-1, 1]]),
        ("1.", "trained-latch", [[1, 1], [-1, 0]]),
        ("110", "counter", [[1], [1], [0]]),
        ("1", "latch", None),
    ],
)
def test_symbols(text: str, scenario: str, expected: list[list[float]] | None) -> None:
    found = experiment(text, scenario=scenario)
    if expected is None:
        assert not found.given.symbols
        return
    assert found.X[:, :, 0].tolist() == expected
    plain = text.replace(".", "·").replace(" ", "").replace("a^2", "aa").replace("a²", "aa")
    assert "".join(found.labels) == plain


def test_a_task_of_signs_takes_bits() -> None:
    found = experiment("10", scenario="trained", task="first", train_updates=1)
    assert found.X.ravel().tolist() == [1, -1]


def test_bits_are_steps_for_a_cell_with_one_input() -> None:
    assert rows("10110", input_size=1) == [[1], [0], [1], [1], [0]]
    assert rows("10110", input_size=4) == [[10110]]


def test_the_page_knows_the_right_answer_to_what_a_class_dictates() -> None:
    found = experiment("0110", scenario="trained-parity")
    assert found.targets.ravel().tolist() == [0, 1, 0, 0]
    depth = experiment("(())(", scenario="trained-depth")
    assert depth.targets.ravel().tolist() == [1, 1, 1, 0, 1]
    assert np.isnan(experiment("())", scenario="trained-depth").targets[2, 0]), "nothing was open"


def test_the_inputs_of_a_shipped_cell_have_symbols_too() -> None:
    found = perform(Settings(scenario="trained-depth"))
    assert set(found.labels) <= set("()·") and len(found.labels) == found.T


@pytest.mark.parametrize("text", ["hello", "a;b\nc;d", "``", "<b>x</b>", "nan", "\x00", "²"])
def test_no_number_at_all(text: str) -> None:
    found = experiment(text)
    assert found.given.X is None and said(text) == ["own_no_number"]


def test_a_refusal_names_the_symbols_that_the_cell_takes() -> None:
    [(key, values)] = experiment("[<>]", scenario="trained-depth").complaints
    assert key == "own_no_symbol" and values["symbols"] == "`( ) ·`"


def test_what_the_symbols_of_a_latch_stand_for_is_told() -> None:
    latch = experiment("10·", scenario="trained-latch", lang="en")
    assert (
        symbol_values(latch) == "`0` value −1, write 1; `1` value 1, write 1; `·` value −1, write 0"
    )
    assert symbol_values(experiment("0110", scenario="trained-parity")) == ""


@pytest.mark.parametrize("text", ["1.2.3\n1.2.4", "192.168.0.1", "2024-01-01\n2024-01-02"])
def test_where_there_are_digits_it_does_not_say_that_there_is_no_number(text: str) -> None:
    found = experiment(text)
    assert found.given.X is None and said(text) == ["own_unread"]


@pytest.mark.parametrize("text", ["", " \n "])
def test_nothing_typed_is_nothing_said(text: str) -> None:
    assert given_inputs(Settings(inputs=text), 4) == Given()


def test_the_series_is_box_and_jenkins() -> None:
    months, passengers = series()
    assert (months[0], months[-1], len(months)) == ("1949-01", "1960-12", 144)
    assert (passengers[0], passengers[-1], float(passengers.max())) == (112, 432, 622)


def test_a_window_of_the_series_is_scaled_by_the_whole() -> None:
    _, passengers = series()
    found = given_inputs(Settings(inputs="series:13", steps=12), 1)
    assert found.X is not None and found.X.shape == (12, 1, 1)
    np.testing.assert_allclose(
        found.X.ravel() * passengers.std() + passengers.mean(), passengers[12:24]
    )
    assert found.start == 13 and found.complaints == () and found.labels[0] == "1950-01"


@pytest.mark.parametrize(
    ("first", "start"), [("0", 1), ("999", 133), ("abc", 1), ("", 1), ("-inf", 1)]
)
def test_a_window_outside_the_series_is_moved_and_said(first: str, start: int) -> None:
    found: Given = given_inputs(Settings(inputs=f"series:{first}", steps=12), 1)
    assert found.start == start and len(found.complaints) == 1
