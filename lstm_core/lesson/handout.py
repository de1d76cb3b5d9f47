"""A lecture on paper, for the students afterwards: its scenes with their pictures, room to write, answers at the end.

One HTML file that needs nothing else: the pictures are drawn into it, nothing runs, nothing is fetched, and whatever
somebody typed is text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from math import isnan, log10
from urllib.parse import quote, urlencode

from lstm_core.experiment import trainings
from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.memory import comparable, end_step, peer_curves, remaining
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.lecture import Lecture, Scene, Words
from lstm_core.lesson.paper import style
from lstm_core.lesson.placeholders import fill
from lstm_core.lesson.plain_text import strip_invisible
from lstm_core.lesson.question import LETTERS, Question
from lstm_core.lesson.questions import ask
from lstm_core.model.cell import GATES, stack
from lstm_core.training.sweep import MOST, shared_sweep
from lstm_core.words.contributions import contributions_to, largest
from lstm_core.words.ghost import ghost_name
from lstm_core.words.inputs import input_names
from lstm_core.words.language import say
from lstm_core.words.masking import is_hidden
from lstm_core.words.memory import memory_captions, memory_sentence
from lstm_core.words.numbers import fixed, power
from lstm_core.words.quantities import FOCUS, LINES, NEUTRAL, QUANTITIES, unit_value
from lstm_core.words.time import time_alternative
from lstm_core.words.train import sweep_rows, sweep_sentence, train_sentence
from lstm_core.words.weights import contributions_alternative

LONGEST_LINK = 400  # characters; a longer one would be a page of its own
WIDTH, HEIGHT, LEFT, RIGHT, ABOVE, BELOW = 640, 118, 46, 6, 16, 18  # of a picture and its margins
MOST_LABELS = 20  # below an axis
MOST_PUSHES = 11  # terms of a gate
SLIM = 72  # height of a picture among many
MOST_INPUTS = 4  # that are drawn
DASHES = ("", "7 4", "2 3")
STYLE = """
@page { size: A4; margin: 14mm 15mm; }
body { font-size: 10.5pt; line-height: 1.4; }
h1 { font-size: 17pt; margin: 0 0 1mm; }
h2 { font-size: 12.5pt; margin: 6mm 0 1mm; }
h3 { font-size: 10.5pt; margin: 2mm 0 0; }
p, ol, figure { margin: 1mm 0; overflow-wrap: anywhere; }
p.typed { white-space: pre-line; }
ol { list-style: upper-alpha; }
figure, .question, .answer { break-inside: avoid; }
figcaption, .link { font-size: 8.5pt; }
svg { display: block; width: 100%; height: auto; }
svg text { font: 11px "Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans", sans-serif; }
.rule { height: 8mm; }
.lines { font-size: 11.5pt; margin-left: 6mm; }
.answers { break-before: page; }
@media screen { .answers { margin-top: 15mm; } }
"""


# ---- pictures
@dataclass(frozen=True)
class Strip:
    """Numbers side by side as bars: what they are, what stands below each, which one is framed, the ghost's behind.

    The scale goes at least to `reach`, so that what is nearly 0 looks so.
    """

    symbol: str
    colour: str
    values: Sequence[float]
    labels: Sequence[str]
    here: int = -1
    behind: Sequence[float] = ()
    reach: float = 1.0


def picture(drawn: Sequence[str], alt: str, high: int = HEIGHT) -> str:
    """Drawings below each other as one picture with its text alternative; each after the first takes this height."""
    rows = "".join(
        f'<g transform="translate(0 {k and HEIGHT + (k - 1) * high})">{row}</g>'
        for k, row in enumerate(drawn)
    )
    size = f'viewBox="0 0 {WIDTH} {HEIGHT + high * (len(drawn) - 1)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img"><title>{escape(alt)}</title>{rows}</svg>'


def text(x: float, y: float, words: str, anchor: str = "middle") -> str:
    """Words in a picture."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def bars(strip: Strip, high: int = HEIGHT) -> str:
    """A strip as a drawing: a bar with its number at the one that is framed, a question mark for what is hidden."""
    known = [value for value in (*strip.values, *strip.behind) if not isnan(value)]
    ends = [side * strip.reach for side in (-1, 1) if any(value * side > 0.005 for value in known)]
    low, most = min(0.0, *known, *ends, 0.0), max(0.0, *known, *(ends or [strip.reach]))
    span, inner = (most - low) or 1.0, high - ABOVE - BELOW
    pitch = (WIDTH - LEFT - RIGHT) / len(strip.values)
    zero = ABOVE + inner * most / span
    parts = [text(4, ABOVE + inner / 2 + 4, strip.symbol, "start")]
    for k, (value, label) in enumerate(zip(strip.values, strip.labels, strict=True)):
        x, wide = LEFT + k * pitch, pitch * 0.64
        for outlined, each in ((True, strip.behind[k : k + 1]), (False, [value])):
            for number in each:
                if not isnan(number):
                    top, tall = zero - inner * max(number, 0) / span, inner * abs(number) / span
                    paint = 'fill="none" stroke="black"' if outlined else f'fill="{strip.colour}"'
                    room = (pitch - wide * (1.25 if outlined else 1)) / 2
                    box = f'x="{x + room:.1f}" y="{top:.1f}" width="{pitch - 2 * room:.1f}" height="{tall:.1f}"'
                    parts.append(f"<rect {box} {paint}/>")
        if isnan(value):
            parts.append(text(x + pitch / 2, zero - 4, "?"))
        elif k == strip.here or len(strip.values) <= MOST_LABELS // 2:
            parts.append(
                text(
                    x + pitch / 2, max(zero - inner * max(value, 0) / span - 3, 10), fixed(value, 2)
                )
            )
        if len(strip.values) <= MOST_LABELS or (k + 1) % 5 == 0 or k == 0:
            parts.append(text(x + pitch / 2, high - 5, label))
        if k == strip.here:
            frame = f'x="{x + 1:.1f}" y="1" width="{pitch - 2:.1f}" height="{high - 3}"'
            parts.append(f'<rect {frame} fill="none" stroke="{FOCUS}" stroke-width="2"/>')
    parts.append(f'<path d="M{LEFT} {zero:.1f}H{WIDTH - RIGHT}" stroke="{NEUTRAL}"/>')
    return "".join(parts)


def lines(curves: Mapping[str, tuple[Sequence[float], Sequence[float]]]) -> str:
    """Curves (x, y) on a log scale as a drawing, each with its name and a dash of its own; zeros are left out."""
    points = {
        name: [(x, log10(y)) for x, y in zip(xs, ys, strict=True) if y > 0]
        for name, (xs, ys) in curves.items()
    }
    both = [point for curve in points.values() for point in curve] or [(0.0, 0.0)]
    (x0, x1), (y0, y1) = ((min(side), max(side)) for side in zip(*both, strict=True))
    inner, wide = HEIGHT - ABOVE - BELOW, WIDTH - LEFT - RIGHT - 40

    def at(x: float, y: float) -> tuple[float, float]:
        return LEFT + wide * (x - x0) / ((x1 - x0) or 1), ABOVE + inner * (y1 - y) / (
            (y1 - y0) or 1
        )

    parts = [
        text(4, ABOVE + 4, power(10**y1), "start"),
        text(4, HEIGHT - BELOW, power(10**y0), "start"),
    ]
    parts += [text(LEFT, HEIGHT - 5, f"{x0:g}"), text(LEFT + wide, HEIGHT - 5, f"{x1:g}")]
    for (name, curve), dash in zip(points.items(), DASHES, strict=False):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*point) for point in curve))
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="black" stroke-dasharray="{dash}"/>'
        )
        if curve:
            x, y = at(*max(curve, key=lambda point: -point[0]) if len(points) > 1 else curve[-1])
            parts.append(text(x + 3, y + (11 if len(points) > 1 else 4), name, "start"))
    return "".join(parts)


def drawn(experiment: Experiment) -> tuple[str, str]:
    """The scene's picture, and what it shows."""
    settings, lang, unit = experiment.settings, experiment.settings.lang, experiment.unit
    if settings.view == "train" and settings.hide == "no":
        return raced(settings) if settings.race == "yes" else learnt(experiment)
    if settings.view == "memory" and settings.hide == "no":
        left, end = remaining(experiment)[:, unit - 1].tolist(), end_step(experiment)
        strip = Strip(
            "∏ f",
            QUANTITIES["f"].colour,
            left,
            [str(t) for t in range(1, end + 1)],
            experiment.t - 1,
        )
        rows, said = [bars(strip)], [say("handout_memory", lang, unit=unit, end=end)]
        if settings.curves == "peers" and comparable(experiment):
            found, times = peer_curves(settings.cell), list(range(1, experiment.T + 1))
            rows.append(
                lines({name: (times, found[name].tolist()) for name in ("LSTM", "RNN", "GRU")})
            )
            said.append(say("handout_peers", lang))
        return picture(
            rows, " ".join([memory_sentence(experiment), *memory_captions(experiment)])
        ), " ".join(said)
    gate = settings.stage if settings.stage in GATES else "f"
    if settings.view == "weights" and not is_hidden(experiment, gate):
        terms = contributions_to(experiment, gate)
        kept, rest = largest(terms, MOST_PUSHES)
        named = [(term.label(lang), term.product) for term in kept]
        named += [] if rest is None else [(say("rest", lang, count=len(terms) - len(kept)), rest)]
        names, products = zip(*named, strict=True)
        quantity = QUANTITIES[gate]
        strip = Strip(quantity.symbol, quantity.colour, products, names, reach=0.0)
        place = {"unit": unit, "t": experiment.t, "gate": say(f"the_{gate}", lang)}
        return picture([bars(strip)], contributions_alternative(experiment, gate)), say(
            "handout_weights", lang, **place
        )
    return through_time(experiment)


def raced(settings: Settings) -> tuple[str, str]:
    """The race of the forget biases as a table, as far as it has been run."""
    sweep, lang = shared_sweep(settings.train_steps), settings.lang
    heads, rows = sweep_rows(sweep, lang)
    head = "".join(f"<th>{escape(words)}</th>" for words in heads)
    body = "".join(
        f"<tr><th>{escape(name)}</th>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
        for name, *cells in rows
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    told = [sweep_sentence(sweep, lang), say("race_hint", lang, most=MOST)]
    told += [] if sweep.over else [say("handout_race", lang)]
    return table, " ".join(told)


def learnt(experiment: Experiment) -> tuple[str, str]:
    """A training: its loss, and on one sequence the inputs, gates and answers, behind them those before training."""
    settings, lang, u = experiment.settings, experiment.settings.lang, experiment.unit - 1
    history = trainings.history(settings)
    rows = [lines({"LSTM": history.loss_to(history.near(settings.updates))})]
    start, times = (
        perform(replace(settings, updates=0)),
        [str(t) for t in range(1, experiment.T + 1)],
    )
    strips = [
        Strip(name or f"x{k}", NEUTRAL, experiment.X[:, k - 1, 0].tolist(), times)
        for k, name in enumerate(input_names(experiment)[:MOST_INPUTS], 1)
    ]
    for name in ("f", "i", "C"):
        now, before = (stack(one.trace, name)[:, u, 0].tolist() for one in (experiment, start))
        strips.append(
            Strip(QUANTITIES[name].symbol, QUANTITIES[name].colour, now, times, behind=before)
        )
    answers, right = (values[:, 0].tolist() for values in (experiment.answers, experiment.targets))
    strips.append(Strip("y", NEUTRAL, answers, times, behind=right))
    rows += [bars(strip, SLIM) for strip in strips]
    return picture(rows, train_sentence(settings), SLIM), say("handout_train", lang, unit=u + 1)


def through_time(experiment: Experiment) -> tuple[str, str]:
    """C and h of the unit in focus at each step, the ghost's behind, and what that shows."""
    ghost, u = experiment.ghost, experiment.unit - 1
    times = [str(t) for t in range(1, experiment.T + 1)]
    rows = []
    for name in ("C", "h"):
        own, behind = (
            [] if one is None else stack(one.trace, name)[:, u, 0].tolist()
            for one in (experiment, ghost)
        )
        quantity = QUANTITIES[name]
        rows.append(
            bars(Strip(quantity.symbol, quantity.colour, own, times, experiment.t - 1, behind))
        )
    place, lang = {"unit": u + 1, "t": experiment.t}, experiment.settings.lang
    told = [say("handout_time", lang, **place)]
    told += [say("handout_hidden", lang)] if isnan(unit_value(experiment, "h")) else []
    told += [say("handout_ghost", lang, ghost=ghost_name(experiment))] if ghost else []
    return picture(rows, time_alternative(experiment, ("C", "h"))), " ".join(told)


def six_lines() -> str:
    """The cell, as one would type it."""
    typed = "".join(f"<p><code>{escape(QUANTITIES[name].code)}</code></p>" for name in LINES)
    return f'<div class="lines">{typed}</div>'


# ---- scenes and answers
def typed(words: Words | None, experiment: Experiment) -> str:
    """Somebody's words as a paragraph, with their numbers; nothing for none."""
    said = (
        "" if words is None else strip_invisible(fill(words[experiment.settings.lang], experiment))
    )
    return f'<p class="typed">{escape(said)}</p>' if said.strip() else ""


def asked(scene: Scene, lang: str) -> Question | None:
    """The question that the page asks in this scene."""
    whole = perform(scene.settings(lang))
    return ask(whole, whole.settings.hide, whole.settings.question) if whole.asking else None


def staged(scene: Scene, k: int, lang: str) -> str:
    """A scene: its picture, its words, and its questions with room to write."""
    experiment, question = mask(perform(scene.settings(lang))), asked(scene, lang)
    image, caption = (six_lines(), "") if scene.ending else drawn(experiment)
    questions = typed(scene.question, experiment)
    if question:
        options = "".join(f"<li>{escape(option)}</li>" for option in question.options)
        questions += f"<p>{escape(question.text)}</p>" + (f"<ol>{options}</ol>" if options else "")
    if questions:
        rules = '<div class="rule"></div>' * 2
        title = escape(say("handout_question", lang))
        questions = f'<div class="question"><h3>{title}</h3>{questions}{rules}</div>'
    return (
        f'<section class="scene"><h2>{heading(scene, k, experiment)}</h2>{typed(scene.text, experiment)}'
        f"<figure>{image}<figcaption>{escape(caption)}</figcaption></figure>{questions}</section>"
    )


def heading(scene: Scene, k: int, experiment: Experiment) -> str:
    """The scene's number and its title."""
    return f"{k}. {escape(strip_invisible(fill(scene.title[experiment.settings.lang], experiment)))}".rstrip()


def answered(scene: Scene, k: int, lang: str) -> str:
    """A scene's answers, and its link."""
    experiment, question = mask(perform(scene.settings(lang, scene.beats - 1))), asked(scene, lang)
    told = ""
    if question:
        right = (
            f"{LETTERS[question.right]}) {question.options[question.right]}"
            if question.options
            else ""
        )
        right = right or fixed(question.answer or 0.0, 2)
        words = " ".join((say("handout_right", lang, answer=right), question.why, question.trap))
        told = f"<p>{escape(words)}</p>"
    told += typed(scene.answer, experiment)
    query = urlencode(
        replace(scene.link_settings, lang=lang, revealed="no").to_query(), quote_via=quote
    )
    link = escape(say("handout_link_long", lang))
    if len(query) <= LONGEST_LINK:
        link = escape(say("handout_link", lang)) + f" <code>?{escape(query)}</code>"
    title = heading(scene, k, experiment)
    return f'<div class="answer"><h3>{title}</h3>{told}<p class="link">{link}</p></div>'


def handout(lecture: Lecture, lang: str) -> str:
    """A printable page, complete in itself: every scene of the lecture, and at the end the answers."""
    numbered = list(enumerate(lecture.scenes, 1))
    title = escape(strip_invisible(lecture.title[lang]))
    about = say("handout_about", lang, count=len(numbered), minutes=f"{lecture.minutes:g}")
    scenes = "\n".join(staged(scene, k, lang) for k, scene in numbered)
    answers = "\n".join(answered(scene, k, lang) for k, scene in numbered)
    return f"""<!DOCTYPE html>
<html lang="{lang}">
<head><meta charset="utf-8"/><title>{title}</title><style>{style()}{STYLE}</style></head>
<body>
<main>
<h1>{title}</h1>
<p>{escape(about)}</p>
{scenes}
</main>
<section class="answers"><h1>{escape(say("handout_answers", lang))}</h1>
{answers}
</section>
</body>
</html>
"""
