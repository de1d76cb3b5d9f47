"""The chart of the forget-bias lesson: the loss of fifteen trainings, in a colour for each bias."""

from math import log, log10

from lstm_core.charts.axes import plain_axis, zero_axis
from lstm_core.charts.canvas import FILLING, Dict, Figure, Picture, annotation
from lstm_core.charts.look import Look
from lstm_core.experiment.settings import Settings
from lstm_core.training.sweep import BIASES, EACH, MOST, Sweep, shared_sweep
from lstm_core.words.language import say
from lstm_core.words.quantities import BIAS_LINES, NEUTRAL
from lstm_core.words.train import sweep_alternative

GUESS = log(2)  # the loss of who answers 1/2 to a question of yes or no
HIGHEST = 0.9  # of the axis


def race_chart(settings: Settings, look: Look) -> Picture:
    """The losses of the sweep as far as it is; who has learnt it ends in a dot.

    Not cached: it goes on. Its traces are as many from the beginning as at the end.
    """
    sweep, size = shared_sweep(settings.train_steps), 33 if look.large else 14
    data = [curve(sweep, (b_f, seed), look) for b_f, seed in sweep.losses] + [
        dots(sweep, b_f, look) for b_f in BIASES
    ]
    ticks = [10, 100, 1000] if look.large else [10, 30, 100, 300, 1000, 3000]
    title = {"text": say("axis_updates_log", look.language), "font": {"size": size}, "standoff": 4}
    font = {"size": size}
    layout: Dict = {
        "height": FILLING,
        "margin": {"l": 84, "r": 24, "t": 46, "b": 80}
        if look.large
        else {"l": 46, "r": 16, "t": 26, "b": 46},
        "xaxis": plain_axis(
            type="log",
            range=[log10(EACH) - 0.05, log10(MOST) + 0.08],
            tickvals=ticks,
            ticktext=[str(tick) for tick in ticks],
            title=title,
            tickfont=font,
            showgrid=True,
        ),
        "yaxis": zero_axis(range=[0, HIGHEST], tickvals=[0, 0.2, 0.4, 0.6], tickfont=font),
        "annotations": [
            annotation(
                say("loss_short", look.language), 0, 1, size, xanchor="left", yanchor="bottom"
            ),
            annotation(
                say("race_guess", look.language),
                1,
                GUESS + 0.07,
                size - 2,
                yref="y",
                xanchor="right",
                yanchor="bottom",
            ),
        ],
        "shapes": [
            {
                "type": "line",
                "xref": "paper",
                "yref": "y",
                **{"x0": 0, "x1": 1, "y0": GUESS, "y1": GUESS},
                "line": {"color": NEUTRAL, "width": 1.5, "dash": "dash"},
            }
        ],
    }
    return Picture(Figure(data, layout), sweep_alternative(settings))


def curve(sweep: Sweep, racer: tuple[int, int], look: Look) -> Dict:
    """The mean losses of one training, each at the last of its updates."""
    b_f, seed = racer
    colour, dash = BIAS_LINES[b_f]
    losses, needed = sweep.losses[racer], sweep.updates_needed.get(racer, -1)
    x = [EACH * k for k in range(1, len(losses) + 1)]
    if x and needed >= 0:
        x[-1] = max(needed, EACH)
    name = (
        f"{say('race_bias', look.language, b_f=b_f)}, {say('race_seed', look.language, seed=seed)}"
    )
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name.replace("b_f", "b<sub>f</sub>"),
        "x": x,
        "y": [round(loss, 3) for loss in losses],
        "line": {"color": colour, "dash": dash, "width": 4 if look.large else 2},
        "hovertemplate": "%{fullData.name}, %{x}: %{y:.3f}<extra></extra>",
    }


def dots(sweep: Sweep, b_f: int, look: Look) -> Dict:
    """Where the trainings from this bias that have learnt it end."""
    ended = [
        (max(update, EACH), round(sweep.losses[bias, seed][-1], 3))
        for (bias, seed), update in sweep.updates_needed.items()
        if bias == b_f and update >= 0 and sweep.losses[bias, seed]
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _ in ended],
        "y": [y for _, y in ended],
        "marker": {"color": BIAS_LINES[b_f][0], "size": 16 if look.large else 9},
        "hoverinfo": "skip",
    }
