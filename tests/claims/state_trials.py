"""On what a trained cell is tested, and how far it carries, stated by other means."""

import numpy as np

from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import Array
from lstm_core.training.series import series
from lstm_core.training.tasks import TASKS
from tests.claims.by_hand import (
    Values,
    answers_again,
    learnt_from,
    plan_of,
    says_what_is_right,
    share_right,
)
from tests.claims.state_trained import TRAINED
from tests.claims.stated import states
from tests.training.right_answers import expected


@states("test_untrained", "test_new", "test_some_known", "test_all_known", scenario=TRAINED)
def so_many_of_the_tests_sequences_were_trained_on(experiment: Experiment, values: Values) -> None:
    plan, update = plan_of(experiment)
    X = TASKS[plan.task].trial(plan.T).X
    tested = [X[:, :, b].tobytes() for b in range(X.shape[2])]
    trained = learnt_from(plan.task, plan.seed, plan.T, update)
    known = len(trained.intersection(tested))
    assert values["count"] == len(set(tested))
    assert values["T"] == plan.T == len(X)
    assert values.get("known", 0) == (0 if known == len(set(tested)) else known)


@states("test_months", scenario="trained-series")
def the_last_three_years_are_asked(experiment: Experiment, values: Values) -> None:
    assert plan_of(experiment)[0].task == "series"
    assert values["count"] == 3 * 12 == TASKS["series"].trial(0).mask.sum()
    drawn = TASKS["series"].draw(np.random.default_rng(0), 24, 500)
    assert drawn.passengers is not None
    assert drawn.passengers.max() <= series()[1][: 9 * 12].max(), "none after 1957"


def words(first: int, last: int) -> Array:
    """A word of each length as (T, 2, B)."""
    rows = [["ab".index(c) for c in "a" * n + "b" * n] for n in range(first, last + 1)]
    X = np.zeros((2 * last, 2, len(rows)))
    for b, row in enumerate(rows):
        X[np.arange(len(row)), row, b] = 1
    return X


@states("longer_words", "longer_word", scenario=TRAINED)
def so_many_answers_to_longer_words_are_right(experiment: Experiment, values: Values) -> None:
    plan, _ = plan_of(experiment)
    longest = TASKS["anbn"].draw(np.random.default_rng(0), plan.T, 500).X[:, 0].sum(axis=0).max()
    assert values["first"] == longest + 1
    X = words(values["first"], values.get("last", values["first"]))
    Y = np.stack([expected("anbn", X[:, :, b : b + 1]) for b in range(X.shape[2])], axis=2)
    right = ((answers_again(experiment, X) > 0.5) == (Y > 0.5)).all(axis=1)
    share = right[~np.isnan(Y[:, 0])].mean()
    assert abs(values["percent"] - share) < 1e-3


@states("longer_sequences", scenario=TRAINED)
def so_many_answers_to_longer_sequences_are_right(experiment: Experiment, values: Values) -> None:
    plan, _ = plan_of(experiment)
    assert values["T"] > plan.T
    batch = TASKS[plan.task].trial(values["T"])
    share = share_right(plan, answers_again(experiment, batch.X), batch)
    assert abs(values["percent"] - share) < 1e-3
    assert says_what_is_right(plan, values["right"])
