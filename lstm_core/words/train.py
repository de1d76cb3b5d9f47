"""Training in words: the task, how far it has come, what the memory of a trained cell holds.

Every claim is computed.
"""

from lstm_core.experiment import trainings
from lstm_core.experiment.settings import Settings
from lstm_core.training.evaluate import REACHED, baselines
from lstm_core.training.sweep import BIASES, SEEDS, Sweep
from lstm_core.training.tasks import TASKS
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed, percent_right


def train_sentence(settings: Settings) -> str:
    """How far the training is, and how good it is then beside what needs no memory."""
    lang, history = settings.lang, trainings.history(settings)
    update = history.near(settings.updates)
    best = max(one.accuracy for one in baselines(TASKS[settings.task], history.plan.T).values())
    numbers = {
        "update": update,
        "updates": history.plan.updates,
        "chance": percent_right(best),
        "percent": percent_right(history.evaluation(update).accuracy),
    }
    if settings.rival == "no":
        return say("train_sentence", lang, **numbers)
    rival = trainings.history(settings, "rnn").evaluation(update)
    return say("train_sentence_rival", lang, rival=percent_right(rival.accuracy), **numbers)


def train_captions(settings: Settings) -> list[str]:
    """What the task is, how surely it is learnt, the recipe where it is not the task's own."""
    lang, plan = settings.lang, trainings.plan(settings)
    captions = [f"**{say(f'task_{settings.task}', lang)}**: {say(f'sheet_{settings.task}', lang)}"]
    unchanged = plan == trainings.plan(Settings(task=settings.task, seed=settings.seed))
    if settings.task == "series":
        captions.append(series_errors(settings))
    elif unchanged:
        good, bar = REACHED[settings.task]
        captions.append(say("recipe_rate", lang, good=good, bar=fixed(100 * bar, 0)))
    if not unchanged:
        b_f = fixed(plan.b_f, 0)
        recipe = {"H": plan.H, "T": plan.T, "b_f": b_f, "rate": plan.rate, "updates": plan.updates}
        captions.append(say("train_recipe", lang, **recipe))
    return captions


def series_errors(settings: Settings) -> str:
    """By how many passengers the cell is wrong on the series, and what needs no memory."""
    history = trainings.history(settings)
    errors = {
        name: fixed(one.rmse, 1) for name, one in baselines(TASKS["series"], history.plan.T).items()
    }
    rmse = fixed(history.evaluation(settings.updates).rmse, 1)
    return say("train_series", settings.lang, rmse=rmse, **errors)


# ---- the sweep over forget biases


def train_alternative(settings: Settings) -> str:
    """The chart of the training in one sentence: its first loss, its last and its right answers."""
    history = trainings.history(settings)
    update = history.near(settings.updates)
    _, losses = history.loss_to(update)
    return say(
        "alt_learning",
        settings.lang,
        update=update,
        first=fixed(losses[0], 3),
        last=fixed(losses[-1], 3),
        percent=percent_right(history.evaluation(update).accuracy),
    )


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
