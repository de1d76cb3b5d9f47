"""Training in words: the task, how far it has come, what the memory of a trained cell holds.

Every claim is computed.
"""

import numpy as np

from lstm_core.experiment import trainings
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.settings import Settings
from lstm_core.training.evaluate import REACHED, Probe, baselines
from lstm_core.training.sweep import BIASES, SEEDS, Sweep
from lstm_core.training.tasks import TASKS
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed, percent_right

MEANINGFUL_R2 = 0.9  # from here on a caption says that C is what is remembered
CLEAR_GATE = 0.5  # so much lower f is at an event where a caption says so
SIGNALLED = ("counter", "adding")  # a caption says what is written with the signal, and without


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


# ---- a cell that has learnt, in the other views


def trained_captions(experiment: Experiment) -> list[str]:
    """How good the cell is, what its memory holds, and what its output layer answers at t."""
    settings, lang, learnt = (
        experiment.settings,
        experiment.settings.lang,
        experiment.scenario.learnt,
    )
    assert learnt is not None
    if settings.cell.scenario == "trained":
        history = trainings.history(settings)
        update, updates = history.near(settings.updates), history.plan.updates
        evaluation, probe = trainings.assess(learnt.task, update, history)
        numbers = {
            "update": update,
            "updates": updates,
            "percent": percent_right(evaluation.accuracy),
        }
        captions = [say("watch_trained", lang, **numbers)]
    else:
        evaluation, probe = trainings.assess(learnt.task)
        captions = [say("watch_shipped", lang, percent=percent_right(evaluation.accuracy))]
    if probe:
        captions += probe_captions(learnt.task, probe, lang)
    if not np.isnan(experiment.answers[experiment.t - 1]).any():
        captions.append(answer_caption(experiment, TASKS[learnt.task].unit))
    return captions


def answer_caption(experiment: Experiment, unit: float) -> str:
    """What the output layer answers at t, in the task's unit, and what is right if known."""
    answer, target = (
        values[experiment.t - 1] for values in (experiment.answers, experiment.targets)
    )
    answer_text, target_text = (
        ", ".join(fixed(unit * value, 2) for value in row) for row in (answer, target)
    )
    key = "answer_alone" if np.isnan(target).any() else "answer_here"
    lang = experiment.settings.lang
    return say(key, lang, t=experiment.t, answer=answer_text, target=target_text)


def probe_captions(task: str, probe: Probe, lang: str) -> list[str]:
    """What the memory holds and how its gates serve that, where the numbers bear it out."""

    def rounded(names: tuple[str, ...], digits: int) -> dict[str, str]:
        return {name: fixed(getattr(probe, name), digits) for name in names}

    captions = []
    if probe.r2 >= MEANINGFUL_R2:
        meaning, r2 = say(f"meaning_{task}", lang), fixed(probe.r2, 3)
        captions.append(say("watch_meaning", lang, unit=probe.unit + 1, meaning=meaning, r2=r2))
    if task == "latch" and probe.f_else - probe.f_event >= CLEAR_GATE:
        gates = rounded(("f_event", "f_else", "i_event"), 2)
        captions.append(say("watch_latch_gates", lang, **gates))
    if task in SIGNALLED and probe.r2 >= MEANINGFUL_R2:
        captions.append(say("watch_written", lang, **rounded(("written_event", "written_else"), 3)))
    return captions
