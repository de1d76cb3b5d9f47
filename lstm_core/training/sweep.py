"""The forget-bias lesson: one task learnt from several forget biases, each from several seeds."""

from collections.abc import Iterator
from functools import cache
from time import thread_time

from lstm_core.training.apart import LEARNING, give_way
from lstm_core.training.evaluate import evaluate
from lstm_core.training.fit import Plan, fit, planned
from lstm_core.training.tasks import TASKS

RACED = "first_end"  # the task that they learn
BIASES = (0, 1, 3)
SEEDS = 5  # for each bias, counted from 1
MOST = 3000  # updates, after which a training that has not learnt never will
LEARNT = 0.99  # the share of right answers that counts as learnt


def first_right(plan: Plan) -> Iterator[int | None]:
    """None while it is still learning; last, after how many updates it has learnt, -1 for never."""
    for checkpoint in fit(plan, one_at_a_time=True):
        if checkpoint.update % 50 == 0 and evaluate(plan, checkpoint.model).accuracy >= LEARNT:
            yield checkpoint.update
            return
        yield None
    yield -1


class Sweep:
    """Trainings on the first of T symbols, asked only at the end, by forget bias and seed."""

    def __init__(self, T: int) -> None:
        self.T = T
        # (bias, seed) -> after how many updates it has learnt, -1 for never
        self.updates_needed: dict[tuple[int, int], int] = {}
        self._waiting = [(b_f, seed) for seed in range(1, SEEDS + 1) for b_f in reversed(BIASES)]
        self._running: Iterator[int | None] | None = None
        self._seconds = 0.0  # of the processor so far

    @property
    def over(self) -> bool:
        """Whether all of them are done."""
        return len(self.updates_needed) == len(BIASES) * SEEDS

    def reach(self, seconds: float) -> None:
        """Go on for these seconds of the processor, in a turn of LEARNING."""
        with LEARNING.turn(self._seconds):
            start = thread_time()
            while not self.over and thread_time() - start < seconds:
                self._take()
                give_way()
            self._seconds += thread_time() - start

    def _take(self) -> None:
        """Make one update of the training that is on."""
        if self._running is None:
            b_f, seed = self._waiting[0]
            plan = planned(RACED, seed, T=self.T, b_f=b_f, updates=MOST)
            self._running = first_right(plan)
        found = next(self._running)
        if found is not None:
            self.updates_needed[self._waiting.pop(0)] = found
            self._running = None


def shared_sweep(T: int) -> Sweep:
    """The sweep over T steps, those of the recipe if 0; the same one for everybody."""
    return sweep_over(T or TASKS[RACED].recipe.T)


@cache  # a link has no more than sixty lengths, and a sweep keeps fifteen numbers
def sweep_over(T: int) -> Sweep:
    """The one sweep over T steps."""
    return Sweep(T)
