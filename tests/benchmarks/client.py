"""An open page without a browser: it speaks Streamlit's websocket protocol as the browser does."""

import asyncio
import json
import random
import re
import statistics
import time
from collections.abc import Sequence
from html import unescape
from typing import Any
from urllib.parse import parse_qsl

from server import cpu
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from lstm_core.browser.header import APART
from lstm_core.browser.moves import FOLLOWED, SET

FINISHED = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}
EVENTS = "$$STREAMLIT_INTERNAL_KEY_{}__events"  # the id of what a component triggers
MOST_KEPT = 12  # messages; a browser keeps those of its last two runs
PATIENCE = 60.0  # seconds until a run that does not end is an error


def quantile(values: Sequence[float], part: float) -> float:
    """The value below which this part of the values lies; NaN without values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else float("nan")


class Page:
    """One open page: it holds the values of its widgets, changes some, and waits for the run."""

    def __init__(self, address: str, query: str = "", locale: str = "es-ES") -> None:
        self.address, self.query, self.locale = address, query, locale
        self.seat = f"{random.getrandbits(64):x}"  # what a proxy tells pages apart by
        self.socket: ClientConnection | None = None
        self.values: dict[str, WidgetState] = {}  # by the widget's id
        self.widgets: dict[str, tuple[str, Any]] = {}  # its key -> its id, its element
        self.elements: dict[str, str] = {}  # the widget's id -> the fragment it is in
        # messages that the server need not send again, the latest last
        self.cache: dict[str, ForwardMsg] = {}
        self.fragment = ""  # the part of the page that the player reruns
        self.interval = 0.25  # seconds after which the page comes back by itself, while it trains
        self.moves = 0
        self.received = 0  # bytes in the last run
        self.header = ""  # the view's sentence
        self.errors: list[str] = []
        self.session = ""  # by which the server knows it

    async def open(self) -> None:
        """Connect and run once."""
        self.socket = await connect(
            f"ws://{self.address}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            open_timeout=PATIENCE,
            proxy=None,
            additional_headers={"Cookie": f"seat={self.seat}"},
        )
        await self.run()

    async def close(self) -> None:
        if self.socket:
            await self.socket.close()

    async def again(self) -> bool:
        """Connect anew, as a browser that has lost its server. Whether all is as it was."""
        link, header, seat = self.link, self.header, self.seat
        self.__init__(self.address, self.query, self.locale)  # type: ignore[misc]
        self.seat = seat
        await self.open()
        return (link, header) == (self.link, self.header) and not self.errors

    @property
    def link(self) -> dict[str, str]:
        """The link as the app has last written it."""
        return dict(parse_qsl(self.query, keep_blank_values=True))

    async def act(self, **fields: Any) -> float:
        """Milliseconds of the run in which these settings were changed by their own controls."""
        moved = {name: value for name, value in fields.items() if name in (*FOLLOWED, *SET)}
        if moved and self.whole(moved):
            id = self.widgets["header"][0]
            sent = [{"event": "chosen", "value": moved}]
            return await self.run(
                "", WidgetState(id=EVENTS.format(id), json_trigger_value=json.dumps(sent))
            )
        if moved and "place" in self.widgets:
            self.moves += 1
            id = self.widgets["place"][0]
            self.values[id] = WidgetState(
                id=id, json_value=json.dumps({"moves": [[self.moves, moved]]})
            )
        for name in fields.keys() - moved.keys():
            id = self.widgets[name][0]
            self.values[id] = WidgetState(id=id, double_value=fields[name])
        return await self.run(self.fragment if fields and fields.keys() == moved.keys() else "")

    def whole(self, moved: dict[str, Any]) -> bool:
        """Whether the header makes the whole page run for this choice, as its script decides it."""
        views = {moved.get("view"), self.link.get("view")}
        return "header" in self.widgets and bool(
            moved.keys() & {"lang", "size"} or ("view" in moved and views & {*APART})
        )

    async def run(self, fragment: str = "", *triggers: WidgetState) -> float:
        """Milliseconds until the whole page, or a fragment of it, has run."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.fragment_id = self.query, fragment
        asked.context_info.locale, asked.context_info.url = self.locale, f"http://{self.address}/"
        asked.widget_states.widgets.extend([*self.values.values(), *triggers])
        asked.cached_message_hashes.extend(self.cache)
        assert self.socket
        start, seen, self.received = time.perf_counter(), set[str](), 0
        await self.socket.send(message.SerializeToString())
        while True:
            raw = await asyncio.wait_for(self.socket.recv(), PATIENCE)
            assert isinstance(raw, bytes)
            self.received += len(raw)
            found = ForwardMsg.FromString(raw)
            kind = found.WhichOneof("type")
            if kind == "ref_hash":
                found = self.cache.pop(found.ref_hash)
                kind = found.WhichOneof("type")
            if found.metadata.cacheable:
                self.cache[found.hash] = found
            if kind == "delta":
                self.take(found, seen)
            elif kind == "auto_rerun":
                self.interval = found.auto_rerun.interval
            elif kind == "new_session":
                self.session = found.new_session.initialize.session_id
            elif kind == "page_info_changed":
                self.query = found.page_info_changed.query_string
            elif kind == "script_finished":
                if found.script_finished in FINISHED:
                    break
                if found.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    self.errors.append("the script does not compile")
                    break
        took = 1000 * (time.perf_counter() - start)
        self.cache = dict(list(self.cache.items())[-MOST_KEPT:])
        for id in [
            id
            for id, its in self.elements.items()
            if id not in seen and (not fragment or its == fragment)
        ]:
            del self.elements[id]
            self.values.pop(id, None)
        return took

    def take(self, found: ForwardMsg, seen: set[str]) -> None:
        """Take over an element: a new widget has its default, or what the app has set."""
        new = found.delta.new_element
        kind = new.WhichOneof("type")
        if kind is None:
            return
        element = getattr(new, kind)
        if kind == "exception":
            self.errors.append(" ".join(str(element).split()))
        if kind == "heading" and element.tag == "h2":
            self.header = element.body
        elif kind == "html" and (sentence := re.search("<h2>(.*?)</h2>", element.body)):
            self.header = unescape(re.sub("<.*?>", "", sentence[1]))
        if not getattr(element, "id", ""):
            return
        seen.add(element.id)
        key = element.id.split("-", 2)[-1]
        self.widgets[key] = element.id, element
        if kind == "bidi_component" and key == "place":
            self.fragment = found.delta.fragment_id
            self.moves = max(self.moves, json.loads(element.bytes)["ack"])
        if element.id not in self.elements or getattr(element, "set_value", False):
            if state := shown(kind, element):
                self.values[element.id] = state
        self.elements[element.id] = found.delta.fragment_id


def shown(kind: str, element: Any) -> WidgetState | None:
    """What a widget holds that nobody has touched; None for what holds nothing."""
    state, given = WidgetState(id=element.id), getattr(element, "set_value", False)
    if kind == "number_input":
        state.double_value = element.value if given else element.default
    elif kind == "slider" and not element.options:
        state.double_array_value.data.extend(element.value if given else element.default)
    elif kind == "slider":
        chosen = element.raw_value if given else [element.options[int(k)] for k in element.default]
        state.string_array_value.data.extend(chosen)
    elif kind in ("selectbox", "radio"):
        state.string_value = element.raw_value if given else element.options[element.default]
    elif kind == "button_group":
        chosen = (
            element.raw_values if given else [element.options[k].content for k in element.default]
        )
        state.string_array_value.data.extend(chosen)
    else:
        return None
    return state


async def cost(page: Page, process: int, **fields: Any) -> float:
    """Milliseconds of the server's CPU for one run of this page alone."""
    before = cpu(process)
    await page.act(**fields)
    # what the server still does after its last message belongs to the run
    await asyncio.sleep(0.02)
    return cpu(process) - before


class Ratio:
    """What a run costs the server, beside an empty app's."""

    def __init__(self) -> None:
        self.took: dict[str, list[float]] = {}

    def add(self, name: str, milliseconds: float) -> None:
        self.took.setdefault(name, []).append(milliseconds)

    def lines(self, base: str) -> list[str]:
        """A line for each of what was measured: its median, and its multiple of the base's."""
        medians = {name: statistics.median(values) for name, values in self.took.items()}
        return [
            f"{name:26s} {m:6.2f} ms = {m / medians[base]:4.2f} x the empty app"
            for name, m in medians.items()
        ]
