"""Streamlit's scripts and styles: each is compressed when it is first asked for, and kept."""

import asyncio
import gzip
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC = "/static/"  # where Streamlit serves them
KINDS = (".js", ".css", ".json", ".svg", ".ttf")  # of files; no answer that goes on has such a name
LEAST = 1000  # bytes that are worth the trouble
MOST = 50_000_000  # bytes of all that is kept, compressed


class Compressed:
    """Middleware that compresses each file once, where Streamlit would send it as it is.

    A file is read by one request at a time, and the others have what that one kept.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, Response] = {}
        self.bytes = 0
        self.reading = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not takes_compressed(scope):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if (answer := self.kept.get(path)) is None:
            async with self.reading:
                answer = self.kept.get(path) or await self.read(scope, receive)
        await answer(scope, receive, send)

    async def read(self, scope: Scope, receive: Receive) -> Response:
        """The app's answer, compressed and kept if it never changes."""
        answer = await answered(self.app, scope, receive)
        body, headers = bytes(answer.body), answer.headers
        if not never_changes(answer) or self.bytes > MOST:
            return answer
        answer.body = await asyncio.to_thread(gzip.compress, body, mtime=0)
        headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(answer.body))
        headers.add_vary_header("accept-encoding")
        self.kept[scope["path"]] = answer
        self.bytes += len(answer.body)
        return answer


def takes_compressed(scope: Scope) -> bool:
    """Whether this asks for the whole of a file, and may have it compressed."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    headers = Headers(scope=scope)
    partly = "range" in headers or "if-none-match" in headers
    taken = "gzip" in headers.get("accept-encoding", "")
    path = scope["path"]
    return taken and not partly and STATIC in path and path.endswith(KINDS)


async def answered(app: ASGIApp, scope: Scope, receive: Receive) -> Response:
    """An app's whole answer to a request, as it would be for who takes nothing compressed."""
    plain: dict[str, Any] = {key: value for key, value in scope.items() if key != "extensions"}
    plain["headers"] = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
    answer, parts = Response(), list[bytes]()

    async def taken(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status_code = message["status"]
            answer.raw_headers = list(message.get("headers", ()))
        else:
            parts.append(message.get("body", b""))

    await app(plain, receive, taken)
    answer.body = b"".join(parts)
    return answer


def never_changes(answer: Response) -> bool:
    """Whether this is a file that browsers keep for good, large enough, and not yet compressed."""
    headers = answer.headers
    return (
        answer.status_code == 200
        and "immutable" in headers.get("cache-control", "")
        and "content-encoding" not in headers
        and len(answer.body) >= LEAST
    )
