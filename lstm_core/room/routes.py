"""The pages and messages of a room, for phones: plain routes beside the page, without Streamlit."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import partial
from time import time
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from lstm_core.experiment.languages import language_for
from lstm_core.room.host import CODE_LENGTH, LETTERS
from lstm_core.room.hub import Hub, Listener
from lstm_core.room.limits import Limit
from lstm_core.room.phone import CONTENT_POLICY, phone_page
from lstm_core.room.poll import Board
from lstm_core.room.store import Kept, Store, StoreUnreachable
from lstm_core.words.language import say

MOST_BYTES = 1_000  # of what a phone sends
QUIET = 15.0  # seconds after which a connection is told that it is alive
VOTER = re.compile(r"[A-Za-z0-9_-]{16,40}")
CODE = re.compile(f"[{LETTERS}]{{{CODE_LENGTH}}}")
STATUS = {"counted": 200, "closed": 409, "full": 429, "no_room": 404}
T = TypeVar("T")


class Refusal(Exception):
    """A status and the key of one sentence."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(status, key)
        self.status, self.key = status, key


@dataclass
class RoomService:
    """The routes of all rooms of one store."""

    store: Store
    hub: Hub
    threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(4))
    # A hall has one address, so what one may do is much. Who tries codes at this rate, from as many
    # addresses as they like, needs eleven hours for all of them, about as long as a room lasts.
    guesses: Limit = field(default_factory=lambda: Limit(120, 60.0))
    all_guesses: Limit = field(default_factory=lambda: Limit(240, 60.0))
    messages: Limit = field(default_factory=lambda: Limit(30, 10.0))
    from_one_address: Limit = field(default_factory=lambda: Limit(6_000, 60.0))

    @property
    def routes(self) -> list[Route]:
        """What the app serves beside its page."""
        return [
            Route("/join", self.page),
            Route("/join/{code}", self.page),
            Route("/room/{code}/state", self.answering(self.state)),
            Route("/room/{code}/events", self.answering(self.events)),
            Route("/room/{code}/counts", self.answering(self.projected)),
            Route("/room/{code}/vote", self.answering(self.vote), methods=["POST"]),
            Route("/room/{code}/signal", self.answering(self.signal), methods=["POST"]),
        ]

    async def ask(self, fn: Callable[..., T], *values: Any) -> T:
        """What the store answers, asked in a thread of its own."""
        return await asyncio.get_running_loop().run_in_executor(self.threads, partial(fn, *values))

    def answering(self, route: Callable[[Request], Any]) -> Callable[[Request], Any]:
        """The route, its refusals as a status and a sentence in the language of the browser."""

        async def answer(request: Request) -> Response:
            try:
                response: Response = await route(request)
            except Refusal as refusal:
                response = refuse(request, refusal.status, refusal.key)
            except StoreUnreachable:
                response = refuse(request, 503, "room_unreachable")
            except ClientDisconnect:
                response = Response(status_code=400)
            response.headers["Cache-Control"] = "no-store"
            return response

        return answer

    async def page(self, request: Request) -> Response:
        """The phone's page; the same for every room."""
        return HTMLResponse(
            phone_page(language(request)),
            headers={"Content-Security-Policy": CONTENT_POLICY, "Cache-Control": "no-store"},
        )

    async def kept(self, request: Request) -> Kept:
        """The room that the address names; guessing is bounded."""
        code = request.path_params["code"].upper()
        kept = None
        if CODE.fullmatch(code):
            kept = await self.ask(self.store.load, code, time())
        if kept is None:
            if not (self.guesses.allows(client(request)) and self.all_guesses.allows("")):
                raise Refusal(429, "room_too_often")
            raise Refusal(404, "room_none")
        return kept

    async def state(self, request: Request) -> Response:
        """What the room shows, for a phone that cannot listen."""
        kept = await self.kept(request)
        voter = request.query_params.get("voter", "")
        if VOTER.fullmatch(voter):
            if not self.messages.allows(voter):
                raise Refusal(429, "room_too_often")
            await self.ask(self.store.present, code_of(request), [voter], time())
        return JSONResponse(public(kept, language(request)))

    async def events(self, request: Request) -> Response:
        """The same as it changes, as server-sent events."""
        await self.kept(request)
        voter = request.query_params.get("voter", "")
        if not VOTER.fullmatch(voter):
            raise Refusal(400, "room_bad_message")
        code, lang = code_of(request), language(request)
        await self.ask(self.store.present, code, [voter], time())

        async def news() -> dict[str, Any] | None:
            kept = await self.ask(self.store.load, code, time())
            return public(kept, lang) if kept else None

        return self.stream(code, voter, news)

    async def projected(self, request: Request) -> Response:
        """How many are there and have answered, as it changes: what a projector may show."""
        await self.kept(request)
        code = code_of(request)

        async def news() -> dict[str, Any] | None:
            if await self.ask(self.store.load, code, time()) is None:
                return None
            return asdict(await self.ask(self.store.counts, code, time()))

        return self.stream(code, "", news)

    def stream(self, code: str, voter: str, news: Callable[[], Any]) -> Response:
        """Server-sent events: what `news` gives now, and again whenever the room changes."""

        async def lines() -> AsyncIterator[str]:
            sent = ""
            async with self.hub.listening(code, voter) as listener:
                while True:
                    listener.news.clear()
                    try:
                        what = await news()
                    except StoreUnreachable:
                        what = json.loads(sent) if sent else {}
                    if what is None:
                        yield "event: over\ndata: {}\n\n"
                        return
                    text = json.dumps(what, ensure_ascii=False)
                    yield f"data: {text}\n\n" if text != sent else ": here\n\n"
                    sent = text
                    await quiet(listener)

        headers = {"X-Accel-Buffering": "no"}
        return StreamingResponse(lines(), media_type="text/event-stream", headers=headers)

    async def vote(self, request: Request) -> Response:
        """One answer; the last one counts, as long as the poll takes answers."""
        kept = await self.kept(request)
        message = await self.message(request)
        poll = Board.from_json(kept.board).poll
        match message:
            case {"poll": int(number), "round": int(turn), "choice": int() | float() as choice}:
                pass
            case _:
                raise Refusal(400, "room_bad_message")
        if poll is None or number != poll.number:
            raise Refusal(409, "room_closed")
        if isinstance(choice, bool) or not poll.takes(choice):
            raise Refusal(400, "room_bad_message")
        code, voter = code_of(request), message["voter"]
        outcome = await self.ask(self.store.vote, code, number, turn, voter, float(choice), time())
        return outcome_response(request, outcome)

    async def signal(self, request: Request) -> Response:
        """Whether somebody is lost, or raises a hand, or no more."""
        await self.kept(request)
        message = await self.message(request)
        match message:
            case {"kind": "lost" | "hand" as kind, "on": bool(on)}:
                pass
            case _:
                raise Refusal(400, "room_bad_message")
        outcome = await self.ask(
            self.store.signal, code_of(request), message["voter"], kind, on, time()
        )
        return outcome_response(request, outcome)

    async def message(self, request: Request) -> dict[str, Any]:
        """What a phone sent: a small JSON object with a voter; Refusal for anything else."""
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                raise Refusal(413, "room_bad_message")
        try:
            message = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise Refusal(400, "room_bad_message") from error
        voter = message.get("voter") if isinstance(message, dict) else None
        if not (isinstance(voter, str) and VOTER.fullmatch(voter)):
            raise Refusal(400, "room_bad_message")
        if not (self.messages.allows(voter) and self.from_one_address.allows(client(request))):
            raise Refusal(429, "room_too_often")
        return dict(message)


async def quiet(listener: Listener) -> None:
    """Until there is news, at most QUIET seconds."""
    try:
        await asyncio.wait_for(listener.news.wait(), QUIET)
    except TimeoutError:
        return


def public(kept: Kept, lang: str) -> dict[str, Any]:
    """What a phone may know."""
    return {"version": kept.version, **Board.from_json(kept.board).public(lang)}


def code_of(request: Request) -> str:
    """The code in the address."""
    code: str = request.path_params["code"].upper()
    return code


def client(request: Request) -> str:
    """The address that asks; where that is a proxy on this machine, the one that it names last.

    Anybody else may name what they like, and is not asked.
    """
    peer = request.client.host if request.client else ""
    if peer not in ("", "127.0.0.1", "::1"):
        return peer
    return request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip() or peer


def language(request: Request) -> str:
    """The language that the phone asks for by name, else its browser's first one."""
    asked = request.query_params.get("lang") or request.headers.get("accept-language", "")
    return language_for(asked[:20])


def refuse(request: Request, status: int, key: str) -> Response:
    """A status and a sentence."""
    sentence = say(key, language(request))
    return JSONResponse({"error": key, "sentence": sentence}, status_code=status)


def outcome_response(request: Request, outcome: str) -> Response:
    """What the store did with it."""
    if outcome == "counted":
        return JSONResponse({"counted": True})
    return refuse(
        request, STATUS[outcome], {"no_room": "room_none"}.get(outcome, f"room_{outcome}")
    )
