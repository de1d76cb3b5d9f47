"""The controls of the inputs: those of the scenario, one's own, or a window of a real series."""

from functools import partial

import streamlit as st

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.inputs import SERIES
from lstm_core.experiment.settings import WHOLES
from lstm_core.page.context import Page
from lstm_core.page.controls import callback, choose, follow, press
from lstm_core.training.series import series
from lstm_core.words.inputs import inputs_table, inputs_text
from lstm_core.words.language import say


def inputs(page: Page) -> None:
    """Where the inputs come from; what was typed is kept while another source is looked at."""
    session, typed = page.session, page.settings.inputs
    source = "series" if typed.startswith(SERIES) else "own" if typed.strip() else "scenario"
    session.inputs_by_source[source] = typed

    def switch(source: str) -> None:
        first = {
            "scenario": "",
            "own": inputs_text(perform(session.current)),
            "series": f"{SERIES}1",
        }
        if source in first:
            session.change(inputs=session.inputs_by_source.get(source) or first[source])

    choose(
        page,
        "inputs",
        source,
        ("scenario", "own", "series"),
        on_change=callback(page, "inputs", switch),
        help=say("inputs_help", page.lang),
        label_visibility="visible",
    )
    if source == "own" and page.settings.hide != "no":
        st.caption(say("own_hidden", page.lang))
    elif source == "own":
        own_sequence(page)
    elif source == "series":
        window(page)


def window(page: Page) -> None:
    """The first month of the real series; off where the cell takes other than one number."""
    session, experiment = page.session, page.experiment
    months = series()[0]
    st.select_slider(
        say("series_start", page.lang),
        range(1, len(months) - experiment.T + 2),
        follow(page, "start", max(1, experiment.given.start)),
        key="start",
        format_func=lambda start: months[start - 1],
        help=say("series_start_help", page.lang),
        on_change=callback(page, "start", lambda start: session.change(inputs=f"{SERIES}{start}")),
        disabled=not experiment.own_inputs,
    )
    st.caption(say("series_source", page.lang))


def own_sequence(page: Page) -> None:
    """The typed sequence, what was understood, and one click to read it the other way."""
    session, experiment, lang = page.session, page.experiment, page.lang
    st.text_area(
        say("own", lang),
        follow(page, "own", page.settings.inputs, ""),
        key="own",
        height=160,
        help=say("own_help", lang),
        on_change=callback(page, "own", partial(session.enter, name="inputs", comma="auto")),
    )
    if not experiment.own_inputs:
        return
    given = experiment.given
    if given.comma:
        other = "separator" if given.comma == "decimal" else "decimal"
        press(page, f"comma_as_{other}", partial(session.change, comma=other))
    if given.one_row and not experiment.scenario.sizes:
        as_steps = experiment.T == 1
        size = 1 if as_steps else min(WHOLES["input_size"].high, experiment.T)
        name = "row_as_steps" if as_steps else "row_as_one_step"
        press(page, name, partial(session.change, input_size=size))
    st.caption(say("own_understood", lang, T=experiment.T, D=experiment.D))
    with st.container(height=220, border=False):
        st.markdown(inputs_table(experiment).markdown(3))
