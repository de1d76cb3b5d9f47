"""A lecture on the page: where in it one is, and its scenes as a list to edit in the browser."""

from typing import Any

from lstm_core.experiment.experiment import Experiment
from lstm_core.lesson.lecture import FIELDS, Lecture, Scene, Words, changed, moved, said, without
from lstm_core.lesson.placeholders import PLACEHOLDER, typed
from lstm_core.lesson.questions import ask
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed


def outline(lecture: Lecture, k: int, used: float, lang: str) -> str:
    """Where one is, and the minutes used beside the plan, in HTML: a part for each scene, as long as it takes."""
    planned = lecture.before(k) + lecture.scene(k).minutes
    words = say(
        "lecture_place",
        lang,
        scene=k,
        scenes=len(lecture.scenes),
        used=fixed(used, 0),
        planned=fixed(planned, 0),
        minutes=fixed(lecture.minutes, 0),
    )
    parts = "".join(
        f'<i style="flex-grow: {max(scene.minutes, 0.5)}" class="{"past" if n < k else "here" if n == k else ""}"></i>'
        for n, scene in enumerate(lecture.scenes, 1)
    )
    return f'<div class="outline"><div class="scenes" aria-hidden="true">{parts}</div><span>{words}</span></div>'


def title(scene: Scene, experiment: Experiment) -> str:
    """The scene's title, in Markdown."""
    return said(scene.title, experiment)


def words(scene: Scene, experiment: Experiment) -> str:
    """The scene's sentences and what it asks, in Markdown: once it is answered, the answer stands in for the sentences.

    So the picture keeps its size and its place when the answer comes.
    """
    answered = scene.answer is not None and experiment.settings.beat > 0
    asked = f"**{said(scene.question, experiment)}**" if scene.question else ""
    return "\n\n".join(filter(None, ["" if answered else said(scene.text, experiment), asked]))


def answer(scene: Scene, experiment: Experiment) -> str:
    """The scene's answer, in Markdown."""
    return f":primary[{said(scene.answer, experiment)}]"


def script(scene: Scene, experiment: Experiment) -> str:
    """What the speaker has before them, in Markdown: the notes by paragraphs, what is asked, and the answers."""
    asked = [said(words, experiment) for words in (scene.question, scene.answer) if words]
    settings = experiment.settings
    question = ask(experiment, settings.hide, settings.question) if scene.asks else None
    if question:
        right = (
            f" **{'ABCD'[question.right]} {question.options[question.right]}.**"
            if question.options
            else ""
        )
        asked = [f"{question.text}{right} {question.why} {question.trap}", *asked]
    notes = said(scene.notes, experiment).replace("  \n", "\n\n")
    return "\n\n".join(filter(None, [notes, *(f"> {words}" for words in asked)]))


def coming(lecture: Lecture, k: int, lang: str) -> str:
    """The title of the scene after scene k, in Markdown, without the numbers of its cell, which is not yet known."""
    if k >= len(lecture.scenes):
        return say("lecture_over", lang)
    return say(
        "lecture_next", lang, title=typed(PLACEHOLDER.sub("…", lecture.scene(k + 1).title[lang]))
    )


def listed(lecture: Lecture, lang: str) -> dict[str, Any]:
    """The scenes in this language, as the list in the browser shows them."""
    scenes = [
        {name: (getattr(scene, name) or Words())[lang] for name in FIELDS}
        | {"minutes": f"{scene.minutes:g}"}
        for scene in lecture.scenes
    ]
    labels = {
        name: say(f"scene_{name}", lang)
        for name in (*FIELDS, "minutes", "words", "go", "up", "down", "drop")
    }
    labels["all"] = say(
        "handout_about", lang, count=len(scenes), minutes=f"{lecture.minutes:g}"
    ).partition(". ")[0]
    return {"scenes": scenes, "words": labels, "fields": FIELDS}


def goes(sent: object) -> bool:
    """Whether the list of scenes asks for one to be shown."""
    return isinstance(sent, list) and sent[:1] == ["go"]


def edited(lecture: Lecture, sent: object, lang: str) -> Lecture:
    """The lecture after what the list sends: ["up" | "down" | "drop", k] or [a field, k, what was typed].

    A browser may send anything; what means nothing changes nothing.
    """
    match sent:
        case ["up" | "down" as way, int(k)]:
            return moved(lecture, k, -1 if way == "up" else 1)
        case ["drop", int(k)]:
            return without(lecture, k)
        case ["minutes", int(k), str(typed)]:
            try:
                return changed(lecture, k, minutes=float(typed.replace(",", ".")))
            except ValueError:
                return lecture
        case [str(name), int(k), str(typed)] if name in FIELDS:
            old = getattr(lecture.scene(k), name) or Words()
            return changed(lecture, k, **{name: old.put(lang, typed)})
    return lecture
