"""What the server does once, when it starts, and what a page first knows of its browser."""

import webbrowser
from threading import Thread
from typing import Any

import streamlit as st
import streamlit.emojis  # its patterns take half a second, or the first warning does

from lstm_core.page.received import judge
from lstm_core.page.sent import keep_theme, redact
from lstm_core.server.asgi import middleware
from lstm_core.server.messages import messages


def on_phone() -> bool:
    """Whether the browser says that it is on a phone; how wide it is, it says later."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def guards() -> list[Any]:
    """What a request passes before Streamlit sees it, and a message of its websocket last."""
    keep_theme()
    any_origin = not st.get_option("server.enableCORS")
    return [*middleware(any_origin=any_origin), messages(judge, redact)]


def open_browser() -> None:
    """Open the page on this machine, unless Streamlit is told to be headless.

    Streamlit does so itself only where it serves a page without routes of its own.
    """
    if st.get_option("server.headless"):
        return
    address = st.get_option("server.address")
    host = "localhost" if address in (None, "0.0.0.0", "::") else address
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    path = st.get_option("server.baseUrlPath").strip("/")
    url = f"{scheme}://{host}:{st.get_option('server.port')}/{path}"
    Thread(target=webbrowser.open, args=[url], daemon=True).start()
