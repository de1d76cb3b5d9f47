"""A page's own lecture: its scenes, its file, its path."""

import json
import tomllib
from dataclasses import replace

import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.lesson import lecture_file, scenes
from lstm_core.lesson.lecture import remove_scene
from lstm_core.lesson.lecture_file import shipped
from lstm_core.session.session import Session
from lstm_core.words.language import say

SCENES = range(1, len(shipped().scenes) + 1)


def test_the_moment_on_the_screen_becomes_a_scene_of_ones_own_file() -> None:
    ours = Session(settings=Settings(lang="en", view="time", scenario="counter", t=3))
    ours.add_moment()
    added = ours.talk.lecture.scenes[-2]
    assert ours.talk.lecture.scenes[-1].ending and not ours.complaints
    key, values = ours.talk.notice
    assert say(key, "en", **values).startswith("Added: it is scene 12 of 13")
    assert len(ours.talk.lecture.scenes) == len(shipped().scenes) + 1 and ours.talk.own
    assert (
        added.settings("en").with_fields(size="normal").cell == ours.settings.cell
        and added.link_settings.t == 3
    )
    again, complaints = lecture_file.from_bytes(lecture_file.to_toml(ours.talk.lecture).encode())
    assert again == ours.talk.lecture and not complaints
    tomllib.loads(lecture_file.to_toml(ours.talk.lecture))


def test_the_list_edits_the_lecture() -> None:
    ours = Session(settings=Settings(lang="en", view="lecture", scene=1))
    titles = [scene.title["en"] for scene in shipped().scenes]
    ours.edit([ours.talk.order, "down", 1])
    assert [scene.title["en"] for scene in ours.talk.lecture.scenes][:2] == [titles[1], titles[0]]
    ours.edit([ours.talk.order, "title", 1, "A <b>new</b> title"])
    assert (
        ours.talk.lecture.scene(1).title["en"] == "A <b>new</b> title"
        and ours.talk.lecture.scene(1).title["es"] == shipped().scene(2).title["es"]
    )
    ours.edit([ours.talk.order, "minutes", 1, "7,5"])
    assert ours.talk.lecture.scene(1).minutes == 7.5
    ours.edit([ours.talk.order, "drop", 2])
    assert len(ours.talk.lecture.scenes) == len(titles) - 1
    before = ours.talk.lecture
    for nonsense in (
        None,
        [],
        ["fly", 1],
        ["title", "x", "y"],
        ["minutes", "x", "2"],
        ["link", 1, "x"],
        ["up", 1],
        7,
    ):
        ours.edit(nonsense)
        ours.edit([ours.talk.order, *nonsense] if isinstance(nonsense, list) else nonsense)
    assert ours.talk.lecture == before
    ours.edit(["go", 3])
    assert ours.settings.scene == 3
    listed = scenes.editor_data(ours.talk.lecture, "en")
    assert listed["scenes"][0]["title"] == "A <b>new</b> title" and json.dumps(listed)


def test_minutes_that_are_no_number_are_told_and_shown_as_they_were() -> None:
    ours = Session(settings=Settings(lang="en", view="lecture", scene=1))
    before = ours.talk.lecture
    for typed in ("soon", "nan", "-1", "1e9", "", "`x`" * 50):
        refused = ours.talk.refused
        ours.edit([ours.talk.order, "minutes", 1, typed])
        [(key, values)] = ours.complaints
        assert f"{before.scene(1).minutes:g} is used" in say(key, "en", **values)
        assert ours.talk.refused == refused + 1 and ours.talk.lecture is before


def test_minutes_for_an_order_that_is_gone_are_no_longer_anybodys() -> None:
    ours = Session(settings=Settings(lang="en", view="lecture", scene=1))
    order = ours.talk.order
    ours.edit([order, "down", 1])
    ours.edit([order, "minutes", 1, "soon"])
    assert not ours.complaints and not ours.talk.refused


def test_who_presses_twice_before_the_list_has_changed_edits_once() -> None:
    ours = Session(settings=Settings(lang="en", view="lecture", scene=1))
    count, order = len(ours.talk.lecture.scenes), ours.talk.order
    ours.edit([order, "title", 2, "a"])
    ours.edit([order, "title", 3, "b"])
    assert [ours.talk.lecture.scene(k).title["en"] for k in (2, 3)] == ["a", "b"]
    ours.edit([order, "drop", 2])
    ours.edit([order, "drop", 2])
    assert len(ours.talk.lecture.scenes) == count - 1
    assert ours.talk.lecture.scene(2).title["en"] == "b"


def test_a_lecture_of_ones_own_is_linked_by_its_moments() -> None:
    ours = Session(settings=Settings(lang="en", view="lecture", scene=2))
    ours.give(remove_scene(shipped(), 1))
    link = ours.close()
    assert link is not None and (link["view"], link["scenario"]) == (
        ours.current.view,
        ours.current.scenario,
    )
    assert "scene" not in link, "no other page has its scenes"
    ours.open(link, "en")
    assert ours.settings.view == "lecture", "this one has"


def test_a_bad_file_is_told_and_takes_nothing_down() -> None:
    for data in (
        b"\xff\xfe",
        b"[[scene]]\nlink = 3",
        b"x" * 70_000,
        b'title = "T"\n[[scene]]\nlink = "t=2"\ntitle = "S"\nodd = 1',
    ):
        ours = Session(settings=Settings(lang="en", view="lecture", scene=1))
        ours.open_file(data)
        assert ours.complaints and ours.talk.lecture.scenes
        assert perform(ours.current)


def test_what_was_edited_back_is_no_lecture_of_ones_own_and_too_much_is_refused() -> None:
    ours = Session(settings=Settings(lang="en", view="lecture", scene=1))
    ours.edit([ours.talk.order, "down", 1])
    assert ours.talk.own
    ours.edit([ours.talk.order, "up", 2])
    assert not ours.talk.own and ours.shareable == ours.settings
    ours.edit(
        [ours.talk.order, "notes", 1, "x" * 100_000]
    )  # a note is cut to what a scene may hold
    before = ours.talk.lecture
    for k in range(1, len(before.scenes) + 1):
        for name in ("notes", "text"):
            ours.edit([ours.talk.order, name, k, "ñ" * 10_000])
    assert not lecture_file.is_too_large(ours.talk.lecture) and ours.complaints == (
        lecture_file.TOO_LARGE,
    )
    assert ours.talk.lecture != before, "what fits is kept"


def test_a_moment_on_the_way_comes_after_the_scene_that_was_left() -> None:
    ours = Session(settings=Settings(lang="en", view="lecture", scene=2))
    ours.walk(0)
    ours.change(t=7)
    ours.add_moment()
    assert ours.talk.lecture.scene(3).link_settings.t == 7 and ours.talk.lecture.scene(
        4
    ) == shipped().scene(3)
    ours.change(view="time")
    assert (
        ours.open({"lang": "en", "view": "memory", "scenario": "counter"}, "en").view == "time"
    ), "until it is written"
    ours.close()
    ours.add_moment()
    assert (
        ours.open({"lang": "en", "view": "memory", "scenario": "counter"}, "en").view == "memory"
    ), "a link counts"


def test_a_look_in_the_picture_stays_in_the_scene_until_the_next_beat() -> None:
    ours = Session(settings=Settings(lang="en", view="lecture", scene=2))
    before = ours.current
    assert before.hide == "no" and before.t != 7
    ours.change(t=7, stage="o")
    assert ours.settings == Settings(lang="en", view="lecture", scene=2), "the link is the scene's"
    assert ours.current == replace(before, t=7, stage="o")
    ours.change(unit=1, stage="i")
    assert (ours.current.t, ours.current.stage) == (7, "i")
    assert ours.talk.as_written(ours.settings) == before, "its words are those of the scene"
    ours.walk(1)
    ours.walk(-1)
    assert ours.settings.scene == 2 and ours.current == before


@pytest.mark.parametrize("k", SCENES)
def test_no_look_shows_what_a_scene_hides_or_asks_a_class_something_else(k: int) -> None:
    ours = Session(settings=Settings(lang="en", view="lecture", scene=k))
    before, asked = ours.current, ours.talk.asked(ours.settings)
    ours.change(t=before.t + 1, unit=before.unit + 1, stage="h")
    assert ours.current.t == before.t + (before.hide == "no") and ours.current.stage == "h"
    assert ours.talk.asked(ours.settings) == asked


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("k", SCENES)
def test_from_every_scene_one_leaves_tries_something_comes_back_and_goes_on(
    k: int, lang: str
) -> None:
    scene = shipped().scene(k)
    ours = Session(settings=Settings(lang=lang, view="lecture", scene=k, beat=scene.beats - 1))
    ours.walk(0)
    left = ours.current
    assert left == scene.settings(lang, scene.beats - 1).with_fields(
        scene=k, beat=scene.beats - 1
    ), "the same picture in the same size"
    ours.change(edits="f@2[1]=0.3", updates=50)
    assert not perform(ours.current).complaints
    ours.walk(0)
    assert ours.current == replace(
        scene.settings(lang, scene.beats - 1), scene=k, beat=scene.beats - 1
    )
    ours.walk(0)
    ours.walk(1)
    assert (ours.settings.view, ours.settings.scene) == ("lecture", min(k + 1, len(SCENES)))
