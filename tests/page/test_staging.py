"""The lecture on the page, without a browser: its path, leaving and coming back, one's own."""

import json
import tomllib
from dataclasses import replace
from urllib.parse import parse_qsl

import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.lesson import lecture_file, scenes
from lstm_core.lesson.lecture import remove_scene
from lstm_core.lesson.lecture_file import shipped
from lstm_core.lesson.questions import ask
from lstm_core.session.session import Session
from tests.support import app, components, move, query, told

SCENES = range(1, len(shipped().scenes) + 1)


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("k", SCENES)
def test_every_scene_and_beat(k: int, lang: str) -> None:
    scene = shipped().scene(k)
    for beat in range(scene.beats):
        page = app(view="lecture", scene=k, beat=beat, lang=lang)
        assert not page.exception and not page.warning
        experiment = mask(perform(page.session_state["session"].current))
        assert told(page)[0] == scenes.title(scene, experiment)
        words, said = scenes.body(scene, experiment), [text.value for text in page.markdown]
        assert words in said or (beat and not words)
        assert bool(scene.beats > 1 and not beat) == any(
            button.key == "lecture_reveal" for button in page.button
        )
        assert not [button for button in page.button if button.key in ("reveal", "another")], (
            "these leave the path"
        )
        assert "{" not in words
    assert query(page)["view"] == "lecture" and query(page)["scene"] == str(k)


def test_a_clicker_walks_all_beats_and_back() -> None:
    page = app(view="lecture", lang="en")
    walked = [(1, 0)]
    while True:
        move(page, beats=1)
        at = page.session_state["session"].settings
        if (at.scene, at.beat) == walked[-1]:
            break
        walked.append((at.scene, at.beat))
    assert walked == [(k, beat) for k in SCENES for beat in range(shipped().scene(k).beats)]
    for place in reversed(walked[:-1]):
        move(page, beats=-1)
        assert (
            page.session_state["session"].settings.scene,
            page.session_state["session"].settings.beat,
        ) == place
    assert components(page)["player"]["lecture"]


def test_whoever_changes_something_leaves_the_path_and_comes_back_with_one_key() -> None:
    page = app(view="lecture", scene=2, lang="en")
    move(page, t=4)
    assert (
        query(page)["view"],
        query(page)["scenario"],
        query(page)["t"],
        query(page)["scene"],
    ) == (
        "cell",
        "latch",
        "4",
        "2",
    )
    assert (
        components(page)["player"]["place"]["view"] == "cell"
        and components(page)["player"]["place"]["scene"] == 2
    )
    page.slider(key="hidden_size")
    page.session_state["place"] = {"at": [[components(page)["player"]["seen"] + 1, {"beat": 0}]]}
    page.run()
    assert query(page) == {"view": "lecture", "lang": "en", "scene": "2"}
    page.button(key="lecture_explore").click().run()
    assert query(page)["view"] == "cell" and "size" not in query(page)
    move(page, beats=1)
    assert (query(page)["view"], query(page)["scene"]) == ("lecture", "3"), (
        "a clicker goes on from there"
    )
    move(page, lang="es")
    assert query(page)["view"] == "lecture" and "cuánto conservar" in told(page)[0]


def test_revealing_a_question_of_the_page_is_the_next_beat() -> None:
    k = next(k for k in SCENES if shipped().scene(k).asks)
    page = app(view="lecture", scene=k, lang="en")
    page.button(key="lecture_reveal").click().run()
    assert (query(page)["scene"], query(page)["beat"]) == (str(k), "1")
    page = app(view="lecture", scene=k, lang="en")
    page.button(key="option_0").click().run()
    assert query(page)["beat"] == "1" and page.session_state["session"].score


def test_notes_are_shown_only_where_they_are_asked_for() -> None:
    page = app(view="lecture", scene=2, lang="en", controls="notes")
    assert not page.exception and not page.get("plotly_chart")
    experiment = perform(page.session_state["session"].current)
    assert scenes.script(shipped().scene(2), experiment) in [text.value for text in page.markdown]
    page.button(key="lecture_on").click().run()
    assert query(page)["scene"] == "3" and query(page)["controls"] == "notes"
    public = app(view="lecture", scene=2, lang="en", controls="picture")
    assert not any("Usual wrong answers" in text.value for text in public.markdown)


@pytest.mark.parametrize("view", CHOICES["view"].ids[:-1])
def test_notes_without_the_lecture_are_a_picture_and_no_error(view: str) -> None:
    page = app(view=view, scene=3, lang="en", controls="notes")
    assert not page.exception and not page.button
    assert page.get("plotly_chart") or components(page)["diagram"]
    notes = shipped().scene(3).notes
    assert notes and not any(notes["en"][:20] in text.value for text in page.markdown)


def test_a_window_of_notes_stays_with_its_scene() -> None:
    page = app(view="lecture", scene=3, lang="en", controls="notes")
    for sent in ({"t": 4}, {"view": "cell"}, {"beat": 0}):
        page.session_state["place"] = {"at": [[components(page)["player"]["seen"] + 1, sent]]}
        page.run()
        assert not page.exception and not page.get("plotly_chart")
        assert query(page) == {
            "view": "lecture",
            "scene": "3",
            "lang": "en",
            "controls": "notes",
        }
    move(page, beats=1)
    assert (query(page)["scene"], query(page).get("beat")) == ("3", "1")


def test_the_moment_on_the_screen_becomes_a_scene_of_ones_own_file() -> None:
    ours = Session(settings=Settings(lang="en", view="time", scenario="counter", t=3))
    ours.add_moment()
    added = ours.lecture.scenes[-2]
    assert ours.lecture.scenes[-1].ending and ours.told_moment("en").startswith(
        "Added: it is scene 12 of 13"
    )
    assert len(ours.lecture.scenes) == len(shipped().scenes) + 1 and ours.own
    assert (
        added.settings("en").with_fields(size="normal").cell == ours.settings.cell
        and added.link_settings.t == 3
    )
    again, complaints = lecture_file.from_bytes(lecture_file.to_toml(ours.lecture).encode())
    assert again == ours.lecture and not complaints
    tomllib.loads(lecture_file.to_toml(ours.lecture))


def test_the_list_edits_the_lecture() -> None:
    ours = Session(settings=Settings(lang="en", view="lecture", scene=1))
    titles = [scene.title["en"] for scene in shipped().scenes]
    ours.edit(["down", 1])
    assert [scene.title["en"] for scene in ours.lecture.scenes][:2] == [titles[1], titles[0]]
    ours.edit(["title", 1, "A <b>new</b> title"])
    assert (
        ours.lecture.scene(1).title["en"] == "A <b>new</b> title"
        and ours.lecture.scene(1).title["es"] == shipped().scene(2).title["es"]
    )
    ours.edit(["minutes", 1, "7,5"])
    assert ours.lecture.scene(1).minutes == 7.5
    ours.edit(["drop", 2])
    assert len(ours.lecture.scenes) == len(titles) - 1
    before = ours.lecture
    for nonsense in (
        None,
        [],
        ["fly", 1],
        ["title", "x", "y"],
        ["minutes", 1, "soon"],
        ["link", 1, "x"],
        ["up", 1],
        7,
    ):
        ours.edit(nonsense)
    assert ours.lecture == before
    ours.edit(["go", 3])
    assert ours.settings.scene == 3
    listed = scenes.editor_data(ours.lecture, "en")
    assert listed["scenes"][0]["title"] == "A <b>new</b> title" and json.dumps(listed)


def test_a_lecture_of_ones_own_is_linked_by_its_moments() -> None:
    ours = Session(settings=Settings(lang="en", view="lecture", scene=2))
    ours.take_lecture(remove_scene(shipped(), 1))
    link = ours.close()
    assert link is not None and (link["view"], link["scenario"]) == (
        ours.current.view,
        ours.current.scenario,
    )
    assert "scene" not in link, "no other page has its scenes"
    ours.open(link, "en")
    assert ours.settings.view == "lecture", "this one has"


def test_a_bad_file_is_told_and_takes_nothing_down() -> None:
    class File:
        def __init__(self, data: bytes) -> None:
            self.data = data

        def getvalue(self) -> bytes:
            return self.data

    for data in (
        b"\xff\xfe",
        b"[[scene]]\nlink = 3",
        b"x" * 70_000,
        b'title = "T"\n[[scene]]\nlink = "t=2"\ntitle = "S"\nodd = 1',
    ):
        ours = Session(settings=Settings(lang="en", view="lecture", scene=1))
        ours.open_file(File(data))
        assert ours.complaints and ours.lecture.scenes
        assert perform(ours.current)
    ours.open_file(None)


def test_what_was_edited_back_is_no_lecture_of_ones_own_and_too_much_is_refused() -> None:
    ours = Session(settings=Settings(lang="en", view="lecture", scene=1))
    ours.edit(["down", 1])
    assert ours.own
    ours.edit(["up", 2])
    assert not ours.own and ours.linked == ours.settings
    ours.edit(["notes", 1, "x" * 100_000])  # a note is cut to what a scene may hold
    before = ours.lecture
    for k in range(1, len(before.scenes) + 1):
        for name in ("notes", "text"):
            ours.edit([name, k, "ñ" * 10_000])
    assert not lecture_file.is_too_large(ours.lecture) and ours.complaints == (
        lecture_file.TOO_LARGE,
    )
    assert ours.lecture != before, "what fits is kept"


def test_the_answer_stands_below_the_question_of_the_page() -> None:
    scene = next(k for k in SCENES if shipped().scene(k).asks and shipped().scene(k).answer)
    page = app(view="lecture", scene=scene, beat=1, lang="en")
    texts = [text.value for text in page.markdown]
    experiment = mask(perform(page.session_state["session"].current))
    whole = perform(experiment.settings)
    question = ask(whole, whole.settings.hide, whole.settings.question)
    assert question is not None
    assert texts.index(question.why) < texts.index(
        scenes.answer(shipped().scene(scene), experiment)
    )
    assert question.text in [header.value for header in page.header]
    assert not [said for said in texts if question.trap in said and not said.startswith("Say")], (
        "one idea at a time"
    )
    page = app(view="lecture", scene=scene, lang="en")
    assert not [text for text in page.markdown if text.value.startswith(":primary[")], (
        "not before it is revealed"
    )


def test_a_named_file_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LSTM_LECTURE", "/nowhere/lecture.toml")
    page = app(view="lecture", lang="en")
    assert len(page.warning) == 1 and "lecture.toml" in page.warning[0].value
    assert not app(view="cell", lang="en").warning


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_end_is_the_six_lines_and_a_link_to_practise_with(lang: str) -> None:
    page = app(view="lecture", scene=len(SCENES), lang=lang)
    assert not page.exception and not page.warning
    assert not {"diagram"} & components(page).keys() and not page.get("plotly_chart")
    [lines] = page.latex
    assert lines.value.count(r"\\") == 5 and all(
        symbol in lines.value for symbol in ("W_f", "W_i", "W_C", "W_o")
    )
    practise = page.get("link_button")[-1]
    asked = Settings.from_query(dict(parse_qsl(practise.proto.url.partition("?")[2])))
    assert (
        asked == replace(shipped().scene(len(SCENES)).link_settings, lang=lang)
        and asked.view == "cell"
    )
    assert any("data:image/svg" in str(part.proto.body) for part in page.get("html"))


def test_a_question_of_ones_own_leaves_the_room_to_the_drawing() -> None:
    for k in SCENES:
        scene = shipped().scene(k)
        if scene.link_settings.view == "cell" and not scene.ending:
            charts = app(view="lecture", scene=k, lang="en").get("plotly_chart")
            assert bool(charts) == (scene.question is None and not scene.asks)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_who_speaks_sees_what_is_asked_its_answer_and_what_comes_next(lang: str) -> None:
    for k in SCENES:
        page = app(view="lecture", scene=k, lang=lang, controls="notes")
        told = "\n".join(text.value for text in page.markdown)
        scene = shipped().scene(k)
        whole = perform(scene.settings(lang))
        if scene.asks:
            question = ask(whole, whole.settings.hide, whole.settings.question)
            assert question is not None
            assert all(
                words in told
                for words in (question.text, question.options[question.right], question.trap)
            )
        assert scenes.next_title(shipped(), k, lang) in told
        assert not page.get("plotly_chart") and not any(
            "Revelar" in button.label for button in page.button
        )


def test_a_window_of_notes_is_offered_only_where_it_would_show_this_lecture() -> None:
    page = app(view="lecture", scene=2, lang="en")
    assert any("controls=notes" in part.proto.url for part in page.get("link_button"))
    page.session_state["session"].edit(["down", 2])
    page.run()
    assert not any("controls=notes" in part.proto.url for part in page.get("link_button"))
    assert any("LSTM_LECTURE" in caption.value for caption in page.caption)


def test_a_moment_on_the_way_comes_after_the_scene_that_was_left() -> None:
    ours = Session(settings=Settings(lang="en", view="lecture", scene=2))
    ours.walk(0)
    ours.change(t=7)
    ours.add_moment()
    assert ours.lecture.scene(3).link_settings.t == 7 and ours.lecture.scene(4) == shipped().scene(
        3
    )
    ours.change(view="time")
    assert (
        ours.open({"lang": "en", "view": "memory", "scenario": "counter"}, "en").view == "time"
    ), "until it is written"
    ours.close()
    ours.add_moment()
    assert (
        ours.open({"lang": "en", "view": "memory", "scenario": "counter"}, "en").view == "memory"
    ), "a link counts"


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
        scene=k, beat=scene.beats - 1, size="normal"
    )
    ours.change(edits="f@2[1]=0.3", updates=50)
    assert not perform(ours.current).complaints
    ours.walk(0)
    assert ours.current == replace(
        scene.settings(lang, scene.beats - 1), scene=k, beat=scene.beats - 1
    )
    ours.walk(0)
    ours.walk(1)
    assert (ours.settings.view, ours.settings.scene) == ("lecture", min(k + 1, len(SCENES)))
