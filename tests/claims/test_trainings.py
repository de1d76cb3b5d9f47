"""Every claim of the train view, over the trainings that a link can ask for."""

from typing import Any

from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from lstm_core.experiment import train, trials
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.training.tasks import TASKS
from lstm_core.words.train import train_alternative, train_captions, train_sentence
from tests.claims import state_train, state_trials
from tests.claims.state_own_task import OWN
from tests.claims.stated import STATEMENTS

assert state_train and state_trials  # they register what they state
MAKERS = (
    train.training_claim,
    train.losses_claim,
    train.untrained_claim,
    train.memory_claim,
    train.recipe_claim,
    train.series_claim,
    train.own_task_claim,
    train.own_errors_claim,
    train.past_best_claim,
    train.rival_claim,
    train.longer_claim,
    train.changed_recipe_claim,
    train.race_claim,
    trials.trial_claim,
)
# A training costs more than a cell.
FEWER = tried().max_examples // 5
TRAINED = st.builds(
    Settings,
    view=st.just("train"),
    lang=st.sampled_from(["es", "en"]),
    task=st.sampled_from([*TASKS]),
    seed=st.sampled_from([42, 1]),
    updates=st.sampled_from([0, 1, 40, 63, 100, 3000]),
    rival=st.sampled_from(["no", "yes"]),
    train_units=st.sampled_from([0, 0, 0, 1, 8]),
    train_steps=st.sampled_from([0, 0, 0, 1, 2, 40]),
    train_bias=st.sampled_from([-1, -1, 0, 6]),
    train_updates=st.sampled_from([100, 100, 0]),
)


@tried(max_examples=FEWER)
@given(asked=TRAINED)
def test_what_is_claimed_of_a_training_holds(asked: Settings) -> None:
    holds(asked)


def test_what_is_claimed_of_the_series_holds() -> None:
    for seed, updates in ((42, 300), (42, 80), (0, 300)):
        holds(Settings(view="train", task="series", seed=seed, updates=updates, rival="yes"))


@tried(max_examples=FEWER)
@given(data=st.data())
def test_what_is_claimed_of_columns_of_ones_own_holds(data: st.DataObject) -> None:
    drawn: dict[str, Any] = {
        name: st.just(v) if isinstance(v, str) else v for name, v in OWN.items()
    }
    drawn |= {"forget_bias": st.just(0), "train_steps": st.sampled_from([0, 5])}
    holds(data.draw(st.builds(Settings, **drawn)))


def test_the_recipe_of_the_series_overfits_with_the_pages_seed() -> None:
    claim = train.past_best_claim(perform(Settings(view="train", task="series", updates=300)))
    assert claim is not None and claim.values["most"] - claim.values["now"] > 0.1
    early = perform(Settings(view="train", task="series", updates=60))
    assert train.past_best_claim(early) is None


def test_where_the_input_alone_is_enough_nothing_is_said_of_what_needs_a_memory() -> None:
    short = Settings(view="train", task="counter", train_steps=1, lang="en")
    assert train.memory_claim(perform(short)) is None
    said = " ".join((train_sentence(short), *train_captions(short)))
    assert "alone: 100 %" in said and "Without a memory" not in said
    longer = " ".join(train_captions(short.with_fields(train_steps=0)))
    assert "Without a memory nothing can be counted." in longer


def test_before_any_update_nothing_is_said_of_what_was_in_the_training() -> None:
    for lang, told in (
        ("en", "Tested on 2 different sequences of one step."),
        ("es", "Probada con"),
    ):
        first = Settings(view="train", task="counter", train_steps=1, lang=lang)
        [said] = [one for one in train_captions(first) if told in one]
        assert "its training" not in said and "entrenamiento" not in said
    later = " ".join(train_captions(first.with_fields(updates=5, lang="en")))
    assert "Tested on 2 different sequences of one step, all of which were in its training" in later


SAW = "\n".join(str(k + 10 * (k % 12)) for k in range(60))  # eleven up by 11, then one back by 109


def test_on_a_saw_a_constant_is_right_nearly_always_and_nothing_that_is_untrained_overfits() -> (
    None
):
    saw = Settings(view="train", task="own", inputs=SAW, updates=300, lang="en")
    claim = train.training_claim(perform(saw))
    assert claim and claim.values["chance"] == 14 / 15
    assert claim.values["baseline"] == "baseline_right_line"
    late = train.past_best_claim(perform(saw))
    assert late is None or late.values["best"] > 0


def test_a_cell_that_beats_the_best_without_memory_untrained_is_said_to_have_one() -> None:
    settings = [Settings(view="train", task="parity", seed=seed, lang="en") for seed in range(12)]
    claims = [train.untrained_claim(perform(one)) for one in settings]
    assert None in claims and any(claims)
    for one in settings:
        holds(one)


def holds(asked: Settings) -> None:
    experiment = perform(asked)
    for make in MAKERS:
        claim = make(experiment)
        if claim is not None:
            STATEMENTS[claim.key](experiment, claim.values)
    said = [train_sentence(asked), *train_captions(asked), train_alternative(experiment)]
    assert not any("{" in text or "nan" in text for text in said)
