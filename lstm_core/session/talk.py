"""The lecture that a page gives: the one that is shipped, or one's own; and its clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any, Literal

from lstm_core.browser import Kept
from lstm_core.experiment.fields import Complaint, quote
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.lecture import MOST_MINUTES, Lecture, Scene, advance, insert_scene
from lstm_core.lesson.lecture_cells import with_cells
from lstm_core.lesson.lecture_file import TOO_LARGE, from_bytes, is_too_large, load, to_toml
from lstm_core.lesson.moments import scene_of
from lstm_core.lesson.scenes import REORDERING, apply_edit, minutes_typed
from lstm_core.room.poll import Poll
from lstm_core.session.asked import poll_on_screen
from lstm_core.session.own import Own, new_name

NOWHERE: tuple[tuple[int, int], dict[str, Any]] = ((0, 0), {})
LOOK = ("t", "unit", "stage")  # what is looked at in a scene's picture, without leaving the scene


@dataclass
class Talk:
    """A lecture, where it came from, and since when it is given."""

    lecture: Lecture = field(default_factory=lambda: load()[0])
    own: bool = False  # opened or edited here: no link can hold its scenes
    order: int = 0  # another one whenever a number may be another scene's than before
    refused: int = 0  # edits that were of no use: the list shows what is used instead
    name: str = ""  # of one's own, in the link and in the browser, which keeps it
    text: str = ""  # of its file
    missing: Own | None = None  # one that the link names, and this page does not have
    newest: int = 0  # the scene that the last moment became
    started: float = 0.0  # by the clock of the process; 0 before the first beat
    # where somebody has looked in the picture of a scene and a beat, until the next one
    looked: tuple[tuple[int, int], dict[str, Any]] = NOWHERE

    def settings(self, asked: Settings) -> Settings:
        """What is on the screen: the scene that is asked for, where somebody has looked in it."""
        place, looked = self.looked
        shown = self.as_written(asked)
        return replace(shown, **looked) if place == (shown.scene, shown.beat) else shown

    def as_written(self, asked: Settings) -> Settings:
        """The settings of the scene nearest to the one asked for, as its words have them."""
        k, beat = self.lecture.nearest(asked.scene), asked.beat
        scene = self.lecture.scene(k).settings(asked.lang, beat)
        return replace(scene, scene=k, beat=beat, controls=asked.controls)

    def look(self, asked: Settings, fields: Mapping[str, Any]) -> None:
        """Look elsewhere in the scene's picture; where something is hidden, at another stage alone.

        Another step would show what is hidden, and another unit be asked about.
        """
        shown = self.settings(asked)
        names = LOOK if shown.hide == "no" else ("stage",)
        looked = {name: getattr(shown, name) for name in names}
        looked |= {name: used for name, used in fields.items() if name in names}
        self.looked = (shown.scene, shown.beat), looked

    def shown(self, asked: Settings) -> Scene | None:
        """The scene that is on the screen; None outside of the lecture."""
        return self.lecture.scene(asked.scene) if asked.view == "lecture" else None

    def asked(self, asked: Settings) -> Poll | None:
        """The question on the screen, as a class is asked it."""
        scene = self.shown(asked)
        return poll_on_screen(self.as_written(asked) if scene else asked, scene)

    def scene(
        self,
        old: Settings,
        scene: int | None = None,
        beat: int | None = None,
        controls: str | None = None,
        **_: Any,
    ) -> Settings:
        """The link to a scene, from where one was: it has no other settings than these."""
        return Settings(
            old.lang,
            "lecture",
            scene=self.lecture.nearest(old.scene if scene is None else scene),
            beat=old.beat if beat is None else beat,
            controls=controls or old.controls,
        )

    def walk(self, scene: int, beat: int, by: int) -> dict[str, Any]:
        """The settings to change to go on by so many beats from here, or back; it stays inside."""
        self.started = self.started or monotonic()
        self.looked = NOWHERE
        scene, beat = advance(self.lecture, scene, beat, by)
        return {"view": "lecture", "scene": scene, "beat": beat}

    def minutes(self) -> float:
        """Minutes since the first beat, or since they were first asked for."""
        self.started = self.started or monotonic()
        return (monotonic() - self.started) / 60

    def give(self, lecture: Lecture) -> None:
        """Give this lecture from here on."""
        self.lecture, self.own = with_cells(lecture), lecture != load()[0]
        self.order += 1
        if self.own:
            self.name, self.text = self.name or new_name(), to_toml(lecture)
            self.missing = None

    def open(self, file: bytes) -> tuple[Complaint, ...]:
        """Give the lecture of a file; what is wrong with the file."""
        lecture, complaints = from_bytes(file)
        self.give(lecture)
        return complaints

    def find(self, text: object) -> tuple[Complaint, ...]:
        """Give the lecture that the browser had kept; what is wrong with it. "" is none."""
        missing, self.missing = self.missing, None
        if not (missing and text and isinstance(text, str)):
            return ()
        self.name = missing.name
        return self.open(text.encode("utf-8", "replace"))

    def place(self, here: Settings) -> Own | None:
        """A lecture of one's own as the link names it, and where in it one is; None for none."""
        if self.own:
            return Own(self.name, here.scene, here.beat, here.view != "lecture")
        return self.missing

    @property
    def kept(self) -> Kept | None:
        """What the browser is to do with a lecture of one's own; None where there never was one."""
        if self.missing:
            return {"kind": "lecture", "name": self.missing.name, "wish": "find", "text": ""}
        if not self.name:
            return None
        wish: Literal["keep", "forget"] = "keep" if self.own else "forget"
        text = self.text if self.own else ""
        return {"kind": "lecture", "name": self.name, "wish": wish, "text": text}

    def edit(self, sent: object, lang: str) -> tuple[Complaint, ...]:
        """Make an edit that the list of scenes sends, [order, *edit]; what is wrong with it.

        One of another order is of another scene by now, as when somebody presses twice: it counts
        for nothing.
        """
        match sent:
            case [int(order), *_] if order != self.order:
                return ()
            case [int(), "minutes", int(k), str(text)] if minutes_typed(text) is None:
                self.refused += 1
                used = self.lecture.scene(k).minutes
                values = {"given": quote(text), "most": round(MOST_MINUTES), "used": f"{used:g}"}
                return (("typed_minutes", values),)
            case [int(order), *edit]:
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
        self.give(lecture)
        return ()

    @property
    def notice(self) -> Complaint:
        """What to say of the moment that was added."""
        return "lecture_added", {"scene": self.newest, "count": len(self.lecture.scenes)}
