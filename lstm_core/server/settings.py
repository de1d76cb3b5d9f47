"""What whoever runs the page sets in the environment; what cannot be read is told and left out."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from os import environ

LOG = logging.getLogger("lstm_core.server")
HOST = re.compile(r"(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]")
FRAME = re.compile(r"'self'|'none'|\*|https?://(\*\.)?[a-z0-9.-]+(:(\d+|\*))?")
ADDRESS = re.compile(
    r"https?://[a-z0-9._-]+(:\d{1,5})?(/[\w./~-]*)?|https?://\[[0-9a-f:.]+\](:\d{1,5})?/?", re.I
)
LEAST_SECRET = 16  # characters
MACHINE = ("localhost", "127.0.0.1", "[::1]")  # its names for whoever asks from itself


@dataclass(frozen=True)
class ServerSettings:
    """The settings of one process."""

    restricted: bool = False  # whether the page answers to its names alone
    hosts: tuple[str, ...] = ()  # its names
    frames: tuple[str, ...] = ("'self'",)  # whose pages may show this one in a frame
    address: str = ""  # where others reach the page; without, where the browser does
    token: str = field(default="", repr=False)  # opens the page for who runs this; without, none

    @classmethod
    def read(cls, given: Mapping[str, str] = environ) -> "ServerSettings":
        """The settings as the environment has them."""
        return cls(
            restricted=bool(given.get("LSTM_HOSTS", "").strip()),
            hosts=entries(given, "LSTM_HOSTS", HOST),
            frames=entries(given, "LSTM_FRAMES", FRAME) or cls.frames,
            address=next(iter(entries(given, "LSTM_ADDRESS", ADDRESS)), ""),
            token=secret(given, "LSTM_OPS_TOKEN"),
        )


def secret(given: Mapping[str, str], name: str) -> str:
    """A secret that nobody guesses; a shorter one is left out."""
    value = given.get(name, "").strip()
    if value and (len(value) < LEAST_SECRET or not value.isascii()):
        LOG.warning("%s: at least %d letters and digits; it is left out.", name, LEAST_SECRET)
        return ""
    return value


def entries(given: Mapping[str, str], name: str, form: re.Pattern[str]) -> tuple[str, ...]:
    """The entries of a list, apart by commas or spaces; one that has not this form is left out."""
    words = given.get(name, "").lower().replace(",", " ").split()
    for word in words:
        if not form.fullmatch(word):
            LOG.warning("%s: %r is not understood and left out.", name, word[:80])
    return tuple(word for word in words if form.fullmatch(word))
