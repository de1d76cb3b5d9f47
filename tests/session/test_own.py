"""A lecture of one's own comes back to the next page of its tab, from the browser."""

import pytest

from lstm_core.experiment.settings import Settings
from lstm_core.lesson.lecture import MOST_BYTES, edit_scene, remove_scene
from lstm_core.lesson.lecture_file import from_bytes, shipped
from lstm_core.session.own import KEY, Own
from lstm_core.session.session import Session


def opened(link: dict[str, str]) -> Session:
    """A new page with this link, after its first run."""
    page = Session()
    page.open(link, "en")
    page.close()
    return page


def lecturer(scene: int = 3, beat: int = 1) -> Session:
    """A page that gives a lecture of its own, and is in this scene."""
    page = Session(settings=Settings(lang="en", view="lecture"))
    page.give(remove_scene(shipped(), 1))
    page.change(view="lecture", scene=scene, beat=beat)
    page.close()
    return page


def test_the_lecture_and_the_place_in_it_come_back() -> None:
    before = lecturer()
    assert before.talk.kept and before.talk.kept["wish"] == "keep"
    after = opened(before.query)
    assert not after.lecturing and after.settings.scenario == before.current.scenario
    assert after.talk.kept and (after.talk.kept["wish"], after.talk.kept["name"]) == (
        "find",
        before.talk.name,
    )
    after.restore(before.talk.kept["text"])
    assert after.talk.lecture == before.talk.lecture and not after.complaints
    assert after.settings == before.settings and after.query == before.query
    assert after.talk.kept == before.talk.kept


def test_who_has_left_the_path_comes_back_outside_of_it() -> None:
    before = lecturer()
    before.walk(0)
    before.change(t=2)
    assert before.talk.kept and not before.lecturing
    after = opened(before.query)
    after.restore(before.talk.kept["text"])
    assert not after.lecturing and after.settings == before.settings and after.settings.scene == 3
    after.walk(0)
    assert after.lecturing and after.settings.scene == 3


def test_the_links_of_a_page_that_has_the_lecture_lead_into_it() -> None:
    page = lecturer()
    back = page.query
    page.change(view="lecture", scene=5, beat=0)
    page.give(edit_scene(page.talk.lecture, 1, minutes=9))
    edited = page.talk.lecture
    page.close()
    page.open(back, "en")
    assert (page.settings.view, page.settings.scene, page.settings.beat) == ("lecture", 3, 1)
    assert page.talk.lecture == edited, "the file is not an older one for an older link"


def test_nobody_else_gets_it() -> None:
    before = lecturer()
    other = opened(before.query)
    other.restore("")  # their browser does not have it
    assert other.talk.kept is None and not other.talk.own and KEY not in other.query
    assert other.settings.scenario == before.current.scenario, "they see the scene as it is"
    shared = before.shareable.to_query()
    assert KEY not in shared and opened(shared).talk.kept is None


def test_what_is_given_up_is_forgotten() -> None:
    page = lecturer()
    page.give(shipped())
    assert page.talk.kept == {
        "kind": "lecture",
        "name": page.talk.name,
        "wish": "forget",
        "text": "",
    }
    assert KEY not in page.query
    assert Session().talk.kept is None


@pytest.mark.parametrize(
    "sent", [None, 3, ["a"], {"a": 1}, "", "\ud800", "x = [", "x" * (MOST_BYTES + 1)], ids=repr
)
def test_what_a_browser_gives_back_is_read_as_any_file(sent: object) -> None:
    page = opened(lecturer().query)
    page.restore(sent)
    assert page.talk.lecture == shipped() and not page.talk.missing
    if isinstance(sent, str) and sent:
        assert page.complaints == from_bytes(sent.encode("utf-8", "replace"))[1] != ()
    untouched = Session()
    untouched.restore(lecturer().talk.text)
    assert not untouched.talk.own, "what nobody has asked for is not taken"


@pytest.mark.parametrize("given", ["", "x", "0123456", "01234567-1-2-3", "01234567-999-0", "é" * 8])
def test_a_link_that_names_no_lecture(given: str) -> None:
    assert Own.parse(given) is None
    page = opened(Settings(lang="en", t=3).to_query() | {KEY: given})
    assert page.talk.kept is None and page.settings.t == 3 and not page.complaints


def test_a_place_that_is_not_in_the_lecture_is_the_nearest() -> None:
    before = lecturer()
    after = opened(before.query | {KEY: str(Own(before.talk.name, 99, 9))})
    after.restore(before.talk.text)
    assert after.settings.scene == len(before.talk.lecture.scenes)
    assert after.current.scene == after.settings.scene
