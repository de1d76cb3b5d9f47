"""What an intervention changes beside the same cell left alone, its ghost, in words."""

from itertools import accumulate

from lstm_core.experiment.edits import Edit, Entry, parse, spell
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.fields import Complaint, quote
from lstm_core.experiment.ghost import divergence
from lstm_core.experiment.settings import DRAWN, Settings
from lstm_core.model.cell import HELD
from lstm_core.words.language import say
from lstm_core.words.memory import power
from lstm_core.words.notation import QUANTITIES, sub
from lstm_core.words.reading import without


def sentence(experiment: Experiment) -> str:
    """From when the unit in focus differs, and by how much h does at the last step that is shown; or nothing."""
    unit, lang, found = experiment.unit, experiment.settings.lang, divergence(experiment)
    if found is None:
        return ""
    if found.first is None:
        return say("ghost_same", lang, unit=unit, t=found.last, ghost=without(experiment))
    if found.by == 0:
        return say("ghost_same_again", lang, unit=unit, first=found.first, t=found.last)
    by = ("−" if found.by < 0 else "+") + power(abs(found.by))
    return say("ghost_differs", lang, unit=unit, first=found.first, t=found.last, by=by)


def kept(settings: Settings) -> str:
    """The kept cell in words: what it is, its seed where it has one, and how many changes it has."""
    other, lang = settings.ghost or settings, settings.lang
    name = say(f"scenario_{other.scenario}", lang)
    count = (
        sum(entry.on for entry in parse(other.edits))
        + (other.variant != "none")
        + bool(other.forget_bias)
    )
    changes = say("versus_changes", lang, count=count) if count else ""
    seed = (
        say("versus_seed", lang, seed=other.seed) if other.scenario in (*DRAWN, "trained") else ""
    )
    return say("versus_chip", lang, name=name, seed=seed, changes=changes)


def chip(entry: Entry, trouble: Complaint | None, lang: str, H: int) -> str:
    """An entry in words; grey, and with the reason, where it does not act."""
    if trouble or entry.edit is None:
        key, values = trouble or ("edit_unreadable", {"given": quote(entry.text)})
        told = say(key, lang, **values)
        return f":gray[{told}]" if paired(told) else told
    return words(entry.edit, lang, H)


def paired(told: str) -> bool:
    """Whether brackets come in pairs: a bracket alone ends the grey, and with it the code span that it stands in."""
    depths = list(accumulate((c == "[") - (c == "]") for c in told))
    return "\\" not in told and min(depths) == 0 == depths[-1]


def words(edit: Edit, lang: str, H: int | None = None) -> str:
    """The edit for people: "f, unit 2, t = 3–5: held at 0". With H units a column has its name, h₂ or x₁."""
    symbol = QUANTITIES[edit.name].symbol if edit.name in HELD else edit.name.replace("_0", "₀")
    kinds = ("input",) if edit.name == "x" else ("unit", "column")
    parts = [symbol, *(place(kind, k, lang, H) for kind, k in zip(kinds, edit.place, strict=False))]
    if edit.name in (*HELD, "x"):
        first, last = edit.steps or (0, 0)
        span = f"{first}–{last}" if first != last else str(first)
        parts.append(say("edit_all_step", lang) if edit.steps is None else f"t = {span}")
    value = spell(edit.value).replace("-", "−")
    return (
        ", ".join(parts)
        + ": "
        + (say("edit_held", lang, value=value) if edit.name in HELD else value)
    )


def place(kind: str, k: int | None, lang: str, H: int | None) -> str:
    """One index in words: "unit 2", "all inputs", "column 4" or, with H = 3 units, "x₁"."""
    if k is None:
        return say(f"edit_all_{kind}", lang)
    if kind == "column" and H is not None:
        return f"h{sub(k)}" if k <= H else f"x{sub(k - H)}"
    return say(f"edit_one_{kind}", lang, k=k)
