"""A server that writes down how long each turn in the queue of pages takes.

    python tests/benchmarks/timed.py FILE run streamlit_app.py [Streamlit's options]

A line a turn: milliseconds by the clock, and of the CPU in the turn's own thread.
"""

import sys
import time
from collections.abc import Callable
from threading import local

from streamlit.web.cli import main

from lstm_core.session.turns import QUEUE, Queue

Turn = tuple[float, float]  # milliseconds: by the clock, of the thread's CPU


def record(told: Callable[[Turn], object]) -> None:
    """From now on every turn in the queue is told when it ends."""
    enter, leave, mine = Queue.__enter__, Queue.__exit__, local()

    def begin(queue: Queue) -> None:
        first = queue is QUEUE and not queue.held
        enter(queue)
        if first:
            mine.began = time.perf_counter(), time.thread_time()

    def end(queue: Queue, *error: object) -> None:
        began = mine.began if queue is QUEUE else None
        now = time.perf_counter(), time.thread_time()
        leave(queue, *error)
        if began and not queue.held:
            told((1000 * (now[0] - began[0]), 1000 * (now[1] - began[1])))

    Queue.__enter__ = begin  # type: ignore[method-assign]
    Queue.__exit__ = end  # type: ignore[method-assign]


if __name__ == "__main__":
    file = open(sys.argv.pop(1), "a", buffering=1)
    record(lambda turn: file.write(f"{turn[0]:.3f} {turn[1]:.3f}\n"))
    main()
