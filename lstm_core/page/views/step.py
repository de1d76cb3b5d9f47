"""One step as the notebook tells it: a row of numbers per unit, then each stage with its sum."""

from functools import partial

import streamlit as st

from lstm_core.charts.step import step_chart
from lstm_core.page.cards import cards
from lstm_core.page.context import Page
from lstm_core.page.controls import line, row
from lstm_core.page.opening import opening
from lstm_core.page.pictures import numbers, picture
from lstm_core.words.equations import one_line_equation
from lstm_core.words.quantities import symbol
from lstm_core.words.step import moment_sentence, step_table


def show(page: Page) -> None:
    """The step as a picture, its numbers, and a card for each stage; large, one stage in a line."""
    experiment, settings, look = page.experiment, page.settings, page.look
    opening(page, moment_sentence(experiment))
    picture(page, step_chart(experiment, look), "step", tall=look.large, wide=True)
    if page.bare:
        return
    if look.large:
        line(row(page, "stage", words=symbol))
        st.latex(one_line_equation(experiment, settings.stage))
        return
    numbers(page, "step", partial(step_table, experiment))
    cards(page)
