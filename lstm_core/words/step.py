"""A step in words: what a unit keeps and writes, what each stage means, the picture, the table."""

from lstm_core.experiment.experiment import Experiment
from lstm_core.words.language import say
from lstm_core.words.masking import hidden_sentence, is_hidden
from lstm_core.words.numbers import fixed, percent
from lstm_core.words.quantities import CHARTED, symbol, unit_value
from lstm_core.words.tables import Table


def step_sentence(experiment: Experiment) -> str:
    """What the unit in focus keeps and writes at t, in digits with which the sum is right."""
    if is_hidden(experiment, "C"):
        return hidden_sentence(experiment)
    f, i, C_tilde, C_prev, C = (
        unit_value(experiment, name) for name in ("f", "i", "C_tilde", "C_prev", "C")
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
    return say(
        "step_sentence" if C_prev else "step_sentence_empty",
        experiment.settings.lang,
        unit=experiment.unit,
        percent=percent(f),
        before=fixed(C_prev, digits),
        kept=fixed(kept, digits),
        written=fixed(written, digits),
        C=fixed(C, digits),
    )


def stage_sentence(experiment: Experiment, stage: str) -> str:
    """What this stage's value means for the unit in focus, with its number."""
    share = percent(unit_value(experiment, stage)) if stage != "z" else ""
    names = ("C_tilde", "C_prev", "C", "tanh_C", "h")
    numbers = {name: fixed(unit_value(experiment, name), 2) for name in names}
    return say(
        f"here_{stage}",
        experiment.settings.lang,
        unit=experiment.unit,
        percent=share,
        D=experiment.D,
        H=experiment.H,
        **numbers,
    )


def step_alternative(experiment: Experiment) -> str:
    """The step's picture in one sentence."""
    shown = ", ".join(
        f"{symbol(name)} = {fixed(unit_value(experiment, name), 3)}"
        for name in (*CHARTED[:3], "C", "tanh_C", "o", "h")
    )
    return say(
        "alt_step",
        experiment.settings.lang,
        t=experiment.t,
        unit=experiment.unit,
        H=experiment.H,
        shown=shown,
        before=fixed(unit_value(experiment, "C_prev"), 3),
    )


def step_table(experiment: Experiment) -> Table:
    """Every value of the step at t, a row per unit."""
    names = ("C_prev", "a_f", "f", "a_i", "i", "a_C", "C_tilde", "C", "tanh_C", "a_o", "o", "h")
    columns = [getattr(experiment.step, name)[:, 0].tolist() for name in names]
    rows = enumerate(zip(*columns, strict=True), 1)
    return Table(("t", "unit", *names), tuple((experiment.t, unit, *row) for unit, row in rows))
