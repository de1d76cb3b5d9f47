"""What every answer tells the browser to refuse, and what no visitor is told."""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lstm_core.server.streamlit_files import document

# Of Streamlit's own addresses those that its page does not ask for: what the server's memory
# holds, and a way in for programs.
CLOSED = re.compile(r"/_stcore/(metrics|agent|script-health-check)(/|$)")


def content_policy(frames: Sequence[str]) -> str:
    """What the page may load, and from where: itself alone.

    Streamlit writes styles into the page, and starts a component's script from a blob.
    """
    scripts = " ".join(("'self'", "blob:", *map(digest, inline_scripts())))
    rules = {
        "default-src": "'self'",
        "script-src": scripts,
        "worker-src": "'self' blob:",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "media-src": "'self' data: blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": " ".join(frames),
    }
    return "; ".join(f"{rule} {places}" for rule, places in rules.items())


def inline_scripts() -> list[str]:
    """The scripts that stand in Streamlit's own document."""
    return re.findall(r"<script>(.*?)</script>", document(), re.DOTALL)


def digest(script: str) -> str:
    """How a content policy names a script that stands in the document."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def security_headers(frames: Sequence[str]) -> dict[str, str]:
    """The headers of every answer that has not its own."""
    headers = {
        "Content-Security-Policy": content_policy(frames),
        "X-Content-Type-Options": "nosniff",
        # a link holds the whole lesson; a request from the page itself keeps its origin
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
    if tuple(frames) == ("'self'",):
        headers["X-Frame-Options"] = "SAMEORIGIN"
    return headers


class SecurityHeaders:
    """Middleware that adds headers to each answer; a route's own headers stand."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self.app, self.headers = app, dict(headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    sent.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, told)


class Closed:
    """Middleware for which some of Streamlit's own addresses are not there."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and CLOSED.search(scope["path"]):
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
        else:
            await self.app(scope, receive, send)
