"""Where the inputs come from: the cell, somebody's own text or file, or a real series."""

from dataclasses import dataclass, field
from typing import Any

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.inputs import SERIES
from lstm_core.experiment.settings import Settings
from lstm_core.words.inputs import inputs_text

SOURCES = ("scenario", "own", "series")


def source_of(inputs: str) -> str:
    """Which of SOURCES these inputs are from."""
    if inputs.startswith(SERIES):
        return "series"
    return "own" if inputs.strip() else "scenario"


@dataclass
class InputSource:
    """What the inputs were from each source, kept while another one is looked at."""

    kept: dict[str, str] = field(default_factory=dict)

    def keep(self, inputs: str) -> None:
        """Keep these inputs as the latest of their source."""
        self.kept[source_of(inputs)] = inputs

    def switch(self, settings: Settings, source: object) -> dict[str, Any]:
        """What to change of the settings for the inputs of another source; nothing for none.

        Those of the settings are kept. One's own begin as a copy of them.
        """
        if source not in SOURCES:
            return {}
        self.keep(settings.inputs)
        if source in self.kept:
            return {"inputs": self.kept[source]}
        if source == "own":
            return {"inputs": inputs_text(perform(settings))}
        return {"inputs": f"{SERIES}1" if source == "series" else ""}
