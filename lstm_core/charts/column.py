"""A column of the chart of one step: one quantity of all units, and where its bars stand."""

from dataclasses import dataclass

from lstm_core.charts.canvas import Dict
from lstm_core.model.cell import Array

COLUMNS = ("C_prev", "f", "i", "C_tilde", "C", "tanh_C", "o", "h")


@dataclass(frozen=True)
class Column:
    """One value of the step for all units, and where it is drawn."""

    name: str  # of COLUMNS
    values: Array  # (H,), NaN where it is hidden
    ghost: Array | None  # (H,)
    range: list[float]  # of its axis
    t: int  # its own time: C_prev is from the step before
    unit: int  # in focus
    has_numbers: bool  # whether each unit has its number above its bar
    across: list[float]  # where it is, from the left and from below, as parts of the figure
    down: list[float]
    gap: float  # for the sign after it

    @property
    def n(self) -> int:
        """The number of its axes, from 1."""
        return COLUMNS.index(self.name) + 1

    @property
    def first(self) -> bool:
        """Whether it is at the left edge."""
        return self.across[0] == 0

    @property
    def quantity(self) -> str:
        return "C" if self.name == "C_prev" else self.name

    @property
    def H(self) -> int:
        return len(self.values)

    @property
    def place(self) -> Dict:
        return {"xaxis": f"x{self.n}", "yaxis": f"y{self.n}"}


def bar_places(column: Column) -> tuple[list[float], float]:
    """Where each unit's bar stands, below its number where there is one, and how wide it is."""
    below, width = (0.2, 0.38) if column.has_numbers else (0.0, 0.8)
    return [u + below for u in range(1, column.H + 1)], width
