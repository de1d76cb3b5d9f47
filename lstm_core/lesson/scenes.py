"""A scene of the lecture on the page, and all its scenes as a list to edit in the browser."""

import re
from typing import Any

from lstm_core.experiment.experiment import Experiment
from lstm_core.lesson.lecture import (
    FIELDS,
    LONGEST,
    Lecture,
    Scene,
    Words,
    edit_scene,
    move_scene,
    remove_scene,
)
from lstm_core.lesson.placeholders import PLACEHOLDER, fill
from lstm_core.lesson.plain_text import escape_markdown
from lstm_core.lesson.question import LETTERS
from lstm_core.lesson.questions import ask
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed

REORDERING = ("up", "down", "drop")  # edits after which a number is another scene's
EQUAL = re.compile(r"\b(\w[\u0303²]?) = (?=\S)")  # a letter and what it is


def markdown(words: Words | None, experiment: Experiment) -> str:
    """The words in the page's language: numbers put in, all else as it was typed; "" for none.

    No line ends within "t = 4".
    """
    if words is None:
        return ""
    text = fill(words[experiment.settings.lang], experiment)
    return escape_markdown(EQUAL.sub("\\1\u00a0=\u00a0", text))


def paragraph(words: Words | None, experiment: Experiment) -> str:
    """The same as one paragraph, which emphasis needs: an empty line in it is the end of a line."""
    return re.sub(r"(?: *\n)+", "  \n", markdown(words, experiment)).strip("\u00a0 \n")


def outline(lecture: Lecture, k: int, minutes: float, lang: str) -> str:
    """Scene k among all, a part for each as long as it takes, and the minutes used; in HTML."""
    planned = lecture.minutes_before(k + 1)
    place = say(
        "lecture_place",
        lang,
        scene=k,
        scenes=len(lecture.scenes),
        used=fixed(minutes, 0),
        planned=fixed(planned, 0),
        minutes=fixed(lecture.minutes, 0),
    )
    parts = "".join(
        f'<i style="flex-grow: {max(scene.minutes, 0.5)}" '
        f'class="{"past" if n < k else "here" if n == k else ""}"></i>'
        for n, scene in enumerate(lecture.scenes, 1)
    )
    scenes = f'<div class="scenes" aria-hidden="true">{parts}</div>'
    return f'<div class="outline">{scenes}<span>{place}</span></div>'


def title(scene: Scene, experiment: Experiment) -> str:
    """The scene's title, in Markdown."""
    return markdown(scene.title, experiment)


def body(scene: Scene, experiment: Experiment) -> str:
    """The scene's sentences and what it asks, in Markdown.

    Once it is answered, the answer stands in for the sentences: so the picture keeps its place.
    """
    is_answered = scene.answer is not None and experiment.settings.beat > 0
    text = "" if is_answered else markdown(scene.text, experiment)
    asked = paragraph(scene.question, experiment)
    question = f"**{asked}**" if asked else ""
    return "\n\n".join(filter(None, [text, question]))


def answer(scene: Scene, experiment: Experiment) -> str:
    """The scene's answer, in Markdown."""
    return f":primary[{paragraph(scene.answer, experiment)}]"


def script(scene: Scene, experiment: Experiment) -> str:
    """What the speaker has before them, in Markdown: the notes, what is asked, and the answers."""
    parts = [paragraph(words, experiment) for words in (scene.question, scene.answer) if words]
    settings = experiment.settings
    question = ask(experiment, settings.hide, settings.question) if scene.asks else None
    if question:
        right = question.right
        option = f" **{LETTERS[right]} {question.options[right]}.**" if question.options else ""
        parts.insert(0, f"{question.text}{option} {question.why} {question.trap}".rstrip())
    notes = markdown(scene.notes, experiment).replace("  \n", "\n\n")
    return "\n\n".join(filter(None, [notes, *(f"> {part}" for part in parts)]))


def next_title(lecture: Lecture, k: int, lang: str) -> str:
    """The title of the scene after scene k, in Markdown; its cell's numbers are not yet known."""
    if k >= len(lecture.scenes):
        return say("lecture_over", lang)
    text = PLACEHOLDER.sub("…", lecture.scene(k + 1).title[lang])
    return say("lecture_next", lang, title=escape_markdown(text))


# ---- the list
def editor_data(lecture: Lecture, lang: str, order: int = 0) -> dict[str, Any]:
    """The scenes in this language, in this order, as the list in the browser shows them."""
    scenes = [
        {name: (getattr(scene, name) or Words())[lang] for name in FIELDS}
        | {"minutes": f"{scene.minutes:g}"}
        for scene in lecture.scenes
    ]
    labels = {
        name: say(f"scene_{name}", lang)
        for name in (*FIELDS, "minutes", "words", "go", "up", "down", "drop")
    }
    about = say("handout_about", lang, count=len(scenes), minutes=f"{lecture.minutes:g}")
    labels["all"] = about.partition(". ")[0]
    fields = {"fields": FIELDS, "longest": LONGEST}
    return {"scenes": scenes, "words": labels, "order": order, **fields}


def asks_for_scene(message: object) -> bool:
    """Whether the list of scenes asks for one to be shown."""
    return isinstance(message, list) and message[:1] == ["go"]


def apply_edit(lecture: Lecture, message: object, lang: str) -> Lecture:
    """The lecture after what the list sends: ["up" | "down" | "drop", k] or [a field, k, its text].

    A browser may send anything; what means nothing changes nothing.
    """
    match message:
        case ["up" | "down" as way, int(k)]:
            return move_scene(lecture, k, -1 if way == "up" else 1)
        case ["drop", int(k)]:
            return remove_scene(lecture, k)
        case ["minutes", int(k), str(text)]:
            try:
                return edit_scene(lecture, k, minutes=float(text.replace(",", ".")))
            except ValueError:
                return lecture
        case [str(name), int(k), str(text)] if name in FIELDS:
            words = getattr(lecture.scene(k), name) or Words()
            return edit_scene(lecture, k, **{name: words.put(lang, text)})
    return lecture
