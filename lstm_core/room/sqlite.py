"""The embedded store: one SQLite file that all processes of a machine share."""

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from lstm_core.room.store import (
    MOST_ROOMS,
    MOST_VOTERS,
    PRESENT,
    SECONDS,
    Counts,
    Kept,
    Outcome,
    StoreUnreachable,
)
from lstm_core.room.tally import Votes

SCHEMA = """
CREATE TABLE IF NOT EXISTS rooms (
  code TEXT PRIMARY KEY, key_hash TEXT, opened REAL, version INTEGER, pulse INTEGER,
  board TEXT, poll INTEGER, round INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS votes (
  code TEXT REFERENCES rooms ON DELETE CASCADE, poll INTEGER, round INTEGER, voter TEXT,
  choice REAL, PRIMARY KEY (code, poll, round, voter)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS voters (
  code TEXT REFERENCES rooms ON DELETE CASCADE, voter TEXT, seen REAL,
  lost INTEGER DEFAULT 0, hand INTEGER DEFAULT 0, PRIMARY KEY (code, voter)) WITHOUT ROWID;
"""
BUSY = 5.0  # seconds that a writer waits for another one
POLLED = 0.2  # seconds between two looks for changes made by other processes
SIGNALS = {
    kind: f"UPDATE voters SET {kind} = ? WHERE code = ? AND voter = ?" for kind in ("lost", "hand")
}
LOWERED = {kind: f"UPDATE voters SET {kind} = 0 WHERE code = ?" for kind in ("lost", "hand")}


class Connection(sqlite3.Connection):
    """Closed when nobody has it any more: when its thread has ended."""

    def __del__(self) -> None:
        self.close()


class SQLiteStore:
    """See `Store`. Safe from any thread; each has a connection of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.local = threading.local()
        with self.connection() as connection:
            connection.executescript(SCHEMA)

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """The connection of this thread, in a transaction that is written at the end."""
        try:
            connection: sqlite3.Connection | None = getattr(self.local, "connection", None)
            if connection is None:
                connection = sqlite3.connect(
                    self.path,
                    timeout=BUSY,
                    isolation_level=None,
                    check_same_thread=False,  # whoever notices that a thread has ended closes it
                    factory=Connection,
                )
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
                self.local.connection = connection
            yield connection
        except sqlite3.Error as error:
            raise StoreUnreachable from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection while nobody else writes; all or nothing is kept."""
        with self.connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise

    def create(self, code: str, key_hash: str, board: str, now: float) -> bool:
        self.sweep(now)
        with self.writing() as connection:
            (count,) = connection.execute("SELECT COUNT(*) FROM rooms").fetchone()
            added = connection.execute(
                "INSERT OR IGNORE INTO rooms SELECT ?, ?, ?, 1, 0, ?, 0, 0 WHERE ? < ?",
                (code, key_hash, now, board, count, MOST_ROOMS),
            )
            return added.rowcount == 1

    def load(self, code: str, now: float) -> Kept | None:
        with self.connection() as connection:
            row = connection.execute(
                "SELECT key_hash, opened, version, board FROM rooms WHERE code = ? AND opened >= ?",
                (code, now - SECONDS),
            ).fetchone()
        return Kept(*row) if row else None

    def show(self, code: str, board: str, poll: int, number: int, now: float) -> None:
        with self.writing() as connection:
            connection.execute(
                "UPDATE rooms SET board = ?, poll = ?, round = ?, version = version + 1"
                " WHERE code = ? AND opened >= ?",
                (board, poll, number, code, now - SECONDS),
            )

    def vote(
        self, code: str, poll: int, number: int, voter: str, choice: float, now: float
    ) -> Outcome:
        with self.writing() as connection:
            outcome = self.enter(connection, code, voter, now)
            if outcome != "counted":
                return outcome
            opened = connection.execute(
                "SELECT 1 FROM rooms WHERE code = ? AND poll = ? AND round = ? AND round > 0",
                (code, poll, number),
            ).fetchone()
            if not opened:
                same = connection.execute(
                    "SELECT 1 FROM votes WHERE (code, poll, round, voter, choice)"
                    " = (?, ?, ?, ?, ?)",
                    (code, poll, number, voter, choice),
                ).fetchone()
                return "counted" if same else "closed"
            connection.execute(
                "INSERT OR REPLACE INTO votes VALUES (?, ?, ?, ?, ?)",
                (code, poll, number, voter, choice),
            )
            self.beat(connection, code)
            return "counted"

    def enter(self, connection: sqlite3.Connection, code: str, voter: str, now: float) -> Outcome:
        """Know this voter in this room, if there is room."""
        known = connection.execute(
            "UPDATE voters SET seen = ? WHERE code = ? AND voter = ? AND EXISTS"
            " (SELECT 1 FROM rooms WHERE code = ? AND opened >= ?)",
            (now, code, voter, code, now - SECONDS),
        )
        if known.rowcount:
            return "counted"
        room = connection.execute(
            "SELECT (SELECT COUNT(*) FROM voters WHERE code = ?) FROM rooms"
            " WHERE code = ? AND opened >= ?",
            (code, code, now - SECONDS),
        ).fetchone()
        if room is None:
            return "no_room"
        if room[0] >= MOST_VOTERS:
            return "full"
        connection.execute(
            "INSERT INTO voters (code, voter, seen) VALUES (?, ?, ?)", (code, voter, now)
        )
        return "counted"

    def beat(self, connection: sqlite3.Connection, code: str) -> None:
        """Something was counted."""
        connection.execute("UPDATE rooms SET pulse = pulse + 1 WHERE code = ?", (code,))

    def votes(self, code: str, poll: int) -> Votes:
        found: dict[int, dict[str, float]] = {}
        with self.connection() as connection:
            for number, voter, choice in connection.execute(
                "SELECT round, voter, choice FROM votes WHERE code = ? AND poll = ?", (code, poll)
            ):
                found.setdefault(number, {})[voter] = choice
        return found

    def present(self, code: str, voters: Iterable[str], now: float) -> None:
        with self.writing() as connection:
            for voter in voters:
                self.enter(connection, code, voter, now)
            self.beat(connection, code)

    def signal(self, code: str, voter: str, kind: str, on: bool, now: float) -> Outcome:
        with self.writing() as connection:
            outcome = self.enter(connection, code, voter, now)
            if outcome == "counted":
                connection.execute(SIGNALS[kind], (on, code, voter))
                self.beat(connection, code)
            return outcome

    def lower(self, code: str, kind: str) -> None:
        with self.writing() as connection:
            connection.execute(LOWERED[kind], (code,))
            self.beat(connection, code)

    def counts(self, code: str, now: float) -> Counts:
        with self.connection() as connection:
            row = connection.execute(
                "SELECT COUNT(*) FILTER (WHERE seen >= ?), (SELECT COUNT(*) FROM votes"
                " JOIN rooms USING (code, poll, round) WHERE code = ?),"
                " COALESCE(SUM(lost), 0), COALESCE(SUM(hand), 0) FROM voters WHERE code = ?",
                (now - PRESENT, code, code),
            ).fetchone()
        return Counts(*row)

    def pulses(self, codes: Iterable[str]) -> Mapping[str, tuple[int, int]]:
        found = {}
        with self.connection() as connection:
            for code in codes:
                row = connection.execute(
                    "SELECT version, pulse FROM rooms WHERE code = ?", (code,)
                ).fetchone()
                if row:
                    found[code] = row
        return found

    def wait(self, seconds: float) -> None:
        time.sleep(min(seconds, POLLED))

    def end(self, code: str) -> None:
        with self.writing() as connection:
            connection.execute("DELETE FROM rooms WHERE code = ?", (code,))
        self.empty_log()

    def sweep(self, now: float) -> None:
        with self.connection() as connection:
            old = connection.execute(
                "SELECT 1 FROM rooms WHERE opened < ? LIMIT 1", (now - SECONDS,)
            ).fetchone()
        if old:
            with self.writing() as connection:
                connection.execute("DELETE FROM rooms WHERE opened < ?", (now - SECONDS,))
            self.empty_log()

    def empty_log(self) -> None:
        """Nothing that was deleted stays in the log of what was written."""
        with self.connection() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
