"""What a file says that its library answered: whether the page can check it, or why not."""

from dataclasses import dataclass

import numpy as np

from lstm_core.exchange.refusal import Refused
from lstm_core.exchange.tensors import Arrays
from lstm_core.model.cell import Array


@dataclass(frozen=True)
class Proof:
    """What the library itself answered: x (T, D), h (T, H), C (H,) at T.

    `rows` is T of the file, where these are its first ones; 0 where they are all.
    """

    x: Array
    h: Array
    C: Array | None
    rows: int = 0

    def first(self, steps: int) -> "Proof":
        """The first steps of it, which do not depend on the others."""
        rows = self.rows or len(self.x)
        return self if steps >= len(self.x) else Proof(self.x[:steps], self.h[:steps], None, rows)


def find_inputs(arrays: Arrays, D: int) -> Array | None:
    """An array x (T, D) of finite numbers, a batch of one allowed; None without one."""
    x = without_batch(arrays["x"]) if "x" in arrays else np.empty(0)
    fits = x.ndim == 2 and x.shape[1] == D and len(x) and np.isfinite(x).all()
    return x if fits else None


def find_proof(arrays: Arrays, D: int, H: int, layers: int = 1) -> Proof | None:
    """Arrays x (T, D), h (T, H) and perhaps C (H,), a batch of one allowed; None without them.

    Raises Refused, which says why not, where x and h are there and cannot be checked.
    """
    if not {"x", "h"} <= set(arrays):
        return None
    if layers > 1:
        raise Refused("own_unproved_layers", count=layers)
    x, h = (without_batch(arrays[name]) for name in "xh")
    if x.ndim != 2 or not len(x) or x.shape[1] != D or h.shape != (len(x), H):
        shapes = {f"{name}_shape": str(arrays[name].shape) for name in "xh"}
        raise Refused("own_unproved_shapes", D=D, H=H, **shapes)
    if not (np.isfinite(x).all() and np.isfinite(h).all()):
        raise Refused("own_unproved_numbers")
    C = arrays["C"].astype(np.float64).ravel() if "C" in arrays else np.empty(0)
    return Proof(x, h, C if C.size == H else None)


def without_batch(array: Array) -> Array:
    """(T, n) of (1, T, n) or (T, 1, n)."""
    if array.ndim == 3 and 1 in array.shape[:2]:
        array = array[0] if array.shape[0] == 1 else array[:, 0]
    return array.astype(np.float64)
