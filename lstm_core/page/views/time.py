"""The six quantities over all steps, on one time axis with the inputs."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from lstm_core.browser import Mark, symbol_marks, symbols_html
from lstm_core.charts.time import fills_the_screen, quantities_in_time, time_chart, time_hint
from lstm_core.experiment.trained import symbols_claim
from lstm_core.page.context import Page
from lstm_core.page.controls import line, row
from lstm_core.page.opening import opening
from lstm_core.page.pictures import in_focus, numbers, picture
from lstm_core.words.claims import claim_sentence
from lstm_core.words.language import say
from lstm_core.words.quantities import CHARTED, symbol
from lstm_core.words.time import time_sentence, time_table


def large_quantities(stage: str) -> tuple[str, ...]:
    """What has a strip where it is large: the memory with what is shown of it, or one gate."""
    return ("C", "h") if stage in ("C", "h") else (stage,)


def show(page: Page) -> None:
    """All quantities through time, and their numbers; large, one of them."""
    experiment, settings, look = page.experiment, page.settings, page.look
    stage = settings.stage if settings.stage in CHARTED else "C"
    opening(page, time_sentence(experiment))
    quantity = stage if look.large else "C"
    rows = [row(page, "chart")]
    if look.large:
        rows.append(row(page, "stage", CHARTED, "C", symbol))
    if marks := symbol_marks(experiment, quantity):
        with st.container(horizontal=True, vertical_alignment="center", key="choice"):
            line(*rows, width="content")
            text_strip(page, quantity, marks)
    else:
        line(*rows, note="" if look.large else time_hint(experiment, look))
    quantities = large_quantities(stage) if look.large else quantities_in_time(experiment)
    drawn = time_chart(experiment, look, quantities)
    picture(page, drawn, "time", tall=fills_the_screen(experiment, look))
    if not look.large:
        table = partial(time_table, experiment)
        numbers(page, "time", table, in_focus(page))


def text_strip(page: Page, quantity: str, marks: Sequence[Mark]) -> None:
    """The symbols or words of the sequence, on the shades of a quantity."""
    experiment, lang = page.experiment, page.lang
    shade = say("symbols_shade", lang, symbol=symbol(quantity), unit=experiment.unit)
    captions = [] if page.look.large else [shade]
    claim = symbols_claim(experiment)
    if claim:
        captions.append(claim_sentence(claim, lang))
    with st.container(key="symbols"):
        st.html(symbols_html(marks, experiment.t, " ".join(captions)))
