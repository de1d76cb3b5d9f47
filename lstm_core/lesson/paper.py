"""The style that all sheets to print share."""

from functools import cache
from importlib.resources import files


@cache
def style() -> str:
    """The style sheet of paper, as text."""
    return files("lstm_core.lesson").joinpath("paper.css").read_text(encoding="utf-8")
