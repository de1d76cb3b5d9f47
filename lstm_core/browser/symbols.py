"""The symbols or words of a sequence as a text, each on the shade of a quantity at its step.

After Karpathy, Johnson and Fei-Fei (2015), Visualizing and Understanding Recurrent Networks.
"""

import numpy as np

from lstm_core.browser.html import Mark
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.trained import is_text, right_steps
from lstm_core.model.cell import stack
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed
from lstm_core.words.quantities import NEGATIVE, POSITIVE, QUANTITIES, SIGNED

STRONGEST = 55  # per cent of a colour below text


def symbol_marks(experiment: Experiment, quantity: str) -> list[Mark]:
    """A Mark for each step, on the shade of this quantity of the unit in focus; of dates none."""
    if not is_text(experiment.labels):
        return []
    values = stack(experiment.trace, quantity)[:, experiment.unit - 1, 0]
    largest = float(np.fmax.reduce(np.abs(values), initial=1.0)) if quantity == "C" else 1.0
    right, lang = right_steps(experiment), experiment.settings.lang
    marks = []
    for t, (label, value) in enumerate(zip(experiment.labels, values.tolist(), strict=True), 1):
        hidden = value != value
        shown = say("hidden_value", lang) if hidden else fixed(value, 3)
        title = f"{label}, t = {t}: {QUANTITIES[quantity].symbol} = {shown}"
        if t in right:
            title += ", " + say("answer_right" if right[t] else "answer_wrong", lang)
        colour = "" if hidden else shade(quantity, value / largest)
        marks.append(Mark(label, title, colour, t, wrong=right.get(t) is False))
    return marks


def shade(quantity: str, portion: float) -> str:
    """The colour, in CSS, of a value that is this portion of the largest, from -1 to 1."""
    sign = NEGATIVE if portion < 0 else POSITIVE
    colour = sign if quantity in SIGNED else QUANTITIES[quantity].colour
    percent = round(STRONGEST * min(1.0, abs(portion)), 1)
    return f"color-mix(in srgb, {colour} {percent}%, transparent)"
