"""Claims that a sweep over any cell seldom or never meets: each in a cell where it is made."""

from collections.abc import Callable
from typing import Any

import pytest

from lstm_core.experiment import captions, ghost, step, time, train, trials, weights
from lstm_core.experiment.claims import Claim
from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.settings import Settings
from lstm_core.training.sweep import shared_sweep
from tests.claims import (
    state_captions,
    state_ghost,
    state_pictures,
    state_step,
    state_train,
    state_trials,
)
from tests.claims.stated import STATEMENTS

assert (
    state_captions
    and state_ghost
    and state_pictures
    and state_step
    and state_train
    and state_trials
)
ERASED = {"scenario": "latch", "edits": "f@3=0;i@3=0", "t": 4}
FAINT = {"scenario": "wide", "edits": "C_0=0.004;i=0"}
FAINTER = {"scenario": "pytorch", "edits": "C_0=1e-14", "stage": "C"}
NOTHING = {"scenario": "leaky", "stage": "o", "edits": "W_o=0;b_o=0.004"}
TRAIN = {"view": "train", "task": "first_end"}
CASES: list[tuple[str, Callable[[Experiment], Claim | None], dict[str, Any]]] = [
    ("keeps_erased", step.keeps_claim, ERASED),
    ("step_sentence_little", step.step_claim, ERASED),
    ("here_o_faint", step.stage_claim, FAINT | {"stage": "o"}),
    ("time_sentence_level", time.time_claim, FAINT),
    ("time_sentence_still", time.time_claim, {"scenario": "wide", "edits": "i=0"}),
    ("alt_time_one", time.time_picture_claim, {"steps": 1}),
    ("train_recipe", train.changed_recipe_claim, TRAIN | {"train_steps": 7}),
    ("rival_longer", train.longer_claim, TRAIN | {"rival": "yes"}),
    ("race_waiting", train.race_claim, TRAIN | {"race": "yes", "train_steps": 58}),
    ("race_sentence", train.race_claim, TRAIN | {"race": "yes", "train_steps": 2}),
    ("beside_nearly", ghost.beside_claim, FAINTER),
    ("forget_bias_idle", captions.forget_bias_claim, {"variant": "no_forget", "forget_bias": 3}),
    ("forget_bias_idle", captions.forget_bias_claim, {"edits": "f=0.5", "forget_bias": 3}),
    ("forget_bias_on", captions.forget_bias_claim, {"edits": "f[1]=0.5", "forget_bias": 3}),
    ("weights_sum", weights.weights_claim, NOTHING),
    ("longer_word", trials.longer_claim, {"scenario": "trained", "task": "anbn", "train_steps": 2}),
]


@pytest.mark.parametrize(("key", "make", "fields"), CASES)
def test_a_rare_claim_holds(
    key: str, make: Callable[[Experiment], Claim | None], fields: dict[str, Any]
) -> None:
    while key == "race_sentence" and not shared_sweep(2).updates_needed:
        shared_sweep(2).reach(0.05)
    experiment = perform(Settings(**fields))
    claim = make(experiment)
    assert claim is not None and claim.key == key
    STATEMENTS[key](experiment, claim.values)
