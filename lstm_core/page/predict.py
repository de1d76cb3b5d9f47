"""What is hidden, and questions about it."""

from functools import partial
from typing import Any

import streamlit as st

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.fields import quote
from lstm_core.lesson.question import Question
from lstm_core.lesson.questions import ask, right
from lstm_core.model.cell import STAGES
from lstm_core.page.context import Page
from lstm_core.page.controls import callback, choose, press
from lstm_core.session.score import next_question
from lstm_core.words.language import say
from lstm_core.words.masking import hidden_sentence
from lstm_core.words.quantities import symbol
from lstm_core.words.variables import in_colour


def predict(page: Page) -> None:
    """What is hidden, and a question about it; its answer once it is revealed."""
    experiment, settings, lang = page.experiment, page.settings, page.lang
    whole = perform(settings)
    question = ask(whole, settings.hide, settings.question) if experiment.asking else None
    if question and not page.bare:
        asking(page, question)
        return
    st.header(hidden_sentence(experiment), anchor=False)
    if page.bare:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="predict"):
        if experiment.t == 1:
            st.caption(say("worked", lang))
            return
        st.markdown(say("hide", lang), width="content")
        choose(page, "hide", ids=STAGES, format_func=symbol)
        if ask(whole, settings.hide, 1):
            press(page, "ask", partial(page.session.change, question=1), "ask_help")
        else:
            st.caption(say("no_question", lang))


def asking(page: Page, question: Question) -> None:
    """One question with its options, and what one does with it; a lecture only goes on."""
    session, lang = page.session, page.lang
    revealed = page.settings.revealed == "yes"
    st.header(in_colour(question.text), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", key="options"):
        options(page, question)
        st.space("stretch")
        if not revealed:
            if st.session_state.get("countdown"):
                st.html("<div class='countdown' role='timer'></div>", width="content")
            press(page, "countdown", help="countdown_help", icon=":material/timer:")
        if not page.session.lecturing:
            if not revealed:
                press(page, "reveal", partial(session.change, revealed="yes"), type="primary")
            press(page, "another", partial(session.change, **next_question(page.settings)))
    feedback = session.score.feedback(page.settings)
    if revealed:
        verdict = feedback.verdict if feedback else ""
        trap = "" if session.lecturing else question.trap
        with st.container(key="verdict"):  # what is read out
            st.markdown(f"{verdict}{question.why} {trap}")
    elif not page.session.lecturing:
        st.caption(say("discuss" if question.options else "discuss_number", lang))
    if revealed and feedback and not session.lecturing:
        st.caption(feedback.total, help=feedback.by_kind, width="content")


def options(page: Page, question: Question) -> None:
    """The answers to choose from, of which the right one stands out in the end; or a field."""
    revealed = page.settings.revealed == "yes"
    for k, (option, mark) in enumerate(zip(question.options, "ABCD", strict=False)):
        correct = k == question.right
        look: dict[str, Any] = {
            "type": "primary" if revealed and correct else "secondary",
            "disabled": revealed and not correct,
        }
        answer = partial(page.session.answer, question, mark, correct=correct)
        st.button(f"**{mark}** {in_colour(option)}", key=f"option_{k}", on_click=answer, **look)
    if not question.options and not revealed:
        number(page, question)


def number(page: Page, question: Question) -> None:
    """A field for a number."""
    label = say("typed_answer", page.lang, tolerance=question.tolerance)

    def answer(given: str) -> None:
        page.session.answer(question, given, correct=right(question, given))

    changed = callback(page, "typed", answer)
    given = st.text_input(label, key="typed", max_chars=20, width=260, on_change=changed)
    if given and right(question, given) is None:
        st.warning(say("typed_not_a_number", page.lang, given=quote(given)))
