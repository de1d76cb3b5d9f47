"""Which is newer, the link or the page; and whose doing is what a widget sends."""

from typing import Any

import pytest

from lstm_core.session.link import Link

FIRST, SECOND, THIRD = ({"view": view, "lang": "en"} for view in ("cell", "step", "time"))


def test_a_page_that_was_changed_is_newer_until_its_link_is_written() -> None:
    link = Link(outdated=True)
    link.begin()
    assert link.outdated and link.latest is None
    assert link.end(FIRST) == FIRST
    assert link.latest == FIRST and not link.outdated


def test_a_widget_that_the_page_never_moved_always_speaks_for_somebody() -> None:
    link = Link()
    for query in (FIRST, SECOND):
        assert link.by_hand("steps", 7, query)
    link.end(FIRST)
    assert link.by_hand("steps", 7, SECOND)


def test_a_widget_follows_what_is_used_and_only_a_difference_is_written() -> None:
    link, widgets = Link(), {"steps": 6}
    assert link.lead(widgets, "steps", 6) == 6
    assert not link.page_values, "writing 6 again would undo a key press on its way"
    assert link.lead(widgets, "steps", 9) is None
    assert widgets == {"steps": 9} and link.page_values == {"steps": {6, 9}}
    assert link.lead(widgets, "steps", 9) == 9


def test_a_widget_that_is_not_there_yet_takes_the_default() -> None:
    link, widgets = Link(relabelled=True), dict[str, Any]()
    assert link.lead(widgets, "task", "latch") == "latch"
    assert not widgets and not link.page_values


def test_a_kind_of_widget_may_need_another_word_for_no_default() -> None:
    assert Link().lead({"own": "1"}, "own", "1;2", "") == ""
    assert Link().lead({"scenario": "wide"}, "scenario", "latch", 0) == 0


def test_back_once_is_caught_up_with_and_the_next_press_counts() -> None:
    link, widgets = Link(), {"steps": 9}
    link.end(SECOND)
    link.begin()  # the browser went back to the first link, which was read
    link.lead(widgets, "steps", 6)
    link.end(FIRST)
    assert link.by_hand("steps", 9, FIRST), "9 is a person's choice now, though it was there before"
    assert "steps" not in link.page_values


def test_back_twice_in_a_hurry_does_not_bring_the_old_value_back() -> None:
    link, widgets = Link(), {"steps": 9}
    link.end(THIRD)
    link.begin()
    link.lead(widgets, "steps", 7)  # the page has followed the first Back
    link.end(SECOND)
    # The browser is at FIRST already, and its slider still says what it said at THIRD or SECOND.
    assert not link.by_hand("steps", 9, FIRST)
    assert not link.by_hand("steps", 7, FIRST)
    link.begin()
    link.lead(widgets, "steps", 6)
    link.end(FIRST)
    assert link.by_hand("steps", 9, FIRST)


def test_a_click_during_a_run_is_heard_and_an_echo_during_it_is_not() -> None:
    link, widgets = Link(), {"steps": 9}
    link.end(SECOND)
    link.begin()
    link.lead(widgets, "steps", 6)  # and here the run is broken off: it never ended
    assert not link.by_hand("steps", 9, FIRST), "what the slider showed before"
    assert not link.by_hand("steps", 6, FIRST), "what the page has just written"
    assert link.by_hand("steps", 12, FIRST), "nobody but a person can mean 12"
    assert link.by_hand("steps", 9, FIRST), "from then on 9 is a choice as any other"


def test_one_widgets_values_are_not_anothers() -> None:
    link = Link()
    link.lead({"steps": 9}, "steps", 6)
    assert link.by_hand("hidden_size", 9, FIRST) and not link.by_hand("steps", 9, FIRST)


@pytest.mark.parametrize("key", ["pace", "scenario"])
def test_in_a_new_language_a_choice_is_written_again_by_its_id(key: str) -> None:
    link, widgets = Link(relabelled=True), {key: "watch", "steps": 6}
    assert link.lead(widgets, key, "watch") is None
    assert link.page_values == {key: {"watch"}}
    assert link.lead(widgets, "steps", 6) == 6, "a number has no words"


def test_a_language_changed_meanwhile_does_not_make_a_choice() -> None:
    link, widgets = Link(relabelled=True), {"pace": "slow"}
    link.begin()
    link.lead(widgets, "pace", "watch")
    assert not link.by_hand("pace", "slow", SECOND)
    link.end(FIRST)
    assert not link.relabelled
    assert link.lead(widgets, "pace", "watch") == "watch", "written once"
    assert link.by_hand("pace", "slow", FIRST)
