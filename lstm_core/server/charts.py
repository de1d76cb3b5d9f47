"""Plotly's script waits for the drawing: it keeps a browser busy for half a second or more."""

from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SCRIPT = "/static/js/PlotlyChart."  # how the address of Streamlit's script with Plotly begins
# The mark that main.js sets once the browser has painted a part. It stays as it is: a browser keeps
# the script for good, and an old one would wait for the old mark, as long as it may.
SHOWN = "parts-shown"
LONGEST = 2000  # ms to wait for it
# A module's first statement, which it waits for; it is fetched and compiled meanwhile.
WAIT = (
    "await new Promise((go) => {"
    f' const look = (seen) => {{ if (seen.getEntriesByName("{SHOWN}").length) go(); }};'
    ' new PerformanceObserver(look).observe({ type: "mark", buffered: true });'
    f" setTimeout(go, {LONGEST});"
    " });\n"
).encode()
TAG = f'-{sha256(WAIT).hexdigest()[:8]}"'  # how the script's tag ends where it begins with WAIT
# What asks for a part of the script, for it packed, or whether it has changed without WAIT.
PARTLY = (b"range", b"if-range", b"if-none-match", b"if-modified-since", b"accept-encoding")


class Charts:
    """Middleware that has that script wait, in every browser that fetches it; it comes whole."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET" and SCRIPT in scope["path"]:
            scope = {**scope, "headers": list(for_all_of_it(scope["headers"]))}
            send = partial(Waiting().send_on, send)
        await self.app(scope, receive, send)


def for_all_of_it(headers: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[bytes, bytes]]:
    """The headers of a request for all of the script, unless who asks has it as it is sent."""
    for name, value in headers:
        if name == b"if-none-match" and TAG.encode() in value:
            yield name, value.replace(TAG.encode(), b'"')
        elif name not in PARTLY:
            yield name, value


class Waiting:
    """One answer with the script, which is to begin with WAIT."""

    def __init__(self) -> None:
        self.before = b""  # what is still to be sent before the rest

    async def send_on(self, send: Send, message: Message) -> None:
        """Send a part of the answer on; what is not the script stays as it is."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            is_script = "javascript" in headers.get("content-type", "")
            if message["status"] == 200 and is_script:
                self.before = WAIT
                headers["content-length"] = str(int(headers["content-length"]) + len(WAIT))
                headers["accept-ranges"] = "none"
                del headers["last-modified"]  # of the script alone
            if message["status"] == 304 or is_script:
                headers["etag"] = headers["etag"].removesuffix('"') + TAG
        elif self.before:
            message = {**message, "body": self.before + message.get("body", b"")}
            self.before = b""
        await send(message)
