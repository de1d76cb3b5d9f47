"""How the charts look, whatever their numbers are."""

from dataclasses import dataclass

from lstm_core.experiment.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Look:
    """The language of a chart's words, its size, and the form of its strips through time."""

    language: str
    large: bool = False  # for a projector: whether the last row is to read it
    heatmap: bool = False  # through time: the cells of heatmaps in place of bars

    @property
    def decimals(self) -> int:
        """How many decimals a number in a chart has."""
        return 2 if self.large else 3


def look_of(settings: Settings) -> Look:
    """The look that the settings ask for."""
    return Look(
        language=settings.lang,
        large=settings.size == "projector",
        heatmap=settings.chart == "heatmap",
    )
