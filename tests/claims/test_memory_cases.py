"""What is said of fading memory in cells where it was once said wrongly, and beside the peers."""

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given

from lstm_core.experiment.claims import Claim
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.memory import own_curves, shown_peers
from lstm_core.experiment.memory_claims import curve_claims, memory_claim
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import stack
from lstm_core.words.claims import claim_sentence
from lstm_core.words.memory import memory_captions, memory_sentence
from tests.claims import state_peers
from tests.claims.stated import STATEMENTS
from tests.claims.strategies import settings

PEERS: dict[str, Any] = {"scenario": "pytorch", "steps": 20}


def said(**fields: Any) -> str:
    """All that the view says of this cell, in English."""
    experiment = perform(Settings(**fields | {"lang": "en"}))
    return " ".join([memory_sentence(experiment), *memory_captions(experiment)])


def test_one_step_has_nothing_before_it() -> None:
    for fields in ({"steps": 1}, {"steps": 1, **PEERS, "curves": "peers", "inputs": "1"}):
        text = said(**{"scenario": "wide", **fields, "input_size": 1} | {"steps": 1})
        assert "single step" in text
        assert not any(wrong in text for wrong in ("xactly 0", "advantage", "everything", "bias"))


def test_a_product_that_is_0_is_told_by_what_cut_it() -> None:
    leaky = said(scenario="leaky", edits="f@3=0")
    assert "nothing of what unit 1 held at t = 1 is left at t = 13: f = 0 at t = 3" in leaky
    assert "Nothing of C before t = 3 reaches C at the end: f = 0 there." in leaky
    assert "f = 0 at t = 4 cuts it" in said(scenario="latch", t=2, edits="f@4[1]=0")
    for text in (leaky, said(scenario="latch", t=1, edits="f@2[1]=0")):
        assert "0.00" not in text and "the rest" not in text
    wide = said(scenario="wide", steps=8, edits="f@5=0")
    assert "is cut: f = 0 there in every unit. Through h and the gates" in wide


def test_what_is_too_small_for_a_float_is_not_called_0() -> None:
    tiny = said(scenario="wide", steps=60, edits="f=1e-9")
    assert "less than 10⁻³⁰⁰" in tiny and "0.00" not in tiny


def test_the_latch_holds_until_it_is_told_to_overwrite() -> None:
    text = said(scenario="latch", t=1)
    assert text.startswith("What unit 1 held at t = 1 lasts until t = 5: at t = 6, f = ")
    assert "every" not in text.split(".")[0]


def test_no_step_is_blamed_where_nearly_every_one_erases() -> None:
    for seed in range(12):
        experiment = perform(Settings(scenario="pytorch", steps=8, seed=seed, lang="en"))
        f = stack(experiment.trace, "f")[1:, 0, 0]
        if 2 * sum(f < 0.5) > len(f):
            assert "every step takes some of it (f ≤ 0." in memory_sentence(experiment)
        assert "(100 % is left)" not in memory_sentence(experiment)


def test_what_no_f_exceeds_is_not_shown_as_0() -> None:
    assert "(f ≤ 0.01)" in said(scenario="latch", edits="x=2")


def test_a_number_beside_half_is_not_shown_as_half() -> None:
    """0.499 is less than a half, and 50 % on the screen."""
    edits = "C_0=1;f=1;f@3[1]=0.499;i=0"
    for end in (3, 6):
        text = said(scenario="wide", edits=edits, end=end).split(". ")[0]
        assert "50 %" in text and "half" not in text and "most" not in text, text


def test_what_a_cell_without_memory_would_keep_is_not_called_held() -> None:
    for edits, held in (("C_0=0;i=0", "nothing"), ("C_0=0;i=1e-3;f=0.9", "next to nothing")):
        text = said(scenario="wide", edits=edits, seed=1)
        assert text.startswith(f"Unit 1 holds {held} at t = 1 (C = ") and "would be left" in text
        assert "what unit 1 held" not in text
    assert said(scenario="wide", edits="i=0", t=6) == said(scenario="wide", edits="i=0", t=99)


def test_nothing_is_told_of_a_ghost_that_held_nothing() -> None:
    changed: dict[str, Any] = {"scenario": "counter", "edits": "f=0.9;C_0=1"}
    assert "Without the change" not in said(**changed, inputs="0;0;0;0")
    assert "Without the change" in said(**changed)


@pytest.mark.parametrize(("seed", "bias"), [(42, 2), (11, 1), (8, 1)])
def test_who_leads_by_less_than_is_shown_is_not_said_to_lead(seed: int, bias: int) -> None:
    """Here both were "0.07", and the one was said to be more."""
    asked: dict[str, Any] = {"scenario": "pytorch", "curves": "peers", "seed": seed}
    text = said(**asked, forget_bias=bias)
    assert "no clear advantage" in text and re.search(r"0\.0\d\d at most", text), text


@pytest.mark.parametrize(
    ("fields", "half_life"),
    [
        ({"scenario": "leaky"}, True),
        ({"scenario": "leaky", "edits": "f@3=1"}, False),  # one f of 1, the others below
        ({"scenario": "leaky", "edits": "f=1"}, False),
        ({"scenario": "wide", "steps": 12}, False),
    ],
)
def test_a_half_life_needs_a_constant_f(fields: dict[str, Any], half_life: bool) -> None:
    assert ("half of it is gone" in said(**fields)) == half_life
    assert "no half-life" not in said(**fields)


def test_nearly_everything_compares_matrices() -> None:
    """Norms within a factor of 2 and matrices far apart were told as "nearly everything"."""
    wrong = 0
    for seed in range(60):
        e = perform(Settings(scenario="wide", seed=seed, steps=6, lang="en"))
        curves = own_curves(e.settings.cell)
        text = " ".join(memory_captions(e))
        wrong += 0.5 <= curves["dC_dC"][0] / curves["direct"][0] <= 2 and "not enough" in text
    assert wrong > 10


def test_each_zero_curve_has_its_own_reason() -> None:
    weights = ";".join(f"W_{gate}[*,*]=0" for gate in "fiCo")
    inputs = "x=1" and ";".join(f"W_{g}[{u},{k}]=0" for g in "fiCo" for u in (1, 2) for k in (3, 4))
    cell = {"scenario": "wide", "input_size": 2, "hidden_size": 2}
    assert "Exactly 0 before T: ‖∂h_T/∂x_t‖₂ (this cell has no input weights)" in said(
        **cell, edits=inputs
    )
    assert "no recurrent weights" in said(**cell, edits=weights)
    held = said(**cell, edits="i=1;C_tilde=0.5;o=1;f=0.9")
    assert "∂x_t‖₂ (values are held that let nothing through)" in held
    full = ";".join(f"b_{gate}=1e6" for gate in "fiCo")
    assert "saturated completely, with a derivative of exactly 0" in said(**cell, edits=full)


def test_what_only_opens_the_output_gate_is_not_remembered() -> None:
    still = ";".join([f"W_{g}[1,1]=0" for g in "fiCo"] + [f"W_{g}[1,2]=0" for g in "fiC"])
    cell: dict[str, Any] = {"scenario": "wide", "input_size": 1, "hidden_size": 1, "edits": still}
    assert "∂x_t‖₂ (the weights on its way are 0)" in said(**cell)
    check(Settings(**cell))


def test_what_rounding_has_taken_from_a_coupled_gate_is_not_told() -> None:
    """Where i = 1 - f is 1, its derivative is 0 to a float, and not to the cell."""
    cell: dict[str, Any] = {"scenario": "trained-parity", "variant": "coupled"}
    assert "direct path is not enough" not in said(**cell, edits="x=12")
    check(Settings(**cell, edits="x=12"))


def test_units_may_be_cut_at_different_steps() -> None:
    cell: dict[str, Any] = {"scenario": "wide", "hidden_size": 2, "edits": "f@3[1]=0;f@5[2]=0"}
    assert "from before t = 3 is cut: from there on each unit meets an f = 0" in said(**cell)
    check(Settings(**cell))


def test_the_bias_is_advised_only_where_it_helps() -> None:
    plain = said(**PEERS, curves="peers")
    assert "the GRU passes on more" in plain and "With 2 in" in plain
    top = said(**PEERS, seed=3, curves="peers_biased", forget_bias=6)
    assert "Raise" not in top and "Add to b_f" not in top


def test_norms_start_at_1_for_any_number_of_units() -> None:
    for H in (1, 3, 8):
        curves = own_curves(Settings(scenario="wide", hidden_size=H).cell)
        assert [curves[name][-1] for name in ("dC_dC", "direct", "dh_dh")] == pytest.approx([1] * 3)
    e = perform(Settings(scenario="keep", t=1))
    f = stack(e.trace, "f")[1:, :, 0]
    assert own_curves(e.settings.cell)["direct"][0] == pytest.approx(np.prod(f, axis=0).max())


def test_the_gru_with_the_same_bias_keeps_more() -> None:
    given, shared = (
        shown_peers(perform(Settings(**PEERS, forget_bias=3, curves=curves)))
        for curves in ("peers", "peers_biased")
    )
    assert given["LSTM"][0] == shared["LSTM"][0] == pytest.approx(6.7e-3, rel=0.01)
    assert given["GRU"][0] < 1e-5 and shared["GRU"][0] > 0.3
    assert given["RNN"][0] == shared["RNN"][0]


@pytest.mark.parametrize("change", [{"edits": "f@2=0"}, {"variant": "coupled"}])
def test_a_changed_cell_is_not_compared(change: dict[str, Any]) -> None:
    assert "(GRU)" in said(**PEERS, curves="peers") + said(**PEERS, curves="peers", edits="!f@2=0")
    assert "(GRU)" not in said(**PEERS, curves="peers", **change)


def test_the_ghosts_share_is_said_beside_the_peers_too() -> None:
    for curves in ("own", "peers", "peers_biased"):
        assert "Without the change," in said(**PEERS, curves=curves, forget_bias=3)


@given(settings(scenario="pytorch", variant="none", edits="", hide="no"))
@example(Settings(**PEERS, curves="peers", forget_bias=6))
@example(Settings(**PEERS, curves="peers_biased", forget_bias=6))
def test_what_is_said_beside_the_peers_holds(asked: Settings) -> None:
    check(asked)


@given(settings(hide="no", steps=6))
@example(Settings(scenario="leaky", edits="f@3=0"))
@example(Settings(scenario="latch", edits="f@2[1]=0", t=2))
def test_what_is_said_of_fading_holds(asked: Settings) -> None:
    check(asked)


@given(settings(hide="no", versus="scenario=wide&seed=3&forget_bias=2", scenario="wide"))
def test_what_is_said_of_a_kept_cell_holds(asked: Settings) -> None:
    check(asked)


def check(asked: Settings) -> None:
    experiment = perform(asked)
    own = memory_claim(experiment)
    assert isinstance(own, Claim)
    for claim in (own, *curve_claims(experiment)):
        sentences = [claim_sentence(claim, lang) for lang in ("es", "en")]
        assert not re.search(r"\{|\d\.\d{4}|nan|inf\b", " ".join(sentences)), sentences
        STATEMENTS[claim.key](experiment, claim.values)


assert state_peers  # it fills STATEMENTS
