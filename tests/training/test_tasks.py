"""The toy tasks: targets and meanings against a second definition, step by step."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from lstm_core.training.baselines import baselines
from lstm_core.training.evaluate import score
from lstm_core.training.series import forecast, series
from lstm_core.training.task import Batch
from lstm_core.training.tasks import TASKS

Rows = Sequence[Sequence[float]]


def latch(rows: Rows) -> tuple[float, list[bool]]:
    value = [row[0] for row in rows if row[1]][-1]
    return value, [value > 0]


def counter(rows: Rows) -> tuple[float, list[float]]:
    count = sum(row[0] for row in rows)
    return count, [count / 10]


def anbn(rows: Rows) -> tuple[float, list[bool]]:
    a, b = (sum(row[k] for row in rows) for k in (0, 1))
    return a - b, [a > b, a == b]


def depth(rows: Rows) -> tuple[float, list[bool]]:
    text = "".join("(" if row[0] else ")" if row[1] else "" for row in rows)
    while "()" in text:
        text = text.replace("()", "")
    return len(text), [bool(text)]


def parity(rows: Rows) -> tuple[float, list[bool]]:
    odd = False
    for row in rows:
        odd ^= bool(row[0])
    return float(odd), [odd]


def adding(rows: Rows) -> tuple[float, list[float]]:
    total = sum(row[0] for row in rows if row[1])
    return total, [total]


def first(rows: Rows) -> tuple[float, list[bool]]:
    return rows[0][0], [rows[0][0] == 1]


SECOND: dict[str, Callable[[Rows], tuple[float, list[float]] | tuple[float, list[bool]]]] = {
    "latch": latch,
    "counter": counter,
    "anbn": anbn,
    "depth": depth,
    "parity": parity,
    "adding": adding,
    "first": first,
    "first_end": first,
}


def batches(name: str) -> list[Batch]:
    task = TASKS[name]
    drawn = [
        task.draw(np.random.default_rng(seed), T, 9)
        for seed, T in ((1, task.recipe.T), (2, 1), (3, 7))
    ]
    return [*drawn, task.trial(5), *(task.example(k, T) for k in range(4) for T in (1, 2, 13))]


@pytest.mark.parametrize("name", SECOND)
def test_targets_and_meanings_equal_a_second_definition(name: str) -> None:
    task = TASKS[name]
    assert task.meaning is not None
    for batch in batches(name):
        T, D, B = batch.X.shape
        assert (D, batch.Y.shape, batch.mask.shape) == (task.D, (T, task.K, B), (T, 1, B))
        meaning = task.meaning(batch.X)
        for b in range(B):
            for t in range(T):
                meant, answer = SECOND[name](batch.X[: t + 1, :, b].tolist())
                assert meaning[t, b] == pytest.approx(meant)
                if batch.mask[t, 0, b]:
                    assert batch.Y[t, :, b].tolist() == pytest.approx(
                        [float(each) for each in answer]
                    )


def test_where_answers_are_asked() -> None:
    for name in ("latch", "counter", "depth", "parity", "adding", "first"):
        assert all((batch.mask == 1).all() for batch in batches(name))
    for batch in batches("first_end"):
        assert (batch.mask[-1] == 1).all() and not batch.mask[:-1].any()
    for batch in batches("anbn"):
        assert (batch.mask[:, 0] == batch.X.any(axis=1)).all(), "after each letter"


def test_inputs_are_what_they_are_said_to_be() -> None:
    rng = np.random.default_rng(0)
    X = {name: task.draw(rng, 20, 400).X for name, task in TASKS.items()}
    assert set(X["latch"][:, 0].ravel()) == {-1, 1} == set(X["first"].ravel())
    assert X["latch"][0, 1].all() and 0.17 < X["latch"][1:, 1].mean() < 0.23
    assert 0.27 < X["counter"].mean() < 0.33
    assert (X["adding"][:, 1].sum(axis=0) == 2).all() and (
        X["adding"][:10, 1].sum(axis=0) == 1
    ).all()
    words = {
        "".join("ab"[int(row[1])] for row in word.T if row.any())
        for word in X["anbn"].transpose(2, 1, 0)
    }
    assert words == {"a" * n + "b" * n for n in range(1, 11)}
    depths = (X["depth"][:, 0] - X["depth"][:, 1]).cumsum(axis=0)
    assert depths.min() == 0 and depths.max() > 6, "nothing is closed that was not open"


@pytest.mark.parametrize("name", TASKS)
def test_draws_come_from_the_generator_and_examples_from_their_number(name: str) -> None:
    task = TASKS[name]
    one, same, other = (task.draw(np.random.default_rng(seed), 12, 8).X for seed in (4, 4, 5))
    assert (one == same).all() and not (one == other).all()
    assert (task.example(2, 12).X == task.example(2, 12).X).all()
    assert not (task.example(0, 12).X == task.example(1, 12).X).all()
    assert (task.trial(12).X == task.trial(12).X).all()
    assert len(task.names) == task.D == one.shape[1]


def test_examples_show_something() -> None:
    latch, word, hills = (TASKS[name].example(0, 20) for name in ("latch", "anbn", "depth"))
    assert latch.X[:, 1].sum() == 5 and np.abs(np.diff(latch.Y[:, 0, 0])).sum() == 4, (
        "each store changes the memory"
    )
    assert word.X[:, 0].sum() == word.X[:, 1].sum() == 10
    meaning = TASKS["depth"].meaning
    assert meaning is not None
    assert meaning(hills.X)[:12, 0].tolist() == [1, 0, 1, 2, 1, 0, 1, 2, 3, 2, 1, 0]
    assert TASKS["first"].example(0, 5).Y[0] != TASKS["first"].example(1, 5).Y[0]


def test_the_series_predicts_the_next_month() -> None:
    months, people = series()
    batch = TASKS["series"].trial(0)
    now, asked = batch.passengers, batch.mask[:, 0, 0] > 0
    assert now is not None
    assert (now[:, 0, 0] == people[12:143]).all()
    np.testing.assert_allclose(forecast(batch, batch.Y)[:, 0, 0], people[13:144], rtol=1e-12)
    np.testing.assert_allclose(
        forecast(batch, batch.X[:, :1])[1:, 0, 0], people[13:143] ** 2 / people[12:142]
    )
    np.testing.assert_allclose(
        forecast(batch, batch.X[:, 1:])[:, 0, 0], people[12:143] * people[1:132] / people[:131]
    )
    assert [months[13 + k] for k in np.flatnonzero(asked)] == list(months[108:])


def test_the_series_learns_from_the_first_nine_years_alone() -> None:
    _, people = series()
    batch = TASKS["series"].draw(np.random.default_rng(0), 24, 2000)
    next_month = forecast(batch, batch.Y)
    assert next_month.max() == pytest.approx(people[:108].max())
    assert (batch.passengers is not None) and batch.passengers.max() <= people[:108].max()
    scaled = np.diff(np.log(people))[:107]
    np.testing.assert_allclose(batch.Y.min(), (scaled.min() - scaled.mean()) / scaled.std())
    with pytest.raises(ValueError):
        TASKS["series"].draw(np.random.default_rng(0), 96, 1)


def test_scores_by_hand() -> None:
    asked, X = np.array([1.0, 1, 0, 1]).reshape(4, 1, 1), np.zeros((4, 1, 1))
    Y, outputs = (np.array(row).reshape(4, 1, 1) for row in ([1.0, 0, 1, 0], [0.8, 0.4, 0.1, 0.6]))
    got = score(TASKS["parity"], outputs, Batch(X, Y, asked))
    assert got.accuracy == pytest.approx(2 / 3)
    assert got.loss == pytest.approx(-(np.log(0.8) + np.log(0.6) + np.log(0.4)) / 3)
    assert got.rmse == pytest.approx(np.sqrt((0.04 + 0.16 + 0.36) / 3))
    counted = score(
        TASKS["counter"], Y + np.array([0.04, -0.06, 1, 0]).reshape(4, 1, 1), Batch(X, Y, asked)
    )
    assert (counted.accuracy, counted.rmse) == pytest.approx(
        (2 / 3, 10 * np.sqrt((0.04**2 + 0.06**2) / 3))
    )


def test_all_answers_of_a_step_are_right_together() -> None:
    batch = TASKS["anbn"].example(0, 4)
    outputs = batch.Y.copy()
    assert score(TASKS["anbn"], outputs, batch).accuracy == 1
    outputs[0, 0] = 1 - outputs[0, 0]
    assert score(TASKS["anbn"], outputs, batch).accuracy == 0.75


def test_baselines_of_the_series() -> None:
    _, people = series()
    ours = baselines(TASKS["series"])
    truth, same, last_year = (
        people[108:],
        people[107:143],
        people[96:132] * people[107:143] / people[95:131],
    )
    assert ours["same"].rmse == pytest.approx(np.sqrt(((same - truth) ** 2).mean()))
    assert ours["last_year"].rmse == pytest.approx(np.sqrt(((last_year - truth) ** 2).mean()))
    assert ours["last_year"].rmse == pytest.approx(17.7, abs=0.05)
    within = np.abs(np.log(last_year / truth)) <= np.log(1.05)
    assert ours["last_year"].accuracy == pytest.approx(within.mean())
