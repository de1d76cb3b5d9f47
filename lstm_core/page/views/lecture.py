"""The lecture: a scene round its picture, the speaker's own window, and the ending."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from functools import partial

import streamlit as st

from lstm_core.experiment.settings import Settings
from lstm_core.lesson import scenes
from lstm_core.page.context import Page
from lstm_core.page.controls import press
from lstm_core.page.opening import opening
from lstm_core.page.scene import notes, stage
from lstm_core.page.share import MOST_SCANNED, address, qr_code, reached
from lstm_core.words.language import say
from lstm_core.words.latex import definition, stacked
from lstm_core.words.quantities import LINES
from lstm_core.words.units import units_table


def show(page: Page, views: Mapping[str, Callable[[Page], None]]) -> None:
    """The view of this scene, or its notes, or the ending; and what one gives the lecture with."""
    stage(page)
    if page.settings.controls == "notes":
        speaker(page)
        return
    shown = page.session.talk.lecture.scene(page.settings.scene)
    if shown.ending:
        ending(page)
    elif shown.table and not shown.later(page.settings.beat):
        units(page)
    else:
        views[page.settings.view](page)


def speaker(page: Page) -> None:
    """The plan, the scene's title, the notes and what comes next, without a picture."""
    session, k = page.session, page.settings.scene
    with st.container(key="speaker"):
        st.html(scenes.outline(session.talk.lecture, k, page.lang))
        st.header(scenes.title(session.talk.lecture.scene(k), page.experiment), anchor=False)
        notes(page)
        st.markdown(scenes.coming(session.talk.lecture, k, page.settings.beat, page.lang))


def units(page: Page) -> None:
    """What each unit computes C and h from; from the next beat on, what they are."""
    opening(page, "")
    with st.container(key="units"):
        solved, narrow = page.settings.beat > 0, page.session.narrow
        st.latex(units_table(page.experiment, solved=solved, narrow=narrow))


def ending(page: Page) -> None:
    """The last scene: the six lines of the cell, and the link with which one practises."""
    opening(page, "")
    last = page.session.talk.lecture.scene(page.settings.scene)
    alone = page.session.narrow or page.settings.controls == "player"
    with st.container(horizontal=True, vertical_alignment="center", key="ending"):
        st.latex(stacked([definition(name) for name in LINES]))
        with st.container(width="content", horizontal_alignment="center", key="practise"):
            if alone:
                practise_here(page, last.link_settings)
            else:
                practise_elsewhere(page, address(replace(last.link_settings, lang=page.lang)))


def practise_here(page: Page, offered: Settings) -> None:
    """The way to practise for who follows the lecture alone: in the same tab, without a code."""
    size = "normal" if page.session.narrow else offered.size
    there = asdict(replace(offered, lang=page.lang, size=size))
    press(page, "lecture_practise", partial(page.session.change, **there), type="primary")


def practise_elsewhere(page: Page, link: str) -> None:
    """The link with which a class practises: its code, who can open it, and a new tab."""
    who = reached().who
    if who != "machine" and len(link) <= MOST_SCANNED:
        st.html(qr_code(link, page.lang), width="content")
        st.markdown(say("lecture_scan", page.lang))
    if who != "all":
        st.caption(say(f"practise_{who}", page.lang))
    st.link_button(say("lecture_practise", page.lang), link, type="primary")
