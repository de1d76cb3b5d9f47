"""Arrays in words: the opening sentence of each view, what a picture shows for those who cannot see it, and tables."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from lstm_core.experiment.checks import cannot_close, matches_notebook
from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import GATES, STAGES, stack
from lstm_core.training.series import series
from lstm_core.words import train as trained
from lstm_core.words.language import say
from lstm_core.words.notation import CHARTED, QUANTITIES, Term, fixed, sub, terms

MOST_ROWS = 120  # of a table on the page


def names(experiment: Experiment) -> tuple[str, ...]:
    """The names of the D inputs in the page's language, "" for an input that has none."""
    lang = experiment.settings.lang
    if experiment.given.start:
        return (say("input_passengers", lang),)
    ids = experiment.scenario.names
    return tuple(say(f"input_{name}", lang) for name in ids) if ids else ("",) * experiment.D


def pushes(experiment: Experiment, gate: str) -> tuple[Term, ...]:
    """The terms that push this gate of the unit in focus at t."""
    return terms(experiment.params, experiment.step, gate, experiment.unit, names(experiment))


def value(experiment: Experiment, name: str) -> float:
    """A quantity of the unit in focus at t."""
    return float(getattr(experiment.step, name)[experiment.unit - 1, 0])


def percent(share: float) -> str:
    """A share in per cent, with a decimal where a rounded 0 or 100 would claim too much."""
    return fixed(100 * share, 1 if 0.0005 <= share < 0.005 or 0.995 <= share < 0.9995 else 0)


def titles(lang: str) -> dict[str, str]:
    """What each symbol is, in words."""
    return {
        "x": say("inputs", lang),
        "y": say("stage_y", lang),
        **{s: say(f"stage_{s}", lang) for s in STAGES},
    }


def hidden(experiment: Experiment, stage: str) -> bool:
    """Whether this stage of step t is hidden."""
    return stage != "z" and bool(np.isnan(value(experiment, stage)))


def without(experiment: Experiment) -> str:
    """What the ghost is, as the end of a sentence: this cell without the change, or the kept one."""
    return say(
        "in_kept" if experiment.settings.versus else "without_change", experiment.settings.lang
    )


def shown_up_to(experiment: Experiment) -> str:
    """The sentence in place of one whose numbers are hidden."""
    return say(
        "shown_up_to",
        experiment.settings.lang,
        t=experiment.t,
        unit=experiment.unit,
        stage=QUANTITIES[experiment.frontier].symbol,
    )


def step_sentence(experiment: Experiment) -> str:
    """What the unit in focus keeps and writes at t, with as many digits as make the sum right as shown."""
    if hidden(experiment, "C"):
        return shown_up_to(experiment)
    f, i, C_tilde, C_prev, C = (
        value(experiment, name) for name in ("f", "i", "C_tilde", "C_prev", "C")
    )
    kept, written = f * C_prev, i * C_tilde
    digits = next(
        (
            n
            for n in (2, 3, 4, 5)
            if fixed(float(f"{kept:.{n}f}") + float(f"{written:.{n}f}"), n) == fixed(C, n)
        ),
        5,
    )
    key = "step_sentence" if C_prev else "step_sentence_empty"
    return say(
        key,
        experiment.settings.lang,
        unit=experiment.unit,
        percent=percent(f),
        before=fixed(C_prev, digits),
        kept=fixed(kept, digits),
        written=fixed(written, digits),
        C=fixed(C, digits),
    )


def time_sentence(experiment: Experiment) -> str:
    """Where the memory of the unit in focus starts and ends, its extremes, and what it keeps at t."""
    u = experiment.unit - 1
    C = np.array([experiment.C0[u, 0], *stack(experiment.trace, "C")[:, u, 0]])
    if np.isnan(C).any():
        return shown_up_to(experiment)
    low, high = int(C.argmin()), int(C.argmax())
    return say(
        "time_sentence",
        experiment.settings.lang,
        unit=experiment.unit,
        C0=fixed(experiment.C0[experiment.unit - 1, 0], 2),
        CT=fixed(C[-1], 2),
        low=fixed(C[low], 2),
        t_low=low,
        high=fixed(C[high], 2),
        t_high=high,
        t=experiment.t,
        percent=percent(value(experiment, "f")),
    )


def weights_sentence(experiment: Experiment, gate: str) -> str:
    """Which term pushes this gate the most, and where all of them together put it."""
    if hidden(experiment, gate):
        return shown_up_to(experiment)
    lang, letter = experiment.settings.lang, GATES[gate]
    if experiment.is_held(gate):
        key = "weights_coupled" if experiment.coupled and gate == "i" else "weights_held"
        a, held = (fixed(value(experiment, name), 2) for name in (f"a_{letter}", gate))
        return say(key, lang, unit=experiment.unit, gate=say(f"the_{gate}", lang), a=a, value=held)
    strongest = max(pushes(experiment, gate), key=lambda push: abs(push.product))
    return say(
        "weights_sentence",
        lang,
        unit=experiment.unit,
        t=experiment.t,
        gate=say(f"the_{gate}", lang),
        term=say("named_input", lang, name=strongest.name)
        if strongest.name
        else term(strongest, lang),
        product=fixed(strongest.product, 2),
        a=fixed(value(experiment, f"a_{letter}"), 2),
        symbol=QUANTITIES[gate].symbol,
        value=fixed(value(experiment, gate), 2),
    )


def term(push: Term, lang: str) -> str:
    """A term's name for a sentence or a table."""
    return push.name or (say("bias", lang) if push.part == "b" else f"{push.part}{sub(push.index)}")


def here(experiment: Experiment, stage: str) -> str:
    """What this stage's value means for the unit in focus, in words with its number."""
    share = percent(value(experiment, stage)) if stage != "z" else ""
    numbers = {
        name: fixed(value(experiment, name), 2)
        for name in ("C_tilde", "C_prev", "C", "tanh_C", "h")
    }
    return say(
        f"here_{stage}",
        experiment.settings.lang,
        unit=experiment.unit,
        percent=share,
        D=experiment.D,
        H=experiment.H,
        **numbers,
    )


@lru_cache(maxsize=64)
def captions(experiment: Experiment) -> tuple[str, ...]:
    """What to watch here, and what must be known to read the numbers rightly."""
    lang, settings = experiment.settings.lang, experiment.settings
    said = []
    if settings.scenario == "notebook" and not experiment.own_inputs:
        if experiment.t > 1:
            said.append(say("continuation", lang))
        elif matches_notebook(experiment):
            said.append(say("equals_notebook", lang))
    if settings.forget_bias:
        said.append(say("forget_bias_on", lang, bias=fixed(settings.forget_bias, 0)))
    if experiment.scenario.learnt:
        said += trained.captions(experiment)
    elif experiment.scenario.names and not experiment.own_inputs and settings.hide == "no":
        said.append(say(f"watch_{settings.scenario}", lang))
    if experiment.given.start:
        months, passengers = series()
        said.append(
            say(
                "series_caption",
                lang,
                first=months[experiment.given.start - 1],
                last=months[experiment.given.start + experiment.T - 2],
                month=months[experiment.given.start + experiment.t - 2],
                passengers=fixed(passengers[experiment.given.start + experiment.t - 2], 0),
                mean=fixed(passengers.mean(), 1),
                deviation=fixed(passengers.std(), 1),
            )
        )
    if cannot_close(experiment):
        said.append(say("cannot_close", lang))
    return tuple(said)


def complaints(experiment: Experiment) -> list[str]:
    """What could not be used as asked, a sentence each."""
    return [say(key, experiment.settings.lang, **values) for key, values in experiment.complaints]


def alt_step(experiment: Experiment) -> str:
    """The step's picture in one sentence."""
    shown = ", ".join(
        f"{QUANTITIES[name].symbol} = {fixed(value(experiment, name), 3)}"
        for name in (*CHARTED[:3], "C", "tanh_C", "o", "h")
    )
    return say(
        "alt_step",
        experiment.settings.lang,
        t=experiment.t,
        unit=experiment.unit,
        H=experiment.H,
        shown=shown,
        before=fixed(value(experiment, "C_prev"), 3),
    )


def alt_time(experiment: Experiment, charted: Sequence[str]) -> str:
    """The picture of these quantities through time in one sentence."""
    lang, u, parts = experiment.settings.lang, experiment.unit - 1, []
    for name in charted:
        values = experiment.answers[:, 0] if name == "y" else stack(experiment.trace, name)[:, u, 0]
        parts.append(
            say(
                "alt_range",
                lang,
                symbol=QUANTITIES[name].symbol,
                low=fixed(np.nanmin(values), 2),
                t_low=int(np.nanargmin(values)) + 1,
                high=fixed(np.nanmax(values), 2),
                t_high=int(np.nanargmax(values)) + 1,
            )
        )
    return say("alt_time", lang, T=experiment.T, unit=experiment.unit, shown="; ".join(parts))


def alt_weights(experiment: Experiment, gates: Sequence[str]) -> str:
    """The heatmaps of these gates in one sentence."""
    parts = [
        f"W_{letter} {fixed(W.min(), 2)} … {fixed(W.max(), 2)}"
        for letter in map(GATES.__getitem__, gates)
        for W in [getattr(experiment.params, f"W_{letter}")]
    ]
    return say(
        "alt_weights",
        experiment.settings.lang,
        H=experiment.H,
        D=experiment.D,
        shown=", ".join(parts),
    )


def alt_pushes(experiment: Experiment, gate: str) -> str:
    """The chart of the terms in one sentence."""
    shown = ", ".join(
        f"{term(push, experiment.settings.lang)} {fixed(push.product, 2)}"
        for push in pushes(experiment, gate)
    )
    letter = GATES[gate]
    return say(
        "alt_pushes",
        experiment.settings.lang,
        unit=experiment.unit,
        t=experiment.t,
        gate=say(f"the_{gate}", experiment.settings.lang),
        shown=shown,
        a=fixed(value(experiment, f"a_{letter}"), 2),
    )


@dataclass(frozen=True)
class Table:
    """The numbers behind a picture: one name per column, and the rows."""

    header: tuple[str, ...]
    rows: tuple[tuple[str | int | float, ...], ...]

    def part(self, preferred: Callable[[tuple[Any, ...]], bool]) -> "Table":
        """The table itself, or where it is too long for a page its preferred rows."""
        if len(self.rows) <= MOST_ROWS:
            return self
        return Table(self.header, tuple(row for row in self.rows if preferred(row)))

    def csv(self) -> str:
        """All digits, comma-separated, a decimal point: what a spreadsheet or NumPy reads back unchanged."""
        file = io.StringIO()
        rows = [
            ["?" if cell != cell else cell for cell in row] for row in self.rows
        ]  # only NaN, hidden, is not itself
        csv.writer(file, lineterminator="\n").writerows([self.header, *rows])
        return file.getvalue()

    def markdown(self, digits: int = 8) -> str:
        """The table for the page, numbers to this many decimals."""
        lines = ["| " + " | ".join(self.header) + " |", "|" + "--:|" * len(self.header)]
        lines += [
            "| "
            + " | ".join(
                fixed(cell, digits) if isinstance(cell, float) else str(cell) for cell in row
            )
            + " |"
            for row in self.rows
        ]
        return "\n".join(lines)


def step_table(experiment: Experiment) -> Table:
    """Every value of the step at t, a row per unit."""
    shown = ("C_prev", "a_f", "f", "a_i", "i", "a_C", "C_tilde", "C", "tanh_C", "a_o", "o", "h")
    columns = [getattr(experiment.step, name)[:, 0].tolist() for name in shown]
    return Table(
        ("t", "unit", *shown),
        tuple((experiment.t, k + 1, *row) for k, row in enumerate(zip(*columns, strict=True))),
    )


def time_table(experiment: Experiment) -> Table:
    """The six quantities and the inputs, a row per step and unit."""
    header = (
        "t",
        "unit",
        *CHARTED,
        *(name or f"x_{k}" for k, name in enumerate(names(experiment), 1)),
    )
    return Table(
        header,
        tuple(
            (
                t,
                unit,
                *(float(getattr(step, name)[unit - 1, 0]) for name in CHARTED),
                *step.x[:, 0].tolist(),
            )
            for t, step in enumerate(experiment.trace, 1)
            for unit in range(1, experiment.H + 1)
        ),
    )


def weights_table(experiment: Experiment) -> Table:
    """All weights and biases, a row per gate and unit."""
    header = (
        "W",
        "unit",
        *(f"h_{k}" for k in range(1, experiment.H + 1)),
        *(name or f"x_{k}" for k, name in enumerate(names(experiment), 1)),
        "b",
    )
    rows = []
    for letter in GATES.values():
        W, b = (getattr(experiment.params, f"{kind}_{letter}") for kind in "Wb")
        rows += [
            (f"W_{letter}", unit, *W[unit - 1].tolist(), float(b[unit - 1, 0]))
            for unit in range(1, experiment.H + 1)
        ]
    return Table(header, tuple(rows))


def pushes_table(experiment: Experiment, gate: str) -> Table:
    """The terms of one gate, a row each: weight, value, product."""
    return Table(
        ("term", "w", "z", "w*z"),
        tuple(
            (
                term(push, experiment.settings.lang),
                push.weight,
                "" if push.value is None else push.value,
                push.product,
            )
            for push in pushes(experiment, gate)
        ),
    )


def typed_table(experiment: Experiment) -> Table:
    """The inputs as they were understood, a row per step."""
    return Table(
        ("t", *(name or f"x_{k}" for k, name in enumerate(names(experiment), 1))),
        tuple((t, *row) for t, row in enumerate(experiment.X[:, :, 0].tolist(), 1)),
    )


def as_typed(experiment: Experiment) -> str:
    """The inputs as text to start editing from, three decimals, a row per step."""
    return "\n".join("; ".join(f"{x:.3f}" for x in row) for row in experiment.X[:, :, 0])
