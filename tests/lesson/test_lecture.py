"""Walking through a lecture, and editing one."""

from dataclasses import replace

import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.lesson.lecture import (
    LONGEST,
    MOST_BEATS,
    MOST_SCENES,
    Lecture,
    Words,
    advance,
    edit_scene,
    insert_scene,
    move_scene,
    remove_scene,
)
from lstm_core.lesson.lecture_file import from_toml, is_too_large, shipped, to_toml
from tests.lesson.examples import ONE


def test_the_clicker_walks_all_beats_and_back() -> None:
    lecture = shipped()
    places = [(k, beat) for k, scene in enumerate(lecture.scenes, 1) for beat in range(scene.beats)]
    walked = [(1, 0)]
    while (on := advance(lecture, *walked[-1], 1)) != walked[-1]:
        walked.append(on)
    assert walked == places
    back = [places[-1]]
    while (before := advance(lecture, *back[-1], -1)) != back[-1]:
        back.append(before)
    assert back == places[::-1]
    assert advance(lecture, 0, 7, 0) == places[1]
    assert advance(lecture, 99, -3, 1)[0] == len(lecture.scenes)
    assert advance(lecture, 1, 0, 10_000) == places[-1]


def test_editing_makes_other_lectures() -> None:
    lecture = Lecture(Words(es="a", en="a"), tuple(replace(ONE, minutes=k) for k in range(1, 5)))

    def order(lecture: Lecture) -> list[float]:
        return [scene.minutes for scene in lecture.scenes]

    assert order(move_scene(lecture, 1, 1)) == [2, 1, 3, 4]
    assert order(move_scene(lecture, 4, -2)) == [1, 4, 2, 3]
    assert order(move_scene(lecture, 1, -1)) == order(move_scene(lecture, 4, 9)) == [1, 2, 3, 4]
    assert order(remove_scene(lecture, 2)) == [1, 3, 4]
    assert order(remove_scene(lecture, 9)) == [1, 2, 3, 4]
    assert order(insert_scene(lecture, replace(ONE, minutes=9.0), 0)) == [9, 1, 2, 3, 4]
    assert order(insert_scene(lecture, replace(ONE, minutes=9.0))) == [1, 2, 3, 4, 9]
    one = remove_scene(remove_scene(remove_scene(lecture, 1), 1), 1)
    assert remove_scene(one, 1) == one
    many = lecture
    for _ in range(200):
        many = insert_scene(many, ONE)
    assert len(many.scenes) == MOST_SCENES and not is_too_large(many)
    new = edit_scene(
        lecture,
        2,
        title=Words(es="x" * 500, en="y"),
        question=Words(es="¿?", en="?"),
        answer=Words(),
        minutes=1e9,
    )
    assert len(new.scenes[1].title["es"]) == LONGEST["title"] and new.scenes[1].minutes == 180
    assert edit_scene(lecture, 2, minutes=float("nan")).scenes[1].minutes == 0
    assert new.scenes[1].question == Words(es="¿?", en="?") and new.scenes[1].answer is None
    odd = edit_scene(lecture, 1, title=Words(es="\ud800b", en="c"))
    assert odd.scenes[0].title == Words(es="b", en="c")
    assert Words().put("es", "b") == Words(es="b", en="b")
    assert Words(es="a", en="c").put("es", "b") == Words(es="b", en="c")
    assert Words(es="a", en="a").put("en", "b") == Words(es="a", en="b")


def test_what_is_not_said_in_a_language_is_said_in_english_or_as_it_can_be() -> None:
    words = Words(es="a", en="b")
    assert (words["es"], words["en"], words["ca"]) == ("a", "b", "b")
    assert Words(es="a")["ca"] == Words(es="a")["en"] == "a"
    assert Words()["ca"] == ""
    assert words.put("ca", "c") == Words(es="a", en="b", ca="c")
    assert Words(es="", en="b")["es"] == "", "what somebody emptied stays empty"


FILE = """
title = "Beats"
[[scene]]
link = "view=time&scenario=latch&t=2&hide=z&inputs=0;0;0;0%0A1;1;0;1"
title = "One"
steps = {es = "una; dos", en = "one; two"}
question = "?"
answer = "!"
[[scene.beat]]
text = "third"
[[scene.beat]]
text = "fourth"
link = "view=memory&t=3"
[[scene]]
link = "view=cell"
title = "Two"
table = true
"""


def test_a_scene_goes_on_after_its_answer_with_another_picture_or_the_same() -> None:
    lecture, told = from_toml(FILE)
    assert told == () and from_toml(to_toml(lecture)) == (lecture, ())
    scene = lecture.scene(1)
    assert scene.beats == 4 and [scene.later(beat) for beat in (0, 1)] == [None, None]
    assert [scene.later(beat) for beat in (2, 3)] == list(scene.more)
    assert [scene.settings("en", beat).view for beat in range(4)] == ["time"] * 3 + ["memory"]
    assert [scene.settings("en", beat).hide for beat in range(4)] == ["z", "no", "no", "no"], (
        "an answer may speak of all steps"
    )
    assert [advance(lecture, 1, beat, 1) for beat in range(4)] == [(1, 1), (1, 2), (1, 3), (2, 0)]
    assert lecture.scene(2).table and lecture.scene(2).beats == 1


def test_words_name_the_steps_of_a_typed_sequence_in_each_language() -> None:
    scene = from_toml(FILE)[0].scene(1)
    for lang, words in (("es", ("una", "dos")), ("en", ("one", "two"))):
        experiment = perform(scene.settings(lang, 1))
        assert experiment.labels == words and not experiment.complaints
        assert experiment.X[1, :, 0].tolist() == [1, 1, 0, 1]
    odd = replace(scene, steps=Words(en="one; two; three"))
    assert odd.settings("en").inputs == scene.link_settings.inputs, "a word for each step, or none"


@pytest.mark.parametrize("beat", ["beat = 7", 'beat = ["a"]', "[[scene.beat]]\ntext='a'\n" * 9])
def test_what_is_no_beat_is_told_and_the_scene_runs(beat: str) -> None:
    lecture, told = from_toml(f"[[scene]]\nlink = 't=2'\ntitle = 'a'\n{beat}")
    assert [key for key, _ in told] == ["lecture_beats"]
    assert lecture.scene(1).beats in (1, 1 + MOST_BEATS)
