"""What every answer tells the browser to refuse, and what no visitor is told."""

import asyncio
import platform
from pathlib import Path
from uuid import UUID

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import NewSession
from websockets.asyncio.client import connect

from lstm_core.server.headers import content_policy, inline_scripts
from tests.server.conftest import Configured, ask
from tests.support import ROOT, away

PATHS = ("/", "/anything", "/_stcore/health", "/_stcore/host-config", "/static/none.js")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_says_what_the_browser_must_refuse(server: str, path: str) -> None:
    headers = ask(server.removeprefix("http://"), path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    rules = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert rules["default-src"] == rules["frame-ancestors"] == "'self'"
    assert "unsafe" not in rules["script-src"]
    assert "*" not in headers["content-security-policy"]


def test_a_setting_lets_another_site_show_the_page_in_a_frame(configured: Configured) -> None:
    headers = ask(configured.address).headers
    assert headers["content-security-policy"].endswith("frame-ancestors 'self' https://lms.example")
    assert "x-frame-options" not in headers, "it knows no other site"


def test_a_refusal_has_the_headers_too(configured: Configured) -> None:
    for answer in (
        ask(configured.address, Host="evil.example"),
        ask(configured.address, Origin="http://evil.example"),
    ):
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_script_in_streamlits_document_is_named_in_the_policy() -> None:
    [script] = inline_scripts()
    assert "prerenderReady" in script
    assert "sha256-" in content_policy(["'self'"])


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/metrics?families=cache_memory_bytes",
        "/_stcore//../_stcore/metrics",
        "/_stcore/%6detrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/_stcore/script-health-check",
    ],
)
def test_what_streamlit_says_of_the_server_is_not_there(server: str, path: str) -> None:
    assert ask(server.removeprefix("http://"), path).status in (400, 404)


def test_no_page_is_told_of_the_machine(server: str) -> None:
    async def told(address: str) -> tuple[NewSession, bytes]:
        """What a page is told at first, and all of its first run."""
        opened, received = None, b""
        async with connect(f"ws://{address}/_stcore/stream", max_size=None, proxy=None) as page:
            asked = BackMsg()
            asked.rerun_script.query_string = ""
            await page.send(asked.SerializeToString())
            while True:
                data = await asyncio.wait_for(page.recv(), 30)
                assert isinstance(data, bytes)
                message, received = ForwardMsg.FromString(data), received + data
                kind = message.WhichOneof("type")
                if kind == "new_session":
                    opened = message.new_session
                elif kind == "script_finished":
                    assert opened
                    return opened, received

    opened, received = away(told(server.removeprefix("http://")))
    assert opened.main_script_path == "streamlit_app.py"
    assert opened.initialize.session_id and opened.initialize.environment_info.streamlit_version
    for secret in (str(ROOT), str(Path.home()), platform.python_version()):
        assert secret.encode() not in received, secret
    assert opened.initialize.HasField("user_info"), "empty: without it the browser shows an error"
    assert opened.initialize.user_info.installation_id == ""
    assert UUID(opened.initialize.session_id)
