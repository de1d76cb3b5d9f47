"""The forget-bias lesson: one task learnt from several forget biases, each from several seeds."""

from collections import deque
from collections.abc import Iterator
from functools import cache
from time import thread_time

from lstm_core.training.apart import LEARNING, give_way
from lstm_core.training.evaluate import evaluate
from lstm_core.training.fit import Plan, fit, planned
from lstm_core.training.tasks import TASKS

RACED = "first_end"  # the task that they learn
BIASES = (0, 1, 3)
EACH = 10  # updates of which one loss is kept
SEEDS = 5  # for each bias, counted from 1
MOST = 3000  # updates, after which a training that has not learnt never will
LEARNT = 0.99  # the share of right answers that counts as learnt

Racer = tuple[int, int]  # a forget bias and a seed


def learnt(plan: Plan) -> Iterator[tuple[float, int | None]]:
    """The loss before each update, and None while it is still learning.

    Last, after how many updates it has learnt, -1 for never.
    """
    for checkpoint in fit(plan, one_at_a_time=True):
        update, found = checkpoint.update, None
        if update % 50 == 0 and evaluate(plan, checkpoint.model).accuracy >= LEARNT:
            found = update
        elif update == plan.updates:
            found = -1
        yield checkpoint.loss, found
        if found is not None:
            return


class Sweep:
    """Trainings on the first of T symbols, asked only at the end, by forget bias and seed."""

    def __init__(self, T: int) -> None:
        self.T = T
        self.updates = 0  # that those have made which have made the most
        # (bias, seed) -> the mean losses of EACH updates after another, as far as it is
        self.losses: dict[Racer, list[float]] = {
            (b_f, seed): [] for b_f in BIASES for seed in range(1, SEEDS + 1)
        }
        # -> after how many updates it has learnt, -1 for never
        self.updates_needed: dict[Racer, int] = {}
        self._recent: dict[Racer, list[float]] = {racer: [] for racer in self.losses}
        self._waiting = deque((racer, learnt(self.plan(racer))) for racer in self.losses)
        self._seconds = 0.0  # of the processor so far

    def plan(self, racer: Racer) -> Plan:
        """The training of this forget bias and seed."""
        b_f, seed = racer
        return planned(RACED, seed, T=self.T, b_f=b_f, updates=MOST)

    @property
    def over(self) -> bool:
        """Whether all of them are done."""
        return not self._waiting

    def reach(self, seconds: float) -> None:
        """Go on for these seconds of the processor, in a turn of LEARNING."""
        with LEARNING.turn(self._seconds):
            start = thread_time()
            while not self.over and thread_time() - start < seconds:
                self._take()
                give_way()
            self._seconds += thread_time() - start

    def _take(self) -> None:
        """Make one update of the training that has waited longest: all go on side by side."""
        racer, training = self._waiting.popleft()
        loss, found = next(training)
        recent = self._recent[racer]
        recent.append(loss)
        if len(recent) == EACH or found is not None:
            self.losses[racer].append(sum(recent) / len(recent))
            recent.clear()
        if found is not None:
            self.updates_needed[racer] = found
        else:
            self._waiting.append((racer, training))
            self.updates = max(self.updates, EACH * len(self.losses[racer]) + len(recent))


def shared_sweep(T: int) -> Sweep:
    """The sweep over T steps, those of the recipe if 0; the same one for everybody."""
    return sweep_over(T or TASKS[RACED].recipe.T)


@cache  # a link has no more than sixty lengths, and a sweep keeps some 4,500 numbers
def sweep_over(T: int) -> Sweep:
    """The one sweep over T steps."""
    return Sweep(T)
