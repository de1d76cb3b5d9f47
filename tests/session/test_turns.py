"""Whose turn it is, when many pages are open in one process."""

import threading

import pytest

from lstm_core.session.turns import LEAST_WAIT, LOAD, Queue, Trainers


def test_one_run_at_a_time_and_a_part_of_it_has_its_turn_too() -> None:
    queue, running, two_at_once = Queue(), [0], threading.Event()
    runs: list[int] = []

    def part() -> None:
        with queue:
            running[0] += 1
            if running[0] > 1:
                two_at_once.set()
            runs.append(running[0])
            two_at_once.wait(0.005)
            running[0] -= 1

    def whole() -> None:
        with queue:
            assert queue.held
            part()
            assert queue.held

    pages = [threading.Thread(target=whole) for _ in range(8)]
    for page in pages:
        page.start()
    for page in pages:
        page.join(5)
    assert runs == [1] * 8 and running == [0]
    with pytest.raises(ValueError), queue:
        raise ValueError
    assert not queue.held
    part()


def test_the_more_train_the_longer_each_waits() -> None:
    trainers = Trainers()
    alone = trainers.wait(1)
    assert alone == LEAST_WAIT
    assert [trainers.wait(who) for who in range(2, 21)][-1] == pytest.approx(20 * LOAD)
