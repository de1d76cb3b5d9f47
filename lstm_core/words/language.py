"""What the page says, in each language that has a file here: es.toml, en.toml and others."""

import string
import tomllib
from functools import cache
from typing import Any

from lstm_core.experiment.languages import FALLBACK, FOLDER


@cache
def translation(lang: str) -> dict[str, str]:
    """The texts of one language's own file, key -> text, those of all its tables."""
    tables = tomllib.loads(FOLDER.joinpath(f"{lang}.toml").read_text(encoding="utf-8"))
    return {key: text for table in tables.values() for key, text in table.items()}


@cache
def texts(lang: str) -> dict[str, str]:
    """Every text in this language, key -> text; in English those that its file has not."""
    return translation(FALLBACK) | translation(lang)


class Counting(string.Formatter):
    """Fills {count:# row|# rows}: the first text for 1, the second for others; # is the number."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, bar, others = format_spec.partition("|")
        if not bar:
            return str(super().format_field(value, format_spec))
        return (one if str(value) == "1" else others).replace("#", str(value))


def say(key: str, lang: str, **values: Any) -> str:
    """The text of this key in this language, its {placeholders} filled.

    Raises KeyError for an unknown key.
    """
    text = texts(lang)[key]
    # what counts nothing is filled several times faster without Counting
    return Counting().vformat(text, (), values) if "|" in text else text.format(**values)
