"""What several test files need of the page: as AppTest sees it."""

import asyncio
import json
import re
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from typing import Any, TypeVar

from streamlit.testing.v1 import AppTest

Result = TypeVar("Result")
ROOT = Path(__file__).parent.parent


def away(work: Coroutine[Any, Any, Result]) -> Result:
    """What a coroutine comes to, in a thread of its own.

    The browser of other tests has an event loop in this one.
    """
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()


def app(locale: str = "es-ES", **query: Any) -> AppTest:
    """The page after its first run, opened by a link with this query."""
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=20)
    page.context = {"locale": locale, "url": "https://lstm.example"}
    for key, value in query.items():
        page.query_params[key] = str(value)
    return page.run()


def components(page: AppTest) -> dict[str, dict[str, Any]]:
    """What the page's parts in the browser are given, by name."""
    given = [json.loads(part.proto.bytes) for part in page.get("bidi_component")]
    return {data.pop("part"): data for data in given}


def fields(page: AppTest) -> dict[str, dict[str, Any]]:
    """What the page's own controls are given, by the name of what each sets."""
    given = [json.loads(part.proto.bytes) for part in page.get("bidi_component")]
    shown = [data["fields"] for data in given if data["part"] == "fields"]
    return {field["name"]: field for part in shown for field in part}


def lines(page: AppTest) -> dict[str, dict[str, Any]]:
    """The controls in the page's own HTML, by what each sets: whether it is fixed, and its ids."""
    html = "".join(part.proto.body for part in page.get("html"))
    inputs = [
        dict(re.findall(r'([\w-]+)="(.*?)"', one)) | {"tag": one}
        for one in re.findall("<input.*?>", html)
    ]
    found: dict[str, dict[str, Any]] = {}
    for one in inputs:
        name = one.get("data-set") or one["name"].removeprefix("row_")
        row = found.setdefault(name, {"fixed": "data-set" not in one, "ids": [], "else": ""})
        row["ids"].append(one.get("value", ""))
        if "data-else" in one["tag"]:
            row["else"] = one["value"]
    return found


def press(page: AppTest, words: str) -> None:
    """Press a button in the page's own HTML, which says what it chooses."""
    html = "".join(part.proto.body for part in page.get("html"))
    (change,) = re.findall(f'data-choose="([^"]*)"[^>]*>{re.escape(words)}<', html)
    page.session_state["session"].from_browser(json.loads(unescape(change)))
    page.run()


def headlines(page: AppTest) -> list[str]:
    """A view's sentence, and the captions: what to watch first."""
    html = "".join(part.proto.body for part in page.get("html") if "<h2>" in part.proto.body)
    said = [re.sub("<.*?>", "", part) for part in re.findall("<(?:h2|p)>(.*?)</(?:h2|p)>", html)]
    heads = [header.value for header in page.header]
    return [*heads, *map(unescape, said), *(caption.value for caption in page.caption)]


def all_text(page: AppTest) -> str:
    """Everything that the page says."""
    kinds = (page.subheader, page.markdown, page.latex, page.warning, page.code)
    notes = [field["note"] for field in fields(page).values()]
    return "\n".join(
        [*headlines(page), *notes, *(str(element.value) for kind in kinds for element in kind)]
    )


def move(page: AppTest, beats: int = 0, **place: Any) -> None:
    """What the player in the browser sends after a move."""
    player = components(page)["player"]
    sent = [place] + [{"beat": 1 if beats > 0 else -1}] * abs(beats)
    page.session_state["place"] = {
        "moves": [[player["ack"] + n, move] for n, move in enumerate(sent, 1)]
    }
    page.run()


def query(page: AppTest) -> dict[str, str]:
    return {
        key: value[0] if isinstance(value, list) else value
        for key, value in page.query_params.items()
    }
