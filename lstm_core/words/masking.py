"""What is said in place of numbers that are hidden."""

import math

from lstm_core.experiment.experiment import Experiment
from lstm_core.words.language import say
from lstm_core.words.quantities import symbol, unit_value


def is_hidden(experiment: Experiment, stage: str) -> bool:
    """Whether this stage of step t is hidden; z never is."""
    return stage != "z" and math.isnan(unit_value(experiment, stage))


def hidden_sentence(experiment: Experiment, *, askable: bool = True) -> str:
    """Up to where all is shown, in place of a sentence whose numbers are hidden.

    It asks what comes next only where there is something to be asked.
    """
    return say(
        "shown_up_to" if askable else "shown_only_to",
        experiment.settings.lang,
        t=experiment.t,
        unit=experiment.unit,
        stage=symbol(experiment.frontier),
    )
