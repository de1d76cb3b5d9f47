"""Trainings as they are watched: taken on in short slices, shared by all who look at the same one.

A training follows from its plan alone, so that nobody waits for what somebody else has trained.
"""

import sys
from collections import OrderedDict
from math import inf
from threading import Lock
from time import thread_time
from weakref import WeakValueDictionary

from lstm_core.training.apart import LEARNING, SLICE, Unknown, give_way, hurried
from lstm_core.training.evaluate import Evaluation, evaluate
from lstm_core.training.fit import Checkpoint, Plan, fit

CHECKPOINTS = 300  # moments of a training that can be gone back to
EVALUATIONS = 40  # moments at which it is put to the test, which costs as much as several updates
MOST_BYTES = 64 * 2**20  # of the trainings that are kept though no page shows them
BESIDE = 320  # bytes of a Checkpoint beside its theta


class History:
    """One training, as far as anybody has taken it. Safe for many sessions at once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.every = -(-plan.updates // CHECKPOINTS)  # updates from one kept moment to the next
        self.losses: list[float] = []  # before each update
        self.checkpoints: list[Checkpoint] = []
        self.evaluations: dict[int, Evaluation] = {}  # of the chart's points
        self._shown: dict[int, Evaluation] = {}  # of the moments that somebody looks at
        self._seconds = 0.0  # of the processor so far
        self._updates = fit(plan, one_at_a_time=True)

    def reach(self, update: int, seconds: float = inf) -> int:
        """How far it is now: up to this update, or as far as it gets in these seconds.

        It makes one update at least. Raises Unknown for a thread in a hurry, if it is not there.
        """
        last = min(update, self.plan.updates)
        while len(self.losses) <= last:
            if hurried():
                raise Unknown(Reach(self, last))
            seconds -= self._slice(last, min(seconds, SLICE))
            if seconds <= 0:
                break
        return min(last, len(self.losses) - 1)

    def _slice(self, last: int, seconds: float) -> float:
        """Go on for these seconds of the processor, in a turn; how many it has taken."""
        with LEARNING.turn(self._seconds):
            start = now = thread_time()
            while len(self.losses) <= last:
                self._take(next(self._updates))
                now = thread_time()
                if now - start >= seconds:
                    break
                give_way()
            self._seconds += now - start
            return max(now - start, sys.float_info.min)

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

    @property
    def size(self) -> int:
        """About how many bytes it holds."""
        each = self.checkpoints[0].theta.nbytes + BESIDE if self.checkpoints else 0
        columns = self.plan.columns.values.nbytes if self.plan.columns else 0
        return len(self.checkpoints) * each + 32 * len(self.losses) + columns


class Reach:
    """To take a training as far as this update, as work."""

    def __init__(self, history: History, update: int) -> None:
        self.history, self.update = history, update

    def go_on(self) -> float:
        """Make the updates of one slice."""
        self.history.reach(self.update, SLICE)
        return min(len(self.history.losses) / (self.update + 1), 1.0)


class Histories:
    """Trainings by their plans: all that somebody holds, and of the others the latest.

    What is dropped was used longest ago: the others hold no more than MOST_BYTES.
    """

    def __init__(self) -> None:
        self._all: WeakValueDictionary[Plan, History] = WeakValueDictionary()
        self._latest: OrderedDict[Plan, History] = OrderedDict()
        self._lock = Lock()

    def __call__(self, plan: Plan) -> History:
        """The training of this plan, the same one for everybody."""
        with self._lock:
            found = self._all.get(plan)
            if found is None:
                found = self._all[plan] = History(plan)
            if plan not in self._latest:
                self._drop(MOST_BYTES)
            self._latest[plan] = found
            self._latest.move_to_end(plan)
            return found

    def _drop(self, most: int) -> None:
        """Let go of the longest unused, so that the others hold no more than `most` bytes."""
        over = sum(one.size for one in self._latest.values()) - most
        while over > 0:
            over -= self._latest.popitem(last=False)[1].size


shared_history = Histories()
