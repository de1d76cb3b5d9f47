"""Whose turn it is: one run of the page at a time, and when one who trains comes back.

All of it is shared by the open pages of one process.
"""

import gc
from contextlib import ExitStack
from functools import cache
from threading import Lock, local
from time import monotonic

from lstm_core.session.gauges import GAUGES
from lstm_core.training.apart import LEARNING, QUIET, Turns, hurry

LEAST_WAIT = 0.25  # seconds between two turns of one who trains, at least
RECENT = 5  # seconds after its latest turn in which somebody trains still
LOAD = 0.2  # seconds more for each who trains


class Queue:
    """One run of the page at a time, first come first served, and nothing costly within it.

    Many at once would fight for Python's one lock. So each runs undisturbed after those before it,
    which halves the worst waiting in a full hall (tests/benchmarks/load.py). A run that needs what
    has still to be learnt is told so by Unknown: it is learnt after its turn, not within it.
    """

    def __init__(self) -> None:
        self._turns, self._mine = Turns(), local()

    @property
    def held(self) -> bool:
        """Whether this thread has its turn."""
        return self._turns.held

    def __enter__(self) -> None:
        QUIET.clear()
        if not self.held:
            self._mine.came = monotonic()
        stack = ExitStack()
        stack.enter_context(self._turns.turn())  # a part of a page that has its turn has it too
        stack.enter_context(hurry())
        self._mine.stacks = [*getattr(self._mine, "stacks", ()), stack]

    def __exit__(self, *_: object) -> None:
        self._mine.stacks.pop().close()
        if not self.held:
            GAUGES.runs.add(monotonic() - self._mine.came)
        if not (self.held or self._turns.wanted):
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
    """Spare Python's collector what is loaded now, and let it look at the rest a third as often.

    A whole collection over what 300 open pages hold takes 300 ms, every third second. Only the
    first call does it: when all is loaded.
    """
    gc.freeze()
    gc.set_threshold(2000, 10, 10)


QUEUE, TRAINERS = Queue(), Trainers()
GAUGES.more["trainings"] = lambda: TRAINERS.count
GAUGES.more["learning"] = lambda: LEARNING.count
