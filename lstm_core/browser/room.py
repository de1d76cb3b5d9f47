"""What the counts of a room are given."""

from typing import get_args

from lstm_core.browser.contract import Room, RoomWord
from lstm_core.words.language import say


def room_data(code: str, lang: str, *, asking: bool) -> Room:
    """Which room's phones to count, and in which words."""
    words: dict[RoomWord, str] = {name: say(f"counts_{name}", lang) for name in get_args(RoomWord)}
    return {"code": code, "asking": asking, "words": words}
