"""The component whose parts run in the browser, registered once for all pages."""

from collections.abc import Mapping
from functools import cache, partial
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer
from streamlit.errors import StreamlitAPIException


@cache
def front() -> ComponentRenderer:
    """The component; Streamlit finds its folder by lstm_core/pyproject.toml."""
    try:
        return st.components.v2.component("lstm-core.front", js="main.js")
    except StreamlitAPIException as error:
        what = "Streamlit looks where lstm-core is installed: python -m pip install -e ."
        raise RuntimeError(what) from error


def mount(key: str, data: bytes, **callbacks: Any) -> Any:
    """Show the part that the data names, under this key; what it has sent."""
    return front()(key=key, data=data, **callbacks)


def sent(key: str, name: str) -> Any:
    """What the part under this key has sent by this name; None where it has not, or is gone."""
    state = st.session_state.get(key)
    return state.get(name) if isinstance(state, Mapping) else None


def fields(key: str = "fields", *, data: bytes) -> None:
    """Show controls of settings: what one sets with them is a move."""
    mount(key, data)


header = partial(mount, "header")
player = partial(mount, "place")
diagram = partial(mount, "diagram")
grid = partial(mount, "grid")
editor = partial(mount, "editor")
link = partial(mount, "link")
live = partial(mount, "live")
kept = mount
stage = partial(mount, "walk")
