"""Trainings as they are watched: shared by all who look at the same one, taken on in short slices, and kept.

A training follows from its plan alone, so that nobody waits for what somebody else has trained already.
"""

from collections.abc import Iterator
from functools import lru_cache
from math import inf
from threading import Lock
from time import monotonic

from lstm_core.training.evaluate import Judgement, baselines, judge
from lstm_core.training.fit import Plan, Progress, fit, planned
from lstm_core.training.tasks import TASKS

KEPT = 300  # moments of a training that can be gone back to
JUDGED = 40  # moments at which it is put to the test, which costs as much as several updates
BIASES, SEEDS, MOST, LEARNT = (0, 1, 3), 5, 3000, 0.99  # of the race of forget biases
LEAST_WAIT, LOAD = (
    0.25,
    0.2,
)  # seconds between two turns of one who trains: at least, and for each of them


class History:
    """One training, as far as anybody has taken it. Safe for many sessions at once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.every = -(-plan.updates // KEPT)  # updates from one kept moment to the next
        self.losses: list[float] = []  # before each update
        self.kept: list[Progress] = []
        self.judged: dict[int, Judgement] = {}
        self._updates, self._lock = fit(plan), Lock()

    def reach(self, update: int, seconds: float = inf) -> int:
        """How far it is now: up to this update, or as far as it gets in this time, but at least one update."""
        last, deadline = min(update, self.plan.updates), monotonic() + seconds
        with self._lock:
            while len(self.losses) <= last:
                self._take(next(self._updates))
                if monotonic() > deadline:
                    break
            return min(last, len(self.losses) - 1)

    def _take(self, progress: Progress) -> None:
        n = progress.update
        self.losses.append(progress.loss)
        if n % self.every == 0:
            self.kept.append(progress)
        if n % -(-self.plan.updates // JUDGED) == 0 or n == self.plan.updates:
            self.judged[n] = judge(self.plan, progress.model)

    def near(self, update: int) -> int:
        """The last kept moment up to this update."""
        return min(update, self.plan.updates) // self.every * self.every

    def loss_to(self, update: int) -> tuple[list[int], list[float]]:
        """The kept moments up to this one, and the loss at each."""
        self.reach(update)
        moments = list(range(0, self.near(update) + 1, self.every))
        return moments, [self.losses[n] for n in moments]

    def right_to(self, update: int) -> tuple[list[int], list[float]]:
        """The moments up to this one at which it was tested, and its share of right answers at each."""
        self.reach(update)
        moments = sorted(n for n in self.judged if n <= update)
        return moments, [self.judged[n].accuracy for n in moments]

    def at(self, update: int) -> Progress:
        """That moment, trained up to it if nobody has yet."""
        near = self.near(update)
        self.reach(near)
        return self.kept[near // self.every]

    def judgement(self, update: int) -> Judgement:
        """How good it was at the last test up to that moment."""
        near = self.near(update)
        self.reach(near)
        return self.judged[max(n for n in self.judged if n <= near)]


@lru_cache(maxsize=32)
def history(plan: Plan) -> History:
    """The training of this plan, the same one for everybody."""
    return History(plan)


@lru_cache(maxsize=64)
def beside(task: str, T: int) -> dict[str, Judgement]:
    """What is reached without a memory."""
    return baselines(TASKS[task], T)


def first_right(plan: Plan) -> Iterator[int | None]:
    """None while it is still learning; last, after how many updates 99 % are right, or -1 if they never are."""
    for progress in fit(plan):
        if progress.update % 50 == 0 and judge(plan, progress.model).accuracy >= LEARNT:
            yield progress.update
            return
        yield None
    yield -1


class Race:
    """The forget-bias lesson: first symbol, answered only at the end of T steps, from several biases and seeds."""

    def __init__(self, T: int) -> None:
        self.T = T
        self.learnt: dict[
            tuple[int, int], int
        ] = {}  # (bias, seed) -> after how many updates, -1 for never
        self._waiting = [(b_f, seed) for seed in range(1, SEEDS + 1) for b_f in reversed(BIASES)]
        self._running: Iterator[int | None] | None = None
        self._lock = Lock()

    @property
    def over(self) -> bool:
        return len(self.learnt) == len(BIASES) * SEEDS

    def reach(self, seconds: float) -> None:
        """Go on for this time."""
        deadline = monotonic() + seconds
        with self._lock:
            while not self.over and monotonic() < deadline:
                if self._running is None:
                    b_f, seed = self._waiting[0]
                    self._running = first_right(
                        planned("first_end", seed, T=self.T, b_f=b_f, updates=MOST)
                    )
                found = next(self._running)
                if found is not None:
                    self.learnt[self._waiting.pop(0)] = found
                    self._running = None


@lru_cache(maxsize=8)
def race(T: int) -> Race:
    """The race over T steps, the same one for everybody."""
    return Race(T or TASKS["first_end"].recipe.T)


class Turns:
    """Who trains at this moment. The more they are, the longer each waits, so that those who step do not have to."""

    def __init__(self) -> None:
        self._last: dict[int, float] = {}
        self._lock = Lock()

    def wait(self, who: int) -> float:
        """Seconds until the next turn of this one, who takes one now."""
        now = monotonic()
        with self._lock:
            self._last = {one: at for one, at in self._last.items() if now - at < 5} | {who: now}
            return max(LEAST_WAIT, LOAD * len(self._last))


TURNS = Turns()
# Of ten seeds, how many learn the task by its recipe, and to what share of right answers: tests/benchmarks/training.py.
REACHED = {
    "latch": (10, 0.99),
    "counter": (10, 0.98),
    "anbn": (10, 0.99),
    "depth": (10, 0.98),
    "parity": (10, 0.99),
    "adding": (10, 0.95),
    "first": (10, 0.99),
    "first_end": (10, 0.99),
}
