"""How the charts look, whatever their numbers are."""

from dataclasses import dataclass

from lstm_core.experiment.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Look:
    """The language of a chart's words, its size, and the form of its strips through time."""

    language: str
    large: bool = False  # for a projector: whether the last row is to read it
    heatmap: bool = False  # through time: the cells of heatmaps in place of bars
    narrow: bool = False  # for a narrow screen: one below the other

    @property
    def decimals(self) -> int:
        """How many decimals a number in a chart has."""
        return 2 if self.large else 3


def look_of(settings: Settings, *, narrow: bool = False) -> Look:
    """The look that the settings ask for, on a narrow screen or a wide one."""
    return Look(
        language=settings.lang,
        large=settings.size == "projector",
        heatmap=settings.chart == "heatmap",
        narrow=narrow and settings.size == "normal",
    )
