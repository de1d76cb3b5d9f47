"""What takes longer than a run of the page may: it is found apart from it, one slice at a time.

Whoever looks for something costly waits for a turn of LEARNING. A thread in a hurry, which keeps
others waiting, gets none: where it needs what is not known yet, Unknown says how that is found.
"""

import sys
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from heapq import heappop, heappush
from itertools import count
from threading import Event, Lock, local
from typing import Generic, ParamSpec, Protocol, TypeVar

SLICE = 0.05  # seconds of the processor in one turn
USUAL, SOON = 0.005, 0.0005  # seconds of a thread that computes, while another waits
PATIENCE = 0.02  # seconds that an update waits at most for a run of the page to end

P = ParamSpec("P")
R = TypeVar("R")
Told = Callable[[float], object]  # is told what share is done, 0 to 1


class Work(Protocol):
    """Something costly to find."""

    def go_on(self) -> float:
        """Do one slice of it; the share that is done, 1 at the end."""


class Unknown(Exception):
    """What is asked for is not known yet, and this thread is in a hurry; `work` finds it."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self.work = work


class Turns:
    """One thread at a time; of those who wait, first whose rank is least, then who came first."""

    def __init__(self) -> None:
        self._lock, self._mine, self._numbers = Lock(), local(), count()
        self._taken = False
        self._waiting: list[tuple[float, int, Lock]] = []

    @property
    def held(self) -> bool:
        """Whether this thread has its turn."""
        return bool(getattr(self._mine, "depth", 0))

    @property
    def wanted(self) -> bool:
        """Whether somebody waits."""
        return bool(self._waiting)

    @property
    def count(self) -> int:
        """How many wait or have their turn."""
        return len(self._waiting) + self._taken

    @contextmanager
    def turn(self, rank: float = 0.0) -> Iterator[None]:
        """A turn for one of this rank; a turn within a turn is the same one."""
        if not self.held:
            self._take(rank)
        self._mine.depth = getattr(self._mine, "depth", 0) + 1
        try:
            yield
        finally:
            self._mine.depth -= 1
            if not self.held:
                self._pass_on()

    def _take(self, rank: float) -> None:
        gate = Lock()
        with self._lock:
            if self._taken:
                gate.acquire()
                heappush(self._waiting, (rank, next(self._numbers), gate))
            self._taken = True
        gate.acquire()  # opened by whoever passes the turn on

    def _pass_on(self) -> None:
        with self._lock:
            if self._waiting:
                heappop(self._waiting)[-1].release()
            else:
                self._taken = False


class Learning(Turns):
    """The turns of what takes long: meanwhile threads change sooner.

    A run waits for a thread that computes as long as an interval lasts, several times. By itself it
    waits for none, and short intervals would cost it a fifteenth more of the processor.
    """

    def _take(self, rank: float) -> None:
        super()._take(rank)
        sys.setswitchinterval(SOON)

    def _pass_on(self) -> None:
        if not self.wanted:  # whoever comes meanwhile takes its turn after this
            sys.setswitchinterval(USUAL)
        super()._pass_on()


LEARNING = Learning()
QUIET = Event()  # unset while a page runs: what is learnt gives way to it
QUIET.set()
_thread = local()


def hurried() -> bool:
    """Whether this thread has no time for anything costly."""
    return bool(getattr(_thread, "hurries", 0))


@contextmanager
def hurry() -> Iterator[None]:
    """A time in which whatever is costly to find raises Unknown."""
    _thread.hurries = getattr(_thread, "hurries", 0) + 1
    try:
        yield
    finally:
        _thread.hurries -= 1


def give_way() -> None:
    """Wait until no page runs, but not long."""
    QUIET.wait(PATIENCE)


@contextmanager
def aside() -> Iterator[None]:
    """A turn of LEARNING for what has no slices, as the reading of a file."""
    with LEARNING.turn():
        give_way()
        yield


def untold(share: float) -> None:
    """Tell nobody."""


def finish(work: Work, told: Told = untold) -> None:
    """Go on with this work to its end."""
    while (share := work.go_on()) < 1:
        told(share)


def find(function: Callable[[], R], told: Told = untold) -> R:
    """What a function comes to, with all that it needs found first, slice by slice."""
    while True:
        try:
            with hurry():
                return function()
        except Unknown as unknown:
            work = unknown.work
        finish(work, told)


class Costly(Generic[P, R]):
    """A function whose latest results are kept: each is computed once, in a turn of LEARNING."""

    def __init__(self, function: Callable[P, R], most: int) -> None:
        self.__doc__, self._function, self._most = function.__doc__, function, most
        self._kept: OrderedDict[object, R] = OrderedDict()
        self._lock = Lock()

    def __call__(self, *args: P.args, **named: P.kwargs) -> R:
        """The result for these arguments; raises Unknown in a hurry where it is not kept."""
        key = args, tuple(named.items())
        kept = self._find(key)
        if kept is None and hurried():
            raise Unknown(Call(partial(self, *args, **named)))
        return (kept or find(partial(self._compute, key, *args, **named)))[0]

    def _compute(self, key: object, *args: P.args, **named: P.kwargs) -> tuple[R]:
        with LEARNING.turn():
            kept = self._find(key)  # others may have waited for the same
            if kept is None:
                kept = (self._function(*args, **named),)
                with self._lock:
                    self._kept[key] = kept[0]
                    if len(self._kept) > self._most:
                        self._kept.popitem(last=False)
            return kept

    def _find(self, key: object) -> tuple[R] | None:
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return (self._kept[key],)


def costly(most: int) -> Callable[[Callable[P, R]], Costly[P, R]]:
    """Keep the latest results of a function that is costly: see Costly."""
    return lambda function: Costly(function, most)


class Call:
    """A costly call as work: all of it is one slice."""

    def __init__(self, call: Callable[[], object]) -> None:
        self._call = call

    def go_on(self) -> float:
        """Call it."""
        self._call()
        return 1.0
