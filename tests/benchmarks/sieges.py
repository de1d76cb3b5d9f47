"""What visitors do to a server who mean it no good, each as one attempt that may be repeated."""

import asyncio
import random
import time
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import TypeVar
from urllib.error import HTTPError
from urllib.parse import quote

from client import EVENTS, Page
from learners import LARGEST
from lectures import FILES
from messages import Odd, Told
from streamlit.proto.WidgetStates_pb2 import WidgetState
from trainers import train
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from lstm_core.lesson.lecture import MOST_BYTES

P = TypeVar("P", bound=Page)
Attack = Callable[[str, random.Random], Awaitable[object]]
IDLE = 1_100  # connections of one attempt that ask nothing
KNOWN = set[str]()  # ids of widgets that hand-made messages have seen


@asynccontextmanager
async def opened(page: P) -> AsyncIterator[P]:
    """The page, open until the end."""
    try:
        await page.open()
        yield page
    finally:
        await page.close()


async def visit(address: str, query: str, steps: int = 5) -> None:
    """Open a link and go some steps on."""
    async with opened(Page(address, query)) as page:
        for t in range(2, steps + 2):
            await page.act(t=t)


async def edits(address: str, dice: random.Random) -> None:
    """A link with a thousand entries."""
    entries = dice.choice(("a;" * 1000, "f=0;" * 500, "f@2[1]=0;" * 1000))
    await visit(address, f"lang=en&steps=12&edits={quote(entries)}")


async def trainings(address: str, dice: random.Random) -> None:
    """A training of its own, and another when it has learnt."""
    seed = dice.randrange(10**6)
    query = f"lang=en&view=train&task=counter&pace=once&seed={seed}"
    async with opened(Page(address, query)) as page:
        await train(page, seed, time.perf_counter() + 5)


async def heavy_links(address: str, dice: random.Random) -> None:
    """A link to one of the largest trainings, in the lecture or beside it."""
    view = dice.choice(("", "&view=lecture&scene=2"))
    seed = dice.randrange(10**6)
    await visit(address, f"lang=en{view}&scenario=trained&{LARGEST}&seed={seed}", 1)


async def slow_files(address: str, dice: random.Random) -> None:
    """A lecture of one's own that is slow to read, sent as its field sends it."""
    async with opened(Page(address, "lang=en&view=lecture")) as page:
        mine = EVENTS.format(page.widgets["header"][0])
        await page.run("", WidgetState(id=mine, json_trigger_value='[{"event": "mine"}]'))
        id, _ = page.widgets["lecture_file"]
        data = dice.choice(list(FILES.values())).encode()[:MOST_BYTES]
        name = f"{dice.getrandbits(64):x}"
        await asyncio.to_thread(put, address, page.session, name, data)
        state = WidgetState(id=id)
        state.file_uploader_state_value.uploaded_file_info.add(
            file_id=name, name="a.toml", size=len(data)
        )
        await page.run(page.elements[id], state)


async def messages(address: str, dice: random.Random) -> None:
    """Messages that no browser sends."""
    async with opened(Odd(address, dice, Told(), KNOWN)) as page:
        for _ in range(20):
            await page.attack()


async def large_texts(address: str, dice: random.Random) -> None:
    """A text of up to 20 MB in place of a widget's value, again and again."""
    async with opened(Page(address, "lang=en")) as page:
        id = dice.choice(sorted(id for id, _ in page.widgets.values()))
        for size in (500_000, 900_000, 20_000_000):
            await page.run("", WidgetState(id=id, string_value="x" * size))


async def uploads(address: str, dice: random.Random) -> None:
    """Fifty files of 1 MB from one page, which no field has asked for."""
    async with opened(Page(address, "lang=en")) as page:
        for _ in range(50):
            name = f"{dice.getrandbits(64):x}"
            await asyncio.to_thread(put, address, page.session, name, b"x" * 1_000_000)


async def idle(address: str, dice: random.Random) -> None:
    """Connections that ask nothing, held until the server closes them, at most ten seconds."""
    host, port = address.split(":")
    writers = [(await asyncio.open_connection(host, port))[1] for _ in range(IDLE)]
    await asyncio.sleep(dice.uniform(5, 10))
    for writer in writers:
        writer.close()


async def foreign(address: str, dice: random.Random) -> None:
    """A page and a websocket asked for by somebody else's page."""
    origin = f"http://{dice.getrandbits(32):x}.example"
    request = urllib.request.Request(f"http://{address}/", headers={"Origin": origin})
    with suppress(HTTPError):
        await asyncio.to_thread(urllib.request.urlopen, request, timeout=30)
    uri = f"ws://{address}/_stcore/stream"
    await (await connect(uri, origin=origin, proxy=None)).close()  # type: ignore[arg-type]


def put(address: str, session: str, name: str, data: bytes) -> None:
    """Send a file as a page does for one of its fields."""
    with urllib.request.urlopen(f"http://{address}/_stcore/health", timeout=30) as answer:
        cookie = answer.headers["Set-Cookie"].split(";")[0]
    headers = {
        "Cookie": cookie,
        "X-Xsrftoken": cookie.partition("=")[2],
        "Content-Type": "multipart/form-data; boundary=x",
    }
    head = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.toml"\r\n\r\n'
    url = f"http://{address}/_stcore/upload_file/{session}/{name}"
    request = urllib.request.Request(url, head + data + b"\r\n--x--\r\n", headers, method="PUT")
    urllib.request.urlopen(request, timeout=30).close()


# what is attempted, and by how many at once
ATTACKS: dict[str, tuple[Attack, int]] = {
    "edits": (edits, 4), "trainings": (trainings, 40), "heavy_links": (heavy_links, 10),
    "slow_files": (slow_files, 5), "messages": (messages, 4), "large_texts": (large_texts, 5),
    "uploads": (uploads, 3), "idle": (idle, 1), "foreign": (foreign, 5),
}  # fmt: skip
REFUSED = (OSError, WebSocketException, TimeoutError)
