"""The head of the page, and what could not be used as it was given."""

from functools import partial

import streamlit as st

from lstm_core.browser import header_data
from lstm_core.page import components
from lstm_core.page.context import Page
from lstm_core.page.room import open_room
from lstm_core.page.scene import my_lecture
from lstm_core.page.share import share
from lstm_core.page.what_if import WHAT_IF, open_what_if
from lstm_core.words.captions import complaint_sentences
from lstm_core.words.language import say

# What the header opens: its title, and what it shows.
DIALOGS = {"share": ("share_title", share), "mine": ("lecture_mine", my_lecture)}


def header(page: Page) -> None:
    """The app's name, the choice of view, language and size, and the way to a link."""
    session = page.session
    components.header(
        data=header_data(page.lang, page.settings.controls, lecturing=session.lecturing),
        on_chosen_change=partial(chosen, page),
        on_again_change=lambda: None,
        on_room_change=partial(open_room, session),
        on_share_change=partial(setattr, session, "dialog", "share"),
        on_mine_change=partial(setattr, session, "dialog", "mine"),
    )
    opened, session.dialog = session.dialog, ""
    if opened:
        title, content = DIALOGS[opened]
        st.dialog(say(title, page.lang), width="large", on_dismiss="rerun")(content)(page)


def chosen(page: Page) -> None:
    """Take over what a choice changes, or open the panel that a button asks for."""
    sent = components.sent("header", "chosen")
    if sent == WHAT_IF:
        open_what_if()
    else:
        page.session.from_browser(sent)


def troubles(page: Page) -> None:
    """What the link or a typed sequence could not give, and what is used instead."""
    about_the_link = [say(key, page.lang, **values) for key, values in page.session.complaints]
    sentences = about_the_link + complaint_sentences(page.experiment)
    with st.container(key="troubles"):
        if sentences:
            st.warning("\n\n".join(sentences))
