"""Arrays as they are printed are read back, whatever printed them; bytes never raise."""

import json
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from lstm_core.exchange.printed import literals
from lstm_core.exchange.reading import from_arrays, read_file
from lstm_core.exchange.refusal import Refused
from lstm_core.words.language import say
from tests.support import ROOT

FOLDER = ROOT / "tests" / "golden" / "exchange"
FORMS = {
    "numpy": lambda a: np.array2string(a, threshold=10**6, floatmode="unique"),
    "repr": lambda a: f"x = np.{np.array_repr(a)}",
    "torch": lambda a: (
        f"tensor({np.array2string(a, separator=', ')}, device='cuda:0', grad_fn=<AddBackward0>)"
    ),
    "list": lambda a: str(a.tolist()),
    "json": lambda a: json.dumps({"x": a.tolist()}),
}
matrices = arrays.arrays(
    np.float64, arrays.array_shapes(min_dims=1, max_dims=3, max_side=4),
    elements=st.floats(-1e6, 1e6).map(lambda value: float(f"{value:.4g}")),
)  # fmt: skip


@given(matrices, st.sampled_from(sorted(FORMS)))
def test_a_printed_array_is_read_back(array: NDArray[np.float64], form: str) -> None:
    with np.printoptions(precision=17, suppress=False, threshold=10**6):
        text = FORMS[form](array)
    [literal] = literals(text)
    np.testing.assert_array_equal(literal.array, array)


def damaged(data: bytes, rng: random.Random) -> bytes:
    """A file with some bytes changed, cut, doubled or swapped for a length that lies."""
    bytes_ = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        place = rng.randrange(len(bytes_))
        match rng.randrange(4):
            case 0:
                bytes_[place] = rng.randrange(256)
            case 1:
                del bytes_[place : place + rng.randint(1, 40)]
            case 2:
                bytes_[place:place] = bytes_[place : place + 40]
            case 3:
                bytes_[place : place + 4] = b"\xff\xff\xff\x7f"
        if not bytes_:
            return b"\x00"
    return bytes(bytes_)


@pytest.mark.parametrize("name", sorted(p.name for p in FOLDER.iterdir() if p.name != "README.md"))
def test_damaged_bytes_are_refused_or_read_and_raise_nothing_else(name: str) -> None:
    rng = random.Random(name)
    for _ in range(40):
        try:
            read_file(damaged((FOLDER / name).read_bytes(), rng), name).params()
        except Refused:
            continue


NAMES = """
weight_ih_l0 weight_hh_l0 bias_ih_l0 bias_hh_l0 weight_hr_l0 m.weight_ih m.weight_hh
a/kernel a/recurrent_kernel a/bias lstm/kernel:0 lstm/bias:0 p/ii/kernel p/if/kernel p/ig/kernel
p/io/kernel p/hi/kernel p/hf/kernel p/hg/kernel p/ho/kernel p/hi/bias p/hf/bias p/hg/bias
W_f W_i W_C W_o b_f b_i arr_0 arr_1 arr_2 arr_3 0 1 2 x h C
""".split()
shapes = st.lists(st.sampled_from((0, 1, 2, 3, 4, 6, 8, 12, 16)), max_size=3).map(tuple)


@given(st.dictionaries(st.sampled_from(NAMES), shapes, min_size=1, max_size=12))
def test_arrays_of_any_names_and_shapes_are_refused_or_read(
    given_shapes: dict[str, tuple[int, ...]],
) -> None:
    try:
        from_arrays({name: np.zeros(shape) for name, shape in given_shapes.items()}).params()
    except Refused as refused:
        assert say(refused.key, "es", **refused.values)
