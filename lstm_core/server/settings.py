"""What whoever runs the page sets in the environment; what cannot be read is told and left out."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from os import environ

LOG = logging.getLogger("lstm_core.server")
HOST = re.compile(r"(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]")
FRAME = re.compile(r"'self'|'none'|\*|https?://(\*\.)?[a-z0-9.-]+(:(\d+|\*))?")
MACHINE = ("localhost", "127.0.0.1", "[::1]")  # its names for whoever asks from itself


@dataclass(frozen=True)
class ServerSettings:
    """The settings of one process."""

    restricted: bool = False  # whether the page answers to its names alone
    hosts: tuple[str, ...] = ()  # its names
    frames: tuple[str, ...] = ("'self'",)  # whose pages may show this one in a frame

    @classmethod
    def read(cls, given: Mapping[str, str] = environ) -> "ServerSettings":
        """The settings as the environment has them."""
        return cls(
            restricted=bool(given.get("LSTM_HOSTS", "").strip()),
            hosts=entries(given, "LSTM_HOSTS", HOST),
            frames=entries(given, "LSTM_FRAMES", FRAME) or cls.frames,
        )


def entries(given: Mapping[str, str], name: str, form: re.Pattern[str]) -> tuple[str, ...]:
    """The entries of a list, apart by commas or spaces; one that has not this form is left out."""
    words = given.get(name, "").lower().replace(",", " ").split()
    for word in words:
        if not form.fullmatch(word):
            LOG.warning("%s: %r is not understood and left out.", name, word[:80])
    return tuple(word for word in words if form.fullmatch(word))
