"""A room: a class that answers what the page asks."""

from lstm_core.room.host import Host, NoRoom, open_room, rejoin
from lstm_core.room.poll import Board, Poll, PollText
from lstm_core.room.routes import RoomService
from lstm_core.room.store import Store, open_store, the_store

__all__ = [
    "Board",
    "Host",
    "NoRoom",
    "Poll",
    "PollText",
    "RoomService",
    "Store",
    "open_room",
    "open_store",
    "rejoin",
    "the_store",
]
