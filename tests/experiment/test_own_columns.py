"""The columns that a cell learns to predict, as a link spells them; whatever it says, some are."""

import gc
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lstm_core.exchange.columns import to_table
from lstm_core.exchange.texts import split_text
from lstm_core.experiment import trainings
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.inputs import keep_table
from lstm_core.experiment.own_columns import own_columns
from lstm_core.experiment.settings import Settings
from lstm_core.training.columns import LEAST_ROWS, MOST_ROWS
from lstm_core.training.series import series

MONTHS = "\n".join(f"{month};{people:g}" for month, people in zip(*series(), strict=True))
TEXT = f"month;people\n{MONTHS}"
TRAIN = Settings(view="train", task="own", inputs=TEXT)
OPENED = replace(TRAIN, view="memory", scenario="trained", updates=20)


def complaints(settings: Settings) -> list[str]:
    return [key for key, _ in perform(settings).complaints]


def test_columns_are_learnt_and_the_cell_is_opened_on_a_window_of_them() -> None:
    experiment = perform(OPENED)
    assert (experiment.T, experiment.D, experiment.given.names) == (24, 1, ("people",))
    assert experiment.labels[-1] == "1960-11", "of the last row nothing later is known"
    assert experiment.targets[-1, 0] == pytest.approx(432 - 390)
    assert np.isfinite(experiment.targets).all() and not experiment.complaints
    link = Settings.from_query(OPENED.to_query())
    assert perform(link).trace[-1].h.tolist() == experiment.trace[-1].h.tolist()
    assert set(perform(replace(OPENED, example=20)).labels) & {"1949-01", "1950-12"}


def test_a_year_ago_is_known_from_the_dates() -> None:
    columns = own_columns(TRAIN).columns
    assert columns.has_years and (columns.a_year_before[12:] == np.arange(132)).all()
    for text in (TEXT.replace("-", "/"), TEXT.replace("19", "day 19")):
        assert own_columns(replace(TRAIN, inputs=text)).columns.has_years
    assert not own_columns(replace(TRAIN, inputs=TEXT.replace("19", ""))).columns.has_years
    assert not own_columns(replace(TRAIN, inputs="\n".join(map(str, range(50))))).columns.has_years


SALES = [(37 * k * k) % 101 + k / 3 for k in range(48)]


@pytest.mark.parametrize(
    ("header", "row", "target"),
    [
        ("month,sales", lambda k, sale: (k % 12 + 1, sale), 1),
        ("sales,month", lambda k, sale: (sale, k % 12 + 1), 0),
        ("sales,n", lambda k, sale: (sale, k + 5), 0),
        ("a,b", lambda k, sale: (sale, (k + 10) % 12 + 1), 0),
        ("sales,b", lambda k, sale: (sale, 2020 + k // 12), 0),
        ("a,b", lambda k, sale: (sale, 0.1 * k), 0),
        ("sales,hour", lambda k, sale: (sale, (k * k) % 24), 0),
        ("temp,rain", lambda k, sale: (k * k % 7, sale), 1),
        ("temp,wet", lambda k, sale: (sale, k * k % 7 % 2), 1),
        ("month,n", lambda k, sale: (k % 12 + 1, k), 1),
    ],
)
def test_what_counts_rows_is_not_what_is_predicted(header: str, row: Any, target: int) -> None:
    lines = [",".join(map(str, row(k, sale))) for k, sale in enumerate(SALES)]
    settings = replace(TRAIN, inputs="\n".join([header, *lines]))
    own = own_columns(settings)
    assert own.columns.target == target and len(own.names) == 2
    assert own_columns(replace(settings, target=1 + (1 - target))).columns.target == 1 - target


def test_a_column_that_stays_the_same_is_predicted_by_nobody() -> None:
    settings = replace(TRAIN, inputs="\n".join(["sales,b", *(f"{sale},7" for sale in SALES)]))
    assert own_columns(settings).columns.target == 0 and not complaints(settings)
    assert complaints(replace(settings, target=2)) == ["own_columns_constant"]


def test_another_part_of_the_rows_or_another_scale_is_the_same_training() -> None:
    plan = trainings.plan(TRAIN)
    assert trainings.plan(replace(TRAIN, first=9, scale="unit", t=5, example=3)) == plan
    for other in ({"ahead": 2}, {"held_out": 30}, {"inputs": TEXT + "\n1961-01;500"}):
        assert trainings.plan(replace(TRAIN, **other)) != plan
        assert replace(TRAIN, updates=100).with_fields(**other).updates == 0, "it begins anew"


@pytest.mark.parametrize(
    ("inputs", "key"),
    [
        ("", "own_columns_none"),
        ("no numbers here", "own_columns_none"),
        ("1\n2\n3", "own_columns_few"),
        ("7\n" * LEAST_ROWS, "own_columns_constant"),
        ("[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]", "own_too_many_axes"),
        ("kept:0123456789abcdef", "own_table_gone"),
    ],
)
def test_what_cannot_be_learnt_is_told_and_the_passengers_are_learnt(inputs: str, key: str) -> None:
    settings = replace(TRAIN, inputs=inputs)
    assert complaints(settings)[0] == key
    assert len(own_columns(settings).columns.values) == len(series()[0])


def test_what_does_not_fit_is_nearest_to_what_was_asked() -> None:
    row = ",".join(str(k * k % 23) for k in range(40))
    far = Settings(view="train", task="own", inputs=row, ahead=60, train_steps=60, target=9)
    own = own_columns(far)
    assert own.columns.values.shape == (40, 1) and own.columns.ahead == 7
    assert complaints(far) == ["own_columns_ahead"]
    assert trainings.plan(far).T == own.columns.longest == trainings.most(far, "train_steps")
    assert trainings.history(far).reach(2) == 2


def test_of_a_long_file_the_last_rows_are_learnt_as_long_as_a_page_holds_it() -> None:
    text = "\n".join(f"{k % 11};{k}" for k in range(3000))
    table = to_table(split_text(text))
    settings = replace(TRAIN, inputs=keep_table(table), updates=0)
    own = own_columns(settings)
    assert own.columns.values.shape == (MOST_ROWS, 2) and own.skipped == 1000
    assert complaints(settings) == ["own_columns_rows"]
    assert perform(replace(settings, view="cell", scenario="trained")).given.first > 2900
    del table, own
    gc.collect()
    assert complaints(settings)[0] == "own_table_gone"
