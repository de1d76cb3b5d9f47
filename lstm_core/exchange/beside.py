"""What a cell can have beside its weights: where it starts, and a read-out."""

from dataclasses import dataclass, fields

import numpy as np

from lstm_core.exchange.tensors import Arrays
from lstm_core.model.cell import Array

LARGEST_NUMBER = 1e6  # as of the inputs
MOST_ANSWERS = 8  # rows of V: each is a row of a picture


@dataclass(frozen=True, eq=False)
class Beside:
    """Where a cell starts, h_0 and C_0 (H, 1), and its read-out V (K, H), c (K, 1): y = V h + c.

    None stands for a start of 0, and for no read-out; V and c come together.
    """

    h_0: Array | None = None
    C_0: Array | None = None
    V: Array | None = None
    c: Array | None = None

    @property
    def arrays(self) -> Arrays:
        """Those that there are, by name."""
        found = {leaf.name: getattr(self, leaf.name) for leaf in fields(self)}
        return {name: array for name, array in found.items() if array is not None}

    def answers(self, h: Array) -> Array:
        """The read-out V h + c along h (T, H, B), (T, K, B); K is 0 without one."""
        return h[:, :0] if self.V is None or self.c is None else self.V @ h + self.c


def find_beside(arrays: Arrays, H: int) -> Beside:
    """What of h_0, C_0, V and c is among the arrays, in shapes that fit a cell of H units.

    Vectors may be (H,). What is not finite or too large is as if it were not there.
    """
    found: Arrays = {}
    for name in shapes(H, 0):
        array = arrays.get(name, np.empty(0)).astype(np.float64)
        array = array.reshape(-1, 1) if name != "V" and array.ndim == 1 else array
        if array.ndim == 2 and array.size and (np.abs(array) <= LARGEST_NUMBER).all():
            found[name] = array
    K = min(len(found.get("V", ())), MOST_ANSWERS)
    fitting = {name: array for name, array in found.items() if array.shape == shapes(H, K)[name]}
    if not {"V", "c"} <= fitting.keys():
        fitting = {name: array for name, array in fitting.items() if name in ("h_0", "C_0")}
    return Beside(**fitting)


def shapes(H: int, K: int) -> dict[str, tuple[int, int]]:
    """What there can be beside a cell of H units with K answers, in the order of a link."""
    return {"h_0": (H, 1), "C_0": (H, 1), "V": (K, H), "c": (K, 1)}
