"""What crosses between Python and the browser: what each part of the page is given, and sends.

Everything crosses as JSON. In Python these types hold it, in front/*.js the same names read it.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict

Texts = list[list[str]]  # of each step, of each unit, as it is shown; "?" where it is hidden


class Place(TypedDict):
    """Where the page is: in the cell, in a step's stages, in what is hidden, and in its views."""

    t: int
    unit: int
    stage: str
    grain: str  # step or stage: what one press moves by
    stops: str  # all or parts: at which stages one halts
    hide: str  # the last stage that is shown; no
    seed: int
    view: str
    lang: str
    size: str
    controls: str
    flow: str  # through the drawing: forward or backward
    unrolled: str  # yes or no
    names: str  # beside ours: own, pytorch, keras
    chart: str  # bars or heatmap, through time
    curves: str  # of the memory: own, peers, peers_biased
    forget_bias: int  # added to every unit's
    end: int  # the step up to which memory is followed, never before t
    scene: int  # of the lecture that one is in or has left; 0
    beat: int  # of the scene, from 0


class Move(TypedDict, total=False):
    """What a move changes of the place, or a beat."""

    t: int
    unit: int
    stage: str
    grain: str
    stops: str
    hide: str
    seed: int
    view: str
    flow: str
    unrolled: str
    names: str
    chart: str
    curves: str
    forget_bias: int
    end: int
    scenario: str
    input_source: str
    input_size: int
    hidden_size: int
    steps: int
    example: int
    training: int  # after how many updates a training goes on that a new server knows nothing of
    narrow: bool  # whether the screen is narrow: a phone, or 200 % of a laptop
    scene: int  # of the lecture, to go to
    beat: int  # 1 on, -1 back, 0 out of the lecture's path or into it again


PlayerWord = Literal[
    "player", "first", "back", "play", "pause", "forward", "last", "speed", "t", "t_of", "unit",
    "unit_help", "keys", "letters", "letters_help", "grain", "grain_help", "stops_help", "hide_on",
    "hide_help", "hide_off", "save_picture", "save_png", "save_svg",
]  # fmt: skip


class Player(TypedDict):
    """Where the player stands, and how far it can go."""

    place: Place
    T: int
    H: int
    most: int  # units that are shown side by side
    stages: Sequence[str]
    stops: Mapping[str, Sequence[str]]  # the stages at which one halts
    symbols: dict[str, str]  # of the stages
    bare: bool  # without controls: the keys alone
    large: bool  # for a projector
    notes: bool  # a window of the speaker's notes
    lecture: (
        bool  # whether a clicker walks the lecture's beats, and Escape leaves or finds its path
    )
    led: bool  # whether a class is led: Space, Home, End and a clicker's keys do not scroll then
    words: dict[PlayerWord, str]  # t_of has a place for {t}
    stop_words: dict[str, str]  # by what the place's `stops` may be
    keys: list[tuple[str, str]]  # a key, and what it does
    file: str  # the start of the name of a picture that is saved; with a place for {t}
    caption: str  # the line below it; with places for {t} and {unit}
    ack: int  # the number of the last move that Python has taken over
    session: str  # another one after a server was started anew
    training: int | None  # updates made in a training that goes on; None where none does
    narrow: bool  # whether the charts are drawn for a narrow screen


class Drawing(TypedDict):
    """The cell as a drawing, for all steps; by the names of a Step's fields, and kept, written."""

    values: dict[str, Texts]
    rounded: dict[str, list[list[bool]]]  # where the numbers shown do not give the result shown
    ghost: dict[str, Texts]  # the values without what was changed; empty where nothing was
    ghost_name: str  # what stands before such a value when it is read out
    held: dict[str, list[tuple[int, int]]]  # of each gate the steps and units that are held
    backward: bool  # whether gradients are shown in place of values
    gradients: dict[str, Texts]  # dL/d(each value); C_h is the part of C's through h
    cells: int  # steps side by side
    editable: bool  # whether a gate can be held by hand
    x: Texts
    sizes: tuple[int, int]  # H, D
    names: list[str]  # of the inputs, "" for one without
    input: str  # what a screen reader says of such a one, with {k}
    labels: list[str]  # what each step stands for: a symbol, date or word; empty without
    units: list[int]  # those that travel
    reach: float  # the largest |C|, at least 1
    largest_x: float
    signed_x: bool  # whether any of them is negative
    quantities: dict[str, tuple[str, str]]  # symbol, colour
    words: dict[str, str]  # for each name
    short: dict[str, str]  # a gate's name in one word
    other_names: dict[str, str]  # what a library calls a quantity, where that is another name
    label: str  # with places for {name}, {unit}, {value}
    gradient_label: str  # the same, for a gradient
    hidden: str  # what is read out for a hidden value
    title: str
    help: dict[str, str]  # for each name
    stages: Sequence[str]
    tools: dict[str, str]  # the words of what one does with it; none where nothing is offered
    legend: list[str]
    large: bool


class Grid(TypedDict):
    """One gate's weights and biases, to type into."""

    edits: str  # all of them: one that does not act also draws the table anew
    matrix: str
    bias: str
    columns: list[str]
    units: list[str]
    rows: list[list[str]]
    ghost: list[list[str]]  # what was there without the changes; empty where it is the same
    label: str  # with places for {matrix}, {unit}, {column}


class Header(TypedDict):
    """The app's name, rows of choices, and buttons."""

    name: str
    choices: list[tuple[str, str, list[tuple[str, str]]]]  # a field, its word, its ids and words
    buttons: list[tuple[str, str]]  # id, words; with a place for {scene}
    apart: Sequence[str]  # views round which the rest of the page is another
    explained: dict[str, str]  # what each letter and word is, as it stands on the page
    names: dict[str, str]  # ours for what Streamlit calls its own parts; both may hold {about}


FieldWord = Literal["why", "another", "back_to_first"]


class Field(TypedDict):
    """A control of one setting: a list or a row of choices, a slider, or the seed's number."""

    name: str
    kind: Literal["list", "row", "range", "seed"]
    label: str
    help: str
    used: str | int  # its value, unless a move is on its way or the place says it
    options: list[tuple[str, str]]  # of a choice: its ids and their words
    low: int
    high: int
    first: int  # of the seed, the notebook's
    fixed: bool  # where the cell leaves nothing to set
    note: str  # what stands below it


class Fields(TypedDict):
    """Controls, one below the other."""

    fields: Sequence[Field]
    words: dict[FieldWord, str]


class Editor(TypedDict):
    """The scenes of a lecture, to edit."""

    scenes: list[dict[str, str]]  # texts by field, and minutes
    fields: Sequence[str]
    longest: dict[str, int]  # characters of each field
    order: int  # which an edit sends back: it is of a scene of this order
    words: dict[str, str]  # of each field and button, and of all scenes together


class Kept(TypedDict):
    """A file of one's own: what the browser is to do with it, and the file if it is to keep it."""

    kind: str
    name: str
    wish: Literal["keep", "find", "forget"]
    text: str


RoomWord = Literal["present", "voted", "lost", "hands"]


class Room(TypedDict):
    """A room whose phones are counted."""

    code: str
    asking: bool  # whether answers come in, which are then counted as well
    next: str  # what the next beat does, if it is the room's; told in the presenter's window
    words: dict[RoomWord, str]


StageWord = Literal[
    "back", "on", "place", "notes", "notes_help", "explore", "full", "tools", "letters",
    "letters_help",
]  # fmt: skip


class Stage(TypedDict):
    """What one gives the lecture with; on the slide it shows while the mouse moves."""

    scene: int
    scenes: int
    beat: int
    beats: int
    notes: str  # the query of the presenter's window; "" where there is none to open
    leads: bool  # whether this page may leave the lecture's path
    seconds: int  # since the first beat, told in the presenter's window; -1 elsewhere
    outline: Sequence[str]  # the scenes' titles
    words: dict[StageWord, str]  # place has places for {scene} and {scenes}


LinkWord = Literal["copy", "copied", "failed", "send"]


class Link(TypedDict):
    """A link to copy, or to send."""

    link: str
    title: str
    words: dict[LinkWord, str]


class Live(TypedDict):
    """A training's charts as they are now, as Plotly's JSON, by their key."""

    figures: dict[str, Any]


PARTS = {
    "diagram": Drawing,
    "editor": Editor,
    "fields": Fields,
    "grid": Grid,
    "header": Header,
    "kept": Kept,
    "link": Link,
    "live": Live,
    "player": Player,
    "room": Room,
    "stage": Stage,
}


def pack(part: str, data: Mapping[str, Any]) -> bytes:
    """What a part is given, as JSON: in a dictionary Streamlit would look for tables."""
    text = json.dumps({"part": part, **data}, separators=(",", ":"), ensure_ascii=False)
    return text.encode(errors="replace")  # half a character, which a link can hold, is none
