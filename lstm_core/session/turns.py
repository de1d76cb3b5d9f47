"""Whose turn it is: one run of the page at a time, one training at a time, and when it goes on.

All of it is shared by the open pages of one process.
"""

import gc
from functools import cache
from threading import Lock, Semaphore, local
from time import monotonic

LEAST_WAIT = 0.25  # seconds between two turns of one who trains, at least
LOAD = 0.2  # seconds more for each who trains


class Queue:
    """One run of the page at a time, first come first served.

    Many at once would fight for Python's one lock. So each runs undisturbed after those before it,
    which halves the worst waiting in a full hall (tests/benchmarks/load.py).
    """

    def __init__(self) -> None:
        self._turn, self._mine = Semaphore(1), local()

    @property
    def held(self) -> bool:
        """Whether this thread has its turn."""
        return bool(getattr(self._mine, "depth", 0))

    def __enter__(self) -> None:
        self._mine.depth = getattr(self._mine, "depth", 0) + 1
        if self._mine.depth == 1:  # a part of a page that is having its turn has it too
            self._turn.acquire()

    def __exit__(self, *_: object) -> None:
        self._mine.depth -= 1
        if self._mine.depth == 0:
            self._turn.release()


class Turns:
    """Who trains at this moment: the more they are, the longer each waits for the others' sake."""

    def __init__(self) -> None:
        self._last: dict[int, float] = {}
        self._lock = Lock()

    def wait(self, who: int) -> float:
        """Seconds until the next turn of this one, who takes one now."""
        now = monotonic()
        with self._lock:
            recent = {one: then for one, then in self._last.items() if now - then < 5}
            self._last = recent | {who: now}
            return max(LEAST_WAIT, LOAD * len(self._last))


@cache
def settle_collector() -> None:
    """Spare Python's collector what is loaded now, and let it look at the rest a third as often.

    A whole collection over what 300 open pages hold takes 300 ms, every third second. Only the
    first call does it: when all is loaded.
    """
    gc.freeze()
    gc.set_threshold(2000, 10, 10)


QUEUE, LEARNING, TURNS = Queue(), Queue(), Turns()
