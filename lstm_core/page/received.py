"""What a browser sends for a widget, taken over only where the widget can hold it.

Streamlit reads a value by the kind of its widget and raises where it is of another kind, nested too
deep, or a number of thousands of digits: the page is gone, though nobody is told what was wrong. A
value that a widget cannot hold counts here as one that was never sent.
"""

import logging
import re
from functools import cache
from typing import Any, Literal

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.state.common import WidgetMetadata, unpack_widget_state_value
from streamlit.runtime.state.session_state import Serialized, Value, WStates

from lstm_core.page.uploads import guard_uploads

WIDGET = re.compile(r"(?:\$\$STREAMLIT_INTERNAL_KEY_)?\$\$ID-[0-9a-f]{32}-")

# What a page asks for; all else is for who develops one, and some of it stops everybody.
ASKED = {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"}

# Who writes a traceback into the log of what was answered.
ANSWERED = (
    "streamlit.runtime.backend_operation_handler",
    "streamlit.web.server.starlette.starlette_websocket",
)


def judge(data: bytes) -> Literal["take", "skip", "end"]:
    """What to do with a message of a browser: take it, leave it out, or end the connection."""
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return "end"
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":  # a file that is made when it is asked for
        known = message.backend_operation_request.WhichOneof("payload") == "deferred_file"
    else:
        known = kind in ASKED and len(message.file_urls_request.file_names) <= 1
    return "take" if known else "skip"


@cache
def guard() -> None:
    """From now on, for all pages of the process, no value of a widget raises; once is enough.

    And a page has one file at most. A value is taken and read in these two places alone.
    """
    take, read = WStates.set_widget_from_proto, WStates.__getitem__

    def take_guarded(states: WStates, sent: WidgetState) -> None:
        if WIDGET.match(sent.id):  # any other id stays for ever, and fails whoever looks at all
            take(states, sent)

    def read_guarded(states: WStates, id: str) -> Any:
        sent, widget = states.states.get(id), states.widget_metadata.get(id)
        if isinstance(sent, Serialized) and widget is not None:
            states.states[id] = Value(held(widget, sent.value))
        return read(states, id)

    guard_uploads()
    for name in ANSWERED:
        logging.getLogger(name).addFilter(is_news)
    WStates.set_widget_from_proto = take_guarded  # type: ignore[assignment,method-assign]
    WStates.__getitem__ = read_guarded  # type: ignore[method-assign]


def is_news(record: logging.LogRecord) -> bool:
    """Whether the log needs it: not a frame that nobody can read, nor a file that is gone.

    A file that could not be made is news.
    """
    error = record.exc_info[1] if record.exc_info else None
    known = isinstance(error, DecodeError | MediaFileStorageError)
    return not known or bool(error and error.__cause__)


def held(widget: WidgetMetadata[Any], sent: WidgetState) -> Any:
    """What a widget holds once this was sent: its default where it cannot hold that."""
    kind = sent.WhichOneof("value")
    if kind is not None and kind == widget.value_type:
        try:
            value = unpack_widget_state_value(sent)
            if kind != "json_value" or isinstance(value, dict):
                return widget.deserializer(value)
        except Exception:  # whatever a widget raises: there are as many errors as kinds of widgets
            pass
    return widget.deserializer(None)
