"""The player: where we are in time and in a step, moved by the browser."""

from lstm_core.browser import browser
from lstm_core.page import components
from lstm_core.page.context import Page


def player(page: Page) -> None:
    """Where we are: in the same place in every view, under the thumb on a phone."""
    session = page.session
    data = browser.player(page.experiment, session.settings.view)
    data |= {"seen": session.last_move, "session": session.id}
    components.player(key="place", data=browser.packed(data), on_at_change=lambda: None)
