"""The weights as heatmaps, and the contributions to one gate."""

from functools import partial

import streamlit as st

from lstm_core.browser import grid_data
from lstm_core.charts.contributions import contributions_chart
from lstm_core.charts.weights import weights_chart
from lstm_core.experiment import edits
from lstm_core.lesson.questions import gate_asked
from lstm_core.model.cell import GATES
from lstm_core.page import components
from lstm_core.page.context import Page
from lstm_core.page.controls import line, row, unfold
from lstm_core.page.opening import opening
from lstm_core.page.pictures import numbers, picture
from lstm_core.words.equations import one_line_equation
from lstm_core.words.ghost import ghost_comparison
from lstm_core.words.language import say
from lstm_core.words.quantities import symbol
from lstm_core.words.weights import contributions_table, weights_sentence, weights_table


def show(page: Page) -> None:
    """All matrices, one gate's sum as a picture, its weights to type into, their numbers.

    In one column what the sentence tells comes first.
    """
    experiment, settings, look = page.experiment, page.settings, page.look
    gate = settings.stage if settings.stage in GATES else "f"
    opening(page, weights_sentence(experiment, gate))
    parts = [
        partial(
            picture,
            page,
            weights_chart(experiment.wherever, look, gate),
            "weights",
            tall=look.large,
            wide=True,
        ),
        partial(contributions, page, gate),
    ]
    for part in reversed(parts) if look.narrow else parts:
        part()
    if page.bare or look.large:
        return
    captions = (ghost_comparison(experiment, gate), say("weights_hint", page.lang))
    st.caption(" ".join(filter(None, captions)))
    grid(page, gate)
    matrix = f"W_{GATES[gate]}"
    table = partial(weights_table, experiment)
    numbers(page, "weights", table, lambda row: row[0] == matrix)
    table = partial(contributions_table, experiment, gate)
    numbers(page, "pushes", table, label="numbers_of_contributions", gate=gate)


def contributions(page: Page, gate: str) -> None:
    """The choice of a gate and what its sum is made of, as a picture or, large, as a formula."""
    experiment, settings, look = page.experiment, page.settings, page.look
    if page.bare:
        return
    asked = gate_asked(settings) is not None  # then this is the gate to look at
    gates = row(page, "stage", tuple(GATES), gate if asked else "f", symbol, fixed=asked)
    line(gates, note="" if look.large else say("contributions_hint", page.lang))
    if look.large:
        st.latex(one_line_equation(experiment, gate))
    else:
        picture(page, contributions_chart(experiment, look, gate), "pushes", wide=True)


def grid(page: Page, gate: str) -> None:
    """One gate's weights as a table to type into."""
    session, expander = page.session, unfold(page, "weights_edit")
    if not expander:
        return

    def entered() -> None:
        typed = components.sent("grid", "edit")
        session.enter(edits.enter_weight(session.settings.edits, typed))

    with expander:
        components.grid(data=grid_data(page.experiment, gate), on_edit_change=entered)
        st.caption(say("weights_edit_hint", page.lang))
