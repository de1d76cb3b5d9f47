"""What the drawing of the cell is given: its numbers as they are shown, for all steps at once."""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from lstm_core.browser.contract import Drawing, Texts, pack
from lstm_core.browser.moves import READ
from lstm_core.experiment.backward import shown_gradients
from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import HELD, STAGES, Array, stack
from lstm_core.words.backward import gradient_text
from lstm_core.words.ghost import ghost_name
from lstm_core.words.inputs import input_names
from lstm_core.words.language import say
from lstm_core.words.quantities import QUANTITIES, titles

MOST_UNITS = 8  # that are shown side by side; of a wider cell only the one in focus travels
BOXES = ("C_prev", "h_prev", *STAGES[1:])
PRODUCTS = {"kept": ("f", "C_prev"), "written": ("i", "C_tilde")}
LONGEST_LABEL = 12  # letters that stand beside the inputs
SIDE_BY_SIDE = 3  # steps, where the cell is unrolled
TOOLS = (
    *("tools", "flow", "flow_help", "unrolled", "unrolled_help", "names", "names_own"),
    *("names_pytorch", "names_keras", "legend", "svg", "svg_help", "png", "png_help"),
)
# What a library calls a quantity, where that is not our name.
OTHER_NAMES = {
    "own": {},
    "pytorch": {"C_tilde": "g", "C": "c"},
    "keras": {"C_tilde": "c", "C": "c"},
}


def drawing_data(experiment: Experiment, *, tools: bool = False) -> bytes:
    """The Drawing, packed: one for all steps unless something is hidden, and for a whole class.

    With `tools` one can change how it is read, hold a gate by hand, and save it.
    """
    settings = experiment.settings
    names = ("lang", "size", "versus", *READ)
    fields: dict[str, Any] = {name: getattr(settings, name) for name in names}
    if experiment.H > MOST_UNITS:
        fields["unit"] = settings.unit
    if settings.hide != "no":
        fields |= {name: getattr(settings, name) for name in ("t", "hide", "revealed")}
    return packed_drawing(replace(settings.cell, **fields), tools=tools)


@lru_cache(maxsize=128)
def packed_drawing(settings: Settings, *, tools: bool) -> bytes:
    """The Drawing of these settings, packed."""
    return pack("diagram", describe(mask(perform(settings)), tools=tools))


def describe(experiment: Experiment, *, tools: bool = False) -> Drawing:
    """The Drawing of an experiment: values[name][t - 1][unit] as text."""
    settings = experiment.settings
    lang, large = settings.lang, settings.size == "projector"
    digits = 2 if large else 3
    units = units_shown(experiment)
    values = boxes(experiment, units)
    hidden = 0 * values["C"]  # NaN where C is hidden: what leads to it is hidden with it
    values |= {name: values[a] * values[b] + hidden for name, (a, b) in PRODUCTS.items()}
    texts = {name: to_texts(array, digits) for name, array in values.items()}
    ghost = boxes(experiment.ghost, units) if experiment.ghost else {}
    inputs = experiment.X[:, :, 0]
    return {
        "values": texts,
        "rounded": rounded(texts, digits),
        "ghost": {name: to_texts(array, digits) for name, array in ghost.items()},
        "ghost_name": ghost_name(experiment),
        "held": held(experiment, units),
        "backward": settings.flow == "backward",
        "gradients": gradients(experiment, units, digits),
        "cells": SIDE_BY_SIDE if settings.unrolled == "yes" else 1,
        "editable": tools and settings.flow == "forward",
        "x": to_texts(inputs, digits),
        "sizes": (experiment.H, experiment.D),
        "names": list(input_names(experiment)),
        "input": say("read_input", lang, k="{k}"),
        "labels": [label[:LONGEST_LABEL] for label in experiment.labels],
        "units": units,
        "reach": largest(values["C"], values["C_prev"], experiment.C0),
        "largest_x": largest(inputs),
        "signed_x": bool((inputs < 0).any()),
        "quantities": {name: (one.symbol, one.colour) for name, one in QUANTITIES.items()},
        "words": {name: say(f"name_{name}", lang) for name in (*BOXES, *PRODUCTS, "z", "x")},
        "short": {gate: say(f"short_{gate}", lang) for gate in HELD},
        "other_names": OTHER_NAMES[settings.names],
        "label": say("read_value", lang, name="{name}", unit="{unit}", value="{value}"),
        "gradient_label": say("read_gradient", lang, name="{name}", unit="{unit}", value="{value}"),
        "hidden": say("hidden_value", lang),
        "title": say("diagram_title", lang),
        "help": titles(lang),
        "stages": STAGES,
        "tools": {key: say(f"drawing_{key}", lang) for key in TOOLS} if tools else {},
        "legend": legend(experiment, len(units)) if tools else [],
        "large": large,
    }


def units_shown(experiment: Experiment) -> list[int]:
    """The units that travel: all where they are few, else the one in focus."""
    H = experiment.H
    return list(range(1, H + 1)) if H <= MOST_UNITS else [experiment.unit]


def legend(experiment: Experiment, units: int) -> list[str]:
    """How the drawing is read, a phrase each."""
    settings, keys = experiment.settings, ["line", "fill", "point"]
    if settings.flow == "backward":
        keys = ["width", "point", "slope"] + ["no_slope"] * bool(experiment.pins)
    keys += ["strip"] * (units > 1) + [settings.names] * (settings.names != "own")
    return [say(f"legend_{key}", settings.lang) for key in keys]


def held(experiment: Experiment, units: list[int]) -> dict[str, list[tuple[int, int]]]:
    """Of each gate the steps and the units, from 1, at which it is held."""
    found: dict[str, list[tuple[int, int]]] = {gate: [] for gate in HELD}
    for (gate, t), values in experiment.pins.items():
        found[gate] += [(t, unit) for unit in units if unit - 1 in values and t <= experiment.T]
    return found


def gradients(experiment: Experiment, units: list[int], digits: int) -> dict[str, Texts]:
    """The gradients of these units, where the drawing is read backwards; else none."""
    if experiment.settings.flow == "forward":
        return {}
    rows = [unit - 1 for unit in units]
    return {
        name: [[gradient_text(value, digits) for value in row] for row in array[:, rows].tolist()]
        for name, array in shown_gradients(experiment).items()
    }


def boxes(experiment: Experiment, units: list[int]) -> dict[str, Array]:
    """The values of the boxes of these units, each (T, units)."""
    rows = [unit - 1 for unit in units]
    return {name: stack(experiment.trace, name)[:, rows, 0] for name in BOXES}


def largest(*arrays: Array) -> float:
    """The largest magnitude that is not hidden, at least 1."""
    return float(max(np.fmax.reduce(np.abs(array), axis=None, initial=1.0) for array in arrays))


def to_texts(values: Array, digits: int) -> Texts:
    """The numbers of an array (T, units) as fixed() writes them, all at once; "?" for NaN."""
    rows, columns = values.shape
    line = " ".join([f"%.{digits}f"] * values.size) % tuple(values.ravel().tolist())
    line = re.sub(r"-(0\.0+)(?= |$)", r"\1", line).replace("nan", "?").replace("-", "\u2212")
    cells = line.split()
    return [cells[k * columns : (k + 1) * columns] for k in range(rows)]


def to_numbers(texts: Texts) -> Array:
    """The numbers (T, units) that to_texts() has written."""
    line = " ".join(cell for row in texts for cell in row)
    cells = line.replace("?", "nan").replace("\u2212", "-").split()
    return np.array([float(cell) for cell in cells]).reshape(len(texts), -1)


def rounded(texts: dict[str, Texts], digits: int) -> dict[str, list[list[bool]]]:
    """For each result, where the numbers shown do not give it as it is shown, but about it.

    They are counted in units of their last decimal, so that a product of two is exact.
    """
    one = 10.0**digits
    shown = {name: np.rint(one * to_numbers(rows)) for name, rows in texts.items()}
    results = {name: shown[a] * shown[b] / one for name, (a, b) in PRODUCTS.items()}
    results["C"] = shown["kept"] + shown["written"]
    results["tanh_C"] = one * np.tanh(shown["C"] / one)
    results["h"] = shown["o"] * shown["tanh_C"] / one
    # half a unit off, the result shown is none or one of two that are as near
    return {name: (abs(value - shown[name]) >= 0.5).tolist() for name, value in results.items()}
