"""Every view by its id: what draws it."""

from collections.abc import Callable
from functools import partial

from lstm_core.page.context import Page
from lstm_core.page.views import cell, lecture, memory, step, time, train, weights

View = Callable[[Page], None]

# What a scene of the lecture can be.
SCENES: dict[str, View] = {
    "cell": cell.show,
    "step": step.show,
    "time": time.show,
    "weights": weights.show,
    "memory": memory.show,
    "train": train.show,
}
VIEWS: dict[str, View] = SCENES | {"lecture": partial(lecture.show, views=SCENES)}
