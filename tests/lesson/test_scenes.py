"""A scene on the page, and the list in which the scenes are edited."""

import json
from dataclasses import replace

import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.languages import LANGUAGES
from lstm_core.lesson import scenes
from lstm_core.lesson.lecture import FIELDS, Beat, Lecture, Words
from lstm_core.lesson.lecture_file import shipped
from tests.lesson.examples import ONE

TWO = replace(ONE, question=Words(es="¿C?", en="C?"), answer=Words(es="sí", en="yes"))


def test_words_have_their_numbers_and_no_line_ends_within_one() -> None:
    experiment = perform(ONE.settings("en"))
    text = scenes.markdown(Words(en="at t = {t} *so*"), experiment)
    assert text == "at t\u00a0\\=\u00a06 \\*so\\*"
    assert scenes.markdown(None, experiment) == ""


def test_the_answer_comes_after_the_text_and_the_question() -> None:
    hidden, shown = (perform(replace(TWO.settings("en"), scene=1, beat=beat)) for beat in (0, 1))
    assert scenes.body(TWO, hidden) == scenes.body(TWO, shown) == "text\n\n**C\\?**"
    assert scenes.answer(TWO, hidden) == "", "not before it is asked for"
    assert scenes.answer(TWO, shown) == "yes"
    assert scenes.body(ONE, shown) == "text"


def test_a_later_beat_says_its_own_words_alone() -> None:
    scene = replace(TWO, more=(Beat(Words(es="más", en="*C* = {C}")), Beat(Words(en="end"))))
    third = perform(replace(scene.settings("en", 2), scene=1, beat=2))
    assert scenes.body(scene, third) == ""
    assert scenes.answer(scene, third).endswith("\u00a0\\=\u00a0−0\\.83"), (
        "a variable has its number"
    )
    assert "next scene" not in scenes.coming(Lecture(Words(), (scene, ONE)), 1, 1, "en")
    assert "…" in scenes.coming(Lecture(Words(), (scene, ONE)), 1, 1, "en")


def test_a_marked_letter_is_a_variable_and_nothing_else_is() -> None:
    experiment = perform(ONE.settings("es"))
    said = scenes.markdown(Words(es="*o* no toca a *C̃*; *oh*, C *x y*"), experiment)
    assert said.count(":color[") == 2 and ":color[*o*]" in said and ":color[*C̃*]" in said
    assert r"\*oh\*" in said and r"\*x y\*" in said


def test_what_stands_out_is_one_paragraph_whatever_lines_it_has() -> None:
    lines = Words(es=" una\n\n\ndos ", en=" one\n\n\ntwo ")
    scene = replace(ONE, question=lines, answer=lines)
    shown = perform(replace(scene.settings("en"), scene=1, beat=1))
    assert scenes.body(scene, shown) == "text\n\n**one  \ntwo**"
    assert scenes.answer(scene, shown) == "one  \ntwo"
    assert "> one  \n> two" in scenes.script(scene, shown)
    assert scenes.body(replace(ONE, question=Words(en="  ")), shown) == "text"


def test_the_outline_has_a_part_for_each_scene_as_long_as_it_takes() -> None:
    lecture = Lecture(Words(), (ONE, replace(ONE, minutes=0.0), replace(ONE, minutes=7.5)))
    outline = scenes.outline(lecture, 2, "en")
    signs = ('class="past"', 'aria-current="true"', "<button")
    assert [outline.count(sign) for sign in signs] == [1, 1, 3]
    assert [outline.count(f'flex-grow: {grow}"') for grow in (3.0, 0.5, 7.5)] == [1, 1, 1]


def test_the_title_that_comes_next_tells_no_number() -> None:
    lecture = Lecture(Words(), (ONE, replace(ONE, title=Words(en="C = {C}, *f*"))))
    assert r"C \= …\, " in scenes.coming(lecture, 1, 0, "en")
    assert "{" not in scenes.coming(lecture, 2, 0, "en")
    next_step = scenes.coming(shipped(), 5, 1, "en")
    assert "these 3 units" in next_step and r"t \= 1" in next_step.replace("\u00a0", " ")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_holds_all_words_of_all_scenes(lang: str) -> None:
    data = scenes.editor_data(shipped(), lang)
    assert json.loads(json.dumps(data))["fields"] == list(FIELDS)
    for scene, row in zip(shipped().scenes, data["scenes"], strict=True):
        assert {name: row[name] for name in FIELDS} == {
            name: (getattr(scene, name) or Words())[lang] for name in FIELDS
        }


def test_a_message_without_meaning_changes_nothing() -> None:
    lecture = Lecture(Words(), (ONE, TWO))
    for message in (None, [], 7, ["go", 1], ["fly", 1], ["up", "1"], ["minutes", 1, "soon"]):
        assert scenes.apply_edit(lecture, message, "en") is lecture
    assert scenes.asks_for_scene(["go", 2]) and not scenes.asks_for_scene(["up", 2])
    assert scenes.apply_edit(lecture, ["down", 1], "en").scenes == (TWO, ONE)
    assert scenes.apply_edit(lecture, ["answer", 2, ""], "es").scene(2).answer == Words(
        es="", en="yes"
    )
