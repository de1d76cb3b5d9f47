"""Who listens to which room in this process, and the one task that wakes them.

Changes are looked for once for all listeners, and told at most FREQUENCY times a second: three
hundred phones that vote at once do not wake each other three hundred times.
"""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import time

from lstm_core.room.store import Store, StoreUnreachable

FREQUENCY = 4
AWAKE = 15.0  # seconds after which the phones that listen are known to be there still


@dataclass(eq=False)
class Listener:
    """One connection that waits for news of a room; `voter` is empty for a projector."""

    code: str
    voter: str = ""
    news: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Hub:
    """The listeners of this process. `watch` runs as long as the server does."""

    store: Store
    listeners: dict[str, set[Listener]] = field(default_factory=dict)
    # a thread of its own: it waits for changes most of the time
    waiting: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))

    @property
    def phones(self) -> int:
        """How many phones listen now."""
        return sum(bool(one.voter) for room in list(self.listeners.values()) for one in room)

    @asynccontextmanager
    async def listening(self, code: str, voter: str = "") -> AsyncIterator[Listener]:
        """A listener that is woken while the block runs."""
        listener = Listener(code, voter)
        self.listeners.setdefault(code, set()).add(listener)
        try:
            yield listener
        finally:
            self.listeners[code].discard(listener)
            if not self.listeners[code]:
                del self.listeners[code]

    async def watch(self) -> None:
        """Wake the listeners of what has changed, and tell the store who is there."""
        loop = asyncio.get_running_loop()
        known: dict[str, tuple[int, int]] = {}
        told = 0.0
        while True:
            await loop.run_in_executor(self.waiting, self.store.wait, 1.0)
            await asyncio.sleep(1 / FREQUENCY)
            codes = list(self.listeners)
            try:
                if time() - told > AWAKE:
                    told = time()
                    for code in codes:
                        await loop.run_in_executor(self.waiting, self.tell_present, code, told)
                pulses = await loop.run_in_executor(self.waiting, self.store.pulses, codes)
            except StoreUnreachable:
                continue
            for code in codes:
                if pulses.get(code) != known.get(code):
                    self.wake(code, board=pulses.get(code, (0, 0))[0] != known.get(code, (0, 0))[0])
            known = dict(pulses)

    def tell_present(self, code: str, now: float) -> None:
        """Keep that the phones which listen here are there."""
        voters = {one.voter for one in set(self.listeners.get(code, ())) if one.voter}
        if voters:
            self.store.present(code, voters, now)

    def wake(self, code: str, *, board: bool) -> None:
        """Wake all listeners of a room, or, where only counts changed, its projectors."""
        for listener in self.listeners.get(code, ()):
            if board or not listener.voter:
                listener.news.set()
