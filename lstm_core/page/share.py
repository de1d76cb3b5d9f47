"""The link to a moment, to copy or to scan."""

from dataclasses import replace
from urllib.parse import urlencode

import segno
import streamlit as st

from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.page.context import Page
from lstm_core.page.controls import press
from lstm_core.page.keep import keep_lecture
from lstm_core.words.language import say

MOST_SCANNED = 2900  # characters of a link that a QR code can hold


def address(settings: Settings) -> str:
    """The whole link to this page with these settings."""
    return f"{st.context.url}?{urlencode(settings.to_query())}"


def qr_code(link: str, lang: str) -> str:
    """A link as a QR code, in HTML."""
    code = segno.make(link, micro=False).svg_data_uri(border=2)
    return f'<div class="qr"><img src="{code}" alt="{say("share_qr", lang)}"></div>'


def share(page: Page) -> None:
    """The link to this moment, to copy or to scan, and what its page will show."""
    session, lang = page.session, page.session.settings.lang
    left, right = st.columns([2, 3])
    with_notes = page.session.lecturing and not session.talk.own
    controls = left.radio(
        say("share_with", lang),
        [id for id in CHOICES["controls"].ids if id != "notes" or with_notes],
        format_func=lambda id: say(f"controls_{id}", lang),
        key="share_with",
    )
    link = address(replace(session.shareable, controls=controls))
    left.code(link, language=None, wrap_lines=True)
    with left:
        if press(page, "lecture_add", session.add_moment):
            key, values = next(iter(session.complaints), session.talk.notice)
            st.caption(say(key, lang, **values))
    keep_lecture(page, "kept_share")
    if len(link) > MOST_SCANNED:
        right.caption(say("share_long", lang))
    else:
        right.html(qr_code(link, lang))
