"""The lecture: a scene round its picture, the speaker's own window, and the ending."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import streamlit as st

from lstm_core.lesson import scenes
from lstm_core.page.context import Page
from lstm_core.page.controls import press
from lstm_core.page.opening import opening
from lstm_core.page.scene import notes
from lstm_core.page.share import MOST_SCANNED, address, qr_code, reached
from lstm_core.words.language import say
from lstm_core.words.latex import definition, stacked
from lstm_core.words.quantities import LINES


def show(page: Page, views: Mapping[str, Callable[[Page], None]]) -> None:
    """The view of this scene, or its notes, or the ending."""
    if page.settings.controls == "notes":
        speaker(page)
    elif page.session.talk.lecture.scene(page.settings.scene).ending:
        ending(page)
    else:
        views[page.settings.view](page)


def speaker(page: Page) -> None:
    """The time, the scene's title, the notes and what comes next, without a picture."""
    session, k = page.session, page.settings.scene
    with st.container(key="speaker"):
        st.html(scenes.outline(session.talk.lecture, k, session.talk.minutes(), page.lang))
        st.header(scenes.title(session.talk.lecture.scene(k), page.experiment), anchor=False)
        notes(page)
        st.markdown(scenes.next_title(session.talk.lecture, k, page.lang))
    with st.container(horizontal=True):
        press(page, "lecture_back", partial(session.walk, -1))
        press(page, "lecture_on", partial(session.walk, 1), type="primary")


def ending(page: Page) -> None:
    """The last scene: the six lines of the cell, and the link with which one practises."""
    opening(page, "")
    last = page.session.talk.lecture.scene(page.settings.scene)
    link = address(replace(last.link_settings, lang=page.lang))
    with st.container(horizontal=True, vertical_alignment="center", key="ending"):
        st.latex(stacked([definition(name) for name in LINES]))
        with st.container(width="content", horizontal_alignment="center", key="practise"):
            who = reached().who
            if who != "machine" and len(link) <= MOST_SCANNED:
                st.html(qr_code(link, page.lang), width="content")
            if who != "all":
                st.caption(say(f"practise_{who}", page.lang))
            st.link_button(say("lecture_practise", page.lang), link, type="primary")
