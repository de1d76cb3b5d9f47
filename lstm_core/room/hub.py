"""Who listens to which room in this process, and the one task that wakes them.

Changes are looked for once for all listeners, and told at most FREQUENCY times a second: three
hundred phones that vote at once do not wake each other three hundred times. What a room shows is
read once for each change, and written once for each language, however many phones are told.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from time import time
from typing import Any, TypeVar

from lstm_core.room.poll import Board
from lstm_core.room.store import SECONDS, Kept, Store, StoreUnreachable

FREQUENCY = 4
AWAKE = 15.0  # seconds after which the phones that listen are known to be there still
SWEPT = 60.0  # seconds between two looks for rooms that are over
AT_ONCE = 20  # listeners woken together; pages have their turn before the next ones
BREATH = 0.005  # seconds between them
T = TypeVar("T")


@dataclass(eq=False)
class Listener:
    """One connection that waits for news of a room; `voter` is empty for a projector."""

    code: str
    voter: str = ""
    news: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True)
class Shown:
    """A room as all its phones are told of it; a message is written once for each language."""

    kept: Kept
    board: Board
    messages: dict[str, str] = field(default_factory=dict)

    @property
    def over(self) -> bool:
        """Whether the room's time has run out."""
        return self.kept.opened < time() - SECONDS

    def message(self, lang: str) -> str:
        """What a phone of this language may know, as JSON."""
        if lang not in self.messages:
            told: dict[str, Any] = {"version": self.kept.version, **self.board.public(lang)}
            self.messages[lang] = json.dumps(told, ensure_ascii=False)
        return self.messages[lang]


@dataclass
class Hub:
    """The listeners of this process. `watch` runs as long as the server does."""

    store: Store
    listeners: dict[str, set[Listener]] = field(default_factory=dict)
    shown: dict[str, Shown] = field(default_factory=dict)  # of the rooms that are listened to
    arrived: dict[str, set[str]] = field(default_factory=dict)  # whom the store is to be told
    # a thread of its own: it waits for changes most of the time
    waiting: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))
    watching: bool = False  # only while somebody looks for changes is what is shown up to date

    @property
    def phones(self) -> int:
        """How many phones listen now."""
        return sum(bool(one.voter) for room in list(self.listeners.values()) for one in room)

    @asynccontextmanager
    async def listening(self, code: str, voter: str = "") -> AsyncIterator[Listener]:
        """A listener that is woken while the block runs."""
        listener = Listener(code, voter)
        self.listeners.setdefault(code, set()).add(listener)
        if voter:
            self.come(code, voter)
        try:
            yield listener
        finally:
            self.listeners[code].discard(listener)
            if not self.listeners[code]:
                del self.listeners[code]
                self.shown.pop(code, None)

    def come(self, code: str, voter: str) -> None:
        """Know that a phone is there; the store is told of it together with others."""
        self.arrived.setdefault(code, set()).add(voter)

    def known(self, code: str) -> Shown | None:
        """What a room shows, if it is listened to here: as of the last look for changes."""
        shown = self.shown.get(code) if self.watching else None
        return None if shown is None or shown.over else shown

    def load(self, code: str) -> Shown | None:
        """What a room shows now, as the store has it; None if there is none or it is over."""
        kept = self.store.load(code, time())
        return Shown(kept, Board.from_json(kept.board)) if kept else None

    def learn(self, code: str, shown: Shown | None) -> None:
        """Take over what was loaded, unless something newer is known, or nobody listens."""
        known = self.shown.get(code)
        if shown is None:
            self.shown.pop(code, None)
        elif code in self.listeners and (known is None or is_newer(shown.kept, known.kept)):
            self.shown[code] = shown

    # ---- the task

    async def watch(self) -> None:
        """Wake the listeners of what has changed, tell the store who is there, and sweep it."""
        known: dict[str, tuple[int, int]] = {}
        told = swept = 0.0
        self.watching = True
        try:
            while True:
                await self.apart(self.store.wait, 1.0)
                await asyncio.sleep(1 / FREQUENCY)
                try:
                    if time() - swept > SWEPT:
                        swept = time()
                        await self.apart(self.store.sweep, swept)
                    if everybody := time() - told > AWAKE:
                        told = time()
                    await self.tell_present(everybody=everybody)
                    known = await self.look(known)
                except StoreUnreachable:
                    continue
        finally:
            self.watching = False
            self.shown.clear()

    async def apart(self, fn: Callable[..., T], *values: Any) -> T:
        """What the store answers, asked in the task's own thread."""
        return await asyncio.get_running_loop().run_in_executor(self.waiting, partial(fn, *values))

    async def tell_present(self, *, everybody: bool) -> None:
        """Have the store know which phones listen here: those who came, or all."""
        there, self.arrived = self.arrived, {}
        for code, listeners in self.listeners.items() if everybody else ():
            there.setdefault(code, set()).update(one.voter for one in listeners if one.voter)
        for code, voters in there.items():
            if voters:
                await self.apart(self.store.present, code, voters, time())

    async def look(self, known: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
        """Wake the listeners of the rooms whose pulse is another than the known one; all pulses."""
        codes = list(self.listeners)
        pulses = dict(await self.apart(self.store.pulses, codes))
        for code in codes:
            gone, before = code not in pulses, known.get(code, (0, 0))
            now = pulses.get(code, before)
            if gone or now[0] != before[0]:
                self.learn(code, await self.apart(self.load, code))
            if gone or now != before:
                await self.wake(code, board=gone or now[0] != before[0])
        return pulses

    async def wake(self, code: str, *, board: bool) -> None:
        """Wake all listeners of a room, or, where only counts changed, its projectors."""
        woken = [one for one in self.listeners.get(code, ()) if board or not one.voter]
        for first in range(0, len(woken), AT_ONCE):
            for listener in woken[first : first + AT_ONCE]:
                listener.news.set()
            await asyncio.sleep(BREATH)


def is_newer(one: Kept, other: Kept) -> bool:
    """Whether this is a later state than the other one; another room of the same code is."""
    return one.opened != other.opened or one.version > other.version
