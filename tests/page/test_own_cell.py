"""A cell of one's own: opened from a file or a text, told, chosen by layer, or refused."""

import gc
import io
import json
import re
from html import unescape

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lstm_core.exchange.beside import Beside
from lstm_core.exchange.reading import read_file
from lstm_core.exchange.writing import WRITTEN, to_arrays, to_bytes
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.own_cells import own_cell
from lstm_core.experiment.proof import proof_claim
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import run
from lstm_core.model.initialisers import pytorch
from lstm_core.page.take_home import cell_file
from lstm_core.session.opened_cell import OpenedCell, missed
from lstm_core.words.language import say
from lstm_core.words.own import told
from tests.support import ROOT, app, fields, query

FOLDER = ROOT / "tests" / "golden" / "exchange"


def opened(text: str) -> AppTest:
    page = app(lang="en", scenario="own")
    page.text_area(key="own_pasted").set_value(text).run()
    return page


def test_a_pasted_cell_is_shown_told_and_in_the_link() -> None:
    page = opened((FOLDER / "pasted_torch.txt").read_text())
    assert not page.exception and not page.warning
    text = " ".join(table(page).values())
    for part in ("PyTorch", "(8, 2), (8, 2), (8,), (8,)", "i f g o", "two, added up", "printed"):
        assert part in text
    again = app(**query(page))
    assert fields(again)["hidden_size"]["used"] == 2 and not again.warning


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hello", "no arrays of numbers"),
        ("[1, 2, 3]", "no LSTM"),
        ('{"weight_ih_l0": [[1], [1], [1]], "weight_hh_l0": [[1], [1], [1]]}', "This is a GRU"),
        ("<script>alert(1)</script>", "no arrays of numbers"),
    ],
)
def test_what_is_no_cell_is_told_and_the_page_is_as_it_was(text: str, said: str) -> None:
    page = opened((FOLDER / "pasted_torch.txt").read_text())
    before = query(page)
    page.text_area(key="own_pasted").set_value(text).run()
    assert not page.exception and query(page) == before
    assert [said in warning.value for warning in page.warning] == [True]


def test_the_answers_in_a_file_are_checked_on_the_screen() -> None:
    name = "torch_lstm.npz"
    answers = np.load(FOLDER / "answers.npz")
    own = OpenedCell()
    arrays = {k: a.tolist() for k, a in np.load(FOLDER / name).items()}
    body = arrays | {k: answers[f"{name}/{k}"].tolist() for k in "xh"}
    fields, complaints = own.open(json.dumps(body).encode(), "cell.json")
    assert not complaints and fields["inputs"].count("\n") == 6
    page = app(lang="en", **{k: v for k, v in fields.items() if v})
    page.session_state["session"].opened = own
    page.run()
    assert any("h is what PyTorch gave" in line.value for line in page.success)


def test_layers_are_chosen() -> None:
    own = OpenedCell()
    name = "torch_two_layers_both_ways.npz"
    own.open((FOLDER / name).read_bytes(), name)
    first = own.cell
    assert own.choose(2)["weights"] != (first and first.spelling)
    assert own.choose(9) == {} and own.layer == 2


@pytest.mark.parametrize("view", ["cell", "step", "time", "weights", "memory"])
def test_every_view_shows_a_cell_of_128_units(view: str) -> None:
    cell = own_cell(pytorch(np.random.default_rng(0), 128, 128))
    page = app(view=view, scenario="own", weights=cell.spelling, unit=128, steps=3)
    assert not page.exception and not page.warning


@pytest.mark.parametrize("layout", WRITTEN)
@pytest.mark.parametrize("suffix", [".npz", ".safetensors"])
def test_what_is_taken_home_has_the_read_out_and_the_start(layout: str, suffix: str) -> None:
    changed = perform(Settings(scenario="trained-anbn", edits="h_0[1]=0.5;W_f[1,1]=2"))
    found = read_file(cell_file(changed, layout, suffix), f"x{suffix}")
    for name in ("W_f", "W_i", "W_C", "W_o", "b_f", "b_o"):
        assert getattr(found.params(), name).tobytes() == getattr(changed.params, name).tobytes()
    assert not found.ignored and found.beside.arrays.keys() == {"V", "c", "h_0", "C_0"}
    drawn = perform(Settings(scenario="pytorch"))
    plain = read_file(cell_file(drawn, layout, suffix), f"x{suffix}")
    assert plain.beside.arrays.keys() == ({"h_0", "C_0"} if layout == "own" else set())
    assert not plain.ignored


@pytest.mark.parametrize("layout", WRITTEN)
@pytest.mark.parametrize(
    "before",
    [
        Settings(seed=42),
        Settings(scenario="trained-anbn", edits="h_0[1]=0.5;C_0[2]=-0.3;W_f[1,1]=2"),
        Settings(scenario="pytorch", input_size=9, hidden_size=32, edits="C_0[2]=0.1"),
    ],
    ids=["notebook", "trained", "large"],
)
def test_what_is_taken_home_opens_as_the_same_numbers(before: Settings, layout: str) -> None:
    shown, own = perform(before), OpenedCell()
    for suffix in (".safetensors", ".npz"):
        saved = cell_file(shown, layout, suffix)
        fields, complaints = own.open(saved, f"x{suffix}")
        assert not complaints
        x = "\n".join(";".join(map(repr, row)) for row in shown.X[:, :, 0].tolist())
        assert fields["inputs"] == (x if layout == "own" else "")
        again = perform(Settings.from_query(Settings(**fields | {"inputs": x}).to_query()))
        for one, other in zip(again.trace, shown.trace, strict=True):
            assert all(getattr(one, k).tobytes() == getattr(other, k).tobytes() for k in "fioCh")
        layer = shown.scenario.learnt
        if layer:
            h = np.array([step.h[:, 0] for step in shown.trace])
            y = (layer.model.V @ h.T + layer.model.c).T
            np.testing.assert_allclose(again.answers, y, rtol=1e-15)
        assert cell_file(again, layout, suffix) == saved


def test_what_does_not_fit_beside_a_cell_is_left_out() -> None:
    drawn = pytorch(np.random.default_rng(0), 2, 3)
    arrays = to_arrays(drawn, "pytorch")
    odd = {"h_0": np.ones((2, 1)), "C_0": np.full((3, 1), np.nan), "V": np.ones((1, 3))}
    found = read_file(to_bytes(arrays | odd, ".npz"))
    assert not found.beside.arrays and set(found.ignored) == {*odd}
    both = {f"a.{k}": k_ for k, k_ in arrays.items()} | {f"b.{k}": a for k, a in arrays.items()}
    found = read_file(to_bytes(both | {"h_0": np.ones(3)}, ".npz"))
    assert found.ignored == ("h_0",)
    beside = Beside(h_0=np.full((3, 1), 0.5), V=np.ones((2, 3)), c=np.ones((2, 1)))
    page = app(
        lang="en", view="time", scenario="own", weights=own_cell(drawn, beside=beside).spelling
    )
    assert not page.exception and not page.warning


def test_a_cell_that_no_link_holds_is_told_and_its_saved_file_opens_the_link() -> None:
    drawn = pytorch(np.random.default_rng(7), 20, 64)
    own = OpenedCell()
    fields, _ = own.open(to_bytes(to_arrays(drawn, "pytorch"), ".npz"), "cell.npz")
    page = app(lang="en", scenario="own", weights=fields["weights"], t=3, edits="b_f[2]=1")
    page.session_state["session"].opened = own
    page.run()
    assert say("own_cell_unlinked", "en") in [one.value for one in page.caption]
    assert "save_cell" in {one.key for one in page.get("download_button")}
    held = own.cell
    assert held
    link = Settings.from_query(query(page))
    saved = to_bytes(to_arrays(held.params, "own"), ".npz")
    before = perform(link).trace[2].h.tobytes()
    page.session_state["session"].opened, own.cell, held = OpenedCell(), None, None
    del page
    gc.collect()
    assert missed(link) == link.weights and perform(link).H == 3
    assert OpenedCell().open(saved, "saved.npz")[0]["t"] == 1
    other = OpenedCell()
    assert other.open(saved, "saved.npz", link.weights) == ({"weights": link.weights}, ())
    assert perform(link).trace[2].h.tobytes() == before


def table(page: AppTest) -> dict[str, str]:
    """What is told of the cell."""
    html = next(p.proto.body for p in page.get("html") if 'class="opened"' in p.proto.body)
    rows = re.findall("<th.*?>(.*?)</th> <td>(.*?)</td>", html)
    return {name: unescape(text) for name, text in rows}


@pytest.mark.parametrize(
    ("name", "shapes"),
    [
        ("keras.weights.h5", "(5, 4), (1, 4), (4,)"),
        ("tf1_basic_lstm_cell.npz", "(8, 16), (16,)"),
        ("lstm.onnx", "(1, 4, 1), (1, 4, 1), (1, 8)"),
        ("torch_lstm.npz", "(20, 4), (20, 5), (20,), (20,)"),
    ],
)
def test_the_shapes_told_are_those_of_the_file(name: str, shapes: str) -> None:
    file = read_file((FOLDER / name).read_bytes(), name)
    for lang in ("es", "en"):
        rows = dict(told(file, 0, lang, name))
        assert rows[say("own_shapes", lang)] == shapes and rows[say("own_file_name", lang)] == name
    own = to_bytes(to_arrays(file.params(), "own"), ".npz")
    W, b = (getattr(file.params(), name).shape for name in ("W_f", "b_f"))
    assert dict(told(read_file(own), 0, "en"))["Shapes"] == f"4 × {W}, 4 × {b}"


def test_the_table_is_whole_and_a_foreign_name_no_markup() -> None:
    drawn, long = pytorch(np.random.default_rng(0), 2, 3), "encoder.layers.0.attention.rnn"
    odd = f"<img src=x onerror=alert(1)>.{long}"
    arrays = {f"{odd}.{name}": a.tolist() for name, a in to_arrays(drawn, "pytorch").items()}
    page = opened(json.dumps(arrays | {"head.`weight`": [[1.0]]}))
    rows = table(page)
    assert rows["Shown"] == f"layer 1, forwards · {odd} (of 1)"
    assert rows["Left out"] == "head.`weight`" and "File" not in rows
    html = "".join(part.proto.body for part in page.get("html"))
    assert "<img" not in html.partition('class="opened"')[2].partition("</table>")[0]


def answered(T: int, **changed: np.ndarray) -> bytes:
    """A file that holds x and what a cell gives, of T steps."""
    params = pytorch(np.random.default_rng(3), 2, 3)
    x, zero = np.random.default_rng(T).normal(size=(T, 2)), np.zeros((3, 1))
    h = np.array([step.h[:, 0] for step in run(params, x[:, :, None], zero, zero)])
    return to_bytes(to_arrays(params, "pytorch") | {"x": x, "h": h} | changed, ".npz")


def test_of_more_answers_than_the_page_has_steps_the_first_are_checked() -> None:
    own = OpenedCell()
    fields, complaints = own.open(answered(200), "long.npz")
    assert not complaints and fields["inputs"].count("\n") == 59
    claim = proof_claim(perform(Settings(**fields)))
    assert claim and claim.key == "proof_equal_first"
    assert (claim.values["steps"], claim.values["rows"]) == (60, 200)
    changed = Settings(**fields | {"edits": "b_f[1]=3"})
    assert proof_claim(perform(changed)) is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"x": np.ones((7, 1))}, "x is (7, 1) and h (7, 3)"),
        ({"h": np.ones((6, 3))}, "x is (7, 2) and h (6, 3)"),
        ({"x": np.ones((2, 7, 2))}, "x is (2, 7, 2)"),
        ({"h": np.full((7, 3), np.nan)}, "not finite"),
    ],
)
def test_answers_that_cannot_be_checked_are_told_with_the_reason(
    changed: dict[str, np.ndarray], said: str
) -> None:
    file = read_file(answered(7, **changed))
    assert file.proof is None and not file.ignored
    assert said in dict(told(file, 0, "en"))["Not checked"]
    assert dict(told(file, 0, "es"))["Sin comprobar"]


def test_of_several_layers_none_is_said_to_be_wrong() -> None:
    arrays = dict(np.load(FOLDER / "torch_two_layers_both_ways.npz"))
    T, D = 5, arrays["weight_ih_l0"].shape[1]
    stream = io.BytesIO()
    np.savez(stream, **arrays, x=np.ones((T, D)), h=np.ones((T, 2)))
    file = read_file(stream.getvalue())
    assert file.proof is None and "4 layers" in dict(told(file, 0, "en"))["Not checked"]
