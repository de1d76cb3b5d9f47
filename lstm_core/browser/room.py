"""What the counts of a room are given."""

from typing import get_args

from lstm_core.browser.contract import Room, RoomWord
from lstm_core.words.language import say


def room_data(code: str, lang: str, *, asking: bool, next_words: str = "") -> Room:
    """Which room's phones to count, in which words, and what the next beat does in it."""
    words: dict[RoomWord, str] = {name: say(f"counts_{name}", lang) for name in get_args(RoomWord)}
    return {"code": code, "asking": asking, "next": next_words, "words": words}
