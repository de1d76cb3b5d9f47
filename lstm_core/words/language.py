"""The words of the page: text.toml, Spanish and English side by side."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def texts() -> dict[str, dict[str, str]]:
    """Every text: key -> language -> words."""
    return tomllib.loads(files("lstm_core.words").joinpath("text.toml").read_text(encoding="utf-8"))


def say(key: str, lang: str, **values: Any) -> str:
    """The text of this key in this language, its {placeholders} filled. Raises KeyError for an unknown one."""
    return texts()[key][lang].format(**values)
