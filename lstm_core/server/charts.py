"""Plotly's script waits for the drawing: it keeps a browser busy for half a second or more."""

from functools import partial

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SCRIPT = "/static/js/PlotlyChart."  # how the address of Streamlit's script with Plotly begins
SHOWN = "parts-shown"  # the mark that main.js sets once the browser has painted a part
LONGEST = 2000  # ms to wait for it
# A module's first statement, which it waits for; it is fetched and compiled meanwhile.
WAIT = (
    "await new Promise((go) => {"
    f' const look = (seen) => {{ if (seen.getEntriesByName("{SHOWN}").length) go(); }};'
    ' new PerformanceObserver(look).observe({ type: "mark", buffered: true });'
    f" setTimeout(go, {LONGEST});"
    " });\n"
).encode()


class Charts:
    """Middleware that has that script wait, in every browser that fetches it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET" and SCRIPT in scope["path"]:
            send = partial(Waiting().send_on, send)
        await self.app(scope, receive, send)


class Waiting:
    """One answer with the script, which is to begin with WAIT."""

    def __init__(self) -> None:
        self.before = b""  # what is still to be sent before the rest

    async def send_on(self, send: Send, message: Message) -> None:
        """Send a part of the answer on; what is no whole script, as it is, stays as it is."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if message["status"] == 200 and "content-encoding" not in headers:
                self.before = WAIT
                headers["content-length"] = str(int(headers["content-length"]) + len(WAIT))
        elif self.before:
            message = {**message, "body": self.before + message.get("body", b"")}
            self.before = b""
        await send(message)
