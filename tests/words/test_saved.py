"""A saved file says which cell it is of, which seed and which step, in its name and inside."""

import csv
import io

import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.training.sweep import Sweep
from lstm_core.words.backward import backward_table
from lstm_core.words.saved import file_name, source_line, with_source
from lstm_core.words.step import step_table
from lstm_core.words.train import learning_table, sweep_table


@pytest.mark.parametrize(
    ("settings", "name", "line"),
    [
        (
            Settings(lang="en", t=2),
            "lstm-notebook-42-t2-cell",
            "Cell “Notebook: all between 0 and 1” · seed 42 · t = 2 of 6, unit 1 of 3",
        ),
        (
            Settings(lang="en", scenario="latch", t=6, edits="f@2=0.3; o=x"),
            "lstm-latch-t6-cell",
            "Cell “By hand: latch” · changed: f, all units, t = 2: held at 0.3"
            " · t = 6 of 10, unit 1 of 1",
        ),
        (
            Settings(lang="en", view="train", task="depth", updates=40, seed=7, edits="f=0"),
            "lstm-trained-depth-7-u40-cell",
            "Cell in training: Brackets · seed 7 · after 40 updates",
        ),
        (
            Settings(lang="en", view="train", race="yes", train_steps=30),
            "lstm-first_end-T30-cell",
            "Learning from several forget biases, T = 30",
        ),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_a_picture_says_where_it_is_from(settings: Settings, name: str, line: str) -> None:
    experiment = perform(settings)
    assert file_name(experiment, "cell") == name
    assert source_line(experiment) == line


def test_the_browser_puts_in_where_it_is() -> None:
    experiment = perform(Settings(lang="es", scenario="pytorch", forget_bias=-2, t=3))
    assert file_name(experiment, t="{t}") == "lstm-pytorch-42-t{t}"
    line = source_line(experiment, "{t}", "{unit}")
    assert "−2" in line and line.endswith("t = {t} de 6, unidad {unit} de 3")


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_every_row_of_a_table_says_where_it_is_from() -> None:
    experiment = perform(Settings(scenario="wide", seed=7, t=4, edits="f=0"))
    rows = read(with_source(experiment, step_table(experiment), gate="f").csv())
    assert len(rows) == experiment.H
    for unit, row in enumerate(rows, 1):
        assert (row["scenario"], row["seed"], row["t"], row["gate"]) == ("wide", "7", "4", "f")
        assert row["changes"] == "edits=f=0" and row["unit"] == str(unit)
    designed = perform(Settings(scenario="latch"))
    assert read(with_source(designed, step_table(designed)).csv())[0]["seed"] == ""


def test_the_gradients_shown_are_in_their_table() -> None:
    experiment = perform(Settings(scenario="pytorch", flow="backward"))
    rows = read(backward_table(experiment).csv())
    assert len(rows) == experiment.T * experiment.H
    assert {row["dL_dh"] for row in rows if row["t"] == str(experiment.T)} == {"1.0"}


def test_a_training_and_a_race_have_their_numbers() -> None:
    settings = Settings(view="train", task="latch", updates=20, rival="yes")
    experiment = perform(settings)
    rows = read(with_source(experiment, learning_table(settings)).csv())
    assert rows[0].keys() >= {"task", "seed", "updates", "update", "lstm_loss", "rnn_accuracy"}
    assert rows[0]["update"] == "0" and float(rows[0]["lstm_accuracy"]) <= 1
    assert rows[-1]["updates"] == "20" and rows[-1]["rnn_loss"]
    sweep = Sweep(6)
    assert not sweep_table(sweep).rows
    sweep.losses[3, 2] = [0.7, 0.2]
    sweep.updates_needed[3, 2] = 50
    ours = [row for row in read(sweep_table(sweep).csv()) if row["b_f"] == "3"]
    assert [(row["seed"], row["update"], row["learnt"]) for row in ours] == [
        ("2", "10", "0"),
        ("2", "50", "1"),
    ]
