"""What may be said of the training in the train view, up to the update that is shown."""

from lstm_core.experiment import trainings
from lstm_core.experiment.claims import (
    CLAIMS,
    Claim,
    Figures,
    Magnitude,
    Name,
    Plain,
    Right,
    Share,
    Tenths,
    claims,
)
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.own_columns import OwnColumns, own_columns
from lstm_core.experiment.settings import RECIPE, Settings, reset_fields
from lstm_core.experiment.trials import ROWS
from lstm_core.training.baselines import baselines, best_baseline
from lstm_core.training.fit import Plan
from lstm_core.training.measured import LONGER, RATES_TRIED, REACHED, SEEDS_TRIED
from lstm_core.training.sweep import BIASES, SEEDS, shared_sweep
from lstm_core.training.tasks import OWN, TASKS

CLEARLY_BETTER = 0.05  # of the months right: so much more than now is said
ALONE = 0.9  # of the answers: where the input alone gives so many, they hardly need a memory
CLEARLY_LOWER = 0.9  # of the first loss: where it is below that, something has been learnt


def is_training(settings: Settings) -> bool:
    """Whether one training is shown."""
    return settings.view == "train" and settings.race == "no"


def recipe_of(settings: Settings) -> Plan:
    """The training of the same task from the same seed by its recipe."""
    return trainings.plan(reset_fields(settings, RECIPE))


@claims("train_sentence", "train_sentence_rival")
def training_claim(experiment: Experiment) -> Claim | None:
    """How far the training is, how good it is then, and what needs no memory."""
    settings = experiment.settings
    if not is_training(settings):
        return None
    history = trainings.history(settings)
    task = history.plan.problem
    name, baseline = best_baseline(task, history.plan.T)
    values = {
        "update": history.near(settings.updates),
        "updates": history.plan.updates,
        "percent": Right(history.evaluation(settings.updates).accuracy),
        "right": trainings.right_answers(task),
        "baseline": Name(f"baseline_{name}"),
        "chance": Right(baseline.accuracy),
    }
    if settings.rival == "no":
        return Claim("train_sentence", values)
    rival = trainings.history(settings, "rnn").evaluation(settings.updates)
    return Claim("train_sentence_rival", values | {"rival": Right(rival.accuracy)})


@claims(*(f"memory_{task}" for task in ("latch", "counter", "anbn", "depth", "first", "first_end")))
def memory_claim(experiment: Experiment) -> Claim | None:
    """What the task needs a memory for, unless the sequences are so short that it hardly does."""
    settings, key = experiment.settings, f"memory_{experiment.settings.task}"
    if not is_training(settings) or CLAIMS.get(key) is not memory_claim:
        return None
    task, T = TASKS[settings.task], trainings.plan(settings).T
    if T < task.recipe.T and best_baseline(task, T)[1].accuracy >= ALONE:
        return None
    return Claim(key)


@claims("untrained_remembers")
def untrained_claim(experiment: Experiment) -> Claim | None:
    """That a cell without any training is above what needs no memory, and so has one."""
    settings = experiment.settings
    if not is_training(settings):
        return None
    history = trainings.history(settings)
    if history.plan.problem.baselines is not None:
        return None  # other answers without a memory may be better than these
    _, baseline = best_baseline(history.plan.problem, history.plan.T)
    if history.near(settings.updates) or history.evaluation(0).accuracy <= baseline.accuracy:
        return None
    return Claim("untrained_remembers")


@claims("train_losses")
def losses_claim(experiment: Experiment) -> Claim | None:
    """The loss at the beginning and at the moment shown."""
    settings = experiment.settings
    if not is_training(settings):
        return None
    _, losses = trainings.history(settings).loss_to(settings.updates)
    return Claim("train_losses", {"first": Magnitude(losses[0]), "last": Magnitude(losses[-1])})


@claims("recipe_rate")
def recipe_claim(experiment: Experiment) -> Claim | None:
    """With how many seeds the recipe learns the task, where it is the recipe that is trained."""
    settings = experiment.settings
    task = settings.task
    changed = trainings.plan(settings) != recipe_of(settings)
    if not is_training(settings) or task not in REACHED or changed:
        return None
    good, bar = REACHED[task]
    return Claim("recipe_rate", {"good": good, "tried": SEEDS_TRIED, "bar": Share(bar)})


@claims("train_series")
def series_claim(experiment: Experiment) -> Claim | None:
    """By how many thousand passengers the cell is wrong on the series, and what needs no memory."""
    settings = experiment.settings
    if not is_training(settings) or settings.task != "series":
        return None
    history = trainings.history(settings)
    errors = {name: Tenths(one.rmse) for name, one in baselines(TASKS["series"]).items()}
    rmse = Tenths(history.evaluation(settings.updates).rmse)
    return Claim("train_series", {"rmse": rmse, **errors})


@claims("own_task")
def own_task_claim(experiment: Experiment) -> Claim | None:
    """Which column of one's own is predicted from which, and on which rows."""
    settings = experiment.settings
    if not is_training(settings) or settings.task != OWN:
        return None
    own = own_columns(settings)
    first, split, last = (
        own.skipped + row for row in (1, own.columns.split, len(own.columns.values))
    )
    values = {"inputs": len(own.names), "column": named(own), "ahead": own.columns.ahead}
    return Claim("own_task", values | {"first": first, "split": split, "last": last})


def named(own: OwnColumns) -> str | Claim | Name:
    """The column that is predicted, as it is named in a sentence."""
    if not own.used:
        return Name("input_passengers")
    if own.target:
        return Claim("column_called", {"name": own.target})
    place = own.used[own.columns.target] if own.columns.target < len(own.used) else 1
    return Claim("column", {"place": place})


@claims("train_own")
def own_errors_claim(experiment: Experiment) -> Claim | None:
    """By how much the cell is wrong on columns of one's own, and what needs no memory."""
    settings = experiment.settings
    if not is_training(settings) or settings.task != OWN:
        return None
    history = trainings.history(settings)
    others = baselines(history.plan.problem, history.plan.T)
    each = tuple(
        Claim("error_of", {"name": Name(f"baseline_{name}"), "rmse": Figures(one.rmse)})
        for name, one in others.items()
    )
    rmse = Figures(history.evaluation(settings.updates).rmse)
    return Claim("train_own", {"rmse": rmse, "others": each})


@claims("past_its_best")
def past_best_claim(experiment: Experiment) -> Claim | None:
    """When a training on rows was best, where it is clearly worse now, though its loss fell.

    All moments up to the one shown at which it was evaluated are compared, but for those that have
    learnt nothing yet: who is right there is so by chance.
    """
    settings = experiment.settings
    if not is_training(settings) or settings.task not in ROWS:
        return None
    history = trainings.history(settings)
    moments, shares = history.accuracy_to(settings.updates)
    losses, now = history.losses, shares[-1]
    learnt = [
        (share, -moment)
        for moment, share in zip(moments, shares, strict=True)
        if losses[moment] < CLEARLY_LOWER * losses[0]
    ]
    share, best = max(learnt, default=(now, -moments[-1]))
    if share - now < CLEARLY_BETTER or losses[moments[-1]] > losses[-best]:
        return None
    return Claim("past_its_best", {"best": -best, "most": Right(share), "now": Right(now)})


@claims("rival_rate", "rival_same_rate")
def rival_claim(experiment: Experiment) -> Claim | None:
    """At what rate the plain RNN learns beside the LSTM, and of which rates that is the best."""
    settings = experiment.settings
    if not is_training(settings) or settings.rival == "no":
        return None
    rates = trainings.plan(settings).rate, trainings.plan(settings, "rnn").rate
    if settings.task == OWN:  # nobody has searched the best one for it
        return Claim("rival_same_rate", {"rate": Plain(rates[1])})
    names = ("low", "middle", "high")
    tried = {name: Plain(rate) for name, rate in zip(names, RATES_TRIED, strict=True)}
    return Claim("rival_rate", {"lstm": Plain(rates[0]), "rnn": Plain(rates[1]), **tried})


@claims("rival_longer")
def longer_claim(experiment: Experiment) -> Claim | None:
    """Beside a plain RNN: how many seeds of both learn a first symbol that lies far back."""
    settings = experiment.settings
    task = "first_end"
    if not is_training(settings) or settings.rival == "no" or settings.task != task:
        return None
    rates = {"lstm_rate": Plain(LONGER.lstm_rate), "rnn_rate": Plain(LONGER.rnn_rate)}
    recipe = {"recipe_T": TASKS[task].recipe.T, "bar": Share(REACHED[task][1])}
    return Claim("rival_longer", LONGER._asdict() | rates | recipe)


@claims("train_recipe")
def changed_recipe_claim(experiment: Experiment) -> Claim | None:
    """The sizes and the rate of a training that is not the recipe's."""
    settings = experiment.settings
    plan = trainings.plan(settings)
    if not is_training(settings) or plan == recipe_of(settings):
        return None
    sizes = {"H": plan.H, "T": plan.T, "b_f": int(plan.b_f), "updates": plan.updates}
    return Claim("train_recipe", sizes | {"rate": Plain(plan.rate)})


@claims("race_sentence", "race_waiting")
def race_claim(experiment: Experiment) -> Claim | None:
    """Of the sweep over forget biases: how far it is, and how many have learnt it, by bias."""
    settings = experiment.settings
    if settings.view != "train" or settings.race == "no":
        return None
    sweep = shared_sweep(settings.train_steps)
    if not (sweep.updates or sweep.updates_needed):
        return Claim("race_waiting", {"T": sweep.T})
    each = []
    for b_f in BIASES:
        needed = [update for (bias, _), update in sweep.updates_needed.items() if bias == b_f]
        learnt = {"learnt": sum(update >= 0 for update in needed), "all": SEEDS, "b_f": b_f}
        each.append(Claim("race_learnt", learnt))
    return Claim("race_sentence", {"update": sweep.updates, "T": sweep.T, "learnt": tuple(each)})
