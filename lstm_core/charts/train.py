"""The chart of a training: its loss on a log axis and its right answers, over the updates."""

from collections.abc import Sequence

from lstm_core.charts.axes import log_axis, plain_axis, zero_axis
from lstm_core.charts.canvas import (
    FILLING,
    Dict,
    Figure,
    Picture,
    annotation,
    focus_frame,
    with_opacity,
)
from lstm_core.charts.look import Look
from lstm_core.experiment import trainings
from lstm_core.experiment.experiment import Experiment
from lstm_core.training.baselines import best_baseline
from lstm_core.training.history import History
from lstm_core.words.language import say
from lstm_core.words.quantities import NEUTRAL, PEERS
from lstm_core.words.train import train_alternative

LOW = 50  # per cent: below a line that is not higher there is no room for large letters


def learning_chart(experiment: Experiment, look: Look) -> Picture:
    """Loss and right answers of the training that the settings ask for, up to the moment shown.

    A plain RNN's stand beside them if asked for. Not cached: a training goes on.
    """
    settings = experiment.settings
    history = trainings.history(settings)
    update = history.near(settings.updates)
    data = run_traces("LSTM", history, update, look)
    if settings.rival == "yes":
        data += run_traces("RNN", trainings.history(settings, "rnn"), update, look)
    losses = [y for curve in data if curve["yaxis"] == "y" for y in curve["y"] if y > 0]
    name, baseline = best_baseline(history.plan.problem, history.plan.T)
    best = 100 * baseline.accuracy
    size = 33 if look.large else 14
    late = 2 * update > history.plan.updates
    layout: Dict = {
        "height": FILLING,
        "margin": {"l": 104, "r": 24, "t": 46, "b": 76}
        if look.large
        else {"l": 62, "r": 16, "t": 26, "b": 42},
        **axes(history.plan.updates, losses, look, size),
        "annotations": annotations(
            say(f"line_{name}_short", look.language),
            best,
            late,
            look,
            rival=settings.rival == "yes",
        ),
        "shapes": [across_at(best), *(moment_line(update, part) for part in parts(look))],
        "showlegend": settings.rival == "yes",
        "legend": {
            "orientation": "h",
            **({"x": 0} if look.large else {"x": 1, "xanchor": "right"}),
            "y": 0.5 if look.large else 0.45,
            "yanchor": "bottom",
            "font": {"size": size},
            "bgcolor": with_opacity(NEUTRAL, 0),
        },
    }
    return Picture(Figure(data, layout), train_alternative(experiment))


def axes(updates: int, losses: Sequence[float], look: Look, size: int) -> Dict:
    """Updates across; the losses above, on a log axis, the right answers below, in per cent."""
    low, high = parts(look)
    common: Dict = {"tickfont": {"size": size}, "showgrid": True}
    title = {
        "text": say("axis_updates", look.language),
        "font": {"size": 26 if look.large else size},
        "standoff": 4,
    }
    return {
        "xaxis": plain_axis(
            anchor="y2",
            title=title,
            range=[-0.02 * updates, 1.02 * updates],
            nticks=4 if look.large else 6,
            **common,
        ),
        "yaxis": log_axis(losses, 2 if look.large else 3, domain=high, tickfont={"size": size}),
        "yaxis2": zero_axis(
            domain=low, range=[0, 106], tickvals=[0, 50, 100], ticksuffix=" %", **common
        ),
    }


def parts(look: Look) -> tuple[list[float], list[float]]:
    """Where the two parts stand, from below: the right answers, and above them the loss."""
    return ([0, 0.36], [0.68, 1]) if look.large else ([0, 0.44], [0.58, 1])


def annotations(baseline: str, best: float, late: bool, look: Look, *, rival: bool) -> list[Dict]:
    """The titles of both parts, and the name of the line at `best` per cent.

    That stands where the line of the moment, early or late, is not, and in large letters below its
    own line where there is room; beside the second title stands the legend of a rival.
    """
    size = 33 if look.large else 14
    loss = "loss_short" if look.large else "loss_title"
    accuracy = "accuracy_short" if look.large or rival else "accuracy_title"
    left: Dict = {"x": 0, "xanchor": "left", "yanchor": "bottom"}
    return [
        annotation(say(loss, look.language), y=1, size=size, **left),
        annotation(say(accuracy, look.language), y=parts(look)[0][1] + 0.01, size=size, **left),
        annotation(
            baseline,
            0.02 if late else 1,
            best,
            size - 2,
            yref="y2",
            xanchor="left" if late else "right",
            yanchor="top" if look.large and best > LOW else "bottom",
        ),
    ]


def moment_line(update: int, part: Sequence[float]) -> Dict:
    """The line at the moment shown, in one of the parts."""
    low, high = part
    frame = focus_frame(xref="x", yref="paper", x0=update, x1=update, y0=low, y1=high)
    return {**frame, "type": "line"}


def across_at(y: float) -> Dict:
    """The line of what needs no memory."""
    line = {"color": NEUTRAL, "width": 1.5, "dash": "dash"}
    ends = {"x0": 0, "x1": 1, "y0": y, "y1": y}
    return {"type": "line", "xref": "paper", "yref": "y2", **ends, "line": line}


def run_traces(name: str, history: History, update: int, look: Look) -> list[Dict]:
    """The loss and the right answers of one network's training, up to this update."""
    colour, dash = PEERS[name]
    style = {"color": colour, "width": 4 if look.large else 2.5, "dash": dash}
    moments, losses = history.loss_to(update)
    tests, shares = history.accuracy_to(update)
    loss = curve(moments, losses, name=name, line=style, yaxis="y")
    right = curve(tests, [100 * share for share in shares], name=name, line=style, yaxis="y2")
    return [loss, {**right, "mode": "lines+markers", "marker": {"size": 5}}]


def curve(x: Sequence[int], y: Sequence[float], *, name: str, line: Dict, yaxis: str) -> Dict:
    """One curve over the updates."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(x),
        "y": list(y),
        "name": name,
        "line": line,
        "hovertemplate": "%{fullData.name}, %{x}: %{y:.4g}<extra></extra>",
        "xaxis": "x",
        "yaxis": yaxis,
        "showlegend": yaxis == "y",
    }
