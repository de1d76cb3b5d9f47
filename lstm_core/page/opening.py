"""What stands above a view's picture: its sentence, what to watch, and what was changed."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from lstm_core.browser import Offer, sentence_html, start_html
from lstm_core.page.context import Page
from lstm_core.page.predict import predict
from lstm_core.page.scene import scene
from lstm_core.page.what_if import chips, what_if, what_if_offer, what_if_opened
from lstm_core.words.captions import cell_captions
from lstm_core.words.indices import indices_in_markdown
from lstm_core.words.language import say

# a cell and a place in it where a gate closes
CLOSES = {"scenario": "latch", "inputs": "", "t": 6, "unit": 1}

# What one can begin with; to learn is the lecture for one alone, whose controls stay in sight.
WAYS = {
    "learn": {"view": "lecture", "scene": 1, "beat": 0, "controls": "player"},
    "explore": {"grain": "stage", "stage": "z", "t": 1},
    "lecture": {"view": "lecture", "scene": 1, "beat": 0},
}


def opening(page: Page, sentence: str, captions: Sequence[str] = ()) -> None:
    """A view's sentence, and what to watch; or what is to be predicted, or the lecture's scene."""
    plain = not page.session.lecturing and page.settings.hide == "no"
    if page.whole and page.settings.at_start:
        start(page)
    experiment = page.experiment
    changed = bool(experiment.entries or experiment.ghost or page.settings.versus)
    # One element, whatever is in it: what follows stays mounted in the browser.
    if plain and not changed and not what_if_opened():
        watch(page, sentence, captions, alone=True)
        return
    with st.container(horizontal=plain, vertical_alignment="center" if plain else "top", key="top"):
        if page.session.lecturing:
            scene(page)
            return
        if plain:
            watch(page, sentence, captions)
        else:
            predict(page)
        if changed:
            chips(page)


def start(page: Page) -> None:
    """Three ways to begin, for who has opened the page and not yet gone on."""
    words = partial(say, lang=page.lang, scenes=len(page.session.talk.lecture.scenes))
    offers = [
        Offer(words(f"start_{way}"), words(f"start_{way}_help"), change)
        for way, change in WAYS.items()
    ]
    st.html(start_html(say("start", page.lang), offers))


def watch(page: Page, sentence: str, captions: Sequence[str], *, alone: bool = False) -> None:
    """A view's one sentence, what to watch, and the way to a change; `alone` in no container."""
    offers = what_if_offer(page) if page.whole else []
    if page.whole and page.settings.scenario == "notebook":
        offers.append(
            Offer(say("see_closing", page.lang), say("see_closing_help", page.lang), CLOSES)
        )
    captions = captions or cell_captions(page.experiment)
    st.html(sentence_html(sentence, captions, offers, alone=alone))
    if page.whole:
        what_if(page)


def plain_opening(page: Page, sentence: str, captions: Sequence[str]) -> None:
    """A view's one sentence and what to watch, without anything beside them.

    In one column what to watch comes below the picture: see below().
    """
    with st.container(key="top"):
        if page.session.lecturing:
            scene(page)
            return
        st.header(indices_in_markdown(sentence), anchor=False)
        if not page.look.narrow:
            st.caption(indices_in_markdown(" ".join(captions)))


def below(page: Page, captions: Sequence[str]) -> None:
    """What to watch, where it has not been said above the picture."""
    if page.look.narrow and not page.session.lecturing:
        st.caption(indices_in_markdown(" ".join(captions)))
