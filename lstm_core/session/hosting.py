"""The room that an open page leads, and what becomes of it as the page goes on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from lstm_core.browser import Kept
from lstm_core.experiment.settings import Settings
from lstm_core.room.host import CODE_LENGTH, LETTERS, Host, NoRoom, open_room, rejoin
from lstm_core.room.limits import Limit
from lstm_core.room.poll import PHASES, Board, Poll
from lstm_core.room.store import SECONDS, StoreUnreachable
from lstm_core.room.tally import to_csv
from lstm_core.session.talk import Talk

KEY = "room"  # of the link of whoever leads one; the key itself is with that browser alone
CODE = re.compile(f"[{LETTERS}]{{{CODE_LENGTH}}}")
OPENED = Limit(30, SECONDS)  # rooms from one address, which a whole campus may have


@dataclass
class Hosting:
    """The room of one page, if it has opened one."""

    host: Host | None = None
    missing: str = ""  # the code of a room that the link names, and whose key is not known here
    left: str = ""  # the code of one that is over
    compares: bool = False  # both votes are on the screen, and take the room of a sentence
    client: str = ""  # who opened it, as long as this page is open

    def open(self, client: str = "") -> str:
        """Open a room; the key of a sentence where that is not possible.

        From one address at most OPENED are opened, but from this machine ("") as many as it has
        room for; one that is ended makes room for another.
        """
        if self.host:
            return ""
        if client and not OPENED.allows(client):
            return "room_too_many"
        try:
            self.host, self.client = open_room(), client
        except NoRoom:
            return "room_no_more"
        except StoreUnreachable:
            return "room_no_store"
        return ""

    def end(self) -> None:
        """End the room: nothing of it is left."""
        if self.host:
            try:
                self.host.end()
            except NoRoom:
                pass  # it had ended
            except StoreUnreachable:
                return
            OPENED.give_back(self.client)
            self.lose()

    def lose(self) -> None:
        """There is no such room any more."""
        if self.host:
            self.left, self.host = self.host.code, None

    def recall(self, query: Mapping[str, str]) -> None:
        """Miss the room that the link names."""
        code = query.get(KEY, "")
        lost = self.host is None and code != self.left
        self.missing = code if lost and CODE.fullmatch(code) else ""

    def restore(self, key: object) -> None:
        """Lead the missing room again, if this is its key; "" is none."""
        code, self.missing = self.missing, ""
        if code and isinstance(key, str) and key:
            try:
                self.host = rejoin(code, key)
            except StoreUnreachable:
                self.missing = code

    @property
    def code(self) -> str:
        """The room that this page leads, or misses; "" for none."""
        return self.host.code if self.host else self.missing

    @property
    def query(self) -> dict[str, str]:
        """What the link says of it: not its key."""
        return {KEY: self.code} if self.code else {}

    @property
    def kept(self) -> Kept | None:
        """What the browser is to do with the room's key; None where there never was one."""
        code = self.code or self.left
        if not code:
            return None
        wish: Literal["keep", "find", "forget"] = "keep" if self.host else "forget"
        key = self.host.key if self.host else ""
        return {"kind": KEY, "name": code, "wish": "find" if self.missing else wish, "text": key}

    def beat(self, talk: Talk, settings: Settings, by: int) -> bool:
        """Whether a beat goes on with a question to the class, or back."""
        return bool(self.host and by) and self.take(talk.asked(settings), by)

    def take(self, poll: Poll | None, by: int) -> bool:
        """Go on with the question on the screen, or back; False where that is the page's to do.

        What the page does itself is to reveal, and to leave the question.
        """
        if self.host is None or poll is None:
            return False
        try:
            asked = same(self.host.board.poll, poll)
            if asked is None and by > 0:
                self.host.ask(poll)
                return True
            phase, last = PHASES.index(asked.phase) if asked else 0, len(PHASES) - 1
            if asked is None or phase == last or not 0 <= phase + by < last:
                return False
            self.host.walk(by)
        except NoRoom:
            self.lose()
            return False
        except StoreUnreachable:
            pass  # the page says so, and stays where it is
        return True

    def follow(
        self, poll: Poll | None, place: tuple[dict[str, str], ...], *, revealed: bool
    ) -> Board:
        """Show in the room what is on the screen; what it shows then.

        A question that has left the screen is over. NoRoom if the room is, or none is open.
        """
        if self.host is None:
            raise NoRoom

        def on_screen(board: Board) -> Board:
            titles, sentences = place
            asked = same(board.poll, poll)
            if (board.poll and asked is None) or (board.titles, board.sentences) != place:
                kept = replace(board, titles=titles, sentences=sentences)
                board = kept if asked else board.at(titles, sentences)
            if asked and revealed != (asked.phase == PHASES[-1]):
                board = board.after(len(PHASES) if revealed else -1)
            return board

        return self.host.change(on_screen)

    def table(self, header: str, lang: str) -> str:
        """The room's questions and votes as CSV, without a person in it; "" if it is over."""
        try:
            polls = self.host.board.polls if self.host else ()
            counted = [(poll, self.host.tally(poll)) for poll in polls if self.host]
        except (NoRoom, StoreUnreachable):
            return ""
        return to_csv(counted, header.split("|"), lang)


def same(board: Poll | None, screen: Poll | None) -> Poll | None:
    """The room's poll if it is the one on the screen."""
    if board is None or screen is None:
        return None
    known = board.texts, board.right, board.answer
    return board if known == (screen.texts, screen.right, screen.answer) else None
