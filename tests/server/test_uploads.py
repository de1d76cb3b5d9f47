"""One page cannot keep the others waiting with files."""

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message
from streamlit.web.server.starlette.starlette_routes import BASE_ROUTE_UPLOAD_FILE

from lstm_core.room import limits
from lstm_core.server.uploads import Uploads
from tests.support import away


def test_a_page_that_sends_file_after_file_is_refused_and_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    monkeypatch.setattr(limits, "monotonic", lambda: now[0])
    uploads = Uploads(PlainTextResponse("taken"))

    def status(path: str, method: str = "PUT") -> int:
        told = list[Message]()

        async def send(message: Message) -> None:
            told.append(message)

        async def receive() -> Message:
            raise AssertionError("the file is not read")

        scope = {"type": "http", "method": method, "path": path}
        away(uploads(scope, receive, send))
        return int(told[0]["status"])

    folder = f"/{BASE_ROUTE_UPLOAD_FILE}"
    many = [status(f"{folder}/one/{k}") for k in range(8)]
    assert many == [200] * 5 + [429] * 3
    assert status(f"/base{folder}/two/1") == 200
    assert status(f"{folder}/one/1", "DELETE") == 200
    assert [status("/_stcore/health") for _ in range(9)] == [200] * 9
    now[0] += 2
    assert [status(f"{folder}/one/{k}") for k in range(2)] == [200, 429]
