"""What a trained cell is said to hold, it holds."""

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.words.captions import cell_captions


def test_captions_claim_what_is_so() -> None:
    said = " ".join(cell_captions(perform(Settings(scenario="trained-depth", lang="en"))))
    assert "is the depth of the brackets: R² = 0.99" in said
    said = " ".join(cell_captions(perform(Settings(scenario="trained", task="depth", lang="en"))))
    assert "After 0 of 400 updates" in said and "R²" not in said, "nothing has been learnt yet"
