"""Interventions: their grammar, what they do to a run, and what they change, in words."""

import math
import time

import numpy as np
import pytest

from lstm_core.experiment.edits import (
    Edit,
    add,
    apply,
    drop,
    enter_weight,
    hold,
    parse,
    toggle,
    trouble,
)
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.fields import Text
from lstm_core.experiment.ghost import difference
from lstm_core.experiment.scenarios import SCENARIOS
from lstm_core.experiment.settings import KINDS, Settings, complaints
from lstm_core.model.cell import HELD, run, stack
from lstm_core.words.ghost import ghost_sentence
from lstm_core.words.language import say
from tests.experiment.by_hand import asked, by_hand, start_of

KINDS_OF_EDIT = (
    "f@2[1]=0", "i@1-3=0.25", "C_tilde@*[1]=-0.5", "o[1]=0", "x@2[1]=-1", "x=0.5", "x@2-900[*]=2",
    "W_f[1,2]=0.5", "W_i[*,1]=-2", "W_C[1,*]=0", "W_o[*,*]=1e-3", "b_f=1", "b_i[1]=-1",
    "b_C[*]=0.1", "b_o[1]=3", "h_0[1]=0.5", "C_0=-2",
)  # fmt: skip
NONSENSE = (
    "f@-1[0]=", ";;;;", "!!", "!", "=", "f", "f=", "f=1=1", "f[[[[1]]]]=0", "[" * 50_000, "f@2[1=0",
    "f@@2=0", "f@2-=0", "F=0", "ｆ=0", "f=٣", "f=1_0", "f=0x1", "f[1,2]=0", "W_f[1]=0", "W_f=0",
    "W_f@2[1,1]=0", "b_f@1=0", "h_0@1=0", "C=1", "h[1]=0", "f[-1]=0", "f[1.5]=0",
    "f@" + "9" * 5000 + "=0", "f=0.0.0", "f=--1", "😀=1", "\u202e\x00f=0",
    "f=" + "9" * 100_000 + "x", "f" + " " * 100_000 + "x", "f;" * 50_000, "f=0 " * 25_000,
    "x@*[*]=!", "f=,", "f=e5",
)  # fmt: skip


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize(
    "text", [*KINDS_OF_EDIT, ";".join(KINDS_OF_EDIT)], ids=lambda text: text[:14]
)
def test_every_kind_acts_and_comes_back_from_a_link(text: str, scenario: str) -> None:
    settings = Settings(edits=text, scenario=scenario)
    assert Settings.from_query(settings.to_query()) == settings
    assert complaints(settings.to_query()) == ()
    experiment, plain = perform(settings), perform(Settings(scenario=scenario))
    assert experiment.troubles == (None,) * len(parse(text))
    used = {name for entry in experiment.entries if entry.edit for name in [entry.edit.name]}
    assert {gate for gate, _ in experiment.pins} == used & set(HELD)
    for name, value in vars(plain.params).items():
        assert name in used or (getattr(experiment.params, name) == value).all()
    hand = by_hand(experiment, lambda gate, t: dict(experiment.pins.get((gate, t), {})))
    np.testing.assert_allclose(stack(experiment.trace, "h")[:, :, 0], hand, rtol=1e-12, atol=1e-15)
    again = run(experiment.params, experiment.X, experiment.h0, experiment.C0, experiment.pins)
    assert (again[-1].h == experiment.trace[-1].h).all()


def test_what_each_edit_changes_is_exactly_what_it_says() -> None:
    got, plain = (
        asked("f@2-4[1]=0.5; W_f[1,4]=9; W_i[*,7]=8; b_o=7; x@3[2]=-1; h_0[2]=0.5; C_0=-2"),
        asked(),
    )
    assert got.pins == {("f", t): {0: 0.5} for t in (2, 3, 4)}
    assert np.argwhere(got.params.W_f != plain.params.W_f).tolist() == [[0, 3]], (
        "x_1: after three columns of h"
    )
    assert got.params.W_f[0, 3] == 9
    assert (got.params.W_i[:, 6] == 8).all() and (
        got.params.W_i[:, :6] == plain.params.W_i[:, :6]
    ).all()
    assert (got.params.b_o == 7).all()
    assert np.argwhere(got.X != plain.X).tolist() == [[2, 1, 0]] and got.X[2, 1, 0] == -1
    assert np.argwhere(got.h0 != plain.h0).tolist() == [[1, 0]] and got.h0[1, 0] == 0.5
    assert got.C0.ravel().tolist() == [-2, -2, -2]


@pytest.mark.parametrize("text", KINDS_OF_EDIT)
def test_an_edit_comes_back_from_its_own_spelling(text: str) -> None:
    for given in (text, "!" + text, " ! " + text.replace("=", " = ")):
        [entry] = parse(given)
        assert entry.edit is not None and entry.on == entry.edit.on == ("!" not in given)
        [again] = parse(entry.edit.text)
        assert again.edit == entry.edit and again.text == entry.edit.text


def test_spellings_of_people() -> None:
    same = ["x@3[1]=-0.5", "x@3[1]=-0,5", "x@3[1]=−.5", " x @ 3 [ 1 ] = -5e-1 ", "x@3-3[1]=-0.50"]
    assert {parse(text)[0].edit for text in same} == {Edit("x", (3, 3), (1,), -0.5)}
    [swapped, stars] = parse("f@5–3=1;o@*[*]=0")
    assert swapped.edit == Edit("f", (3, 5), (None,), 1) and stars.edit == Edit(
        "o", None, (None,), 0
    )


def test_no_entry_returns_the_very_same_objects() -> None:
    e = asked()
    for text in ("", "f=2", "!f=0", "nonsense", "W_f[9,9]=1"):
        got, pins = apply(parse(text), start_of(e))
        assert got.params is e.params and got.X is e.X and got.h0 is e.h0 and got.C0 is e.C0
        assert not pins
    before = [value.copy() for value in (*vars(e.params).values(), e.X, e.h0, e.C0)]
    apply(parse(";".join(KINDS_OF_EDIT)), start_of(e))
    assert all(
        (a == b).all()
        for a, b in zip(before, (*vars(e.params).values(), e.X, e.h0, e.C0), strict=True)
    )


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_without_interventions_nothing_changes_by_a_bit(scenario: str) -> None:
    experiment = perform(Settings(scenario=scenario))
    drawn = experiment.scenario.draw(42, experiment.D, experiment.H, experiment.T)
    for a, b in zip(experiment.trace, run(drawn.params, drawn.X, drawn.h0, drawn.C0), strict=True):
        assert all(
            (one == other).all()
            for one, other in zip(vars(a).values(), vars(b).values(), strict=True)
        )
    assert (
        experiment.ghost is None
        and difference(experiment, "h") is None
        and ghost_sentence(experiment) == ""
    )


def test_the_later_one_wins_and_what_is_off_rests() -> None:
    assert asked("f[1]=0;f=1;f@2[1]=0.5;!f=0").pins[("f", 2)] == {0: 0.5, 1: 1, 2: 1}
    assert asked("f@2[1]=0.5;f=1").pins[("f", 2)] == {0: 1, 1: 1, 2: 1}
    assert asked("b_f=5;b_f[2]=6", forget_bias=3).params.b_f.ravel().tolist() == [5, 6, 5]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("f[5]=0", "edit_no_unit"), ("f[0]=0", "edit_no_unit"), ("b_f[4]=0", "edit_no_unit"),
        ("W_f[4,1]=0", "edit_no_unit"), ("h_0[4]=0", "edit_no_unit"),
        ("W_f[1,8]=0", "edit_no_column"), ("W_f[*,0]=0", "edit_no_column"),
        ("x[5]=0", "edit_no_input"), ("x@7=0", "edit_no_step"), ("f@0=0", "edit_no_step"),
        ("f@8-9=0", "edit_no_step"), ("f=1e400", "edit_not_finite"), ("x=nan", "edit_not_finite"),
        ("b_f=-inf", "edit_not_finite"), ("f=1.01", "edit_gate_range"),
        ("o=-0.1", "edit_gate_range"), ("C_tilde=-1.1", "edit_candidate_range"),
        ("x=1000001", "edit_too_large"), ("W_f[1,1]=-1e7", "edit_too_large"),
        ("f=?", "edit_unreadable"),
    ],
)  # fmt: skip
def test_what_does_not_act_says_why(text: str, key: str) -> None:
    experiment, plain = asked(text), asked()
    [told] = experiment.troubles
    assert told is not None and told[0] == key
    for lang in ("es", "en"):
        assert text in say(told[0], lang, **told[1])
    assert (stack(experiment.trace, "h") == stack(plain.trace, "h")).all()


@pytest.mark.parametrize(
    "text", ["f@5-99=0", "f@0-2=0", "C_tilde=-1", "o=1", "x=1000000", "C_0=-1e6", "b_f=-1e6"]
)
def test_what_acts_where_it_can_has_no_trouble(text: str) -> None:
    assert asked(text).troubles == (None,)
    assert {t for _, t in asked("f@5-99=0").pins} == {5, 6}


def test_a_typed_sequence_decides_what_steps_and_inputs_there_are() -> None:
    own = asked("x@3[2]=9;x@4=1;x[3]=1", inputs="1;2\n3;4\n5;6", steps=60, input_size=9)
    assert [told and told[0] for told in own.troubles] == [None, "edit_no_step", "edit_no_input"]
    assert own.X[2].ravel().tolist() == [5, 9]


@pytest.mark.parametrize(
    "text", NONSENSE, ids=lambda text: text[:12].encode("unicode_escape").decode()
)
def test_nonsense_never_raises_and_is_bounded_in_time(text: str) -> None:
    start = time.process_time()
    settings = Settings.from_query({"edits": text})
    assert len(settings.edits) <= 2000
    experiment = perform(settings)
    for entry in parse(text)[:100]:
        told = trouble(entry, 4, 3, 6)
        assert told is not None and len(say(told[0], "es", **told[1])) < 300
    assert (stack(experiment.trace, "h") == stack(asked().trace, "h")).all()
    for change in (toggle, drop):
        assert isinstance(change(text, 0) + change(text, 99) + change(text, -1), str)
    assert parse(add(text, Edit("f", None, (1,), 0.5)))[-1].edit == Edit("f", None, (1,), 0.5)
    assert time.process_time() - start < 5


def test_the_most_that_fits_in_a_link_is_quick() -> None:
    start = time.process_time()
    asked(
        ";".join(["f=0", "x=1", "W_f[*,*]=0"] * 115),
        hidden_size=32,
        input_size=16,
        steps=60,
        variant="coupled",
    )
    assert time.process_time() - start < 3


def test_random_text_never_raises() -> None:
    rng = np.random.default_rng(0)
    signs = [*"fiox_CWbh0123@-*[],=!;. e", "C_tilde", "W_f", "nan", "−", "ñ"]
    for _ in range(3000):
        text = "".join(rng.choice(signs, rng.integers(1, 20)))
        e = asked()
        for entry in parse(text):
            trouble(entry, 4, 3, 6)
            if entry.edit is not None and math.isfinite(entry.edit.value):
                assert parse(entry.edit.text)[0].edit == entry.edit
        apply(parse(text), start_of(e))


def test_too_many_edits_are_cut_between_two() -> None:
    kind = KINDS["edits"]
    assert isinstance(kind, Text)
    used = Settings.from_query({"edits": "f@2[1]=0.125;" * 500}).edits
    assert len(used) <= kind.longest and used.endswith(";f@2[1]=0.125")
    assert [key for key, _ in complaints({"edits": "f@2[1]=0.125;" * 500})] == ["text_too_long"]


def test_a_table_is_typed_into() -> None:
    assert enter_weight("", ["W_f", [1, 4], "0.5"]) == "W_f[1,4]=0.5"
    assert enter_weight("W_f[1,4]=0.5;f=0;!W_f[1,4]=2", ["W_f", [1, 4], "-1"]) == "f=0;W_f[1,4]=-1"
    assert enter_weight("W_f[1,4]=0.5;f=0", ["W_f", [1, 4], " "]) == "f=0"
    assert enter_weight("f=0", ["b_o", [2], "1,5;f=1"]) == "f=0;b_o[2]=1,5 f=1"
    assert parse(enter_weight("", ["b_o", [2], "much"]))[0].edit is None, "kept, and told"
    for sent in (
        None,
        3,
        [],
        ["W_f"],
        ["W_q", [1, 1], "1"],
        ["W_f", ["a", 1], "1"],
        ["W_f", [1, 1], 1],
    ):
        assert enter_weight("f=0", sent) == "f=0"


def test_a_new_value_takes_the_place_of_the_last_one() -> None:
    assert add("f@3[1]=0;i=1", Edit("f", (3, 3), (1,), 0.5)) == "i=1;f@3[1]=0.5"
    assert (
        add("f@3-4[1]=0;W_f[1,2]=1", Edit("f", (3, 3), (1,), 0.5))
        == "f@3-4[1]=0;W_f[1,2]=1;f@3[1]=0.5"
    )


def test_entries_are_switched_dropped_and_added() -> None:
    text = "f=0; what? ;!o=1"
    assert toggle(text, 0) == "!f=0;what?;!o=1" and toggle(toggle(text, 0), 0) == "f=0;what?;!o=1"
    assert toggle(text, 1) == "f=0;!what?;!o=1" and toggle(text, 2) == "f=0;what?;o=1"
    assert toggle(text, 3) == text == toggle(text, -1)
    assert drop(text, 1) == "f=0;!o=1" and drop("f=0", 0) == ""
    assert (
        add("", Edit("x", (3, 3), (1,), -1)) == "x@3[1]=-1"
        and add("a;", Edit("f", None, (None,), 0)) == "a;f=0"
    )


def test_a_gate_moved_in_the_drawing_is_held_there_and_let_go() -> None:
    held = hold("x@1=2", ["f", 3, 2, 0.7])
    assert held == "x@1=2;f@3[2]=0.7"
    assert hold(held, ["f", 3, 2, 0]) == "x@1=2;f@3[2]=0"
    assert hold(held, ["f", 3, 2, None]) == "x@1=2"
    assert hold("", ["C_tilde", 1, 1, -1]) == "C_tilde@1[1]=-1"
    for sent in (
        None,
        [],
        ["z", 1, 1, 0.5],
        ["f", 0, 1, 0.5],
        ["f", 1, 1, "a"],
        ["f", "1", 1, 1],
        ["f", 1, 1, float("nan")],
        ["f", 1, 1, [0]],
    ):
        assert hold("f=1", sent) == "f=1"
