"""The controls of a task of one's own: the columns it is learnt from, and what is predicted."""

from functools import partial

import streamlit as st

from lstm_core.experiment.inputs import plain_name, shown_table
from lstm_core.experiment.own_columns import own_columns
from lstm_core.experiment.settings import WHOLES
from lstm_core.page.context import Page
from lstm_core.page.controls import choose, press, slide, take
from lstm_core.page.inputs import columns, comma_button, sequence_file, sequence_text
from lstm_core.training.columns import LEAST_ROWS
from lstm_core.training.tasks import OWN
from lstm_core.words.language import say


def learns_own(page: Page) -> bool:
    """Whether the cell that is shown learns columns of one's own."""
    return page.settings.cell.scenario == "trained" and page.settings.task == OWN


def own_task(page: Page) -> None:
    """The text or file of the columns, how it is read, and what is predicted of it."""
    settings, lang = page.settings, page.lang
    if settings.hide != "no":
        st.caption(say("own_hidden", lang))
        return
    own = own_columns(settings)
    sequence_text(page)
    sequence_file(page)
    table = shown_table(settings)
    if table is not None and own.used:
        comma_button(page, table)
        if len(table.columns) > 1:
            columns(page, table)
        for key, values in page.experiment.given.left_out:
            st.caption(say(key, lang, **values))
        if table.gaps(table.inputs):
            choose(page, "gaps", label_visibility="visible")
    if len(own.used) > 1:
        predicted_column(page, dict(zip(own.used, own.names, strict=False)), own.columns.target)
    most = min(own.columns.most_ahead, WHOLES["ahead"].high)
    slide(page, "ahead", own.columns.ahead, 1, most, help=say("ahead_help", lang))
    slide(page, "held_out", settings.held_out, 5, 50, help=say("held_out_help", lang))


def predicted_column(page: Page, names: dict[int, str], target: int) -> None:
    """The column to predict, of these names by their places; `target` counts them from 0."""
    places = list(names)
    st.selectbox(
        say("target", page.lang),
        places,
        min(target, len(places) - 1),
        key="target",
        format_func=lambda place: plain_name(names[place]) or say("column", page.lang, place=place),
        on_change=take(page, "target"),
    )


def train_on_them(page: Page) -> None:
    """From a sequence of one's own to the training on it."""
    session = page.session
    table = shown_table(page.settings)
    if table is None or max(table.rows, len(table.columns)) < LEAST_ROWS:
        return
    whole = {"inputs": session.sequence.whole} if session.sequence.shows(page.settings) else {}
    begin = partial(session.change, view="train", task=OWN, race="no", updates=0, **whole)
    press(page, "own_train", begin, "own_train_help")
