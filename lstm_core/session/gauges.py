"""What the process knows of itself while it serves: how many are there, and how long they wait."""

from bisect import bisect_left
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from threading import Lock
from time import monotonic

MINUTE = 60.0
BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
MOST_KEPT = 20_000  # runs; more in a minute than one process can do


@dataclass
class Runs:
    """How long the runs of the page took, with the waiting before them."""

    kept: deque[tuple[float, float]] = field(default_factory=lambda: deque(maxlen=MOST_KEPT))
    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0  # all of them together
    lock: Lock = field(default_factory=Lock)

    def add(self, seconds: float) -> None:
        """Take in a run that has just ended."""
        with self.lock:
            self.kept.append((monotonic(), seconds))
            self.counts[bisect_left(BOUNDS, seconds)] += 1
            self.seconds += seconds

    def latest(self, within: float = MINUTE) -> list[float]:
        """The runs that ended so many seconds ago at most, the shortest first; in seconds."""
        since = monotonic() - within
        with self.lock:
            return sorted(took for ended, took in self.kept if ended >= since)


def quantile(values: list[float], share: float) -> float | None:
    """The least of these ordered values that this share of them do not exceed; None of none."""
    return values[max(0, ceil(share * len(values)) - 1)] if values else None


@dataclass
class Gauges:
    """The figures of this process. `more` are others', by their names: each says its own."""

    pages: int = 0  # open now
    most: int = 0  # open at once
    opened: int = 0  # since the start
    began: float = field(default_factory=monotonic)
    runs: Runs = field(default_factory=Runs)
    more: dict[str, Callable[[], float]] = field(default_factory=dict)

    def come(self) -> None:
        """A page has opened."""
        self.pages, self.opened = self.pages + 1, self.opened + 1
        self.most = max(self.most, self.pages)

    def go(self) -> None:
        """A page has closed."""
        self.pages -= 1


GAUGES = Gauges()
