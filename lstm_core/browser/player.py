"""What the player is given: where it stands, how far it can go, and its words."""

from functools import cache, lru_cache
from typing import Any, cast, get_args

from lstm_core.browser.contract import Place, Player, PlayerWord, pack
from lstm_core.browser.moves import FOLLOWED
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.memory import end_step
from lstm_core.experiment.settings import STOPS, Settings
from lstm_core.model.cell import STAGES
from lstm_core.words.language import say
from lstm_core.words.quantities import QUANTITIES
from lstm_core.words.saved import file_name, source_line

MOST_BUTTONS = 6  # units with a button each; more are a list, so that the player keeps its one row
SYMBOLS = {stage: QUANTITIES[stage].symbol for stage in STAGES}


def player_data(
    experiment: Experiment,
    view: str,
    *,
    ack: int,
    session: str,
    training: int | None = None,
    narrow: bool = False,
) -> bytes:
    """The Player, packed, in the view that is chosen.

    `ack` is the number of the last move that was taken over, `session` what tells servers apart,
    `training` after how many updates a training is that goes on, `narrow` for which screen the
    charts are drawn.
    """
    settings = experiment.settings
    fields: dict[str, Any] = {name: getattr(settings, name) for name in FOLLOWED}
    fields |= {"t": experiment.t, "unit": experiment.unit, "view": view}
    fields["end"] = end_step(experiment)
    fields |= {"scene": settings.scene, "beat": settings.beat}
    file, caption = saved_words(experiment.wherever)
    data: Player = {
        "place": cast(Place, fields),
        "T": experiment.T,
        "H": experiment.H,
        "most": MOST_BUTTONS,
        "stages": STAGES,
        "stops": STOPS,
        "symbols": SYMBOLS,
        "bare": settings.controls in ("picture", "notes"),
        "large": settings.size == "projector",
        "notes": settings.controls == "notes",
        "lecture": settings.scene > 0,
        "led": is_led(settings),
        "words": player_words(settings.lang, experiment.T),
        "stop_words": {id: say(f"stops_{id}", settings.lang) for id in STOPS},
        "keys": key_words(settings.lang, led=is_led(settings)),
        "file": file,
        "caption": caption,
        "ack": ack,
        "session": session,
        "training": training,
        "narrow": narrow,
    }
    return pack("player", data)


@lru_cache(maxsize=64)
def saved_words(experiment: Experiment) -> tuple[str, str]:
    """What a saved picture is called and what stands below it, with places for t and the unit."""
    return file_name(experiment, t="{t}"), source_line(experiment, "{t}", "{unit}")


@cache
def player_words(lang: str, T: int) -> dict[PlayerWord, str]:
    """The words of a player of T steps."""
    return {key: say(key, lang, t="{t}", T=T) for key in get_args(PlayerWord)}


@cache
def key_words(lang: str, *, led: bool) -> list[tuple[str, str]]:
    """The keys one steps with, and what each does; where no class is `led`, some scroll instead."""
    step, blank = ("← →", say("keys_step", lang)), (". B", say("keys_blank", lang))
    scrolling = [
        (say("key_space", lang), say("keys_play", lang)),
        (say("key_ends", lang), say("keys_ends", lang)),
        (say("key_pages", lang), say("keys_beat", lang)),
    ]
    return [step, *(scrolling if led else []), blank]


def is_led(settings: Settings) -> bool:
    """Whether a class is led from this page: Space, Home, End and a clicker's keys are then its."""
    return settings.scene > 0 or settings.hide != "no" or settings.size == "projector"
