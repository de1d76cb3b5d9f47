"""How it goes: for who has the token, and for nobody else."""

from base64 import b64encode
from pathlib import Path

import pytest
from client import Page
from prometheus_client.parser import text_string_to_metric_families

from lstm_core.room.hub import Hub
from lstm_core.room.sqlite import SQLiteStore
from lstm_core.server import operation
from lstm_core.words.language import texts
from tests.server.conftest import TOKEN, Configured, ask
from tests.support import away

PATHS = ("/ops", "/ops/metrics")
BEARER = f"Bearer {TOKEN}"


def basic(password: str) -> str:
    """What a browser sends once a password is typed."""
    return "Basic " + b64encode(f"anybody:{password}".encode()).decode()


@pytest.mark.parametrize("path", PATHS)
def test_without_the_token_nothing_is_told(configured: Configured, path: str) -> None:
    wrong = ("Bearer ", "Bearer x", "Basic", "Basic !", "Basic é", TOKEN, basic(TOKEN[:-1]))
    for sent in ({}, *({"Authorization": one} for one in wrong)):
        answer = ask(configured.address, path, **sent)
        assert answer.status == 401 and not answer.body
        assert "Basic" in answer.headers["www-authenticate"]
    assert ask(configured.address, f"{path}?token={TOKEN}").status == 401


@pytest.mark.parametrize("path", PATHS)
def test_without_a_token_set_there_is_no_such_page(server: str, path: str) -> None:
    address = server.removeprefix("http://")
    for sent in ({}, {"Authorization": BEARER}, {"Authorization": basic("")}):
        answer = ask(address, path, **sent)
        assert answer.body == ask(address).body, "Streamlit's own document, as at any address"


@pytest.mark.parametrize("lang", ["es", "en"])
def test_who_has_the_token_sees_how_it_goes(configured: Configured, lang: str) -> None:
    for authorization in (BEARER, basic(TOKEN)):
        answer = ask(configured.address, "/ops", Authorization=authorization, Accept_Language=lang)
        body = answer.body.decode()
        assert answer.status == 200 and str(configured.process) in body
        for key in ("pages", "p95", "trainings", "memory"):
            assert texts(lang)[f"ops_{key}"] in body
        assert answer.headers["cache-control"] == "no-store"
        assert "script" not in answer.headers["content-security-policy"]


def figures(configured: Configured) -> dict[str, float]:
    """What Prometheus reads, by the names of the samples."""
    answer = ask(configured.address, "/ops/metrics", Authorization=BEARER)
    assert answer.headers["content-type"].startswith("text/plain")
    families = text_string_to_metric_families(answer.body.decode())
    return {
        sample.name + sample.labels.get("le", ""): sample.value
        for family in families
        for sample in family.samples
    }


def test_prometheus_reads_the_pages_that_are_open_and_how_long_they_waited(
    configured: Configured,
) -> None:
    async def open_one() -> dict[str, float]:
        page = Page(configured.address)
        await page.open()
        await page.act(t=1)
        seen = figures(configured)
        await page.close()
        return seen

    before = figures(configured)
    during = away(open_one())
    assert during["lstm_pages"] == before["lstm_pages"] + 1
    assert during["lstm_pages_opened_total"] == before["lstm_pages_opened_total"] + 1
    assert during["lstm_run_seconds_count"] >= before["lstm_run_seconds_count"] + 2
    assert during["lstm_run_seconds_bucket+Inf"] == during["lstm_run_seconds_count"]
    assert 0 < during["lstm_run_seconds_sum"] < 60
    assert during["process_resident_memory_bytes"] > 1e7
    assert during["lstm_trainings"] == 0
    assert during["lstm_rooms"] == during["lstm_phones"] == 0


def test_the_phones_and_projectors_of_a_room_are_told_apart(tmp_path: Path) -> None:
    async def listening() -> tuple[int, int]:
        hub = Hub(SQLiteStore(tmp_path / "rooms"))
        async with hub.listening("ABCD"), hub.listening("ABCD", "a"), hub.listening("EFGH", "b"):
            return len(hub.listeners), hub.phones

    assert away(listening()) == (2, 2)


def test_without_the_client_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from starlette.requests import Request

    monkeypatch.setattr(operation, "find_spec", lambda _: None)
    request = Request({"type": "http", "headers": [(b"accept-language", b"en-GB")]})
    answer = operation.metrics(request)
    assert answer.status_code == 501
    assert answer.body == texts("en")["ops_no_client"].encode() + b"\n"
