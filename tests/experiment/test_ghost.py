"""The ghost: the kept cell or the one left alone, and how far it is from this one."""

import re
from dataclasses import replace

import numpy as np
import pytest

from lstm_core.experiment.experiment import perform, simulated
from lstm_core.experiment.ghost import difference
from lstm_core.experiment.masking import Masked, mask
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import STAGES
from lstm_core.words.ghost import ghost_sentence, kept_cell_label
from lstm_core.words.language import say
from tests.experiment.by_hand import asked


def test_a_kept_cell_is_the_ghost_of_any_other_of_its_sizes() -> None:
    kept = Settings(scenario="wide", seed=4, forget_bias=2, edits="f@2[1]=0.5;x@1[1]=1e-3")
    e = perform(
        replace(
            Settings.from_query(Settings(scenario="keras", versus=kept.cell_query).to_query()),
            t=3,
            unit=2,
        )
    )
    assert e.ghost and e.ghost.settings.cell == kept and not e.ghost_mismatch
    assert (e.ghost.t, e.ghost.unit) == (3, 2)
    np.testing.assert_array_equal(e.ghost.step.C, perform(replace(kept, t=3)).step.C)
    assert e.ghost.settings.versus == "", "a ghost has no kept ghost of its own"
    assert "semilla 4, cambios: 3" in kept_cell_label(e.settings)
    same = perform(replace(kept, versus=kept.cell_query, lang="en"))
    assert ghost_sentence(same) == "Up to t = 6, unit 1 is the same as in the kept cell."


def test_a_kept_cell_of_other_sizes_says_so() -> None:
    e = perform(Settings(scenario="latch", versus=Settings(hidden_size=4).cell_query))
    assert e.ghost is None and e.ghost_mismatch
    assert "H = 4" in say(e.ghost_mismatch[0], "es", **e.ghost_mismatch[1]) and "T = 10" in say(
        e.ghost_mismatch[0], "en", **e.ghost_mismatch[1]
    )


def test_an_odd_kept_cell_is_read_as_well_as_it_can_be() -> None:
    for odd in (
        "x",
        "seed=abc",
        "scenario=none&seed=1e999",
        "&&&",
        "versus=seed%3D3",
        "edits=%00;<b>",
        "size=projector",
    ):
        e = perform(Settings(versus=odd))
        assert e.ghost and kept_cell_label(e.settings) and ghost_sentence(e)


def test_the_ghost_is_the_cell_left_alone_at_the_same_place() -> None:
    e = asked("f@2[1]=0", forget_bias=2, t=4, unit=2, variant="no_output")
    assert e.ghost is not None
    assert e.ghost.settings == Settings(lang="en", t=4, unit=2)
    assert e.ghost.trace is simulated(Settings()).trace
    assert e.ghost.ghost is None
    only_bias = asked(forget_bias=1)
    assert only_bias.ghost is not None and (only_bias.ghost.params.b_f == asked().params.b_f).all()


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("variant", ["none", "coupled"])
def test_what_is_hidden_is_hidden_in_the_ghost(stage: str, variant: str) -> None:
    e = asked("f@5[1]=0;x@2=3", hide=stage, t=4, variant=variant)
    masked = mask(e)
    ghostly = masked.ghost
    assert ghostly is not None and isinstance(ghostly, Masked)
    assert np.isnan(ghostly.X[4:]).all() and not np.isnan(ghostly.X[:4]).any()
    for ours, its in zip(masked.trace, ghostly.trace, strict=True):
        for name in vars(ours):
            assert (np.isnan(getattr(ours, name)) == np.isnan(getattr(its, name))).all()
    change = difference(masked, "h")
    assert change is not None
    assert np.isnan(change[4:]).all() and np.isfinite(change[:3]).all()
    assert np.isnan(change[3]).all() == (stage != "h")
    most = re.search(r"h differs most at t = (\d)", ghost_sentence(masked))
    assert most
    shown = np.abs(change[: 4 if stage == "h" else 3, 0])
    assert shown[int(most[1]) - 1] == shown.max() > 0
    whole = mask(replace(e, settings=replace(e.settings, revealed="yes")))
    assert whole.ghost is not None and not np.isnan(whole.ghost.step.h).any()
    known = {value for t in masked.pins.values() for value in t.values()}
    assert known <= {0.0, 1.0}, "pins hold what was typed, and 1 - that"
