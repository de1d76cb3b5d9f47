"""What is between a websocket and the page."""

import time
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from lstm_core.server.messages import AT_ONCE, PER_SECOND, Judgement, Messages, Pace
from tests.support import away

WORDS: dict[bytes, Judgement] = {b"good": "take", b"odd": "skip", b"bad": "end"}


def passed(*sent: Message, gone: bool = False) -> tuple[list[Message], list[Message]]:
    """What the app gets of these messages, and what the browser gets; the app answers each."""
    got: list[Message] = []
    answers: list[Message] = []
    waiting = list(sent)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        while not got or got[-1]["type"] != "websocket.disconnect":
            got.append(await receive())
            await send({"type": "websocket.send", "bytes": b"answer"})

    async def receive() -> Message:
        return waiting.pop(0) if waiting else {"type": "websocket.disconnect", "code": 1000}

    async def send(message: Message) -> None:
        if gone:
            raise OSError
        answers.append(message)

    layer = Messages(app, lambda data: WORDS[data])
    away(layer({"type": "websocket"}, receive, send))
    return got, answers


def said(data: bytes) -> Message:
    return {"type": "websocket.receive", "bytes": data}


def test_what_nobody_asks_for_is_left_out() -> None:
    got, answers = passed(said(b"good"), said(b"odd"), said(b"good"))
    assert [message.get("bytes") for message in got] == [b"good", b"good", None]
    assert len(answers) == 3 and all(message["type"] == "websocket.send" for message in answers)


def test_after_what_cannot_be_read_the_connection_ends_and_nothing_more_is_said() -> None:
    text: Message = {"type": "websocket.receive", "text": "good"}
    for bad in (said(b"bad"), said(b""), text):
        got, answers = passed(said(b"good"), bad, said(b"good"))
        assert [message["type"] for message in got] == [
            "websocket.receive",
            "websocket.disconnect",
        ]
        assert [message["type"] for message in answers] == ["websocket.send", "websocket.close"]


def test_what_is_said_to_a_page_that_has_left_is_no_error() -> None:
    got, answers = passed(said(b"good"), said(b"good"), gone=True)
    assert [message.get("bytes") for message in got] == [b"good", b"good", None] and not answers


def test_who_sends_too_much_waits() -> None:
    async def waited(count: int) -> float:
        pace, start = Pace(), time.monotonic()
        for _ in range(count):
            await pace.wait()
        return time.monotonic() - start

    assert away(waited(int(AT_ONCE) + 4)) >= 3 / PER_SECOND


def test_what_is_no_websocket_passes() -> None:
    reached = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        reached.append(scope["type"])

    layer: Any = Messages(app, lambda data: "end")
    away(layer({"type": "http"}, None, None))
    assert reached == ["http"]
