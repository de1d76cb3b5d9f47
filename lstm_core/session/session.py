"""What one open page remembers between its runs, and who decides what it shows."""

from dataclasses import asdict, dataclass, field, replace
from secrets import token_hex
from typing import Any

from lstm_core.browser import new_moves
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.fields import Complaint
from lstm_core.experiment.settings import CHOICES, KINDS, Settings, complaints, parse_query
from lstm_core.lesson.beats import next_beat, previous_beat
from lstm_core.lesson.handout import Handout
from lstm_core.lesson.lecture import Lecture
from lstm_core.lesson.lecture_file import load
from lstm_core.lesson.practice import at_once
from lstm_core.lesson.question import Question
from lstm_core.session.hosting import Hosting
from lstm_core.session.input_source import InputSource
from lstm_core.session.link import Link
from lstm_core.session.needs import Needs
from lstm_core.session.opened_cell import OpenedCell
from lstm_core.session.opened_sequence import OpenedSequence
from lstm_core.session.own import KEY, Own
from lstm_core.session.score import Score
from lstm_core.session.talk import LOOK, Talk
from lstm_core.session.turns import QUEUE, Guest
from lstm_core.session.watch import Watch
from lstm_core.training.apart import Told, untold

ALONG = {"lang", "controls", "scene", "beat"}  # what may change without leaving the lecture
MOST_BEATS = 5  # on what is hidden, in one turn: each takes as long as a step


@dataclass
class Session:
    """The settings of one open page, and what does not fit into its link.

    `open` reads the settings from a link; whatever else happens changes them by `change`.
    """

    settings: Settings = field(default_factory=Settings)
    complaints: tuple[Complaint, ...] = ()  # about the link, or about what was entered last
    frame: tuple[Settings, object] | None = None  # what stands round the view shows
    greeted: bool = False  # whether the player has said which moves it made before this page
    last_move: int = 0  # the number of the last move of the player that was taken over
    id: str = field(default_factory=lambda: token_hex(4))  # a server started anew has another
    moves_left: bool = False  # some moves of the player are left for another turn
    narrow: bool = False  # whether the screen is narrow, as the browser says
    dialog: str = ""  # what is to be shown over the page: "share", "mine"
    input_source: InputSource = field(default_factory=InputSource)
    link: Link = field(default_factory=Link)
    score: Score = field(default_factory=Score)
    talk: Talk = field(default_factory=Talk)
    hosting: Hosting = field(default_factory=Hosting)
    opened: OpenedCell = field(default_factory=OpenedCell)
    sequence: OpenedSequence = field(default_factory=OpenedSequence)
    watch: Watch = field(default_factory=Watch)
    paper: Handout | None = None  # of the lecture, as far as it has been made
    needs: Needs = field(default_factory=Needs)
    guest: Guest = field(default_factory=Guest)

    @property
    def lecturing(self) -> bool:
        """Whether a scene of the lecture is shown."""
        return self.settings.view == "lecture"

    @property
    def current(self) -> Settings:
        """What is performed: the settings, or in the lecture those of its scene."""
        return self.talk.settings(self.settings) if self.lecturing else self.settings

    @property
    def shareable(self) -> Settings:
        """What a link to this moment holds: of a lecture of one's own, the scene as it is."""
        return replace(self.current, scene=0, beat=0) if self.talk.own else self.settings

    @property
    def query(self) -> dict[str, str]:
        """The link of this page: to this moment, and in a lecture of one's own to its scene."""
        place = self.talk.place(self.settings)
        own = {KEY: str(place)} if place else {}
        return self.shareable.to_query() | own | self.hosting.query

    # ---- a run

    def open(self, query: dict[str, str], lang: str, told: Told = untold) -> Settings:
        """The settings of a whole run: the page's own where they are newer, or the link's.

        All that they need has been learnt; `told` hears how far that is, after each slice of it.
        """
        if self.link.outdated or (self.talk.own and query == self.query):
            self.learn(told)
        else:
            self.settings = Settings.from_query({"lang": lang, **query})
            if self.narrow and self.frame is None:  # phones scan what is projected
                self.settings = self.settings.with_fields(size="normal")
            self.recall(Own.parse(query.get(KEY, "")))
            self.hosting.recall(query)
            self.learn(told)
            self.complaints = complaints(query)
            # the lecture has a cell of its own, whatever else is in the link
            self.complaints += load()[1] if self.lecturing else perform(self.settings).out_of_bounds
        self.link.begin()
        self.link.relabelled = self.frame is not None and self.frame[0].lang != self.settings.lang
        self.frame = self.surroundings
        self.input_source.keep(self.settings.inputs)
        return self.settings

    @property
    def surroundings(self) -> tuple[Settings, object]:
        """What stands round the view depends on this."""
        frame = self.current.frame
        frame = replace(frame, view="lecture") if self.lecturing else frame
        return frame, (self.complaints, self.opened.file is None, self.sequence.table is None)

    @property
    def needs_whole_run(self) -> bool:
        """Whether what stands round the view is wrong, or whether the page comes back by itself."""
        return self.watch.running != self.watch.scheduled or self.surroundings != self.frame

    def close(self) -> dict[str, str] | None:
        """The link to write at the end of a run, as a query; None amid a training."""
        return None if self.watch.running else self.link.end(self.query)

    def learn(self, told: Told = untold) -> None:
        """Learn all that this moment needs to be shown, in slices, and make a turn that is due.

        Before the page's turn in the queue: a link may ask for seconds of it.
        """
        if QUEUE.held:
            return
        self.needs.learn(self._cells, told)
        if self.watch.running and self.settings.view == "train":
            self.turn()

    @property
    def behind(self) -> bool:
        """Whether something has still to be learnt before this moment can be shown."""
        return self.needs.behind(self._cells)

    @property
    def _cells(self) -> list[Settings]:
        return [each for each in (self.current, self.current.ghost) if each]

    # ---- changes

    def change(self, *complaints: Complaint, **fields: Any) -> None:
        """Change settings, and say what was wrong; the link is not read until it has them.

        In the lecture who looks elsewhere in its picture stays; who changes more leaves its path.
        """
        if self.lecturing and fields == {"revealed": "yes"}:
            fields = {"beat": 1}
        if fields.get("view") == "lecture":
            self.settings = self.talk.scene(self.settings, **fields)
        elif fields.keys() <= ALONG:
            self.settings = self.settings.with_fields(**fields)
        elif self.lecturing and fields.keys() <= {*LOOK}:
            self.talk.look(self.settings, fields)
        elif not (self.lecturing and self.settings.controls == "notes"):
            self.settings = self.current.with_fields(**fields)
        self.link.outdated = True
        self.complaints = complaints

    def enter(self, given: str, name: str = "edits", **more: Any) -> None:
        """Take over a text; one that is too long for a link is cut, and that is said."""
        kind: Any = KINDS[name]
        text, complaint = kind.parse(name, given, "")
        self.change(*[complaint] if complaint else [], **{name: text}, **more)

    def from_widget(self, name: str, value: Any) -> None:
        """Take over one setting, a number within its bounds.

        A choice in words of the language just left is none of the ids.
        """
        kind: Any = KINDS[name]
        used, complaint = kind.parse(name, str(value), getattr(self.settings, name))
        if name not in CHOICES or not complaint:
            self.change(**{name: used})

    def from_browser(self, sent: object) -> None:
        """Take over settings as a link would spell them, and a source; it may send anything."""
        if isinstance(sent, dict):
            read = parse_query({str(name): str(value) for name, value in sent.items()})
            changes = self.input_source.switch(self.current, sent.get("input_source"))
            changes |= {name: used for name, (used, _) in read.items()}
            self.change(**at_once(self.settings, changes))

    def greet(self, place: object) -> None:
        """Take moves for done that a page brings to a server started anew: its link has them."""
        if not self.greeted:
            self.greeted, self.last_move = True, max([0, *(n for n, _ in new_moves(place, 0))])

    def follow(self, place: object) -> None:
        """Take over the player's moves, in order; it numbers them, and none is taken over twice."""
        beats, self.moves_left = 0, False
        for n, move in new_moves(place, self.last_move) if self.greeted else ():
            beats += "beat" in move and self.settings.hide != "no"
            self.moves_left = beats > MOST_BEATS
            if self.moves_left:
                return
            if "beat" in move:
                self.beat(move["beat"])
            elif "training" in move:
                self.resume(move["training"])
            elif "narrow" in move:
                self.narrow = bool(move["narrow"])
            elif "scene" in move:
                self.change(view="lecture", scene=move["scene"], beat=0)
            else:
                self.from_browser(move)
            self.last_move = n  # last: a move that needs what is not learnt yet comes again

    def beat(self, by: int) -> None:
        """What a clicker does, wherever one is: on (1), back (-1), or out of the path (0)."""
        if self.hosting.beat(self.talk, self.settings, by):
            self.change()
        elif self.current.scene:
            self.walk(by)
        elif self.settings.hide != "no":
            turn = next_beat if by > 0 else previous_beat
            self.change(**asdict(turn(perform(self.settings))))
        else:
            self.change()

    def answer(self, question: Question, given: str, *, correct: bool | None) -> None:
        """Count an answer and reveal the right one; `correct` is None for what is no answer."""
        if correct is not None:
            self.change(**self.score.answer(self.current, question, given, correct=correct))

    # ---- lecturing

    def walk(self, by: int) -> None:
        """Go on in the lecture, or back; by 0 leaves its path, or comes back to it."""
        if by == 0 and self.lecturing:
            self.change(size=self.current.size)  # the same picture, with its controls
            return
        self.watch.stop()
        self.change(**self.talk.walk(self.current.scene, self.current.beat, by))

    def edit(self, sent: object) -> None:
        """Take over what the list of scenes sends: a scene to go to, or an edit."""
        match sent:
            case ["go", int(k)]:
                self.change(view="lecture", scene=k, beat=0)
            case _:
                self.change(*self.talk.edit(sent, self.settings.lang), view="lecture")

    def give(self, lecture: Lecture) -> None:
        """Give another lecture from here on."""
        self.talk.give(lecture)
        self.change(view="lecture")

    def open_file(self, data: bytes) -> None:
        """Give the lecture in a file's bytes."""
        self.change(*self.talk.open(data), view="lecture")

    def recall(self, place: Own | None) -> None:
        """Go where the link says that one is in the lecture of one's own, or miss that lecture."""
        if not self.talk.own:
            self.talk.missing = place
        elif place and place.name == self.talk.name:
            inside = self.talk.scene(self.settings, place.scene, place.beat)
            outside = replace(self.settings, scene=place.scene, beat=place.beat)
            self.settings = outside if place.left else inside

    def restore(self, text: object) -> None:
        """Give the lecture that the browser had kept, from where one was in it; "" is none."""
        place, complaints = self.talk.missing, self.talk.find(text)
        if self.talk.own:
            self.recall(place)
        self.change(*complaints)

    def add_moment(self) -> None:
        """Make what is on the screen a scene of one's own lecture, unless it is too large."""
        self.complaints = self.talk.add(self.current)

    # ---- watching a training

    def train(self, *, on: bool) -> None:
        """Begin or stop to make updates."""
        (self.watch.start if on else self.watch.stop)()
        self.change(view="train")

    def resume(self, updates: int) -> None:
        """Go on with a training from where a browser saw it before the server was started anew."""
        if self.settings.view == "train":
            self.from_browser({"updates": updates})
            self.train(on=True)

    def turn(self, *, one: bool = False) -> None:
        """Make the updates of one turn, or those up to the next checkpoint alone."""
        self.change(**self.watch.turn(self.current, one=one))

    def open_trained(self) -> None:
        """Make the cell in training that of every view, as it is."""
        self.watch.stop()
        plain = {"edits": "", "variant": "none", "forget_bias": 0}
        inputs = self.settings.cell.inputs  # of columns of one's own, what it has learnt from
        self.change(view="cell", scenario="trained", inputs=inputs, t=1, unit=1, **plain)
