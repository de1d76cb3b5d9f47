"""Files of other libraries run as those libraries ran them; what is no LSTM is refused."""

import io
import sys
from pathlib import Path

import numpy as np
import pytest

from lstm_core.exchange.reading import from_arrays, read_file, read_text
from lstm_core.exchange.refusal import Refused
from lstm_core.model.cell import Params, run
from lstm_core.words.language import say
from tests.support import ROOT

FOLDER = ROOT / "tests" / "golden" / "exchange"
ANSWERS = np.load(FOLDER / "answers.npz")
ANSWERED = sorted({key.rpartition("/")[0] for key in ANSWERS.files})


def answer(params: Params, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """h (T, H) and C (H,) at T, from 0."""
    zero = np.zeros((params.H, 1))
    trace = run(params, x.astype(np.float64)[:, :, None], zero, zero)
    return np.array([step.h[:, 0] for step in trace]), trace[-1].C[:, 0]


def test_every_file_has_an_answer_or_is_refused() -> None:
    named = {"README.md", "answers.npz", *ANSWERED}
    others = {path.name for path in FOLDER.iterdir()} - named
    assert all(name.startswith(("refuse_", "pasted_")) for name in others)


@pytest.mark.parametrize("name", ANSWERED)
def test_a_cell_answers_as_its_library_did(name: str) -> None:
    params = read_file((FOLDER / name).read_bytes(), name).params()
    h, C = answer(params, ANSWERS[f"{name}/x"])
    np.testing.assert_allclose(h, ANSWERS[f"{name}/h"], rtol=0, atol=2e-6)
    np.testing.assert_allclose(C, ANSWERS[f"{name}/C"], rtol=0, atol=2e-6)


@pytest.mark.parametrize("name", ANSWERED)
def test_the_name_of_a_file_does_not_decide_what_it_is(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    if name.endswith(".onnx"):
        pytest.skip("an ONNX file has no mark of its own: its name decides")
    assert read_file(data, "a.txt").layers[0].stacked.H == read_file(data, name).layers[0].stacked.H


REFUSALS = {
    "refuse_nan.npz": "exchange_not_finite",
    "refuse_object.npz": "exchange_object",
    "refuse_pickle.pt": "exchange_pickle",
    "refuse_shapes.npz": "exchange_shapes",
    "refuse_torch_gru.npz": "exchange_gru",
    "refuse_torch_projection.npz": "exchange_projection",
    "refuse_torch_rnn.npz": "exchange_rnn",
    "refuse_truncated.safetensors": "exchange_unreadable",
}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("refuse_*")), ids=lambda path: path.name)
def test_what_is_no_such_cell_is_refused_in_a_sentence(path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_file(path.read_bytes(), path.name).params()
    assert refused.value.key == REFUSALS[path.name]
    for lang in ("es", "en"):
        assert say(refused.value.key, lang, **refused.value.values)


def test_both_directions_of_both_layers_are_offered() -> None:
    name = "torch_two_layers_both_ways.npz"
    layers = read_file((FOLDER / name).read_bytes(), name).layers
    assert [(layer.number, layer.reverse) for layer in layers] == [
        (1, False),
        (1, True),
        (2, False),
        (2, True),
    ]
    arrays = np.load(FOLDER / name)
    W = layers[3].params()
    np.testing.assert_array_equal(W.W_i[:, :2], arrays["weight_hh_l1_reverse"][:2])
    np.testing.assert_array_equal(W.W_o[:, 2:], arrays["weight_ih_l1_reverse"][6:])


def test_other_arrays_of_a_model_are_named_as_ignored() -> None:
    name = "torch_in_a_model.safetensors"
    found = read_file((FOLDER / name).read_bytes(), name)
    assert set(found.ignored) == {"embed.weight", "head.weight", "head.bias"}
    assert found.layers[0].name == "encoder.rnn"


@pytest.mark.parametrize("name", ["pasted_torch.txt", "pasted_keras.txt"])
def test_a_print_is_read_to_its_printed_digits(name: str) -> None:
    found = read_text((FOLDER / name).read_text())
    params = found.params()
    assert (params.H, params.D, found.printed) == (2, 2, True)
    first = {"pasted_torch.txt": -0.2349, "pasted_keras.txt": 0.361}[name]
    assert params.W_i[0, 2] == first, "the first input's weight in the input gate stands first"


def test_a_file_that_holds_the_answers_gives_them_back() -> None:
    name = "torch_lstm.npz"
    arrays = dict(np.load(FOLDER / name)) | {k: ANSWERS[f"{name}/{k}"][None] for k in "xh"}
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    proof = read_file(stream.getvalue(), name).proof
    assert proof is not None and proof.C is None
    np.testing.assert_array_equal(proof.x, ANSWERS[f"{name}/x"])
    np.testing.assert_array_equal(proof.h, ANSWERS[f"{name}/h"])


def test_the_own_forget_bias_of_tensorflow_1_is_added_once() -> None:
    name = "tf1_basic_lstm_cell.npz"
    bias = np.load(FOLDER / name)["rnn/basic_lstm_cell/bias"].astype(np.float64)
    params = read_file((FOLDER / name).read_bytes(), name).params()
    np.testing.assert_array_equal(params.b_f.ravel(), bias[8:12] + 1)
    np.testing.assert_array_equal(params.b_i.ravel(), bias[:4])


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "exchange_empty"),
        (b" \n", "exchange_empty"),
        (b"\x80\x04\x95abc", "exchange_pickle"),
        (b"hello", "exchange_no_numbers"),
        (b"[1, 2, 3]", "exchange_no_lstm"),
        (b"\xff\xfe\x00", "exchange_unknown"),
        (b"PK\x03\x04", "exchange_unreadable"),
        (b"[[1 2 ... 3 4]]", "exchange_shortened"),
    ],
)
def test_what_holds_nothing_is_told_as_what_it_is(data: bytes, key: str) -> None:
    with pytest.raises(Refused) as refused:
        read_file(data)
    assert refused.value.key == key


def test_a_cell_of_more_than_128_units_is_refused() -> None:
    stream = io.BytesIO()
    np.savez(stream, weight_ih_l0=np.zeros((516, 1)), weight_hh_l0=np.zeros((516, 129)))
    with pytest.raises(Refused) as refused:
        read_file(stream.getvalue()).params()
    assert refused.value.key == "exchange_too_many_units"


def test_an_archive_that_grows_is_refused_before_it_has_grown() -> None:
    stream = io.BytesIO()
    np.savez_compressed(stream, weight_ih_l0=np.zeros(10 << 20))
    assert len(stream.getvalue()) < 200_000
    with pytest.raises(Refused) as refused:
        read_file(stream.getvalue())
    assert refused.value.key == "exchange_too_large"


def drawn(*shape: int) -> np.ndarray:
    return np.random.default_rng(sum(shape)).normal(size=shape)


TORCH = {"weight_ih_l0": drawn(8, 3), "weight_hh_l0": drawn(8, 2), "bias_ih_l0": drawn(8)}
PROJECTED = {"ih": (8, 3), "hh": (8, 1), "hr": (1, 2)}
KERAS = {"kernel": drawn(3, 8), "recurrent_kernel": drawn(2, 8), "bias": drawn(8)}


@pytest.mark.parametrize(
    "other",
    [
        {"g.weight_ih_l0": drawn(6, 3), "g.weight_hh_l0": drawn(6, 2)},
        {"g.weight_ih_l0": drawn(2, 3), "g.weight_hh_l0": drawn(2, 2)},
        {
            "p.weight_ih_l0": drawn(8, 3),
            "p.weight_hh_l0": drawn(8, 1),
            "p.weight_hr_l0": drawn(1, 2),
        },
    ],
)
def test_a_cell_beside_another_kind_of_cell_is_found(other: dict[str, np.ndarray]) -> None:
    found = from_arrays({f"m.{name}": array for name, array in TORCH.items()} | other)
    assert [layer.name for layer in found.layers] == ["m"] and set(found.ignored) == set(other)
    with pytest.raises(Refused):
        from_arrays(other)
    gru = {"gru/kernel": drawn(3, 6), "gru/recurrent_kernel": drawn(2, 6)}
    assert len(from_arrays(gru | {f"lstm/{name}": a for name, a in KERAS.items()}).layers) == 1
    with pytest.raises(Refused) as refused:
        from_arrays(gru)
    assert refused.value.key == "exchange_gru"


def test_both_directions_of_a_keras_layer_are_one_layer_forwards_first() -> None:
    arrays = {
        f"bidirectional/{way}_lstm/lstm_cell/{name}:0": array
        for way in ("backward", "forward")
        for name, array in KERAS.items()
    }
    layers = from_arrays(arrays).layers
    assert [(layer.number, layer.reverse) for layer in layers] == [(1, False), (1, True)]


def test_a_loop_over_parameters_is_read_with_their_names_and_without() -> None:
    printed = {k: np.array2string(v, separator=", ", precision=17) for k, v in TORCH.items()}
    each = {
        name: f"Parameter containing:\ntensor({text}, requires_grad=True)"
        for name, text in printed.items()
    }
    expected = from_arrays(TORCH).params()
    for text in ("\n".join(each.values()), "\n".join(f"{k}: {v}" for k, v in each.items())):
        np.testing.assert_allclose(read_text(text).params().W_f, expected.W_f, rtol=1e-15)


@pytest.mark.parametrize(
    ("name", "library"),
    [("keras.weights.h5", "h5py"), ("keras_model.keras", "h5py"), ("lstm.onnx", "onnx")],
)
def test_a_library_that_is_missing_is_named_with_the_extra(
    name: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(Refused) as refused:
        read_file((FOLDER / name).read_bytes(), name)
    said = say(refused.value.key, "es", **refused.value.values)
    assert library in said and "lstm-core[exchange]" in said


VARIABLES = {
    "keras 3": "<Variable path=lstm/cell/{name}, shape={shape}, dtype=float32, value={values}>",
    "tensorflow 2": "<tf.Variable 'lstm/lstm_cell/{name}:0' shape={shape} dtype=float32, "
    "numpy=array({values}, dtype=float32)>",
    "keras 3, in another order": "<KerasVariable shape={shape}, path=lstm/{name}, value={values}>",
}


@pytest.mark.parametrize("form", VARIABLES)
def test_the_printed_variables_of_a_layer_are_read(form: str) -> None:
    with np.printoptions(precision=17):
        each = [
            VARIABLES[form].format(name=name, shape=a.shape, values=np.array2string(a))
            for name, a in KERAS.items()
        ]
    found = read_text(f"[{', '.join(each)}]")
    assert found.layers[0].layout.library == "Keras" and not found.ignored
    expected = from_arrays(KERAS).params()
    np.testing.assert_allclose(found.params().W_f, expected.W_f, rtol=1e-15)
    np.testing.assert_allclose(found.params().b_o, expected.b_o, rtol=1e-15)
