"""Sequences of the toy tasks: inputs, what a memory should hold of them, and what is asked.

The word a^n b^n is of Gers & Schmidhuber (2001), adding of Hochreiter & Schmidhuber (1997); the
others are folklore.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_core.model.cell import Array
from lstm_core.training.task import Batch

Whole = NDArray[np.int64]
Truth = NDArray[np.bool_]
TRIALS = 256  # sequences in a trial


# ---- what a memory should hold, (T, B)
def last_stored(X: Array) -> Array:
    """The value at the last store; 0 before the first."""
    times = np.arange(len(X))[:, None]
    last = np.maximum.accumulate(np.where(X[:, 1] > 0, times, -1))
    return np.where(last >= 0, np.take_along_axis(X[:, 0], np.maximum(last, 0), axis=0), 0.0)


def ones_so_far(X: Array) -> Array:
    """How many ones so far."""
    return X[:, 0].cumsum(axis=0)


def parity(X: Array) -> Array:
    """1 after an odd number of ones, 0 after an even one."""
    return ones_so_far(X) % 2


def excess(X: Array) -> Array:
    """How many more of the first input than of the second so far: brackets still open, say."""
    return (X[:, 0] - X[:, 1]).cumsum(axis=0)


def sum_so_far(X: Array) -> Array:
    """The sum so far of the values to add."""
    return (X[:, 0] * X[:, 1]).cumsum(axis=0)


def first_value(X: Array) -> Array:
    """The first value, at every step."""
    return np.repeat(X[:1, 0], len(X), axis=0)


# ---- the inputs, (T, D, B)
def bits(rng: np.random.Generator, T: int, B: int) -> Array:
    """0 or 1, as likely as each other."""
    return rng.integers(0, 2, (T, 1, B)).astype(float)


def signs(rng: np.random.Generator, T: int, B: int) -> Array:
    """Values of 1 or -1, as likely as each other."""
    return 2 * bits(rng, T, B) - 1


def sparse_ones(rng: np.random.Generator, T: int, B: int) -> Array:
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


def anbn(n: Whole, T: int) -> Array:
    """a^n b^n for each n (B,), a and b an input each; nothing after the word."""
    t = np.arange(T)[:, None]
    return np.stack([t < n, (t >= n) & (t < 2 * n)], axis=1).astype(float)


def random_anbn(rng: np.random.Generator, T: int, B: int) -> Array:
    """a^n b^n that fit into T steps, every n as likely."""
    return anbn(rng.integers(1, max(T // 2, 1) + 1, B), T)


def brackets(moves: Whole) -> Array:
    """Opening and closing brackets, an input each, from moves of 1, 0, -1 (T, B).

    What would close nothing is left out.
    """
    walk = moves.cumsum(axis=0)
    depth = walk - np.minimum(np.minimum.accumulate(walk), 0)
    taken = np.diff(depth, axis=0, prepend=0)
    return np.stack([taken > 0, taken < 0], axis=1).astype(float)


def random_brackets(rng: np.random.Generator, T: int, B: int) -> Array:
    """Open, close or nothing, a third each."""
    return brackets(rng.integers(-1, 2, (T, B)))


# ---- examples that show something, (T, D, 1)
def example_stream(k: int) -> np.random.Generator:
    """A stream for the k-th example, apart from every training's."""
    return np.random.default_rng([k, 3])


def store_by_turns(k: int, T: int) -> Array:
    """Stores every few steps, of 1 and -1 by turns, so that each changes the memory."""
    X = values_to_store(example_stream(k), T, 1)
    stores = np.arange(0, T, 4 + k % 3)
    X[:, 1] = 0
    X[stores, 1, 0] = 1
    X[stores, 0, 0] = (-1.0) ** (np.arange(len(stores)) + k)
    return X


def longest_word(k: int, T: int) -> Array:
    """The longest word that fits, then shorter ones."""
    most = max(T // 2, 1)
    return anbn(np.array([most - k % most]), T)


def mountains(k: int, T: int) -> Array:
    """Brackets nested once, twice, three times ... one after the other, from 1 + k on."""
    moves = [move for n in range(1 + k, T + k + 1) for move in [1] * n + [-1] * n]
    return brackets(np.array(moves[:T])[:, None])


def first_by_turns(k: int, T: int) -> Array:
    """1 first in one example, -1 in the next."""
    X = signs(example_stream(k), T, 1)
    X[0] = (-1.0) ** k
    return X


# ---- the language of a task: whether each step's inputs are of it, (T, B)
def each_in(*choices: Sequence[float]) -> Callable[[Array], Truth]:
    """Whether each input is one of its choices."""
    return lambda X: np.all([np.isin(X[:, k], values) for k, values in enumerate(choices)], axis=0)


BITS, SIGNS = (0, 1), (-1, 1)


def value_and_mark(X: Array) -> Truth:
    """A value from 0 to 1, and a bit."""
    in_range: Truth = (X[:, 0] >= 0) & (X[:, 0] <= 1)
    return in_range & np.isin(X[:, 1], BITS)


def nothing_closed_unopened(X: Array) -> Truth:
    """One bracket at most, and none that closes what was not open."""
    possible: Truth = (X.sum(axis=1) < 2) & (excess(X) >= 0)
    return each_in(BITS, BITS)(X) & possible


def a_word(X: Array) -> Truth:
    """a's, then no more b's than there were a's; nothing before, within or after it."""
    letters, b_before = X.sum(axis=1), np.cumsum(X[:, 1], axis=0) > 0
    over = np.vstack([np.zeros_like(letters[:1]), (b_before & (excess(X) == 0))[:-1]]) > 0
    in_place: Truth = np.where(over, letters == 0, (letters == 1) & ~(b_before & (X[:, 0] > 0)))
    return each_in(BITS, BITS)(X) & in_place & (excess(X) >= 0)


# ---- what is answered, and where an answer is asked
def always(X: Array) -> Array:
    """An answer at every step, (T, 1, B)."""
    return np.ones_like(X[:, :1])


def at_the_end(X: Array) -> Array:
    """An answer at the last step alone."""
    mask = np.zeros_like(X[:, :1])
    mask[-1:] = 1
    return mask


def at_each_letter(X: Array) -> Array:
    """An answer after each letter."""
    letters: Array = X.sum(axis=1, keepdims=True)
    return letters


def is_positive(meaning: Callable[[Array], Array]) -> Callable[[Array], Array]:
    """The answer that says whether the meaning is above 0."""
    return lambda X: (meaning(X) > 0).astype(float)


def stored_one(X: Array) -> Array:
    """Whether the last stored value is above 0; not a number before the first store."""
    return np.where(last_stored(X) == 0, np.nan, last_stored(X) > 0)


def may_follow(X: Array) -> Array:
    """Whether a b may come next, and whether the word may end here, (T, 2, B)."""
    return np.stack([excess(X) > 0, excess(X) == 0], axis=1).astype(float)


@dataclass(frozen=True)
class Sequences:
    """The batches of a toy task: inputs, their answers, where one is asked, what to show.

    `inputs(rng, T, B)` gives X (T, D, B), `language(X)` (T, B) whether each step's inputs may come
    there, `answer(X)` (T, K, B), or (T, B) for K = 1, `asked(X)` the mask (T, 1, B), and
    `example_inputs(k, T)` the k-th example (T, D, 1); without it examples are random as well.
    """

    inputs: Callable[[np.random.Generator, int, int], Array]
    language: Callable[[Array], Truth]
    answer: Callable[[Array], Array]
    asked: Callable[[Array], Array] = always
    example_inputs: Callable[[int, int], Array] | None = None

    def batch(self, X: Array) -> Batch:
        """These inputs (T, D, B) with their targets and mask."""
        Y = self.answer(X)
        return Batch(X, Y[:, None] if Y.ndim == 2 else Y, self.asked(X))

    def right(self, X: Array) -> Array:
        """The right answers (T, K, B) to any inputs; NaN where none is asked or known.

        None is known from the first step on whose inputs are not of the task's language.
        """
        batch, of_it = self.batch(X), np.logical_and.accumulate(self.language(X), axis=0)
        return np.where((batch.mask > 0) & of_it[:, None], batch.Y, np.nan)

    def draw(self, rng: np.random.Generator, T: int, B: int) -> Batch:
        """B random sequences of T steps."""
        return self.batch(self.inputs(rng, T, B))

    def trial(self, T: int) -> Batch:
        """The sequences of T steps on which a model is evaluated, always the same."""
        return self.draw(np.random.default_rng([TRIALS, 2]), T, TRIALS)

    def example(self, k: int, T: int) -> Batch:
        """The k-th sequence to show (B = 1)."""
        return (
            self.batch(self.example_inputs(k, T))
            if self.example_inputs
            else self.draw(example_stream(k), T, 1)
        )

    @property
    def K(self) -> int:
        """How many answers are asked at a step."""
        return len(self.draw(np.random.default_rng(0), 1, 1).Y[0])
