"""What a trained cell is said to hold, it holds."""

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.words.captions import cell_captions
from lstm_core.words.train import train_alternative, train_captions, train_sentence


def test_captions_claim_what_is_so() -> None:
    said = " ".join(cell_captions(perform(Settings(scenario="trained-depth", lang="en"))))
    assert "the depth of the brackets the relation is nearly a straight line: R² = 0.99" in said
    said = " ".join(cell_captions(perform(Settings(scenario="trained", task="depth", lang="en"))))
    assert "After 0 of 400 updates" in said and "R²" not in said, "nothing has been learnt yet"


def test_a_hall_is_not_told_what_the_cell_was_tested_on() -> None:
    cell = Settings(scenario="trained-depth", lang="en")
    hall = cell_captions(perform(cell.with_fields(size="projector")))
    assert [one for one in cell_captions(perform(cell)) if one not in hall] == [
        one for one in cell_captions(perform(cell)) if "sequences" in one
    ]
    assert "% of its answers are right" in hall[0] and "At t = 1" in hall[-1]


def test_what_is_said_of_a_test_is_so() -> None:
    """On what a cell was tested, and how it does beyond its training."""

    def said(task: str) -> str:
        return " ".join(cell_captions(perform(Settings(scenario=f"trained-{task}", lang="en"))))

    assert "243 different sequences of 12 steps; 226 of them were in its tr" in said("parity")
    assert "10 different sequences of 21 steps, all of which were in its training" in said("anbn")
    assert "n = 11 to 20, longer than in its training, 100 % of its answers" in said("anbn")
    assert "of 100 steps, longer than in its training, 35 % of its answers" in said("counter")
    assert "36 months, 1958–1960, that are not in its training" in said("series")


def test_a_per_cent_of_right_values_says_when_a_value_is_right() -> None:
    tolerances = {"counter": "less than 0.5 off", "adding": "less than 0.1 off"}
    for task, words in (tolerances | {"series": "within a factor of 1.05"}).items():
        settings = Settings(view="train", task=task, lang="en")
        assert words in train_sentence(settings) and words in train_alternative(perform(settings))
        assert words in cell_captions(perform(Settings(scenario=f"trained-{task}", lang="en")))[0]


def test_a_baseline_is_named_what_it_is() -> None:
    assert "(a year ago plus growth: 83 %)" in train_sentence(
        Settings(view="train", task="series", lang="en")
    )
    assert "the best answer from the current input alone: 40 %" in train_sentence(
        Settings(view="train", task="adding", lang="en")
    )


def test_the_rivals_rate_is_printed() -> None:
    settings = Settings(view="train", task="first_end", rival="yes", lang="en")
    assert any("the plain RNN at 0.1:" in caption for caption in train_captions(settings))
