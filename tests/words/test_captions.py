"""What a caption claims is computed."""

from typing import Any

import numpy as np
import pytest

from lstm_core.experiment.captions import cannot_close, matches_notebook
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import Params, run
from lstm_core.training.evaluate import outputs, score
from lstm_core.training.shipped import SHIPPED, shipped_model
from lstm_core.training.tasks import TASKS
from lstm_core.words.captions import cell_captions, source_sentence
from lstm_core.words.numbers import percent_right


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


CHANGED = [
    ("trained-latch", {"variant": "no_forget"}, ["100 %", "f = 0.08"]),
    ("trained-counter", {"forget_bias": -3}, ["100 %", "99", "R² = "]),
    ("latch", {"variant": "no_forget", "t": 9}, ["reset at", "overwritten"]),
    ("latch", {"edits": "f@2[1]=0"}, ["read at t = 4,"]),
    ("counter", {"edits": "b_f=-8"}, ["C counts"]),
    ("keep", {"forget_bias": 6}, ["keeps and adds up"]),
    ("leaky", {"forget_bias": 1}, ["every 3 steps"]),
    ("disagree", {"edits": "f@1=0"}, ["the other way round"]),
]


@pytest.mark.parametrize(("scenario", "change", "false"), CHANGED)
def test_no_caption_of_a_changed_cell_describes_the_one_it_was(
    scenario: str, change: dict[str, Any], false: list[str]
) -> None:
    plain = Settings(scenario=scenario, lang="en")
    said = " ".join(cell_captions(perform(plain.with_fields(**change))))
    assert not [claim for claim in false if claim in said], said
    assert len(" ".join(cell_captions(perform(plain)))) > 60, "of the cell itself something is said"


def test_what_is_to_be_watched_is_read_off_the_trace() -> None:
    def said(**fields: Any) -> str:
        return " ".join(cell_captions(perform(Settings(lang="en", **fields))))

    whole = (
        "written at t = 1, read at t = 4, overwritten at t = 6, read at t = 8 and reset at t = 9"
    )
    assert whole in said(scenario="latch")
    cut = "written at t = 1, reset at t = 2, written at t = 6, read at t = 8 and reset at t = 9"
    assert cut in said(scenario="latch", edits="f@2[1]=0")
    assert "held" not in said(scenario="latch", edits="f=0.9"), "a third is gone by t = 5"
    assert "unit 1 keeps" not in said(scenario="keep", edits="f[1]=0.9")
    assert "up to 5," in said(scenario="counter")
    assert "up to 4," in said(scenario="counter", edits="x@1=0")
    assert "after t = 1 and 5:" in said(scenario="keep")
    assert "at t = 1, and half of what is left is gone every 3 steps" in said(scenario="leaky")
    trained = said(scenario="trained-latch", variant="no_forget")
    share = evaluated("latch", "no_forget")
    assert f"{share} %" in trained and 70 < float(share) < 90
    held = said(scenario="trained-latch", edits="f@2=0")
    assert "%" not in held and "R²" not in held, "how good it is then is not known"


def evaluated(task: str, variant: str) -> str:
    """The share of right answers of a shipped cell whose gate f is 1, in per cent."""
    model, batch = shipped_model(task), TASKS[task].trial(SHIPPED[task].T)
    assert variant == "no_forget" and isinstance(model.params, Params)
    ones = {("f", t): dict.fromkeys(range(model.params.H), 1.0) for t in range(1, len(batch.X) + 1)}
    zero = np.zeros((model.params.H, batch.X.shape[2]))
    trace = run(model.params, batch.X, zero, zero, ones)
    found = score(TASKS[task], outputs(model, trace, yes_no=TASKS[task].yes_no), batch)
    return percent_right(found.accuracy)


def test_where_a_changed_cell_comes_from_is_told_as_what_it_was() -> None:
    leaky = Settings(scenario="leaky", lang="en")
    assert source_sentence(perform(leaky)).startswith("One unit whose f is always 0.794")
    for change in ({"forget_bias": 1}, {"edits": "W_f[1,1]=5"}, {"variant": "no_forget"}):
        said = source_sentence(perform(leaky.with_fields(**change)))
        assert said.startswith("Without the changes: one unit whose f is always 0.794"), said


def test_where_typed_inputs_come_from_is_told_beside_the_cell() -> None:
    for inputs, told in (("1;2;3;4", "are your own."), ("series:5", "are the series.")):
        cell = perform(Settings(scenario="pytorch", input_size=1, inputs=inputs, lang="en"))
        assert source_sentence(cell).endswith(told)
    assert source_sentence(perform(Settings(lang="en"))).endswith("[0, 1).")
