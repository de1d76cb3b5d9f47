"""What is served beside the page, what a request passes on its way, what runs meanwhile.

Where Streamlit serves the page alone none of this is there, and the page works without it.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Any

from starlette.middleware import Middleware
from starlette.routing import BaseRoute


def routes() -> list[BaseRoute]:
    """What is served beside the page."""
    return []


def middleware() -> list[Middleware]:
    """What a request passes before Streamlit sees it, the first first."""
    return []


def companions() -> list[Callable[[], AbstractAsyncContextManager[None]]]:
    """What is entered when the server starts, and left when it stops."""
    return []


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """The time while the server runs."""
    async with AsyncExitStack() as stack:
        for companion in companions():
            await stack.enter_async_context(companion())
        yield
