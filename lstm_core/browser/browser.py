"""What the browser's parts work with: the header, the seed, the drawing, and the player that says where we are.

The browser places, colours and steps; it computes nothing and gets nothing that is hidden.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from html import escape
from importlib.resources import files
from typing import Any

import numpy as np

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.settings import CHOICES, DEFAULTS, STOPS, WHOLES, Settings
from lstm_core.model.cell import GATES, STAGES, Array, stack
from lstm_core.words.ghost import ghost_name
from lstm_core.words.inputs import input_names
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed, plain, subscript
from lstm_core.words.quantities import QUANTITIES, titles

ASSETS = files("lstm_core.browser").joinpath("front")
MOST_COLUMN = 8  # units that are shown side by side; of a wider cell only the one in focus travels
BOXES = ("C_prev", "h_prev", *STAGES[1:])
CHOSEN = ("view", "lang", "size")  # in the header
APART = ("train", "lecture")  # views that change the rest of the page
PARTS = ("diagram", "seed")  # of the page, which the header's script draws where placed() says
SCRIPTS = {
    "header": ("common", *PARTS, "player", "header"),
    "player": ("mount",),
}  # of all others, their own
FOLLOWED = (
    "t",
    "unit",
    "stage",
    "grain",
    "stops",
    "hide",
    "seed",
    *CHOSEN,
    "controls",
)  # what the player changes
MOST_MOVES = 100  # taken over at once
PLAYER_WORDS = (
    *(
        "player",
        "first",
        "back",
        "play",
        "pause",
        "forward",
        "last",
        "speed",
        "t",
        "unit",
        "unit_help",
    ),
    *("grain", "grain_help", "stops_help", "hide_on", "hide_help", "hide_off"),
)
PRODUCTS = {"kept": ("f", "C_prev"), "written": ("i", "C_tilde")}


class Html(str):
    """HTML as it is to be sent: Streamlit looks through any other text for what all its lines are indented by."""

    def _repr_html_(self) -> str:
        return self


@cache
def part(name: str) -> dict[str, str]:
    """A component that runs in the browser: its html, css and js."""
    more = PARTS if name == "header" else ()
    templates = [
        f"<template id='{part}'><style>{together(f'{part}.css')}</style>{together(f'{part}.html')}</template>"
        for part in more
    ]
    scripts = [f"{script}.js" for script in SCRIPTS.get(name, ("common", name))]
    html = together(f"{name}.html") + "".join(templates)
    return {"html": html, "css": together(f"{name}.css"), "js": together(*scripts)}


def placed(name: str, data: bytes) -> Html:
    """The place of a part of the page, in HTML, with its packed data."""
    return Html(f"<div data-part='{name}' data-given='{quoted(data)}'></div>")


def quoted(data: bytes) -> str:
    """Packed data as the value of an attribute in HTML, between single quotation marks, of which it has none itself."""
    return escape(data.decode(), quote=False).replace("'", "&#39;")


def opened(
    sentence: str, captions: Sequence[str], offers: Sequence[tuple[str, str, dict[str, Any]]]
) -> Html:
    """A view's one sentence, buttons with a help and what they choose, and what to watch, in HTML."""
    buttons = [
        f"<button data-choose='{quoted(packed(chosen))}' title=\"{escape(help)}\">{escape(words)}</button>"
        for words, help, chosen in offers
    ]
    return Html(
        "".join(
            [f"<h2>{unbroken(sentence)}</h2>", *buttons, f"<p>{unbroken(' '.join(captions))}</p>"]
        )
    )


def unbroken(text: str) -> str:
    """Text in HTML, where no line ends within a short parenthesis, an equation, or before a percent sign."""
    return re.sub(r"\([^()]{1,24}\)|\S+ [=≥] \S+|\S+ %", r"<span>\g<0></span>", escape(text))


@cache
def sheet(*names: str) -> Html:
    """These style sheets, for the page."""
    return Html(f"<style>{together(*(f'{name}.css' for name in names))}</style>")


def together(*names: str) -> str:
    """These files of front/ as one text."""
    return "\n".join(ASSETS.joinpath(name).read_text(encoding="utf-8") for name in names)


def packed(data: dict[str, Any]) -> bytes:
    """Data for the browser, as JSON. Streamlit would look into each value of a dictionary for tables."""
    return json.dumps(data, separators=(",", ":")).encode()


def drawn(experiment: Experiment) -> Html:
    """The place of the drawing: the same at every step unless something is hidden, and the same for a whole class."""
    settings = experiment.settings
    kept: dict[str, Any] = {"lang": settings.lang, "size": settings.size, "versus": settings.versus}
    if experiment.H > MOST_COLUMN:
        kept["unit"] = settings.unit
    if settings.hide != "no":
        kept |= {"t": settings.t, "hide": settings.hide, "revealed": settings.revealed}
    return pack(replace(settings.cell, **kept))


@lru_cache(maxsize=128)
def pack(settings: Settings) -> Html:
    """The place of the drawing of these settings."""
    return placed("diagram", packed(drawing(mask(perform(settings)))))


@cache
def header(lang: str, controls: str) -> bytes:
    """The words of the header, packed: rows of choices, and buttons. Which of them holds is for the player to say.

    With them go the views round which the rest of the page is another.
    """
    whole = controls == "all"
    choices = [
        (name, say(name, lang), [(id, word(name, id, lang)) for id in CHOICES[name].ids])
        for name in CHOSEN
    ]
    buttons = {"back": "lecture_return", "share": "share"} if whole else {"whole": "full_page"}
    return packed(
        {
            "name": say("app_name", lang),
            "choices": choices if whole else [],
            "buttons": [(id, say(key, lang, scene="{scene}")) for id, key in buttons.items()],
            "apart": APART,
        }
    )


@cache
def seed(lang: str, fixed: bool) -> Html:
    """The place of the seed, its words and bounds; `fixed` where the cell has none. The player says which one it is."""
    keys = {"label": "seed", "why": "help", "help": "fixed_seed" if fixed else "seed_help"}
    words = {
        name: say(key, lang)
        for name, key in (keys | {"another": "another_seed", "first": "back_to_42"}).items()
    }
    kind = WHOLES["seed"]
    data = {
        "words": words,
        "low": kind.low,
        "high": kind.high,
        "first": DEFAULTS["seed"],
        "fixed": fixed,
    }
    return placed("seed", packed(data))


def word(name: str, id: str, lang: str) -> str:
    """The word for an id of a setting; a language goes by its id."""
    return id.upper() if name == "lang" else say(f"{name}_{id}", lang)


def player(experiment: Experiment, view: str) -> dict[str, Any]:
    """Where the player stands, in the view that is chosen, how far it can go, and its words."""
    settings, lang = experiment.settings, experiment.settings.lang
    place = {name: getattr(settings, name) for name in FOLLOWED}
    return {
        "place": place
        | {"t": experiment.t, "unit": experiment.unit, "view": view, "scene": settings.scene},
        "T": experiment.T,
        "H": experiment.H,
        "most": MOST_COLUMN,
        "stages": STAGES,
        "stops": STOPS,
        "symbols": {stage: QUANTITIES[stage].symbol for stage in STAGES},
        "bare": settings.controls in ("picture", "notes"),
        "large": settings.size == "projector",
        "notes": settings.controls == "notes",
        "lecture": settings.scene
        > 0,  # then the clicker walks its beats, and Escape leaves its path or comes back
        "words": player_words(lang, experiment.T),
    }


@cache
def player_words(lang: str, T: int) -> dict[str, Any]:
    """The words of a player of T steps."""
    words: dict[str, Any] = {key: say(key, lang) for key in PLAYER_WORDS}
    words["t_of"] = say("t_of", lang, t="{t}", T=T)
    words["stop"] = {id: say(f"stops_{id}", lang) for id in STOPS}
    words["keys"] = [
        ("← →", say("keys_step", lang)),
        (say("key_space", lang), say("keys_play", lang)),
        (say("key_ends", lang), say("keys_ends", lang)),
        (say("key_pages", lang), say("keys_beat", lang)),
        (". B", say("keys_blank", lang)),
    ]
    return words


def moves(sent: Any, seen: int) -> list[tuple[int, dict[str, Any]]]:
    """The player's moves after those already seen, each with its number: a beat, or fields and what they became.

    A browser may send anything; what is no move is left out.
    """
    pairs = (
        [pair for pair in sent if isinstance(pair, list) and len(pair) == 2]
        if isinstance(sent, list)
        else []
    )
    new = [
        (n, move)
        for n, move in pairs[-MOST_MOVES:]
        if isinstance(n, int) and n > seen and isinstance(move, dict)
    ]
    return [
        (n, {"beat": move["beat"]} if isinstance(move.get("beat"), int) else followed(move))
        for n, move in sorted(new, key=lambda pair: pair[0])
    ]


def followed(move: dict[str, Any]) -> dict[str, str]:
    """The fields of a move that the player may change, as a link would spell them."""
    return {name: str(move[name]) for name in FOLLOWED if name in move}


def drawing(experiment: Experiment) -> dict[str, Any]:
    """The data of the drawing: values[name][t - 1][unit] as the text that is shown, "?" where hidden."""
    large = experiment.settings.size == "projector"
    digits = 2 if large else 3
    lang = experiment.settings.lang
    units = list(range(1, experiment.H + 1)) if experiment.H <= MOST_COLUMN else [experiment.unit]
    values = {
        name: stack(experiment.trace, name)[:, [unit - 1 for unit in units], 0] for name in BOXES
    }
    known = 0 * values["C"]  # NaN where C is hidden: what leads to it is hidden with it
    values |= {name: values[a] * values[b] + known for name, (a, b) in PRODUCTS.items()}
    shown = {name: texts(array, digits) for name, array in values.items()}
    inputs = experiment.X[:, :, 0]
    return {
        "values": shown,
        "rounded": rounded(shown, digits),
        "before": before(experiment, units, digits),
        "without": ghost_name(experiment),
        "x": texts(inputs, digits),
        "sizes": [experiment.H, experiment.D],
        "names": [name or f"x{k}" for k, name in enumerate(input_names(experiment), 1)],
        "units": units,
        "reach": largest(values["C"], values["C_prev"], experiment.C0),
        "largest_x": largest(inputs),
        "quantities": {
            name: [quantity.symbol, quantity.colour] for name, quantity in QUANTITIES.items()
        },
        "words": {name: say(f"name_{name}", lang) for name in (*BOXES, *PRODUCTS, "z", "x")},
        "read": say("read_value", lang, name="{name}", unit="{unit}", value="{value}"),
        "hidden": say("hidden_value", lang),
        "title": say("diagram_title", lang),
        "help": titles(lang),
        "stages": STAGES,
        "large": large,
    }


def grid(experiment: Experiment, gate: str) -> dict[str, Any]:
    """The table of one gate's weights and biases to type into, with the ghost's where they differ."""
    lang, letter, ghost = experiment.settings.lang, GATES[gate], experiment.ghost
    own, other = (weights(one, letter) for one in (experiment, ghost or experiment))
    h = [f"h{subscript(k)}" for k in range(1, experiment.H + 1)]
    x = [name or f"x{subscript(k)}" for k, name in enumerate(input_names(experiment), 1)]
    return {
        "edits": experiment.settings.edits,  # so that a change that does not act also draws the table anew
        "matrix": f"W_{letter}",
        "bias": f"b_{letter}",
        "columns": [*h, *x, f"b_{letter}"],
        "units": [say("edit_one_unit", lang, k=k) for k in range(1, experiment.H + 1)],
        "rows": [[plain(value, 4) for value in row] for row in own.tolist()],
        "before": [
            [fixed(old, 4) if old != new else "" for old, new in zip(*rows, strict=True)]
            for rows in zip(other.tolist(), own.tolist(), strict=True)
        ],
        "read": say("weight_read", lang, matrix="{matrix}", unit="{unit}", column="{column}"),
    }


def weights(experiment: Experiment, letter: str) -> Array:
    """[W, b] of one gate (H, H + D + 1)."""
    return np.hstack([getattr(experiment.params, f"{kind}_{letter}") for kind in "Wb"])


def before(experiment: Experiment, units: list[int], digits: int) -> dict[str, list[list[str]]]:
    """The values of the boxes without the change, as they are shown; empty where nothing is changed."""
    if experiment.ghost is None:
        return {}
    rows, trace = [unit - 1 for unit in units], experiment.ghost.trace
    return {name: texts(stack(trace, name)[:, rows, 0], digits) for name in BOXES}


def largest(*arrays: Array) -> float:
    """The largest magnitude that is not hidden, at least 1."""
    return float(max(np.fmax.reduce(np.abs(array), axis=None, initial=1.0) for array in arrays))


def texts(values: Array, digits: int) -> list[list[str]]:
    """The numbers as they are shown."""
    rows, columns = values.shape
    line = " ".join([f"%.{digits}f"] * values.size) % tuple(
        values.ravel().tolist()
    )  # as fixed(), all at once
    cells = (
        re.sub(r"-(0\.0+)(?= |$)", r"\1", line).replace("nan", "?").replace("-", "\u2212").split()
    )
    return [cells[k * columns : (k + 1) * columns] for k in range(rows)]


def rounded(shown: dict[str, list[list[str]]], digits: int) -> dict[str, list[list[bool]]]:
    """For each result, where the shown numbers do not give the shown result: a sign of approximation belongs there."""
    number = {name: read_back(rows) for name, rows in shown.items()}
    results = {name: number[a] * number[b] for name, (a, b) in PRODUCTS.items()}
    results |= {"C": number["kept"] + number["written"], "tanh_C": np.tanh(number["C"])}
    results["h"] = number["o"] * number["tanh_C"]
    return {
        name: (abs(np.round(value, digits) - number[name]) > 1e-9).tolist()
        for name, value in results.items()
    }


def read_back(rows: list[list[str]]) -> Array:
    """The numbers that texts() wrote."""
    line = " ".join(cell for row in rows for cell in row).replace("\u2212", "-").replace("?", "nan")
    return np.array(line.split(), dtype=float).reshape(len(rows), -1)
