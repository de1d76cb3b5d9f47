"""What is shown while something has still to be learnt."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

import streamlit as st

from lstm_core.session.session import Session
from lstm_core.session.turns import QUEUE
from lstm_core.training.apart import Unknown
from lstm_core.words.language import say

UNSEEN = 0.3  # seconds that nobody is told of


class Learning:
    """The place for how far it is, the first of the page. Whoever leaves the page ends it there."""

    def __init__(self, session: Session) -> None:
        self._session, self._since = session, monotonic()
        self._place, self._shown = st.empty(), False

    def told(self, share: float) -> None:
        """Show what share is done. Streamlit ends the run here if nobody waits for it any more."""
        if monotonic() - self._since > UNSEEN:
            self._shown = True
            self._place.progress(share, say("being_learnt", self._session.settings.lang))

    def over(self) -> None:
        """Show it no longer."""
        if self._shown:
            self._place.empty()


@contextmanager
def turn(session: Session) -> Iterator[None]:
    """The page's turn in the queue. What it needs and is not known yet is learnt by another run."""
    try:
        with QUEUE.turn(session.guest):
            yield
    except Unknown as unknown:
        session.needs.lacking.append(unknown.work)
        st.rerun()
