"""The parts of the page that run in the browser, each registered once for all pages."""

from typing import Any

import streamlit as st

from lstm_core.browser import browser


def component(name: str) -> Any:
    """What mounts this component of front/."""
    files = browser.part(name)
    return st.components.v2.component(name, html=files["html"], css=files["css"], js=files["js"])


header, player = component("header"), component("player")
grid, editor, live = component("grid"), component("editor"), component("live")
