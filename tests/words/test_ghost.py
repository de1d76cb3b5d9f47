"""The ghost's sentence says since when, and by how much."""

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.ghost import difference
from lstm_core.experiment.settings import Settings
from lstm_core.words.ghost import ghost_sentence
from lstm_core.words.numbers import power


def edited(edits: str, scenario: str = "notebook") -> Experiment:
    return perform(Settings(edits=edits, lang="en", scenario=scenario))


def test_the_sentence_says_since_when_and_how_far() -> None:
    e = edited("f@3[1]=0")
    change = difference(e, "h")
    assert change is not None and not change[:2].any() and change[5, 0]
    said = ghost_sentence(e)
    assert said.startswith("Unit 1 first differs at t = 3; at t = 6 the difference in h is ")
    assert power(abs(change[5, 0])) in said and ("−" in said) == (change[5, 0] < 0)
    same = ghost_sentence(edited("!f=0;nonsense"))
    assert same == "Up to t = 6, unit 1 is exactly the same as without the change."
    again = ghost_sentence(edited("o@3[1]=0", scenario="latch"))
    assert again == "Unit 1 first differs at t = 3; at t = 10 the difference in h is exactly 0."
    assert "difiere por primera vez" in ghost_sentence(perform(Settings(edits="f@3[1]=0")))
