"""A straight line for right answers: no simple one is right more often, and outliers pull none."""

import numpy as np

from lstm_core.training.lines import commonest, least_squares, line_right_most_often

NEAR = 0.1


def test_what_lies_far_away_does_not_pull() -> None:
    rng = np.random.default_rng(3)
    rows = rng.standard_normal((90, 2))
    y = rows @ [2.0, -1.0] + 3
    y[::3] += 40 * rng.random(30) + 5
    slopes, constant = line_right_most_often(rows, y, NEAR)
    near = np.abs(rows @ slopes + constant - y) < NEAR
    assert near.sum() == 60 and np.allclose([*slopes, constant], [2, -1, 3], atol=NEAR)
    squares = y - rows @ least_squares(rows, y)
    assert commonest(squares, NEAR)[0] < 20


def test_no_constant_and_no_line_through_two_rows_is_right_more_often() -> None:
    for seed in range(5):
        rng = np.random.default_rng(seed)
        x, y = rng.standard_normal(24), np.round(rng.standard_normal(24), 1)
        slopes, constant = line_right_most_often(x[:, None], y, NEAR)
        found = (np.abs(slopes * x + constant - y) < NEAR).sum()
        pairs = [(j, k) for j in range(24) for k in range(j)]
        lines = [((y[j] - y[k]) / (x[j] - x[k]), j) for j, k in pairs]
        lines += [(0.0, j) for j in range(24)]
        others = [(np.abs(slope * (x - x[j]) + y[j] - y) < NEAR).sum() for slope, j in lines]
        assert found >= max(others)
        assert line_right_most_often(x[:, None], y, NEAR) == (slopes, constant), "the same again"


def test_of_two_that_are_right_as_often_the_nearer_one_is_taken() -> None:
    x = np.linspace(0, 1, 9)
    slopes, constant = line_right_most_often(x[:, None], x / 100, NEAR)
    assert abs(slopes[0] - 0.01) < 1e-9 and abs(constant) < 1e-9


def test_the_commonest_is_counted() -> None:
    assert commonest(np.array([5.0, 0.0, 0.15, 0.19, 9.0]), NEAR) == (3, 0.095)
