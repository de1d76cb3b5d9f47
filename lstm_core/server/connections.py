"""How many connections a process can hold, and how long one may keep its place without a word.

A browser opens six connections a page, and each is an open file of the process. Without bounds a
class runs into the system's limit of 1,024, and connections that say nothing shut everybody out.
"""

import asyncio
import socket
from contextlib import suppress
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lstm_core.server.settings import LOG
from lstm_core.session.gauges import GAUGES

try:
    import resource
except ImportError:  # Windows has no such limit
    resource = None  # type: ignore[assignment]

PATIENCE = 10.0  # seconds until a connection must have asked something, or a page have spoken
BODY = 6  # times that for what it sends with its request
UNREAD = 60  # seconds after which a connection whose client takes nothing in is given up
CLOSING = 0.1  # seconds until a connection that is refused is closed
FAREWELL = 3  # seconds that a stopping server gives to answers that are under way
RESERVE = 500  # open files for other things, among them 128 pages that may come back; or half
TOLD = 20  # of the reserve: connections beyond all bounds that are told so
MOST_FILES = 65_536
ENOUGH = 4_096
LOOP = 3  # open files that a page has beside its websocket: Streamlit gives it an event loop
PER_PAGE = 7 + LOOP  # a browser's six connections, and the websocket


def file_limit() -> int:
    """How many open files the process may have."""
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0] if resource else MOST_FILES
    return int(soft)


def raise_file_limit() -> int:
    """Let the process hold as many open files as the system allows; how many those are."""
    if resource is None:
        return MOST_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    most = MOST_FILES if hard == unlimited else min(hard, MOST_FILES)
    for wanted in (most, 10_240):  # what macOS allows whatever it says
        if soft != unlimited and soft < wanted <= most:
            with suppress(OSError, ValueError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
                soft = wanted
    soft = MOST_FILES if soft == unlimited else soft
    if soft < ENOUGH:
        LOG.warning(
            "The system allows this process %d open files: enough for some %d pages (ulimit -n).",
            soft,
            free_files(soft) // PER_PAGE,
        )
    return soft


def free_files(limit: int) -> int:
    """How many of so many open files are left for connections and pages."""
    return limit - min(RESERVE, limit // 2)


def patient(base: Any, most: int, patience: float) -> Any:
    """An HTTP connection of uvicorn's that is closed when nobody asks anything on it.

    Where they and the pages need more than `most` open files, the one that has asked nothing for
    longest is closed.
    """

    class Patient(base):  # type: ignore[misc]
        held: dict[Any, None] = {}  # noqa: RUF012  all of the process, the oldest first

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            over = len(self.connections) + LOOP * GAUGES.pages - most
            if over > 0:
                last = self if over > TOLD else None
                idle = next((one for one in self.held if one.waits), last)
                if idle:
                    idle.transport.abort()
            self.held[self] = None
            self.answered, self.looks = None, 0
            self.timer = self.loop.call_later(patience, self.look)
            if hasattr(socket, "TCP_USER_TIMEOUT"):
                with suppress(OSError, AttributeError):
                    transport.get_extra_info("socket").setsockopt(
                        socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 1000 * UNREAD
                    )

        def connection_lost(self, exc: Exception | None) -> None:
            self.timer.cancel()
            self.held.pop(self, None)
            super().connection_lost(exc)

        @property
        def waits(self) -> bool:
            """Whether nothing is asked, or not to its end; a page's websocket never waits."""
            cycle, ours = self.cycle, self.transport.get_protocol() is self
            gone = self.transport.is_closing()
            return (
                ours and not gone and (cycle is None or cycle.response_complete or cycle.more_body)
            )

        def look(self) -> None:
            """Close the connection if it waits and has asked nothing since the last look."""
            if self.transport.is_closing() or self.transport.get_protocol() is not self:
                self.held.pop(self, None)  # closed, or a websocket by now
                return
            asked = self.cycle is not self.answered
            self.looks = 0 if asked else self.looks + 1
            self.answered = self.cycle
            sends = self.cycle is not None and self.cycle.more_body and self.looks < BODY
            if self.waits and not asked and not sends:
                self.transport.close()
            else:
                self.timer = self.loop.call_later(patience, self.look)

    return Patient


class Connections:
    """Middleware that bounds the connections of the process, and counts its open pages."""

    def __init__(self, app: ASGIApp, patience: float = PATIENCE) -> None:
        self.app, self.patience, self.most = app, patience, MOST_FILES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            self.bound(receive)
        if scope["type"] == "websocket":
            await self.serve_page(scope, receive, send)
        else:
            with suppress(asyncio.CancelledError):  # an answer without an end, when all stops
                await self.app(scope, receive, send)

    async def serve_page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve an open page as long as it is open, if there is room for it."""
        refused = closed = False

        async def sent(message: Message) -> None:
            nonlocal refused, closed
            if closed:  # Streamlit may not have heard of it yet
                return
            refused |= message["type"] == "websocket.http.response.start"
            closed = message["type"] == "websocket.close"
            await send(message)

        if GAUGES.pages * (1 + LOOP) >= self.most:
            await PlainTextResponse("There is no room left.\n", 503)(scope, receive, sent)
        else:
            GAUGES.come()
            try:
                await self.app(scope, self.spoken(receive, sent), sent)
            finally:
                GAUGES.go()
        if refused:  # uvicorn takes a handshake for unanswered until the connection is closed
            await asyncio.sleep(CLOSING)

    def bound(self, receive: Receive) -> None:
        """Set what uvicorn reads when it begins to listen, which Streamlit has no options for."""
        self.most = free_files(raise_file_limit())
        config: Any = getattr(getattr(receive, "__self__", None), "config", None)
        if not hasattr(config, "http_protocol_class"):
            LOG.warning("The server is not uvicorn: idle connections stay open.")
            return
        config.http_protocol_class = patient(config.http_protocol_class, self.most, self.patience)
        config.timeout_graceful_shutdown = config.timeout_graceful_shutdown or FAREWELL
        config.encoded_headers = [pair for pair in config.encoded_headers if pair[0] != b"server"]

    def spoken(self, receive: Receive, send: Send) -> Receive:
        """What a page sends; one that says nothing at first is told goodbye."""
        heard = 0

        async def told() -> Message:
            nonlocal heard
            if heard > 1:  # the handshake, and a message
                return await receive()
            heard += 1
            try:
                return await asyncio.wait_for(receive(), self.patience)
            except TimeoutError:
                await send({"type": "websocket.close", "code": 1008})
                return {"type": "websocket.disconnect", "code": 1008}

        return told
