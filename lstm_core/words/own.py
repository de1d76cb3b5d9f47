"""What a file of a cell holds, as a small table."""

from collections.abc import Sequence

from lstm_core.exchange.cells import Layer
from lstm_core.exchange.layouts import shapes_text
from lstm_core.exchange.reading import CellFile
from lstm_core.words.language import say

MOST_NAMES = 6  # of arrays that were left out
LONGEST = 120  # signs of a name: a file may have one of any length

Rows = list[tuple[str, str]]


def layer_name(file: CellFile, k: int, lang: str) -> str:
    """One layer of a file as it is chosen by: its number, its direction, its place in the model."""
    layer = file.layers[k]
    direction = say("own_backwards" if layer.reverse else "own_forwards", lang)
    name = say("own_layer", lang, number=layer.number, direction=direction)
    return f"{name} · {plain(layer.name)}" if layer.name else name


def told(file: CellFile, k: int, lang: str, name: str = "") -> Rows:
    """What was understood of one layer of a file: pairs of a name and what it is, plain texts.

    `name` is that of the file; "" for a text.
    """
    layer = file.layers[k]
    biases = ("own_biases_none", "own_biases_one", "own_biases_two")[len(layer.stacked.biases)]
    count = {"name": layer_name(file, k, lang), "count": len(file.layers)}
    said = [
        ("own_file_name", plain(name)),
        ("own_library", layer.layout.library),
        ("own_layers", say("own_layers_of", lang, **count)),
        ("own_shapes", shapes_text(file.shapes_of(k))),
        ("own_here", here(layer, lang)),
        ("own_order", layer.layout.letters),
        ("own_biases", say(biases, lang)),
        ("own_added", say("own_added_bias", lang) if layer.layout.forget_bias else ""),
        *beside(file, lang),
        ("own_digits", say("own_printed", lang) if file.printed else ""),
        ("own_ignored", listed(file.ignored)),
    ]
    return [(say(key, lang), text) for key, text in said if text]


def here(layer: Layer, lang: str) -> str:
    """The shapes in which this page shows the layer, of each gate."""
    H, D = layer.stacked.H, layer.stacked.input.shape[1]
    return say("own_here_shapes", lang, W=str((H, H + D)), b=str((H, 1)))


def beside(file: CellFile, lang: str) -> Rows:
    """What a file holds beside the weights, and why what is there cannot be checked."""
    there = file.beside.arrays
    start = ", ".join(name for name in ("h_0", "C_0") if name in there)
    inputs = "" if file.inputs is None else str(file.inputs.shape)
    unproved = [say(one.key, lang, **one.values) for one in file.unproved]
    return [
        ("own_start", say("own_started", lang, names=start) if start else ""),
        ("own_answers", say("own_answered", lang) if "V" in there else ""),
        ("own_inputs", say("own_inputs_given", lang, shape=inputs) if inputs else ""),
        ("own_unproved", " ".join(unproved)),
    ]


def listed(names: Sequence[str]) -> str:
    """The first of these names, and how many more there are."""
    more = len(names) - MOST_NAMES
    return ", ".join(map(plain, names[:MOST_NAMES])) + (f", +{more}" if more > 0 else "")


def plain(name: str) -> str:
    """A foreign name in one line, without what cannot be seen."""
    return "".join(sign for sign in " ".join(name.split()) if sign.isprintable())[:LONGEST]
