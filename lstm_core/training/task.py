"""What a toy task is: its sizes, its sequences, and what a memory of it should hold.

Letters and shapes are those of cell.py; K answers are asked at a step.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lstm_core.model.cell import Array

ROUNDING = 1e-9  # half a count off is on the tolerance: not right by a rounding error


@dataclass(frozen=True)
class Recipe:
    """What trains well: H units, T steps, Adam's rate, first forget bias, how many updates."""

    H: int
    T: int
    rate: float
    b_f: float
    updates: int


@dataclass(frozen=True)
class Batch:
    """Inputs X (T, D, B), targets Y (T, K, B), mask (T, 1, B): 1 where an answer is asked, else 0.

    The series has this month's passengers (T, 1, B) beside them, in thousands.
    """

    X: Array
    Y: Array
    mask: Array
    passengers: Array | None = None


@dataclass(frozen=True)
class Task:
    """One problem: its inputs' names, its recipe, and where its sequences come from.

    `draw(rng, T, B)` draws for training, `trial(T)` is what a model is evaluated on, and
    `example(k, T)` the k-th sequence (B = 1) to show. `right(X)` (T, K, B) are the right answers to
    any inputs, NaN where none is asked or known; `meaning(X)` (T, B) is what a memory should hold;
    `event` is the input whose 1 says "now". Answers are probabilities of yes, all K of a step right
    together, each on its side of 1/2; or, with a `tolerance`, values, right within it. `unit` is
    what a target of 1 is in people's units. `baselines(T)` are the outputs for trial(T) of what has
    no memory to learn with, by name; without it the best answer to each input is searched.
    """

    names: tuple[str, ...]
    recipe: Recipe
    draw: Callable[[np.random.Generator, int, int], Batch]
    trial: Callable[[int], Batch]
    example: Callable[[int, int], Batch]
    right: Callable[[Array], Array]
    meaning: Callable[[Array], Array] | None = None
    event: int | None = None
    tolerance: float | None = None
    unit: float = 1.0
    K: int = 1
    baselines: Callable[[int], dict[str, Array]] | None = None

    @property
    def D(self) -> int:
        """How many inputs."""
        return len(self.names)

    @property
    def yes_no(self) -> bool:
        """Whether answers are probabilities of yes, not values."""
        return self.tolerance is None
