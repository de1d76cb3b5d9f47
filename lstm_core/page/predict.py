"""What is hidden, and questions about it."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.fields import quote
from lstm_core.experiment.trained import is_text
from lstm_core.lesson.practice import LOOK, ROUND, counting, following
from lstm_core.lesson.question import Question
from lstm_core.lesson.questions import ask, right
from lstm_core.model.cell import STAGES
from lstm_core.page.context import Page
from lstm_core.page.controls import choose, press
from lstm_core.session.score import next_question
from lstm_core.words.language import say
from lstm_core.words.masking import hidden_sentence
from lstm_core.words.quantities import symbol
from lstm_core.words.variables import in_colour

MOST_READ = 36  # signs of what has been read


def predict(page: Page) -> None:
    """What is hidden, and a question about it; its answer once it is revealed."""
    experiment, settings, lang = page.experiment, page.settings, page.lang
    whole = perform(settings)
    question = ask(whole, settings.hide, settings.question) if experiment.asking else None
    if question and not page.bare:
        asking(page, question)
        return
    askable = experiment.t > 1 and ask(whole, settings.hide, 1) is not None
    st.header(hidden_sentence(experiment, askable=page.bare), anchor=False)
    if page.bare:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="predict"):
        if experiment.t == 1:
            st.caption(say("worked" if experiment.T > 1 else "worked_only", lang), width="content")
            if experiment.T > 1:
                press(page, "practise_start", partial(go_on, page), type="primary")
            return
        st.markdown(say("hide", lang), width="content")
        choose(page, "hide", ids=STAGES, format_func=symbol)
        if askable:
            press(page, "ask", partial(go_on, page), "ask_help")
        else:
            st.caption(say("no_question", lang))


def go_on(page: Page) -> None:
    """Ask the next question of the round."""
    session, settings = page.session, page.settings
    score = session.score
    found = following(settings, score.asked, score.known, score.kinds_at)
    session.change(**(found or next_question(settings)))


def asking(page: Page, question: Question) -> None:
    """One question with its options, and what one does with it; a lecture only goes on."""
    session, lang = page.session, page.lang
    revealed = page.settings.revealed == "yes"
    ended = revealed and not session.lecturing and over(page)
    st.header(in_colour(question.text), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", key="options"):
        options(page, question)
        st.space("stretch")
        if not revealed:
            if st.session_state.get("countdown"):
                st.html("<div class='countdown' role='timer'></div>", width="content")
            press(page, "countdown", help="countdown_help", icon=":material/timer:")
        if not session.lecturing:
            if not revealed:
                press(page, "reveal", partial(session.change, revealed="yes"), type="primary")
            if not ended:
                press(page, "another", partial(go_on, page))
    feedback = session.score.feedback(page.settings)
    if revealed:
        verdict = feedback.verdict if feedback else ""
        known = session.lecturing or (feedback and feedback.correct)
        with st.container(key="verdict"):  # what is read out
            st.markdown(f"{verdict}{question.why} {'' if known else question.trap}")
    elif not session.lecturing:
        to_do = say(what_to_do(question, together=bool(session.hosting.host)), lang)
        st.caption(f"{read_so_far(page)} {to_do}".strip())
    if revealed and feedback and not session.lecturing:
        st.caption(feedback.total, help=feedback.by_kind, width="content")
        if ended:
            ending(page)


def read_so_far(page: Page) -> str:
    """The symbols or words up to the step that is asked about; empty where there are none."""
    experiment = page.experiment
    read = experiment.labels[: experiment.t]
    if not is_text(read):
        return ""
    text = ("" if all(len(label) == 1 for label in read) else " ").join(read)
    last = text if len(text) <= MOST_READ else f"…{text[-MOST_READ:]}"
    return say("read_so_far", page.lang, t=experiment.t, symbols=quote(last))


def what_to_do(question: Question, *, together: bool) -> str:
    """The key of what to do with the question: to discuss it takes others, as in a room."""
    if question.options:
        return "discuss" if together else "choose"
    return "discuss_number" if together else "compute"


def over(page: Page) -> bool:
    """Whether the round has all its questions, or there is none left."""
    score = page.session.score
    if not score.round or score.round[-1].moment != page.settings.moment:
        return False
    if len(score.round) >= ROUND:
        return True
    return following(page.settings, score.asked, score.known, score.kinds_at) is None


def ending(page: Page) -> None:
    """What went well in this round, which idea to look at again, and how to go on."""
    session, lang = page.session, page.lang
    score, again = session.score, session.score.look_again
    right, tried = sum(one.correct for one in score.round), len(score.round)
    said = [say("round_end", lang, right=right, tried=tried)]
    if score.went_well:
        kinds = ", ".join(say(f"kind_{kind}", lang) for kind in score.went_well)
        said.append(say("round_well", lang, kinds=kinds))
    if again:
        said.append(say("round_again", lang, kind=say(f"kind_{again.kind}", lang)))

    def more(found: Callable[[], dict[str, Any] | None]) -> None:
        score.round.clear()
        session.change(**(found() or next_question(page.settings)))

    settings = page.settings
    other = partial(following, settings, known=score.known, kinds_at=score.kinds_at)

    with st.container(key="ending_of_round"):
        st.markdown(" ".join(said))
        with st.container(horizontal=True):
            if again:
                place = {"t": again.moment.t, "unit": again.moment.unit, "hide": "no"}
                look = partial(session.change, **place, **LOOK[again.kind])
                press(page, "round_look", look, type="primary")
            press(page, "round_more", partial(more, other))
            press(page, "round_counting", partial(more, partial(counting, settings, score.known)))


def options(page: Page, question: Question) -> None:
    """The answers to choose from: in the end the right one stands out, and one's own if wrong."""
    revealed = page.settings.revealed == "yes"
    feedback = page.session.score.feedback(page.settings) if revealed else None
    for k, (option, mark) in enumerate(zip(question.options, "ABCD", strict=False)):
        correct = k == question.right
        own = feedback is not None and feedback.given == mark and not correct
        icon = "check" if revealed and correct else "close" if own else ""
        look: dict[str, Any] = {
            "type": "primary" if revealed and correct else "secondary",
            "disabled": revealed and not correct,
            "icon": f":material/{icon}:" if icon else None,
        }
        answer = partial(page.session.answer, question, mark, correct=correct)
        st.button(f"**{mark}** {in_colour(option)}", key=f"option_{k}", on_click=answer, **look)
    if not question.options and not revealed:
        number(page, question)


def number(page: Page, question: Question) -> None:
    """A field for a number, a button that answers, and one for its sign, which keyboards lack."""
    label = say("typed_answer", page.lang, tolerance=question.tolerance)

    def answer() -> None:
        given = st.session_state.get("typed", "")
        page.session.link.outdated = True
        if given:
            page.session.answer(question, given, correct=right(question, given))

    def turn_sign() -> None:
        given = st.session_state.get("typed", "").strip()
        page.session.link.outdated = True
        st.session_state["typed"] = given[1:] if given[:1] in ("-", "−") else f"−{given}"

    with st.form("typing", border=False, width="content"):
        row = st.container(horizontal=True, vertical_alignment="bottom")
        given = row.text_input(label, key="typed", max_chars=20, width=220)
        row.form_submit_button(say("typed_send", page.lang), key="typed_send", on_click=answer)
        row.form_submit_button(
            "±", key="typed_sign", help=say("typed_sign", page.lang), on_click=turn_sign
        )
    if given and right(question, given) is None:
        st.warning(say("typed_not_a_number", page.lang, given=quote(given)))
