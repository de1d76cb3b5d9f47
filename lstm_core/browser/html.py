"""What the page shows as HTML of its own: its style, and a view's sentence with what to watch."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from html import escape
from typing import Any, NamedTuple

from lstm_core.browser.bundle import FRONT
from lstm_core.words.indices import indices_in_html
from lstm_core.words.language import say
from lstm_core.words.shades import shades_sheet

# No line ends within a short parenthesis, within an equation, or before a percent sign.
WHOLE = re.compile(r"\([^()]{1,24}\)|\S+ [=≥] \S+|\S+ %")


class Offer(NamedTuple):
    """A button, with what one press of it changes, and whether that opens a panel."""

    words: str
    help: str
    change: Mapping[str, Any]
    opens: bool = False


@cache
def sheet(*names: str, lang: str) -> str:
    """These style sheets of front/, for the page, the colours of its text, and words for CSS."""
    texts = [(FRONT / f"{name}.css").read_text(encoding="utf-8") for name in names]
    texts.append(shades_sheet(large="projector" in names))
    choose_file = json.dumps(say("choose_file", lang), ensure_ascii=False)
    texts.append(f":root {{ --choose-file: {choose_file}; }}")
    return "<style>" + "\n".join(texts) + "</style>"


class Mark(NamedTuple):
    """A symbol or word of a text, of step t, on a colour of CSS."""

    text: str
    title: str
    colour: str
    t: int
    wrong: bool


def symbols_html(marks: Sequence[Mark], here: int, caption: str) -> str:
    """The symbols in a line, each a button that goes to its step; that of step `here` is framed."""
    buttons = [
        f'<button data-choose="{escape(json.dumps({"t": mark.t}))}" title="{escape(mark.title)}"'
        f' aria-label="{escape(mark.title)}" aria-current="{str(mark.t == here).lower()}"'
        f' class="{"wrong" if mark.wrong else ""}" style="background-color: {mark.colour}">'
        f"{escape(mark.text) or '&nbsp;'}</button>"
        for mark in marks
    ]
    return f'<div class="symbols">{"".join(buttons)}</div><p>{unbroken(caption)}</p>'


def told_html(rows: Sequence[tuple[str, str]]) -> str:
    """What is told of a thing as a small table: a row for each name and its text, both plain."""
    lines = [
        f'<tr><th scope="row">{escape(name)}</th> <td>{escape(text)}</td></tr>'
        for name, text in rows
    ]
    return f'<table class="opened"><tbody>{"".join(lines)}</tbody></table>'


def start_html(what: str, offers: Sequence[Offer]) -> str:
    """What the page is about, and the ways to begin, in one line."""
    return f'<div class="start"><span>{escape(what)}</span>{"".join(map(offer_html, offers))}</div>'


def offer_html(offer: Offer) -> str:
    """An offer as a button."""
    opens = ' aria-haspopup="dialog" aria-expanded="false"' if offer.opens else ""
    return (
        f'<button data-choose="{escape(json.dumps(offer.change))}" title="{escape(offer.help)}"'
        f"{opens}>{escape(offer.words)}</button>"
    )


def sentence_html(
    sentence: str, captions: Sequence[str], offers: Sequence[Offer], *, alone: bool = False
) -> str:
    """A view's one sentence, buttons, and what to watch: in a container, or `alone` in its place.

    A container costs as much as all of it.
    """
    buttons = map(offer_html, offers)
    heading, watch = unbroken(sentence), unbroken(" ".join(captions))
    text = f"<h2>{heading}</h2>{''.join(buttons)}<p>{watch}</p>"
    return f'<div class="st-key-top alone">{text}</div>' if alone else text


@lru_cache(maxsize=256)  # most of a page's sentences stay from step to step
def unbroken(text: str) -> str:
    """Text in HTML, indices lowered, each part that no line may break in a span of its own."""
    return indices_in_html(WHOLE.sub(r"<span>\g<0></span>", escape(text)))


def counts_html(counts: Sequence[tuple[str, str, str]], colours: Sequence[str]) -> str:
    """Rows of a name, a number and a remark, each marked by the colour of its line."""
    rows = [
        f'<div style="border-color: {colour}"><p>{unbroken(name)}</p>'
        f"<p><b>{escape(number)}</b></p><p>{escape(remark)}&nbsp;</p></div>"
        for (name, number, remark), colour in zip(counts, colours, strict=True)
    ]
    return f'<div class="counts">{"".join(rows)}</div>'
