"""Everything that decides what is on the screen, its bounds, and its spelling in the URL.

People count from 1 here (t, unit); a field's name is its key in the URL; a Choice stores ids, never
labels.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property, lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from lstm_core.exchange.layouts import LARGEST
from lstm_core.exchange.link import LONGEST
from lstm_core.experiment.fields import Choice, Complaint, Kind, Whole, choice, text, whole
from lstm_core.experiment.languages import LANGUAGES
from lstm_core.model.cell import STAGES
from lstm_core.training.shipped import SHIPPED
from lstm_core.training.tasks import OWN as OWN_TASK
from lstm_core.training.tasks import TASKS

# where one stops on the way: everywhere, or after each part
STOPS = {"all": STAGES, "parts": ("C_tilde", "C", "h")}
DRAWN = ("notebook", "pytorch", "keras", "wide")  # cells drawn from a seed
DESIGNED = ("latch", "counter", "leaky", "keep", "disagree")  # memories set by hand


@dataclass(frozen=True)
class Settings:
    """What was asked for; `Settings()` is the notebook.

    An Experiment says what is used instead where that does not fit.
    """

    lang: str = choice(*LANGUAGES)
    view: str = choice("cell", "step", "time", "weights", "memory", "train", "lecture")
    scenario: str = choice(
        *DRAWN, *DESIGNED, *(f"trained-{task}" for task in SHIPPED), "trained", "own"
    )
    seed: int = whole(42, 0, 2**32 - 1)
    input_size: int = whole(4, 1, 16)
    hidden_size: int = whole(3, 1, 32)
    steps: int = whole(6, 1, 60)
    weights: str = text(LONGEST)  # of the scenario "own", as own_cells.py spells them
    inputs: str = text(8000)  # "" | rows of numbers | "series:<first month, from 1>"
    comma: str = choice("auto", "decimal", "separator", "thousands")  # a comma or point in `inputs`
    columns: str = text(
        200, ","
    )  # which columns of `inputs` are used, from 1; "" is those that fit
    first: int = whole(1, 1, 10_000)  # the first row of `inputs` that is shown
    scale: str = choice("no", "standard", "unit")  # mean 0 and deviation 1, or from 0 to 1
    gaps: str = choice("before", "stop")  # a missing number is the one before, or ends the sequence
    turned: str = choice("no", "yes")  # rows and columns of `inputs` are exchanged
    forget_bias: int = whole(0, -3, 6)  # added to the forget bias of every unit
    edits: str = text(2000, ";")  # interventions, spelled as edits.py says
    # what numbers cannot say
    variant: str = choice("none", "no_forget", "no_input", "no_output", "coupled")
    # a nested query: the cell that is the ghost, in place of this one left alone
    versus: str = text(30_000, "&")
    # what is learnt, in the train view and for the scenario "trained"; "own" is from `inputs`
    task: str = choice(*TASKS, OWN_TASK)
    target: int = whole(0, 0, 256)  # the place of the column to predict, from 1; 0: as data say
    ahead: int = whole(1, 1, 60)  # how many rows ahead it is predicted
    held_out: int = whole(25, 5, 50)  # per cent of the rows, the last, kept from the training
    train_units: int = whole(0, 0, 8)  # 0, here and below, is what the task's recipe says
    train_steps: int = whole(0, 0, 60)
    train_bias: int = whole(-1, -1, 6)  # the first forget bias; -1 is the recipe's
    train_updates: int = whole(0, 0, 3000)
    updates: int = whole(0, 0, 3000)  # how many of them have been made
    example: int = whole(1, 1, 20)  # which sequence of its task a trained cell is shown
    t: int = whole(1, 1, 60)
    end: int = whole(0, 0, 60)  # the later step up to which memory is followed; 0 is the last
    unit: int = whole(1, 1, LARGEST)
    stage: str = choice(*STAGES, default="f")  # the stage that is looked at
    grain: str = choice("step", "stage")  # what one press of a key goes on by
    stops: str = choice("all", "parts")  # the stages at which one stops on the way through a step
    hide: str = choice("no", *STAGES)  # the last stage of step t that is shown; "no" hides nothing
    question: int = whole(0, 0, 99)  # which question is asked about what is hidden; 0 asks none
    revealed: str = choice("no", "yes")  # whether step t is shown whole, and the question answered
    flow: str = choice("forward", "backward")  # through the drawing: the values, or the gradients
    unrolled: str = choice("no", "yes")  # whether three steps of it stand side by side
    names: str = choice("own", "pytorch", "keras")  # what quantities are called beside ours
    chart: str = choice("bars", "heatmap")
    curves: str = choice("own", "peers", "peers_biased")
    pace: str = choice("watch", "slow", "once")  # how fast training is shown
    rival: str = choice("no", "yes")  # whether a plain RNN learns beside it
    race: str = choice("no", "yes")  # whether the forget biases are compared
    scene: int = whole(0, 0, 99)  # of the lecture, counted from 1; 0 is none
    beat: int = whole(0, 0, 9)  # of the scene, counted from 0; from 1 on its question is answered
    size: str = choice("normal", "projector")
    controls: str = choice("all", "player", "picture", "notes")

    @cached_property
    def cell(self) -> "Settings":
        """What defines the cell and its inputs, without where in it we are and how it is shown."""
        cell = keep_fields(self, CELL)
        if self.view != "train":
            return cell
        # what is in training, whatever else is open
        inputs = cell if cell.task == OWN_TASK else reset_fields(cell, OWN)
        return replace(inputs.plain, scenario="trained")

    @cached_property
    def plain(self) -> "Settings":
        """The same without interventions: what the cell does when it is left alone."""
        return reset_fields(self, INTERVENTIONS)

    @property
    def cell_query(self) -> str:
        """The cell as a nested query, for `versus`."""
        asked = {name: getattr(self, name) for name in CELL}
        return urlencode(
            {k: v for k, v in asked.items() if v != DEFAULTS[k] or k in ("scenario", "seed")}
        )

    @cached_property
    def ghost(self) -> "Settings | None":
        """The settings of the ghost: of the kept cell, or of this one left alone.

        None if no cell is kept and nothing is changed.
        """
        if self.versus:
            other = kept_cell(self.versus)
            return replace(self, **{name: getattr(other, name) for name in CELL}, versus="")
        return None if self.plain.cell == self.cell else self.plain

    @cached_property
    def frame(self) -> "Settings":
        """What the page round the view depends on.

        Not the place in the cell, nor the seed, which the player tells.
        """
        hide = self.hide if self.hide == "no" else STAGES[0]
        view = self.view if self.view == "train" else DEFAULTS["view"]
        return replace(self, **ANY_PLACE, hide=hide, view=view)

    @property
    def at_start(self) -> bool:
        """Whether this is the page as it opens without a link, wherever in its cell by steps."""
        opened = as_opened(self.lang)
        return self.view == opened.view and (self.frame, self.seed, self.grain) == (
            opened.frame,
            opened.seed,
            opened.grain,
        )

    @property
    def moment(self) -> "Settings":
        """What a question depends on: the cell, the kept one, the place, the frontier, a number."""
        names = ("versus", "t", "unit", "hide", "question")
        place = {name: getattr(self, name) for name in names}
        return replace(self.cell, **place)

    def with_fields(self, **fields: Any) -> "Settings":
        """These settings with other values.

        A question ends at another step, frontier or cell, kept or not; another training begins at
        its beginning, unless the fields say otherwise.
        """
        new = replace(self, **fields)
        names = (*TRAINING, *READ) if new.task == OWN_TASK else TRAINING
        retrained = any(getattr(new, name) != getattr(self, name) for name in names)
        if retrained and "updates" not in fields:
            new = replace(new, updates=0)
        there, here = ((one.cell, one.versus, one.t, one.hide) for one in (new, self))
        if there != here:
            over: dict[str, Any] = {"question": 0, "revealed": "no"}
            return replace(new, **over | fields)
        return new

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Settings":
        """The settings that a link asks for, each in its bounds; other keys are ignored."""
        return cls(**{name: used for name, (used, _) in parse_query(query).items()})

    def to_query(self) -> dict[str, str]:
        """The shortest query that restores these settings; `lang` and `view` are always in it."""
        return {
            f.name: str(value)
            for f in fields(self)
            if (value := getattr(self, f.name)) != f.default or f.name in ("lang", "view")
        }


@cache
def as_opened(lang: str) -> Settings:
    """The settings of a page that is opened without a link."""
    return Settings(lang)


@lru_cache(maxsize=64)  # a nested query of 30,000 characters takes longer than all else in a run
def kept_cell(versus: str) -> Settings:
    """The Settings that a nested query asks for."""
    return Settings.from_query(dict(parse_qsl(versus)))


@lru_cache(maxsize=512)  # several places ask for the same in each run
def keep_fields(settings: Settings, names: tuple[str, ...]) -> Settings:
    """Of these settings the fields of these names; the others have their defaults."""
    return Settings(**{name: getattr(settings, name) for name in names})


@lru_cache(maxsize=512)
def reset_fields(settings: Settings, names: tuple[str, ...]) -> Settings:
    """These settings, the fields of these names with their defaults."""
    return replace(settings, **{name: DEFAULTS[name] for name in names})


INTERVENTIONS = ("forget_bias", "edits", "variant")
RECIPE = ("train_units", "train_steps", "train_bias", "train_updates")
PREDICTED = ("target", "ahead", "held_out")  # of columns of one's own
TRAINING = ("task", "seed", *RECIPE, *PREDICTED)
OWN = ("inputs", "comma", "columns", "first", "scale", "gaps", "turned")
# what a training on columns of one's own reads: not a part of the rows, and in a scale of its own
READ = ("inputs", "comma", "columns", "gaps", "turned", *PREDICTED)
SIZED = ("scenario", "input_size", "hidden_size", "steps", "weights", *OWN)
CELL = (*SIZED, *TRAINING, "updates", "example", *INTERVENTIONS)
# where in the cell we are
PLACE = (
    *("updates", "pace", "t", "end", "unit", "stage", "grain", "stops"),
    *("question", "revealed", "flow", "unrolled", "names", "chart", "curves"),
    *("versus", "scene", "beat"),
)
KINDS: dict[str, Kind] = {f.name: f.metadata["kind"] for f in fields(Settings)}
WHOLES = {name: kind for name, kind in KINDS.items() if isinstance(kind, Whole)}
CHOICES = {name: kind for name, kind in KINDS.items() if isinstance(kind, Choice)}
DEFAULTS: dict[str, Any] = {f.name: f.default for f in fields(Settings)}
# a sequence is read as it is best read until somebody chooses otherwise
UNREAD = {name: DEFAULTS[name] for name in OWN if name != "inputs"}
ANY_PLACE = {name: DEFAULTS[name] for name in (*PLACE, "seed")}


def parse_query(query: Mapping[str, str]) -> dict[str, tuple[Any, Complaint | None]]:
    """For each field that the query names: the value used, and what to say if it is another."""
    return {
        name: kind.parse(name, query[name], DEFAULTS[name])
        for name, kind in KINDS.items()
        if name in query
    }


def complaints(query: Mapping[str, str]) -> tuple[Complaint, ...]:
    """What to say about a link whose values could not all be used as given."""
    return tuple(complaint for _, complaint in parse_query(query).values() if complaint)
