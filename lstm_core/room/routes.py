"""The pages and messages of a room, for phones: plain routes beside the page, without Streamlit."""

import asyncio
import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from time import time
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from lstm_core.experiment.languages import language_for
from lstm_core.room.host import CODE_LENGTH, LETTERS
from lstm_core.room.hub import Hub, Listener, Shown
from lstm_core.room.limits import Limit, client_of
from lstm_core.room.phone import CONTENT_POLICY, phone_page
from lstm_core.room.poll import ROUNDS
from lstm_core.room.store import Store, StoreUnreachable
from lstm_core.words.language import say

MOST_BYTES = 1_000  # of what a phone sends
MOST_STREAMS = 1_500  # that listen from one address: a hall's
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
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
    streams: Counter[str] = field(default_factory=Counter[str])  # by address

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
            Route("/room/{rest:path}", self.answering(self.nothing), methods=METHODS),
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

    async def room(self, request: Request) -> Shown:
        """The room that the address names; guessing is bounded."""
        code = code_of(request)
        shown = self.hub.known(code)
        if shown is None and CODE.fullmatch(code):
            shown = await self.load(code)
        if shown is None:
            if not (self.guesses.allows(client(request)) and self.all_guesses.allows("")):
                raise Refusal(429, "room_too_often")
            raise Refusal(404, "room_none")
        return shown

    async def load(self, code: str) -> Shown | None:
        """What a room shows now, whoever listens to it; None if there is none."""
        shown = await self.ask(self.hub.load, code)
        self.hub.learn(code, shown)
        return shown

    async def state(self, request: Request) -> Response:
        """What the room shows, for a phone that cannot listen."""
        shown = await self.room(request)
        voter = request.query_params.get("voter", "")
        if VOTER.fullmatch(voter):
            if not self.messages.allows(voter):
                raise Refusal(429, "room_too_often")
            self.hub.come(code_of(request), voter)
        return Response(shown.message(language(request)), media_type="application/json")

    async def events(self, request: Request) -> Response:
        """The same as it changes, as server-sent events."""
        await self.room(request)
        voter = request.query_params.get("voter", "")
        if not VOTER.fullmatch(voter):
            raise Refusal(400, "room_bad_message")
        code, lang = code_of(request), language(request)

        async def news() -> str | None:
            shown = self.hub.known(code) or await self.load(code)
            return shown.message(lang) if shown else None

        return self.stream(request, voter, news)

    async def projected(self, request: Request) -> Response:
        """How many are there and have answered, as it changes: what a projector may show."""
        await self.room(request)
        code = code_of(request)

        async def news() -> str | None:
            if not (self.hub.known(code) or await self.load(code)):
                return None
            return json.dumps(asdict(await self.ask(self.store.counts, code, time())))

        return self.stream(request, "", news)

    def stream(
        self, request: Request, voter: str, news: Callable[[], Awaitable[str | None]]
    ) -> Response:
        """Server-sent events: what `news` gives now, and again whenever the room changes."""
        code, who = code_of(request), client(request)
        if self.streams[who] >= MOST_STREAMS:
            raise Refusal(429, "room_too_often")

        async def lines() -> AsyncIterator[str]:
            sent = ""
            self.streams[who] += 1
            try:
                async with self.hub.listening(code, voter) as listener:
                    while (text := await told(news, sent)) is not None:
                        yield f"data: {text}\n\n" if text != sent else ": here\n\n"
                        sent = text
                        await quiet(listener)
                yield "event: over\ndata: {}\n\n"
            finally:
                self.streams[who] -= 1
                if not self.streams[who]:
                    del self.streams[who]

        headers = {"X-Accel-Buffering": "no"}
        return StreamingResponse(lines(), media_type="text/event-stream", headers=headers)

    async def vote(self, request: Request) -> Response:
        """One answer; the last one counts, as long as the poll takes answers."""
        shown: Shown | None = await self.room(request)
        message, code = await self.message(request), code_of(request)
        match message:
            case {"poll": int(number), "round": int(turn), "choice": int() | float() as choice}:
                pass
            case _:
                raise Refusal(400, "room_bad_message")
        poll = shown.board.numbered(number) if shown else None
        if poll is None:
            shown = await self.load(code)  # it may have been asked just now
            poll = shown.board.numbered(number) if shown else None
        if poll is None or turn not in ROUNDS.values():
            raise Refusal(409, "room_closed")
        if isinstance(choice, bool) or not poll.takes(choice):
            raise Refusal(400, "room_bad_message")
        voter = message["voter"]
        outcome = await self.ask(self.store.vote, code, number, turn, voter, float(choice), time())
        return outcome_response(request, outcome)

    async def signal(self, request: Request) -> Response:
        """Whether somebody is lost, or raises a hand, or no more."""
        await self.room(request)
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

    async def nothing(self, request: Request) -> Response:
        """What nobody can do from outside."""
        raise Refusal(404, "room_bad_message")

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


async def told(news: Callable[[], Awaitable[str | None]], before: str) -> str | None:
    """The news, or what was said before while nobody knows any."""
    try:
        return await news()
    except StoreUnreachable:
        return before


async def quiet(listener: Listener) -> None:
    """Until there is news, at most QUIET seconds; what comes from now on is news again."""
    with suppress(TimeoutError):
        await asyncio.wait_for(listener.news.wait(), QUIET)
    listener.news.clear()


def code_of(request: Request) -> str:
    """The code in the address."""
    code: str = request.path_params["code"].upper()
    return code


def client(request: Request) -> str:
    """Who asks, as far as its connection says it."""
    peer = request.client.host if request.client else ""
    return client_of(peer, request.headers.get("x-forwarded-for", ""))


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
