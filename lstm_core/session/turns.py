"""Whose turn it is: one run of the page at a time, and when one who trains comes back.

All of it is shared by the open pages of one process.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from math import exp
from threading import Lock
from time import monotonic, thread_time

from lstm_core.session.gauges import GAUGES
from lstm_core.training.apart import LEARNING, QUIET, Turns, hurry

LEAST_WAIT = 0.25  # seconds between two turns of one who trains, at least
RECENT = 5  # seconds after its latest turn in which somebody trains still
LOAD = 0.2  # seconds more for each who trains
NEW, NEW_PATIENCE = 10.0, 0.25  # seconds that a page is new, and its patience then
LATE = 5.0  # seconds after which a third of what a page has had counts still
MOST_PATIENCE = 1.0


class Guest:
    """A page as the queue knows it: for how long it lets others go first.

    It does where it has just come, or has had much of late. So neither a flood of new pages nor one
    that never rests keeps a class waiting, and nobody waits for ever.
    """

    def __init__(self) -> None:
        self._came = self._latest = monotonic()
        self._had = 0.0

    @property
    def patience(self) -> float:
        """Seconds by which others may come later than this page and still have their turn first."""
        new = NEW_PATIENCE if monotonic() - self._came < NEW else 0.0
        return max(new, min(self._recent, MOST_PATIENCE))

    def add(self, seconds: float) -> None:
        """It has had so many seconds more of the processor."""
        self._had, self._latest = self._recent + seconds, monotonic()

    @property
    def _recent(self) -> float:
        """Seconds that it has had of late."""
        return self._had * exp((self._latest - monotonic()) / LATE)


class Queue:
    """One run of the page at a time, and nothing costly within it; who came first, but see Guest.

    Many at once would fight for Python's one lock. So each runs undisturbed after those before it,
    which halves the worst waiting in a full hall (tests/benchmarks/load.py). A run that needs what
    has still to be learnt is told so by Unknown: it is learnt after its turn, not within it.
    """

    def __init__(self) -> None:
        self._turns = Turns()

    @property
    def held(self) -> bool:
        """Whether this thread has its turn."""
        return self._turns.held

    @contextmanager
    def turn(self, guest: Guest) -> Iterator[None]:
        """The turn of a page; a part of a page that has its turn has it too."""
        if self.held:
            yield
            return
        QUIET.clear()
        came = monotonic()
        try:
            with self._turns.turn(came + guest.patience), hurry():
                began = thread_time()
                try:
                    yield
                finally:
                    guest.add(thread_time() - began)
        finally:
            GAUGES.runs.add(monotonic() - came)
            if not self._turns.count:
                QUIET.set()


class Trainers:
    """Who trains at this moment: the more they are, the longer each waits for the others' sake."""

    def __init__(self) -> None:
        self._last: dict[int, float] = {}
        self._lock = Lock()

    def wait(self, who: int) -> float:
        """Seconds until the next turn of this one, who takes one now."""
        now = monotonic()
        with self._lock:
            recent = {one: then for one, then in self._last.items() if now - then < RECENT}
            self._last = recent | {who: now}
            return max(LEAST_WAIT, LOAD * len(self._last))

    @property
    def count(self) -> int:
        """How many they are."""
        now = monotonic()
        with self._lock:
            return sum(now - then < RECENT for then in self._last.values())


@cache
def settle_collector() -> None:
    """Spare Python's collector what is loaded now, and let it look at the rest more rarely.

    A whole collection over what 300 open pages hold takes 300 ms, and came every third second: it
    was most of what the slowest waited for. Only the first call does it: when all is loaded.
    """
    gc.freeze()
    gc.set_threshold(2000, 10, 60)


QUEUE, TRAINERS = Queue(), Trainers()
GAUGES.more["trainings"] = lambda: TRAINERS.count
GAUGES.more["learning"] = lambda: LEARNING.count
