"""The class that answers: its code, how many are there, the question, and the votes."""

from functools import partial

import streamlit as st

from lstm_core.browser import pack, room_data
from lstm_core.page import components
from lstm_core.page.context import Page
from lstm_core.page.controls import press, save
from lstm_core.page.keep import keep_room
from lstm_core.page.share import reached, scan
from lstm_core.room.bars import bars
from lstm_core.room.host import Host, NoRoom
from lstm_core.room.limits import client_of
from lstm_core.room.poll import Board, Poll
from lstm_core.room.store import StoreUnreachable
from lstm_core.server.rooms import SERVED
from lstm_core.session.asked import place_on_screen
from lstm_core.session.hosting import same
from lstm_core.session.session import Session
from lstm_core.words.language import say

# What comes next in each phase of a poll, by the word on its button.
NEXT = {
    "asked": "room_show",
    "shown": "room_discuss",
    "discussed": "room_again",
    "asked_again": "room_compare",
    "compared": "room_reveal",
}


def open_room(session: Session) -> None:
    """Open a room, or say why there can be none."""
    who = client_of(st.context.ip_address or "", st.context.headers.get("X-Forwarded-For", ""))
    trouble = session.hosting.open(who) if SERVED.is_set() else "room_not_served"
    session.change(*[(trouble, {})] if trouble else [])


def room(page: Page) -> None:
    """The room that this page leads, and what is asked in it; nothing without one."""
    hosting, session = page.session.hosting, page.session
    keep_room(page)
    hosting.compares = False
    if hosting.host is None or page.bare:
        return
    poll, scene = session.talk.asked(session.settings), session.talk.shown(session.settings)
    revealed = session.current.revealed == "yes" or bool(scene and session.settings.beat)
    try:
        board = hosting.follow(poll, place_on_screen(scene), revealed=revealed)
        strip(page, hosting.host, board, poll)
        asked = same(board.poll, poll)
        if asked:
            votes(page, hosting.host, asked)
    except NoRoom:
        hosting.lose()
        st.warning(say("room_over", page.lang))
    except StoreUnreachable:
        st.warning(say("room_no_store", page.lang))


def strip(page: Page, host: Host, board: Board, poll: Poll | None) -> None:
    """Where phones go, how many are there, and what comes next."""
    lang, (url, who) = page.lang, reached()
    address = url.rstrip("/")
    asked = same(board.poll, poll)
    with st.container(key="room", horizontal=True, vertical_alignment="center"):
        place = f"{address.partition('//')[2]}/join"
        st.markdown(say("room_join", lang, address=place, code=host.code), width="content")
        with st.popover(say("room_qr", lang), key="room_qr"):
            if who != "all":
                st.caption(say(f"share_{who}", lang))
            scan(f"{address}/join/{host.code}", lang)
        then = comes_next(asked, poll)
        data = room_data(
            host.code,
            lang,
            asking=bool(asked and asked.round),
            next_words=say(then, lang) if then else "",
        )
        components.mount("room_counts", pack("room", data))
        st.space("stretch")
        if asked and asked.phase == "discussed":
            st.html("<div class='countdown' role='timer'></div>", width="content")
        with st.container(key="room_next", horizontal=True, width="content"):
            buttons(page, host, asked, poll)


def comes_next(asked: Poll | None, poll: Poll | None) -> str:
    """The word for what the next beat does with the question on the screen; "" for nothing."""
    if asked is None:
        return "room_ask" if poll else ""
    return NEXT.get(asked.phase, "")


def buttons(page: Page, host: Host, asked: Poll | None, poll: Poll | None) -> None:
    """What one does with the question on the screen, and with the room."""
    session = page.session
    on = partial(session.hosting.take, poll, 1)
    reveal = partial(session.change, revealed="yes")
    if name := comes_next(asked, poll):
        press(page, name, reveal if name == "room_reveal" else on, type="primary")
    with st.popover(say("room_more", page.lang), key="room_more"):
        if poll is None:
            st.caption(say("room_no_question", page.lang))
        if asked and asked.phase in ("shown", "discussed"):
            press(page, "room_reveal", reveal)
        press(page, "room_lower", host.lower_hands)
        header = say("room_table", page.lang)
        save(page, "room_csv", partial(session.hosting.table, header, page.lang), "room.csv")
        press(page, "room_end", partial(end, session), "room_end_help")


def end(session: Session) -> None:
    """End the room; it is in the link no more."""
    session.hosting.end()
    session.change()


def votes(page: Page, host: Host, asked: Poll) -> None:
    """The votes, once they may be seen."""
    if asked.phase != "asked":
        st.html(bars(asked, host.tally(asked), page.lang))
    page.session.hosting.compares = asked.phase == "compared"
