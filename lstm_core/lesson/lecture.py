"""A lecture: scenes that are links plus words, in their order; they count from 1.

An edited lecture is another lecture. How one is kept in a file: lecture_file.py.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from lstm_core.experiment.languages import FALLBACK, LANGUAGES
from lstm_core.experiment.own_cells import OwnCell
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.plain_text import strip_invisible

MOST_BYTES = 64 * 1024  # of its file
MOST_SCENES = 99
MOST_BEATS = 8  # of a scene, after its first
FIELDS = ("title", "text", "question", "answer", "notes")  # the words of a scene
LONGEST = {
    "title": 120,
    "text": 1200,
    "question": 1200,
    "answer": 1200,
    "notes": 6000,
    "steps": 600,
    "link": MOST_BYTES,
}  # characters
LOOKED_AT = 4  # times its longest: so much of a field is read, lest one of megabytes take seconds
MINUTES = 3.0  # of a scene that does not say how long it takes
MOST_MINUTES = 180.0
# What the lecture itself decides, whatever a link says.
OWN_KEYS = ("lang", "size", "controls", "revealed", "scene", "beat")


class Words(dict[str, str]):
    """One text by language: words["es"]. What it lacks it says in English, or else as it can."""

    def __missing__(self, lang: str) -> str:
        return self.get(FALLBACK) or next(iter(self.values()), "")

    def put(self, lang: str, text: str) -> "Words":
        """The same with another text in this language, and in those that have none."""
        return Words({one: self.get(one) or text for one in self or LANGUAGES} | {lang: text})


def settings_of(link: str) -> Settings:
    """What a link's query asks for. A lecture inside a lecture is the cell."""
    settings = Settings.from_query(dict(parse_qsl(link, keep_blank_values=True)))
    return replace(settings, view="cell") if settings.view == "lecture" else settings


def name_steps(settings: Settings, words: str) -> Settings:
    """The settings with a word before each row of typed inputs; as they are unless each has one."""
    names, rows = words.split(";"), settings.inputs.split("\n")
    if len(names) != len(rows) or settings.columns:
        return settings
    inputs = "\n".join(f"{name.strip()};{row}" for name, row in zip(names, rows, strict=True))
    columns = ",".join(str(k + 2) for k in range(rows[0].count(";") + 1))
    return replace(settings, inputs=inputs, columns=columns)


@dataclass(frozen=True)
class Beat:
    """What a scene says after its answer; a link's query where it shows another picture."""

    text: Words
    link: str = ""

    @cached_property
    def link_settings(self) -> Settings:
        """What the link asks for."""
        return settings_of(self.link)


@dataclass(frozen=True)
class Scene:
    """A picture, given by its link's query, and the words to it.

    `minutes` is how long it is planned to take. In place of its picture an `ending` shows the six
    lines of the cell, and its link, to practise with; a `table` shows what each unit computes C and
    h from, and on the next beat what they are. `steps` are words for the steps of typed inputs,
    separated by semicolons.
    """

    link: str
    title: Words
    text: Words
    question: Words | None = None
    answer: Words | None = None
    minutes: float = MINUTES
    notes: Words = field(default_factory=Words)
    ending: bool = False
    table: bool = False
    steps: Words | None = None
    more: tuple[Beat, ...] = ()

    @cached_property
    def link_settings(self) -> Settings:
        """What the link asks for."""
        return settings_of(self.link)

    @property
    def hides(self) -> bool:
        """Whether something is hidden at first: never in the first step, the worked one."""
        link = self.link_settings
        return link.hide != "no" and link.t > 1 and not self.ending

    @property
    def asks(self) -> bool:
        """Whether the page asks a question of its own here, made from the cell's numbers."""
        return self.hides and self.link_settings.question > 0

    @property
    def beats(self) -> int:
        """1, one more where there is something to reveal, and those that come after."""
        return 1 + self.reveals + len(self.more)

    @property
    def reveals(self) -> bool:
        """Whether beat 1 answers what is asked at beat 0."""
        return self.answer is not None or self.hides

    def later(self, beat: int) -> Beat | None:
        """What this beat says in place of the scene's own words; None up to the answer."""
        k = min(beat, self.beats - 1) - 1 - self.reveals
        return self.more[k] if k >= 0 else None

    def settings(self, lang: str, beat: int = 0) -> Settings:
        """What is on the screen: in projector size, hidden at first, revealed from beat 1 on.

        A later beat without a link keeps the picture of the one before.
        """
        shown = [one for one in self.more[: max(0, beat - self.reveals)] if one.link]
        link = shown[-1].link_settings if shown else self.link_settings
        if beat > 0 and not (link.question and link.hide != "no"):
            link = replace(link, hide="no")  # what is claimed of later steps is seen
        revealed = "yes" if beat > 0 and link.hide != "no" else "no"
        if self.steps and not shown:
            link = name_steps(link, self.steps[lang])
        return replace(link, lang=lang, size="projector", controls="all", revealed=revealed)


@dataclass(frozen=True)
class Lecture:
    """A title and one scene at least."""

    title: Words
    scenes: tuple[Scene, ...]
    # of one's own, that the links call by their names: what holds them keeps the links working
    cells: tuple[OwnCell, ...] = field(default=(), compare=False)

    @property
    def links(self) -> tuple[str, ...]:
        """The links of all scenes and beats."""
        beats = [beat.link for scene in self.scenes for beat in scene.more]
        return (*(scene.link for scene in self.scenes), *beats)

    @property
    def minutes(self) -> float:
        """How long it is planned to take."""
        return self.minutes_before(len(self.scenes) + 1)

    def minutes_before(self, k: int) -> float:
        """Planned minutes before scene k."""
        return sum(scene.minutes for scene in self.scenes[: max(k - 1, 0)])

    def scene(self, k: int) -> Scene:
        """Scene k, or the nearest there is."""
        return self.scenes[self.nearest(k) - 1]

    def nearest(self, k: int) -> int:
        """The number of the nearest scene there is."""
        return min(max(k, 1), len(self.scenes))


def advance(lecture: Lecture, scene: int, beat: int, by: int) -> tuple[int, int]:
    """The scene and beat that many beats on, or back; it stays inside the lecture."""
    places = [(k, one) for k, each in enumerate(lecture.scenes, 1) for one in range(each.beats)]
    k = lecture.nearest(scene)
    here = places.index((k, min(max(beat, 0), lecture.scene(k).beats - 1)))
    return places[min(max(here + by, 0), len(places) - 1)]


# ---- editing
def trim(name: str, text: str) -> str:
    """The text without signs that nobody sees, and at most as long as this field may be.

    A title is one line.
    """
    start = strip_invisible(text[: LOOKED_AT * LONGEST[name]])
    return (" ".join(start.split()) if name == "title" else start)[: LONGEST[name]]


def trim_words(name: str, words: Words) -> Words:
    """The same in each language."""
    return Words({lang: trim(name, text) for lang, text in words.items()})


def insert_scene(lecture: Lecture, scene: Scene, after: int | None = None) -> Lecture:
    """The lecture with this scene after that one, or at the end; unchanged if it is full."""
    if len(lecture.scenes) >= MOST_SCENES:
        return lecture
    k = len(lecture.scenes) if after is None else min(max(after, 0), len(lecture.scenes))
    return replace(lecture, scenes=(*lecture.scenes[:k], scene, *lecture.scenes[k:]))


def move_scene(lecture: Lecture, k: int, by: int) -> Lecture:
    """The lecture with scene k that many places later, or earlier; it stays inside."""
    k = lecture.nearest(k)
    rest = lecture.scenes[: k - 1] + lecture.scenes[k:]
    to = lecture.nearest(k + by) - 1
    return replace(lecture, scenes=(*rest[:to], lecture.scenes[k - 1], *rest[to:]))


def remove_scene(lecture: Lecture, k: int) -> Lecture:
    """The lecture without scene k; unchanged if it is the only one, or if there is none."""
    if len(lecture.scenes) == 1 or not 1 <= k <= len(lecture.scenes):
        return lecture
    return replace(lecture, scenes=lecture.scenes[: k - 1] + lecture.scenes[k:])


def edit_scene(lecture: Lecture, k: int, **fields: Any) -> Lecture:
    """The lecture with other words, or other minutes, in scene k, each in its bounds.

    A question or an answer without words is none.
    """
    bounded = {}
    for name, value in fields.items():
        if isinstance(value, Words):
            value = trim_words(name, value)
            if name in ("question", "answer") and not any(value.values()):
                value = None
        elif name == "minutes":
            value = min(max(0.0, float(value)), MOST_MINUTES)  # what is no number is 0
        bounded[name] = value
    k = lecture.nearest(k)
    scenes = list(lecture.scenes)
    scenes[k - 1] = replace(scenes[k - 1], **bounded)
    return replace(lecture, scenes=tuple(scenes))
