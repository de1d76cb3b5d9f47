"""What is true of an Experiment: asked of its numbers, never known from its name."""

import numpy as np

from lstm_core.experiment.experiment import Experiment

# What the notebook prints for its one step, all units, as NumPy prints 8 digits.
PRINTED = {
    "f": "[0.71953755 0.73617388 0.90950893]",
    "i": "[0.90876682 0.81611384 0.92843489]",
    "C_tilde": "[0.90783988 0.99039234 0.9685002 ]",
    "C": "[1.44826102 1.25079807 1.54318771]",
    "o": "[0.91693716 0.93818735 0.75460941]",
    "h": "[0.8209783  0.7960588  0.68869764]",
}


def matches_notebook(experiment: Experiment) -> bool:
    """Whether step 1 equals what the notebook prints, in every printed digit."""
    first = experiment.trace[0]
    with np.printoptions(precision=8, suppress=True):
        return all(
            str(getattr(first, name).ravel()) == printed for name, printed in PRINTED.items()
        )


def cannot_close(experiment: Experiment) -> bool:
    """Whether nothing is negative: then no pre-activation is, and no gate is below 1/2."""
    weights = vars(experiment.params).values()
    return all(
        np.all(array >= 0) for array in (*weights, experiment.X, experiment.h0, experiment.C0)
    )
