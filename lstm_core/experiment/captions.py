"""What is to be known of the open cell to read its numbers rightly: claims about all its steps."""

from functools import lru_cache

import numpy as np

from lstm_core.experiment.claims import Claim, claims
from lstm_core.experiment.experiment import Experiment
from lstm_core.training.series import series

# What the notebook prints for its one step, all units, as NumPy prints 8 digits.
PRINTED = {
    "f": "[0.71953755 0.73617388 0.90950893]",
    "i": "[0.90876682 0.81611384 0.92843489]",
    "C_tilde": "[0.90783988 0.99039234 0.9685002 ]",
    "C": "[1.44826102 1.25079807 1.54318771]",
    "o": "[0.91693716 0.93818735 0.75460941]",
    "h": "[0.8209783  0.7960588  0.68869764]",
}
FIRST_PRINTED = float(PRINTED["f"].strip("[]").split()[0])


def matches_notebook(experiment: Experiment) -> bool:
    """Whether step 1 equals what the notebook prints, in every printed digit."""
    first = experiment.trace[0]
    if abs(first.f[0, 0] - FIRST_PRINTED) > 1e-8:  # to write all of it takes longer
        return False
    with np.printoptions(precision=8, suppress=True):
        return all(
            str(getattr(first, name).ravel()) == printed for name, printed in PRINTED.items()
        )


@lru_cache(maxsize=64)
def cannot_close(experiment: Experiment) -> bool:
    """Whether no gate can be below 1/2: nothing is negative, and every gate follows from its sum.

    A gate that is held, or coupled, does not.
    """
    arrays = (*vars(experiment.params).values(), experiment.X, experiment.h0, experiment.C0)
    free = not experiment.pins and not experiment.coupled
    return free and all(np.all((array >= 0) | np.isnan(array)) for array in arrays)


@claims("equals_notebook", "continuation")
def notebook_claim(experiment: Experiment) -> Claim | None:
    """That these are the notebook's digits, or that this step goes on from them; else None."""
    if not matches_notebook(experiment):
        return None
    return Claim("equals_notebook" if experiment.t == 1 else "continuation")


@claims("forget_bias_on", "forget_bias_idle")
def forget_bias_claim(experiment: Experiment) -> Claim | None:
    """How much is added to every unit's forget bias, where something is, and if it does nothing."""
    bias = experiment.settings.forget_bias
    if not bias:
        return None
    held = (experiment.pins.get(("f", t), {}) for t in range(1, experiment.T + 1))
    idle = all(len(units) == experiment.H for units in held)
    return Claim("forget_bias_idle" if idle else "forget_bias_on", {"bias": bias})


@claims("cannot_close")
def closing_claim(experiment: Experiment) -> Claim | None:
    """That no gate can close here."""
    return Claim("cannot_close") if cannot_close(experiment.wherever) else None


@claims("series_caption")
def series_claim(experiment: Experiment) -> Claim | None:
    """How many passengers there were in the month of t, in which window; not of a changed input."""
    start, t, read = experiment.given.start, experiment.t, experiment.given.X
    if not start or read is None or experiment.X[t - 1, 0, 0] != read[t - 1, 0, 0]:
        return None
    months, passengers = series()
    mean, deviation = float(passengers.mean()), float(passengers.std())
    return Claim(
        "series_caption",
        {
            "month": str(months[start + t - 2]),
            "passengers": int(passengers[start + t - 2]),
            "first": str(months[start - 1]),
            "last": str(months[start + experiment.T - 2]),
            "mean": mean,
            "deviation": deviation,
        },
    )
