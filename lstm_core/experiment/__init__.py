"""From Settings to every number of the page."""

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.masking import Masked, mask
from lstm_core.experiment.settings import Settings

__all__ = ["Experiment", "Masked", "Settings", "mask", "perform"]
