"""Toy tasks: small problems that a memory solves, with what that memory should hold.

Letters and shapes are those of cell.py; K answers are asked at a step. The word a^n b^n is of Gers & Schmidhuber
(2001), adding of Hochreiter & Schmidhuber (1997), the series of Box & Jenkins (1976); the others are folklore.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from lstm_core.model.cell import Array
from lstm_core.training.series import series

YEAR = 12
TRAINING_MONTHS = 108  # 1949 to 1957: the three years after them are for judging alone
TRIALS = 256  # sequences in a trial
WITHIN = 1.05  # a month foretold is right within 5 %
TEN = 10  # the counter answers in tens, so that its answers are about as large as what h can reach


@dataclass(frozen=True)
class Recipe:
    """Sizes and pace that train: H units, T steps, Adam's rate, the forget gate's first bias, how many updates."""

    H: int
    T: int
    rate: float
    b_f: float
    updates: int


@dataclass(frozen=True)
class Batch:
    """Inputs X (T, D, B), targets Y (T, K, B), and mask (T, 1, B): 1 where an answer is asked, 0 elsewhere.

    The series has this month's passengers (T, 1, B) beside them, in thousands.
    """

    X: Array
    Y: Array
    mask: Array
    passengers: Array | None = None


@dataclass(frozen=True)
class Task:
    """One problem: its inputs' names, its recipe, and where its sequences come from.

    `draw(rng, T, B)` draws for training, `trial(T)` is what a model is judged on, never seen in training, and
    `example(k, T)` the k-th sequence (B = 1) to show. `meaning(X)` (T, B) is what a memory should hold; `event` is the
    input whose 1 says "now". Answers are probabilities of yes, all K of a step right together, each on its side of
    1/2; or, with a `tolerance`, values, right within it. `unit` is what a target of 1 is in people's units.
    """

    names: tuple[str, ...]
    recipe: Recipe
    draw: Callable[[np.random.Generator, int, int], Batch]
    trial: Callable[[int], Batch]
    example: Callable[[int, int], Batch]
    meaning: Callable[[Array], Array] | None = None
    event: int | None = None
    tolerance: float | None = None
    unit: float = 1.0
    K: int = 1

    @property
    def D(self) -> int:
        return len(self.names)

    @property
    def yes_no(self) -> bool:
        return self.tolerance is None


# ---- what a memory should hold, (T, B)
def stored(X: Array) -> Array:
    """The value at the last store; 0 before the first."""
    times = np.arange(len(X))[:, None]
    last = np.maximum.accumulate(np.where(X[:, 1] > 0, times, -1))
    return np.where(last >= 0, np.take_along_axis(X[:, 0], np.maximum(last, 0), axis=0), 0.0)


def counted(X: Array) -> Array:
    """How many ones so far."""
    return X[:, 0].cumsum(axis=0)


def odd(X: Array) -> Array:
    """1 after an odd number of ones, 0 after an even one."""
    return counted(X) % 2


def ahead(X: Array) -> Array:
    """How many more of the first input than of the second so far: a's without their b, brackets still open."""
    return (X[:, 0] - X[:, 1]).cumsum(axis=0)


def added(X: Array) -> Array:
    """The sum so far of the values to add."""
    return (X[:, 0] * X[:, 1]).cumsum(axis=0)


def opening(X: Array) -> Array:
    """The first value, at every step."""
    return np.repeat(X[:1, 0], len(X), axis=0)


# ---- the inputs, (T, D, B)
Whole = NDArray[np.int64]
Inputs = Callable[[np.random.Generator, int, int], Array]


def bits(rng: np.random.Generator, T: int, B: int) -> Array:
    """0 or 1, as likely as each other."""
    return rng.integers(0, 2, (T, 1, B)).astype(float)


def signs(rng: np.random.Generator, T: int, B: int) -> Array:
    """Values of 1 or -1, as likely as each other."""
    return 2 * bits(rng, T, B) - 1


def some_ones(rng: np.random.Generator, T: int, B: int) -> Array:
    """A 1 at three steps in ten, else 0."""
    return (rng.random((T, 1, B)) < 0.3).astype(float)


def values_to_store(rng: np.random.Generator, T: int, B: int) -> Array:
    """Values of +-1, and a store at one step in five; the first step always stores."""
    store = rng.random((T, 1, B)) < 0.2
    store[0] = True
    return np.concatenate([signs(rng, T, B), store], axis=1)


def values_to_add(rng: np.random.Generator, T: int, B: int) -> Array:
    """Values uniform in [0, 1), two of them to add: one in each half."""
    X = np.stack([rng.random((T, B)), np.zeros((T, B))], axis=1)
    for start, end in ((0, max(T // 2, 1)), (T // 2, T)):
        X[rng.integers(start, end, B), 1, np.arange(B)] = 1
    return X


def words(n: Whole, T: int) -> Array:
    """a^n b^n for each n (B,), a and b an input each; nothing after the word."""
    t = np.arange(T)[:, None]
    return np.stack([t < n, (t >= n) & (t < 2 * n)], axis=1).astype(float)


def some_words(rng: np.random.Generator, T: int, B: int) -> Array:
    """a^n b^n that fit into T steps, every n as likely."""
    return words(rng.integers(1, max(T // 2, 1) + 1, B), T)


def brackets(moves: Whole) -> Array:
    """Opening and closing brackets, an input each, from 1, 0, -1 (T, B): what would close nothing is left out."""
    walk = moves.cumsum(axis=0)
    depth = walk - np.minimum(np.minimum.accumulate(walk), 0)
    taken = np.diff(depth, axis=0, prepend=0)
    return np.stack([taken > 0, taken < 0], axis=1).astype(float)


def some_brackets(rng: np.random.Generator, T: int, B: int) -> Array:
    """Open, close or nothing, a third each."""
    return brackets(rng.integers(-1, 2, (T, B)))


# ---- examples that show something, (T, D, 1)
def sample(k: int) -> np.random.Generator:
    """A stream for the k-th example, apart from every training's."""
    return np.random.default_rng([k, 3])


def store_by_turns(k: int, T: int) -> Array:
    """Stores every few steps, of 1 and -1 by turns, so that each changes the memory."""
    X = values_to_store(sample(k), T, 1)
    stores = np.arange(0, T, 4 + k % 3)
    X[:, 1] = 0
    X[stores, 1, 0] = 1
    X[stores, 0, 0] = (-1.0) ** (np.arange(len(stores)) + k)
    return X


def long_word(k: int, T: int) -> Array:
    """The longest word that fits, then shorter ones."""
    most = max(T // 2, 1)
    return words(np.array([most - k % most]), T)


def mountains(k: int, T: int) -> Array:
    """Brackets nested once, twice, three times ... one after the other, from 1 + k on."""
    moves = [move for n in range(1 + k, T + k + 1) for move in [1] * n + [-1] * n]
    return brackets(np.array(moves[:T])[:, None])


def first_by_turns(k: int, T: int) -> Array:
    """1 first in one example, -1 in the next."""
    X = signs(sample(k), T, 1)
    X[0] = (-1.0) ** k
    return X


# ---- from inputs to a task
def always(X: Array) -> Array:
    """An answer at every step, (T, 1, B)."""
    return np.ones_like(X[:, :1])


def at_the_end(X: Array) -> Array:
    """An answer at the last step alone."""
    mask = np.zeros_like(X[:, :1])
    mask[-1:] = 1
    return mask


def in_the_word(X: Array) -> Array:
    """An answer after each letter."""
    letters: Array = X.sum(axis=1, keepdims=True)
    return letters


def positive(meaning: Callable[[Array], Array]) -> Callable[[Array], Array]:
    """The answer that says whether the meaning is above 0."""
    return lambda X: (meaning(X) > 0).astype(float)


def what_may_follow(X: Array) -> Array:
    """(T, 2, B): may a b come next, may the word end here."""
    return np.stack([ahead(X) > 0, ahead(X) == 0], axis=1).astype(float)


def toy(
    names: str,
    recipe: Recipe,
    inputs: Inputs,
    meaning: Callable[[Array], Array],
    answer: Callable[[Array], Array],
    asked: Callable[[Array], Array] = always,
    shown: Callable[[int, int], Array] | None = None,
    event: int | None = 0,
    tolerance: float | None = None,
    unit: float = 1.0,
) -> Task:
    """The task of these inputs, with targets answer(X): (T, K, B), or (T, B) for K = 1."""

    def batch(X: Array) -> Batch:
        Y = answer(X)
        return Batch(X, Y[:, None] if Y.ndim == 2 else Y, asked(X))

    return Task(
        tuple(names.split()),
        recipe,
        lambda rng, T, B: batch(inputs(rng, T, B)),
        lambda T: batch(inputs(np.random.default_rng([TRIALS, 2]), T, TRIALS)),
        lambda k, T: batch(shown(k, T) if shown else inputs(sample(k), T, 1)),
        meaning,
        event,
        tolerance,
        unit,
        batch(inputs(np.random.default_rng(0), 2, 1)).Y.shape[1],
    )


# ---- the series
@cache
def growth() -> tuple[Array, float, float]:
    """log(next month / this month) from each month but the last (143,), and its mean and deviation in training."""
    _, people = series()
    grown = np.diff(np.log(people))
    seen = grown[: TRAINING_MONTHS - 1]
    return grown, float(seen.mean()), float(seen.std())


def months(start: Whole, T: int) -> Batch:
    """T months from each start (B,), counted from 0: at least 12, so that there is a year before.

    In: how much passengers grew to this month, and how much they grew from here a year ago, both as standardised
    logarithms. Out: how much they grow to the next month, the same way. Mean and deviation are of the training months.
    """
    grown, mean, deviation = growth()
    scaled = (grown - mean) / deviation
    month = start + np.arange(T)[:, None]
    X = np.stack([scaled[month - 1], scaled[month - YEAR]], axis=1)
    return Batch(X, scaled[month][:, None], always(X), series()[1][month][:, None])


def some_months(rng: np.random.Generator, T: int, B: int) -> Batch:
    """Windows of the training months. Raises ValueError where T months, a year before and a month after do not fit."""
    return months(rng.integers(YEAR, TRAINING_MONTHS - T, B), T)


def months_held_out(T: int) -> Batch:
    """The series from its second year on, whatever T: an answer is asked where the next month is a held-out one."""
    last = len(growth()[0])
    batch = months(np.array([YEAR]), last - YEAR)
    mask = (np.arange(YEAR, last) >= TRAINING_MONTHS - 1).astype(float)[:, None, None]
    return Batch(batch.X, batch.Y, mask, batch.passengers)


def years(k: int, T: int) -> Batch:
    """T months (or as many as there are) from January of the k-th year after 1949, beginning again after the last."""
    T = min(T, len(growth()[0]) - YEAR)
    starts = range(YEAR, len(growth()[0]) - T + 1, YEAR)
    return months(np.array([starts[k % len(starts)]]), T)


def foretold(batch: Batch, outputs: Array) -> Array:
    """Next month's passengers (T, 1, B), in thousands, that the series' outputs (T, 1, B) mean."""
    _, mean, deviation = growth()
    assert batch.passengers is not None
    passengers: Array = batch.passengers * np.exp(outputs * deviation + mean)
    return passengers


TASKS = {
    "latch": toy(
        "value write",
        Recipe(1, 20, 0.1, 1, 300),
        values_to_store,
        stored,
        positive(stored),
        shown=store_by_turns,
        event=1,
    ),
    "counter": toy(
        "count",
        Recipe(2, 20, 0.1, 3, 600),
        some_ones,
        counted,
        lambda X: counted(X) / TEN,
        tolerance=0.5 / TEN,
        unit=TEN,
    ),
    "anbn": toy(
        "a b",
        Recipe(2, 21, 0.03, 3, 600),
        some_words,
        ahead,
        what_may_follow,
        in_the_word,
        long_word,
    ),
    "depth": toy(
        "open close",
        Recipe(2, 20, 0.1, 1, 400),
        some_brackets,
        ahead,
        positive(ahead),
        shown=mountains,
    ),
    "parity": toy("count", Recipe(2, 12, 0.1, 1, 300), bits, odd, odd),
    "adding": toy(
        "value add",
        Recipe(2, 20, 0.1, 3, 1200),
        values_to_add,
        added,
        added,
        event=1,
        tolerance=0.1,
    ),
    "first": toy(
        "value",
        Recipe(4, 20, 0.01, 3, 300),
        signs,
        opening,
        positive(opening),
        shown=first_by_turns,
        event=None,
    ),
    "first_end": toy(
        "value",
        Recipe(4, 20, 0.01, 3, 600),
        signs,
        opening,
        positive(opening),
        at_the_end,
        first_by_turns,
        event=None,
    ),
    "series": Task(
        ("growth", "year_ago"),
        Recipe(4, 24, 0.01, 1, 300),
        some_months,
        months_held_out,
        years,
        tolerance=float(np.log(WITHIN) / growth()[2]),
    ),
}
