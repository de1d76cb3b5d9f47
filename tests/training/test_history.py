"""Trainings as they are watched: kept, shared, in slices; and in words."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from lstm_core.experiment import trainings
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.experiment.trainings import plan
from lstm_core.model.cell import stack
from lstm_core.training.evaluate import evaluate, outputs, trace_of
from lstm_core.training.fit import fit, planned
from lstm_core.training.history import History, shared_history
from lstm_core.training.measured import RNN_RATES
from lstm_core.training.shipped import SHIPPED, shipped_model
from lstm_core.training.sweep import EACH, Sweep, learnt, shared_sweep
from lstm_core.training.tasks import TASKS
from lstm_core.words.captions import cell_captions
from lstm_core.words.train import (
    sweep_rows,
    sweep_sentence,
    train_alternative,
    train_captions,
    train_sentence,
)

LATCH = Settings(view="train", task="latch", seed=3)


def test_the_settings_ask_for_the_recipe_unless_they_say_more() -> None:
    assert plan(LATCH) == planned("latch", 3)
    asked = plan(replace(LATCH, train_units=2, train_steps=9, train_bias=0, train_updates=50))
    assert (asked.H, asked.T, asked.b_f, asked.updates) == (2, 9, 0, 50)
    rival = plan(LATCH, "rnn")
    assert (rival.kind, rival.H, rival.T, rival.updates) == ("rnn", 1, 20, 300)
    assert rival.rate == RNN_RATES["latch"]


def test_a_history_is_the_training_itself() -> None:
    asked = planned("adding", 1, updates=700)
    record, checkpoints = History(asked), list(fit(asked))
    assert record.every == 3 and record.near(700) == 699 and record.near(10) == 9
    assert record.reach(40) == 40
    np.testing.assert_array_equal(record.losses, [p.loss for p in checkpoints[:41]])
    np.testing.assert_array_equal(record.checkpoint(300).theta, checkpoints[300].theta)
    np.testing.assert_array_equal(record.checkpoint(299).theta, checkpoints[297].theta)
    assert record.loss_to(12) == ([0, 3, 6, 9, 12], [checkpoints[n].loss for n in (0, 3, 6, 9, 12)])
    moments, right = record.accuracy_to(301)
    assert moments == [0, 18, *range(36, 300, 18), 300]
    assert right[-1] == evaluate(asked, checkpoints[300].model).accuracy
    assert right[-2] == evaluate(asked, checkpoints[288].model).accuracy


def test_what_is_said_and_drawn_of_a_moment_is_of_that_moment() -> None:
    for update in (0, 62, 63, 64):
        settings = Settings(view="train", task="parity", updates=update, lang="en")
        [model] = [p.model for p in fit(plan(settings)) if p.update == update]
        accuracy = evaluate(plan(settings), model).accuracy
        assert trainings.history(settings).evaluation(update).accuracy == accuracy
        moments, right = trainings.history(settings).accuracy_to(update)
        assert (moments[-1], right[-1]) == (update, accuracy)
        shown = f"{100 * accuracy:.0f} %"
        assert shown in train_sentence(settings) and shown in train_alternative(perform(settings))


def test_the_points_of_a_chart_do_not_follow_from_who_else_looked() -> None:
    alone, busy = History(planned("parity", 2)), History(planned("parity", 2))
    for update in range(50):
        busy.evaluation(update)
    assert busy.accuracy_to(60) == alone.accuracy_to(60)


def test_nothing_is_trained_until_it_is_asked_for_and_then_in_slices() -> None:
    record = History(planned("latch", 5))
    assert not record.losses
    assert 0 <= record.reach(300, seconds=0) < 300, (
        "at least one update, and no more than the time allows"
    )
    assert record.reach(10_000) == 300, "never more than the plan"


def test_many_may_train_the_same() -> None:
    record = History(planned("latch", 6))
    students = [threading.Thread(target=record.reach, args=(300,)) for _ in range(8)]
    for student in students:
        student.start()
    for student in students:
        student.join()
    np.testing.assert_array_equal(
        record.checkpoint(300).theta, History(planned("latch", 6)).checkpoint(300).theta
    )
    assert shared_history(planned("latch", 6)) is shared_history(planned("latch", 6))


def test_the_race_says_when_each_has_learnt_it_or_that_it_has_not() -> None:
    *unknown, last = (found for _, found in learnt(planned("first_end", 1, T=5, b_f=3)))
    assert set(unknown) == {None} and last is not None and last > 0 and last % 50 == 0
    *_, (_, last) = learnt(planned("first_end", 1, T=40, b_f=0, updates=60))
    assert last == -1
    settings = Settings(view="train", race="yes", train_steps=5, lang="en")
    sweep = shared_sweep(5)
    for _ in range(400):
        sweep.reach(0.05)
        if sweep.over:
            break
    assert (
        sweep.over
        and len(sweep.updates_needed) == 15
        and all(sweep.updates_needed[3, seed] >= 0 for seed in range(1, 6))
    )
    assert sweep_sentence(settings).endswith("5 of 5 with b_f = 3.")
    heads, rows = sweep_rows(sweep, "en")
    assert heads[1:] == [f"seed {seed}" for seed in range(1, 6)] and rows[-1][0] == "b_f = 3"


def test_all_race_side_by_side_each_as_if_it_were_alone() -> None:
    sweep = Sweep(4)
    assert not any(sweep.losses.values())
    while sweep.updates < 3 * EACH:
        sweep.reach(0.001)
    assert {len(losses) for losses in sweep.losses.values()} <= {2, 3}
    for (b_f, seed), losses in sweep.losses.items():
        alone = [one.loss for one in fit(planned("first_end", seed, T=4, b_f=b_f, updates=19))]
        np.testing.assert_allclose(losses[:2], np.reshape(alone, (2, EACH)).mean(axis=1))


def test_a_race_of_any_length_is_kept() -> None:
    races = [shared_sweep(T) for T in range(61)]
    assert [shared_sweep(T) for T in range(61)] == races
    assert [T for T in range(1, 61) if races[T] is races[0]] == [TASKS["first_end"].recipe.T]


def test_another_training_begins_at_its_beginning() -> None:
    done = replace(LATCH, updates=300)
    for name, value in (("task", "counter"), ("seed", 4), ("train_units", 2), ("train_bias", 0)):
        assert done.with_fields(**{name: value}).updates == 0
    assert (
        done.with_fields(pace="slow").updates == 300 == done.with_fields(t=3, view="cell").updates
    )


@pytest.mark.parametrize("task", SHIPPED)
@pytest.mark.parametrize("lang", CHOICES["lang"].ids)
def test_a_shipped_memory_is_shown_with_its_answers(task: str, lang: str) -> None:
    e = perform(Settings(scenario=f"trained-{task}", lang=lang, t=4, example=2))
    learnt = e.scenario.learnt
    assert learnt is not None and learnt.model is shipped_model(task)
    expected = outputs(learnt.model, trace_of(learnt.model, e.X), yes_no=TASKS[task].yes_no)[
        :, :, 0
    ]
    np.testing.assert_array_equal(e.answers, TASKS[task].unit * expected, "a counter's in ones")
    known = ~np.isnan(e.targets)
    if TASKS[task].yes_no:
        assert ((e.answers > 0.5) == (e.targets > 0.5))[known].mean() == 1
    said = " ".join(cell_captions(e))
    assert "nan" not in said and "{" not in said


def test_edits_and_own_inputs_reach_the_output_layer() -> None:
    held = perform(Settings(scenario="trained-latch", edits="i=0"))
    assert held.ghost and not np.array_equal(held.answers, held.ghost.answers)
    own = perform(Settings(scenario="trained-latch", inputs="1 1\n-1 0\n-1 1"))
    assert own.T == 3
    np.testing.assert_array_equal(own.targets[:, 0], [1, 1, 0])
    np.testing.assert_array_equal(own.answers[:, 0] > 0.5, [True, True, False])


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize(("units", "steps"), [(1, 2), (8, 60)])
def test_every_task_at_the_corners_of_its_sizes(task: str, units: int, steps: int) -> None:
    asked = Settings(
        view="train",
        task=task,
        train_units=units,
        train_steps=steps,
        train_updates=3,
        rival="yes",
        updates=3,
    )
    e = perform(asked)
    assert (e.H, e.T) == (units, steps) and np.isfinite(stack(e.trace, "h")).all()
    assert train_sentence(asked) and train_captions(asked)
