"""What a file of a cell holds, as a small table."""

from lstm_core.exchange.layouts import shapes_text
from lstm_core.exchange.reading import CellFile
from lstm_core.words.language import say

MOST_NAMES = 6  # of arrays that were left out


def layer_name(file: CellFile, k: int, lang: str) -> str:
    """One layer of a file as it is chosen by: its number, its direction, its place in the model."""
    layer = file.layers[k]
    direction = say("own_backwards" if layer.reverse else "own_forwards", lang)
    name = say("own_layer", lang, number=layer.number, direction=direction)
    return f"{name} · {layer.name}" if layer.name else name


def told(file: CellFile, k: int, lang: str) -> list[tuple[str, str]]:
    """What was understood of one layer of a file: pairs of a name and what it is."""
    layer = file.layers[k]
    biases = ("own_biases_none", "own_biases_one", "own_biases_two")[len(layer.stacked.biases)]
    said = [
        ("own_library", layer.layout.library),
        (
            "own_layers",
            say("own_layers_of", lang, name=layer_name(file, k, lang), count=len(file.layers)),
        ),
        ("own_shapes", shapes_text(layer.stacked.shapes)),
        ("own_order", layer.layout.letters),
        ("own_biases", say(biases, lang)),
    ]
    if layer.layout.forget_bias:
        said.append(("own_added", say("own_added_bias", lang)))
    there = file.beside.arrays
    if "h_0" in there or "C_0" in there:
        start = [name for name in ("h_0", "C_0") if name in there]
        said.append(("own_start", say("own_started", lang, names=", ".join(start))))
    if "V" in there:
        said.append(("own_answers", say("own_answered", lang)))
    if file.printed:
        said.append(("own_digits", say("own_printed", lang)))
    if file.ignored:
        names = ", ".join(file.ignored[:MOST_NAMES])
        more = len(file.ignored) - MOST_NAMES
        said.append(("own_ignored", names if more <= 0 else f"{names}, +{more}"))
    return [(say(key, lang), text) for key, text in said]
