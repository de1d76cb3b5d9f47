"""What is written is read again as the same bits; a link holds the cell exactly."""

import json
import random
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from lstm_core.exchange.__main__ import main
from lstm_core.exchange.layouts import LARGEST
from lstm_core.exchange.link import LONGEST, decode, encode
from lstm_core.exchange.reading import read_file
from lstm_core.exchange.refusal import Refused
from lstm_core.exchange.writing import SUFFIXES, WRITTEN, to_arrays, to_bytes
from lstm_core.model.cell import Params
from lstm_core.model.initialisers import pytorch
from tests.exchange.test_printed import damaged
from tests.support import ROOT

FOLDER = ROOT / "tests" / "golden" / "exchange"


@st.composite
def cells(draw: st.DrawFn) -> Params:
    """Any finite cell of up to 5 units and inputs, in float64 or in float32's digits."""
    H, D = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    numbers = draw(
        st.sampled_from(
            [st.floats(allow_nan=False, allow_infinity=False, width=w) for w in (32, 64)]
        )
    )
    leaves = [
        draw(arrays.arrays(np.float64, shape, elements=numbers))
        for shape in [(H, H + D)] * 4 + [(H, 1)] * 4
    ]
    return Params(*leaves)


def same_bits(one: Params, other: Params) -> bool:
    return all(
        getattr(one, leaf.name).shape == getattr(other, leaf.name).shape
        and getattr(one, leaf.name).tobytes()
        == np.ascontiguousarray(getattr(other, leaf.name)).tobytes()
        for leaf in fields(Params)
    )


@given(cells(), st.sampled_from(WRITTEN), st.sampled_from(SUFFIXES))
def test_written_and_read_again_is_the_same_to_the_bit(
    params: Params, layout: str, suffix: str
) -> None:
    data = to_bytes(to_arrays(params, layout), suffix)
    assert same_bits(read_file(data, f"cell{suffix}").params(), params)


@given(cells())
def test_a_link_holds_the_cell_to_the_bit(params: Params) -> None:
    assert same_bits(decode(encode(params))[0], params)


def test_a_cell_from_a_file_with_eight_units_fits_a_link() -> None:
    rng = np.random.default_rng(1)
    H = D = 8
    leaves = [
        rng.normal(size=shape).astype(np.float32) for shape in [(H, H + D)] * 4 + [(H, 1)] * 4
    ]
    assert len(encode(Params(*(leaf.astype(np.float64) for leaf in leaves)))) < LONGEST


@pytest.mark.parametrize(
    "text",
    [
        "",
        "AAAA",
        "é",
        "AwQE",
        "____",
        encode(Params(*[np.ones((1, 2))] * 4, *[np.ones((1, 1))] * 4))[:-3],
    ],
)
def test_a_broken_link_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        decode(text)


def test_a_link_that_grows_is_refused() -> None:
    import base64
    import zlib

    bomb = bytes([LARGEST, LARGEST, 8]) + zlib.compress(bytes(100 << 20), 9)
    with pytest.raises(Refused):
        decode(base64.urlsafe_b64encode(bomb).decode())


@pytest.mark.parametrize("layout", WRITTEN)
def test_the_command_converts(tmp_path: Path, layout: str) -> None:
    out = tmp_path / "out.npz"
    assert main([str(FOLDER / "keras_model.keras"), str(out), "--layout", layout]) == 0
    before = read_file((FOLDER / "keras_model.keras").read_bytes(), "a.keras").params()
    assert same_bits(read_file(out.read_bytes(), "out.npz").params(), before)


def test_own_layout_has_the_names_and_shapes_of_the_lesson(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert main([str(FOLDER / "torch_lstm.npz"), str(out)]) == 0
    shapes = {name: np.shape(value) for name, value in json.loads(out.read_text()).items()}
    assert shapes == {f"W_{g}": (5, 9) for g in "fiCo"} | {f"b_{g}": (5, 1) for g in "fiCo"}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("refuse_*")), ids=lambda path: path.name)
def test_the_command_refuses_in_one_sentence_and_writes_nothing(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.npz"
    assert main([str(path), str(out)]) == 2
    said = capsys.readouterr()
    assert said.out == "" and len(said.err.strip().splitlines()) == 1 and not out.exists()


def test_the_command_converts_damaged_bytes_or_refuses_them_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rng, source, out = random.Random(4), tmp_path / "in.npz", tmp_path / "out.safetensors"
    for name in sorted(path.name for path in FOLDER.iterdir() if path.name != "README.md") * 3:
        source = tmp_path / f"in{Path(name).suffix}"
        source.write_bytes(damaged((FOLDER / name).read_bytes(), rng))
        layout = rng.choice(WRITTEN)
        status = main([str(source), str(out), "--layout", layout])
        said = capsys.readouterr()
        assert status == (0 if out.exists() else 2) and said.out == ""
        assert len(said.err.strip().splitlines()) == (status == 2)
        out.unlink(missing_ok=True)


@pytest.mark.parametrize(
    "arguments",
    [["missing.npz", "out.npz"], ["{file}", "out.exe"], ["{file}", "out.npz", "--layer", "2"]],
)
def test_the_command_says_what_it_cannot_do(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    source = arguments[0].format(file=FOLDER / "torch_lstm.npz")
    out = tmp_path / arguments[1]
    assert main([source, str(out), *arguments[2:]]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1 and not out.exists()


@pytest.mark.parametrize("layout", WRITTEN)
def test_the_largest_cell_that_is_opened_is_saved_as_a_file_that_opens(layout: str) -> None:
    drawn = pytorch(np.random.default_rng(0), 128, 128)
    halves = {name: array.astype("f4").astype("f8") for name, array in vars(drawn).items()}
    largest = Params(**halves)
    for suffix in (".npz", ".safetensors"):
        data = to_bytes(to_arrays(largest, layout), suffix)
        assert len(data) < 1 << 20
        again = read_file(data, f"x{suffix}").params()
        assert all(getattr(again, name).tobytes() == a.tobytes() for name, a in halves.items())
