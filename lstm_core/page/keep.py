"""What the browser keeps: the link, and, as long as its tab is open, files of one's own."""

import streamlit as st

from lstm_core.browser import pack
from lstm_core.page import components
from lstm_core.page.context import Page
from lstm_core.training.apart import aside


def keep(page: Page) -> None:
    """Write the link to this moment, and have files of one's own kept."""
    link = page.session.close()
    if link is not None and st.query_params.to_dict() != link:
        st.query_params.from_dict(link)
    keep_lecture(page)
    for name in ("opened", "sequence"):
        keep_file(page, name)


def keep_file(page: Page, name: str) -> None:
    """Have the file of a cell, or of a sequence, kept, or given back after a reload."""
    file, key = getattr(page.session, name), f"kept_{name}"
    settings = page.session.current

    def found() -> None:
        with aside():
            file.find(settings, components.sent(key, "found"))
        page.session.change()

    wish = file.kept(settings)
    if wish is not None:
        components.kept(key=key, data=pack("kept", wish), on_found_change=found)


def keep_lecture(page: Page, key: str = "kept") -> None:
    """Have the lecture kept, forgotten, or given back after this page had to begin anew."""
    wish = page.session.talk.kept

    def found() -> None:
        with aside():
            page.session.restore(components.sent(key, "found"))

    if wish is not None:
        components.kept(key=key, data=pack("kept", wish), on_found_change=found)


def keep_room(page: Page) -> None:
    """Have the key of a room kept, forgotten, or given back, so that a reload keeps the room."""
    hosting = page.session.hosting
    if hosting.kept is not None:
        components.kept(
            key="kept_room",
            data=pack("kept", hosting.kept),
            on_found_change=lambda: hosting.restore(components.sent("kept_room", "found")),
        )
