"""What Streamlit tells each browser of the machine that it runs on: nothing but what it needs."""

import sys
from pathlib import PurePath

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

# What the one message that describes the machine holds, and no other.
MARK = ".".join(map(str, sys.version_info)).encode()


def redact(data: bytes) -> bytes:
    """A message to a browser, without the folder of the script, the machine's id, its versions.

    Streamlit's own version stays: by it an open page sees that it must load anew.
    """
    if MARK not in data:
        return data
    message = ForwardMsg.FromString(data)
    if message.WhichOneof("type") != "new_session":
        return data
    told = message.new_session
    told.main_script_path = PurePath(told.main_script_path).name
    told.initialize.user_info.Clear()  # it stays, empty: the browser reads it
    version = told.initialize.environment_info.streamlit_version
    told.initialize.ClearField("environment_info")
    told.initialize.environment_info.streamlit_version = version
    return bytes(message.SerializeToString())
