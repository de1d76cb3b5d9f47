"""The picture of each view on paper, drawn from the numbers of a scene."""

from collections.abc import Callable
from dataclasses import replace
from html import escape
from math import isnan
from typing import NamedTuple

from lstm_core.experiment import trainings
from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.memory import beside_peers, end_step, remaining, shown_peers
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.cell_drawing import cell_drawing
from lstm_core.lesson.derivation import SYMBOLS
from lstm_core.lesson.formulas import FORMULAS
from lstm_core.lesson.svg import HEIGHT, Strip, bars, lines, picture
from lstm_core.model.cell import GATES, stack
from lstm_core.training.sweep import shared_sweep
from lstm_core.words.contributions import contributions_to, largest
from lstm_core.words.ghost import ghost_name
from lstm_core.words.inputs import input_names
from lstm_core.words.language import say
from lstm_core.words.masking import is_hidden
from lstm_core.words.memory import memory_captions, memory_sentence
from lstm_core.words.numbers import fixed
from lstm_core.words.quantities import LINES, NEUTRAL, QUANTITIES, unit_value
from lstm_core.words.time import time_alternative
from lstm_core.words.train import sweep_hint, sweep_rows, sweep_sentence, train_sentence
from lstm_core.words.units import DIGITS, MOST_UNITS, units_digits
from lstm_core.words.weights import contributions_alternative

MOST_BARS = 11  # of a gate's contributions
MOST_INPUTS = 4  # that are drawn
SLIM = 58  # height of a strip among many


class Figure(NamedTuple):
    """A picture or a table as HTML, and its caption as text."""

    html: str
    caption: str


def times(experiment: Experiment) -> list[str]:
    """The labels of all steps: t, and what stands for it if that is no number."""
    labels = experiment.step_words or ("",) * experiment.T
    return [f"{t} {label}".rstrip() for t, label in enumerate(labels, 1)]


def time_figure(experiment: Experiment) -> Figure:
    """C and h of the unit in focus at each step, the ghost's outlined."""
    ghost, u, lang = experiment.ghost, experiment.unit - 1, experiment.settings.lang
    rows = [
        bars(
            Strip(
                name or f"x[{k}]", NEUTRAL, experiment.X[:, k - 1, 0].tolist(), times(experiment)
            ),
            SLIM,
        )
        for k, name in enumerate(input_names(experiment)[:MOST_INPUTS], 1)
    ]
    inputs = len(rows)
    for name in ("C", "h"):
        quantity = QUANTITIES[name]
        strip = Strip(
            quantity.symbol,
            quantity.colour,
            stack(experiment.trace, name)[:, u, 0].tolist(),
            times(experiment),
            focus=experiment.t - 1,
            ghost=stack(ghost.trace, name)[:, u, 0].tolist() if ghost else (),
        )
        rows.append(bars(strip))
    caption = [say("handout_time", lang, unit=u + 1, t=experiment.t)]
    if isnan(unit_value(experiment, "h")):
        caption.append(say("handout_hidden", lang))
    if ghost:
        caption.append(say("handout_ghost", lang, ghost=ghost_name(experiment)))
    caption.append(say("handout_inputs", lang))
    alternative = time_alternative(experiment, ("C", "h"))
    return Figure(picture(rows, alternative, [SLIM] * inputs + [HEIGHT] * 2), " ".join(caption))


def weights_figure(experiment: Experiment) -> Figure:
    """What contributes to the gate in focus; C and h through time where it is hidden."""
    settings, lang = experiment.settings, experiment.settings.lang
    gate = settings.stage if settings.stage in GATES else "f"
    if is_hidden(experiment, gate):
        return time_figure(experiment)
    terms = contributions_to(experiment, gate)
    shown, rest = largest(terms, MOST_BARS)
    products = [(term.label(lang), term.product) for term in shown]
    if rest is not None:
        products.append((say("rest", lang, count=len(terms) - len(shown)), rest))
    labels, values = zip(*products, strict=True)
    quantity = QUANTITIES[gate]
    strip = Strip(quantity.symbol, quantity.colour, values, labels, reach=0.0)
    place = {"unit": experiment.unit, "t": experiment.t, "gate": say(f"the_{gate}", lang)}
    image = picture([bars(strip)], contributions_alternative(experiment, gate))
    return Figure(image, say("handout_weights", lang, **place))


def memory_figure(experiment: Experiment) -> Figure:
    """What is left of C, and the peers where they are asked for; C and h through time if hidden."""
    settings, lang, unit = experiment.settings, experiment.settings.lang, experiment.unit
    if settings.hide != "no":
        return time_figure(experiment)
    values, end = remaining(experiment)[:, unit - 1].tolist(), end_step(experiment)
    labels = [str(t) for t in range(1, end + 1)]
    strip = Strip("∏ f", QUANTITIES["f"].colour, values, labels, focus=experiment.t - 1)
    rows = [bars(strip)]
    caption = [say("handout_memory", lang, unit=unit, end=end)]
    if beside_peers(experiment):
        curves, steps = shown_peers(experiment), list(range(1, experiment.T + 1))
        rows.append(
            lines({name: (steps, curves[name].tolist()) for name in ("LSTM", "RNN", "GRU")})
        )
        caption.append(say("handout_peers", lang))
    alternative = " ".join([memory_sentence(experiment), *memory_captions(experiment)])
    return Figure(picture(rows, alternative), " ".join(caption))


def train_figure(experiment: Experiment) -> Figure:
    """A training, or the sweep over forget biases; C and h through time if something is hidden."""
    settings = experiment.settings
    if settings.hide != "no":
        return time_figure(experiment)
    return sweep_table(settings) if settings.race == "yes" else training_figure(experiment)


def sweep_table(settings: Settings) -> Figure:
    """The sweep over forget biases as a table, as far as it has been run."""
    sweep, lang = shared_sweep(settings.train_steps), settings.lang
    heads, rows = sweep_rows(sweep, lang)
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    body = "".join(
        f"<tr><th>{escape(name)}</th>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
        for name, *cells in rows
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    caption = [sweep_sentence(settings), sweep_hint(lang)]
    if not sweep.over:
        caption.append(say("handout_race", lang))
    return Figure(table, " ".join(caption))


def training_figure(experiment: Experiment) -> Figure:
    """A training's loss, and on one sequence its inputs, gates and answers.

    Outlined behind the gates are those before training, behind the answers the right ones.
    """
    settings, u, labels = experiment.settings, experiment.unit - 1, times(experiment)
    history = trainings.history(settings)
    start = perform(replace(settings, updates=0))
    names = input_names(experiment)[:MOST_INPUTS]
    strips = [
        Strip(name or f"x[{k}]", NEUTRAL, experiment.X[:, k - 1, 0].tolist(), labels)
        for k, name in enumerate(names, 1)
    ]
    for name in ("f", "i", "C"):
        now, then = (stack(one.trace, name)[:, u, 0].tolist() for one in (experiment, start))
        quantity = QUANTITIES[name]
        strips.append(Strip(quantity.symbol, quantity.colour, now, labels, ghost=then))
    answers, right = (values[:, 0].tolist() for values in (experiment.answers, experiment.targets))
    strips.append(Strip("y", NEUTRAL, answers, labels, ghost=right))
    loss = lines({"LSTM": history.loss_to(history.near(settings.updates))})
    image = picture(
        [loss, *(bars(strip, SLIM) for strip in strips)], train_sentence(settings), SLIM
    )
    return Figure(image, say("handout_train", settings.lang, unit=u + 1))


def six_lines() -> str:
    """The cell in its six lines, in HTML."""
    lines = "".join(
        f"<p>{SYMBOLS[name]}<sub><i>t</i></sub> = {FORMULAS[name]}</p>" for name in LINES
    )
    return f'<div class="lines math">{lines}</div>'


def cell_figure(experiment: Experiment) -> Figure:
    """The cell at t with the numbers of the unit in focus, and its inputs."""
    lang = experiment.settings.lang
    caption = [say("handout_cell", lang, t=experiment.t, unit=experiment.unit)]
    if isnan(unit_value(experiment, "h")):
        caption.append(say("handout_hidden", lang))
    return Figure(cell_drawing(experiment), " ".join(caption))


def units_figure(experiment: Experiment) -> Figure:
    """What each unit computes C and h from, and room for them, as a table."""
    given = {"f": "f", "C_prev": "C", "i": "i", "C_tilde": "C̃", "o": "o"}
    table = units_table(experiment, given, units_digits(experiment), room_for=("C", "h"))
    return Figure(six_lines() + table, "")


def units_answer(experiment: Experiment) -> str:
    """C and h of each unit, as a table in HTML."""
    return units_table(experiment, {"C": "C", "h": "h"}, DIGITS)


def units_table(
    experiment: Experiment, symbols: dict[str, str], digits: int, room_for: tuple[str, ...] = ()
) -> str:
    """Numbers of each unit at t, by name with their symbols, and room for others, in HTML."""
    t, step = experiment.t, experiment.step
    heads = "".join(
        f"<th><i>{symbol}</i><sub>{t - (name == 'C_prev')}</sub></th>"
        for name, symbol in (symbols | {name: name for name in room_for}).items()
    )
    rows = "".join(
        f"<tr><th>{u + 1}</th>"
        + "".join(f"<td>{fixed(float(getattr(step, name)[u, 0]), digits)}</td>" for name in symbols)
        + '<td class="rule"></td>' * len(room_for)
        + "</tr>"
        for u in range(min(experiment.H, MOST_UNITS))
    )
    head = f"<tr><th>{escape(say('head_unit', experiment.settings.lang))}</th>{heads}</tr>"
    return f'<table class="units"><thead>{head}</thead><tbody>{rows}</tbody></table>'


# Of each view but the lecture, which shows another one in each scene.
FIGURES: dict[str, Callable[[Experiment], Figure]] = {
    "cell": cell_figure,
    "step": cell_figure,
    "time": time_figure,
    "weights": weights_figure,
    "memory": memory_figure,
    "train": train_figure,
}
