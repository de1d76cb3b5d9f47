"""What one open page remembers between its runs, and who decides what it shows: the link, a widget, or the player."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from secrets import token_hex
from time import monotonic
from typing import Any

from lstm_core.browser import browser
from lstm_core.experiment import trainings
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.fields import Complaint
from lstm_core.experiment.settings import CHOICES, KINDS, WHOLES, Settings, complaints, parse_query
from lstm_core.lesson.beats import beat
from lstm_core.lesson.lecture import Lecture, advance, insert_scene
from lstm_core.lesson.lecture_file import TOO_LARGE, from_bytes, is_too_large, load
from lstm_core.lesson.moments import scene_of
from lstm_core.lesson.question import Question
from lstm_core.lesson.questions import right
from lstm_core.lesson.scenes import apply_edit
from lstm_core.session.turns import LEARNING, QUEUE, TURNS
from lstm_core.training.sweep import shared_sweep
from lstm_core.words.language import say

SLICE = 0.05  # seconds that a turn of training may take: TURNS sees to it that turns leave time to others
ALONG = {"lang", "controls", "scene", "beat"}  # what may change without leaving the lecture
LOOKS = 48  # turns in a training that is watched


@dataclass
class Session:
    """One Settings per open page; its widgets follow it, and their callbacks change it."""

    settings: Settings = field(default_factory=Settings)
    framed: tuple[Settings, tuple[Complaint, ...]] | None = (
        None  # what the header, the sidebar and the warnings show
    )
    renamed: bool = False  # the language has changed since the last run
    complaints: tuple[Complaint, ...] = ()  # about the link
    touched: bool = False  # the settings are newer than the link
    known: dict[str, str] | None = None  # the link as the last whole run left it
    moved: dict[str, set[Any]] = field(
        default_factory=dict
    )  # values of widgets that were the page's own doing
    kept: dict[str, str] = field(
        default_factory=dict
    )  # source -> its inputs, while another source is looked at
    seen: int = 0  # how many moves of the player have been taken over
    id: str = field(
        default_factory=lambda: token_hex(4)
    )  # by which the player hears that a server was started anew
    sharing: bool = False  # whether the link to this moment is to be shown
    score: dict[str, tuple[int, int]] = field(
        default_factory=dict
    )  # kind of question -> right, tried
    lecture: Lecture = field(
        default_factory=lambda: load()[0]
    )  # the one that is shipped, or one's own
    own: bool = False  # whether the lecture was opened or edited here, so that a link cannot hold its scenes
    placed: int = 0  # the scene that the last moment became
    started: float = 0.0  # when the lecture began
    training: bool = False  # whether updates are being made
    rate: float = 0.0  # updates per second, while they are
    ticking: bool = False  # whether the page comes back by itself
    turned: float = 0.0  # when the last turn of training was
    still: dict[str, Any] = field(
        default_factory=dict
    )  # the pictures as they were when training began
    answers: dict[Settings, tuple[bool, str]] = field(
        default_factory=dict
    )  # the moment -> whether right, the answer

    def open(self, query: dict[str, str], lang: str) -> Settings:
        """The settings of a whole run: the session's own after a touch, the link's otherwise."""
        if not self.touched and not (self.own and query == self.linked.to_query()):
            self.settings = Settings.from_query({"lang": lang, **query})
            self.learn()
            self.complaints = complaints(query) + perform(self.settings).out_of_bounds
            if self.settings.view == "lecture":
                self.complaints += load()[1]
        else:
            self.learn()
        self.known = None
        self.renamed = self.framed is not None and self.framed[0].lang != self.settings.lang
        self.framed = self.current.frame, self.complaints
        return self.settings

    @property
    def current(self) -> Settings:
        """What is performed: the settings, or in the lecture those of its scene."""
        if self.settings.view != "lecture":
            return self.settings
        k, beat = self.lecture.nearest(self.settings.scene), self.settings.beat
        scene = self.lecture.scene(k).settings(self.settings.lang, beat)
        return replace(scene, scene=k, beat=beat, controls=self.settings.controls)

    def close(self) -> dict[str, str] | None:
        """The query of the link to write, None amid training. From here on it is as new as the session."""
        if self.training:
            return None
        self.known = self.linked.to_query()
        self.touched = self.renamed = False
        return self.known

    @property
    def noting(self) -> bool:
        """Whether this is a window of notes, which are for the lecture only."""
        return self.settings.view == "lecture" and self.settings.controls == "notes"

    @property
    def outgrown(self) -> bool:
        """Whether what stands around the view is no longer right: only a whole run makes it anew."""
        paced = self.training != self.ticking  # the fragment comes back by itself, or no longer
        return paced or (self.current.frame, self.complaints) != self.framed

    @property
    def linked(self) -> Settings:
        """What a link to this moment holds: in a lecture of one's own, which no other page has, the scene as it is."""
        return replace(self.current, scene=0, beat=0) if self.own else self.settings

    def change(self, **fields: Any) -> None:
        """A control's or a button's effect. The link is not read again until it has been written with it.

        In the lecture whoever changes more than the language leaves its path, from where the scene
        stands; but a window of notes stays with its scene.
        """
        if self.settings.view == "lecture" and fields == {"revealed": "yes"}:
            fields = {"beat": 1}
        if fields.get("view") == "lecture":
            scene, beat = (
                fields.get(name, getattr(self.settings, name)) for name in ("scene", "beat")
            )
            at = {
                "scene": self.lecture.nearest(scene),
                "beat": beat,
                "controls": self.settings.controls,
            }
            self.settings = Settings(self.settings.lang, "lecture", **at)
        elif not self.noting or fields.keys() <= ALONG:
            if not fields.keys() <= ALONG:
                self.settings = self.current
            self.settings = self.settings.with_fields(**fields)
        self.touched = True
        self.complaints = ()

    def take(self, name: str, value: Any) -> None:
        """The effect of one setting's widget. A choice in words of the language just left is none of the ids."""
        if name not in CHOICES or value in CHOICES[name].ids:
            self.change(**{name: value})

    def enter(self, given: str, name: str = "edits", **more: Any) -> None:
        """Take over a text that someone has made; one too long for a link is cut, and that is said."""
        kind: Any = KINDS[name]
        text, complaint = kind.parse(name, given, "")
        self.change(**{name: text}, **more)
        self.complaints = (complaint,) if complaint else ()

    def counts(self, key: str, value: Any, query: dict[str, str]) -> bool:
        """Whether a widget's value is somebody's doing: not if the browser only repeats what the page has moved.

        A browser that sends the latest link has caught up. One that sends another (Back pressed twice, a click during
        a run) may still send what a widget showed before the page moved it, or on the way.
        """
        ours = self.known == query or value not in self.moved.get(key, ())
        if ours:
            self.moved.pop(key, None)
        return ours

    def shown(self, widgets: Any, key: str, used: Any, none: Any = None) -> Any:
        """The default for a widget, after making it follow `used` where it shows something else: then it has `none`.

        Only a real difference is written: writing the same value again would undo quick key presses. In a new language
        every id is written, because the browser holds a choice by its words.
        """
        value = widgets.get(key, used)
        if value != used or (self.renamed and isinstance(used, str) and key in widgets):
            self.moved.setdefault(key, set()).update((value, used))
            widgets[key] = used
            return none
        return used

    def follow(self, place: object) -> None:
        """Take over the player's moves, in order. It numbers them: what was seen is not taken twice.

        A beat is for what is hidden; the player may not know yet that nothing is. A page that comes back after the
        server was started anew repeats its last moves: the link, which has them in it, is newer. The player says again
        what nobody has answered.
        """
        if self.framed is None:
            self.seen = max((n for n, _ in browser.moves(at(place), 0)), default=0)
        for n, moved in browser.moves(at(place), self.seen):
            self.seen = n
            if "beat" in moved and self.current.scene:
                self.walk(moved["beat"])
            elif "beat" in moved:
                self.change()
                if self.settings.hide != "no":
                    self.settings = beat(perform(self.settings), on=moved["beat"] > 0)
            else:
                self.chosen(moved)

    def chosen(self, sent: object) -> None:
        """Take over what the browser chooses: any settings, as a link would spell them, and it may send anything."""
        if isinstance(sent, dict):
            spelt = {str(name): str(value) for name, value in sent.items()}
            self.change(**{name: used for name, (used, _) in parse_query(spelt).items()})

    def walk(self, by: int) -> None:
        """Go on in the lecture, or back, from wherever one is; by 0 leaves its path, or comes back to it."""
        if by == 0 and self.settings.view == "lecture":
            self.change(size="normal")
            return
        scene, beat = advance(self.lecture, self.current.scene, self.current.beat, by)
        self.training = False
        self.started = self.started or monotonic()
        self.change(view="lecture", scene=scene, beat=beat)

    def used(self) -> float:
        """Minutes since the lecture's first beat."""
        self.started = self.started or monotonic()
        return (monotonic() - self.started) / 60

    def edit(self, sent: object) -> None:
        """What the list of scenes sends: a scene to go to, or an edit, after which the lecture is one's own."""
        match sent:
            case ["go", int(k)]:
                self.change(view="lecture", scene=self.lecture.nearest(k), beat=0)
            case _:
                new = apply_edit(self.lecture, sent, self.settings.lang)
                if is_too_large(new):
                    self.take_lecture(self.lecture, (TOO_LARGE,))
                else:
                    self.take_lecture(new)

    def take_lecture(self, lecture: Lecture, complaints: tuple[Complaint, ...] = ()) -> None:
        """Give another lecture from here on; what is wrong with its file is told."""
        self.lecture, self.own = lecture, lecture != load()[0]
        self.change(view="lecture")
        self.complaints = complaints

    def open_file(self, file: Any) -> None:
        """Give the lecture of a file that somebody has chosen; none when it is taken back."""
        if file is not None:
            self.take_lecture(*from_bytes(file.getvalue()))

    def add_moment(self) -> None:
        """What is on the screen becomes a scene of one's own lecture, unless its file would be too large.

        It comes after the scene from which one has left the path, or else last; but an ending stays last.
        """
        scenes = self.lecture.scenes
        self.placed = min(self.current.scene or len(scenes), len(scenes) - scenes[-1].ending) + 1
        new = insert_scene(self.lecture, scene_of(self.current), self.placed - 1)
        self.complaints = (TOO_LARGE,) if is_too_large(new) or new is self.lecture else ()
        if not self.complaints:
            self.own, self.lecture = True, new

    def told_moment(self, lang: str) -> str:
        """What came of adding a moment."""
        added = {"scene": self.placed, "count": len(self.lecture.scenes)}
        key, values = next(iter(self.complaints), ("lecture_added", added))
        return say(key, lang, **values)

    def train(self, on: bool) -> None:
        """Begin or stop to make updates."""
        self.training, self.turned = on, 0.0
        self.change()

    def tick(self) -> float | None:
        """After how many seconds the page is to come back by itself: not at all unless it trains."""
        self.training = self.training and self.settings.view == "train"
        self.ticking = self.training
        return TURNS.wait(id(self)) if self.training else None

    def open_trained(self) -> None:
        """The cell in training becomes that of every view, as it is."""
        self.training = False
        plain = {"edits": "", "variant": "none", "forget_bias": 0}
        self.change(view="cell", scenario="trained", inputs="", t=1, unit=1, **plain)

    def learn(self) -> None:
        """A turn of training where one is due, and what the cells of this moment must have learnt to be shown.

        One page at a time, and before its turn in the queue: a link may ask for seconds of training.
        """
        shown = (self.current, self.current.ghost)
        behind = [each for settings in shown if settings for each in trainings.unfinished(settings)]
        if QUEUE.held or not (self.training or behind):
            return
        with LEARNING:
            if self.training:
                self.turn()
            for history, update in behind:
                history.reach(update)

    def turn(self, one: bool = False) -> None:
        """One turn of training at the chosen pace, in a short slice of time; or one update (one kept moment) alone."""
        settings, now = self.settings, monotonic()
        TURNS.wait(id(self))
        if settings.race == "yes":
            sweep = shared_sweep(settings.train_steps)
            sweep.reach(SLICE)
            self.training = not sweep.over
            return
        history = trainings.history(settings)
        whole = history.plan.updates
        by = {"slow": 1, "watch": whole // LOOKS, "once": whole}["slow" if one else settings.pace]
        goal = history.near(settings.updates) + max(history.every, by)
        reached = history.near(history.reach(goal, SLICE))
        if settings.rival == "yes":
            trainings.history(settings, "rnn").reach(reached)
        if self.turned:
            self.rate = (reached - settings.updates) / max(now - self.turned, 1e-3)
        self.turned = now
        self.change(updates=reached)
        self.training = self.training and reached < history.near(whole)

    def answer(self, question: Question, given: str, correct: bool) -> None:
        """Someone who practises has answered: it counts once, and the answer is revealed."""
        if self.current.revealed == "no" and self.current.moment not in self.answers:
            before = self.score.get(question.kind, (0, 0))
            self.score[question.kind] = (before[0] + correct, before[1] + 1)
            self.answers[self.current.moment] = (correct, given)
        self.change(revealed="yes")

    def typed(self, question: Question, given: str) -> None:
        """A number has been typed as the answer; what is none is no answer."""
        correct = right(question, given)
        if correct is not None:
            self.answer(question, given, correct)

    def told(self, settings: Settings) -> tuple[str, str, str]:
        """Whether the answer given here was right, the score, and the score by kind; empty for who only revealed."""
        said, given = self.answers.get(settings.moment, (None, ""))
        if said is None:
            return "", "", ""
        verdict = say("said_right" if said else "said_wrong", settings.lang, given=given)
        done, tried = (sum(counts) for counts in zip(*self.score.values(), strict=True))
        by_kind = [
            f"{say(f'kind_{kind}', settings.lang)}: {r} / {n}"
            for kind, (r, n) in self.score.items()
        ]
        return (
            f"**{verdict}** ",
            say("score", settings.lang, right=done, tried=tried),
            "\n\n".join(by_kind),
        )

    def another(self) -> None:
        """Draw the next question; after the last number the first one comes again."""
        self.change(question=self.settings.question % WHOLES["question"].high + 1, revealed="no")


def at(place: object) -> object:
    """What the player's state says, whatever it is."""
    return place.get("at") if isinstance(place, Mapping) else None
