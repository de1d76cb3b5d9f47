"""What a machine had to spare beside a benchmark, and how fast it was: to judge its figures by.

A process for each core counts at the lowest priority, so that it has what nobody else uses.
"""

import multiprocessing
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_double
from multiprocessing.sharedctypes import Synchronized
from typing import NamedTuple

CHUNK = 20_000  # additions, about a millisecond

Counter = tuple["Synchronized[float]", "Synchronized[float]"]


class Spare(NamedTuple):
    """What counted so far, of all cores."""

    seconds: float  # of the processor
    counts: float  # millions of additions

    def since(self, before: "Spare") -> "Spare":
        """What has come since."""
        return Spare(self.seconds - before.seconds, self.counts - before.counts)

    @property
    def speed(self) -> float:
        """Millions of additions for each second of the processor."""
        return self.counts / self.seconds if self.seconds else 0.0


def count(seconds: "Synchronized[float]", counts: "Synchronized[float]") -> None:
    """Count until the process is ended."""
    os.nice(19)
    while True:
        for _ in range(CHUNK):
            pass
        seconds.value, counts.value = time.process_time(), counts.value + CHUNK / 1e6


class Idle:
    """The counters of all cores; `best` is their speed in the best of the first three seconds."""

    def __init__(self, counters: list[Counter]) -> None:
        self._counters = counters
        self.cores = len(counters)
        self.best = max(self._second().speed for _ in range(3))

    def _second(self) -> Spare:
        """What they count in a second."""
        before = self.now()
        time.sleep(1)
        return self.now().since(before)

    def now(self) -> Spare:
        """What they have counted so far."""
        return Spare(
            sum(seconds.value for seconds, _ in self._counters),
            sum(counts.value for _, counts in self._counters),
        )


@contextmanager
def idle() -> Iterator[Idle]:
    """Counters on all cores, while this is open."""
    context = multiprocessing.get_context("spawn")
    cores = os.cpu_count() or 1
    counters = [(context.Value(c_double, 0.0), context.Value(c_double, 0.0)) for _ in range(cores)]
    processes = [context.Process(target=count, args=each, daemon=True) for each in counters]
    for process in processes:
        process.start()
    while not all(counts.value for _, counts in counters):
        time.sleep(0.01)
    try:
        yield Idle(counters)
    finally:
        for process in processes:
            process.kill()
