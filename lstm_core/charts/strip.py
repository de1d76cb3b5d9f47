"""What one strip of a chart through time shows, wherever in it one is."""

from dataclasses import dataclass

import numpy as np

from lstm_core.charts.canvas import Dict
from lstm_core.charts.look import Look
from lstm_core.model.cell import Array
from lstm_core.words.quantities import QUANTITIES

MOST_NAMED = 4  # inputs whose names fit beside their rows


@dataclass(frozen=True)
class Strip:
    """One quantity through time, what is in focus of it, and its part of the chart's height."""

    name: str  # "x" or a quantity
    values: Array  # (T, rows), NaN where they are hidden
    ghost: Array | None  # (T, rows)
    units: tuple[int, ...]  # those that are drawn as bars; with none it is a heatmap of all rows
    unit: int | None  # None where no row is in focus
    fitted: bool = False  # whether its axis takes the range of its values, all strips beside it few
    derivative: bool = False  # whether the values are those of L by the quantity
    row_names: tuple[str, ...] = ()  # of the inputs, "" for one without
    n: int = 1  # its place, from the top
    crowded: bool = False  # among so many strips that one number fits beside it
    domain: tuple[float, float] = (0, 1)  # from below, as parts of the chart's height

    @property
    def place(self) -> Dict:
        return {"xaxis": "x", "yaxis": f"y{self.n}"}

    @property
    def symbol(self) -> str:
        plain = "x" if self.name == "x" else QUANTITIES[self.name].symbol
        return f"∂L/∂{plain}" if self.derivative else plain

    @property
    def rows(self) -> int:
        return int(self.values.shape[1])

    @property
    def named(self) -> bool:
        """Whether its rows have names, and few enough to stand beside them."""
        return any(self.row_names) and self.rows <= MOST_NAMED

    @property
    def visible(self) -> int:
        """How many steps are not hidden: the hidden ones are the last."""
        return int(np.count_nonzero(~np.isnan(self.values).any(axis=1)))

    def weight(self, look: Look) -> float:
        """Its height in units of a quantity's."""
        if self.name == "x":
            row = 0.09 if not self.named else 0.45 if look.large else 0.6
            return (0.2 if look.large else 0.4 - 0.3 * self.named) + row * min(self.rows, 8)
        return 1.25 if self.name == "C" else 1.0
