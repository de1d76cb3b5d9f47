"""What the table of weights is given."""

import numpy as np

from lstm_core.browser.contract import Grid, pack
from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import GATES, Array
from lstm_core.words.inputs import input_names
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed, plain

DIGITS = 4


def grid_data(experiment: Experiment, gate: str) -> bytes:
    """The Grid of one gate's weights and biases, packed, with the ghost's where they differ."""
    lang, letter, ghost = experiment.settings.lang, GATES[gate], experiment.ghost
    own, other = (weights(one, letter) for one in (experiment, ghost or experiment))
    h = [f"h[{k}]" for k in range(1, experiment.H + 1)]
    x = [name or f"x[{k}]" for k, name in enumerate(input_names(experiment), 1)]
    data: Grid = {
        "edits": experiment.settings.edits,
        "matrix": f"W_{letter}",
        "bias": f"b_{letter}",
        "columns": [*h, *x, "b"],
        "units": [say("edit_one_unit", lang, k=k) for k in range(1, experiment.H + 1)],
        "rows": [[plain(value, DIGITS) for value in row] for row in own.tolist()],
        "ghost": [
            [fixed(old, DIGITS) if old != new else "" for old, new in zip(*rows, strict=True)]
            for rows in zip(other.tolist(), own.tolist(), strict=True)
        ],
        "label": say("weight_read", lang, matrix="{matrix}", unit="{unit}", column="{column}"),
    }
    return pack("grid", data)


def weights(experiment: Experiment, letter: str) -> Array:
    """[W, b] of one gate (H, H + D + 1)."""
    return np.hstack([getattr(experiment.params, f"{kind}_{letter}") for kind in "Wb"])
