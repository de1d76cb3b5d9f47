"""Who is woken, and how often the store is asked for that."""

import asyncio
import time
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from lstm_core.room import hub as hub_module
from lstm_core.room.host import open_room
from lstm_core.room.hub import Hub
from lstm_core.room.poll import Poll, PollText
from lstm_core.room.sqlite import SQLiteStore
from lstm_core.room.store import SECONDS, Kept
from tests.support import away

POLL = Poll(0, {"en": PollText("f?", ("keep", "erase"), "f keeps")})
VOTER = "voter-0123456789-{}"


class Counting(SQLiteStore):
    """A store that counts how often it is asked for a room, and told who is there."""

    loads, presences = 0, 0

    def load(self, code: str, now: float) -> Kept | None:
        self.loads += 1
        return super().load(code, now)

    def present(self, code: str, voters: object, now: float) -> None:
        self.presences += 1
        super().present(code, voters, now)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Counting:
    return Counting(tmp_path / "rooms.sqlite")


def test_a_change_is_read_and_written_once_for_all_phones(store: Counting) -> None:
    host, hub = open_room(store), Hub(store)

    async def watch() -> None:
        hub.watching = True
        async with AsyncExitStack() as stack:
            voters = [VOTER.format(k) for k in range(50)]
            phones = [await stack.enter_async_context(hub.listening(host.code, v)) for v in voters]
            projector = await stack.enter_async_context(hub.listening(host.code))
            await hub.tell_present(everybody=False)
            assert store.presences == 1 and host.counts.present == 50
            known = await hub.look({})
            for one in (*phones, projector):
                one.news.clear()
            host.ask(POLL)
            store.loads = 0
            known = await hub.look(known)
            assert store.loads == 1 and all(one.news.is_set() for one in (*phones, projector))
            shown = hub.known(host.code)
            assert shown is not None and shown.board == host.board
            assert shown.message("en") is shown.message("en") and '"f?"' in shown.message("en")

            for one in (*phones, projector):
                one.news.clear()
            store.loads = 0
            store.vote(host.code, 1, 1, voters[0], 0, time.time())
            await hub.look(known)
            assert projector.news.is_set() and not any(phone.news.is_set() for phone in phones)
            assert store.loads == 0, "a vote changes nothing that phones are shown"
        assert hub.known(host.code) is None, "nobody listens any more"

    away(watch())


def test_what_nobody_keeps_up_to_date_is_not_known(store: Counting) -> None:
    host, hub = open_room(store), Hub(store)

    async def watch() -> None:
        async with hub.listening(host.code):
            hub.learn(host.code, hub.load(host.code))
            assert hub.known(host.code) is None
            hub.watching = True
            assert hub.known(host.code) is not None
            host.end()
            await hub.look({})
            assert hub.known(host.code) is None

    away(watch())


def test_an_older_state_never_replaces_a_newer_one(store: Counting) -> None:
    host, hub = open_room(store), Hub(store, watching=True)

    async def watch() -> None:
        async with hub.listening(host.code):
            older = hub.load(host.code)
            host.ask(POLL)
            hub.learn(host.code, hub.load(host.code))
            hub.learn(host.code, older)
            shown = hub.known(host.code)
            assert shown is not None and shown.board.poll is not None

    away(watch())


def test_the_task_sweeps_what_is_over(store: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "FREQUENCY", 1000)
    monkeypatch.setattr("lstm_core.room.sqlite.POLLED", 0.001)
    store.create("ACDE", "", "{}", time.time() - SECONDS - 1)

    async def watch() -> None:
        task = asyncio.create_task(Hub(store).watch())
        for _ in range(200):
            await asyncio.sleep(0.01)
            if not store.pulses(["ACDE"]):
                break
        task.cancel()

    away(watch())
    assert not store.pulses(["ACDE"])
