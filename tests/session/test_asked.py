"""The question on the screen as a class is asked it."""

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.lecture import Scene, Words
from lstm_core.lesson.lecture_file import shipped
from lstm_core.lesson.questions import ask
from lstm_core.session.asked import place_on_screen, poll_on_screen
from lstm_core.session.talk import Talk

TALK = Talk()
ASKING = [k for k, scene in enumerate(shipped().scenes, 1) if scene.asks]


def scene(question: str, answer: str | None) -> Scene:
    return Scene(
        "scenario=wide&t=2", Words(en="T"), Words(en="C = {C}"), Words(en=question),
        None if answer is None else Words(en=answer),
    )  # fmt: skip


@pytest.mark.parametrize("k", ASKING)
@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_question_of_the_cell_has_its_options_and_its_answer_in_each_language(
    k: int, lang: str
) -> None:
    asked = Settings(lang=lang, view="lecture", scene=k)
    poll = TALK.asked(asked)
    assert poll is not None and list(poll.texts) == ["es", "en"]
    for one, text in poll.texts.items():
        settings = TALK.settings(replace(asked, lang=one))
        question = ask(perform(settings), settings.hide, settings.question)
        assert question is not None and "*" not in text.question
        assert (poll.right, poll.answer) == (question.right, question.answer)
        assert len(text.options) == len(question.options)
    assert poll == TALK.asked(replace(asked, beat=1)), "revealed it is the same"


def test_the_link_of_a_question_opens_its_moment_with_the_answer() -> None:
    poll = TALK.asked(Settings(lang="en", view="lecture", scene=ASKING[0]))
    assert poll is not None
    there = Settings.from_query(dict(parse_qsl(poll.link)))
    assert there.revealed == "yes" and there.view == "cell" and "lang" not in poll.link


@pytest.mark.parametrize(
    ("question", "answer", "options", "right"),
    [
        ("Which? A) f B) i C) o", "B) i writes", ("f", "i", "o"), 1),
        ("Which?\nA) f = 1\nB) i = 0", "A: it keeps", ("f = 1", "i = 0"), 0),
        ("Which? A) f B) i", "C) neither", None, 0),
        ("Which? A) f B) i", "It is f", None, 0),
        ("Which? A) f B) i", "A gate keeps", None, 0),
        ("Which? A) f B) i", "B – it writes", ("f", "i"), 1),
        ("Which? A) f B) i", None, None, 0),
        ("Is it (A) or not?", "A", None, 0),
        ("Which?", "f", None, 0),
    ],
)
def test_a_question_of_a_scene_is_asked_if_its_answer_says_what_is_right(
    question: str, answer: str | None, options: tuple[str, ...] | None, right: int
) -> None:
    own = scene(question, answer)
    poll = poll_on_screen(own.settings("en"), own)
    if options is None:
        assert poll is None
    else:
        assert poll is not None and poll.texts["en"].question == "Which?"
        assert (poll.texts["en"].options, poll.right) == (options, right)
        assert poll.texts["en"].why == answer


@pytest.mark.parametrize("answer", ["−0.62 ± 0.05, since f keeps", "-0,62±0,05"])
def test_a_number_of_a_scene_has_a_tolerance(answer: str) -> None:
    own = scene("How much?", answer)
    poll = poll_on_screen(own.settings("en"), own)
    assert poll is not None and (poll.answer, poll.tolerance) == (-0.62, 0.05)


def test_what_is_hidden_is_not_told_to_phones() -> None:
    own = scene("C = {C}? A) yes B) no", "A) {C}")
    own = replace(own, link=own.link + "&hide=f&stage=f")
    for beat in (0, 1):
        settings = replace(own.settings("en", beat), beat=beat)
        titles, sentences = place_on_screen(own)
        assert (titles["en"], sentences["en"]) == ("T", "C = ?")
        poll = poll_on_screen(settings, own)
        assert poll is not None and poll.texts["en"].question == "C = ??"
        assert "?" not in poll.texts["en"].why
    assert place_on_screen(None) == ({}, {})
