"""Interventions as text: f@2[1]=0;W_f[1,4]=0.5 <-> Edit, and what they change before a run.

The grammar is a promise, since links carry it; the parts are joined by ";", the later one winning:

    name[@t | @t1-t2 | @*][unit | row,column | *]=value

A leading "!" switches one off. Names: f, i, C_tilde, o (held), x, W_f ... W_o, b_f ... b_o, h_0,
C_0. Only what is held and x have steps; no @ is all steps, no bracket all units (for x: all
inputs), and a W needs both row and column, h's columns first. People count from 1 here, arrays from
0: parse() and apply() are the border.
"""

import math
import re
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from lstm_core.experiment.fields import Complaint, quote
from lstm_core.experiment.variants import Start
from lstm_core.model.cell import HELD, NO_PINS, Array, Pins

LARGEST = 1e6  # far beyond what any gate tells apart, and far from overflowing a sum
TIMED = (*HELD, "x")
NAMES = (*TIMED, "h_0", "C_0", *(f"{kind}_{gate}" for kind in "Wb" for gate in "fiCo"))
SPELLING = re.compile(
    r"""(?P<name> C_tilde | [fiox] | [Wb]_[fiCo] | [hC]_0 ) \s*
    (?: @ \s* (?: \* | (?P<first> [0-9]{1,9} ) (?: \s*-\s* (?P<last> [0-9]{1,9} ) )? ) \s* )?
    (?: \[ \s* (?P<row> \* | [0-9]{1,9} ) \s*
        (?: , \s* (?P<column> \* | [0-9]{1,9} ) \s* )? \] \s* )?
    = \s*
    (?P<value> [+-]? (?:
        (?: [0-9]+ (?: [.,] [0-9]* )? | [.,] [0-9]+ ) (?: [eE] [+-]? [0-9]+ )? | nan | inf ) )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Edit:
    """One intervention, in people's counting.

    `steps` are the first and the last, None for all; `place` is (unit or input,) or (row, column),
    with None in it for all.
    """

    name: str
    steps: tuple[int, int] | None
    place: tuple[int | None, ...]
    value: float
    on: bool = True

    @property
    def text(self) -> str:
        """Its shortest spelling, which parse() gives back as this Edit."""
        first, last = self.steps or (0, 0)
        span = "" if self.steps is None else f"@{first}" if first == last else f"@{first}-{last}"
        indices = ",".join("*" if k is None else str(k) for k in self.place)
        place = "" if self.place == (None,) else f"[{indices}]"
        return f"{'' if self.on else '!'}{self.name}{span}{place}={spell(self.value)}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One part of the text as it was typed, and its Edit, None where it cannot be read."""

    text: str
    edit: Edit | None
    on: bool


def spell(value: float) -> str:
    """The shortest text that is read as this number."""
    return repr(float(value)).removesuffix(".0")


@lru_cache(maxsize=64)  # a thousand entries take longer to read than all else in a run
def parse(text: str) -> tuple[Entry, ...]:
    """An Entry for each part that is not blank, in their order; nothing raises."""
    return tuple(parse_entry(part.strip()) for part in text.split(";") if part.strip())


def parse_entry(part: str) -> Entry:
    """The Entry of one part."""
    on = not part.startswith("!")
    # real minus signs and dashes come from what the page itself writes, copied
    match = SPELLING.fullmatch(part.removeprefix("!").strip().replace("−", "-").replace("–", "-"))
    return Entry(part, match and edit_of(match, on=on), on)


def edit_of(match: re.Match[str], *, on: bool) -> Edit | None:
    """The Edit of a spelling; None where its name cannot have such a place: W_f[1], b_f@2."""
    name, first, row, column = match["name"], match["first"], match["row"], match["column"]
    if (column is None) == name.startswith("W") or ("@" in match[0] and name not in TIMED):
        return None
    steps = None
    if first is not None:
        a, b = int(first), int(match["last"] or first)
        steps = (min(a, b), max(a, b))
    place = (row,) if column is None else (row, column)
    numbers = tuple(None if k in (None, "*") else int(k) for k in place)
    return Edit(name, steps, numbers, float(match["value"].replace(",", ".")), on)


def trouble(entry: Entry, D: int, H: int, T: int, variant: str = "none") -> Complaint | None:
    """Why it does not act in a cell of these sizes; None if it can act."""
    edit, given = entry.edit, quote(entry.text)
    if edit is None:
        return "edit_unreadable", {"given": given}
    first, last = edit.steps or (1, T)
    if first > T or last < 1:
        return "edit_no_step", {"given": given, "asked": first if first > T else last, "T": T}
    sizes = {"x": (("input", D),)}.get(edit.name, (("unit", H), ("column", H + D)))
    for asked, (kind, size) in zip(edit.place, sizes, strict=False):
        if asked is not None and not 1 <= asked <= size:
            return f"edit_no_{kind}", {"given": given, "asked": asked, "size": size}
    if not math.isfinite(edit.value):
        return "edit_not_finite", {"given": given}
    if edit.name == "C_tilde" and abs(edit.value) > 1:
        return "edit_candidate_range", {"given": given}
    if edit.name in HELD and edit.name != "C_tilde" and not 0 <= edit.value <= 1:
        return "edit_gate_range", {"given": given, "gate": edit.name}
    if abs(edit.value) > LARGEST:
        return "edit_too_large", {"given": given}
    if variant == "coupled" and edit.name in ("W_i", "b_i"):
        return "edit_coupled", {"given": given}
    return None


@lru_cache(maxsize=64)
def troubles(text: str, D: int, H: int, T: int, variant: str) -> tuple[Complaint | None, ...]:
    """Why each entry of a text does not act in a cell of these sizes; None for one that can."""
    return tuple(trouble(entry, D, H, T, variant) for entry in parse(text))


def apply(entries: tuple[Entry, ...], start: Start) -> tuple[Start, Pins]:
    """The Start with all edits that act, and the Pins of what is held.

    What changes is a copy; what does not is the very same object.
    """
    params, X = start.params, start.X
    T, D, H = *X.shape[:2], params.H
    given = {"x": X, "h_0": start.h0, "C_0": start.C0, **vars(params)}
    given |= {gate: np.full((T, H), np.nan) for gate in HELD}  # NaN: not held
    changed: dict[str, Array] = {}
    for entry in entries:
        if entry.on and entry.edit is not None and trouble(entry, D, H, T) is None:
            array = changed.setdefault(entry.edit.name, given[entry.edit.name].copy())
            array[index_of(entry.edit)] = entry.edit.value
    if not changed:
        return start, NO_PINS
    weights = {name: array for name, array in changed.items() if name in vars(params)}
    pins = {
        (gate, t): {unit: value for unit, value in enumerate(row) if not math.isnan(value)}
        for gate in HELD
        if gate in changed
        for t, row in enumerate(changed[gate].tolist(), start=1)
        if not all(map(math.isnan, row))
    }
    X, h0, C0 = (changed.get(name, given[name]) for name in ("x", "h_0", "C_0"))
    edited = Start(replace(params, **weights) if weights else params, X, h0, C0)
    return edited, pins or NO_PINS


def index_of(edit: Edit) -> tuple[int | slice, ...]:
    """The index of its place in an array: (steps, unit or input), (row, column) or (unit,)."""
    place = tuple(slice(None) if k is None else k - 1 for k in edit.place)
    if edit.name not in TIMED:
        return place
    first, last = edit.steps or (1, None)
    return slice(max(first, 1) - 1, last), *place


def toggle(text: str, k: int) -> str:
    """The text with its entry k (from 0) switched off, or on if it was off.

    Unchanged if there is no such entry.
    """
    parts = [entry.text for entry in parse(text)]
    if not 0 <= k < len(parts):
        return text
    parts[k] = parts[k][1:].strip() if parts[k].startswith("!") else f"!{parts[k]}"
    return ";".join(parts)


def drop(text: str, k: int) -> str:
    """The text without its entry k (from 0)."""
    return ";".join(entry.text for n, entry in enumerate(parse(text)) if n != k)


def add(text: str, edit: Edit) -> str:
    """The text with this Edit last, so that it wins, without one of the same steps and place."""
    others = drop_edit(text, edit)
    return f"{others};{edit.text}" if others else edit.text


def hold(text: str, sent: object) -> str:
    """The text after someone has moved a gate in the drawing, or None for it to let it go.

    `sent` is [gate, t, unit, value], as a browser sends it; anything else changes nothing.
    """
    match sent:
        case [str(name), int(t), int(unit), value] if name in HELD and t > 0 and unit > 0:
            place = Edit(name, (t, t), (unit,), 0.0)
            if value is None:
                return drop_edit(text, place)
            if isinstance(value, int | float) and math.isfinite(value):
                return add(text, replace(place, value=round(float(value), 4)))
    return text


def drop_edit(text: str, edit: Edit) -> str:
    """The text without an edit of the same steps and place."""
    target = replace(edit, value=0.0, on=True)
    return ";".join(
        entry.text
        for entry in parse(text)
        if not entry.edit or replace(entry.edit, value=0.0, on=True) != target
    )


def enter_weight(text: str, sent: object) -> str:
    """The text after someone has typed a weight into a table, or "" to undo it.

    `sent` is [name, place, characters], as a browser sends it; anything else changes nothing. The
    characters stay as they are, so that what cannot be read is told.
    """
    match sent:
        case [str(name), [*place], str(value)] if name in NAMES and all(
            isinstance(k, int) for k in place
        ):
            target = f"{name}[{','.join(map(str, place))}]"
            parts = [
                entry.text
                for entry in parse(text)
                if entry.text.removeprefix("!").split("=")[0] != target
            ]
            if value.strip():
                parts.append(f"{target}={value.replace(';', ' ')}")
            return ";".join(parts)
    return text
