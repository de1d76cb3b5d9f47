"""What the lecture's own controls are given."""

from collections.abc import Sequence
from functools import cache
from typing import get_args

from lstm_core.browser.contract import Stage, StageWord, pack
from lstm_core.words.language import say

SWITCH = ("letters", "letters_help")  # the words of the keys' switch, which the player has as well


def stage_data(
    lang: str,
    place: tuple[int, int],
    beats: tuple[int, int],
    *,
    notes: str,
    leads: bool,
    seconds: int,
    outline: Sequence[str],
) -> bytes:
    """The Stage, packed: `place` is the scene among how many, `beats` the beat among how many.

    `outline` are the titles of all scenes.
    """
    data: Stage = {
        "scene": place[0],
        "scenes": place[1],
        "beat": beats[0],
        "beats": beats[1],
        "notes": notes,
        "leads": leads,
        "seconds": seconds,
        "outline": outline,
        "words": stage_words(lang),
    }
    return pack("stage", data)


@cache
def stage_words(lang: str) -> dict[StageWord, str]:
    """The words of the lecture's controls."""
    return {
        key: say(key if key in SWITCH else f"stage_{key}", lang, scene="{scene}", scenes="{scenes}")
        for key in get_args(StageWord)
    }
