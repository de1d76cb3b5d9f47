"""What the controls of a cell are given: one part for all of them, where each would be an element.

What one sets is a move, which Streamlit's own controls know nothing of.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, get_args

from lstm_core.browser.contract import Field, FieldWord, pack
from lstm_core.experiment.settings import CHOICES, DEFAULTS, WHOLES
from lstm_core.words.language import say


def fields_data(lang: str, fields: Sequence[Field]) -> bytes:
    """The Fields, packed: these controls, from above."""
    return pack("fields", {"fields": fields, "words": field_words(lang)})


def choice_field(
    lang: str, name: str, used: str, ids: Sequence[str] = (), *, row: bool = False, note: str = ""
) -> Field:
    """The choice of an id, in a list or a row; without ids, of all that the setting can be."""
    words = [(id, say(f"{name}_{id}", lang)) for id in ids or CHOICES[name].ids]
    made = field(lang, name, used, note=note)
    made["kind"], made["options"] = "row" if row else "list", words
    return made


def number_field(lang: str, name: str, used: int, high: int = 0, *, fixed: bool = False) -> Field:
    """A slider over the bounds of a setting, up to `high` if that is more."""
    kind = WHOLES[name]
    made = field(lang, name, used, fixed=fixed)
    made["low"], made["high"] = kind.low, max(kind.high, high)
    return made


def seed_field(lang: str, *, fixed: bool) -> Field:
    """The seed, which the place says; `fixed` where the cell has none."""
    made = number_field(lang, "seed", int(DEFAULTS["seed"]), fixed=fixed)
    made["kind"], made["first"] = "seed", int(DEFAULTS["seed"])
    if fixed:
        made["help"] = say("fixed_seed", lang)
    return made


def field(lang: str, name: str, used: Any, *, fixed: bool = False, note: str = "") -> Field:
    """What any control of this setting is given: as a slider, until its maker says otherwise."""
    return {
        "name": name,
        "kind": "range",
        "label": say(name, lang),
        "help": say(f"{name}_help", lang),
        "used": used,
        "options": [],
        "low": 0,
        "high": 0,
        "first": 0,
        "fixed": fixed,
        "note": note,
    }


@cache
def field_words(lang: str) -> dict[FieldWord, str]:
    """The words beside the controls."""
    keys: dict[FieldWord, str] = {
        "why": "help",
        "another": "another_seed",
        "back_to_first": "back_to_42",
    }
    return {name: say(keys[name], lang) for name in get_args(FieldWord)}
