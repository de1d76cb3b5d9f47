"""The code that one takes along prints, in PyTorch and Keras, the h that those libraries gave.

Where a library is not installed, a stand-in of this file runs the code: its layer is written from
the library's documentation, takes the weights by the same calls, and is held to answers that the
library itself gave.
"""

import contextlib
import importlib.util
import io
import json
import subprocess
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from lstm_core.exchange.reading import read_file
from lstm_core.exchange.writing import to_code
from lstm_core.model.cell import Array, run, stack
from lstm_core.model.initialisers import pytorch
from tests.support import ROOT

FOLDER = ROOT / "tests" / "golden" / "exchange"
ANSWERS = np.load(FOLDER / "answers.npz")


def sigmoid(a: Array) -> Array:
    return np.asarray(0.5 + 0.5 * np.tanh(a / 2))


class Tensor(np.ndarray):
    """An array with what the code asks of a tensor."""

    def copy_(self, other: Array) -> None:
        assert self.shape == other.shape
        self[...] = other


def tensor(values: Any, dtype: str) -> Tensor:
    return np.array(values, dtype=dtype).view(Tensor)


class TorchLSTM:
    """torch.nn.LSTM: i, f, g, o below each other, two biases."""

    def __init__(self, D: int, H: int, *, batch_first: bool, dtype: str) -> None:
        assert batch_first and dtype == "float64"
        self.weight_ih_l0, self.weight_hh_l0 = (
            np.full((4 * H, n), np.nan).view(Tensor) for n in (D, H)
        )
        self.bias_ih_l0, self.bias_hh_l0 = (np.full(4 * H, np.nan).view(Tensor) for _ in "ab")

    def __call__(self, x: Tensor, start: tuple[Tensor, Tensor]) -> tuple[Tensor, tuple[Any, Any]]:
        h, c = (each[0, 0] for each in start)
        rows = []
        for x_t in x[0]:
            gates = self.weight_ih_l0 @ x_t + self.bias_ih_l0
            i, f, g, o = np.split(gates + self.weight_hh_l0 @ h + self.bias_hh_l0, 4)
            c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
            h = sigmoid(o) * np.tanh(c)
            rows.append(h)
        return np.array([rows]).view(Tensor), (h, c)


class KerasLSTM:
    """keras.layers.LSTM: i, f, c, o side by side, one bias."""

    def __init__(self, units: int, *, return_sequences: bool) -> None:
        assert return_sequences
        self.H, self.weights = units, list[Array]()

    def build(self, shape: tuple[int, int, int]) -> None:
        self.D = shape[2]

    def set_weights(self, weights: list[Array]) -> None:
        shapes = [(self.D, 4 * self.H), (self.H, 4 * self.H), (4 * self.H,)]
        assert [w.shape for w in weights] == shapes
        self.weights = weights

    def __call__(self, x: Array, initial_state: list[Array]) -> Array:
        kernel, recurrent, bias = self.weights
        h, c = (each[0] for each in initial_state)
        rows = []
        for x_t in x[0]:
            i, f, g, o = np.split(x_t @ kernel + h @ recurrent + bias, 4)
            c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
            h = sigmoid(o) * np.tanh(c)
            rows.append(h)
        return np.array([rows])


def stand_ins() -> dict[str, ModuleType]:
    """The modules that the code imports."""
    torch, keras = ModuleType("torch"), ModuleType("keras")
    vars(torch).update(
        tensor=tensor,
        float64="float64",
        no_grad=contextlib.nullcontext,
        nn=SimpleNamespace(LSTM=TorchLSTM),
    )
    vars(keras).update(
        layers=SimpleNamespace(LSTM=KerasLSTM),
        config=SimpleNamespace(set_floatx=lambda dtype: None),
    )
    return {"torch": torch, "keras": keras}


def printed(code: str, monkeypatch: pytest.MonkeyPatch) -> Array:
    """What the code prints, run by the stand-ins."""
    for name, module in stand_ins().items():
        monkeypatch.setitem(sys.modules, name, module)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(code, {})
    return np.array(json.loads(said.getvalue()))


LAYOUTS = {"pytorch": "torch_lstm.npz", "keras": "keras_get_weights.npz"}


def code_of(layout: str) -> tuple[str, Array]:
    """The code for a cell of this library, and the h that the library gave."""
    name = LAYOUTS[layout]
    x, h = (ANSWERS[f"{name}/{each}"] for each in "xh")
    params = read_file((FOLDER / name).read_bytes(), name).params()
    zero = np.zeros(params.H)
    return to_code(params, layout, x.astype(float), zero, zero), h


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_code_prints_what_the_library_had_given(
    layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, h = code_of(layout)
    np.testing.assert_allclose(printed(code, monkeypatch), h, rtol=0, atol=2e-6)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_code_starts_where_the_cell_does(layout: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    params, X = pytorch(rng, 2, 3), rng.normal(size=(5, 2))
    h_0, C_0 = rng.normal(size=3), rng.normal(size=3)
    ours = stack(run(params, X[:, :, None], h_0[:, None], C_0[:, None]), "h")[:, :, 0]
    found = printed(to_code(params, layout, X, h_0, C_0), monkeypatch)
    np.testing.assert_allclose(found, ours, rtol=0, atol=1e-12)


@pytest.mark.parametrize(("layout", "library"), [("pytorch", "torch"), ("keras", "keras")])
def test_the_code_in_the_library_itself(layout: str, library: str) -> None:
    if importlib.util.find_spec(library) is None:
        pytest.skip(f"{library} is not installed")
    code, h = code_of(layout)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=True
    )
    found = np.array(json.loads(done.stdout.strip().splitlines()[-1]))
    np.testing.assert_allclose(found, h, rtol=0, atol=2e-6)
