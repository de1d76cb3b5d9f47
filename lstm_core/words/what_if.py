"""What if: changes by hand in words."""

from itertools import accumulate

from lstm_core.experiment.edits import Edit, Entry, spell
from lstm_core.experiment.fields import Complaint, quote
from lstm_core.model.cell import HELD
from lstm_core.words.language import say
from lstm_core.words.quantities import symbol


def edit_chip(entry: Entry, trouble: Complaint | None, lang: str, H: int) -> str:
    """An entry in words; grey, and with the reason, where it does not act."""
    if trouble or entry.edit is None:
        key, values = trouble or ("edit_unreadable", {"given": quote(entry.text)})
        reason = say(key, lang, **values)
        return f":gray[{reason}]" if brackets_pair(reason) else reason
    return edit_text(entry.edit, lang, H)


def brackets_pair(text: str) -> bool:
    """Whether brackets come in pairs: one alone ends the grey, and the code span it stands in."""
    depths = list(accumulate((c == "[") - (c == "]") for c in text))
    return "\\" not in text and min(depths) == 0 == depths[-1]


def edit_text(edit: Edit, lang: str, H: int | None = None) -> str:
    """The edit for people: "f, unit 2, t = 3–5: held at 0".

    With H units a column has its name, h₂ or x₁.
    """
    name = symbol(edit.name) if edit.name in HELD else edit.name.replace("_0", "₀")
    kinds = ("input",) if edit.name == "x" else ("unit", "column")
    parts = [
        name,
        *(index_text(kind, k, lang, H) for kind, k in zip(kinds, edit.place, strict=False)),
    ]
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


def index_text(kind: str, k: int | None, lang: str, H: int | None) -> str:
    """One index in words: "unit 2", "all inputs", "column 4" or, with H = 3 units, "x₁"."""
    if k is None:
        return say(f"edit_all_{kind}", lang)
    if kind == "column" and H is not None:
        return f"h[{k}]" if k <= H else f"x[{k - H}]"
    return say(f"edit_one_{kind}", lang, k=k)
