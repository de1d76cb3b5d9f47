"""The lecture that a page gives: the one that is shipped, or one's own; and its clock."""

from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any

from lstm_core.experiment.fields import Complaint
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.lecture import Lecture, advance, insert_scene
from lstm_core.lesson.lecture_file import TOO_LARGE, from_bytes, is_too_large, load
from lstm_core.lesson.moments import scene_of
from lstm_core.lesson.scenes import REORDERING, apply_edit


@dataclass
class Talk:
    """A lecture, where it came from, and since when it is given."""

    lecture: Lecture = field(default_factory=lambda: load()[0])
    own: bool = False  # opened or edited here: no link can hold its scenes
    order: int = 0  # another one whenever a number may be another scene's than before
    newest: int = 0  # the scene that the last moment became
    started: float = 0.0  # by the clock of the process; 0 before the first beat

    def settings(self, asked: Settings) -> Settings:
        """The settings of the scene nearest to the one that is asked for."""
        k, beat = self.lecture.nearest(asked.scene), asked.beat
        scene = self.lecture.scene(k).settings(asked.lang, beat)
        return replace(scene, scene=k, beat=beat, controls=asked.controls)

    def walk(self, scene: int, beat: int, by: int) -> dict[str, Any]:
        """The settings to change to go on by so many beats from here, or back; it stays inside."""
        self.started = self.started or monotonic()
        scene, beat = advance(self.lecture, scene, beat, by)
        return {"view": "lecture", "scene": scene, "beat": beat}

    def minutes(self) -> float:
        """Minutes since the first beat, or since they were first asked for."""
        self.started = self.started or monotonic()
        return (monotonic() - self.started) / 60

    def give(self, lecture: Lecture) -> None:
        """Give this lecture from here on."""
        self.lecture, self.own = lecture, lecture != load()[0]
        self.order += 1

    def open(self, file: bytes) -> tuple[Complaint, ...]:
        """Give the lecture of a file; what is wrong with the file."""
        lecture, complaints = from_bytes(file)
        self.give(lecture)
        return complaints

    def edit(self, sent: object, lang: str) -> tuple[Complaint, ...]:
        """Make an edit that the list of scenes sends, [order, *edit]; what is wrong with it.

        One of another order is of another scene by now, as when somebody presses twice: it counts
        for nothing.
        """
        match sent:
            case [int(order), *edit] if order == self.order:
                lecture = apply_edit(self.lecture, edit, lang)
            case _:
                return ()
        if is_too_large(lecture):
            return (TOO_LARGE,)
        self.give(lecture)
        self.order = order + bool(edit and edit[0] in REORDERING)
        return ()

    def add(self, settings: Settings) -> tuple[Complaint, ...]:
        """Make a moment of the page a scene; what is wrong with it.

        It comes after the scene from which one has left the path, or else last, before an ending.
        """
        scenes = self.lecture.scenes
        self.newest = min(settings.scene or len(scenes), len(scenes) - scenes[-1].ending) + 1
        lecture = insert_scene(self.lecture, scene_of(settings), self.newest - 1)
        if is_too_large(lecture) or lecture is self.lecture:
            return (TOO_LARGE,)
        self.own, self.lecture = True, lecture
        self.order += 1
        return ()

    @property
    def notice(self) -> Complaint:
        """What to say of the moment that was added."""
        return "lecture_added", {"scene": self.newest, "count": len(self.lecture.scenes)}
