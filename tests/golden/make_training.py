"""Writes training/*.npz: losses, gradients and three updates of Adam by PyTorch in float64.

    python tests/golden/make_training.py

in any Python with torch and numpy: torch is not one of this project's dependencies. Some cases are
clipped, some are not.
"""

from pathlib import Path
from typing import Any

import numpy as np
import torch

FOLDER = Path(__file__).parent / "training"
D, H, T, B, K, RATE, UPDATES = 2, 3, 6, 4, 2, 0.05, 3
# the scale of the read-out decides the gradient's norm: below 1 (nothing is clipped), or above
CASES = [
    ("lstm", "yes_no", 1.0),
    ("lstm", "yes_no", 60.0),
    ("lstm", "value", 0.1),
    ("lstm", "value", 5.0),
]
CASES += [("rnn", "yes_no", 20.0), ("rnn", "value", 5.0)]
LAYERS = {"lstm": torch.nn.LSTM, "rnn": torch.nn.RNN}
LOSSES = {
    "yes_no": torch.nn.functional.binary_cross_entropy_with_logits,
    "value": torch.nn.functional.mse_loss,
}


def case(kind: str, answers: str, scale: float) -> dict[str, Any]:
    """x (T, B, D), y (T, B, K), asked (T, B), and the weights by PyTorch's names.

    Each weight is there before the first update (0) and after 1, 2 and 3; grad_<name>, loss and
    norm are of update 1. bias_hh is 0 and stays so: one bias learns, as in this project.
    """
    layer = LAYERS[kind](D, H, dtype=torch.float64)
    output = torch.nn.Linear(H, K, dtype=torch.float64)
    with torch.no_grad():
        layer.bias_hh_l0.zero_().requires_grad_(False)
        for leaf in output.parameters():
            leaf *= scale
    x, asked = torch.randn(T, B, D, dtype=torch.float64), torch.rand(T, B) < 0.7
    y = torch.randn(T, B, K, dtype=torch.float64)
    y = (y > 0).double() if answers == "yes_no" else y
    leaves = {
        name.removesuffix("_l0"): leaf
        for name, leaf in layer.named_parameters()
        if leaf.requires_grad
    }
    leaves |= {"V": output.weight, "c": output.bias}
    adam = torch.optim.Adam(leaves.values(), lr=RATE)
    arrays = {"x": x, "y": y, "asked": asked} | {
        f"{name}_0": leaf.detach().clone() for name, leaf in leaves.items()
    }
    for update in range(1, UPDATES + 1):
        adam.zero_grad()
        loss = LOSSES[answers](output(layer(x)[0])[asked], y[asked])
        loss.backward()
        if update == 1:
            arrays |= {f"grad_{name}": leaf.grad.clone() for name, leaf in leaves.items()} | {
                "loss": loss.detach()
            }
        norm = torch.nn.utils.clip_grad_norm_(leaves.values(), 1.0)
        arrays |= {"norm": norm} if update == 1 else {}
        adam.step()
        arrays |= {f"{name}_{update}": leaf.detach().clone() for name, leaf in leaves.items()}
    return {name: array.numpy() for name, array in arrays.items()}


if __name__ == "__main__":
    torch.manual_seed(42)
    FOLDER.mkdir(exist_ok=True)
    for kind, answers, scale in CASES:
        arrays = case(kind, answers, scale)
        clipped = "clipped" if arrays["norm"] > 1 else "whole"
        np.savez(FOLDER / f"{kind}_{answers}_{clipped}.npz", **arrays)
        print(kind, answers, clipped, float(arrays["norm"]))
    print("torch", torch.__version__)
