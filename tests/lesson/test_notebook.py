"""The notebook computes what is on the screen; whoever changes a number is told so by its check."""

import json
from typing import Any

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from lstm_core.exchange.writing import to_code
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.own_cells import own_cell
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.notebook import notebook
from lstm_core.model.initialisers import pytorch

COLUMNS = "a;b\n" + "\n".join(f"{k * k % 13};{k % 5}" for k in range(40))
OWN = own_cell(pytorch(np.random.default_rng(1), 3, 2))
KINDS: list[dict[str, Any]] = [
    {},
    {"t": 6, "lang": "en"},
    {"scenario": "pytorch", "hidden_size": 1, "input_size": 1, "steps": 1},
    {"scenario": "keras", "forget_bias": 3, "t": 4},
    {"scenario": "latch", "edits": "f@2[1]=0;W_i[1,2]=3;x@3[1]=2;h_0=0.5;C_0[1]=-1", "t": 3},
    {"scenario": "wide", "variant": "no_forget", "t": 5},
    {"scenario": "wide", "variant": "coupled", "t": 5},
    {"scenario": "wide", "variant": "coupled", "edits": "i@2[1]=0.9;f@3=0", "t": 3},
    {"scenario": "trained-counter", "t": 9},
    {"scenario": "trained-parity", "t": 9},
    {"scenario": "counter", "inputs": "1;0;1;1", "t": 2},
    {"scenario": "pytorch", "inputs": "series:13", "steps": 20, "t": 12},
    {"scenario": "own", "weights": OWN.spelling, "t": 2},
    {"scenario": "trained", "task": "own", "inputs": COLUMNS, "updates": 20, "t": 4},
    {"scenario": "wide", "hide": "f", "t": 3},
]


def opened(book: str) -> Any:
    return nbformat.reads(book, as_version=4)  # type: ignore[no-untyped-call]


def code(book: str) -> list[str]:
    cells = json.loads(book)["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


@pytest.mark.parametrize("fields", KINDS, ids=lambda fields: str(fields)[:70])
def test_its_code_gives_the_numbers_of_the_screen(
    fields: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    experiment = perform(Settings(**fields))
    book = notebook(experiment, "http://x/?a=1")
    nbformat.validate(opened(book))
    names: dict[str, Any] = {}
    for each in code(book):
        exec(each, names)
    h = np.array([step["h"].ravel() for step in names["trace"]])
    np.testing.assert_allclose(h, [step.h.ravel() for step in experiment.trace], atol=1e-12)
    names["trace"][experiment.t - 1]["C"] = names["trace"][experiment.t - 1]["C"] + 1e-7
    with pytest.raises(AssertionError):
        exec(code(book)[-1], names)


def test_jupyter_runs_it() -> None:
    book = opened(notebook(perform(Settings(lang="en")), "http://x"))
    NotebookClient(book, timeout=60).execute()
    printed = "".join(out.text for cell in book.cells for out in cell.get("outputs", []))
    assert "[0.71953755 0.73617388 0.90950893]" in printed


def test_code_for_keras_and_pytorch_names_every_number() -> None:
    experiment = perform(Settings(scenario="pytorch"))
    h0 = np.zeros(experiment.H)
    for layout, start in (("pytorch", "import torch"), ("keras", "import keras")):
        text = to_code(experiment.params, layout, experiment.X[:, :, 0], h0, h0)
        assert text.startswith(start)
        compile(text, layout, "exec")
        for number in (*experiment.params.W_o.ravel(), *experiment.X.ravel()):
            assert repr(float(number)) in text
