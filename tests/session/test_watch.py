"""A training on the screen: its pace, its clock, its charts; and what must be learnt first."""

import numpy as np
import pytest

from lstm_core.experiment import trainings
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import Params
from lstm_core.session.session import Session
from lstm_core.session.turns import LEAST_WAIT, QUEUE, Guest, Trainers
from lstm_core.session.watch import LOOKS, Watch
from lstm_core.training.fit import planned, trained_model

LATCH = Settings(view="train", task="latch", seed=3)


@pytest.fixture(autouse=True)
def nobody_else_trains(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lstm_core.session.watch.TRAINERS", Trainers())


def test_each_pace_goes_on_by_its_own_number_of_updates() -> None:
    paces = {"slow": 1, "watch": 300 // LOOKS}
    watch = Watch(running=True)
    for pace, updates in paces.items():
        assert watch.turn(LATCH.with_fields(pace=pace)) == {"updates": updates}
    assert watch.turn(LATCH.with_fields(pace="watch"), one=True) == {"updates": 1}


def test_who_has_left_a_training_makes_no_update() -> None:
    watch = Watch(running=True)
    assert watch.turn(Settings(), one=True) == {} and not watch.running


def test_where_many_train_each_comes_back_rarely_and_goes_on_by_more() -> None:
    watches = [Watch(running=True) for _ in range(10)]
    [*_, last] = [watch.turn(LATCH.with_fields(pace="watch")) for watch in watches]
    assert last == {"updates": 8 * 300 // LOOKS}, "ten wait 2 s, which is eight times 0.25 s"


def test_updates_never_go_backwards_and_a_rival_is_as_far() -> None:
    beside = LATCH.with_fields(seed=31, rival="yes", pace="once")
    done = 0
    while done < 300:
        asked = beside.with_fields(updates=done)
        before, done = done, Watch(running=True).turn(asked)["updates"]
        assert done >= before
        assert all(len(one.losses) > done for one in trainings.shown(asked))
    lost = LATCH.with_fields(seed=32, updates=200)
    assert Watch(running=True).turn(lost)["updates"] >= 200


def test_a_rate_is_known_from_the_second_turn_on() -> None:
    watch = Watch()
    watch.start()
    done = watch.turn(LATCH)
    assert watch.rate == 0 and watch.running
    watch.turn(LATCH.with_fields(**done))
    assert watch.rate > 0
    watch.start()
    assert not watch.last_turn, "a pause is no part of the next rate"


def test_the_charts_that_a_training_began_with_stay_mounted() -> None:
    watch = Watch()
    assert watch.mounted({"learning": 1}) == {"learning": 1}
    assert watch.mounted({"learning": 2}) == {"learning": 2}
    watch.start()
    assert watch.mounted({"learning": 3}) == {"learning": 2}
    watch.stop()
    assert watch.mounted({"learning": 4}) == {"learning": 4}


def test_a_session_trains_at_its_pace_and_stops_at_the_end() -> None:
    ours = Session(settings=LATCH)
    ours.turn(one=True)
    assert ours.settings.updates == 1 and not ours.watch.running
    ours.train(on=True)
    assert ours.watch.schedule(ours.settings.view) == LEAST_WAIT and ours.close() is None, (
        "no link amid training"
    )
    ours.turn()
    assert ours.settings.updates == 1 + 300 // 48
    ours.change(pace="once")
    for _ in range(40):
        ours.turn()
    assert (
        ours.settings.updates == 300
        and not ours.watch.running
        and ours.watch.schedule(ours.settings.view) is None
    )
    ours.open_trained()
    link = ours.close()
    assert link is not None and (link["scenario"], link["view"], link["updates"]) == (
        "trained",
        "cell",
        "300",
    )
    opened = perform(Settings.from_query(link))
    params = trained_model(planned("latch", 3)).params
    assert isinstance(params, Params)
    np.testing.assert_array_equal(opened.params.W_f, params.W_f)


def test_leaving_the_view_stops_the_work() -> None:
    ours = Session(settings=LATCH)
    ours.train(on=True)
    ours.change(view="cell")
    assert ours.watch.schedule(ours.settings.view) is None and not ours.watch.running


def test_what_a_link_asks_for_is_learnt_before_the_page_has_its_turn() -> None:
    asked = Settings(view="train", task="latch", seed=77, updates=120, rival="yes")
    assert [(one.plan.kind, update) for one, update in trainings.unfinished(asked)] == [
        ("lstm", 120),
        ("rnn", 120),
    ]
    with QUEUE.turn(Guest()):
        Session(settings=asked).learn()
    assert len(trainings.unfinished(asked)) == 2, "not while the hall waits"
    Session().open(asked.to_query(), "en")
    assert not trainings.unfinished(asked)
    kept = Settings(scenario="trained", task="latch", seed=78, updates=60)
    beside = Settings(scenario="trained-latch", versus=kept.cell_query)
    Session().open(beside.to_query(), "en")
    assert not trainings.unfinished(kept) and not trainings.unfinished(Settings()), (
        "the ghost has learnt too"
    )


def test_a_training_that_a_new_server_knows_nothing_of_goes_on_where_it_was_seen() -> None:
    ours = Session()
    asked = LATCH.with_fields(seed=91)
    ours.open(asked.to_query(), "en")
    ours.greet({"moves": [[4, {"t": 2}]]})
    ours.follow({"moves": [[4, {"t": 2}], [5, {"training": 40}]]})
    assert ours.watch.running and ours.settings.updates == 40 and ours.needs_whole_run
    ours.open(asked.to_query(), "en")
    assert ours.settings.updates > 40 and not trainings.unfinished(ours.settings)
    for sent in ("cell", "train"):
        ours.change(view=sent)
        ours.train(on=False) if sent == "train" else ours.watch.stop()
        ours.follow({"moves": [[6 + (sent == "train"), {"training": 10**9}]]})
        assert ours.watch.running == (sent == "train")
    assert ours.settings.updates <= 3000
