"""From an Experiment to a picture: the figure and its text alternative, in the language and size of its settings.

Nobody changes a picture, so that one is made once for all who look at the same moment.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from lstm_core.charts import figures
from lstm_core.charts.figures import Figure
from lstm_core.experiment import trainings
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import GATES, Array, stack
from lstm_core.training import history as lessons
from lstm_core.words import memory, notation, reading
from lstm_core.words import train as trained
from lstm_core.words.language import say
from lstm_core.words.notation import fixed

Picture = tuple[Figure, str]
MOST_BARS = 160
KEPT = 32  # pictures of each kind, for those who look at the same moment
MOST_PUSHES = 11


def large(experiment: Experiment) -> bool:
    """Whether the last row is to read it."""
    return experiment.settings.size == "projector"


def digits(experiment: Experiment) -> int:
    """How many decimals a number in a picture has."""
    return 2 if large(experiment) else 3


def tall(experiment: Experiment) -> bool:
    """Whether the picture through time fills what the screen leaves."""
    return (
        large(experiment)
        or experiment.settings.chart != "heatmap"
        or experiment.H <= figures.MOST_BARRED
    )


def barred(experiment: Experiment) -> Sequence[int]:
    """The units that get bars through time: all where they are few, else the one in focus."""
    H = experiment.H
    few = H <= figures.MOST_BARRED and H * experiment.T <= MOST_BARS
    return range(1, H + 1) if few else [experiment.unit]


@lru_cache(maxsize=KEPT)
def step(experiment: Experiment) -> Picture:
    """One step, a row per unit."""
    lang, before, names = (
        experiment.settings.lang,
        experiment.baseline,
        ("C_prev", "f", "i", "C_tilde", "C", "tanh_C", "o", "h"),
    )
    figure = figures.cell_step(
        {name: getattr(experiment.step, name)[:, 0] for name in names},
        stack(experiment.trace, "C"),
        (experiment.t, experiment.unit),
        digits(experiment),
        large(experiment),
        pointed("hover", lang),
        reading.titles(lang),
        notation.row_signs(experiment.step, experiment.unit, digits(experiment)),
        {name: getattr(before.step, name)[:, 0] for name in names} if before else {},
    )
    return figure, reading.alt_step(experiment)


@lru_cache(maxsize=KEPT)
def time(experiment: Experiment, charted: Sequence[str]) -> Picture:
    """These quantities and the inputs through time."""
    return through_time(
        experiment, charted, barred(experiment), experiment.settings.chart == "heatmap", True
    )


def hint(experiment: Experiment) -> str:
    """How the picture through time is read."""
    all_units = len(barred(experiment)) == experiment.H
    bars = "time_hint" if all_units else "time_hint_one"
    key = "time_hint_heatmap" if experiment.settings.chart == "heatmap" else bars
    return say(key, experiment.settings.lang, unit=experiment.unit, H=experiment.H)


@lru_cache(maxsize=KEPT)
def strip(experiment: Experiment) -> Picture:
    """C and h of the unit in focus through time, in little height."""
    return through_time(experiment, ("C", "h"), [experiment.unit], False, False)


def through_time(
    experiment: Experiment,
    charted: Sequence[str],
    units: Sequence[int],
    heatmap: bool,
    inputs: bool,
    start: Experiment | None = None,
) -> Picture:
    """These quantities of these units through time, and behind them those of `start`, or else of the ghost."""
    lang, before = experiment.settings.lang, start or experiment.baseline
    figure = figures.through_time(
        {name: charts(experiment, name) for name in charted},
        experiment.X[:, :, 0] if inputs else None,
        reading.names(experiment) if inputs else (),
        units,
        (experiment.t, experiment.unit),
        heatmap,
        digits(experiment),
        large(experiment),
        say("axis_t", lang),
        pointed("hover", lang),
        reading.titles(lang),
        ({name: charts(before, name) for name in charted} if before else {}) | right(experiment),
    )
    return figure, reading.alt_time(experiment, charted)


def charts(experiment: Experiment, name: str) -> Array:
    """One quantity over time (T, H), or what the output layer answers, y (T, K)."""
    return experiment.answers if name == "y" else stack(experiment.trace, name)[:, :, 0]


def right(experiment: Experiment) -> dict[str, Array]:
    """The right answers, which stand behind y in outline; nothing where none is known."""
    return {} if np.isnan(experiment.targets).all() else {"y": experiment.targets}


def charted(experiment: Experiment) -> tuple[str, ...]:
    """What has a strip through time: the six quantities, and the answers of a cell that has learnt."""
    return (*notation.CHARTED, "y") if experiment.scenario.learnt else notation.CHARTED


def learning(settings: Settings) -> Picture:
    """Loss and right answers of a training up to the moment shown, with a plain RNN's beside them if asked for."""
    lang, plan = settings.lang, trainings.plan(settings)
    history = lessons.history(plan)
    now = history.near(settings.updates)
    runs = {"LSTM": history}
    if settings.rival == "yes":
        runs["RNN"] = lessons.history(trainings.plan(settings, "rnn"))
    losses = {name: run.loss_to(now) for name, run in runs.items()}
    accuracies = {name: run.right_to(now) for name, run in runs.items()}
    best = max(one.accuracy for one in lessons.beside(settings.task, plan.T).values())
    large = settings.size == "projector"
    heads = ("loss_short", "accuracy_short") if large else ("loss_title", "accuracy_title")
    titles = tuple(say(key, lang) for key in (*heads, "axis_updates", "no_memory"))
    figure = figures.learning(losses, accuracies, best, plan.updates, now, large, titles)
    first, last = (fixed(loss, 3) for loss in (losses["LSTM"][1][0], losses["LSTM"][1][-1]))
    percent = trained.percent(history.judgement(now).accuracy)
    return figure, say("alt_learning", lang, update=now, first=first, last=last, percent=percent)


def example(experiment: Experiment, start: Experiment) -> Picture:
    """The gates of a cell in training on its example sequence, and behind them the gates before training."""
    names = ("C", "y") if large(experiment) else (*notation.CHARTED, "y")
    return through_time(experiment, names, barred(experiment), False, True, start)


@lru_cache(maxsize=KEPT)
def weights(experiment: Experiment, gate: str) -> Picture:
    """The heatmaps of all gates, or of this one in projector size."""
    before = experiment.baseline
    figure = figures.weights(
        {name: getattr(experiment.params, f"W_{its}") for name, its in GATES.items()},
        {name: getattr(experiment.params, f"b_{its}") for name, its in GATES.items()},
        reading.names(experiment),
        gate,
        experiment.unit,
        large(experiment),
        pointed("hover_weight", experiment.settings.lang),
        {
            name: (getattr(before.params, f"W_{its}"), getattr(before.params, f"b_{its}"))
            for name, its in GATES.items()
        }
        if before
        else {},
    )
    return figure, reading.alt_weights(experiment, [gate] if large(experiment) else list(GATES))


@lru_cache(maxsize=KEPT)
def pushes(experiment: Experiment, gate: str) -> Picture:
    """What pushes this gate, term by term."""
    terms = reading.pushes(experiment, gate)
    kept, rest = notation.largest(terms, MOST_PUSHES)
    label = say("rest", experiment.settings.lang, count=len(terms) - len(kept))
    a = reading.value(experiment, f"a_{GATES[gate]}")
    before: list[float] = []
    if experiment.baseline:
        products = {
            (push.part, push.index): push.product
            for push in reading.pushes(experiment.baseline, gate)
        }
        before = [products.pop((push.part, push.index)) for push in kept]
        before += [] if rest is None else [sum(products.values())]
        before.append(reading.value(experiment.baseline, f"a_{GATES[gate]}"))
    return figures.pushes(kept, rest, label, gate, a, 3, before), reading.alt_pushes(
        experiment, gate
    )


@lru_cache(maxsize=KEPT)
def fading(experiment: Experiment) -> Picture:
    """What of each step is left at the end."""
    lang, cell = experiment.settings.lang, experiment.settings.cell
    beside = experiment.settings.curves == "peers" and memory.fair(experiment)
    curves = memory.compared(cell) if beside else memory.own(cell)
    if beside and large(experiment):  # by h alone: what comes from x goes the same way
        curves = {name: curve for name, curve in curves.items() if " x" not in name}
    names = {
        name: memory.SYMBOLS.get(name)
        or say("by_x" if " x" in name else "by_h", lang, cell=name.split()[0])
        for name in curves
    }
    before = experiment.baseline
    figure = figures.memory(
        memory.left(experiment),
        memory.shares(cell),
        curves,
        names,
        barred(experiment),
        (experiment.t, experiment.unit),
        large(experiment),
        (
            say("direct_title", lang, end=memory.end(experiment)),
            say("shares_title", lang),
            say("curves_title", lang),
            say("axis_t", lang),
        ),
        memory.behind(before, curves) if before else None,
    )
    return figure, memory.alt(experiment, curves)


def pointed(key: str, lang: str) -> str:
    """What a figure says of a pointed value: Plotly fills in the symbol and what is in its customdata."""
    data = {
        name: f"%{{customdata[{k}}}"
        for name, k in (("t", "0]"), ("column", "0]"), ("row", "1]"), ("value", "2]:.8f"))
    }
    return say(key, lang, symbol="%{fullData.name}", **data)
