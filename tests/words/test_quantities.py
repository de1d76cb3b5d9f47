"""The six colours can be seen, and told apart, by everyone."""

import numpy as np
import pytest

from lstm_core.model.cell import Array
from lstm_core.words.quantities import CHARTED, QUANTITIES


def linear(colour: str) -> Array:
    channel = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    light: Array = np.where(channel <= 0.04045, channel / 12.92, ((channel + 0.055) / 1.055) ** 2.4)
    return light


def contrast(colour: str, ground: str) -> float:
    lights = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) + 0.05 for c in (colour, ground))
    return lights[1] / lights[0]


def oklab(rgb: Array) -> Array:
    """Björn Ottosson's perceptual coordinates (2020): a distance of 0.02 is just noticeable."""
    to_lms = [[0.4122214708, 0.5363325363, 0.0514459929],
              [0.2119034982, 0.6806995451, 0.1073969566],
              [0.0883024619, 0.2817188376, 0.6299787005]]  # fmt: skip
    to_lab = [[0.2104542553, 0.7936177850, -0.0040720468],
              [1.9779984951, -2.4285922050, 0.4505937099],
              [0.0259040371, 0.7827717662, -0.8086757660]]  # fmt: skip
    lab: Array = np.array(to_lab) @ np.cbrt(np.array(to_lms) @ np.clip(rgb, 0, 1))
    return lab


# Machado, Oliveira & Fernandes (2009), full severity, on linear RGB.
SIGHT = {
    "full": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.3039],
    ],
}
SIX = [QUANTITIES[name].colour for name in CHARTED]


@pytest.mark.parametrize("ground", ["#FFFFFF", "#0E1117"])
def test_each_colour_stands_out_from_light_and_dark(ground: str) -> None:
    assert min(contrast(colour, ground) for colour in SIX) >= 3


@pytest.mark.parametrize("sight", SIGHT)
def test_the_six_colours_are_told_apart_by_everyone(sight: str) -> None:
    colours = [oklab(np.array(SIGHT[sight]) @ linear(colour)) for colour in SIX]
    assert min(np.linalg.norm(a - b) for k, a in enumerate(colours) for b in colours[:k]) > 0.1
