"""The page, from the top: URL -> Settings -> Experiment -> one view -> URL."""

import streamlit as st

from lstm_core.browser import sheet
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.languages import language_for
from lstm_core.experiment.masking import mask
from lstm_core.lesson.questions import looking_at_asked
from lstm_core.page.context import Page
from lstm_core.page.header import header, troubles
from lstm_core.page.keep import keep
from lstm_core.page.learning import Learning, turn
from lstm_core.page.player import player
from lstm_core.page.received import guard
from lstm_core.page.room import room
from lstm_core.page.sidebar import sidebar
from lstm_core.page.start import guards, on_phone, open_browser
from lstm_core.page.views.registry import VIEWS
from lstm_core.server.asgi import lifespan, routes
from lstm_core.session.session import Session
from lstm_core.session.turns import QUEUE, settle_collector
from lstm_core.words.language import say


def lesson(session: Session) -> None:
    """All that a step in time changes, so that it need not run the rest: view, player, link."""
    if not QUEUE.held and session.behind:
        st.rerun()
    session.learn()
    with turn(session):
        session.follow(st.session_state.get("place"))
        if session.needs_whole_run:  # what stands around this is no longer right
            st.rerun()
        session.link.begin()
        page = Page(session, mask(perform(looking_at_asked(session.current))))
        player(page)  # first, and at the foot of the page: it stays mounted, whatever the view
        room(page)
        VIEWS[session.settings.view](page)
        keep(page)
    if session.moves_left:
        st.rerun()


def main() -> None:
    """One run of the whole page."""
    settle_collector()
    guard()
    if "session" not in st.session_state:
        st.session_state["session"] = Session(narrow=on_phone())
    session: Session = st.session_state["session"]

    # What the link asks for may have to be learnt, which takes no turn in the queue.
    learning = Learning(session)
    session.follow(st.session_state.get("place"))
    session.open(st.query_params.to_dict(), language_for(st.context.locale), learning.told)
    learning.over()

    with turn(session):
        settings = session.current
        st.set_page_config(
            say("app_name", settings.lang),
            layout="wide",
            initial_sidebar_state="collapsed" if settings.size == "projector" else "auto",
        )
        page = Page(session, perform(settings))
        st.html(sheet(*page.sheets, lang=page.lang))
        header(page)
        if page.whole:
            with st.sidebar:
                sidebar(page)
        troubles(page)
        st.fragment(lesson, run_every=session.watch.schedule(session.settings.view))(session)


if __name__ == "__main__":  # a page is open
    main()
else:  # the server starts: it asks this module for what it serves, once
    open_browser()
    app = st.App(__file__, routes=routes(), middleware=guards(), lifespan=lifespan)
