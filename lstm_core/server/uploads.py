"""How often a page may send a file: each is taken apart where all pages are served."""

from dataclasses import dataclass, field

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from lstm_core.room.limits import Limit

FOLDER = "/_stcore/upload_file/"  # followed by the page's id, and the file's


@dataclass
class Uploads:
    """Middleware that refuses a page's files, unread, beyond five and one more every two seconds.

    A person chooses one at a time, and each replaces the one before.
    """

    app: ASGIApp
    limit: Limit = field(default_factory=lambda: Limit(tries=5, seconds=10.0))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        upload = scope["type"] == "http" and scope["method"] == "PUT" and FOLDER in scope["path"]
        page = scope["path"].partition(FOLDER)[2].partition("/")[0] if upload else ""
        if page and not self.limit.allows(page):
            refusal = PlainTextResponse("One file after another: please wait a moment.\n", 429)
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)
