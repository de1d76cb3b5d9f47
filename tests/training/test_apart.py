"""What is costly is found apart: in slices, in turn, kept, and never by one who is in a hurry."""

import sys
import threading
import time
from collections.abc import Callable

import pytest

from lstm_core.training import history as module
from lstm_core.training.apart import (
    LEARNING,
    SOON,
    USUAL,
    Learning,
    Turns,
    Unknown,
    costly,
    find,
    finish,
    hurry,
)
from lstm_core.training.fit import planned
from lstm_core.training.history import Histories, History, shared_history


def test_who_has_had_least_goes_first_then_who_came_first() -> None:
    turns, order = Turns(), list[float]()

    def work(had: float) -> None:
        with turns.turn(had):
            order.append(had)

    threads = [threading.Thread(target=work, args=(had,)) for had in (3.0, 1.0, 2.0, 1.0)]
    with turns.turn():
        assert turns.held and not turns.wanted
        for thread in threads:
            thread.start()
            while not turns.wanted:
                time.sleep(0.001)
        time.sleep(0.02)
        with turns.turn(9.0):
            assert turns.held, "a turn within a turn is the same"
        assert not order
    for thread in threads:
        thread.join(5)
    assert order == [1.0, 1.0, 2.0, 3.0] and not turns.held and not turns.wanted


def test_threads_change_sooner_while_something_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    intervals, learning = list[float](), Learning()
    monkeypatch.setattr(sys, "setswitchinterval", intervals.append)

    def work() -> None:
        with learning.turn():
            pass

    second = threading.Thread(target=work)
    with learning.turn():
        assert intervals == [SOON]
        second.start()
        while not learning.wanted:
            time.sleep(0.001)
    second.join(5)
    assert intervals == [SOON, SOON, USUAL] and USUAL == 0.005, "what Python has by itself"


def test_a_short_training_does_not_wait_for_the_long_ones_before_it() -> None:
    ended = list[str]()

    def train(name: str, record: History, goal: int) -> None:
        record.reach(goal)
        ended.append(name)

    large = [History(planned("depth", k, H=8, T=60, updates=1000)) for k in range(3)]
    threads = [
        threading.Thread(target=train, args=(f"{k}", one, 90)) for k, one in enumerate(large)
    ]
    for thread in threads:
        thread.start()
    while not all(one.losses for one in large):
        time.sleep(0.001)
    train("short", History(planned("latch", 1)), 10)
    assert ended == ["short"]
    for thread in threads:
        thread.join(30)
    assert len(ended) == 4


@pytest.mark.parametrize(
    "ask",
    [
        lambda record: record.reach(5),
        lambda record: record.checkpoint(5),
        lambda record: record.evaluation(5),
        lambda record: record.loss_to(5),
        lambda record: record.accuracy_to(5),
    ],
)
def test_nothing_trains_in_a_hurry(ask: Callable[[History], object]) -> None:
    record = History(planned("latch", 5))
    with pytest.raises(Unknown) as unknown, hurry():
        ask(record)
    assert not record.losses
    shares = list[float]()
    finish(unknown.value.work, shares.append)
    with hurry():
        ask(record)
    assert find(lambda: record.reach(9)) == 9
    assert all(0 < share < 1 for share in shares)


def test_a_costly_result_is_computed_once_in_a_turn_and_the_latest_are_kept() -> None:
    calls = list[int]()

    @costly(most=2)
    def square(x: int) -> int:
        assert LEARNING.held
        calls.append(x)
        return x * x

    with pytest.raises(Unknown) as unknown, hurry():
        square(3)
    assert not calls
    finish(unknown.value.work)
    with hurry():
        assert square(3) == 9
    threads = [threading.Thread(target=square, args=(4,)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert calls == [3, 4]
    square(3)
    square(5)
    assert square(3) == 9 and calls == [3, 4, 5], "the longest unused goes first"
    square(4)
    assert calls == [3, 4, 5, 4]


def test_what_is_costly_may_need_what_has_to_be_learnt() -> None:
    @costly(most=1)
    def loss(seed: int) -> float:
        return shared_history(planned("latch", seed)).checkpoint(3).loss

    assert loss(812) == shared_history(planned("latch", 812)).losses[3]


def test_trainings_that_interleave_are_as_each_alone() -> None:
    """They make their updates in one workspace."""
    one, other = (History(planned("parity", seed)) for seed in (1, 2))
    for update in range(0, 60, 7):
        one.reach(update)
        other.reach(update)
    alone = History(planned("parity", 1))
    alone.reach(56)
    assert one.losses == alone.losses


def test_trainings_are_bounded_by_bytes_and_what_a_page_shows_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    histories = Histories()
    held = [histories(planned("latch", seed)) for seed in range(4)]
    for one in held:
        one.reach(12)
    each = held[0].size
    assert 3_000 < each < 20_000
    monkeypatch.setattr(module, "MOST_BYTES", 10 * each)
    for seed in range(100, 130):
        histories(planned("latch", seed)).reach(12)
        assert sum(one.size for one in histories._latest.values()) <= 12 * each
    assert [histories(planned("latch", seed)) for seed in range(4)] == held
    assert len(histories(planned("latch", 129)).losses) == 13, "the latest is kept, held or not"
    assert not histories(planned("latch", 100)).losses, "the longest unused is not"
