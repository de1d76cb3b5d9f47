"""A training that is watched: whether it goes on, how fast, and when the page comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from lstm_core.experiment import trainings
from lstm_core.experiment.settings import Settings
from lstm_core.session.turns import LEAST_WAIT, TRAINERS
from lstm_core.training.sweep import shared_sweep

SLICE = 0.05  # seconds of the processor that a turn takes, where nobody else trains
MOST_SLICE = 0.12  # where many do, who come back the more rarely
LOOKS = 48  # turns in a whole training, where nobody else trains


@dataclass
class Watch:
    """A training on the screen of one page."""

    running: bool = False
    scheduled: bool = False  # the page comes back by itself
    rate: float = 0.0  # updates per second, while it runs
    last_turn: float = 0.0  # by the clock of the process; 0 before the first turn
    charts: Mapping[str, Any] = field(default_factory=dict)  # as they were when it began

    def start(self) -> None:
        """Go on from here."""
        self.running, self.last_turn = True, 0.0

    def stop(self) -> None:
        """Make no more updates."""
        self.running = False

    def schedule(self, view: str) -> float | None:
        """Seconds until the page is to come back by itself; None unless it trains in this view."""
        self.running = self.scheduled = self.running and view == "train"
        return TRAINERS.wait(id(self)) if self.running else None

    def turn(self, settings: Settings, *, one: bool = False) -> dict[str, Any]:
        """The settings to change after one turn at their pace, or after one checkpoint alone.

        A turn is over after a short slice of time, whatever the pace.
        """
        now, crowd = monotonic(), TRAINERS.wait(id(self)) / LEAST_WAIT
        seconds = min(SLICE * crowd, MOST_SLICE)
        if settings.race == "yes":
            sweep = shared_sweep(settings.train_steps)
            sweep.reach(seconds)
            self.running = not sweep.over
            return {}
        watched = trainings.shown(settings)
        if not watched:  # somebody has left it meanwhile
            self.running = False
            return {}
        history = trainings.history(settings)
        whole = history.plan.updates
        by = {"slow": 1, "watch": crowd * whole / LOOKS, "once": whole}
        step = max(history.every, int(by["slow" if one else settings.pace]))
        goal = history.near(settings.updates) + step
        reached = [one.reach(goal, seconds) for one in watched]
        updates = max(history.near(min(reached)), settings.updates)
        if self.last_turn:
            self.rate = (updates - settings.updates) / max(now - self.last_turn, 1e-3)
        self.last_turn = now
        self.running = self.running and updates < history.near(whole)
        return {"updates": updates}

    def mounted(self, charts: Mapping[str, Any]) -> Mapping[str, Any]:
        """These charts; or those that the training began with, which the browser draws into."""
        if not self.running or self.charts.keys() != charts.keys():
            self.charts = charts
        return self.charts
