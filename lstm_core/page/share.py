"""The link to a moment, to copy or to scan."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import segno
import streamlit as st
from streamlit.net_util import get_internal_ip

from lstm_core.browser import link_data
from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.page import components
from lstm_core.page.context import Page
from lstm_core.page.controls import press
from lstm_core.page.keep import keep_lecture
from lstm_core.page.unlinked import not_in_the_link, unlinked
from lstm_core.server.address import Address, address_of, readable
from lstm_core.server.settings import ServerSettings
from lstm_core.words.language import say

EVERYWHERE = ("0.0.0.0", "::")  # where a server listens that its network reaches
CONTAINED = ("/.dockerenv", "/run/.containerenv")  # there in a container, whose address is its own
MOST_SCANNED = 2900  # characters of a link that a QR code can hold


server_settings = cache(ServerSettings.read)


def inside(shown: str) -> str | None:
    """The address in its network of the machine that serves `shown`; None where it is not known.

    No machine is asked but this one.
    """
    if any(Path(sign).exists() for sign in CONTAINED):
        return None
    listens = st.get_option("server.address")
    direct = urlsplit(shown).port == st.get_option("server.port")  # no proxy stands before it
    if direct and listens and listens not in EVERYWHERE:
        return str(listens)
    return get_internal_ip()


def reached() -> Address:
    """Where the links of this page begin, and who can open them."""
    shown = readable(st.context.url or "")
    return address_of(shown, inside(shown), server_settings())


def students_url() -> str:
    """Where a link begins that students can follow; "" where they cannot."""
    place = reached()
    return "" if place.who == "machine" else place.url


def address(settings: Settings) -> str:
    """The whole link to this page with these settings."""
    return f"{reached().url}?{urlencode(settings.to_query())}"


def qr_code(link: str, lang: str) -> str:
    """A link as a QR code, in HTML."""
    code = segno.make(link, micro=False).svg_data_uri(border=2)
    return f'<div class="qr"><img src="{code}" alt="{say("share_qr", lang)}"></div>'


def scan(link: str, lang: str) -> None:
    """The link as a QR code, where a phone that scans it gets there."""
    if reached().who == "machine":
        return
    if len(link) > MOST_SCANNED:
        st.caption(say("share_long", lang))
    else:
        st.html(qr_code(link, lang))


def share(page: Page) -> None:
    """The link to this moment, to copy or to scan, and what its page will show.

    Where the link only names what one has opened, its file goes with it, in place of the code: who
    opens that needs the sidebar.
    """
    session, lang = page.session, page.session.settings.lang
    with_notes = page.session.lecturing and not session.talk.own
    missing = [] if with_notes else unlinked(session.shareable)
    with_files = {"cell", "table"}.intersection(missing)
    if missing:
        not_in_the_link(page, session.shareable)
    left, right = st.columns([2, 3])
    controls = left.radio(
        say("share_with", lang),
        ["all"]
        if with_files
        else [id for id in CHOICES["controls"].ids if id != "notes" or with_notes],
        format_func=lambda id: say(f"controls_{id}", lang),
        key="share_with",
    )
    link = address(replace(session.shareable, controls=controls))
    left.code(link, language=None, wrap_lines=True)
    with left:
        components.link(data=link_data(link, lang))
        if press(page, "lecture_add", session.add_moment):
            key, values = next(iter(session.complaints), session.talk.notice)
            st.caption(say(key, lang, **values))
    keep_lecture(page, "kept_share")
    with right:
        if (who := reached().who) != "all":
            st.caption(say(f"share_{who}", lang))
        if not with_files:
            scan(link, lang)
