"""Questions about what the cell shows, and about the sizes of its arrays."""

import math
from collections.abc import Iterator
from random import Random

from lstm_core.experiment.experiment import Experiment
from lstm_core.lesson.question import (
    NEW_H,
    TANH_C,
    Question,
    has_gate,
    make,
    number_options,
    shuffle,
    symbols,
    working,
)
from lstm_core.model import cell
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed
from lstm_core.words.quantities import unit_value


def hidden_state(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """Whether h is near C, near 1 or -1, or near 0."""
    C, h = unit_value(experiment, "C"), unit_value(experiment, "h")
    one = math.copysign(1, C)
    near = [
        abs(h - C) < 0.05 and abs(C) >= 0.2 and abs(h) < 0.85,
        abs(h - one) < 0.05 and abs(C) > 1.5,
        abs(h) < 0.05 and abs(C) > 0.3,
    ]
    values = working(experiment, NEW_H)
    apart = abs(C - one) >= 0.15  # else "near C" and "near 1" would be one option
    if values and any(near) and apart:
        places = (symbols(experiment)["C"], fixed(one, 0), "0")
        texts = [say("question_near", experiment.settings.lang, value=place) for place in places]
        answer = texts.pop(near.index(True))
        # no trap where h is as good as C, nor a gate to blame where there is none
        bites = not near[0] and has_gate(experiment, "o")
        options = shuffle(rng, answer, texts)
        yield make(experiment, "shown", "o", "h", options, values).trapping(bites=bites)


def saturation(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """What tanh makes of a large C."""
    C = unit_value(experiment, "C")
    values = working(experiment, TANH_C)
    if values and abs(C) >= 0.8:
        sigma = float(cell.sigmoid(experiment.step.C)[experiment.unit - 1, 0])
        names = ("C_prev", "C_tilde", "h")
        before, candidate, h = (unit_value(experiment, name) for name in names)
        of_another = (before, math.tanh(before), candidate, h)
        wrong = (C, math.copysign(1, C), sigma, *of_another, math.tanh(abs(C)))
        options = number_options(rng, math.tanh(C), *wrong)
        if options:
            yield make(experiment, "saturate", "C", "tanh_C", options, values)


def counts(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """How many numbers there are: units are not steps."""
    D, H, T, t = experiment.D, experiment.H, experiment.T, experiment.t
    weights = H * (H + D)
    variants = {
        "values": (H * t, f"{H} · {t} = {H * t}", {H, t, H * T, T}),
        "memory": (H, f"{H}", {t, T, D, H + D, H * t}),
        "z": (H + D, f"{H} + {D} = {H + D}", {H * D, H, D, H + D + 1}),
        "weights": (weights, f"{H} · ({H} + {D}) = {weights}", {H * D, H + D, H * H, 4 * weights}),
    }
    for variant in rng.sample(list(variants), len(variants)):
        right, product, others = variants[variant]
        wrong = sorted(others - {right})
        all_there_is = variant == "values" and 1 in (H, t)  # one unit, or one step
        missing = variant == "weights" and not has_gate(experiment, "f")
        if len(wrong) >= 2 and not all_there_is and not missing:
            options = shuffle(rng, str(right), map(str, rng.sample(wrong, min(3, len(wrong)))))
            values = {"D": D, "H": H, "T": T, "sum": product}
            yield make(experiment, "counts", "z", "h", options, values, variant)
