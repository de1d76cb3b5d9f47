"""One stage of a step on the whiteboard: its sum in symbols and in numbers, the line of NumPy, and what it means."""

from functools import lru_cache

from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import GATES
from lstm_core.words import notation, reading
from lstm_core.words.language import say
from lstm_core.words.notation import fixed


@lru_cache(maxsize=256)
def card(experiment: Experiment, stage: str) -> str:
    """Title, formulas, note and code of a stage for the unit in focus, in Markdown; a hidden result is asked for."""
    settings, lang = experiment.settings, experiment.settings.lang
    sums, code = (
        notation.stacked(formulas(experiment, stage)),
        f"```python\n{notation.QUANTITIES[stage].code}\n```",
    )
    if (
        experiment.asking and settings.revealed == "no"
    ):  # the words would answer what is being asked
        title, note = f"{notation.QUANTITIES[stage].symbol}, {say(f'name_{stage}', lang)}", ""
    else:
        title, note = say(f"stage_{stage}", lang), say(f"note_{stage}", lang)
        if not reading.hidden(experiment, stage):
            note += f" **{reading.here(experiment, stage)}**"
    note = " ".join(filter(None, (note, beside(experiment, stage))))
    return f"### {title}\n\n$$\n{sums}\n$$\n\n{note}\n\n{code}"


def formulas(experiment: Experiment, stage: str) -> list[str]:
    """The formula in symbols and with the numbers put in, in LaTeX."""
    t, step, unit = experiment.t, experiment.step, experiment.unit
    symbols = notation.in_symbols(stage)
    if reading.hidden(experiment, stage):
        put_in, unknown = notation.in_question(stage, step, unit, t, 3)
        return [symbols, put_in, rf"\quad = {unknown}"]
    if stage == "z":
        h = notation.vector(rf"h_{{{t - 1}}}", step.h_prev[:, 0].tolist(), 3)
        return [symbols, h, notation.vector(rf"x_{{{t}}}", step.x[:, 0].tolist(), 3)]
    if stage in GATES and experiment.is_held(stage):
        return [held(experiment, stage, 3)]
    if stage in GATES:
        return [symbols, *terms(experiment, stage, notation.MOST_TERMS)]
    return [symbols, notation.in_numbers(stage, step, unit, t, 3)]


def held(experiment: Experiment, gate: str, digits: int) -> str:
    """A gate that does not follow from its sum: its value and why, in LaTeX."""
    t, value = (
        experiment.t,
        notation.coloured(gate, notation.plain(reading.value(experiment, gate), digits)),
    )
    if gate == "i" and experiment.coupled:
        f = notation.coloured("f", notation.plain(reading.value(experiment, "f"), digits))
        return rf"{notation.at('i', t)} = 1 - {notation.at('f', t)} = 1 - {f} = {value}"
    why = say("held_here", experiment.settings.lang)
    return rf"{notation.at(gate, t)} = {value}\;\text{{({why})}}"


def beside(experiment: Experiment, stage: str) -> str:
    """What the stage is in the ghost, and the difference; empty where there is none."""
    if experiment.ghost is None or stage == "z" or reading.hidden(experiment, stage):
        return ""
    before, now = (reading.value(one, stage) for one in (experiment.ghost, experiment))
    key = "beside_same" if before == now else "beside"
    difference = (
        fixed(now - before, 3)
        if abs(now - before) >= 0.0005
        else f"{now - before:.1e}".replace("-", "−")
    )
    ghost = reading.without(experiment)
    words = {
        "ghost": ghost[0].upper() + ghost[1:],
        "before": fixed(before, 3),
        "difference": difference,
    }
    return f"*{say(key, experiment.settings.lang, **words)}*"


def terms(experiment: Experiment, gate: str, most: int) -> tuple[str, str]:
    """The sum of a gate, at most this many terms, and what it is squashed to; both in LaTeX."""
    pushes = reading.pushes(experiment, gate)
    a, value = (reading.value(experiment, name) for name in (f"a_{GATES[gate]}", gate))
    rest = say("rest", experiment.settings.lang, count=len(pushes) - most + 1)
    return notation.in_terms(gate, pushes, a, value, experiment.t, 3, rest, most)


def left_out(experiment: Experiment, stage: str) -> int:
    """How many terms the whole sum has where its card cannot show them all, 0 elsewhere."""
    count = experiment.H + experiment.D + 1
    summed = (
        stage in GATES and not experiment.is_held(stage) and not reading.hidden(experiment, stage)
    )
    return count if summed and count > notation.MOST_TERMS else 0


def in_full(experiment: Experiment, gate: str) -> str:
    """The whole sum of a gate, a line for each term, in LaTeX."""
    return terms(experiment, gate, experiment.H + experiment.D + 1)[0]


def one_line(experiment: Experiment, stage: str, flat: bool = False) -> str:
    """The stage as one formula with numbers, short enough for the last row, in LaTeX."""
    t, step, unit = experiment.t, experiment.step, experiment.unit
    if reading.hidden(experiment, stage):
        return " = ".join(notation.in_question(stage, step, unit, t, 2))
    if stage == "z":
        return notation.vector(f"z_{{{t}}}", step.z[:, 0].tolist(), 2, per_line=8)
    if stage in GATES and experiment.is_held(stage):
        return held(experiment, stage, 2)
    if stage in GATES:
        a, value = (reading.value(experiment, name) for name in (f"a_{GATES[stage]}", stage))
        return notation.in_parts(stage, reading.pushes(experiment, stage), a, value, t, 2, flat)
    return notation.in_numbers(stage, step, unit, t, 2, one_line=True)
