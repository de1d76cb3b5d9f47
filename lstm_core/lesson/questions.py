"""Predict before you see: questions about one step of the real cell, with their answers worked out.

A question is fair at a frontier: what it takes to answer is visible, what would answer it is still hidden. Each kind
yields every fair question that this step and unit allow, in an order drawn from the cell, t and the unit alone, so
that one link asks the whole class the same. Its words are question_<kind>: the question, _why and _trap.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from operator import mul
from random import Random

from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.settings import CELL
from lstm_core.model import cell
from lstm_core.model.cell import GATES, STAGES
from lstm_core.words import reading
from lstm_core.words.language import say
from lstm_core.words.notation import QUANTITIES, Term, factor, fixed, sub

APART = 0.1  # any two numbers to choose from differ by this much as shown
STILL, MOVED = (
    0.02,
    0.1,
)  # C changes by less than the one, or by more than the other: never nearly 0.05
TOLERANCE = 0.05
MOST_DIGITS = 4  # what would take more to compute as shown is not asked


@dataclass(frozen=True)
class Question:
    """One question: options to choose from and the index of the right one, or a number to type and its tolerance."""

    kind: str
    needs: str  # the last stage that must be visible
    about: str  # the stage that answers it
    text: str
    options: tuple[str, ...]
    right: int
    answer: float | None
    tolerance: float
    why: str
    trap: str


Kind = Callable[[Experiment, Random], Iterator[Question]]
Sum = tuple[Callable[..., float], Sequence[float]]


@dataclass(frozen=True)
class Line:
    """A sum of the whiteboard: its symbols, the values in it, and how it is computed."""

    pattern: str
    names: tuple[str, ...]
    fn: Callable[..., float]


KEPT = Line("{f} · {C_prev}", ("f", "C_prev"), mul)
WRITTEN = Line("{i} · {C_tilde}", ("i", "C_tilde"), mul)
MEMORY = Line(
    f"{KEPT.pattern} + {WRITTEN.pattern}",
    (*KEPT.names, *WRITTEN.names),
    lambda f, C_prev, i, C_tilde: f * C_prev + i * C_tilde,
)
SQUASHED = Line("tanh {C}", ("C",), math.tanh)
SHOWN = Line("{o} · tanh {C}", ("o", "C"), lambda o, C: o * math.tanh(C))


def digits(*sums: Sum) -> int | None:
    """The decimals with which every sum of the shown numbers gives its shown result; None if it takes too many."""
    return next(
        (n for n in range(2, MOST_DIGITS + 1) if all(computes(fn, given, n) for fn, given in sums)),
        None,
    )


def computes(fn: Callable[..., float], given: Sequence[float], n: int) -> bool:
    """Whether fn of the numbers with n decimals is fn of the numbers to 2 decimals, however one rounds a 5."""
    result = fn(*(round(number, n) for number in given))
    return {fixed(result - 1e-9, 2), fixed(result + 1e-9, 2)} == {fixed(fn(*given), 2)}


def bracketed(number: float, n: int) -> str:
    """A factor, in brackets if it is negative."""
    return factor(number, n).replace("-", "−")


def symbols(experiment: Experiment) -> dict[str, str]:
    """Each quantity's symbol with its time."""
    now = {name: quantity.symbol + sub(experiment.t) for name, quantity in QUANTITIES.items()}
    return now | {"C_prev": f"C{sub(experiment.t - 1)}"}


def values(experiment: Experiment, line: Line) -> list[float]:
    """The values in this line for the unit in focus."""
    return [reading.value(experiment, name) for name in line.names]


def worked(experiment: Experiment, line: Line, n: int) -> str:
    """A line in symbols, in numbers, and its result."""
    signs, given = symbols(experiment), values(experiment, line)
    shown = {name: bracketed(value, n) for name, value in zip(line.names, given, strict=True)}
    if "C" in shown:  # only ever inside tanh
        shown["C"] = f"({shown['C'].strip('()')})"
    return f"{line.pattern.format(**signs)} = {line.pattern.format(**shown)} = {fixed(line.fn(*given), 2)}"


def sheet(experiment: Experiment, *lines: Line) -> dict[str, str] | None:
    """What a question starts from and what it comes to, with digits that compute; None if that takes too many."""
    n = digits(*((line.fn, values(experiment, line)) for line in lines))
    if n is None:
        return None
    given = {
        name: f"{symbols(experiment)[name]} = {fixed(reading.value(experiment, name), n)}"
        for line in lines
        for name in line.names
    }
    sums = "; ".join(worked(experiment, line, n) for line in lines)
    return {"given": ", ".join(given.values()), "before": given.get("C_prev", ""), "sum": sums}


def leads(amounts: Iterable[float], times: float, margin: float) -> bool:
    """Whether the largest is that many times the second, and that much more."""
    first, second = sorted(map(abs, amounts), reverse=True)[:2]
    return first >= times * second and first - second >= margin


def mixed(rng: Random, right: str, wrong: Iterable[str]) -> tuple[tuple[str, ...], int]:
    """The options in a drawn order and where the right one is."""
    options = [right, *wrong]
    rng.shuffle(options)
    return tuple(options), options.index(right)


def numbers(
    rng: Random, right: float, trap: float, *others: float
) -> tuple[tuple[str, ...], int] | None:
    """The right number, the trap's and one or two others, all clearly apart; None if the others are too close."""
    kept = [round(right, 2)]
    most = rng.choice((3, 4))
    for wrong in (trap, *rng.sample(others, len(others))):
        if len(kept) < most and all(abs(round(wrong, 2) - other) >= APART for other in kept):
            kept.append(round(wrong, 2))
    return (
        mixed(rng, fixed(kept[0], 2), (fixed(wrong, 2) for wrong in kept[1:]))
        if len(kept) > 2
        else None
    )


def made(
    experiment: Experiment,
    kind: str,
    needs: str,
    about: str,
    choice: tuple[tuple[str, ...], int],
    words: Mapping[str, object],
    answer: float | None = None,
) -> Question:
    """The question in the page's language, its placeholders filled."""
    filled = {
        **words,
        "t": experiment.t,
        "unit": experiment.unit,
        "tolerance": TOLERANCE,
        **symbols(experiment),
    }
    text, why, trap = (
        say(f"question_{kind}{part}", experiment.settings.lang, **filled)
        for part in ("", "_why", "_trap")
    )
    tolerance = 0.0 if answer is None else TOLERANCE
    return Question(kind.split("_")[0], needs, about, text, *choice, answer, tolerance, why, trap)


def direction(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """Whether C goes up, down or stays; not where nothing can pull it down."""
    change = reading.value(experiment, "C") - reading.value(experiment, "C_prev")
    sums = sheet(experiment, MEMORY)
    if sums and not STILL <= abs(change) <= MOVED and not reading.cannot_close(experiment):
        options = tuple(
            say(f"question_direction_{way}", experiment.settings.lang)
            for way in ("up", "down", "stay")
        )
        right = 2 if abs(change) < STILL else 0 if change > 0 else 1
        yield made(experiment, "direction", "C_tilde", "C", (options, right), sums)


def left(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """What is left of the old memory."""
    f, before = values(experiment, KEPT)
    choice = numbers(rng, f * before, (1 - f) * before, before, f, f + before)
    sums = sheet(experiment, KEPT)
    if sums and choice and abs(before) >= 0.2:
        yield made(experiment, "left", "f", "C", choice, sums)


def named(push: Term, lang: str, n: int, product: bool = False) -> str:
    """A term with its weight and its value, or with their product; a bias is what it is."""
    name, weight = reading.term(push, lang), fixed(push.weight, n)
    if push.value is None:
        return f"{name} = {weight}"
    if product:
        return f"{name}: {bracketed(push.weight, n)} · {bracketed(push.value, n)} = {fixed(push.product, 2)}"
    return f"{name}: w = {weight}, z = {fixed(push.value, n)}"


def strongest(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """Which term pushes a gate the most, beside the largest weight and the largest value."""
    lang = experiment.settings.lang
    for gate in rng.sample(list(GATES), len(GATES)):
        if experiment.held(gate):
            continue
        pushes = sorted(reading.pushes(experiment, gate), key=lambda push: -abs(push.product))
        weighed = [push for push in pushes if push.value is not None]
        tempting = [
            max(weighed, key=lambda push: abs(push.weight)),
            max(weighed, key=lambda push: abs(push.value or 0)),
        ]
        offered = list(dict.fromkeys([*pushes[:2], *tempting, *pushes[2:]]))[:4]
        n = digits(
            *((mul, (push.weight, push.value)) for push in pushes[:2] if push.value is not None)
        )
        if n is not None and leads((push.product for push in pushes), 1.25, 0.05):
            first, second = (named(push, lang, n, product=True) for push in pushes[:2])
            answer, *others = (named(push, lang, n) for push in offered)
            needs, the_gate = STAGES[STAGES.index(gate) - 1], say(f"the_{gate}", lang)
            choice = mixed(rng, answer, others)
            yield made(
                experiment,
                "strongest",
                needs,
                gate,
                choice,
                {"gate": the_gate, "first": first, "second": second},
            )


def removed(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """Which gate would move the most without one input, where the input's weights tell it.

    The candidate is left out: near 0 tanh is four times as steep as sigma, so it would nearly always be the answer.
    """
    step, params, u, lang = (
        experiment.step,
        experiment.moving,
        experiment.unit - 1,
        experiment.settings.lang,
    )
    for k in rng.sample(range(experiment.D), experiment.D):
        x = step.x.copy()
        x[k] = 0
        without = cell.step(params, x, step.h_prev, step.C_prev, experiment.pins, experiment.t)
        moves = {
            gate: abs(float((getattr(step, gate) - getattr(without, gate))[u, 0])) for gate in "fio"
        }
        weights = {gate: float(getattr(params, f"W_{gate}")[u, experiment.H + k]) for gate in "fio"}
        name, value = reading.names(experiment)[k], float(step.x[k, 0])
        answer = max("fio", key=moves.__getitem__)
        _, heaviest = max((abs(weight), gate) for gate, weight in weights.items())
        n = digits((mul, (weights[answer], value)))
        clear = leads(moves.values(), 1.5, 0.05) and leads(weights.values(), 1.25, 0.05)
        if n is not None and clear and answer == heaviest:
            words = {
                "input": say("named_input" if name else "question_input", lang, name=name or k + 1),
                "value": fixed(value, n),
                "weights": ", ".join(
                    f"{gate} {fixed(weight, n)}" for gate, weight in weights.items()
                ),
                "most": answer,
                "sum": f"{bracketed(weights[answer], n)} · {bracketed(value, n)} = {fixed(weights[answer] * value, 2)}",
                "moves": ", ".join(f"{gate} {fixed(move, 2)}" for gate, move in moves.items()),
            }
            choice = mixed(rng, answer, (gate for gate in "fio" if gate != answer))
            yield made(experiment, "removed", "o", "h", choice, words)


def shown(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """Whether h is near C, near 1 or -1, or near 0."""
    C, h = reading.value(experiment, "C"), reading.value(experiment, "h")
    one = math.copysign(1, C)
    near = [
        abs(h - C) < 0.05 and abs(C) >= 0.2 and abs(h) < 0.85,
        abs(h - one) < 0.05 and abs(C) > 1.5,
        abs(h) < 0.05 and abs(C) > 0.3,
    ]
    sums = sheet(experiment, SHOWN)
    if (
        sums and any(near) and abs(C - one) >= 0.15
    ):  # else "near C" and "near 1" would be one option
        named = (symbols(experiment)["C"], fixed(one, 0), "0")
        options = [say("question_near", experiment.settings.lang, value=value) for value in named]
        answer = options.pop(near.index(True))
        yield made(experiment, "shown", "o", "h", mixed(rng, answer, options), sums)


def saturate(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """What tanh makes of a large C."""
    C = reading.value(experiment, "C")
    sums = sheet(experiment, SQUASHED)
    if sums and abs(C) >= 0.8:
        sigma = float(cell.sigmoid(experiment.step.C)[experiment.unit - 1, 0])
        slope = 1 - math.tanh(C) ** 2
        choice = numbers(rng, math.tanh(C), C, math.copysign(1, C), sigma, slope, C / 2, 1 / C)
        if choice:
            yield made(experiment, "saturate", "C", "tanh_C", choice, sums)


def written(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """How much is written."""
    i, candidate = values(experiment, WRITTEN)
    f = reading.value(experiment, "f")
    choice = numbers(
        rng, i * candidate, candidate, i, i + candidate, (1 - i) * candidate, (1 - f) * candidate
    )
    sums = sheet(experiment, WRITTEN)
    if sums and choice and abs(candidate) >= 0.3:
        yield made(experiment, "written", "C_tilde", "C", choice, sums)


def keeper(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """Which of up to four units keeps, or loses, the largest share of its memory."""
    lang, here = experiment.settings.lang, experiment.unit - 1
    others = [u for u in range(experiment.H) if u != here]
    units = sorted([here, *rng.sample(others, min(3, len(others)))])
    f, before = (getattr(experiment.step, name)[units, 0].tolist() for name in ("f", "C_prev"))
    if len(units) < 2 or min(map(abs, before)) < 0.05:  # a unit without memory has no share to keep
        return
    label = [say("question_unit", lang, number=u + 1) for u in units]
    listed = ", ".join(
        f"f = {fixed(share, 2)} ({name})" for name, share in zip(label, f, strict=True)
    )
    for way in rng.sample(("keeps", "loses"), 2):
        shares = f if way == "keeps" else [1 - share for share in f]
        if leads(shares, 1, APART):
            most = shares.index(max(shares))
            kept = fixed(f[most], 2)
            share = (
                f"f = {kept}"
                if way == "keeps"
                else f"1 − f = 1 − {kept} = {fixed(1 - float(kept), 2)}"
            )
            words = {"given": listed, "most": label[most], "share": share}
            yield made(experiment, f"keeper_{way}", "f", "C", (tuple(label), most), words)


def larger(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """Which part of the new C is larger, where it is not the same one at every step, nor nearly so."""

    def larger_part(step: cell.Step) -> int | None:
        f, before, i, candidate = (
            float(getattr(step, name)[experiment.unit - 1, 0]) for name in MEMORY.names
        )
        kept, wrote = abs(f * before), abs(i * candidate)
        return int(wrote > kept) if abs(before) >= 0.2 and leads((kept, wrote), 1.5, 0.1) else None

    right = larger_part(experiment.step)
    sums = sheet(experiment, KEPT, WRITTEN)
    if (
        sums
        and right is not None
        and {*map(larger_part, experiment.trace)} >= {0, 1}
        and not reading.cannot_close(experiment)
    ):
        options = tuple(
            say(f"question_larger_{part}", experiment.settings.lang) for part in ("kept", "written")
        )
        yield made(experiment, "larger", "C_tilde", "C", (options, right), sums)


def compute(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """The new C, as a number."""
    sums = sheet(experiment, MEMORY)
    if sums:
        yield made(
            experiment, "compute", "C_tilde", "C", ((), 0), sums, reading.value(experiment, "C")
        )


def counts(experiment: Experiment, rng: Random) -> Iterator[Question]:
    """How many numbers there are: units are not steps."""
    D, H, T, t = experiment.D, experiment.H, experiment.T, experiment.t
    asked = {
        "values": (H * t, f"{H} · {t} = {H * t}", {H, t, H + t, H * T, T}),
        "memory": (H, f"{H}", {t, T, D, H + D, H * t}),
        "z": (H + D, f"{H} + {D} = {H + D}", {H * D, H, D, T, H + D + 1}),
        "weights": (
            H * (H + D),
            f"{H} · ({H} + {D}) = {H * (H + D)}",
            {H * D, H + D, H * H, 4 * H * (H + D)},
        ),
    }
    for variant in rng.sample(list(asked), len(asked)):
        right, product, others = asked[variant]
        wrong = sorted(others - {right})
        if len(wrong) >= 2 and not (
            variant == "values" and 1 in (H, t)
        ):  # there a unit or a step is all there is
            choice = mixed(rng, str(right), map(str, rng.sample(wrong, min(3, len(wrong)))))
            sizes = {"D": D, "H": H, "T": T, "sum": product}
            yield made(experiment, f"counts_{variant}", "z", "h", choice, sizes)


ASKED: dict[str, Kind] = {
    kind.__name__: kind
    for kind in (
        direction,
        left,
        strongest,
        removed,
        shown,
        saturate,
        written,
        keeper,
        larger,
        compute,
        counts,
    )
}
KINDS = tuple(ASKED)


def fair(experiment: Experiment) -> list[list[Question]]:
    """Every fair question about this step and unit, kind by kind in the order drawn for this place of this cell."""
    cell = {name: value for name, value in experiment.settings.to_query().items() if name in CELL}
    cell_and_place = (cell, experiment.t, experiment.unit)
    order = Random(f"{cell_and_place}").sample(KINDS, len(KINDS))
    return [list(ASKED[kind](experiment, Random(f"{cell_and_place} {kind}"))) for kind in order]


def at(frontier: str, by_kind: list[list[Question]]) -> list[Question]:
    """Those that are fair at this frontier: one of each kind, then a second of each, and so on."""
    f = STAGES.index(frontier)
    fitting = [
        [q for q in same if STAGES.index(q.needs) <= f < STAGES.index(q.about)] for same in by_kind
    ]
    return [question for turn in zip_longest(*fitting) for question in turn if question]


def ask(experiment: Experiment, frontier: str, number: int) -> Question | None:
    """The number-th question with the stages up to and including the frontier visible; None if none is fair there.

    After the last one they start again.
    """
    asked = at(frontier, fair(experiment))
    return asked[(number - 1) % len(asked)] if asked else None


def pause(experiment: Experiment, number: int) -> str | None:
    """The stage to stop at in order to ask, so that the first question there needs just that much; None if none is.

    There may be several such stages: this is the number-th, in the order in which the kinds were drawn.
    """
    by_kind = fair(experiment)
    stops = [same[0].needs for same in by_kind if same and at(same[0].needs, by_kind)[0] == same[0]]
    return stops[(number - 1) % len(stops)] if stops else None


def right(question: Question, given: str) -> bool | None:
    """Whether a typed number is right, a decimal comma and a real minus sign allowed; None if it is no number."""
    try:
        number = float("".join(given.split()).replace(",", ".").replace("−", "-"))
    except ValueError:
        return None
    if question.answer is None or not math.isfinite(number):
        return None
    return abs(number - question.answer) <= question.tolerance + 1e-9  # 0.62 is within 0.05 of 0.57
