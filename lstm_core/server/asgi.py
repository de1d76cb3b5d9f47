"""What is served beside the page, what a request passes on its way, what runs meanwhile.

Where Streamlit serves the page alone none of this is there, and the page works without it.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Any

from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import BaseRoute

from lstm_core.server.charts import Charts
from lstm_core.server.compressed import Compressed
from lstm_core.server.connections import Connections
from lstm_core.server.front import Front
from lstm_core.server.headers import Closed, SecurityHeaders, security_headers
from lstm_core.server.operation import operation
from lstm_core.server.origin import OriginGuard
from lstm_core.server.rooms import answering, room_routes
from lstm_core.server.settings import MACHINE, ServerSettings
from lstm_core.server.uploads import Uploads


def routes() -> list[BaseRoute]:
    """What is served beside the page."""
    return [*operation(ServerSettings.read().token), *room_routes()]


def middleware(*, any_origin: bool = False) -> list[Middleware]:
    """What a request passes before Streamlit sees it, the first first."""
    settings = ServerSettings.read()
    hosts = (*MACHINE, *settings.hosts) if settings.restricted else ("*",)
    guards = [] if any_origin else [Middleware(OriginGuard, hosts=settings.hosts)]
    return [
        Middleware(Connections),
        Middleware(SecurityHeaders, headers=security_headers(settings.frames)),
        Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False),
        *guards,
        Middleware(Closed),
        Middleware(Front),
        Middleware(Compressed),
        Middleware(Charts),
        Middleware(Uploads),
    ]


def companions() -> list[Callable[[], AbstractAsyncContextManager[None]]]:
    """What is entered when the server starts, and left when it stops."""
    return [answering]


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """The time while the server runs."""
    async with AsyncExitStack() as stack:
        for companion in companions():
            await stack.enter_async_context(companion())
        yield
