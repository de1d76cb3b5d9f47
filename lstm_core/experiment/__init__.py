"""From Settings to every number of the page."""

from lstm_core.experiment.experiment import Experiment, perform, seen
from lstm_core.experiment.settings import Settings

__all__ = ["Experiment", "Settings", "perform", "seen"]
