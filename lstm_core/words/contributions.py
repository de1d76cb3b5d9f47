"""What each input contributes to a gate: the D + H + 1 terms of one unit's pre-activation."""

from collections.abc import Sequence
from dataclasses import dataclass

from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import GATES
from lstm_core.words.inputs import input_names
from lstm_core.words.language import say
from lstm_core.words.quantities import unit_value


@dataclass(frozen=True)
class Contribution:
    """One term: a weight, what it is multiplied with (None for a bias), and their product."""

    part: str  # "h", "x" or "b"
    index: int  # counted from 1 within its part
    name: str  # of the input, where the scenario names it
    weight: float
    value: float | None
    product: float

    @property
    def html(self) -> str:
        return self.name or (f"{self.part}[{self.index}]" if self.part != "b" else "b")

    def latex(self, gate: str, t: int) -> str:
        """What the weight is multiplied with, at its own time; for a bias the bias itself."""
        if self.part == "b":
            return f"b_{GATES[gate]}"
        if self.name:
            return rf"w \cdot \text{{{self.name}}}_{{{t}}}"
        return rf"w \cdot {self.part}_{{{t - (self.part == 'h')}}}[{self.index}]"

    def label(self, lang: str) -> str:
        """Its name for a sentence or a table."""
        if self.part == "b":
            return say("bias", lang)
        return self.name or f"{self.part}[{self.index}]"


def contributions_to(experiment: Experiment, gate: str) -> tuple[Contribution, ...]:
    """All that adds up to this gate of the unit in focus at t: h first, then x, then the bias.

    The products are NaN where the sum is hidden.
    """
    letter, u = GATES[gate], experiment.unit - 1
    weights = getattr(experiment.params, f"W_{letter}")[u]
    b = float(getattr(experiment.params, f"b_{letter}")[u, 0])
    hidden = 0 * unit_value(experiment, f"a_{letter}")  # NaN where it is, 0 elsewhere
    sources = [
        *(("h", k, "") for k in range(1, experiment.H + 1)),
        *(("x", k, name) for k, name in enumerate(input_names(experiment), 1)),
    ]
    terms = [
        Contribution(*source, float(w), float(z), float(w * z) + hidden)
        for source, w, z in zip(sources, weights, experiment.step.z[:, 0], strict=True)
    ]
    return (*terms, Contribution("b", 1, "", b, None, b))


def largest(
    contributions: Sequence[Contribution], most: int
) -> tuple[list[Contribution], float | None]:
    """The `most - 1` largest in their own order and the sum of the rest.

    All of them and None where they are no more than `most`.
    """
    if len(contributions) <= most:
        return list(contributions), None
    by_size = sorted(range(len(contributions)), key=lambda k: -abs(contributions[k].product))
    chosen = sorted(by_size[: most - 1])
    rest = sum(one.product for k, one in enumerate(contributions) if k not in chosen)
    return [contributions[k] for k in chosen], rest
