"""A sequence from a file: whole where it fits into a link, else the part that is chosen."""

import gc
from dataclasses import replace

import numpy as np

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.inputs import MOST_INPUTS, MOST_STEPS
from lstm_core.experiment.own_columns import own_columns
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import Array
from lstm_core.session.opened_sequence import OpenedSequence


def csv(rows: int, columns: int) -> tuple[str, Array]:
    values = np.random.default_rng(0).normal(size=(rows, columns))
    head = "day," + ",".join(f"c{k}" for k in range(1, columns + 1))
    lines = [
        f"2024-{k // 28 % 12 + 1:02}-{k % 28 + 1:02}," + ",".join(map(repr, row))
        for k, row in enumerate(values.tolist())
    ]
    return "\n".join([head, *lines]), values


def test_a_short_file_is_the_text() -> None:
    fields, complaints = OpenedSequence().open(b"1;2\n3;4")
    assert fields["inputs"] == "1;2\n3;4" and not complaints


def test_of_a_long_file_a_window_of_the_chosen_columns_is_in_the_link() -> None:
    text, values = csv(900, 5)
    sequence = OpenedSequence()
    fields, complaints = sequence.open(text.encode())
    assert not complaints and sequence.last_first == 900 - MOST_STEPS + 1
    fields = sequence.show(101, [2, 4])
    experiment = perform(Settings(**fields))
    assert (experiment.T, experiment.D) == (MOST_STEPS, 2)
    assert experiment.given.names == ("c1", "c3")
    assert experiment.labels[0] == "2024-04-17"
    assert np.allclose(experiment.X[:, :, 0], values[100:160, [0, 2]], rtol=1e-14, atol=0)
    assert sequence.show(5000, [])["inputs"] == sequence.text
    assert sequence.first == 841 and sequence.places == (2, 4), "what does not fit is as near as is"


def test_a_wide_file_fits_into_the_link() -> None:
    text, _ = csv(300, 40)
    fields, _ = OpenedSequence().open(text.encode())
    experiment = perform(Settings(**fields))
    assert experiment.D == MOST_INPUTS and len(fields["inputs"]) <= 8000


def test_a_long_row_is_steps_and_a_long_text_without_numbers_is_cut() -> None:
    sequence = OpenedSequence()
    fields, _ = sequence.open(",".join(map(str, range(5000))).encode())
    assert perform(Settings(**fields)).X[:, 0, 0].tolist() == list(range(MOST_STEPS))
    fields, complaints = sequence.open(b"()" * 5000)
    assert len(fields["inputs"]) == 8000 and complaints[0][0] == "text_too_long"
    assert sequence.table is None


def test_what_is_no_sequence_changes_nothing() -> None:
    assert OpenedSequence().open(b"\x00\x01") == ({}, (("sequence_binary", {}),))


def test_a_file_that_no_link_holds_comes_back_from_the_browser() -> None:
    text, _ = csv(900, 3)
    before = OpenedSequence()
    fields, _ = before.open(text.encode(), whole=True)
    settings = Settings(view="train", task="own", **fields)
    assert settings.inputs == before.whole
    keep = before.kept(settings)
    assert keep and keep["wish"] == "keep" and keep["text"] == text
    assert before.kept(replace(settings, inputs=before.text)) is None, "a link holds the part"
    del before
    gc.collect()
    after = OpenedSequence()
    wish = after.kept(settings)
    assert wish and (wish["wish"], wish["name"]) == ("find", keep["name"])
    after.find(settings, "1;2")
    assert after.table is None and after.kept(settings) is None, "asked once"
    after.find(settings, keep["text"])
    assert after.table and after.table.rows == 900 and after.kept(settings) == keep
    assert len(own_columns(settings).columns.values) == 900


def test_a_page_without_a_file_has_nothing_kept() -> None:
    assert OpenedSequence().kept(Settings()) is None
