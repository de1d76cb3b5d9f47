"""Messages that no browser sends: the page answers, and the log has no traceback."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from client import EVENTS, Page
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime import app_session

from lstm_core.page.received import judge
from lstm_core.page.sent import keep_theme
from tests.support import away

DEEP = "[" * 50_000
DIGITS = '{"moves": [[1, {"seed": ' + "9" * 5000 + "}]]}"
ODD: dict[str, Callable[[Page], WidgetState]] = {
    "text for a switch": lambda page: state(page, "edit_0", string_value="x"),
    "moves too deep": lambda page: state(page, "place", json_value=DEEP),
    "moves of too many digits": lambda page: state(page, "place", json_value=DIGITS),
    "what no field has": lambda page: state(page, "fields", json_value='{"moves": 3}'),
    "moves that are no JSON": lambda page: state(page, "place", json_value="{"),
    "moves that are bytes": lambda page: state(page, "place", bytes_value=b"{}"),
    "a choice too deep": lambda page: trigger(page, "header", DEEP),
    "a choice of nothing": lambda page: trigger(page, "header", '[{"event": "chosen"}]'),
    "a choice of a number": lambda page: trigger(page, "header", "7"),
    "nobody's widget": lambda page: WidgetState(id="", string_value="x"),
    "the session": lambda page: WidgetState(id="session", string_value="x"),
    "a strange key": lambda page: WidgetState(id="$$ID-x-session", json_value="{}"),
}
IN_TRAINING: dict[str, Callable[[Page], WidgetState]] = {
    "a slider's value as text": lambda page: state(page, "train_units", string_value="x"),
    "a slider's value as JSON": lambda page: state(page, "train_units", json_value="{"),
    "no number": lambda page: numbers(page, "train_units", float("nan")),
    "two numbers": lambda page: numbers(page, "train_units", 1, 2),
    "no bound": lambda page: numbers(page, "train_units", 1e308),
    "a list for a choice": lambda page: numbers(page, "task", 1),
    "a choice that there is not": lambda page: state(page, "task", string_value="x"),
}


def state(page: Page, key: str, **value: object) -> WidgetState:
    """A value for the widget of this key."""
    return WidgetState(id=page.widgets[key][0], **value)  # type: ignore[arg-type]


def numbers(page: Page, key: str, *values: float) -> WidgetState:
    sent = state(page, key)
    sent.double_array_value.data.extend(values)
    return sent


def trigger(page: Page, key: str, text: str) -> WidgetState:
    """What a part of the page sends once."""
    return WidgetState(id=EVENTS.format(page.widgets[key][0]), json_trigger_value=text)


async def odd_messages(
    address: str, query: str, messages: dict[str, Callable[[Page], WidgetState]]
) -> None:
    """Each of the messages, to one page after the other; each is answered, and so is the next."""
    page = Page(address, query)
    await page.open()
    sentence = page.header
    for name, make in messages.items():
        for fragment in ("", page.fragment):
            odd = make(page)
            held = page.values.pop(odd.id, None)
            await page.run(fragment, odd)
            if held:
                page.values[odd.id] = held
        await page.run()
        assert not page.errors and page.header == sentence, name
    await page.close()


async def gone_widgets(address: str) -> None:
    """What is sent for widgets that were there a moment ago, as by who presses twice."""
    page = Page(address, "lang=en&view=lecture")
    await page.open()
    mine = trigger(page, "header", "[]")
    mine.json_trigger_value = json.dumps([{"event": "mine", "value": 1}])
    await page.run("", mine)
    editor, shipped = trigger(page, "editor", "[]"), state(page, "lecture_shipped")
    editor.json_trigger_value = json.dumps([{"event": "edit", "value": [0, "drop", 1]}])
    shipped.trigger_value = True
    await page.run()
    for late in (editor, shipped, editor):
        await page.run("", late)
        assert not page.errors and page.header
    page.query = "lang=en&view=train"
    await page.run()
    task = state(page, "task", string_value=page.widgets["task"][1].options[1])
    page.query = "lang=en&view=cell"
    await page.run()
    await page.run("", task)
    assert not page.errors and page.link["view"] == "cell"
    await page.close()


def test_a_value_that_no_widget_can_hold_changes_nothing(server: str, server_log: Path) -> None:
    address = server.removeprefix("http://")
    away(odd_messages(address, "lang=en&view=cell&edits=f=1", ODD))
    away(odd_messages(address, "lang=en&view=train", IN_TRAINING))
    assert "Traceback" not in server_log.read_text()


def test_a_widget_that_is_gone_does_nothing(server: str, server_log: Path) -> None:
    away(gone_widgets(server.removeprefix("http://")))
    assert "Traceback" not in server_log.read_text()


async def no_messages(address: str) -> None:
    """Frames that nobody can read: the connection ends, and another page opens."""
    for raw in ("text", b"\xff" * 99, b""):
        page = Page(address, "lang=en&view=cell")
        await page.open()
        assert page.socket
        await page.socket.send(raw)
        await asyncio.wait_for(page.socket.wait_closed(), 20)


def test_what_is_no_message_ends_the_connection_without_a_word(
    server: str, server_log: Path
) -> None:
    away(no_messages(server.removeprefix("http://")))
    assert "Traceback" not in server_log.read_text()


def test_only_what_a_page_asks_for_is_taken_from_a_browser() -> None:
    run, cache, git, files, skills = (BackMsg() for _ in range(5))
    run.rerun_script.query_string = "t=2"
    cache.clear_cache = git.load_git_info = True
    files.file_urls_request.file_names.extend(["a", "b"])
    skills.backend_operation_request.install_skills.SetInParent()
    assert judge(run.SerializeToString()) == "take"
    for message in (BackMsg(), cache, git, files, skills):
        assert judge(message.SerializeToString()) == "skip"
    assert judge(b"\xff" * 9) == "end" == judge(run.SerializeToString()[:-1])


def test_the_theme_that_is_kept_is_what_streamlit_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> CustomThemeConfig:
        theme = CustomThemeConfig()
        app_session._populate_theme_msg(theme)
        app_session._populate_theme_msg(theme.light, "theme.light")
        app_session._populate_theme_msg(theme.sidebar, "theme.sidebar")
        return theme

    monkeypatch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)
    read = told()
    keep_theme.__wrapped__()
    assert told() == told() == read
    assert read.light.primary_color and not told().HasField("sidebar")
