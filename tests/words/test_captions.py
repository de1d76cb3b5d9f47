"""What a caption claims is computed."""

from lstm_core.experiment.captions import cannot_close, matches_notebook
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.words.captions import cell_captions


def test_only_the_notebooks_own_first_step_equals_the_notebook() -> None:
    assert matches_notebook(perform(Settings()))
    assert matches_notebook(perform(Settings(steps=60)))
    assert not matches_notebook(perform(Settings(seed=43)))
    assert not matches_notebook(perform(Settings(hidden_size=4)))
    assert "8" in cell_captions(perform(Settings()))[0]
    assert cell_captions(perform(Settings(t=2)))[0] != cell_captions(perform(Settings()))[0]


def test_that_no_gate_can_close_is_computed() -> None:
    assert cannot_close(perform(Settings(seed=5, hidden_size=9)))
    assert not cannot_close(perform(Settings(inputs="1;-2;3;4")))
    assert not cannot_close(perform(Settings(scenario="pytorch")))


def test_the_claims_of_the_notebooks_caption_hold() -> None:
    for seed in range(50):
        experiment = perform(Settings(seed=seed, steps=20))
        assert (
            min(getattr(step, name).min() for step in experiment.trace for name in ("f", "i", "o"))
            >= 0.5
        )
