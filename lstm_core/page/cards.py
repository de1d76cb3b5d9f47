"""The stages of a step as cards."""

import streamlit as st

from lstm_core.model.cell import STAGES
from lstm_core.page.context import Page
from lstm_core.page.controls import unfold
from lstm_core.words.equations import (
    long_sum_length,
    long_vector_length,
    stage_card,
    whole_sum,
    whole_vector,
)
from lstm_core.words.language import say


def card(page: Page, stage: str) -> None:
    """One stage: symbols, numbers, the line of NumPy, and what it means."""
    st.markdown(stage_card(page.experiment, stage), anchors=False)


def cards(page: Page) -> None:
    """All stages in as few elements as can be: each costs the server as much as a picture.

    What is said of their digits stands before them.
    """
    texts = [say("all_digits", page.lang)]
    for stage in STAGES:
        texts.append(stage_card(page.experiment, stage))
        unfolds = long_sum_length(page.experiment, stage) or long_vector_length(
            page.experiment, stage
        )
        if stage == STAGES[-1] or unfolds:
            st.markdown("\n\n".join(texts), anchors=False)
            texts.clear()
            all_terms(page, stage)


def all_terms(page: Page, stage: str) -> None:
    """The whole of a sum or of z that is too long for its card, on demand."""
    experiment = page.experiment
    terms = long_sum_length(experiment, stage)
    if terms and (expander := unfold(page, "all_terms", f"terms_{stage}", count=terms)):
        expander.latex(whole_sum(experiment, stage))
    entries = long_vector_length(experiment, stage)
    if entries and (expander := unfold(page, "all_entries", f"entries_{stage}", count=entries)):
        expander.latex(whole_vector(experiment))
