"""Taking out of an Experiment what is hidden, so that no view can show what it does not have."""

from dataclasses import dataclass, fields, replace

import numpy as np

from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import GATES, STAGES, Array, Step, stack

FIELDS = tuple(field.name for field in fields(Experiment))


@dataclass(frozen=True, eq=False)
class Masked(Experiment):
    """An Experiment with NaN for every hidden value of its trace and X, and of its ghost's."""

    whole: Experiment  # with all of its values

    @property
    def hiding(self) -> bool:
        """Whether the settings ask to hide anything."""
        return self.settings.hide != "no"

    @property
    def identity(self) -> object:
        """The settings; unlike those of the whole Experiment where something is hidden."""
        return (self.settings, "masked") if self.hiding else self.settings

    @property
    def labels(self) -> tuple[str, ...]:
        """What stands for each step, "?" for those after t."""
        labels = self.whole.labels
        if not self.hiding:
            return labels
        return tuple("?" if t > self.t else label for t, label in enumerate(labels, 1))

    @property
    def targets(self) -> Array:
        """The right answers (T, K) of the steps whose h is shown, NaN elsewhere."""
        hidden = np.isnan(stack(self.trace, "h")).any(axis=1)
        return np.where(hidden, np.nan, self.whole.targets)

    @property
    def ghost(self) -> "Masked | None":
        """The whole one's ghost with the same steps hidden; None without one."""
        ghost = self.whole.ghost
        return mask(ghost) if ghost else None


def mask(experiment: Experiment) -> Masked:
    """The Experiment without what is hidden: all after the frontier at t, all later steps."""
    trace, X = experiment.trace, experiment.X
    if experiment.settings.hide != "no":
        t, names = experiment.t, tuple(leaf.name for leaf in fields(Step))
        now = blank(experiment.step, values_after(experiment.frontier))
        trace = (*trace[: t - 1], now, *(blank(step, names) for step in trace[t:]))
        X = np.array(X)
        X[t:] = np.nan
    kept = {name: getattr(experiment, name) for name in FIELDS}
    return Masked(**kept | {"trace": trace, "X": X, "whole": experiment})


def values_after(stage: str) -> tuple[str, ...]:
    """The fields of a Step that are computed after this stage, pre-activations with their gates."""
    later = STAGES[STAGES.index(stage) + 1 :]
    return (*later, *(f"a_{GATES[name]}" for name in later if name in GATES))


def blank(step: Step, names: tuple[str, ...]) -> Step:
    """The step with NaN, in the same shape, in these fields."""
    return replace(step, **{name: np.full_like(getattr(step, name), np.nan) for name in names})
