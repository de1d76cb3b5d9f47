"""A server that writes down how long each turn in the queue of pages takes.

    python tests/benchmarks/timed.py FILE run streamlit_app.py [Streamlit's options]

A line a turn: milliseconds by the clock, and of the CPU in the turn's own thread.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from streamlit.web.cli import main

from lstm_core.session.turns import Guest, Queue

Turn = tuple[float, float]  # milliseconds: by the clock, of the thread's CPU


def record(told: Callable[[Turn], object]) -> None:
    """From now on every turn in the queue is told when it ends."""
    turn = Queue.turn

    @contextmanager
    def timed(queue: Queue, guest: Guest) -> Iterator[None]:
        outer = not queue.held
        with turn(queue, guest):
            began = time.perf_counter(), time.thread_time()
            try:
                yield
            finally:
                now = time.perf_counter(), time.thread_time()
                if outer:
                    told((1000 * (now[0] - began[0]), 1000 * (now[1] - began[1])))

    Queue.turn = timed  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    file = open(sys.argv.pop(1), "a", buffering=1)
    record(lambda turn: file.write(f"{turn[0]:.3f} {turn[1]:.3f}\n"))
    main()
