"""What the lecturer's page does with a room; only who has its key can."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from time import time

from lstm_core.room.poll import Board, Poll
from lstm_core.room.store import Counts, Kept, Store, hashed, is_key, the_store
from lstm_core.room.tally import Tally, tally

LETTERS = "ACDEFGHJKMNPQRTUVWXY"  # none that is taken for another one, or for a digit
CODE_LENGTH = 4
TRIES = 40


class NoRoom(Exception):
    """The server has no room left, or this one is over, or the key is another room's."""


@dataclass(frozen=True)
class Host:
    """A room by its code, and the key (128 bits) that makes its holder the one who leads it."""

    code: str
    key: str = field(repr=False)
    store: Store = field(repr=False, default_factory=lambda: the_store())

    def kept(self) -> Kept:
        """The room as it is kept; NoRoom if it is over or the key is not its own."""
        kept = self.store.load(self.code, time())
        if kept is None or not is_key(self.key, kept):
            raise NoRoom
        return kept

    @property
    def board(self) -> Board:
        """What the room shows now."""
        return Board.from_json(self.kept().board)

    def change(self, change: Callable[[Board], Board]) -> Board:
        """Show another board, made from the one that is there; what is the same is not sent."""
        before = self.board
        after = change(before)
        if after != before:
            number = after.poll.round if after.poll else 0
            polls = len(after.polls)
            self.store.show(self.code, after.to_json(), polls, number, time())
        return after

    def ask(self, poll: Poll) -> Board:
        """Ask a new question."""
        return self.change(lambda board: board.asking(poll))

    def walk(self, by: int) -> Board:
        """Go so many phases on, or back."""
        return self.change(lambda board: board.after(by))

    def follow(self, titles: Mapping[str, str], sentences: Mapping[str, str]) -> Board:
        """Tell the phones where the lecture is, unless it is there already."""

        def there(board: Board) -> Board:
            same = (board.titles, board.sentences) == (titles, sentences)
            return board if same else board.at(titles, sentences)

        return self.change(there)

    @property
    def counts(self) -> Counts:
        """How many are there, have answered, and signal."""
        return self.store.counts(self.code, time())

    def tally(self, poll: Poll) -> Tally:
        """The answers to a poll, counted."""
        return tally(poll, self.store.votes(self.code, poll.number))

    def lower_hands(self) -> None:
        """No hand is up any more, and the phones show it."""
        self.kept()
        self.store.lower(self.code, "hand")
        self.change(lambda board: replace(board, lowered=board.lowered + 1))

    def end(self) -> None:
        """Forget the room and all that is in it."""
        self.kept()
        self.store.end(self.code)


def open_room(store: Store | None = None) -> Host:
    """A new room; NoRoom if the server has as many as it can have."""
    store = store or the_store()
    key = secrets.token_urlsafe(16)
    for _ in range(TRIES):
        code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
        if store.create(code, hashed(key), Board().to_json(), time()):
            return Host(code, key, store)
    raise NoRoom


def rejoin(code: str, key: str, store: Store | None = None) -> Host | None:
    """The room that this browser led before, None if it is over."""
    host = Host(code, key, store or the_store())
    try:
        host.kept()
    except NoRoom:
        return None
    return host
