"""What keeps the rooms of a server: one small interface, embedded or for several machines."""

import hashlib
import hmac
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, Protocol

from lstm_core.room.tally import Votes

SECONDS = 12 * 3600.0  # after that a room is gone
PRESENT = 40.0  # seconds without a sign after which a phone counts as away
MOST_ROOMS, MOST_VOTERS = 500, 3_000

Outcome = Literal["counted", "closed", "full", "no_room"]


class StoreUnreachable(Exception):
    """The store does not answer: what was asked for was not done, and may be asked again."""


@dataclass(frozen=True)
class Kept:
    """A room as it is kept: the hash of its key, when it was opened (s), its board as JSON.

    `version` counts the changes of the board.
    """

    key_hash: str
    opened: float
    version: int
    board: str


@dataclass(frozen=True)
class Counts:
    """Phones in the room, answers in the open round, and those who signal."""

    present: int = 0
    voted: int = 0
    lost: int = 0
    hands: int = 0


class Store(Protocol):
    """Rooms by their code. Each method is atomic, and raises StoreUnreachable if it cannot be."""

    def create(self, code: str, key_hash: str, board: str, now: float) -> bool:
        """Keep a new room; False if there is one of this code, or too many."""

    def load(self, code: str, now: float) -> Kept | None:
        """The room, None if there is none or it is over."""

    def show(self, code: str, board: str, poll: int, number: int, now: float) -> None:
        """Change the board; `poll` takes votes of round `number` from now on (0: none)."""

    def vote(
        self, code: str, poll: int, number: int, voter: str, choice: float, now: float
    ) -> Outcome:
        """Keep one answer, the last that this voter gives in this round, if it is open.

        One that counts already is told so even then: the first word of that may have got lost.
        """

    def votes(self, code: str, poll: int) -> Votes:
        """All answers to a poll."""

    def present(self, code: str, voters: Iterable[str], now: float) -> None:
        """These phones are there."""

    def signal(self, code: str, voter: str, kind: str, on: bool, now: float) -> Outcome:
        """One phone is `lost`, or raises a `hand`, or no more."""

    def lower(self, code: str, kind: str) -> None:
        """Nobody signals this any more."""

    def counts(self, code: str, now: float) -> Counts:
        """How many are there, have answered, and signal."""

    def pulses(self, codes: Iterable[str]) -> Mapping[str, tuple[int, int]]:
        """For each room that is there: the version of its board, and a number that votes change."""

    def wait(self, seconds: float) -> None:
        """Until something may have changed, at most that long."""

    def end(self, code: str) -> None:
        """Forget a room and all that is in it."""

    def sweep(self, now: float) -> None:
        """Forget the rooms whose time has run out, and all that is in them."""


def hashed(key: str) -> str:
    """What is kept of a key: nobody who reads the store can lead a room."""
    return hashlib.sha256(key.encode()).hexdigest()


def is_key(key: str, kept: Kept) -> bool:
    """Whether this is the key of the room, compared in constant time."""
    return hmac.compare_digest(hashed(key), kept.key_hash)


def default_path() -> Path:
    """A file of this user's own in the system's temporary folder: all processes here share it.

    Where somebody else has made that folder, this process has one for itself.
    """
    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"lstm-rooms-{user}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if (found.st_uid, folder.is_symlink()) != (user, False):
        folder = Path(tempfile.mkdtemp(prefix="lstm-rooms-"))
    return folder / "rooms.sqlite"


def open_store(where: str = "") -> Store:
    """The store at redis://..., in a file, or, where nothing is said, in `default_path`."""
    if where.startswith(("redis://", "rediss://", "unix://", "valkey://")):
        from lstm_core.room.valkey import ValkeyStore

        return ValkeyStore(where)
    from lstm_core.room.sqlite import SQLiteStore

    return SQLiteStore(Path(where) if where else default_path())


@cache
def the_store() -> Store:
    """The one of this process, as the environment variable LSTM_ROOMS says."""
    return open_store(os.environ.get("LSTM_ROOMS", ""))
