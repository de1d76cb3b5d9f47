"""The kinds of questions: a generator each, all of them in KINDS.

A generator, in a file by what it asks about, yields every fair question of its kind that this step
and unit allow. Its words are question_<kind>, or question_<kind>_<variant>: the question itself,
_why its answer is right, and the _trap that many fall into.
"""

from collections.abc import Callable, Iterator
from random import Random

from lstm_core.experiment.experiment import Experiment
from lstm_core.lesson import about_gates, about_memory, about_output, about_time
from lstm_core.lesson.question import Question

Generator = Callable[[Experiment, Random], Iterator[Question]]

KINDS: dict[str, Generator] = {
    "direction": about_memory.change_of_memory,
    "left": about_memory.rest_of_memory,
    "strongest": about_gates.strongest_term,
    "removed": about_gates.removed_input,
    "shown": about_output.hidden_state,
    "saturate": about_output.saturation,
    "written": about_memory.written_part,
    "keeper": about_memory.keeping_unit,
    "larger": about_memory.larger_part,
    "compute": about_memory.new_memory,
    "counts": about_output.counts,
    "until": about_time.held_until,
    "dies": about_time.where_gradient_dies,
    "counting": about_time.step_that_counts,
    "holding": about_time.write_with_held_gate,
    "longer": about_time.longer_memory,
}
# Asked after the others, so that a link's first questions stay what they were without these.
LATER = ("until", "dies", "counting", "holding", "longer")
