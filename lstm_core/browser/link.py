"""What a link to take along is given."""

from typing import get_args

from lstm_core.browser.contract import Link, LinkWord, pack
from lstm_core.words.language import say


def link_data(link: str, lang: str) -> bytes:
    """The Link, packed."""
    words: dict[LinkWord, str] = {name: say(f"link_{name}", lang) for name in get_args(LinkWord)}
    data: Link = {"link": link, "title": say("app_name", lang), "words": words}
    return pack("link", data)
