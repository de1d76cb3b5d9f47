"""Which LSTM layers a set of named arrays holds, whichever library made it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.exchange.layouts import LAYOUTS, Layout, Stacked, to_params
from lstm_core.exchange.refusal import Refused
from lstm_core.exchange.tensors import Arrays
from lstm_core.model.cell import Params


@dataclass(frozen=True)
class Layer:
    """One layer in one direction, as it was found.

    `name` is its path in the model (may be empty), `number` counts layers from 1, `arrays` are the
    names of the arrays it is made of.
    """

    layout: Layout
    stacked: Stacked
    name: str = ""
    number: int = 1
    reverse: bool = False
    arrays: tuple[str, ...] = ()

    def params(self) -> Params:
        """The cell; raises Refused (see `to_params`)."""
        return to_params(self.stacked, self.layout)


def find_layers(arrays: Arrays) -> list[Layer]:
    """Every LSTM layer among the arrays, in the order of layers and directions.

    Raises Refused where there is none: with the cell that is there instead, if there is one.
    """
    others: list[Refused] = []
    for finder in FINDERS:
        layers = list(finder(arrays, others))
        if layers:
            return sorted(layers, key=lambda one: (both_ways(one.name), one.number, one.reverse))
    raise [*others, Refused("exchange_no_lstm", names=", ".join(list(arrays)[:6]))][0]


ORDER = ("weight_ih", "kernel", "weight_hh", "recurrent_kernel", "bias_ih", "bias", "bias_hh")


def in_order(names: Mapping[str, str]) -> tuple[str, ...]:
    """The names of a layer's arrays, of the inputs, of h, and the biases, by what each is."""
    return tuple(names[part] for part in ORDER if part in names)


def both_ways(name: str) -> str:
    """The name of a layer without the direction in which it reads."""
    return re.sub(r"(?:for|back)ward_?", "", name)


OWN_NAMES = tuple(f"{kind}_{gate}" for kind in "Wb" for gate in LAYOUTS["own"].order)


def own_layers(arrays: Arrays, others: list[Refused]) -> Iterator[Layer]:
    """W_f W_i W_C W_o (H, H + D) and b_* (H, 1): our own names."""
    if not all(name in arrays for name in OWN_NAMES[:4]):
        return
    weights = [arrays[name] for name in OWN_NAMES[:4]]
    H = len(weights[0]) if weights[0].ndim else 0
    biases = [arrays.get(name, np.zeros(H)).ravel() for name in OWN_NAMES[4:]]
    if any(w.ndim != 2 or w.shape != weights[0].shape for w in weights):
        raise Refused("exchange_shapes", shapes=", ".join(str(w.shape) for w in weights))
    W = np.vstack(weights)
    stacked = Stacked(W[:, H:], W[:, :H], (np.concatenate(biases),))
    yield Layer(LAYOUTS["own"], stacked, arrays=tuple(n for n in OWN_NAMES if n in arrays))


TORCH = re.compile(
    r"(?P<prefix>.*?)(?P<kind>weight|bias)_(?P<part>ih|hh|hr)"
    r"(?:_l(?P<layer>\d{1,9})(?P<reverse>_reverse)?)?"
)


def torch_layers(arrays: Arrays, others: list[Refused]) -> Iterator[Layer]:
    """weight_ih_l0 (4H, D), weight_hh_l0 (4H, H), bias_ih_l0, bias_hh_l0 (4H,).

    nn.LSTMCell has the same names without _l0.
    """
    groups: dict[tuple[str, int, bool], dict[str, str]] = {}
    for name in arrays:
        match = TORCH.fullmatch(name)
        if match:
            key = (match["prefix"].rstrip("."), int(match["layer"] or 0), bool(match["reverse"]))
            groups.setdefault(key, {})[f"{match['kind']}_{match['part']}"] = name
    for (prefix, number, reverse), names in groups.items():
        if not {"weight_ih", "weight_hh"} <= set(names):
            continue
        if "weight_hr" in names:
            others.append(Refused("exchange_projection"))
            continue
        biases = tuple(arrays[names[b]] for b in ("bias_ih", "bias_hh") if b in names)
        stacked = Stacked(arrays[names["weight_ih"]], arrays[names["weight_hh"]], biases)
        kind = other_cell(stacked.recurrent)
        if kind:
            others.append(Refused(kind))
            continue
        yield Layer(LAYOUTS["pytorch"], stacked, prefix, number + 1, reverse, in_order(names))


def other_cell(recurrent: NDArray[Any]) -> str:
    """Which cell it is that has not four blocks of H rows, as the key of its refusal."""
    if recurrent.ndim != 2 or not recurrent.shape[1]:
        return ""
    blocks, rest = divmod(recurrent.shape[0], recurrent.shape[1])
    return {(1, 0): "exchange_rnn", (3, 0): "exchange_gru"}.get((blocks, rest), "")


KERAS = re.compile(r"(?:(?P<prefix>.*)[/.])?(?P<part>recurrent_kernel|kernel|bias)(?::\d+)?")


def keras_layers(arrays: Arrays, others: list[Refused]) -> Iterator[Layer]:
    """Named kernel (D, 4H), recurrent_kernel (H, 4H), bias (4H,).

    TensorFlow 1 has one kernel (D + H, 4H), the inputs first, and a bias.
    """
    groups: dict[str, dict[str, str]] = {}
    for name in arrays:
        match = KERAS.fullmatch(name)
        if match:
            groups.setdefault(match["prefix"] or "", {})[match["part"]] = name
    lone = len(groups) == 1
    numbers: dict[str, int] = {}  # both directions of a layer have the same one
    for prefix, names in groups.items():
        parts = {part: arrays[name] for part, name in names.items()}
        bias = (parts["bias"],) if "bias" in parts else ()
        if {"kernel", "recurrent_kernel"} <= set(parts):
            kind = other_cell(parts["recurrent_kernel"].T)
            if kind:
                others.append(Refused(kind))
                continue
            number = numbers.setdefault(both_ways(prefix), len(numbers) + 1)
            layer = keras_layer([parts["kernel"], parts["recurrent_kernel"], *bias])
            reverse = "backward" in prefix
            yield Layer(layer.layout, layer.stacked, prefix, number, reverse, in_order(names))
        elif "kernel" in parts and bias and (lone or "lstm" in prefix.lower()):
            number = numbers.setdefault(both_ways(prefix), len(numbers) + 1)
            yield Layer(
                LAYOUTS["tf1"],
                tf1_stacked(parts["kernel"], bias[0]),
                prefix,
                number,
                arrays=in_order(names),
            )


def keras_layer(weights: Sequence[NDArray[Any]]) -> Layer:
    """The layer of [kernel, recurrent kernel(, bias)]."""
    kernel, recurrent, *bias = weights
    return Layer(LAYOUTS["keras"], Stacked(kernel.T, recurrent.T, tuple(bias)))


def tf1_stacked(kernel: NDArray[Any], bias: NDArray[Any]) -> Stacked:
    """The blocks of a kernel (D + H, 4H) and a bias (4H,)."""
    H = bias.size // 4
    if kernel.ndim != 2 or bias.ndim != 1 or kernel.shape[1] != 4 * H or kernel.shape[0] <= H:
        raise Refused("exchange_shapes", shapes=f"{kernel.shape}, {bias.shape}")
    return Stacked(kernel[:-H].T, kernel[-H:].T, (bias,))


FLAX = re.compile(r"(?:(?P<prefix>.*)[/.])?(?P<part>[ih][a-z])[/.](?P<kind>kernel|bias)")


def flax_layers(arrays: Arrays, others: list[Refused]) -> Iterator[Layer]:
    """Ii if ig io: kernels (D, H); hi hf hg ho: kernels (H, H) and biases (H,)."""
    groups: dict[str, dict[str, NDArray[Any]]] = {}
    for name, array in arrays.items():
        match = FLAX.fullmatch(name)
        if match:
            part = f"{match['part']}/{match['kind']}"
            groups.setdefault(match["prefix"] or "", {})[part] = array
    letters = "ifgo"
    for number, (prefix, parts) in enumerate(groups.items(), start=1):
        if "hn/kernel" in parts:
            others.append(Refused("exchange_gru"))
        if not all(f"{side}{gate}/kernel" in parts for side in "ih" for gate in letters):
            continue
        try:
            inputs, hidden = (
                np.vstack([parts[f"{side}{gate}/kernel"].T for gate in letters]) for side in "ih"
            )
            biases = tuple(
                np.concatenate([parts[f"{side}{gate}/bias"] for gate in letters])
                for side in "ih"
                if all(f"{side}{gate}/bias" in parts for gate in letters)
            )
        except ValueError as error:
            shapes = ", ".join(str(array.shape) for array in parts.values())
            raise Refused("exchange_shapes", shapes=shapes) from error
        names = tuple(name for name in arrays if name.startswith(prefix) and FLAX.fullmatch(name))
        yield Layer(LAYOUTS["flax"], Stacked(inputs, hidden, biases), prefix, number, arrays=names)


def listed_layers(arrays: Arrays, others: list[Refused]) -> Iterator[Layer]:
    """Arrays in an order and without names: `model.get_weights()`, or PyTorch's parameters."""
    names = list(arrays)
    if not all(re.fullmatch(r"(arr_)?\d+", name) for name in names):
        return
    listed = [arrays[name] for name in names]
    place = number = 0
    while place + 1 < len(listed):
        first, second = listed[place], listed[place + 1]
        if first.ndim != 2 or second.ndim != 2:
            place += 1
            continue
        if second.shape[1] == 4 * second.shape[0] == first.shape[1]:  # Keras
            biases = [a for a in listed[place + 2 : place + 3] if a.shape == (first.shape[1],)]
            layout, stacked = LAYOUTS["keras"], Stacked(first.T, second.T, tuple(biases))
        elif second.shape[0] == 4 * second.shape[1] == first.shape[0]:  # PyTorch
            biases = [a for a in listed[place + 2 : place + 4] if a.shape == (first.shape[0],)]
            layout, stacked = LAYOUTS["pytorch"], Stacked(first, second, tuple(biases))
        else:
            if first.shape[1] == second.shape[1] and other_cell(second.T):
                others.append(Refused(other_cell(second.T)))
            place += 1
            continue
        number += 1
        used = 2 + len(biases)
        yield Layer(layout, stacked, "", number, arrays=tuple(names[place : place + used]))
        place += used


Finder = Callable[[Arrays, list[Refused]], Iterator[Layer]]  # the list gets what is no LSTM
FINDERS: tuple[Finder, ...] = (
    own_layers,
    torch_layers,
    flax_layers,
    keras_layers,
    listed_layers,
)
