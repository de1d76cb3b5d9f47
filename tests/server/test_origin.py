"""A page of somebody else gets nothing from the server, and costs it nothing."""

import time

import pytest

from lstm_core.server.origin import is_own
from tests.server.conftest import Configured, ask

STREAM = "/_stcore/stream"


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "https://evil.example",
        "null",
        "",
        "http://",
        "http://[",
        "file://127.0.0.1:8501",
        "http://127.0.0.1",
        "http://127.0.0.1:8501@evil.example",
        "http://127.0.0.1:8501.evil.example",
        "http://notuni.example",
    ],
)
def test_another_origin_is_foreign(origin: str) -> None:
    assert not is_own(origin, {"127.0.0.1:8501", ""}, ["lstm.example", "*.uni.example"])


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://127.0.0.1:8501", "127.0.0.1:8501"),
        ("HTTPS://Page.Example", "page.example"),
        ("https://page.example", "page.example:443"),
        ("http://page.example", "page.example:80"),
        ("http://[::1]:8501", "[::1]:8501"),
        ("https://lstm.example", "10.0.0.7:8501"),
        ("https://a.uni.example:8443", "10.0.0.7:8501"),
    ],
)
def test_its_own_origin_is_not(origin: str, host: str) -> None:
    assert is_own(origin, {host, ""}, ["lstm.example", "*.uni.example"])


@pytest.mark.parametrize("path", ["/", STREAM])
@pytest.mark.parametrize("host", ["", "lstm.example"])
def test_a_foreign_origin_is_refused_at_once(configured: Configured, path: str, host: str) -> None:
    """Streamlit asks an outside service for its address first, and serves nobody meanwhile."""
    headers = {"Upgrade": "websocket"} if path == STREAM else {}
    began = time.monotonic()
    for k in range(5):
        answer = ask(
            configured.address,
            path,
            Origin=f"http://evil{k}.example",
            Host=host or configured.address,
            **headers,
        )
        assert answer.status == 403
    assert not configured.outside
    assert time.monotonic() - began < 5, "asking outside takes two seconds each time"


@pytest.mark.parametrize(
    ("origin", "more"),
    [
        ("http://lstm.example", {}),
        ("https://a.uni.example", {}),
        ("https://elsewhere.example", {"X_Forwarded_Host": "elsewhere.example"}),
    ],
)
def test_behind_a_proxy_with_another_name_the_page_connects(
    configured: Configured, origin: str, more: dict[str, str]
) -> None:
    answer = ask(configured.address, STREAM, Upgrade="websocket", Origin=origin, **more)
    assert answer.status == 101
    assert not configured.outside


def test_only_the_names_that_are_set_are_answered(configured: Configured, server: str) -> None:
    for host, status in {
        "evil.example": 400,
        "lstm.example.evil.example": 400,
        "LSTM.example:8500": 200,
        "a.uni.example": 200,
        "localhost": 200,
        "[::1]:8501": 200,
    }.items():
        assert ask(configured.address, Host=host).status == status, host
    for path, status in {"/": 400, STREAM: 403}.items():
        upgrade = {"Upgrade": "websocket"} if path == STREAM else {}
        answer = ask(configured.address, path, Host="evil.example", **upgrade)
        assert answer.status in (status, 400)
    assert ask(server.removeprefix("http://"), Host="any.example").status == 200
