"""What Streamlit tells each browser at each run: of its machine no more than what it needs."""

import sys
from functools import cache
from pathlib import PurePath

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

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


@cache
def keep_theme() -> None:
    """From now on the configuration is searched once for the theme that each run's message holds.

    Streamlit does it six times a run, which is a sixth of what an empty app's run costs.
    """
    read = app_session._populate_theme_msg

    @cache
    def theme(section: str) -> CustomThemeConfig:
        found = CustomThemeConfig()
        read(found, section)
        return found

    def told(message: CustomThemeConfig, section: str = "theme") -> None:
        if theme(section).ByteSize():  # to merge nothing would say that there is a theme
            message.MergeFrom(theme(section))

    app_session._populate_theme_msg = told  # type: ignore[assignment]
