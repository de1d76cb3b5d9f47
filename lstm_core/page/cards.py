"""A stage of a step as a card."""

import streamlit as st

from lstm_core.page.context import Page
from lstm_core.page.controls import unfold
from lstm_core.words.equations import long_sum_length, stage_card, whole_sum


def card(page: Page, stage: str) -> None:
    """One stage: symbols, numbers, the line of NumPy, and what it means."""
    st.markdown(stage_card(page.experiment, stage), anchors=False)


def all_terms(page: Page, stage: str) -> None:
    """The whole of a sum that is too long for its card, on demand."""
    experiment = page.experiment
    count = long_sum_length(experiment, stage)
    if count and (expander := unfold(page, "all_terms", f"terms_{stage}", count=count)):
        expander.latex(whole_sum(experiment, stage))
