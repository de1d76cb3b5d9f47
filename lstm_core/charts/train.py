"""The picture of a training: its loss on a log axis and its right answers, over the updates."""

from collections.abc import Mapping, Sequence

from lstm_core.charts.canvas import (
    FILLING,
    Dict,
    Figure,
    Picture,
    faded,
    note,
    outline,
    quiet,
    zeroed,
)
from lstm_core.charts.look import Look
from lstm_core.experiment import trainings
from lstm_core.experiment.experiment import Experiment
from lstm_core.training.evaluate import baselines
from lstm_core.training.tasks import TASKS
from lstm_core.words import train as trained
from lstm_core.words.language import say
from lstm_core.words.notation import NEUTRAL, QUANTITIES, fixed

LSTM, RNN = QUANTITIES["h"].colour, QUANTITIES["i"].colour
Curve = tuple[Sequence[int], Sequence[float]]  # updates and what was reached by them


def learning_chart(experiment: Experiment, look: Look) -> Picture:
    """Loss and right answers of the training that the settings ask for, up to the moment shown.

    A plain RNN's stand beside them if asked for.
    """
    settings, lang = experiment.settings, look.language
    history = trainings.history(settings)
    plan = history.plan
    now = history.near(settings.updates)
    runs = {"LSTM": history}
    if settings.rival == "yes":
        runs["RNN"] = trainings.history(settings, "rnn")
    losses = {name: run.loss_to(now) for name, run in runs.items()}
    accuracies = {name: run.right_to(now) for name, run in runs.items()}
    best = max(one.accuracy for one in baselines(TASKS[settings.task], plan.T).values())
    heads = ("loss_short", "accuracy_short") if look.large else ("loss_title", "accuracy_title")
    titles = tuple(say(key, lang) for key in (*heads, "axis_updates", "no_memory"))
    figure = learning(losses, accuracies, best, plan.updates, now, look.large, titles)
    first, last = (fixed(loss, 3) for loss in (losses["LSTM"][1][0], losses["LSTM"][1][-1]))
    percent = trained.percent(history.evaluation(now).accuracy)
    alternative = say("alt_learning", lang, update=now, first=first, last=last, percent=percent)
    return Picture(figure, alternative)


def learning(
    losses: Mapping[str, Curve],
    accuracies: Mapping[str, Curve],
    chance: float,
    updates: int,
    now: int,
    large: bool,
    titles: Sequence[str],
) -> Figure:
    """The losses and the shares of right answers of each network by name, "LSTM" first; `now` is the moment shown.

    `titles` are those of the two parts, of the axis, and of the line of what is reached without a memory.
    """
    size = 32 if large else 14
    data: list[Dict] = []
    for k, name in enumerate(losses):
        look = {"color": (LSTM, RNN)[k], "width": 4 if large else 2.5, "dash": ("solid", "dash")[k]}
        data.append(line(losses[name], name, look, "y"))
        percent = accuracies[name][0], [100 * share for share in accuracies[name][1]]
        data.append(
            {**line(percent, name, look, "y2"), "mode": "lines+markers", "marker": {"size": 5}}
        )
    common: Dict = {"tickfont": {"size": size}, "showgrid": True}
    across: Dict = {"range": [-0.02 * updates, 1.02 * updates], "nticks": 4 if large else 6}
    below = {"text": titles[2], "font": {"size": 26 if large else size}, "standoff": 4}
    legend: Dict = {"font": {"size": size}, "bgcolor": faded(NEUTRAL, 0)}
    left: Dict = {"x": 0, "xanchor": "left", "yanchor": "bottom"}
    layout: Dict = {
        "height": FILLING if large else 360,
        "margin": {"l": 104, "r": 24, "t": 46, "b": 76}
        if large
        else {"l": 62, "r": 16, "t": 26, "b": 42},
        "xaxis": quiet(anchor="y2", title=below, **across, **common),
        "yaxis": quiet(
            type="log",
            domain=[0.58, 1],
            exponentformat="power",
            dtick=2 if large else None,
            nticks=5,
            **common,
        ),
        "yaxis2": zeroed(
            domain=[0, 0.44], range=[0, 106], tickvals=[0, 50, 100], ticksuffix=" %", **common
        ),
        "annotations": [
            note(titles[0], y=1, size=size, **left),
            note(titles[1], y=0.45, size=size, **left),
            note(
                titles[3],
                1,
                100 * chance,
                size - 2,
                yref="y2",
                xanchor="right",
                yanchor="top" if large else "bottom",
            ),
        ],
        "shapes": [
            across_at(100 * chance),
            {**outline(xref="x", yref="paper", x0=now, x1=now, y0=0, y1=1), "type": "line"},
        ],
        "showlegend": len(losses) > 1,
        "legend": {
            "orientation": "h",
            "x": 1,
            "xanchor": "right",
            "y": 0.46 if large else 0.5,
            "yanchor": "bottom",
            **legend,
        },
    }
    return Figure(data, layout)


def across_at(y: float) -> Dict:
    """The line of what needs no memory."""
    line = {"color": NEUTRAL, "width": 1.5, "dash": "dash"}
    return {
        "type": "line",
        "xref": "paper",
        "yref": "y2",
        "x0": 0,
        "x1": 1,
        "y0": y,
        "y1": y,
        "line": line,
    }


def line(curve: Curve, name: str, look: Dict, axis: str) -> Dict:
    """One curve over the updates."""
    place = {"xaxis": "x", "yaxis": axis, "showlegend": axis == "y"}
    hover = "%{fullData.name}, %{x}: %{y:.4g}<extra></extra>"
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(curve[0]),
        "y": list(curve[1]),
        "name": name,
        "line": look,
        "hovertemplate": hover,
        **place,
    }
