"""The cell as a drawing with its numbers, the sum of the stage looked at, and the strip of time."""

from functools import partial

import streamlit as st

from lstm_core.browser import drawing_data
from lstm_core.charts.time import strip_chart
from lstm_core.experiment import edits
from lstm_core.lesson.worksheet import refusal, worksheet
from lstm_core.model.cell import STAGES
from lstm_core.page import components
from lstm_core.page.cards import all_terms, card
from lstm_core.page.context import Page
from lstm_core.page.controls import save
from lstm_core.page.opening import opening
from lstm_core.page.pictures import in_focus, numbers, picture
from lstm_core.page.share import students_url
from lstm_core.words.backward import (
    backward_card,
    backward_line,
    backward_sentence,
    backward_table,
)
from lstm_core.words.equations import one_line_equation
from lstm_core.words.language import say
from lstm_core.words.masking import is_hidden
from lstm_core.words.saved import file_name
from lstm_core.words.step import moment_sentence, step_table


def show(page: Page) -> None:
    """The drawing, the strip of time, and the sum of the stage; large, no more than fits."""
    experiment, settings, look = page.experiment, page.settings, page.look
    backward = settings.flow == "backward"
    opening(page, backward_sentence(experiment) if backward else moment_sentence(experiment))
    if not page.bare and not look.large:
        side_by_side = settings.unrolled == "yes"  # over the whole width, with the card below
        with st.container(key="unrolled" if side_by_side else "cell"):
            diagram(page)
            picture(page, strip_chart(experiment, look), "strip", tall=True)
            if backward:
                st.markdown(backward_card(experiment, settings.stage), anchors=False)
            else:
                card(page, settings.stage)
        if not backward:
            all_terms(page, settings.stage)
        key, table = ("gradients", backward_table) if backward else ("cell", step_table)
        more, label = partial(exercise, page), "numbers_and_exercise"
        numbers(page, key, partial(table, experiment), in_focus(page), label=label, more=more)
        return
    diagram(page)
    unknown = page.session.lecturing and is_hidden(experiment, settings.stage)
    if not page.bare and not experiment.asking:
        stage = settings.stage
        plain = partial(one_line_equation, braces=False)
        line = backward_line(experiment, stage) if backward else plain(experiment, stage)
        st.latex(r"\phantom{0}" if unknown else line)  # the drawing keeps its size
    asked = page.session.lecturing and page.session.talk.lecture.scene(settings.scene).question
    if page.bare or not (experiment.asking or asked):
        picture(page, strip_chart(experiment, look), "strip", tall=not page.session.lecturing)


def diagram(page: Page) -> None:
    """The drawing; with all controls one can hold a gate in it by hand."""
    session = page.session

    def held() -> None:
        sent = components.sent("diagram", "hold")
        session.enter(edits.hold(session.settings.edits, sent))

    tools = page.whole and not session.lecturing
    components.diagram(data=drawing_data(page.experiment, tools=tools), on_hold_change=held)


def exercise(page: Page) -> None:
    """A sheet to print: this step with its last stages left blank, and the key."""
    experiment = page.experiment
    with st.container(horizontal=True, vertical_alignment="bottom"):
        label = say("exercise_blanks", page.lang)
        blanks = st.slider(label, 0, len(STAGES), 3, key="blanks", width=360)
        why, name = refusal(experiment), file_name(experiment, say("file_worksheet", page.lang))
        save(
            page,
            "exercise_save",
            partial(worksheet, experiment, blanks, students_url()),
            f"{name}.html",
            help=say(why, page.lang) if why else None,
            disabled=bool(why),
        )
