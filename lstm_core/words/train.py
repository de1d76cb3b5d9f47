"""Training in words: the task, how far it has come, and how surely it is learnt."""

from collections.abc import Callable

from lstm_core.experiment import train, trainings, trials
from lstm_core.experiment.claims import Claim
from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.settings import Settings
from lstm_core.training.sweep import BIASES, SEEDS, Sweep
from lstm_core.words.claims import claim_sentence
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed

Maker = Callable[[Experiment], Claim | None]

OF_A_TRAINING: tuple[Maker, ...] = (
    train.untrained_claim,
    train.series_claim,
    train.past_best_claim,
    train.recipe_claim,
    trials.trial_claim,
    train.rival_claim,
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
    lang, plan = settings.lang, trainings.plan(settings)
    task = f"**{say(f'task_{settings.task}', lang)}**: {say(f'sheet_{settings.task}', lang)}"
    captions = [task, *sentences(OF_A_TRAINING, perform(settings))]
    if plan != trainings.plan(Settings(task=settings.task, seed=settings.seed)):
        b_f = fixed(plan.b_f, 0)
        recipe = {"H": plan.H, "T": plan.T, "b_f": b_f, "rate": plan.rate, "updates": plan.updates}
        captions.append(say("train_recipe", lang, **recipe))
    return captions


def train_alternative(experiment: Experiment) -> str:
    """The chart of the training in words: right answers, and the loss at first and now."""
    said = sentences((train.training_claim, train.losses_claim), experiment)
    return " ".join((say("alt_learning", experiment.settings.lang), *said))


# ---- the sweep over forget biases


def sweep_sentence(sweep: Sweep, lang: str) -> str:
    """How many of those that are done have learnt it, by forget bias."""
    numbers: dict[str, int] = {}
    for b_f in BIASES:
        done = [update for (bias, _), update in sweep.updates_needed.items() if bias == b_f]
        numbers |= {f"n_{b_f}": sum(update >= 0 for update in done), f"done_{b_f}": len(done)}
    return say("race_sentence", lang, T=sweep.T, **numbers)


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


def sweep_markdown(sweep: Sweep, lang: str) -> str:
    """The heads and rows as a table in Markdown."""
    heads, rows = sweep_rows(sweep, lang)
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["--:"] * len(heads), *rows))
