"""A lecture on paper, for the students afterwards: its scenes, and at the end the answers."""

from dataclasses import replace
from html import escape
from time import thread_time

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.masking import mask
from lstm_core.lesson.figures import FIGURES, six_lines, units_answer, units_figure
from lstm_core.lesson.lecture import Lecture, Scene, Words
from lstm_core.lesson.paper import (
    LONGEST_LINK,
    code,
    document,
    heading,
    link,
    query_text,
    say_html,
)
from lstm_core.lesson.placeholders import fill
from lstm_core.lesson.plain_text import strip_invisible
from lstm_core.lesson.question import LETTERS, Question
from lstm_core.lesson.questions import ask
from lstm_core.training.apart import LEARNING, Unknown, Work, finish, hurry
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed
from lstm_core.words.variables import in_html

LONGEST_SCANNED = 220  # characters of a link whose code is as small as the answers' are


class Handout:
    """A printable page as work: every scene with room to write, at the end the answers.

    It is made a scene at a time, each in a turn of LEARNING; `text` is the page once it is whole.
    """

    def __init__(self, lecture: Lecture, lang: str, url: str = "") -> None:
        """`url` is where its links begin, "" where no student could follow them."""
        self.lecture, self.lang, self.url, self.text = lecture, lang, url, ""
        self._scenes: list[tuple[str, str]] = []  # each with its answers
        self._lacking: Work | None = None  # held, so that nobody drops what it has learnt
        self._seconds = 0.0  # of the processor so far

    def go_on(self) -> float:
        """Make the next scene, or learn some of what it shows."""
        count, k = len(self.lecture.scenes), len(self._scenes) + 1
        start = thread_time()
        try:
            with LEARNING.turn(self._seconds), hurry():
                if k <= count:
                    scene = self.lecture.scene(k)
                    answers = answer_section(scene, k, self.lang, self.url)
                    self._scenes.append((scene_section(scene, k, self.lang), answers))
        except Unknown as unknown:
            self._lacking = unknown.work
            self._lacking.go_on()
        self._seconds += thread_time() - start
        if len(self._scenes) == count:
            self.text = self._page()
            return 1.0
        return len(self._scenes) / count

    def _page(self) -> str:
        lang, lecture = self.lang, self.lecture
        minutes = f"{lecture.minutes:g}"
        about = say_html("handout_about", lang, count=len(lecture.scenes), minutes=minutes)
        scenes, answers = ("\n".join(parts) for parts in zip(*self._scenes, strict=True))
        above = heading(1, "handout_answers", lang)
        return document(
            "handout",
            lang,
            strip_invisible(lecture.title[lang]),
            f"{self._place()}<p>{about}</p>\n{scenes}",
            f'<section class="answers">{above}\n{answers}\n</section>',
        )

    def _place(self) -> str:
        """Where the lecture is, as a link and as a code; "" where nobody could follow it."""
        if not self.url:
            return ""
        query = {"lang": self.lang, "view": "lecture"}
        said = say_html("handout_lecture", self.lang)
        return (
            f'<div class="place">{code(query, self.url)}<p>{said} {link(query, self.url)}</p></div>'
        )


def handout(lecture: Lecture, lang: str, url: str = "") -> str:
    """A printable page: every scene of the lecture with room to write, at the end the answers."""
    work = Handout(lecture, lang, url)
    finish(work)
    return work.text


def scene_section(scene: Scene, k: int, lang: str) -> str:
    """A scene: its picture, its words, and its questions with room to write."""
    experiment = mask(perform(scene.settings(lang)))
    if scene.ending:
        image, caption = six_lines(), ""
    elif scene.table:
        image, caption = units_figure(experiment)
    else:
        image, caption = FIGURES[experiment.settings.view](experiment)
    figure = f"<figure>{image}<figcaption>{escape(caption)}</figcaption></figure>"
    title = f"<h2>{numbered_title(scene, k, experiment)}</h2>"
    text, questions = paragraph(scene.text, experiment), questions_block(scene, experiment)
    together = f'<div class="together">{title}{text}{figure}</div>'
    return f'<section class="scene">{together}{questions}</section>'


def questions_block(scene: Scene, experiment: Experiment) -> str:
    """What the scene asks, and what the page asks in it, with lines to write on; "" for nothing."""
    lang = experiment.settings.lang
    parts, question = paragraph(scene.question, experiment), page_question(scene, lang)
    asked = (beat.text for beat in scene.more if beat.text[lang].rstrip().endswith("?"))
    parts += "".join(paragraph(words, experiment) for words in asked)
    if question:
        parts += f"<p>{in_html(question.text)}</p>"
    if question and question.options:
        options = "".join(f"<li>{in_html(option)}</li>" for option in question.options)
        parts += f"<ol>{options}</ol>"
    if not parts:
        return ""
    rules = '<div class="rule"></div>' * 2
    above = heading(3, "handout_question", lang)
    return f'<div class="question">{above}{parts}{rules}</div>'


def answer_section(scene: Scene, k: int, lang: str, url: str = "") -> str:
    """A scene's answers, what its later beats say, and its link."""
    experiment = mask(perform(scene.settings(lang, 1)))
    title = f"<h3>{numbered_title(scene, k, experiment)}</h3>"
    question = page_question(scene, lang)
    answers = f"<p>{in_html(answer_to(question, lang))}</p>" if question else ""
    answers += paragraph(scene.answer, experiment)
    answers += units_answer(experiment) if scene.table else ""
    for beat in range(1 + scene.reveals, scene.beats):
        later = scene.later(beat)
        if later and not later.text[lang].rstrip().endswith("?"):
            answers += paragraph(later.text, mask(perform(scene.settings(lang, beat))))
    query = replace(scene.link_settings, lang=lang, revealed="no").to_query()
    if len(query_text(query)) <= LONGEST_LINK:
        said = say_html("handout_link_whole" if url else "handout_link", lang)
        source = f"{said} {link(query, url)}"
    else:
        source = say_html("handout_link_long", lang)
    scanned = code(query, url, LONGEST_SCANNED)
    return f'<div class="answer">{scanned}{title}{answers}<p class="link">{source}</p></div>'


def page_question(scene: Scene, lang: str) -> Question | None:
    """The question that the page asks in this scene."""
    whole = perform(scene.settings(lang))
    return ask(whole, whole.settings.hide, whole.settings.question) if whole.asking else None


def answer_to(question: Question, lang: str) -> str:
    """What is right, why, and what is easily taken for it; its variables marked."""
    if question.options:
        right = f"{LETTERS[question.right]}) {question.options[question.right]}"
    else:
        right = fixed(question.answer or 0.0, 2)
    parts = (say("handout_right", lang, answer=right), question.why, question.trap)
    return " ".join(filter(None, parts))


def numbered_title(scene: Scene, k: int, experiment: Experiment) -> str:
    """The scene's number and its title, in HTML."""
    title = strip_invisible(fill(scene.title[experiment.settings.lang], experiment))
    return f"{k}. {in_html(title)}".rstrip()


def paragraph(words: Words | None, experiment: Experiment) -> str:
    """Somebody's words as a paragraph, with their numbers; "" for none."""
    if words is None:
        return ""
    text = strip_invisible(fill(words[experiment.settings.lang], experiment))
    return f'<p class="typed">{in_html(text)}</p>' if text.strip() else ""
