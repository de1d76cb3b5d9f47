"""The question on the screen as a class is asked it: in each language, with its answer.

A scene's own question can be asked if its answer begins with the right one: `B) ...` where the
question has options, `A) ... B) ...`, or a number and its tolerance, `0.62 ± 0.05`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from urllib.parse import urlencode

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.languages import LANGUAGES
from lstm_core.experiment.masking import mask
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.lecture import Scene
from lstm_core.lesson.placeholders import fill
from lstm_core.lesson.question import LETTERS
from lstm_core.lesson.questions import ask
from lstm_core.room.poll import Poll, PollText
from lstm_core.words.variables import unmarked

OPTION = re.compile(r"(?:^|\s)([A-H])\)\s+")
RIGHT = re.compile(r"\W*([A-H])(?:[]):.,;]|\s*[—–-]|\s*$)")  # "A gate ..." names no option
NUMBER = re.compile(r"\s*([−-]?\d{1,9}(?:[.,]\d{1,9})?)\s*±\s*(\d{1,9}(?:[.,]\d{1,9})?)")


def poll_on_screen(settings: Settings, scene: Scene | None = None) -> Poll | None:
    """What the class can be asked now; None where there is nothing, or no answer is known."""
    polls = {lang: poll_in(replace(settings, lang=lang), scene) for lang in LANGUAGES}
    own = polls.pop(settings.lang)
    if own is None:
        return None
    texts = dict(own.texts)
    for poll in polls.values():
        if poll and (poll.options, poll.right) == (own.options, own.right):
            texts |= poll.texts
    return replace(own, texts={lang: texts[lang] for lang in LANGUAGES if lang in texts})


def poll_in(settings: Settings, scene: Scene | None) -> Poll | None:
    """The same in the language of the settings alone."""
    whole, lang = perform(settings), settings.lang
    question = ask(whole, settings.hide, settings.question) if whole.asking else None
    if question is None:
        return own_poll(whole, scene) if scene else None
    options = tuple(map(unmarked, question.options))
    text = PollText(unmarked(question.text), options, unmarked(question.why))
    link = moment(settings)
    return Poll(0, {lang: text}, question.right, question.answer, question.tolerance, link)


def own_poll(whole: Experiment, scene: Scene) -> Poll | None:
    """A question that somebody has typed into a scene, if its answer says what is right."""
    if scene.question is None or scene.answer is None:
        return None
    lang = whole.settings.lang
    asked = unmarked(fill(scene.question[lang], mask(perform(scene.settings(lang)))))
    why = unmarked(fill(scene.answer[lang], whole))
    question, *options = parts(asked)
    text = PollText(question, tuple(options), why)
    letter, number = RIGHT.match(why), NUMBER.match(why)
    link = moment(whole.settings)
    if options:
        right = LETTERS.index(letter[1]) if letter else len(options)
        return Poll(0, {lang: text}, right, link=link) if right < len(options) else None
    if number is None:
        return None
    answer, tolerance = (
        float(part.replace("−", "-").replace(",", ".")) for part in number.groups()
    )
    return Poll(0, {lang: text}, answer=answer, tolerance=tolerance, link=link)


def parts(text: str) -> Iterator[str]:
    """What is asked, then the options A, B, ... in it: none unless there are two at least."""
    marks = [
        mark
        for mark, letter in zip(OPTION.finditer(text), LETTERS, strict=False)
        if mark[1] == letter
    ]
    if len(marks) < 2:
        yield text.strip()
        return
    yield text[: marks[0].start()].strip()
    for mark, after in pairwise(marks):
        yield text[mark.end() : after.start()].strip()
    yield text[marks[-1].end() :].strip()


def moment(settings: Settings) -> str:
    """The query of this moment with its answer, in whichever language its page is opened."""
    plain = replace(
        settings, revealed="yes", scene=0, beat=0, size="normal", controls="all", lang=LANGUAGES[0]
    )
    return urlencode({name: value for name, value in plain.to_query().items() if name != "lang"})


def place_on_screen(scene: Scene | None) -> tuple[dict[str, str], ...]:
    """The scene's title and its sentences by language, nothing revealed; empty without one."""
    titles: dict[str, str] = {}
    sentences: dict[str, str] = {}
    if scene is None:
        return titles, sentences
    for lang in LANGUAGES:
        shown = mask(perform(scene.settings(lang)))
        titles[lang] = unmarked(fill(scene.title[lang], shown))
        sentences[lang] = unmarked(fill(scene.text[lang], shown))
    return titles, sentences
