"""The answers to the questions about time and cause, found by other means."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from urllib.parse import parse_qsl

import pytest

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.question import Question
from lstm_core.model.cell import run
from lstm_core.model.jacobians import direct_path
from tests.lesson.sample import number

Oracle = Callable[[Experiment, Question], None]


def felt(e: Experiment, start: int, end: int) -> float:
    """How much of a small push of C at `start` is there at `end`, the gates being as they are."""
    C = pushed = float(e.trace[start - 1].C[e.unit - 1, 0]) if start else float(e.C0[e.unit - 1, 0])
    pushed += 1e-3
    for step in e.trace[start:end]:
        f, new = (float(value[e.unit - 1, 0]) for value in (step.f, step.i * step.C_tilde))
        C, pushed = f * C + new, f * pushed + new
    return (pushed - C) / 1e-3


def named_steps(text: str) -> list[int]:
    """The steps that are named, in their order."""
    return [int(t) for t in re.findall(r"t = (\d+)", text)]


def until(e: Experiment, q: Question) -> None:
    """A push at the start is felt up to the step that is right, and not at the one after it."""
    (start,) = named_steps(q.text)
    (end,) = named_steps(q.options[q.right])
    assert all(felt(e, start, t) >= 0.75 for t in range(start, end + 1))
    still = "still" in q.options[q.right]
    assert still == (end == e.t) and (still or felt(e, start, end + 1) < 0.25)
    assert sum("still" in option for option in q.options) == 1 and len(q.options) >= 3


def dies(e: Experiment, q: Question) -> None:
    """A push at the step that is right is felt below 1 % now, at each later one above."""
    (died,) = named_steps(q.options[q.right])
    assert felt(e, died, e.t) < 0.01 and all(felt(e, s, e.t) > 0.01 for s in range(died + 1, e.t))
    assert not q.trap or all(e.trace[t - 1].f[e.unit - 1, 0] > 0.01 for t in range(died + 1, e.t))


def counting(e: Experiment, q: Question) -> None:
    """Of the steps offered just one changes h when its input is 0."""
    name = re.split("input ", q.text)[1].split(" had")[0].strip("“”")
    names = [name or str(k) for k, name in enumerate(e.scenario.names or [""] * e.D, 1)]
    changes = []
    for (s,) in map(named_steps, q.options):
        X = e.X.copy()
        assert X[s - 1, names.index(name), 0] != 0
        X[s - 1, names.index(name), 0] = 0
        there = run(e.params, X, e.h0, e.C0, e.pins)[e.t - 1]
        changes.append(abs(float(there.h[e.unit - 1, 0] - e.step.h[e.unit - 1, 0])))
    right = changes.pop(q.right)
    assert right >= 0.1 and max(changes) <= 0.01 and len(changes) >= 2
    assert bool(q.trap) == (named_steps(q.options[q.right]) < max(map(named_steps, q.options)))


def holding(e: Experiment, q: Question) -> None:
    """An intervention that holds the gate at this step and unit gives the C that is right."""
    gate, value = re.findall(r"If ([fi]) were held at ([01])", q.text)[0]
    edits = f"{e.settings.edits};{gate}@{e.t}[{e.unit}]={value}".strip(";")
    held = perform(replace(e.settings, edits=edits))
    assert number(q.options[q.right]) == pytest.approx(held.step.C[e.unit - 1, 0], abs=0.0051)
    shown = sorted(map(number, q.options))
    assert all(b - a > 0.0999 for a, b in pairwise(shown))
    f, i = (float(value[e.unit - 1, 0]) for value in (e.step.f, e.step.i))
    assert i >= 0.5 >= f, "it is a write, and it erases"


def longer(e: Experiment, q: Question) -> None:
    """The direct path of both cells, by the Jacobian's own function."""
    changes = re.findall(r"with (\S+) added", q.text)
    assert bool(changes) != ("the kept one?" in q.text) and 2 * e.t <= e.T
    if changes:
        bias = e.settings.forget_bias + int(number(changes[0]))
        other = perform(replace(e.settings, forget_bias=bias))
    else:
        query = dict(parse_qsl(e.settings.versus))
        other = perform(Settings.from_query(query))
        assert (other.D, other.H, other.T) == (e.D, e.H, e.T) and other.settings != e.settings.cell
    assert all(abs(c.trace[0].C[e.unit - 1, 0]) >= 0.05 for c in (e, other)), "nothing to remember"
    own, others = (float(direct_path(c.trace, 1, c.T)[0][e.unit - 1]) for c in (e, other))
    assert {
        "this one": own > others + 0.05 and own >= 2 * others,
        "the other" if changes else "the kept one": others > own + 0.05 and others >= 2 * own,
        "both the same": own == others,
    }[q.options[q.right]]
    if q.trap and changes:
        assert (others > own) == (number(changes[0]) > 0)
    elif q.trap:
        f, f_other = (c.trace[1].f[e.unit - 1, 0] for c in (e, other))
        assert (f > f_other) != (own > others)


TIME_ORACLES: dict[str, Oracle] = {
    "until": until,
    "dies": dies,
    "counting": counting,
    "holding": holding,
    "longer": longer,
}
