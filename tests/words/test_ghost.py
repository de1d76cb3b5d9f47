"""The ghost's sentence says since when, and by how much."""

import numpy as np

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.ghost import difference
from lstm_core.experiment.settings import Settings
from lstm_core.words.ghost import ghost_sentence


def edited(edits: str, scenario: str = "notebook") -> Experiment:
    return perform(Settings(edits=edits, lang="en", scenario=scenario))


def test_the_sentence_says_since_when_and_how_far() -> None:
    e = edited("f@3[1]=0")
    change = difference(e, "h")
    assert change is not None and not change[:2].any() and change[5, 0]
    said = ghost_sentence(e)
    assert said == (
        "Unit 1 first differs at t = 3; h differs most at t = 3: it is 0.66 instead of 0.92."
    )
    assert abs(change[2, 0]) == np.abs(change[:, 0]).max()
    same = ghost_sentence(edited("!f=0;nonsense"))
    assert same == "Up to t = 6, unit 1 is the same as without the change."
    again = ghost_sentence(edited("o@3[1]=0", scenario="latch"))
    assert again.startswith("Unit 1 first differs at t = 3; h differs most at t = 3")
    lesson = ghost_sentence(edited("f@2[1]=0", scenario="latch"))
    assert lesson.endswith("h differs most at t = 4: it is 0.00 instead of 0.72."), lesson
    inside = ghost_sentence(edited("f@1[1]=0.5", scenario="latch"))
    assert inside == "Unit 1 first differs at t = 1; its C and h do not differ."
    little = ghost_sentence(edited("C_0[1]=1e-6", scenario="latch"))
    assert "h differs most at t = 4, by 1.2 · 10⁻⁹." in little
    assert "difiere por primera vez" in ghost_sentence(perform(Settings(edits="f@3[1]=0")))
