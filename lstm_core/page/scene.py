"""A scene of the lecture round its picture, the notes to it, and the lecture to edit."""

from functools import partial
from urllib.parse import urlencode

import streamlit as st

from lstm_core.browser import pack, stage_data
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.masking import mask
from lstm_core.lesson import lecture_file, scenes
from lstm_core.lesson.handout import Handout
from lstm_core.page import components
from lstm_core.page.context import Page
from lstm_core.page.controls import callback, press, save, upload
from lstm_core.page.keep import keep_lecture
from lstm_core.page.predict import predict
from lstm_core.page.share import students_url
from lstm_core.session.hosting import KEY as ROOM
from lstm_core.session.turns import QUEUE
from lstm_core.training.apart import finish
from lstm_core.words.language import say


def scene(page: Page) -> None:
    """The scene's title, sentences, what it asks and, on the next beat, the answer."""
    talk, settings = page.session.talk, page.session.settings
    shown = talk.lecture.scene(settings.scene)
    experiment = mask(perform(talk.as_written(settings)))  # wherever one looks in the picture
    st.header(scenes.title(shown, experiment), anchor=False)
    said = scenes.body(shown, experiment)
    if said and not page.session.hosting.compares:
        st.markdown(said)
    if shown.asks:
        predict(page)
    if answer := scenes.answer(shown, experiment):
        with st.container(key="answer"):
            st.markdown(answer)
    elif room := scenes.room_for_answer(shown, experiment):
        with st.container(key="unanswered"):
            st.markdown(room)


def notes(page: Page) -> None:
    """What to say to this scene, all of it, whatever is hidden: in the presenter's window alone."""
    shown = page.session.talk.lecture.scene(page.settings.scene)
    st.markdown(scenes.script(shown, perform(page.settings)))


def stage(page: Page) -> None:
    """What one gives the lecture with: back and on, the presenter's window, the way out."""
    session, settings = page.session, page.settings
    lecture, presenting = session.talk.lecture, settings.controls == "notes"
    here = {name: value for name, value in session.query.items() if name != ROOM}
    notes = urlencode(here | {"controls": "notes"})
    seconds = round(60 * session.talk.minutes())
    data = stage_data(
        page.lang,
        (settings.scene, len(lecture.scenes)),
        (settings.beat, lecture.scene(settings.scene).beats),
        notes=f"?{notes}" if page.whole else "",
        leads=page.whole,
        seconds=seconds if presenting else -1,
        outline=scenes.outline_titles(lecture, page.lang),
    )
    components.stage(data=data)


def my_lecture(page: Page) -> None:
    """One's own lecture: its scenes to edit, its file, and what students take home."""
    session, lang = page.session, page.session.settings.lang
    talk = session.talk
    listed = scenes.editor_data(talk.lecture, lang, talk.order) | {"refused": talk.refused}
    sent = components.editor(
        data=pack("editor", listed),
        on_edit_change=callback(page, "editor", lambda sent: session.edit(sent.get("edit"))),
    )
    if scenes.asks_for_scene(sent.get("edit")):
        st.rerun()  # the scene is behind this dialog
    with st.container(horizontal=True):
        save(page, "lecture_save", lecture_file.to_toml(talk.lecture), "lecture.toml")
        paper(page)
        press(page, "lecture_shipped", partial(session.give, lecture_file.shipped()))
    upload(page, "lecture_file", ["toml"], lambda data, _: session.open_file(data))
    for key, values in session.complaints:
        st.warning(say(key, lang, **values))
    if talk.own:
        st.caption(say("lecture_keep", lang))
    keep_lecture(page, "kept_edit")


def paper(page: Page) -> None:
    """What students take home: made when it is asked for, a scene at a time, then to be saved.

    Who leaves the page, or closes its dialog, ends that where it tells how far it is.
    """
    session, lang = page.session, page.session.settings.lang
    lecture, work = session.talk.lecture, session.paper
    url = students_url()
    asked = work is not None and (work.lecture, work.lang, work.url) == (lecture, lang, url)
    if work is None or not asked or (QUEUE.held and not work.text):
        press(
            page, "lecture_handout", partial(setattr, session, "paper", Handout(lecture, lang, url))
        )
        return
    place = st.empty()
    if not work.text:
        words = say("lecture_handout_making", lang)
        finish(work, lambda share: place.progress(share, words))
    with place.container(width="content"):
        save(page, "lecture_handout_save", work.text, "lecture.html", type="primary")
