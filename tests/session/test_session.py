"""The settings of one open page: what opens them, what changes them, what follows the player."""

from collections.abc import Callable
from typing import Any

import pytest
from odd_clicks import ODDITIES

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.beats import next_beat, previous_beat
from lstm_core.lesson.lecture_file import shipped
from lstm_core.session.session import MOST_BEATS, Session


def running(settings: Settings) -> Session:
    """A session whose page has been shown with these settings."""
    session = Session()
    session.open(settings.to_query(), "en")
    session.greet(None)
    session.close()
    return session


def moves(*sent: dict[str, Any], first: int = 1) -> dict[str, Any]:
    """What the player's state says after these moves."""
    return {"moves": [[n, move] for n, move in enumerate(sent, first)]}


def test_the_link_is_read_unless_the_page_is_newer() -> None:
    session = running(Settings(lang="en", t=3))
    assert session.open({"lang": "en", "t": "5"}, "en").t == 5
    session.change(t=2)
    assert session.open({"lang": "en", "t": "5"}, "en").t == 2, "until it is written"
    assert session.close() == Settings(lang="en", t=2).to_query()
    assert session.open({"lang": "en", "t": "5"}, "en").t == 5


def test_what_a_link_cannot_mean_is_said_until_the_next_change() -> None:
    session = Session()
    session.open({"t": "99", "hidden_size": "x"}, "en")
    assert {key for key, _ in session.complaints} == {"url_out_of_bounds", "url_not_a_number"}
    session.change(steps=7)
    assert not session.complaints
    session.enter("f@1[1]=0;" * 400)
    assert [key for key, _ in session.complaints] == ["text_too_long"]
    assert session.settings.edits and len(session.settings.edits) <= 2000


def test_a_language_of_its_own_is_only_for_a_link_without_one() -> None:
    assert Session().open({}, "en").lang == "en"
    assert Session().open({"lang": "es"}, "en").lang == "es"


def test_widgets_are_relabelled_in_the_run_after_another_language_and_no_longer() -> None:
    session = running(Settings(lang="en"))
    session.change(lang="es")
    session.open({}, "en")
    assert session.link.relabelled
    session.close()
    assert not session.link.relabelled
    session.open(session.settings.to_query(), "en")
    assert not session.link.relabelled


@pytest.mark.parametrize(
    ("fields", "whole"),
    [
        ({"t": 4}, False),
        ({"unit": 2}, False),
        ({"seed": 7}, False),
        ({"view": "time"}, False),
        ({"view": "train"}, True),
        ({"hidden_size": 5}, True),
        ({"hide": "f"}, True),
        ({"lang": "es"}, True),
        ({"size": "projector"}, True),
    ],
)
def test_only_what_stands_round_the_view_asks_for_a_whole_run(
    fields: dict[str, Any], whole: bool
) -> None:
    session = running(Settings(lang="en"))
    assert not session.needs_whole_run
    session.change(**fields)
    assert session.needs_whole_run == whole


def test_a_widget_that_sends_a_word_of_the_language_just_left_changes_nothing() -> None:
    session = running(Settings(lang="en"))
    session.from_widget("scenario", "Cerrojo")
    assert session.settings == Settings(lang="en") and not session.link.outdated
    session.from_widget("scenario", "latch")
    session.from_widget("steps", 9)
    assert (session.settings.scenario, session.settings.steps) == ("latch", 9)


def test_the_players_moves_are_taken_over_once_and_in_order() -> None:
    session = running(Settings(lang="en"))
    session.follow(moves({"t": 3}, {"t": 4}))
    assert session.settings.t == 4 and session.last_move == 2
    session.change(t=6)
    session.follow(moves({"t": 3}, {"t": 4}))
    assert session.settings.t == 6, "said again, because nobody had answered"
    session.follow(moves({"t": 3}, {"t": 4}, {"unit": 2}))
    assert (session.settings.t, session.settings.unit) == (6, 2)


def test_after_the_server_was_started_anew_the_link_is_newer_than_the_player() -> None:
    session, before = Session(), moves({"t": 3}, {"t": 4}, first=7)
    session.follow(before)
    assert session.open({"t": "5"}, "en").t == 5
    session.greet(before)  # the player is there, and says what it had done
    session.follow(before)
    assert session.settings.t == 5 and session.last_move == 8 and not session.link.outdated
    session.follow(moves({"t": 3}, {"t": 4}, {"t": 6}, first=7))
    assert session.settings.t == 6


@pytest.mark.parametrize(("by", "turn"), [(1, next_beat), (-1, previous_beat)])
def test_a_beat_walks_what_is_hidden_as_the_lesson_says(
    by: int, turn: Callable[[Experiment], Settings]
) -> None:
    asked = Settings(lang="en", scenario="wide", steps=7, t=4, hide="C_tilde", question=1)
    for grain in ("step", "stage"):
        session = running(asked.with_fields(grain=grain))
        for n in range(1, 6):
            expected = turn(perform(session.settings))
            session.follow(moves({"beat": by}, first=n))
            assert session.settings == expected


def test_a_beat_beyond_the_end_changes_nothing_though_more_than_its_fields_was_asked() -> None:
    end = Settings(lang="en", hide="f", t=6, question=1, revealed="yes")
    session = running(end)
    assert session.settings.cell == end.cell and session.settings.frame == end.frame
    assert perform(session.settings).settings.cell == end.cell
    session.follow(moves({"beat": 1}))
    assert session.settings == end


def test_of_many_beats_on_what_is_hidden_some_are_left_for_another_turn() -> None:
    ours = running(Settings(hide="f", stage="f", grain="stage", t=2))
    place = moves(*[{"beat": 1}] * (MOST_BEATS + 2))
    ours.follow(place)
    assert ours.moves_left and ours.last_move == MOST_BEATS
    ours.follow(place)
    assert not ours.moves_left and ours.last_move == MOST_BEATS + 2


@pytest.mark.parametrize("sent", [10**9, 10**40, -7, 2.5, None, "x", [1]])
def test_a_number_that_a_widget_sends_is_in_its_bounds(sent: object) -> None:
    ours = running(Settings())
    ours.from_widget("steps", sent)
    assert 1 <= ours.settings.steps <= 60


def test_a_beat_where_nothing_is_hidden_changes_nothing() -> None:
    session = running(Settings(t=3))
    session.follow(moves({"beat": 1}, {"beat": -1}))
    assert session.settings == Settings(t=3) and session.last_move == 2


def test_a_change_in_the_lecture_leaves_its_path_where_the_scene_stands() -> None:
    scene = shipped().scene(2).settings("en", 0)
    session = running(Settings(lang="en", view="lecture", scene=2))
    for along in ({"lang": "es"}, {"lang": "en"}, {"controls": "player"}, {"controls": "all"}):
        session.change(**along)
        assert session.lecturing
    session.change(revealed="yes")
    assert (session.settings.view, session.settings.beat) == ("lecture", 1)
    session = running(Settings(lang="en", view="lecture", scene=2))
    session.change(names="keras")
    assert session.settings == scene.with_fields(names="keras", scene=2)


def test_a_scene_holds_no_other_settings_and_is_one_that_there_is() -> None:
    session = running(Settings(lang="en", scenario="wide", t=4, edits="f=0"))
    session.change(view="lecture", scene=99)
    assert session.settings == Settings(lang="en", view="lecture", scene=len(shipped().scenes))


def test_notes_stay_with_their_scene() -> None:
    asked = Settings(lang="en", view="lecture", scene=3, controls="notes")
    session = running(asked)
    session.change(t=4)
    session.walk(0)
    assert session.settings == asked
    session.change(controls="all")
    session.change(names="keras")
    assert not session.lecturing


@pytest.mark.parametrize("place", ODDITIES, ids=str)
def test_a_place_that_is_none_changes_nothing(place: object) -> None:
    session = Session(Settings(t=3), frame=(Settings(), ()))
    session.follow(place)
    assert session.settings == Settings(t=3)


@pytest.mark.parametrize(
    "sent",
    [
        *ODDITIES,
        {"t": "x", 5: 7},
        {"t": None, "view": {}, "seed": 1e308},
        {"edits": "<img>" * 9999, "lang": []},
        {"hidden_size": "9" * 5000, "steps": [], "scenario": {"a": 1}, "input_size": None},
        {"forget_bias": {"a": 1}, "end": "9" * 5000, "chart": 3, "curves": None},
        {"input_source": "x"},
        {"input_source": ["own"]},
    ],
    ids=str,
)
def test_a_choice_in_the_header_leads_to_settings_that_a_link_can_hold(sent: object) -> None:
    session = Session(Settings(t=3), frame=(Settings(), ()))
    session.from_browser(sent)
    assert Settings.from_query(session.settings.to_query()) == session.settings
    assert session.settings.lang in ("es", "en") and session.settings.t in (1, 3)


def test_sizes_and_the_source_of_the_inputs_are_moves_and_what_was_typed_is_kept() -> None:
    session = running(Settings(lang="en", steps=3))
    session.follow(moves({"steps": "5", "input_source": "own"}))
    assert session.settings.steps == 5 and session.settings.inputs.count("\n") == 2
    session.change(inputs="1; 2\n3; 4")
    session.follow(moves({"input_source": "series"}, {"input_source": "scenario"}, first=2))
    assert session.settings.inputs == ""
    session.follow(moves({"input_source": "own"}, first=4))
    assert session.settings.inputs == "1; 2\n3; 4"
    session.open({}, "en")
    session.change(inputs="")  # as an offer does, or a link
    session.follow(moves({"input_source": "own"}, first=5))
    assert session.settings.inputs == "1; 2\n3; 4"


def test_the_browser_says_for_which_screen_charts_are_drawn_and_the_link_stays() -> None:
    session = running(Settings(lang="en", t=2))
    session.follow(moves({"narrow": True}))
    assert session.narrow and session.settings == Settings(lang="en", t=2)
    assert not session.link.outdated, "it is of this browser alone"
    session.follow(moves({"narrow": False}, first=2))
    assert not session.narrow


def test_a_scene_of_the_outline_is_gone_to_at_its_beginning() -> None:
    session = running(Settings(lang="en", view="lecture", scene=2, beat=1))
    session.follow(moves({"scene": 5}))
    assert session.settings == Settings(lang="en", view="lecture", scene=5)
    session.follow(moves({"beat": 0}, {"scene": 999}, first=2))
    assert session.settings.view == "lecture"
    assert session.settings.scene == len(shipped().scenes), "the nearest there is"


def test_a_projected_link_that_a_phone_scans_is_shown_in_the_size_of_a_phone() -> None:
    link = {"view": "time", "size": "projector"}
    phone, hall = Session(narrow=True), Session()
    assert phone.open(link, "en").size == "normal" and hall.open(link, "en").size == "projector"
    phone.change(size="projector")
    assert phone.open(phone.query, "en").size == "projector", "as somebody chose there"
