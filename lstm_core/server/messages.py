"""What a browser sends over its websocket, before Streamlit sees it: not too fast, and no nonsense.

Streamlit answers a frame that it cannot read, or one of text, with a traceback in its log; some
messages are for who develops a page, and some ask for work while everybody waits.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Literal

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Judgement = Literal["take", "skip", "end"]
# A page whose keys are held sends eight messages a second; a class waits for one that sends more.
PER_SECOND, AT_ONCE = 20.0, 40.0
UNREADABLE = 1002  # a websocket's code for a breach of the protocol


class Messages:
    """Lets through what `judge` says: it takes a message, leaves it out, or ends all of them.

    What goes to the browser is what `redact` leaves of it.
    """

    def __init__(
        self,
        app: ASGIApp,
        judge: Callable[[bytes], Judgement],
        redact: Callable[[bytes], bytes] = bytes,
    ) -> None:
        self.app, self.judge, self.redact = app, judge, redact

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        pace, ended = Pace(), False

        async def received() -> Message:
            nonlocal ended
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                await pace.wait()
                judgement = self.judge(message["bytes"]) if message.get("bytes") else "end"
                if judgement == "take":
                    return message
                if judgement == "end":
                    ended = True
                    await send({"type": "websocket.close", "code": UNREADABLE})
                    return {"type": "websocket.disconnect", "code": UNREADABLE}

        async def sent(message: Message) -> None:
            nonlocal ended
            if message["type"] == "websocket.send" and message.get("bytes"):
                message = {**message, "bytes": self.redact(message["bytes"])}
            try:
                if not ended:
                    await send(message)
            except OSError:  # a page that left meanwhile, which the next message received says
                ended = True

        await self.app(scope, received, sent)


class Pace:
    """How fast messages may come: so many at once, and so many a second."""

    def __init__(self) -> None:
        self.left, self.at = AT_ONCE, time.monotonic()

    async def wait(self) -> None:
        """Until the next message may be taken; meanwhile the sender's own socket fills up."""
        now = time.monotonic()
        self.left = min(AT_ONCE, self.left + PER_SECOND * (now - self.at)) - 1
        self.at = now
        if self.left < 0:
            await asyncio.sleep(-self.left / PER_SECOND)


def messages(
    judge: Callable[[bytes], Judgement], redact: Callable[[bytes], bytes] = bytes
) -> Middleware:
    """The layer to be named among an app's middleware."""
    return Middleware(Messages, judge=judge, redact=redact)
