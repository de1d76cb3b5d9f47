"""A script of Streamlit's is a third of its size on the wire, and the work of that is done once."""

import asyncio
import gzip
from pathlib import Path

import pytest
import streamlit
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from lstm_core.server.charts import WAIT
from lstm_core.server.compressed import Compressed
from tests.server.conftest import ask
from tests.support import away

STATIC = Path(streamlit.__file__).parent / "static"
FOR_GOOD = {"Cache-Control": "public, immutable, max-age=31536000"}
TEXT = "let x = 1;\n" * 500


class App:
    """Serves the same text everywhere, and counts how often it does."""

    def __init__(self, **headers: str) -> None:
        self.headers, self.asked = headers, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        await asyncio.sleep(0)
        await PlainTextResponse(TEXT, headers=self.headers)(scope, receive, send)


def got(app: Compressed, path: str, **headers: str) -> tuple[dict[str, str], bytes]:
    """The headers and the body that a GET has in answer."""
    return away(asked(app, path, **headers))


async def asked(app: Compressed, path: str, **headers: str) -> tuple[dict[str, str], bytes]:
    messages: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        messages.append(message)

    pairs = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    await app({"type": "http", "method": "GET", "path": path, "headers": pairs}, receive, send)
    told = {k.decode(): v.decode() for k, v in messages[0]["headers"]}
    return told, b"".join(message.get("body", b"") for message in messages[1:])


def test_a_file_that_never_changes_is_compressed_once() -> None:
    app = App(**FOR_GOOD)
    around = Compressed(app)

    async def together() -> list[tuple[dict[str, str], bytes]]:
        asking = (asked(around, "/static/a.js", accept_encoding="gzip, br") for _ in range(20))
        return await asyncio.gather(*asking)

    for headers, body in away(together()):
        assert headers["content-encoding"] == "gzip"
        assert headers["vary"] == "accept-encoding"
        assert int(headers["content-length"]) == len(body) < len(TEXT) / 3
        assert gzip.decompress(body).decode() == TEXT
    assert app.asked == 1


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/static/a.js", {}),
        ("/static/a.js", {"accept_encoding": "identity"}),
        ("/static/a.js", {"accept_encoding": "gzip", "range": "bytes=0-9"}),
        ("/static/a.js", {"accept_encoding": "gzip", "if_none_match": '"a"'}),
        ("/static/media/a.woff2", {"accept_encoding": "gzip"}),
        ("/join/static/events", {"accept_encoding": "gzip"}),
    ],
)
def test_other_requests_have_the_apps_own_answer(path: str, headers: dict[str, str]) -> None:
    told, body = got(Compressed(App(**FOR_GOOD)), path, **headers)
    assert "content-encoding" not in told
    assert body.decode() == TEXT


def test_what_may_change_is_neither_compressed_nor_kept() -> None:
    app = App(**{"Cache-Control": "no-cache"})
    around = Compressed(app)
    for _ in range(2):
        told, body = got(around, "/static/index.html", accept_encoding="gzip")
        assert "content-encoding" not in told
        assert body.decode() == TEXT
    assert app.asked == 2
    assert not around.kept


def test_the_largest_script_of_the_page_arrives_compressed(server: str) -> None:
    script = max(STATIC.glob("static/js/PlotlyChart.*.js"), key=lambda file: file.stat().st_size)
    address, path = server.removeprefix("http://"), f"/{script.relative_to(STATIC).as_posix()}"
    answer = ask(address, path, Accept_Encoding="gzip, deflate, br, zstd")
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert gzip.decompress(answer.body) == WAIT + script.read_bytes()
    assert len(answer.body) < script.stat().st_size / 3
    assert ask(address, path).body == WAIT + script.read_bytes()
