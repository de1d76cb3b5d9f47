"""Plotly's script waits until the page has shown what stands round the charts."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from starlette.types import Message
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_handler

from lstm_core.browser.bundle import bundle
from lstm_core.server.charts import SHOWN, WAIT, Charts
from lstm_core.server.streamlit_files import folder
from tests.server.conftest import Answer
from tests.support import away

SCRIPTS = folder() / "static" / "js"
(PLOTLY,) = SCRIPTS.glob("PlotlyChart.*.js")
WHOLE = WAIT + PLOTLY.read_bytes()


def got(name: str, headers: Mapping[str, str] | None = None, *, waiting: bool = True) -> Answer:
    """What a GET of a script has in answer from Streamlit's files, behind the middleware or not."""
    files: Any = create_streamlit_static_handler(str(folder()), "")
    messages: list[Message] = []

    async def receive() -> Message:
        await asyncio.Event().wait()  # nobody hangs up
        return {}

    async def send(message: Message) -> None:
        messages.append(message)

    pairs = [(k.encode(), v.encode()) for k, v in (headers or {}).items()]
    scope = {"type": "http", "method": "GET", "path": f"/static/js/{name}", "headers": pairs}
    away((Charts(files) if waiting else files)(scope, receive, send))
    told = {k.decode(): v.decode() for k, v in messages[0]["headers"]}
    return Answer(messages[0]["status"], told, b"".join(m.get("body", b"") for m in messages[1:]))


def test_plotlys_script_begins_with_the_wait_and_other_answers_stay_as_they_are() -> None:
    answer = got(PLOTLY.name)
    assert answer.body == WHOLE and int(answer.headers["content-length"]) == len(WHOLE)
    assert f'"{SHOWN}"' in bundle(), "the page ends it"
    for name in (next(SCRIPTS.glob("Html.*.js")).name, "PlotlyChart.gone.js"):
        assert got(name) == got(name, waiting=False), name


@pytest.mark.parametrize("header", ["etag", "last-modified"])
def test_who_has_a_part_of_it_is_sent_all_of_it(header: str) -> None:
    bare = got(PLOTLY.name, waiting=False).headers
    for asked in ({}, {"if-range": bare[header]}, {"if-range": got(PLOTLY.name).headers["etag"]}):
        part = got(PLOTLY.name, {"range": "bytes=1000000-", **asked})
        assert (part.status, part.body) == (200, WHOLE), "else a script with a hole, kept for good"
        assert part.headers["accept-ranges"] == "none" and "content-range" not in part.headers


def test_who_has_it_is_told_so_and_who_has_it_without_the_wait_is_not() -> None:
    tag, bare = got(PLOTLY.name).headers["etag"], got(PLOTLY.name, waiting=False).headers
    same = got(PLOTLY.name, {"if-none-match": f"W/{tag}"})
    assert (same.status, same.body, same.headers["etag"]) == (304, b"", tag)
    assert got(PLOTLY.name, {"if-none-match": bare["etag"]}).body == WHOLE
    assert got(PLOTLY.name, {"if-modified-since": bare["last-modified"]}).body == WHOLE
