"""Messages that no browser sends: of every kind, with anything in them."""

import json
import random
from collections.abc import Callable, Iterable
from typing import Any

from odd_links import ODD, PASTES, link
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from lstm_core.browser.moves import FOLLOWED
from lstm_core.experiment.settings import CHOICES

KINDS = [field.name for field in WidgetState.DESCRIPTOR.oneofs_by_name["value"].fields]
NUMBERS = (0, 1, -1, 2, 7, 1e308, -1e308, 0.5, float("nan"), float("inf"), float("-inf"), 2.0**62)
DEEP = 50_000
# JSON, or nearly
TEXTS = (
    *ODD, *PASTES[:20], "[" * DEEP, "[" * DEEP + "]" * DEEP, '{"a":' * DEEP + "1" + "}" * DEEP,
    "9" * 5000, f"[{'9' * 5000}]", '{"moves": [[1, {"seed": ' + "9" * 5000 + "}]]}",
    '{"moves": [[' + "9" * 4200 + ', {"t": 2}]]}', '{"moves": NaN}', "NaN", "{", '"', "[1,",
    "\\ud800", '"\\ud800"', "true", "7", '{"moves": ' + "[" * 900 + "]" * 900 + "}", '{"": {}}',
    '{"value": 3}',
    '[{"event": "chosen"}]', '[{"event": "chosen", "value": ' + "[" * 900 + "]" * 900 + "}]",
    '{"event": "edit", "value": {}}', '[{"event": 3}]', '[{"event": "share"}, 3, null]',
)  # fmt: skip


def odd_json(dice: random.Random, depth: int = 3) -> Any:
    """Something that JSON can hold; what a part of the page could send, more often than not."""
    k = dice.randint(1, 12)
    likely: tuple[Any, ...] = (
        {"moves": [[k, {dice.choice(FOLLOWED): dice.choice((*ODD[:20], k, None, [k]))}]]},
        {"moves": [[k, {"beat": dice.choice((1, -1, 0, 10**30))}] for k in range(1, 150)]},
        {"moves": [[k, {"view": dice.choice(CHOICES["view"].ids)}], [k + 1, {"beat": 1}]]},
        {"edit": [dice.choice(("go", "up", "down", "drop", "title", "minutes", "W_f")), k, "x"]},
        {"edit": [k % 3, dice.choice(("up", "down", "drop", "title", "minutes")), k, "x"]},
        {"edit": ["W_f", [k, k], dice.choice(ODD)[:3000]]},
        {"chosen": {dice.choice(FOLLOWED): dice.choice(ODD)[:3000]}},
        {"event": dice.choice(("chosen", "share", "edit", "moves", "x")), "value": k},
    )
    if dice.random() < 0.7:
        return dice.choice(likely)
    if depth == 0 or dice.random() < 0.3:
        return dice.choice((None, True, k, -k, 0.5, "x", "", 10**40, "é\u0000"))
    parts = [odd_json(dice, depth - 1) for _ in range(dice.randint(0, 3))]
    return parts if dice.random() < 0.5 else dict(zip("abc", parts, strict=False))


def odd_text(dice: random.Random) -> str:
    """A text, JSON or not."""
    if dice.random() < 0.3:
        return dice.choice(TEXTS)
    one = odd_json(dice)
    return json.dumps([one] if dice.random() < 0.3 else one)


def odd_state(dice: random.Random, id: str) -> WidgetState:
    """A value of any kind for the widget of this id."""
    state, kind = WidgetState(id=id), dice.choice(KINDS)
    value = getattr(state, kind)
    many = dice.choice((0, 1, 1, 2, 3, 2000))
    if kind in ("string_value", "json_value", "json_trigger_value"):
        setattr(state, kind, plain(odd_text(dice)))
    elif kind == "bytes_value":
        state.bytes_value = odd_text(dice).encode("utf-8", "replace")
    elif kind == "double_value":
        state.double_value = dice.choice(NUMBERS)
    elif kind == "int_value":
        state.int_value = dice.choice((0, 1, -1, 7, 2**60, -(2**60)))
    elif kind in ("trigger_value", "bool_value"):
        setattr(state, kind, dice.random() < 0.7)
    elif kind == "double_array_value":
        value.data.extend(dice.choice(NUMBERS) for _ in range(many))
    elif kind == "int_array_value":
        value.data.extend(dice.choice((0, 1, -1, 2**60)) for _ in range(many))
    elif kind == "string_array_value":
        value.data.extend(plain(dice.choice(TEXTS))[:2000] for _ in range(many))
    elif kind == "file_uploader_state_value":
        for _ in range(many % 10):
            value.uploaded_file_info.add(
                file_id=dice.choice(("", "x")), name=plain("a.toml"), size=1
            )
        value.SetInParent()
    else:
        value.SetInParent()
    return state


def plain(text: str) -> str:
    """Without halves of signs, which a message cannot hold."""
    return text.encode("utf-8", "replace").decode()


def own_state(dice: random.Random, id: str, held: WidgetState | None) -> WidgetState:
    """A value of the widget's own kind, but not one of its own."""
    kind = held.WhichOneof("value") if held else None
    for _ in range(100):
        state = odd_state(dice, id)
        if kind is None or state.WhichOneof("value") == kind:
            return state
    return WidgetState(id=id)


def odd_id(dice: random.Random, known: Iterable[str]) -> str:
    """The id of a widget here, of another page's, or of none."""
    ids = list(known)
    return dice.choice((
        *ids, "", "session", "place", "$$ID-", "$$ID-0-place", "$$ID-x-session", "$$WIDGET_ID-x",
        f"$$ID-{'0' * 32}-editor", "$$STREAMLIT_INTERNAL_KEY_x__events", "x" * 10_000, "\n",
        "$$STREAMLIT_INTERNAL_KEY_SCRIPT_RUN_WITHOUT_ERRORS", *(f"{id}__events" for id in ids[:3]),
    ))  # fmt: skip


def odd_rerun(
    dice: random.Random, held: dict[str, WidgetState], known: Iterable[str], fragment: str
) -> BackMsg:
    """A run asked for with odd values in a few widgets, or with odd circumstances."""
    message, known = BackMsg(), list(known)
    asked = message.rerun_script
    chosen = {odd_id(dice, known) for _ in range(dice.choice((1, 1, 2, 5)))}
    asked.widget_states.widgets.extend(state for id, state in held.items() if id not in chosen)
    for id in chosen:
        make = own_state if dice.random() < 0.4 else lambda dice, id, _: odd_state(dice, id)
        asked.widget_states.widgets.append(make(dice, id, held.get(id)))
    asked.fragment_id = dice.choice((fragment, fragment, "", "", "x", "0" * 1000))
    if dice.random() < 0.2:
        query = "&".join(f"{key}={value}" for key, value in link(dice).items())
        asked.query_string = plain(query)[:60_000]
    if dice.random() < 0.1:
        asked.page_script_hash = dice.choice(("x", "0" * 32))
        asked.page_name = dice.choice(("x", "../..", "é" * 1000))
    if dice.random() < 0.1:
        asked.context_info.locale = plain(dice.choice(ODD))[:1000]
        asked.context_info.timezone = plain(dice.choice(ODD))[:1000]
        asked.context_info.url = dice.choice(("", "x", "javascript:1", "http://[", "//" * 1000))
    asked.is_auto_rerun, asked.is_history_navigation = dice.random() < 0.1, dice.random() < 0.1
    asked.cached_message_hashes.extend("x" * 32 for _ in range(dice.choice((0, 0, 1000))))
    return message


def other(dice: random.Random, session: str) -> bytes | str:
    """A message of this session that asks for no run: another kind, or none at all."""
    message = BackMsg()
    operation = message.backend_operation_request
    fills: tuple[Callable[[], object], ...] = (
        lambda: setattr(message, "load_git_info", True),
        lambda: setattr(message, "clear_cache", True),
        lambda: setattr(message, "stop_script", True),
        lambda: setattr(message, "set_run_on_save", True),
        lambda: setattr(message, "debug_disconnect_websocket", True),
        lambda: setattr(message, "debug_shutdown_runtime", True),
        lambda: setattr(message, "app_heartbeat", True),
        lambda: message.file_urls_request.file_names.extend(["x"] * dice.choice((1, 5000))),
        lambda: setattr(message.rerun_script, "query_string", "x" * dice.choice((2000, 1_100_000))),
        lambda: setattr(operation, "request_id", "x"),
        lambda: setattr(operation.deferred_file, "file_id", "x"),
        lambda: setattr(operation.dataframe_chunk, "source_id", "x"),
        operation.install_skills.SetInParent,
        operation.dismiss_skills_nudge.SetInParent,
        lambda: None,
    )
    dice.choice(fills)()
    if message.HasField("backend_operation_request"):
        operation.session_id = session
    raw = message.SerializeToString()
    return dice.choice((raw, raw, raw, raw[:-1], dice.randbytes(200), b"", "text", b"\xff" * 3000))
