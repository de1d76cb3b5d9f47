"""Training in words: the task, how far it has come, and how surely it is learnt."""

from collections.abc import Callable

from lstm_core.experiment import train, trainings, trials
from lstm_core.experiment.claims import Claim
from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.settings import Settings
from lstm_core.training.sweep import BIASES, EACH, MOST, RACED, SEEDS, Sweep
from lstm_core.training.tasks import TASKS
from lstm_core.words.claims import claim_sentence
from lstm_core.words.language import say
from lstm_core.words.tables import Cell, Table

Maker = Callable[[Experiment], Claim | None]

OF_A_TRAINING: tuple[Maker, ...] = (
    train.untrained_claim,
    train.series_claim,
    train.own_errors_claim,
    train.past_best_claim,
    train.recipe_claim,
    trials.trial_claim,
    train.rival_claim,
    train.longer_claim,
    train.changed_recipe_claim,
)


def sentences(makers: tuple[Maker, ...], experiment: Experiment) -> list[str]:
    """What may be said of these claims, a sentence each."""
    found = [make(experiment) for make in makers]
    return [claim_sentence(claim, experiment.settings.lang) for claim in found if claim]


def train_sentence(settings: Settings) -> str:
    """How far the training is, and how good it is then beside what needs no memory."""
    return " ".join(sentences((train.training_claim,), perform(settings)))


def train_captions(settings: Settings) -> list[str]:
    """What the task is, what is to be known of this training, its recipe where it is another."""
    lang = settings.lang
    experiment = perform(settings)
    own = sentences((train.own_task_claim,), experiment)
    sheet = own or [say(f"sheet_{settings.task}", lang)]
    sheet += sentences((train.memory_claim,), experiment)
    return [
        f"**{say(f'task_{settings.task}', lang)}**: {' '.join(sheet)}",
        *sentences(OF_A_TRAINING, experiment),
    ]


def train_alternative(experiment: Experiment) -> str:
    """The chart of the training in words: right answers, and the loss at first and now."""
    said = sentences((train.training_claim, train.losses_claim), experiment)
    return " ".join((say("alt_learning", experiment.settings.lang), *said))


def learning_table(settings: Settings) -> Table:
    """The loss and the share of right answers of the training, a row per update that is kept.

    A plain RNN's stand beside them if asked for; "" where the share was not measured.
    """
    kinds = ("lstm", "rnn") if settings.rival == "yes" else ("lstm",)
    runs = [trainings.history(settings, kind) for kind in kinds]
    measured = [dict(zip(*run.accuracy_to(settings.updates), strict=True)) for run in runs]
    kept = {n for run in runs for n in run.loss_to(settings.updates)[0]}
    rows = []
    for update in sorted(kept.union(*measured)):
        row: list[Cell] = [update]
        for run, shares in zip(runs, measured, strict=True):
            row += [run.losses[update], shares.get(update, "")]
        rows.append(tuple(row))
    heads = (f"{kind}_{what}" for kind in kinds for what in ("loss", "accuracy"))
    return Table(("update", *heads), tuple(rows))


# ---- the sweep over forget biases


def sweep_sentence(settings: Settings) -> str:
    """How many of those that are done have learnt it, by forget bias."""
    return " ".join(sentences((train.race_claim,), perform(settings)))


def sweep_alternative(settings: Settings) -> str:
    """The chart of the sweep in words."""
    lang = settings.lang
    return " ".join((say("alt_race", lang), sweep_sentence(settings), sweep_watch(lang)))


def sweep_watch(lang: str) -> str:
    """How the curves are read, and what is the same in all of the trainings."""
    recipe = TASKS[RACED].recipe
    return say("race_watch", lang, H=recipe.H, rate=recipe.rate)


def sweep_counts(sweep: Sweep, lang: str) -> list[tuple[str, str, str]]:
    """Of each forget bias its name, how many have learnt it, and after how many updates each."""
    counts = []
    for b_f in BIASES:
        needed = [sweep.updates_needed.get((b_f, seed), -1) for seed in range(1, SEEDS + 1)]
        learnt = sorted(update for update in needed if update >= 0)
        begun = bool(sweep.updates or sweep.updates_needed)
        count = say("race_count" if begun else "race_cells", lang, learnt=len(learnt), all=SEEDS)
        after = ", ".join(map(str, learnt))
        when = say("race_after", lang, after=after) if learnt else ""
        counts.append((say("race_bias", lang, b_f=b_f), count, when))
    return counts


def sweep_hint(lang: str) -> str:
    """How the table of the sweep is read, and what is the same in all of its trainings."""
    recipe = TASKS[RACED].recipe
    return say("race_hint", lang, most=MOST, H=recipe.H, rate=recipe.rate)


def sweep_rows(sweep: Sweep, lang: str) -> tuple[list[str], list[list[str]]]:
    """After how many updates each seed has learnt it from each forget bias, as heads and rows.

    A cell is "" while that is not known.
    """

    def cell(b_f: int, seed: int) -> str:
        update = sweep.updates_needed.get((b_f, seed))
        return "" if update is None else say("race_no_luck", lang) if update < 0 else str(update)

    seeds = range(1, SEEDS + 1)
    heads = ["", *(say("race_seed", lang, seed=seed) for seed in seeds)]
    return heads, [[f"b_f = {b_f}", *(cell(b_f, seed) for seed in seeds)] for b_f in BIASES]


def sweep_table(sweep: Sweep) -> Table:
    """The mean losses of all trainings of the sweep so far, and whether each has learnt it by then.

    A row per training and EACH updates.
    """
    rows = []
    for (b_f, seed), losses in sweep.losses.items():
        needed = sweep.updates_needed.get((b_f, seed), -1)
        for k, loss in enumerate(losses, 1):
            last = k == len(losses) and needed >= 0
            update = needed if last else EACH * k
            rows.append((RACED, sweep.T, b_f, seed, update, loss, int(last)))
    return Table(("task", "T", "b_f", "seed", "update", "loss", "learnt"), tuple(rows))
