"""A scene of the lecture on the page, and all its scenes as a list to edit in the browser."""

import re
from html import escape
from typing import Any

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.lecture import (
    FIELDS,
    LONGEST,
    MOST_MINUTES,
    Lecture,
    Scene,
    Words,
    edit_scene,
    move_scene,
    remove_scene,
)
from lstm_core.lesson.placeholders import PLACEHOLDER, PLACES, fill
from lstm_core.lesson.plain_text import escape_markdown
from lstm_core.lesson.question import LETTERS
from lstm_core.lesson.questions import ask
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed
from lstm_core.words.variables import in_colour, unmarked

REORDERING = ("up", "down", "drop")  # edits after which a number is another scene's
EQUAL = re.compile(r"((?:\b\w[\u0303²]?|\*\w\u0303?\*[₀-₉]*)) = (?=\S)")  # a letter and what it is
NARROW = re.compile(r"[fijlrt.,:;()'«»“”]")  # letters of half the others' width
ESCAPED_MARK = re.compile(r"\\\*(C̃|[A-Za-z])\\\*([₀-₉]*)")


def markdown(words: Words | None, experiment: Experiment) -> str:
    """The words in the page's language: numbers put in, all else as it was typed; "" for none.

    No line ends within "t = 4" or "8 %".
    """
    if words is None:
        return ""
    text = fill(words[experiment.settings.lang], experiment)
    together = EQUAL.sub("\\1\u00a0=\u00a0", text).replace(" %", "\u00a0%")
    return set_variables(escape_markdown(together))


def set_variables(escaped: str) -> str:
    """Escaped Markdown with its marked letters, *C*, as variables."""
    return in_colour(ESCAPED_MARK.sub(r"*\1*\2", escaped))


def paragraph(words: Words | None, experiment: Experiment) -> str:
    """The same as one paragraph, which emphasis needs: an empty line in it is the end of a line."""
    return re.sub(r"(?: *\n)+", "  \n", markdown(words, experiment)).strip("\u00a0 \n")


def outline_titles(lecture: Lecture, lang: str) -> list[str]:
    """The title of each scene, with a sign for each of its numbers."""
    return [unmarked(PLACEHOLDER.sub("…", scene.title[lang])) for scene in lecture.scenes]


def outline(lecture: Lecture, k: int, lang: str) -> str:
    """Scene k among all, a button for each as wide as it is long, and the plan; in HTML."""
    place = say(
        "lecture_place",
        lang,
        scene=k,
        scenes=len(lecture.scenes),
        planned=fixed(lecture.minutes_before(k + 1), 0),
        minutes=fixed(lecture.minutes, 0),
    )
    titles = [escape(f"{n}. {title}") for n, title in enumerate(outline_titles(lecture, lang), 1)]
    parts = "".join(
        f'<button style="flex-grow: {max(scene.minutes, 0.5)}" data-scene="{n}" title="{title}" '
        f'aria-label="{title}" aria-current="{str(n == k).lower()}" '
        f'class="{"past" if n < k else ""}"></button>'
        for n, (scene, title) in enumerate(zip(lecture.scenes, titles, strict=True), 1)
    )
    return f'<div class="outline"><div class="scenes">{parts}</div><span>{place}</span></div>'


def title(scene: Scene, experiment: Experiment) -> str:
    """The scene's title, in Markdown."""
    return markdown(scene.title, experiment)


def body(scene: Scene, experiment: Experiment) -> str:
    """The scene's sentences and what it asks, in Markdown; "" where a later beat says its own."""
    if scene.later(experiment.settings.beat):
        return ""
    text, asked = markdown(scene.text, experiment), paragraph(scene.question, experiment)
    question = f"**{asked}**" if asked else ""
    return "\n\n".join(filter(None, [text, question]))


def answer(scene: Scene, experiment: Experiment) -> str:
    """What is said from beat 1 on, the answer or the words of a later beat, in Markdown."""
    later = scene.later(experiment.settings.beat)
    if later:
        return markdown(later.text, experiment)
    return paragraph(scene.answer, experiment) if experiment.settings.beat else ""


def room_for_answer(scene: Scene, experiment: Experiment) -> str:
    """What takes as much room as the answer to come and says nothing of it, in Markdown.

    So the picture keeps its size when the answer is told; "" where none is to come.
    """
    if experiment.settings.beat or not scene.reveals:
        return ""
    settings, lang = experiment.settings, experiment.settings.lang
    parts = [unmarked(fill(scene.answer[lang], experiment))] if scene.answer else []
    if scene.asks:
        whole = perform(settings)
        question = ask(whole, settings.hide, settings.question)
        parts[:0] = [unmarked(question.why)] if question else []
    lines = (re.sub(r" *\n+", "  \n", part) for part in parts)
    return "\n\n".join(re.sub(r"\S", "a", NARROW.sub("i", line)) for line in lines)


def script(scene: Scene, experiment: Experiment) -> str:
    """What the speaker has before them, in Markdown: the notes, what is asked, and the answers."""
    parts = [paragraph(words, experiment) for words in (scene.question, scene.answer) if words]
    settings = experiment.settings
    question = ask(experiment, settings.hide, settings.question) if scene.asks else None
    if question:
        options = "  \n".join(
            f"**{mark} {option} ✓**" if k == question.right else f"{mark} {option}"
            for k, (mark, option) in enumerate(zip(LETTERS, question.options, strict=False))
        )
        asked = filter(None, [question.text, options, f"{question.why} {question.trap}".strip()])
        parts.insert(0, "  \n".join(asked))
    notes = markdown(scene.notes, experiment).replace("  \n", "\n\n")
    quoted = ("\n".join(f"> {line}" for line in part.split("\n")) for part in parts)
    return "\n\n".join(filter(None, [notes, *quoted]))


def coming(lecture: Lecture, k: int, beat: int, lang: str) -> str:
    """The next beat and the next scene, in Markdown; the numbers of another cell are not known."""
    scene, parts = lecture.scene(k), []
    if beat + 1 < scene.beats:
        later = scene.later(beat + 1)
        words = without_numbers(later.text[lang]) if later else ""
        key = "lecture_next_more" if later else "lecture_next_beat"
        parts.append(say(key, lang, text=words))
    if k >= len(lecture.scenes):
        parts.append(say("lecture_over", lang))
    else:
        following = lecture.scene(k + 1)
        there = following.settings(lang)
        both = (following.title, following.text)
        title, text = (without_numbers(sized(words[lang], there)) for words in both)
        parts.append(say("lecture_next", lang, scene=k + 1, title=title, text=text))
    return "\n\n".join(parts)


def sized(text: str, settings: Settings) -> str:
    """The text with what is known of a cell that is not computed: its step, unit and sizes."""
    if settings.cell.scenario.startswith("trained"):  # it may have to be learnt
        return text
    experiment = perform(settings)

    def place(match: re.Match[str]) -> str:
        return fill(match[0], experiment) if match["name"] in PLACES else match[0]

    return PLACEHOLDER.sub(place, text)


def without_numbers(text: str) -> str:
    """A text in Markdown, with a sign for each of its numbers; one at its end is its end."""
    return set_variables(escape_markdown(PLACEHOLDER.sub("…", text).replace("….", "…")))


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


def minutes_typed(text: str) -> float | None:
    """The minutes that this text says, with a point or a comma; None where it says none."""
    try:
        minutes = float(text.replace(",", "."))
    except ValueError:
        return None
    return minutes if 0 <= minutes <= MOST_MINUTES else None


def apply_edit(lecture: Lecture, message: object, lang: str) -> Lecture:
    """The lecture after what the list sends: ["up" | "down" | "drop", k] or [a field, k, its text].

    A browser may send anything; what means nothing changes nothing.
    """
    match message:
        case ["up" | "down" as way, int(k)]:
            return move_scene(lecture, k, -1 if way == "up" else 1)
        case ["drop", int(k)]:
            return remove_scene(lecture, k)
        case ["minutes", int(k), str(text)] if (minutes := minutes_typed(text)) is not None:
            return edit_scene(lecture, k, minutes=minutes)
        case [str(name), int(k), str(text)] if name in FIELDS:
            words = getattr(lecture.scene(k), name) or Words()
            return edit_scene(lecture, k, **{name: words.put(lang, text)})
    return lecture
