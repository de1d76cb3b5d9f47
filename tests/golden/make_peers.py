"""Writes peers/*.npz: PyTorch's answers for torch.nn.RNN (tanh) and torch.nn.GRU in float64.

    python tests/golden/make_peers.py

in any Python with torch and numpy: torch is not one of this project's dependencies. The weights are
those of PyTorch's default initialiser.
"""

from pathlib import Path
from typing import Any

import numpy as np
import torch

FOLDER = Path(__file__).parent / "peers"
CASES: list[tuple[str, int, int, int, float]] = [
    ("I4_H3_T20", 4, 3, 20, 1.0),
    ("I1_H7_T5", 1, 7, 5, 1.0),
    ("I3_H4_T15_wide", 3, 4, 15, 3.0),
]
KINDS = {"rnn": torch.nn.RNN, "gru": torch.nn.GRU}


def case(kind: str, D: int, H: int, T: int, scale: float) -> dict[str, Any]:
    """Weights by PyTorch's names, x (T, D), h0 (H,), h (T, H), Jx (T, H, D), Jh (T, H, H)."""
    layer = KINDS[kind](D, H, dtype=torch.float64)
    with torch.no_grad():
        for leaf in layer.parameters():
            leaf *= scale
    x, h0 = torch.randn(T, D, dtype=torch.float64), torch.randn(1, H, dtype=torch.float64)
    Jx = torch.autograd.functional.jacobian(lambda x: layer(x, h0)[1][0], x)  # (H, T, D)
    states = layer(x, h0)[0].detach()
    Jh = [
        torch.autograd.functional.jacobian(
            lambda h, rest=x[t:]: layer(rest, h[None])[1][0], states[t - 1]
        )
        for t in range(1, T)
    ]
    arrays = {name.removesuffix("_l0"): leaf.detach() for name, leaf in layer.named_parameters()}
    arrays |= {"x": x, "h0": h0[0], "h": states}
    arrays |= {
        "Jx": Jx.transpose(0, 1),
        "Jh": torch.stack([*Jh, torch.eye(H, dtype=torch.float64)]),
    }
    return {name: array.numpy() for name, array in arrays.items()}


if __name__ == "__main__":
    torch.manual_seed(42)
    FOLDER.mkdir(exist_ok=True)
    for kind in KINDS:
        for name, D, H, T, scale in CASES:
            np.savez(FOLDER / f"{kind}_{name}.npz", **case(kind, D, H, T, scale))
    print("torch", torch.__version__)
