"""Requests that a page of somebody else makes: refused before anything else is done for them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from lstm_core.server.settings import LOG

DEFAULT_PORTS = {"http": ":80", "https": ":443"}
MOST_TOLD = 20  # origins that the log names; a stranger could invent any number


@dataclass
class OriginGuard:
    """Middleware that lets only the page's own origin pass, and requests without one.

    Streamlit would ask an outside service for its own address before it refuses a stranger, and
    serve nobody meanwhile. So of what passes Streamlit is told the origin that it takes for its
    own without asking.
    """

    app: ASGIApp
    hosts: Sequence[str] = ()
    told: set[str] = field(default_factory=set)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        origins = headers.getlist("origin")
        own = {host.lower(), headers.get("x-forwarded-host", "").lower()}
        if not all(is_own(origin, own, self.hosts) for origin in origins):
            self.tell(origins, host)
            refusal = PlainTextResponse("This page answers to its own address.\n", 403)
            answer = refusal if scope["type"] == "http" else WebSocketClose(1008)
            await answer(scope, receive, send)
            return
        if origins:
            scheme = urlsplit(origins[0]).scheme
            MutableHeaders(scope=scope)["origin"] = f"{scheme}://{host}"
        await self.app(scope, receive, send)

    def tell(self, origins: Sequence[str], host: str) -> None:
        """Say in the log who was refused, once each."""
        origin = ", ".join(origins)[:120]
        if origin not in self.told and len(self.told) < MOST_TOLD:
            self.told.add(origin)
            LOG.warning("Refused a request from %r to %r; see LSTM_HOSTS.", origin, host[:120])


def is_own(origin: str, own: set[str], hosts: Sequence[str] = ()) -> bool:
    """Whether a page of this origin is the page itself, by whatever name it was asked for."""
    try:
        parts = urlsplit(origin.lower())
        name = parts.hostname or ""
    except ValueError:
        return False
    place = parts.netloc
    if parts.scheme not in DEFAULT_PORTS or not place or "@" in place:
        return False
    if place in own or place + DEFAULT_PORTS[parts.scheme] in own:
        return True
    name = f"[{name}]" if ":" in name else name
    return any(
        name == host or (host.startswith("*.") and name.endswith(host[1:])) for host in hosts
    )
