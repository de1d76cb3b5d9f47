"""The toy tasks by their ids."""

from collections.abc import Callable

import numpy as np

from lstm_core.model.cell import Array
from lstm_core.training.columns import Columns, own_task
from lstm_core.training.sequences import (
    BITS,
    SIGNS,
    Sequences,
    a_word,
    anbn,
    at_each_letter,
    at_the_end,
    bits,
    each_in,
    excess,
    first_by_turns,
    first_value,
    is_positive,
    last_stored,
    longest_word,
    may_follow,
    mountains,
    nothing_closed_unopened,
    ones_so_far,
    parity,
    random_anbn,
    random_brackets,
    signs,
    sparse_ones,
    store_by_turns,
    stored_one,
    sum_so_far,
    value_and_mark,
    values_to_add,
    values_to_store,
)
from lstm_core.training.series import SERIES_TASK
from lstm_core.training.task import Batch, Recipe, Task

TEN = 10  # the counter answers in tens, so that its answers are about as large as what h can reach


def toy(
    names: str,
    recipe: Recipe,
    sequences: Sequences,
    meaning: Callable[[Array], Array],
    *,
    event: int | None = 0,
    tolerance: float | None = None,
    unit: float = 1.0,
) -> Task:
    """The task of these sequences; `names` are those of its inputs, with spaces between them."""
    batches = sequences.draw, sequences.trial, sequences.example, sequences.right
    return Task(
        tuple(names.split()), recipe, *batches, meaning, event, tolerance, unit, sequences.K
    )


def longer_words(T: int) -> Batch:
    """The words a^n b^n that are up to twice as long as those that fit into T steps, one each."""
    longest = max(T // 2, 1)
    words = Sequences(random_anbn, a_word, may_follow, at_each_letter)
    return words.batch(anbn(np.arange(longest + 1, 2 * longest + 1), 4 * longest))


TASKS = {
    "latch": toy(
        "value write",
        Recipe(1, 20, 0.1, 1, 300),
        Sequences(values_to_store, each_in(SIGNS, BITS), stored_one, example_inputs=store_by_turns),
        last_stored,
        event=1,
    ),
    "counter": toy(
        "count",
        Recipe(2, 20, 0.1, 3, 600),
        Sequences(sparse_ones, each_in(BITS), lambda X: ones_so_far(X) / TEN),
        ones_so_far,
        tolerance=0.5 / TEN,
        unit=TEN,
    ),
    "anbn": toy(
        "a b",
        Recipe(2, 21, 0.03, 3, 600),
        Sequences(random_anbn, a_word, may_follow, at_each_letter, longest_word),
        excess,
    ),
    "depth": toy(
        "open close",
        Recipe(2, 20, 0.1, 1, 400),
        Sequences(
            random_brackets, nothing_closed_unopened, is_positive(excess), example_inputs=mountains
        ),
        excess,
    ),
    "parity": toy(
        "count", Recipe(2, 12, 0.1, 1, 300), Sequences(bits, each_in(BITS), parity), parity
    ),
    "adding": toy(
        "value add",
        Recipe(2, 20, 0.1, 3, 1200),
        Sequences(values_to_add, value_and_mark, sum_so_far),
        sum_so_far,
        event=1,
        tolerance=0.1,
    ),
    "first": toy(
        "value",
        Recipe(4, 20, 0.01, 3, 300),
        Sequences(signs, each_in(SIGNS), is_positive(first_value), example_inputs=first_by_turns),
        first_value,
        event=None,
    ),
    "first_end": toy(
        "value",
        Recipe(4, 20, 0.01, 3, 600),
        Sequences(signs, each_in(SIGNS), is_positive(first_value), at_the_end, first_by_turns),
        first_value,
        event=None,
    ),
    "series": SERIES_TASK,
}
OWN = "own"  # the id of the task of one's own columns, which is none of TASKS


def problem_of(task: str, columns: Columns | None = None) -> Task:
    """The task of this id, or that of one's own columns; KeyError for no such task."""
    return own_task(columns) if columns and task == OWN else TASKS[task]
