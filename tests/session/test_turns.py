"""Whose turn it is, when many pages are open in one process."""

import threading
import time

import pytest

from lstm_core.session import turns
from lstm_core.session.turns import (
    LATE,
    LEAST_WAIT,
    LOAD,
    MOST_PATIENCE,
    NEW,
    Guest,
    Queue,
    Trainers,
)


def test_one_run_at_a_time_and_a_part_of_it_has_its_turn_too() -> None:
    queue, running, two_at_once = Queue(), [0], threading.Event()
    runs: list[int] = []

    def part() -> None:
        with queue.turn(Guest()):
            running[0] += 1
            if running[0] > 1:
                two_at_once.set()
            runs.append(running[0])
            two_at_once.wait(0.005)
            running[0] -= 1

    def whole() -> None:
        with queue.turn(Guest()):
            assert queue.held
            part()
            assert queue.held

    pages = [threading.Thread(target=whole) for _ in range(8)]
    for page in pages:
        page.start()
    for page in pages:
        page.join(5)
    assert runs == [1] * 8 and running == [0]
    with pytest.raises(ValueError), queue.turn(Guest()):
        raise ValueError
    assert not queue.held
    part()


def test_a_page_at_work_goes_before_those_that_have_just_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turns, "NEW_PATIENCE", 60.0)
    queue, order = Queue(), list[str]()
    new, at_work = Guest(), Guest()
    monkeypatch.setattr(at_work, "_came", at_work._came - NEW)

    def run(name: str, guest: Guest) -> None:
        with queue.turn(guest):
            order.append(name)

    with queue.turn(Guest()):
        pages = [("new", new), ("new", new), ("at work", at_work), ("new", new)]
        threads = [threading.Thread(target=run, args=page) for page in pages]
        for count, thread in enumerate(threads, 1):
            thread.start()
            until = time.monotonic() + 10
            while len(queue._turns._waiting) < count and time.monotonic() < until:
                time.sleep(0.001)
    for thread in threads:
        thread.join(5)
    assert order == ["at work", "new", "new", "new"]


def test_who_has_had_much_of_late_lets_others_go_first_but_not_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [1000.0]
    monkeypatch.setattr(turns, "monotonic", lambda: now[0])
    guest = Guest()
    now[0] += NEW
    assert guest.patience == 0
    guest.add(0.4)
    assert guest.patience == pytest.approx(0.4)
    now[0] += LATE
    assert guest.patience == pytest.approx(0.4 / 2.718, rel=1e-3)
    for _ in range(100):
        guest.add(0.4)
    assert guest.patience == MOST_PATIENCE


def test_the_more_train_the_longer_each_waits() -> None:
    trainers = Trainers()
    alone = trainers.wait(1)
    assert alone == LEAST_WAIT
    assert [trainers.wait(who) for who in range(2, 21)][-1] == pytest.approx(20 * LOAD)
