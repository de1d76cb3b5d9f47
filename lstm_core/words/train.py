"""A cell that has learnt, in words: its task, how far it has come, what its memory holds. Every claim is computed."""

import numpy as np

from lstm_core.experiment import trainings
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.settings import Settings
from lstm_core.training.evaluate import REACHED, Probe, baselines
from lstm_core.training.sweep import BIASES, SEEDS, Sweep
from lstm_core.training.tasks import TASKS
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed, percent_right

HOLDS = 0.9  # from this R2 on a caption says that C is what is remembered
SIGNALLED = (
    "counter",
    "adding",
)  # tasks whose caption says what is written with the signal, and without


def train_sentence(settings: Settings) -> str:
    """How far the training is, and how good it is then beside what needs no memory."""
    lang, history = settings.lang, trainings.history(settings)
    update = history.near(settings.updates)
    best = max(one.accuracy for one in baselines(TASKS[settings.task], history.plan.T).values())
    numbers = {"update": update, "updates": history.plan.updates, "chance": percent_right(best)}
    numbers["percent"] = percent_right(history.evaluation(update).accuracy)
    if settings.rival == "no":
        return say("train_sentence", lang, **numbers)
    rival = trainings.history(settings, "rnn").evaluation(update)
    return say("train_sentence_rival", lang, rival=percent_right(rival.accuracy), **numbers)


def train_captions(settings: Settings) -> list[str]:
    """What the task is, the recipe in use, how surely it learns; for the series its error in passengers."""
    lang, history = settings.lang, trainings.history(settings)
    name, plan = say(f"task_{settings.task}", lang), history.plan
    said = [f"**{name}**: {say(f'sheet_{settings.task}', lang)}"]
    recipe = trainings.plan(Settings(task=settings.task, seed=settings.seed))
    if settings.task == "series":
        errors = {
            name: fixed(one.rmse, 1) for name, one in baselines(TASKS["series"], plan.T).items()
        }
        said.append(
            say(
                "train_series",
                lang,
                rmse=fixed(history.evaluation(settings.updates).rmse, 1),
                **errors,
            )
        )
    elif plan == recipe:
        good, bar = REACHED[settings.task]
        said.append(say("recipe_rate", lang, good=good, bar=fixed(100 * bar, 0)))
    if plan != recipe:
        used = {
            "H": plan.H,
            "T": plan.T,
            "b_f": fixed(plan.b_f, 0),
            "rate": plan.rate,
            "updates": plan.updates,
        }
        said.append(say("train_recipe", lang, **used))
    return said


def sweep_sentence(sweep: Sweep, lang: str) -> str:
    """How many of those that are done have learnt it, by forget bias."""
    numbers: dict[str, int] = {}
    for b_f in BIASES:
        done = [update for (bias, _), update in sweep.learnt.items() if bias == b_f]
        numbers |= {f"n_{b_f}": sum(update >= 0 for update in done), f"done_{b_f}": len(done)}
    return say("race_sentence", lang, T=sweep.T, **numbers)


def sweep_rows(sweep: Sweep, lang: str) -> tuple[list[str], list[list[str]]]:
    """After how many updates each seed has learnt it from each forget bias, as heads and rows; "" where not known."""

    def cell(b_f: int, seed: int) -> str:
        update = sweep.learnt.get((b_f, seed))
        return "" if update is None else say("race_no_luck", lang) if update < 0 else str(update)

    seeds = range(1, SEEDS + 1)
    heads = ["", *(say("race_seed", lang, seed=seed) for seed in seeds)]
    return heads, [[f"b_f = {b_f}", *(cell(b_f, seed) for seed in seeds)] for b_f in BIASES]


def sweep_table(sweep: Sweep, lang: str) -> str:
    """The same in Markdown."""
    heads, rows = sweep_rows(sweep, lang)
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["--:"] * len(heads), *rows))


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
        update = history.near(settings.updates)
        result, memory = trainings.assess(learnt.task, update, history)
        numbers = {
            "update": update,
            "updates": history.plan.updates,
            "percent": percent_right(result.accuracy),
        }
        said = [say("watch_trained", lang, **numbers)]
    else:
        result, memory = trainings.assess(learnt.task)
        said = [say("watch_shipped", lang, percent=percent_right(result.accuracy))]
    if memory:
        said += holding(learnt.task, memory, lang)
    answer = experiment.answers[experiment.t - 1]
    if not np.isnan(answer).any():
        target = experiment.targets[experiment.t - 1]
        key = "answer_alone" if np.isnan(target).any() else "answer_here"
        unit = TASKS[learnt.task].unit
        shown, right = (
            ", ".join(fixed(unit * value, 2) for value in row) for row in (answer, target)
        )
        said.append(say(key, lang, t=experiment.t, answer=shown, target=right))
    return said


def holding(task: str, memory: Probe, lang: str) -> list[str]:
    """What the memory holds and how its gates serve that, where the numbers bear it out."""
    said = []
    if memory.r2 >= HOLDS:
        meaning = say(f"meaning_{task}", lang)
        said.append(
            say(
                "watch_meaning", lang, unit=memory.unit + 1, meaning=meaning, r2=fixed(memory.r2, 3)
            )
        )
    gates = {name: fixed(getattr(memory, name), 2) for name in ("f_event", "f_else", "i_event")}
    if task == "latch" and memory.f_else - memory.f_event >= 0.5:
        said.append(say("watch_latch_gates", lang, **gates))
    if task in SIGNALLED and memory.r2 >= HOLDS:
        written = {
            name: fixed(getattr(memory, name), 3) for name in ("written_event", "written_else")
        }
        said.append(say("watch_written", lang, **written))
    return said
