"""The player: where we are in time and in a step, moved by the browser."""

import streamlit as st

from lstm_core.browser import player_data
from lstm_core.page import components
from lstm_core.page.context import Page


def player(page: Page) -> None:
    """Where we are: in the same place in every view, under the thumb on a phone."""
    session = page.session
    view = session.settings.view
    training = page.settings.updates if session.watch.running else None
    data = player_data(
        page.experiment,
        view,
        ack=session.last_move,
        session=session.id,
        training=training,
        narrow=session.narrow,
    )
    components.player(data=data, on_moves_change=lambda: None)
    session.greet(st.session_state.get("place"))
