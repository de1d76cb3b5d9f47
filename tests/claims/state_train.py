"""The claims of the train view, stated by other means."""

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from lstm_core.experiment import trainings
from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import Array
from lstm_core.model.peers import RNN
from lstm_core.training.backprop import Model
from lstm_core.training.fit import fit
from lstm_core.training.series import series
from lstm_core.training.sweep import shared_sweep
from lstm_core.training.tasks import TASKS
from tests.claims.by_hand import (
    Values,
    answers_again,
    plan_of,
    read_out,
    says_what_is_right,
    share_right,
)
from tests.claims.state_own_task import shares_of_the_others
from tests.claims.stated import states
from tests.training.test_baselines import most_right

# What the benchmark printed: of the seeds 0 to 99, how many reach the bar, in per cent.
PRINTED = {
    "latch": (99, 99),
    "counter": (98, 98),
    "anbn": (100, 99),
    "depth": (99, 98),
    "parity": (100, 99),
    "adding": (99, 95),
    "first": (100, 99),
    "first_end": (100, 99),
}
SLOW, MIDDLE, FAST = 0.01, 0.03, 0.1
RATES = {"counter": SLOW, "adding": SLOW, "first": SLOW, "series": SLOW, "anbn": MIDDLE}
RATES |= {"parity": MIDDLE, "latch": FAST, "depth": FAST, "first_end": FAST}


def rnn_answers(task: str, model: Model, X: Array) -> Array:
    """What a plain RNN answers over X (T, D, B)."""
    assert isinstance(model.params, RNN)
    h, rows = np.zeros((len(model.params.W), X.shape[2])), []
    for x in X:
        h = np.tanh(model.params.W @ np.vstack([h, x]) + model.params.b)
        rows.append(h)
    return read_out(task, np.array(rows), model.V, model.c)


@states("train_sentence", "train_sentence_rival")
def so_many_are_right_after_this_update(experiment: Experiment, values: Values) -> None:
    plan, update = plan_of(experiment)
    batch = plan.problem.trial(plan.T)
    assert (values["update"], values["updates"]) == (update, plan.updates)
    share = share_right(plan, answers_again(experiment, batch.X), batch)
    assert abs(values["percent"] - share) < 1e-3
    assert says_what_is_right(plan, values["right"])
    if plan.columns:
        others = shares_of_the_others(experiment)
        assert values["baseline"] in others
        assert max(others.values()) == others[values["baseline"]] == values["chance"]
    elif plan.task == "series":
        growing = share_right(plan, batch.X[:, 1:], batch)
        assert (values["baseline"], values["chance"]) == ("baseline_last_year", growing)
    else:
        assert values["baseline"] == "baseline_no_memory"
        assert -1e-9 <= values["chance"] - most_right(plan.task, plan.T) < 0.03
    if "rival" in values:
        checkpoint = trainings.history(experiment.settings, "rnn").checkpoint(update)
        assert checkpoint.update == update and checkpoint.shape.kind == "rnn"
        share = share_right(plan, rnn_answers(plan.task, checkpoint.model, batch.X), batch)
        assert abs(values["rival"] - share) < 1e-3


@states(
    *("memory_latch", "memory_counter", "memory_anbn"),
    *("memory_depth", "memory_first", "memory_first_end"),
    view="train",
    task=st.sampled_from(["latch", "counter", "anbn", "depth", "first", "first_end"]),
    train_steps=st.sampled_from([0, 1, 2, 3, 5, 40]),
)
def the_input_alone_leaves_answers_wrong(experiment: Experiment, values: Values) -> None:
    plan, _ = plan_of(experiment)
    assert plan.T > 1 and not values
    assert most_right(plan.task, plan.T) < (0.9 if plan.T < plan.problem.recipe.T else 1)


@states("untrained_remembers")
def no_answer_from_the_input_alone_is_right_as_often(
    experiment: Experiment, values: Values
) -> None:
    plan, update = plan_of(experiment)
    batch = plan.problem.trial(plan.T)
    share = share_right(plan, answers_again(experiment, batch.X), batch)
    others = shares_of_the_others(experiment) if plan.columns else {}
    most = max(others.values()) if others else most_right(plan.task, plan.T)
    assert update == 0 and share > most


@states("train_losses")
def the_loss_goes_from_this_to_that(experiment: Experiment, values: Values) -> None:
    plan, update = plan_of(experiment)
    rng = np.random.default_rng([plan.seed, 1])
    for _ in range(update + 1):
        batch = plan.problem.draw(rng, plan.T, plan.batch)
    y = answers_again(experiment, batch.X)
    loss = (y - batch.Y) ** 2
    if plan.problem.tolerance is None:
        loss = -np.log(np.where(batch.Y > 0.5, y, 1 - y))
    asked = np.broadcast_to(batch.mask > 0, loss.shape)
    assert abs(loss[asked].mean() - values["last"]) < 1e-6
    assert update > 0 or values["first"] == values["last"]


@states("recipe_rate")
def this_is_the_recipe_and_what_the_benchmark_printed(
    experiment: Experiment, values: Values
) -> None:
    s = experiment.settings
    plan, recipe = plan_of(experiment)[0], TASKS[s.task].recipe
    assert (plan.H, plan.T, plan.b_f, plan.updates) == (
        *(recipe.H, recipe.T, recipe.b_f, recipe.updates),
    )
    assert (values["good"], round(100 * values["bar"])) == PRINTED[s.task]
    assert values["tried"] == 100


def rmse(outputs: Array) -> float:
    """In thousands of passengers, of next month's growth (131,) in the months asked."""
    people = series()[1]
    growth = np.diff(np.log(people))[:107]
    predicted = people[12:143] * np.exp(outputs * growth.std() + growth.mean())
    return float(np.sqrt(((predicted - people[13:144])[95:] ** 2).mean()))


@states("train_series")
def it_is_wrong_by_so_many_passengers(experiment: Experiment, values: Values) -> None:
    X = TASKS["series"].trial(0).X
    growth = np.diff(np.log(series()[1]))[:107]
    assert abs(rmse(answers_again(experiment, X)[:, 0, 0]) - values["rmse"]) < 1e-6
    assert abs(rmse(X[:, 1, 0]) - values["last_year"]) < 1e-6
    assert abs(rmse(np.full(131, -growth.mean() / growth.std())) - values["same"]) < 1e-6


@states("past_its_best")
def it_was_better_before_though_its_loss_was_higher(experiment: Experiment, values: Values) -> None:
    plan, update = plan_of(experiment)
    moments = {c.update: c for c in fit(plan) if c.update in (values["best"], update)}
    batch = plan.problem.trial(plan.T)
    shares = {}
    for n, checkpoint in moments.items():
        model = checkpoint.model
        assert not isinstance(model.params, RNN)
        then = replace(experiment, params=model.params)
        learnt = experiment.scenario.learnt
        assert learnt is not None
        then = replace(then, scenario=replace(then.scenario, learnt=replace(learnt, model=model)))
        shares[n] = share_right(plan, answers_again(then, batch.X), batch)
    assert values["best"] < update
    assert abs(shares[values["best"]] - values["most"]) < 1e-3
    assert abs(shares[update] - values["now"]) < 1e-3
    assert values["most"] > values["now"]
    assert moments[update].loss <= moments[values["best"]].loss


# And over more steps: of 24 seeds, with which numbers, and with the recipe's.
PRINTED_LONGER: dict[str, float] = {"T": 60, "H": 8, "b_f": 5, "updates": 1000, "tried": 24}
PRINTED_LONGER |= {"lstm": 22, "lstm_rate": 0.003, "rnn": 12, "rnn_rate": 0.03}
PRINTED_LONGER |= {"recipe_T": 20, "recipe_lstm": 24, "recipe_rnn": 15, "bar": 0.99}


@states("rival_longer")
def this_is_what_the_benchmark_printed_of_more_steps(
    experiment: Experiment, values: Values
) -> None:
    asked = experiment.settings
    assert (asked.task, asked.rival, asked.race) == ("first_end", "yes", "no")
    assert dict(values) == PRINTED_LONGER


@states("train_recipe")
def these_are_the_sizes_asked_for(experiment: Experiment, values: Values) -> None:
    plan = plan_of(experiment)[0]
    recipe = plan.problem.recipe
    told = (values["H"], values["T"], values["b_f"], values["updates"])
    assert told == (plan.H, plan.T, plan.b_f, plan.updates)
    assert told != (recipe.H, recipe.T, recipe.b_f, recipe.updates)
    assert values["rate"] == recipe.rate


@states("race_sentence", "race_waiting", view="train", race="yes", train_steps=st.integers(0, 3))
def so_many_of_those_that_are_done_have_learnt_it(experiment: Experiment, values: Values) -> None:
    T = experiment.settings.train_steps or 20
    assert values["T"] == T
    needed = shared_sweep(T).updates_needed
    parts = [one.values for one in values.get("learnt", ())]
    told = {part["b_f"]: (part["learnt"], part["all"]) for part in parts}
    assert not told or values["update"] == shared_sweep(T).updates
    assert bool(told) or not (needed or any(shared_sweep(T).losses.values()))
    for b_f in (0, 1, 3) if told else ():
        its = [update for (bias, seed), update in needed.items() if bias == b_f]
        assert told[b_f] == (len([update for update in its if update != -1]), 5)


@states("rival_rate")
def these_are_the_rates(experiment: Experiment, values: Values) -> None:
    task = experiment.settings.task
    assert values["lstm"] == TASKS[task].recipe.rate
    assert values["rnn"] == RATES[task] == trainings.history(experiment.settings, "rnn").plan.rate
    assert [values[name] for name in ("low", "middle", "high")] == [SLOW, MIDDLE, FAST]
