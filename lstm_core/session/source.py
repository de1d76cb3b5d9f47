"""Where the inputs come from: the cell, somebody's own text or file, or a real series."""

from dataclasses import dataclass, field
from typing import Any

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.inputs import SERIES
from lstm_core.experiment.settings import Settings
from lstm_core.words.inputs import inputs_text

SOURCES = ("scenario", "own", "series")


@dataclass
class Source:
    """What the inputs were from each source, kept while another one is looked at."""

    kept: dict[str, str] = field(default_factory=dict)

    def keep(self, inputs: str) -> str:
        """Which of SOURCES these inputs are from; they are kept as that one's latest."""
        source = "series" if inputs.startswith(SERIES) else "own" if inputs.strip() else "scenario"
        self.kept[source] = inputs
        return source

    def switch(self, settings: Settings, source: object) -> dict[str, Any]:
        """What to change of the settings for the inputs of another source; nothing for none."""
        first = {"scenario": "", "series": f"{SERIES}1"}
        if source not in SOURCES:
            return {}
        self.keep(settings.inputs)
        kept = self.kept.get(source) or first.get(source)
        return {"inputs": inputs_text(perform(settings)) if kept is None else kept}
