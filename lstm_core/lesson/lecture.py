"""A lecture: scenes that are links plus words, in the order in which they are shown. Scenes count from 1.

A lecture is given from the page alone: the one that is shipped, or a file of one's own (docs/lecture.md), in
TOML. All here is pure: an edited lecture is another lecture.
"""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.fields import Complaint, quote
from lstm_core.experiment.settings import KINDS, Settings, parse_query
from lstm_core.lesson.blocks import Block, blocks
from lstm_core.lesson.placeholders import filled, plain, typed, unknown
from lstm_core.model.cell import GATES
from lstm_core.training.sweep import shared_sweep
from lstm_core.words.language import say
from lstm_core.words.memory import memory_sentence
from lstm_core.words.step import step_sentence
from lstm_core.words.time import time_sentence
from lstm_core.words.train import train_sentence
from lstm_core.words.weights import weights_sentence

VARIABLE = "LSTM_LECTURE"  # the environment variable that names a file
MOST_BYTES = 64 * 1024  # of a file
MOST_SCENES = 99
MOST_TOLD = 12  # complaints about one file
LONGEST = {
    "title": 120,
    "text": 1200,
    "question": 1200,
    "answer": 1200,
    "notes": 6000,
    "link": MOST_BYTES,
}  # characters
MINUTES = 3.0  # of a scene that does not say how long it takes
MOST_MINUTES = 180.0
EQUAL = re.compile(r"\b(\w[\u0303²]?) = (?=\S)")  # a letter and what it is
FIELDS = ("title", "text", "question", "answer", "notes")
WIDTH = 100  # characters of a line that has both languages
TOO_LARGE: Complaint = ("lecture_too_large", {"most": MOST_BYTES // 1024})
OURS = (
    "lang",
    "size",
    "controls",
    "revealed",
    "scene",
    "beat",
)  # what the lecture decides, whatever a link says


@dataclass(frozen=True)
class Words:
    """One text in both languages: words["es"], words["en"]."""

    es: str = ""
    en: str = ""

    def __getitem__(self, lang: str) -> str:
        return self.en if lang == "en" else self.es

    def put(self, lang: str, text: str) -> "Words":
        """The same with another text in this language, and in the other one where that has none."""
        other = self["es" if lang == "en" else "en"] or text
        return Words(other, text) if lang == "en" else Words(text, other)


@dataclass(frozen=True)
class Scene:
    """A picture, given by its link's query, and the words to it; `minutes` is how long it is planned to take.

    In place of its picture an `ending` shows the six lines of the cell, and its link, to practise with.
    """

    link: str
    title: Words
    text: Words
    question: Words | None = None
    answer: Words | None = None
    minutes: float = MINUTES
    notes: Words = Words()
    ending: bool = False

    @cached_property
    def asked(self) -> Settings:
        """What the link asks for. A lecture inside a lecture is the cell."""
        settings = Settings.from_query(dict(parse_qsl(self.link, keep_blank_values=True)))
        return replace(settings, view="cell") if settings.view == "lecture" else settings

    @property
    def hides(self) -> bool:
        """Whether something is hidden at first: in the first step, the worked one, nothing ever is."""
        return self.asked.hide != "no" and self.asked.t > 1 and not self.ending

    @property
    def asks(self) -> bool:
        """Whether the page asks a question of its own here, made from the cell's numbers."""
        return self.hides and self.asked.question > 0

    @property
    def beats(self) -> int:
        """1, or 2 where there is something to reveal."""
        return 1 + (self.answer is not None or self.hides)

    def settings(self, lang: str, beat: int = 0) -> Settings:
        """What is on the screen: in projector size, hidden at first, revealed from beat 1 on."""
        revealed = "yes" if beat > 0 and self.hides else "no"
        return replace(self.asked, lang=lang, size="projector", controls="all", revealed=revealed)


@dataclass(frozen=True)
class Lecture:
    """A title and one scene at least."""

    title: Words
    scenes: tuple[Scene, ...]

    @property
    def minutes(self) -> float:
        """How long it is planned to take."""
        return sum(scene.minutes for scene in self.scenes)

    def before(self, k: int) -> float:
        """Planned minutes before scene k."""
        return sum(scene.minutes for scene in self.scenes[: max(k - 1, 0)])

    def scene(self, k: int) -> Scene:
        """Scene k, or the nearest there is."""
        return self.scenes[self.nearest(k) - 1]

    def nearest(self, k: int) -> int:
        """The number of the nearest scene there is."""
        return min(max(k, 1), len(self.scenes))


def following(lecture: Lecture, scene: int, beat: int, by: int) -> tuple[int, int]:
    """The scene and beat that many beats on, or back: the beats of a scene, then the next; it stays inside."""
    places = [(k, one) for k, each in enumerate(lecture.scenes, 1) for one in range(each.beats)]
    k = lecture.nearest(scene)
    here = places.index((k, min(max(beat, 0), lecture.scene(k).beats - 1)))
    return places[min(max(here + by, 0), len(places) - 1)]


def said(words: Words | None, experiment: Experiment) -> str:
    """The words in the page's language as Markdown: numbers put in, all else as it was typed; "" for none.

    No line ends within "t = 4".
    """
    if words is None:
        return ""
    return typed(EQUAL.sub("\\1\u00a0=\u00a0", filled(words[experiment.settings.lang], experiment)))


# ---- a moment of the page as a scene
def moment(settings: Settings) -> Scene:
    """A scene of what is on the screen; its title names it, its text is its opening sentence."""
    query = {name: value for name, value in settings.to_query().items() if name not in OURS}
    titles, sentences = (
        [make(replace(settings, lang=lang)) for lang in ("es", "en")] for make in (heading, opening)
    )
    return Scene(
        urlencode(query), trimmed("title", Words(*titles)), trimmed("text", Words(*sentences))
    )


def heading(settings: Settings) -> str:
    """What a moment is, in a few words: the view, the cell or the task, the step."""
    lang = settings.lang
    if settings.view == "train":
        what = "race_yes" if settings.race == "yes" else f"task_{settings.task}"
        return f"{say('view_train', lang)}: {say(what, lang)}"
    experiment = perform(settings)
    view, name = say(f"view_{settings.view}", lang), say(f"scenario_{settings.scenario}", lang)
    return f"{view}: {name}, {say('t_of', lang, t=experiment.t, T=experiment.T)}"


def opening(settings: Settings) -> str:
    """The sentence with which the view of this moment opens, all numbers shown."""
    shown = replace(settings, hide="no")
    if shown.view == "train":
        if shown.race == "yes":
            return say("race_about", shown.lang, T=shared_sweep(shown.train_steps).T)
        return train_sentence(shown)
    experiment = perform(shown)
    if shown.view == "weights":
        return weights_sentence(experiment, shown.stage if shown.stage in GATES else "f")
    sentences = {"time": time_sentence, "memory": memory_sentence}
    return sentences.get(shown.view, step_sentence)(experiment)


# ---- editing
def trimmed(field: str, words: Words) -> Words:
    """The words without signs that nobody sees, and at most as long as this field may be."""
    es, en = (plain(text)[: LONGEST[field]] for text in (words.es, words.en))
    return Words(es, en)


def added(lecture: Lecture, scene: Scene, after: int | None = None) -> Lecture:
    """The lecture with this scene after that one, or at the end; unchanged where it has as many as there may be."""
    k = len(lecture.scenes) if after is None else min(max(after, 0), len(lecture.scenes))
    if len(lecture.scenes) >= MOST_SCENES:
        return lecture
    return replace(lecture, scenes=(*lecture.scenes[:k], scene, *lecture.scenes[k:]))


def moved(lecture: Lecture, k: int, by: int) -> Lecture:
    """The lecture with scene k that many places later, or earlier; it stays inside."""
    k = lecture.nearest(k)
    rest = lecture.scenes[: k - 1] + lecture.scenes[k:]
    to = lecture.nearest(k + by) - 1
    return replace(lecture, scenes=(*rest[:to], lecture.scenes[k - 1], *rest[to:]))


def without(lecture: Lecture, k: int) -> Lecture:
    """The lecture without scene k; unchanged if that is the last one left."""
    if len(lecture.scenes) == 1 or not 1 <= k <= len(lecture.scenes):
        return lecture
    return replace(lecture, scenes=lecture.scenes[: k - 1] + lecture.scenes[k:])


def renamed(lecture: Lecture, title: Words) -> Lecture:
    """The lecture under another title."""
    return replace(lecture, title=trimmed("title", title))


def changed(lecture: Lecture, k: int, **fields: Any) -> Lecture:
    """The lecture with other words, or other minutes, in scene k. A question or an answer without words is none."""
    used = {}
    for name, value in fields.items():
        if isinstance(value, Words):
            value = trimmed(name, value)
            if name in ("question", "answer") and value == Words():
                value = None
        elif name == "minutes":
            value = min(max(0.0, float(value)), MOST_MINUTES)  # what is no number is 0
        used[name] = value
    k = lecture.nearest(k)
    scenes = list(lecture.scenes)
    scenes[k - 1] = replace(scenes[k - 1], **used)
    return replace(lecture, scenes=tuple(scenes))


# ---- as a file
Read = tuple[Lecture, tuple[Complaint, ...]]


@cache
def shipped() -> Lecture:
    """The lecture that comes with the package."""
    return read(files("lstm_core.lesson").joinpath("lecture.toml").read_text(encoding="utf-8"))[0]


def given(path: str | None = None) -> Read:
    """The lecture in this file, or in the one that LSTM_LECTURE names; the shipped one where there is none."""
    name = os.environ.get(VARIABLE, "") if path is None else path
    if not name:
        return shipped(), ()
    try:
        if not Path(name).is_file():
            raise FileNotFoundError
        with Path(name).open("rb") as file:
            return opened(file.read(MOST_BYTES + 1))
    except (OSError, ValueError):
        return shipped(), (("lecture_no_file", {"name": quote(name)}),)


def opened(data: bytes) -> Read:
    """The lecture in the bytes of a file, and what to say of it."""
    if len(data) > MOST_BYTES:
        return shipped(), (TOO_LARGE,)
    try:
        return read(data.decode("utf-8"))
    except UnicodeDecodeError:
        return shipped(), (("lecture_not_text", {}),)


def fits(lecture: Lecture) -> bool:
    """Whether its file may be read again: it is not too large."""
    return len(write(lecture).encode()) <= MOST_BYTES


@lru_cache(maxsize=32)
def read(text: str) -> Read:
    """The lecture in a text, as much of it as can be used, and what to say of the rest. Nothing raises."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        return shipped(), (TOO_LARGE,)
    head, found, told = blocks(text, "scene")
    foreign(head, ("title",), told)
    own = (
        Words()
        if "title" in head.values
        else Words(*(say("lecture_own", lang) for lang in ("es", "en")))
    )
    title = words(head, "title", told) or own
    scenes = tuple(staged(block, told) for block in found[:MOST_SCENES])
    if len(found) > MOST_SCENES:
        told.append(("lecture_many", {"line": found[MOST_SCENES].line, "most": MOST_SCENES}))
    if len(told) > MOST_TOLD:
        told[MOST_TOLD:] = [("lecture_more", {"count": len(told) - MOST_TOLD})]
    if not scenes:
        return shipped(), (*told, ("lecture_none", {}))
    return Lecture(title, scenes), tuple(told)


def staged(block: Block, told: list[Complaint]) -> Scene:
    """The scene that a block says; what cannot be used of it is told."""
    foreign(block, ("link", "minutes", "ending", *LONGEST), told)
    link, minutes = block.values.get("link"), block.values.get("minutes", MINUTES)
    ending = block.values.get("ending", False)
    if not isinstance(ending, bool):
        told.append(("lecture_kind", {"line": block.at("ending"), "name": "ending"}))
    for name in ("link", "title"):
        if name not in block.values:
            told.append(("lecture_missing", {"line": block.line, "name": name}))
    if not isinstance(link, str):
        told += (
            [("lecture_kind", {"line": block.at("link"), "name": "link"})]
            if link is not None
            else []
        )
        link = ""
    link = trimmed("link", Words(link, link)).es.rpartition("?")[2].strip()
    told += linked(link, block.at("link"))
    if (
        isinstance(minutes, bool)
        or not isinstance(minutes, int | float)
        or not 0 <= minutes <= MOST_MINUTES
    ):
        values = {
            "line": block.at("minutes"),
            "given": quote(str(minutes)),
            "most": MOST_MINUTES,
            "used": MINUTES,
        }
        told.append(
            (
                "lecture_minutes",
                {k: round(v) if isinstance(v, float) else v for k, v in values.items()},
            )
        )
        minutes = MINUTES
    title, text, question, answer, notes = (words(block, name, told) for name in FIELDS)
    none = Words()
    return Scene(
        link,
        title or none,
        text or none,
        question,
        answer,
        float(minutes),
        notes or none,
        ending is True,
    )


def linked(link: str, line: int) -> list[Complaint]:
    """What to say about a scene's link: keys that no link has, and values that are taken to others."""
    query = dict(parse_qsl(link, keep_blank_values=True))
    told: list[Complaint] = [
        ("lecture_link_key", {"line": line, "name": quote(name)})
        for name in query
        if name not in (*KINDS, *OURS)
    ]
    for name, (used, complaint) in parse_query(query).items():
        if complaint or used == "lecture":
            value = "cell" if used == "lecture" else used
            given = {"given": quote(query[name]), "used": quote(str(value))}
            told.append(("lecture_link_value", {"line": line, "name": name, **given}))
    return told


def foreign(block: Block, known: Iterable[str], told: list[Complaint]) -> None:
    """Tell of each key in a block that is none."""
    named = ((name, {"line": block.at(name), "name": quote(name)}) for name in block.values)
    told += [("lecture_key", values) for name, values in named if name not in known]


def words(block: Block, name: str, told: list[Complaint]) -> Words | None:
    """The words of this key, in one language or in both; None for none. What is not used of them is told."""
    value, line = block.values.get(name), block.at(name)
    if value is None:
        return None
    both = value if isinstance(value, dict) else {"es": value, "en": value}
    texts = {
        lang: text for lang, text in both.items() if lang in ("es", "en") and isinstance(text, str)
    }
    if not texts or len(texts) < len(both):
        told.append(("lecture_kind", {"line": line, "name": name}))
    one = next(iter(texts.values()), "")
    full = Words(texts.get("es", one), texts.get("en", one))
    used = trimmed(name, full)
    if max(len(full.es), len(full.en)) > LONGEST[name]:
        told.append(("lecture_too_long", {"line": line, "name": name, "longest": LONGEST[name]}))
    for placeholder in dict.fromkeys(unknown(used.es) + unknown(used.en)):
        told.append(("lecture_placeholder", {"line": line, "given": quote(placeholder)}))
    return None if used == Words() else used


def write(lecture: Lecture) -> str:
    """The lecture as TOML, from which read() makes the same again."""
    lines = spelled("title", lecture.title)
    for scene in lecture.scenes:
        lines += [
            "",
            "[[scene]]",
            f"link = {quoted(scene.link)}",
            f"minutes = {scene.minutes!r}".removesuffix(".0"),
        ]
        lines += ["ending = true"] * scene.ending
        for name in FIELDS:
            value = getattr(scene, name)
            lines += (
                spelled(name, value)
                if value is not None and (value != Words() or name == "title")
                else []
            )
    return "\n".join(lines) + "\n"


def spelled(name: str, value: Words) -> list[str]:
    """Words as lines of TOML: once where both languages say the same; else side by side, or below each other."""
    if value.es == value.en:
        return [f"{name} = {quoted(value.es)}"]
    beside = f"{name} = {{es = {quoted(value.es)}, en = {quoted(value.en)}}}"
    if len(beside) <= WIDTH and "\n" not in beside:
        return [beside]
    return [f"{name}.{lang} = {quoted(value[lang])}" for lang in ("es", "en")]


def quoted(text: str) -> str:
    """A string of TOML, over several lines where the text has several."""
    escapes = {"\\": "\\\\", '"': '\\"', "\t": "\\t"}
    signs = [
        escapes.get(c) or (c if c == "\n" or c.isprintable() else f"\\U{ord(c):08x}") for c in text
    ]
    return f'"""\n{"".join(signs)}"""' if "\n" in text else f'"{"".join(signs)}"'
