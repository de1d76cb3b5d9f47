"""The lecture on the page, without a browser: its path, leaving and coming back, one's own."""

import json
import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.lesson import scenes
from lstm_core.lesson.lecture_file import shipped
from lstm_core.lesson.questions import ask
from lstm_core.words.variables import in_colour, unmarked
from tests.support import app, components, fields, headlines, move, query

CHOICES_OF = re.compile(r'data-choose="(.*?)"')
SCENES = range(1, len(shipped().scenes) + 1)


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("k", SCENES)
def test_every_scene_and_beat(k: int, lang: str) -> None:
    scene = shipped().scene(k)
    for beat in range(scene.beats):
        page = app(view="lecture", scene=k, beat=beat, lang=lang)
        assert not page.exception and not page.warning
        experiment = mask(perform(page.session_state["session"].current))
        assert headlines(page)[0] == scenes.title(scene, experiment)
        said = [text.value for text in page.markdown]
        words, answer = scenes.body(scene, experiment), scenes.answer(scene, experiment)
        assert words in said or (scene.later(beat) and not words)
        assert answer in said or not answer
        stage = components(page)["stage"]
        assert (stage["scene"], stage["beat"], stage["beats"]) == (k, beat, scene.beats)
        assert stage["notes"].startswith("?") and stage["seconds"] == -1 and stage["leads"]
        assert not [button for button in page.button if str(button.key).startswith("lecture")]
        assert not [button for button in page.button if button.key in ("reveal", "another")], (
            "these leave the path"
        )
        assert "{" not in words.replace(']{foreground="#', "")
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


def escape(page: AppTest) -> None:
    """What Escape sends."""
    page.session_state["place"] = {"moves": [[components(page)["player"]["ack"] + 1, {"beat": 0}]]}
    page.run()


def test_whoever_changes_something_leaves_the_path_and_comes_back_with_one_key() -> None:
    page = app(view="lecture", scene=2, lang="en")
    words = [text.value for text in page.markdown]
    move(page, t=4)
    assert query(page)["view"] == "lecture", "who looks elsewhere stays"
    assert [text.value for text in page.markdown] == words, "its words are those of the scene"
    assert components(page)["player"]["place"]["t"] == 4
    move(page, names="pytorch")
    assert [query(page)[name] for name in ("view", "scenario", "names", "t", "scene")] == [
        "cell",
        "latch",
        "pytorch",
        "4",
        "2",
    ]
    assert (
        components(page)["player"]["place"]["view"] == "cell"
        and components(page)["player"]["place"]["scene"] == 2
    )
    assert "hidden_size" in fields(page)
    escape(page)
    assert query(page) == {"view": "lecture", "lang": "en", "scene": "2"}
    escape(page)
    assert query(page)["view"] == "cell" and query(page)["size"] == "projector", "the size stays"
    assert components(page)["header"]["choices"] and not components(page)["player"]["bare"]
    assert "stage" not in components(page)
    move(page, beats=1)
    assert (query(page)["view"], query(page)["scene"]) == ("lecture", "3"), (
        "a clicker goes on from there"
    )
    move(page, lang="es")
    assert query(page)["view"] == "lecture" and "cuánto conservar" in headlines(page)[0]


def test_revealing_a_question_of_the_page_is_the_next_beat() -> None:
    k = next(k for k in SCENES if shipped().scene(k).asks)
    page = app(view="lecture", scene=k, lang="en")
    move(page, beats=1)
    assert (query(page)["scene"], query(page)["beat"]) == (str(k), "1")
    page = app(view="lecture", scene=k, lang="en")
    page.button(key="option_0").click().run()
    assert query(page)["beat"] == "1" and page.session_state["session"].score.counts


def test_notes_are_shown_only_where_they_are_asked_for() -> None:
    page = app(view="lecture", scene=2, lang="en", controls="notes")
    assert not page.exception and not page.get("plotly_chart")
    experiment = perform(page.session_state["session"].current)
    assert scenes.script(shipped().scene(2), experiment) in [text.value for text in page.markdown]
    assert components(page)["stage"]["seconds"] >= 0, "the clock is here"
    move(page, beats=1)
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
        page.session_state["place"] = {"moves": [[components(page)["player"]["ack"] + 1, sent]]}
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
    assert in_colour(question.text) in [header.value for header in page.header]
    assert not [said for said in texts if question.trap in said and not said.startswith("Say")], (
        "one idea at a time"
    )
    said = [text.value for text in app(view="lecture", scene=scene, lang="en").markdown]
    assert texts[-1] not in said, "not before it is revealed"


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
        markdown = "\n".join(text.value for text in page.markdown)
        scene = shipped().scene(k)
        whole = perform(scene.settings(lang))
        if scene.asks:
            question = ask(whole, whole.settings.hide, whole.settings.question)
            assert question is not None
            assert all(
                words in markdown for words in (question.text, *question.options, question.trap)
            )
            assert f"**{'ABCD'[question.right]} {question.options[question.right]} ✓**" in markdown
        assert scenes.coming(shipped(), k, 0, lang) in markdown
        assert not page.get("plotly_chart") and not page.button


def test_the_window_of_notes_shows_a_lecture_of_ones_own_once_it_has_it() -> None:
    page = app(view="lecture", scene=2, lang="en")
    session = page.session_state["session"]
    assert components(page)["stage"]["notes"] == "?lang=en&view=lecture&scene=2&controls=notes"
    session.edit([0, "title", 2, "My own title"])
    page.run()
    link = dict(parse_qsl(components(page)["stage"]["notes"].removeprefix("?")))
    assert link["mine"] == f"{session.talk.name}-2-0" and link["controls"] == "notes"
    notes = app(**link)
    session = notes.session_state["session"]
    assert session.talk.kept["wish"] == "find", "it asks its browser"
    session.restore(page.session_state["session"].talk.text)
    notes.run()
    assert not notes.exception and headlines(notes)[0] == "My own title"
    assert components(notes)["stage"]["seconds"] >= 0 and not notes.get("plotly_chart")


def test_the_answer_has_its_room_before_it_is_told() -> None:
    for k in SCENES:
        scene = shipped().scene(k)
        experiment = mask(perform(scene.settings("en")))
        room = scenes.room_for_answer(scene, experiment)
        assert bool(room) == bool(scene.asks or scene.answer) and not set(room) - set("ai \n\u00a0")
        words = unmarked(scene.answer["en"]).split() if scene.answer else []
        assert len(room.split()) >= 0.8 * len(words)


def start(page: AppTest) -> list[str]:
    """The lines that say how one can begin."""
    return [part.proto.body for part in page.get("html") if 'class="start"' in part.proto.body]


@pytest.mark.parametrize(("locale", "give"), [("es-ES", "Dar la clase"), ("en-US", "Give the")])
def test_who_opens_the_page_without_a_link_has_three_ways_to_begin(locale: str, give: str) -> None:
    page = app(locale=locale)
    [line] = start(page)
    assert give in line and line.count("data-choose") == 3
    assert f"{len(shipped().scenes)} " in line, "as many steps as the lecture has scenes"
    assert components(page)["diagram"], "the notebook's cell is the first picture"
    move(page, t=3)
    assert start(page), "nothing moves as one steps"
    learn, explore, lecture = (json.loads(unescape(found)) for found in CHOICES_OF.findall(line))
    session = page.session_state["session"]
    session.from_browser(explore)
    page.run()
    assert not start(page) and components(page)["player"]["place"]["grain"] == "stage"
    session.from_browser(lecture)
    page.run()
    assert query(page)["view"] == "lecture" and components(page)["stage"]["scene"] == 1
    session.from_browser(learn)
    page.run()
    assert query(page)["scene"] == "1" and query(page)["controls"] == "player"
    assert not components(page)["stage"]["notes"], "who learns has no presenter's window"
    assert not start(app(locale=locale, scenario="latch")), "a link is gone on with"


def test_a_lecture_of_another_length_is_offered_as_long_as_it_is() -> None:
    page = app(locale="en-US")
    page.session_state["session"].talk.give(replace(shipped(), scenes=shipped().scenes[:1]))
    page.run()
    assert "Learn in one step<" in start(page)[0]
