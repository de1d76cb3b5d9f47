"""Columns of one's own as a task: no row of the test is in the training, each is asked once."""

import numpy as np
import pytest

from lstm_core.training.baselines import baselines, best_baseline
from lstm_core.training.columns import EXAMPLES, Columns, own_task
from lstm_core.training.evaluate import evaluate
from lstm_core.training.fit import planned, trained_model
from lstm_core.training.tasks import OWN

ROWS = np.arange(100.0)


def columns(rows: int = 100, ahead: int = 3, held_out: int = 20, year: int = 0) -> Columns:
    """Two columns: the number of the row, and its square, which is predicted."""
    values = np.stack([ROWS[:rows], ROWS[:rows] ** 2], axis=1)
    before = np.arange(rows) - year if year else np.full(rows, -1)
    return Columns(f"{rows}-{year}", values, 1, ahead, held_out, np.maximum(before, -1))


def rows_of(one: Columns, X: np.ndarray) -> np.ndarray:
    """The numbers of the rows (T, B), read off the first input."""
    first = one.values[: one.split, 0]
    row: np.ndarray = np.rint(X[:, 0] * first.std() + first.mean()).astype(int)
    return row


@pytest.mark.parametrize(("ahead", "T"), [(1, 1), (3, 24), (3, 77)])
def test_the_training_reads_and_asks_only_what_is_not_held_out(ahead: int, T: int) -> None:
    one = columns(ahead=ahead)
    batch = own_task(one).draw(np.random.default_rng(0), T, 400)
    rows = rows_of(one, batch.X)
    assert rows.min() == 0 and rows.max() + ahead == one.split - 1
    assert (np.diff(rows, axis=0) == 1).all()
    change = (rows + ahead) ** 2 - rows**2
    np.testing.assert_allclose(batch.Y[:, 0] * one.unit, change)
    with pytest.raises(ValueError):
        own_task(one).draw(np.random.default_rng(0), one.longest + 1, 1)


@pytest.mark.parametrize(("rows", "ahead", "held_out", "T"), [
    (100, 3, 20, 24), (100, 1, 1, 60), (100, 7, 50, 5), (20, 3, 10, 4), (30, 1, 15, 14),
])  # fmt: skip
def test_the_trial_asks_once_for_each_row_that_is_held_out(
    rows: int, ahead: int, held_out: int, T: int
) -> None:
    one = columns(rows, ahead, held_out)
    batch = own_task(one).trial(T)
    found, asked = rows_of(one, batch.X), batch.mask[:, 0] > 0
    assert sorted(found[asked] + ahead) == list(range(one.split, rows))
    before = found[asked] - np.broadcast_to(found[0], found.shape)[asked]
    assert (before >= min(T, found[asked].min())).all(), "as much is read before as in training"
    for b in range(batch.X.shape[2]):
        np.testing.assert_array_equal(one.right(batch.X[:, :, b : b + 1])[:, :, 0], batch.Y[..., b])
    assert np.isnan(one.right(batch.X + 0.1)).all(), "of what is no window nothing is known"


def test_the_windows_to_show_go_from_the_newest_to_the_oldest() -> None:
    one = columns()
    starts = [rows_of(one, own_task(one).example(k, 24).X)[0, 0] for k in range(EXAMPLES)]
    assert starts[0] + 23 == one.known - 1 and starts[-1] == 0
    assert starts == sorted(set(starts), reverse=True)


def test_what_needs_no_memory() -> None:
    one = columns(year=12)
    found = baselines(own_task(one))
    assert list(found) == ["last_value", "year_ago", "line", "right_line"]
    t = np.arange(one.longest, one.known)
    last = (t + 3) ** 2 - t**2
    assert found["last_value"].rmse == pytest.approx(np.sqrt((last**2).mean()))
    year = (t + 3) ** 2 - (t + 3 - 12) ** 2
    assert found["year_ago"].rmse == pytest.approx(np.sqrt((year**2).mean()))
    assert found["line"].rmse < 1e-9 * one.unit, "6 t + 9 is a straight line in t"
    assert best_baseline(own_task(one))[0] == "line" and found["right_line"].accuracy == 1
    assert "year_ago" not in baselines(own_task(columns(year=3))), "that is the last value"
    assert "year_ago" not in baselines(own_task(columns()))


def test_half_of_the_changes_in_the_training_are_smaller_than_what_counts_as_right() -> None:
    one = columns()
    changes = np.abs(one.changes[: one.longest])
    assert (changes < one.tolerance).mean() == pytest.approx(0.5, abs=0.01)
    flat = Columns("flat", np.ones((40, 1)), 0, 1, 10, np.full(40, -1))
    assert flat.unit == 0


def test_a_cell_learns_what_no_row_alone_tells() -> None:
    """A beat of 1, 1, 0, 0: what comes next depends on the row before."""
    values = np.tile([1.0, 1.0, 0.0, 0.0], 40)[:, None]
    one = Columns("beat", values, 0, 1, 40, np.full(160, -1))
    plan = planned(OWN, 1, one, H=4, T=12, rate=0.03, updates=300)
    got = evaluate(plan, trained_model(plan))
    assert got.rmse < 0.1 < 0.4 < min(other.rmse for other in baselines(own_task(one)).values())
