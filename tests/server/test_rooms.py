"""Rooms in the app as it runs: phones are served beside the page, and nobody else's page is."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

from lstm_core.room import Host, Poll, PollText, open_room
from lstm_core.room.phone import CONTENT_POLICY, phone_page
from tests.server.conftest import ask

POLL = Poll(0, {"en": PollText("f?", ("keep", "erase"), "f keeps")})
VOTE = {"voter": "voter-0123456789", "poll": 1, "round": 1, "choice": 0}


@pytest.fixture
def host() -> Iterator[Host]:
    host = open_room()
    yield host
    host.end()


def vote(address: str, code: str, origin: str) -> int:
    connection = HTTPConnection(address, timeout=10)
    connection.request("POST", f"/room/{code}/vote", json.dumps(VOTE), {"Origin": origin})
    status = connection.getresponse().status
    connection.close()
    return status


def test_a_phone_gets_its_own_page_with_its_own_policy(server: str) -> None:
    answer = ask(server.removeprefix("http://"), "/join/ABCD", Accept_Language="es")
    assert answer.body.decode() == phone_page("es")
    assert answer.headers["content-security-policy"] == CONTENT_POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "link" not in answer.headers, "nothing else to fetch"


def test_a_vote_from_the_page_counts_and_one_from_elsewhere_does_not(
    server: str, host: Host
) -> None:
    host.ask(POLL)
    address = server.removeprefix("http://")
    assert vote(address, host.code, "https://elsewhere.example") == 403
    assert host.counts.voted == 0
    assert vote(address, host.code, server) == 200
    assert host.counts.voted == 1


def test_the_projector_is_told_while_the_app_runs(server: str, host: Host) -> None:
    host.ask(POLL)
    connection = HTTPConnection(server.removeprefix("http://"), timeout=10)
    connection.request("GET", f"/room/{host.code}/counts")
    news = connection.getresponse()
    assert b'"voted": 0' in news.readline()
    vote(server.removeprefix("http://"), host.code, server)
    assert any(b'"voted": 1' in news.readline() for _ in range(20))
    connection.close()
