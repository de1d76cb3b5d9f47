"""The file of a cell of one's own comes back to the next page of its tab, from the browser."""

import gc

import numpy as np
import pytest

from lstm_core.exchange.writing import to_arrays, to_bytes
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.model.initialisers import pytorch
from lstm_core.session.opened_cell import MOST_KEPT, OpenedCell
from tests.support import ROOT

FOLDER = ROOT / "tests" / "golden" / "exchange"


def file_of(H: int) -> bytes:
    return to_bytes(to_arrays(pytorch(np.random.default_rng(H), 3, H), "pytorch"), ".npz")


def test_a_cell_that_no_link_holds_comes_back() -> None:
    before, data = OpenedCell(), file_of(64)
    fields, _ = before.open(data, "cell.npz")
    settings = Settings(**fields)
    keep = before.kept(settings)
    assert keep and keep["wish"] == "keep"
    del before
    gc.collect()
    assert perform(settings).H == 3, "lost"
    after = OpenedCell()
    wish = after.kept(settings)
    assert wish and (wish["wish"], wish["name"]) == ("find", keep["name"])
    after.find(settings, keep["text"])
    assert perform(settings).H == 64 and not perform(settings).complaints
    assert after.kept(settings) == keep


def test_the_chosen_layer_and_what_was_told_come_back() -> None:
    before = OpenedCell()
    name = "torch_two_layers_both_ways.npz"
    before.open((FOLDER / name).read_bytes(), name)
    settings = Settings(**before.choose(2))
    keep, after = before.kept(settings), OpenedCell()
    assert keep and after.kept(settings)
    after.find(settings, keep["text"])
    assert after.layer == 2 and after.file and len(after.file.layers) == 4
    assert after.cell is before.cell


@pytest.mark.parametrize(
    "sent", [None, 3, "", "x", "0 x", "a AAAA", "9 UEs=", "0 " + "A" * 40, ["0"]], ids=repr
)
def test_what_a_browser_gives_back_is_read_as_any_file(sent: object) -> None:
    held, page = OpenedCell(), OpenedCell()
    settings = Settings(**held.open(file_of(5), "")[0])
    page.find(settings, sent)
    assert page.cell is None and page.kept(settings) is None, "asked once"
    other = OpenedCell()
    other.open(file_of(6), "")
    keep = other.kept(settings)
    assert keep
    page.find(settings, keep["text"])
    assert page.cell is None, "another cell is not that of the link"


def test_a_file_that_is_too_large_for_the_browser_is_not_sent() -> None:
    page = OpenedCell()
    fields, _ = page.open(file_of(128), "")
    assert page.cell and len(page.data) * 4 / 3 > 0.6 * MOST_KEPT
    page.data = bytes(MOST_KEPT)
    assert page.kept(Settings(**fields)) is None
    assert OpenedCell().kept(Settings()) is None
