"""The page's own JavaScript and styles, served as one file, compressed.

Where Streamlit serves the page alone the browser fetches its modules one by one.
"""

import gzip
from functools import partial
from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lstm_core.browser.bundle import ENTRY, bundle
from lstm_core.server.streamlit_files import scripts_of

FOLDER = "_stcore/bidi-components/lstm-core.front"  # where Streamlit serves front/
PLACE = f"{FOLDER}/{ENTRY}"
ELEMENTS = ("BidiComponent", "Html")  # of Streamlit's, which show the drawing and its sentence


def early() -> str:
    """What a first visit shows first, as a header: it is fetched with Streamlit's own scripts.

    Else it comes behind Plotly, which keeps the browser busy for a second.
    """
    scripts = [PLACE, *(script for element in ELEMENTS for script in scripts_of(element))]
    return ", ".join(f"<{script}>; rel=modulepreload" for script in scripts)


class Front:
    """Middleware that answers for the entry with all of its modules in one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.plain = bundle().encode()
        self.compressed = gzip.compress(self.plain, mtime=0)
        self.early = early()
        self.tag = f'"{sha256(self.plain).hexdigest()[:20]}"'

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
        elif scope["path"].endswith(f"/{PLACE}"):
            await self.answer(Headers(scope=scope))(scope, receive, send)
        else:
            await self.app(scope, receive, partial(self.send_on, send))

    async def send_on(self, send: Send, message: Message) -> None:
        """Name the file with the page's document, long before Streamlit comes to ask for it.

        A document with a policy of its own, as a phone gets it, is another page, without that file.
        """
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            is_html = headers.get("content-type", "").startswith("text/html")
            if is_html and "content-security-policy" not in headers:
                headers["Link"] = self.early
        await send(message)

    def answer(self, headers: Headers) -> Response:
        """All of it, or that it has not changed."""
        told = {"Cache-Control": "no-cache", "ETag": self.tag, "Vary": "Accept-Encoding"}
        if headers.get("if-none-match") == self.tag:
            return Response(status_code=304, headers=told)
        if "gzip" not in headers.get("accept-encoding", ""):
            return Response(self.plain, headers=told, media_type="text/javascript")
        told["Content-Encoding"] = "gzip"
        return Response(self.compressed, headers=told, media_type="text/javascript")
