"""What phones send and get, over a real server: one answer each."""

import time
import urllib.request

import pytest

from lstm_core.room.host import Host
from lstm_core.room.phone import phone_page
from tests.room.conftest import POLL, VOTER, Server, vote


def test_a_phone_sees_the_question_votes_and_sees_whether_it_was_right(
    server: Server, host: Host
) -> None:
    news = server.listen(f"/room/{host.code.lower()}/events?voter={VOTER}&lang=es")
    assert next(news)["poll"] is None
    host.ask(POLL)
    asked = next(news)["poll"]
    assert (asked["question"], asked["options"]) == ("¿Qué hace f?", ["Conservar", "Borrar"])
    assert server.send(f"/room/{host.code}/vote", vote(1)) == (200, {"counted": True})
    assert server.send(f"/room/{host.code}/vote", vote(0)) == (200, {"counted": True})
    host.walk(5)
    revealed = next(news)["poll"]
    assert (revealed["right"], revealed["why"]) == (0, "f conserva")
    assert revealed["link"] == "view=cell&t=2"
    assert host.store.votes(host.code, 1) == {1: {VOTER: 0}}
    host.end()
    assert next(news) == {}


def test_the_projector_is_told_of_answers_within_a_second_and_a_half(
    server: Server, host: Host
) -> None:
    host.ask(POLL)
    counts = server.listen(f"/room/{host.code}/counts")
    assert next(counts)["voted"] == 0
    server.send(f"/room/{host.code}/vote", vote())
    assert next(one for one in counts if one["voted"]) == {
        "present": 1,
        "voted": 1,
        "lost": 0,
        "hands": 0,
    }


def test_an_answer_that_counts_is_told_so_even_after_the_poll_has_closed(
    server: Server, host: Host
) -> None:
    host.ask(POLL)
    assert server.send(f"/room/{host.code}/vote", vote(1))[0] == 200
    host.walk(1)
    assert server.send(f"/room/{host.code}/vote", vote(1)) == (200, {"counted": True})
    assert server.send(f"/room/{host.code}/vote", vote(0))[0] == 409
    host.ask(POLL)
    assert server.send(f"/room/{host.code}/vote", vote(1)) == (200, {"counted": True})
    assert host.store.votes(host.code, 1) == {1: {VOTER: 1}}


def test_a_phone_that_was_asleep_comes_back_to_what_is_shown_now(
    server: Server, host: Host
) -> None:
    host.ask(POLL)
    path = f"/room/{host.code}/events?voter={VOTER}"
    news = server.listen(path)
    assert next(news)["poll"]["phase"] == "asked"
    news.close()  # type: ignore[attr-defined]
    server.send(f"/room/{host.code}/vote", vote(0))
    host.walk(3)
    again = next(server.listen(path))["poll"]
    assert (again["phase"], again["round"]) == ("asked_again", 2)
    assert server.send(f"/room/{host.code}/vote", vote(1, round=2))[0] == 200
    assert host.store.votes(host.code, 1) == {1: {VOTER: 0}, 2: {VOTER: 1}}


def test_phones_are_told_that_hands_were_lowered(server: Server, host: Host) -> None:
    news = server.listen(f"/room/{host.code}/events?voter={VOTER}")
    assert next(news)["lowered"] == 0
    host.store.signal(host.code, VOTER, "hand", True, time.time())
    host.lower_hands()
    assert next(news)["lowered"] == 1 and host.counts.hands == 0


def test_a_phone_that_cannot_listen_asks_and_is_there(server: Server, host: Host) -> None:
    assert server.send(f"/room/{host.code}/state?voter={VOTER}")[0] == 200
    until = time.monotonic() + 20
    while host.counts.present != 1:
        assert time.monotonic() < until
        time.sleep(0.05)


def test_signals(server: Server, host: Host) -> None:
    body = {"voter": VOTER, "kind": "lost", "on": True}
    assert server.send(f"/room/{host.code}/signal", body)[0] == 200
    assert host.counts.lost == 1
    for wrong in ({"kind": "key"}, {"on": 1}, {"kind": None}):
        assert server.send(f"/room/{host.code}/signal", body | wrong)[0] == 400


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_page_of_a_phone_is_small_and_whole(server: Server, lang: str) -> None:
    request = urllib.request.Request(
        server.address + "/join/ABCD", headers={"Accept-Language": lang}
    )
    with urllib.request.urlopen(request) as answer:
        page = answer.read().decode()
        policy = answer.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in answer.headers
    assert page == phone_page(lang) and len(page.encode()) <= 30_000
    assert f'<html lang="{lang}">' in page and "{{" not in page
    assert "http" not in page.replace("http-equiv", "") and "default-src 'none'" in policy
