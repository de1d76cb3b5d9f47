"""A cell of one's own is the cell that was opened, to the bit, in a link or by its name."""

import gc

import numpy as np
import pytest

from lstm_core.exchange.link import LONGEST
from lstm_core.exchange.reading import read_file
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.own_cells import KEPT, own_cell
from lstm_core.experiment.settings import Settings
from lstm_core.model.initialisers import pytorch
from tests.support import ROOT

FOLDER = ROOT / "tests" / "golden" / "exchange"
ANSWERS = np.load(FOLDER / "answers.npz")


@pytest.mark.parametrize("name", ["torch_lstm.npz", "keras_model.keras", "lstm.onnx"])
def test_the_page_runs_it_as_its_library_did(name: str) -> None:
    cell = own_cell(read_file((FOLDER / name).read_bytes(), name).params())
    x = ANSWERS[f"{name}/x"]
    inputs = "\n".join(";".join(map(repr, row)) for row in x.astype(float).tolist())
    link = Settings(scenario="own", weights=cell.spelling, inputs=inputs).to_query()
    experiment = perform(Settings.from_query(link))
    h = [step.h[:, 0] for step in experiment.trace]
    np.testing.assert_allclose(h, ANSWERS[f"{name}/h"], rtol=0, atol=2e-6)
    assert not experiment.complaints


def test_its_inputs_are_drawn_from_the_seed_and_as_long_as_one_likes() -> None:
    cell = own_cell(pytorch(np.random.default_rng(0), 2, 3))
    one = perform(Settings(scenario="own", weights=cell.spelling, steps=9, seed=1))
    other = perform(Settings(scenario="own", weights=cell.spelling, steps=9, seed=2))
    assert (one.D, one.H, one.T) == (2, 3, 9)
    assert one.params.W_f.tolist() == other.params.W_f.tolist() != []
    assert one.X.tolist() != other.X.tolist()
    assert set(one.fixed_by) == {"input_size", "hidden_size"}


def test_a_large_cell_is_kept_by_its_name_as_long_as_a_page_holds_it() -> None:
    cell = own_cell(pytorch(np.random.default_rng(0), 128, 128))
    settings = Settings(scenario="own", weights=cell.spelling, unit=128)
    assert settings.weights.startswith(KEPT) and len(cell.spelling) < LONGEST
    assert perform(settings).H == 128 and perform(settings).unit == 128
    assert own_cell(pytorch(np.random.default_rng(0), 128, 128)) is cell
    del cell
    gc.collect()
    gone = perform(Settings(scenario="own", weights=settings.weights, seed=3))
    assert [key for key, _ in gone.complaints] == ["own_cell_gone"] and gone.H == 3


def test_a_link_to_a_cell_that_was_gone_shows_it_once_its_file_is_opened_again() -> None:
    params = pytorch(np.random.default_rng(5), 100, 100)
    settings = Settings(scenario="own", weights=own_cell(params).spelling)
    gc.collect()
    gone = perform(settings)
    cell = own_cell(params)
    found = perform(settings)
    assert (gone.H, found.H, found.complaints) == (3, 100, ())
    assert found != gone and mask(found) != mask(gone), "no picture of the one is the other's"
    beside = Settings(scenario="own", weights=cell.spelling, versus=settings.cell_query)
    assert (perform(beside).ghost or gone).H == 100
    del cell
    gc.collect()
    assert perform(settings) == gone
    assert perform(beside).settings.versus != beside.versus


def test_until_a_cell_is_opened_one_is_drawn() -> None:
    assert not perform(Settings(scenario="own")).complaints


@pytest.mark.parametrize("weights", ["x", "kept:0", "<script>", "AwQE" * 100])
def test_a_broken_link_is_told_and_another_cell_shown(weights: str) -> None:
    experiment = perform(Settings(scenario="own", weights=weights))
    assert len(experiment.complaints) == 1 and experiment.H == 3
