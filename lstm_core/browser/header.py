"""What the header is given."""

from functools import cache

from lstm_core.browser.contract import Header, pack
from lstm_core.browser.names import streamlit_names
from lstm_core.experiment.settings import CHOICES
from lstm_core.words.explained import explanations
from lstm_core.words.language import say

CHOSEN = ("view", "lang", "size")  # fields with a row of choices
APART = ("train", "lecture")  # views round which the rest of the page is another


@cache
def header_data(lang: str, controls: str, *, lecturing: bool = False) -> bytes:
    """The header's Header, packed. Which of its choices holds, the place says."""
    whole = controls == "all"
    choices = [
        (name, say(name, lang), [(id, choice_word(name, id, lang)) for id in CHOICES[name].ids])
        for name in CHOSEN
    ]
    if whole:
        buttons = {"mine": "lecture_mine"} if lecturing else {"back": "lecture_return"}
        buttons |= {"room": "room_open", "share": "share"}
    else:
        buttons = {"whole": "full_page"}
    data: Header = {
        "name": say("app_name", lang),
        "choices": choices if whole else [],
        "buttons": [(id, say(key, lang, scene="{scene}")) for id, key in buttons.items()],
        "apart": APART,
        "explained": explanations(lang),
        "names": streamlit_names(lang),
    }
    return pack("header", data)


def choice_word(name: str, id: str, lang: str) -> str:
    """The word for an id of a setting; a language goes by its id."""
    return id.upper() if name == "lang" else say(f"{name}_{id}", lang)
