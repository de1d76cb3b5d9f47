"""The rooms of this process: their routes, and the task that tells phones what has changed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import cache
from threading import Event

from starlette.routing import Route

from lstm_core.room.hub import Hub
from lstm_core.room.routes import RoomService
from lstm_core.room.store import StoreUnreachable, the_store
from lstm_core.server.settings import LOG
from lstm_core.session.gauges import GAUGES

SERVED = Event()  # set while phones are answered: never where Streamlit serves the page alone


@cache
def service() -> RoomService | None:
    """The one service of this process; None where nothing can keep its rooms."""
    try:
        return RoomService(the_store(), Hub(the_store()))
    except (StoreUnreachable, ImportError, ValueError, OSError) as error:
        LOG.warning("There are no rooms: what LSTM_ROOMS names cannot keep them (%s).", error)
        return None


def room_routes() -> list[Route]:
    """What phones ask for."""
    rooms = service()
    return rooms.routes if rooms else []


@asynccontextmanager
async def answering() -> AsyncIterator[None]:
    """The time while phones are answered."""
    rooms = service()
    if rooms is None:
        yield
        return
    watching = asyncio.create_task(rooms.hub.watch())
    GAUGES.more["rooms"] = lambda: len(rooms.hub.listeners)
    GAUGES.more["phones"] = lambda: rooms.hub.phones
    SERVED.set()
    try:
        yield
    finally:
        SERVED.clear()
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
