"""What every part of the page works with during a run."""

from dataclasses import dataclass

from lstm_core.charts.look import Look, look_of
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.settings import Settings
from lstm_core.session.session import Session

BARE = ("picture", "notes")  # controls of a page that shows no more than its picture


@dataclass(frozen=True)
class Page:
    """One open page amid a run: what it remembers, and the experiment that it shows.

    The modules of this wing serve many sessions at once, so that each is handed its own.
    """

    session: Session
    experiment: Experiment

    @property
    def settings(self) -> Settings:
        """The settings that are performed: in the lecture those of its scene."""
        return self.experiment.settings

    @property
    def lang(self) -> str:
        return self.settings.lang

    @property
    def whole(self) -> bool:
        """Whether the page has all its controls."""
        return self.settings.controls == "all"

    @property
    def bare(self) -> bool:
        """Whether the page shows its picture alone."""
        return self.settings.controls in BARE

    @property
    def sheets(self) -> tuple[str, ...]:
        """The style sheets of the page, by name."""
        wanted = {
            "page": True,
            "controls": True,
            "streamlit": True,
            "room": True,
            "phone": True,
            "player": not self.bare and not self.session.lecturing,
            "projector": self.settings.size == "projector",
            "lecture": self.session.lecturing and self.settings.controls != "notes",
            "learner": self.session.lecturing and self.settings.controls == "player",
            "speaker": self.session.lecturing and self.settings.controls == "notes",
        }
        return tuple(name for name, on in wanted.items() if on)

    @property
    def look(self) -> Look:
        """How its charts look."""
        return look_of(self.settings, narrow=self.session.narrow)
