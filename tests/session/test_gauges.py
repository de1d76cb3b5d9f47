"""What the process knows of itself: how many are there, and how long they wait."""

import threading
import time

import pytest

from lstm_core.session import gauges, turns
from lstm_core.session.gauges import BOUNDS, Gauges, Runs, quantile


def test_a_quantile_is_one_of_the_values() -> None:
    values = [float(k) for k in range(1, 101)]
    assert quantile(values, 0.95) == 95 and quantile(values, 0.5) == 50
    assert quantile(values, 1) == 100 and quantile([3.0], 0.5) == 3
    assert quantile([], 0.95) is None


def test_runs_are_kept_for_a_minute_and_counted_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(gauges, "monotonic", lambda: now)
    runs = Runs()
    for seconds in (0.2, 0.01, 70.0):
        runs.add(seconds)
    assert runs.latest() == [0.01, 0.2, 70.0]
    now += 61
    runs.add(0.3)
    assert runs.latest() == [0.3]
    assert sum(runs.counts) == 4 and runs.counts[0] == 1 and runs.counts[-1] == 1
    assert runs.seconds == pytest.approx(70.51) and len(runs.counts) == len(BOUNDS) + 1


def test_a_run_counts_once_with_the_waiting_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Gauges()
    monkeypatch.setattr(turns, "GAUGES", counted)
    queue, begun = turns.Queue(), threading.Event()

    def run() -> None:
        begun.set()
        with (
            queue.turn(turns.Guest()),
            queue.turn(turns.Guest()),
        ):  # a part of the page within the whole
            pass

    other = threading.Thread(target=run)
    with queue.turn(turns.Guest()):
        other.start()
        begun.wait()
        time.sleep(0.05)
    other.join()
    took = counted.runs.latest()
    assert len(took) == 2 and min(took) > 0.04


def test_pages_come_and_go() -> None:
    counted = Gauges()
    for _ in range(3):
        counted.come()
    counted.go()
    assert (counted.pages, counted.most, counted.opened) == (2, 3, 3)
