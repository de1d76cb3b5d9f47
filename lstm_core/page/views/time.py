"""The six quantities over all steps, on one time axis with the inputs."""

from functools import partial

import streamlit as st

from lstm_core.charts.time import fills_the_screen, quantities_in_time, time_chart, time_hint
from lstm_core.page.context import Page
from lstm_core.page.controls import choose
from lstm_core.page.opening import opening
from lstm_core.page.pictures import numbers, picture
from lstm_core.words.quantities import CHARTED, symbol
from lstm_core.words.time import time_sentence, time_table


def show(page: Page) -> None:
    """All quantities through time, and their numbers; large, one of them."""
    experiment, settings, look = page.experiment, page.settings, page.look
    stage = settings.stage if settings.stage in CHARTED else "C"
    opening(page, time_sentence(experiment))
    with st.container(horizontal=True, vertical_alignment="center", key="choice"):
        choose(page, "chart")
        if look.large:
            choose(page, "stage", stage, CHARTED, format_func=symbol)
        else:
            st.caption(time_hint(experiment, look))
    quantities = (stage,) if look.large else quantities_in_time(experiment)
    drawn = time_chart(experiment, look, quantities)
    picture(drawn, "time", tall=fills_the_screen(experiment, look))
    if not look.large:
        table = partial(time_table, experiment)
        numbers(page, "time", table, lambda row: row[1] == experiment.unit)
