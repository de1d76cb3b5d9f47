"""The numbers of a sequence: its gaps, which are told by row and column, and its scale."""

import numpy as np
import pytest

from lstm_core.training.series import series
from tests.experiment.test_inputs import experiment, rows, said


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("1;x\n3;4", "own_not_a_number", [[1, 4], [3, 4]]),
        ("NA 0.5 NA", "own_not_a_number", [[0.5, 0.5, 0.5]]),
        ("1;nan", "own_not_a_number", [[1, 1]]),
        ("1;;3", "own_missing", [[1, 1, 3]]),
        ("1;2\n3", "own_missing", [[1, 2], [3, 2]]),
        ("5;1\n;2\n7;3", "own_missing", [[5, 1], [5, 2], [7, 3]]),
        (";1\n4;2", "own_missing", [[4, 1], [4, 2]]),
        ("1;1e308", "own_too_large", [[1, 1e6]]),
        ("1;-1e999", "own_too_large", [[1, -1e6]]),
    ],
)
def test_what_is_no_number_is_told_and_never_0(
    text: str, key: str, expected: list[list[float]]
) -> None:
    assert rows(text) == expected
    assert said(text) == [key]


def test_a_gap_may_end_the_sequence() -> None:
    text = "1;2\n3;4\n5;\n7;8"
    assert rows(text, gaps="stop") == [[1, 2], [3, 4]]
    assert said(text, gaps="stop") == ["own_missing_stop"]
    assert rows(text) == [[1, 2], [3, 4], [5, 4], [7, 8]]


def test_a_gap_at_the_start_of_a_sequence_that_ends_at_gaps_lets_it_begin_later() -> None:
    text = "t;a;b\nx;;2\ny;3;4\nz;5;6\nu;;8\nv;7;9"
    found = experiment(text, gaps="stop")
    assert found.X[:, :, 0].tolist() == [[3, 4], [5, 6]] and found.labels == ("y", "z")
    assert [(key, values["row"], values["column"]) for key, values in found.complaints] == [
        ("own_missing_start", 2, 2),
        ("own_missing_stop", 5, 2),
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("1;2\n3;x", (2, 2, True)),
        ("a;b\n1;2\n3;x", (3, 2, True)),
        ("id,a,b\n1,5,2\n2,5,3400100\n3,6,2", (3, 3, True)),
        ("a;b\n1;2\n3;3400100", (3, 2, True)),
        ("Ventas\n\na;b\n1;2\n;\n3;x\n4;5", (6, 2, True)),
        ("# by hand\na b\n1 2\n\n3 NA\n4 5", (5, 2, True)),
        ("| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 | x |", (4, 2, True)),
        ('[{"a": 1, "b": 2}, {"a": 3, "b": null}]', (2, 2, False)),
        ("[[1, 2], [3, null], [5, 6]]", (2, 2, False)),
        ("loss=1 acc=2\nloss=3 acc=3400100", (2, 2, False)),
    ],
)
def test_places_are_counted_as_people_count(text: str, place: tuple[int, int, bool]) -> None:
    """Lines of the text where each row is one, else records or rows of numbers."""
    [(key, values)] = experiment(text).complaints
    in_text = not key.endswith("_of_numbers")
    assert (values["row"], values["column"], in_text) == place and values["count"] == 1


def test_empty_rows_are_skipped_and_that_is_told() -> None:
    found = experiment("1;2\n;\n3;4\n;;\n")
    assert found.X[:, :, 0].tolist() == [[1, 2], [3, 4]]
    assert found.given.left_out == (("own_left_out_blank", {"count": 1}),)


def test_scales() -> None:
    _, passengers = series()
    text = "\n".join(f"{p:g}" for p in passengers[:24])
    X = experiment(text, scale="standard").X.ravel()
    assert abs(X.mean()) < 1e-12 and abs(X.std() - 1) < 1e-12
    unit = experiment(text, scale="unit").X.ravel()
    assert (float(unit.min()), float(unit.max())) == (0, 1)
    assert rows("5\n5", scale="standard") == [[0], [0]], "what does not vary is not divided by 0"
    np.testing.assert_allclose(
        np.array(rows("1 2 3", input_size=1, scale="unit")).ravel(), [0, 0.5, 1]
    )
