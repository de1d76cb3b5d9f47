"""Trainings as they are watched: taken on in short slices, shared by all who look at the same one.

A training follows from its plan alone, so that nobody waits for what somebody else has trained.
"""

from functools import lru_cache
from math import inf
from threading import Lock
from time import monotonic

from lstm_core.training.evaluate import Evaluation, evaluate
from lstm_core.training.fit import Checkpoint, Plan, fit

CHECKPOINTS = 300  # moments of a training that can be gone back to
EVALUATIONS = 40  # moments at which it is put to the test, which costs as much as several updates


class History:
    """One training, as far as anybody has taken it. Safe for many sessions at once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.every = -(-plan.updates // CHECKPOINTS)  # updates from one kept moment to the next
        self.losses: list[float] = []  # before each update
        self.checkpoints: list[Checkpoint] = []
        self.evaluations: dict[int, Evaluation] = {}  # of the chart's points
        self._shown: dict[int, Evaluation] = {}  # of the moments that somebody looks at
        self._updates, self._lock = fit(plan), Lock()

    def reach(self, update: int, seconds: float = inf) -> int:
        """How far it is now: up to this update, or as far as it gets in these seconds.

        It makes one update at least.
        """
        last, deadline = min(update, self.plan.updates), monotonic() + seconds
        with self._lock:
            while len(self.losses) <= last:
                self._take(next(self._updates))
                if monotonic() > deadline:
                    break
            return min(last, len(self.losses) - 1)

    def _take(self, checkpoint: Checkpoint) -> None:
        n = checkpoint.update
        self.losses.append(checkpoint.loss)
        if n % self.every == 0:
            self.checkpoints.append(checkpoint)
        if n % -(-self.plan.updates // EVALUATIONS) == 0 or n == self.plan.updates:
            self.evaluations[n] = evaluate(self.plan, checkpoint.model)

    def near(self, update: int) -> int:
        """The last kept moment up to this update."""
        return min(update, self.plan.updates) // self.every * self.every

    def loss_to(self, update: int) -> tuple[list[int], list[float]]:
        """The kept moments up to this one, and the loss at each."""
        self.reach(update)
        moments = list(range(0, self.near(update) + 1, self.every))
        return moments, [self.losses[n] for n in moments]

    def accuracy_to(self, update: int) -> tuple[list[int], list[float]]:
        """The updates up to this one at which it was evaluated, and its accuracy at each.

        The last is the kept moment itself.
        """
        near, last = self.near(update), self.evaluation(update)
        found = {n: self.evaluations[n] for n in sorted(self.evaluations) if n < near}
        found[near] = last
        return list(found), [one.accuracy for one in found.values()]

    def checkpoint(self, update: int) -> Checkpoint:
        """The Checkpoint at or last before this update, trained up to it if nobody has yet."""
        near = self.near(update)
        self.reach(near)
        return self.checkpoints[near // self.every]

    def evaluation(self, update: int) -> Evaluation:
        """How good the kept moment up to this update is: that one, and no other."""
        checkpoint = self.checkpoint(update)
        n = checkpoint.update
        if n in self.evaluations:
            return self.evaluations[n]
        if n not in self._shown:
            self._shown[n] = evaluate(self.plan, checkpoint.model)
        return self._shown[n]


@lru_cache(maxsize=32)
def shared_history(plan: Plan) -> History:
    """The training of this plan, the same one for everybody."""
    return History(plan)
