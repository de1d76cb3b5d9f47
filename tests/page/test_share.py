"""Share, and the lecture's last scene: links and codes that a phone can open."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lstm_core.experiment.inputs import keep_table
from lstm_core.experiment.own_cells import own_cell
from lstm_core.lesson.lecture_file import load
from lstm_core.model.initialisers import pytorch
from lstm_core.page import share
from lstm_core.server.settings import ServerSettings
from lstm_core.session.opened_sequence import read
from lstm_core.words.language import say
from tests.support import ROOT

HERE = "http://localhost:8501"
LAST = len(load()[0].scenes)


def shared(url: str = HERE, **query: Any) -> AppTest:
    """The page with Share opened, as a browser at this address has it."""
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=20)
    page.context = {"locale": "en-GB", "url": url}
    for key, value in ({"lang": "en"} | query).items():
        page.query_params[key] = str(value)
    page.run()
    page.session_state["session"].dialog = "share"
    page.run()
    assert not page.exception
    return page


def coded(page: AppTest) -> bool:
    """Whether a QR code is shown."""
    return any('class="qr"' in part.proto.body for part in page.get("html"))


def captions(page: AppTest) -> list[str]:
    return [caption.value for caption in page.caption]


@pytest.fixture(autouse=True)
def laptop(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine in a network, on which one process listens to all."""
    monkeypatch.setattr(share, "CONTAINED", ())
    monkeypatch.setattr(share, "get_internal_ip", lambda: "192.168.1.20")
    monkeypatch.setattr(share, "server_settings", ServerSettings)


def test_share_on_a_laptop_offers_its_address_in_the_network() -> None:
    page = shared()
    assert page.code[0].value.startswith("http://192.168.1.20:8501?")
    assert coded(page) and say("share_network", "en") in captions(page)


def test_share_without_a_network_says_that_no_phone_gets_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(share, "get_internal_ip", lambda: "127.0.0.1")
    page = shared("http://127.0.0.1:8501")
    assert page.code[0].value.startswith("http://127.0.0.1:8501?")
    assert not coded(page) and say("share_machine", "en") in captions(page)


def test_a_container_does_not_offer_an_address_that_is_its_own_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(share, "CONTAINED", (str(tmp_path),))
    assert say("share_machine", "en") in captions(shared())


@pytest.mark.parametrize(
    ("listens", "shown", "found"),
    [
        ("127.0.0.1", HERE, "127.0.0.1"),
        ("10.0.0.7", HERE, "10.0.0.7"),
        ("0.0.0.0", HERE, "192.168.1.20"),
        (None, HERE, "192.168.1.20"),
        ("127.0.0.1", "http://localhost:8500", "192.168.1.20"),  # nginx listens there
    ],
)
def test_where_the_process_listens_decides(
    monkeypatch: pytest.MonkeyPatch, listens: str | None, shown: str, found: str
) -> None:
    options = {"server.address": listens, "server.port": 8501}
    monkeypatch.setattr(st, "get_option", options.get)
    assert share.inside(shown) == found


def test_a_named_address_is_in_every_link(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = ServerSettings(address="https://lstm.example.edu")
    monkeypatch.setattr(share, "server_settings", lambda: settings)
    page = shared()
    assert page.code[0].value.startswith("https://lstm.example.edu?")
    assert coded(page)
    assert not {say("share_network", "en"), say("share_machine", "en")} & {*captions(page)}


def test_a_page_with_a_public_address_says_nothing_of_networks() -> None:
    page = shared("https://lstm.example.edu/")
    assert page.code[0].value.startswith("https://lstm.example.edu?") and coded(page)
    assert say("share_network", "en") not in captions(page)


@pytest.mark.parametrize("odd", ["http://[", "http://a:99999"])
def test_a_browser_that_names_no_address_has_a_page_nevertheless(odd: str) -> None:
    page = shared(odd)
    assert not coded(page) and say("share_machine", "en") in captions(page)


def test_the_last_scene_has_the_same_address(monkeypatch: pytest.MonkeyPatch) -> None:
    last: dict[str, Any] = {"view": "lecture", "scene": LAST}
    page = shared(**last)
    assert coded(page) and say("practise_network", "en") in captions(page)
    links = [button.proto.url for button in page.get("link_button")]
    assert any(link.startswith("http://192.168.1.20:8501?") for link in links)
    monkeypatch.setattr(share, "get_internal_ip", lambda: None)
    page = shared(**last)
    assert not coded(page) and say("practise_machine", "en") in captions(page)


def test_share_of_a_cell_that_no_link_holds_gives_its_file_and_no_code() -> None:
    cell = own_cell(pytorch(np.random.default_rng(0), 20, 64))
    page = shared(scenario="own", weights=cell.spelling, t=3, edits="b_f[2]=1")
    said = say("share_unlinked_cell", "en")
    assert not coded(page) and [said in one.value for one in page.warning] == [True]
    assert page.radio(key="share_with").options == [say("controls_all", "en")]
    buttons = {one.key for one in page.get("download_button")}
    assert "share_save_cell" in buttons
    versus = shared(versus=f"scenario=own&weights={cell.spelling}")
    assert coded(versus) and say("share_unlinked_versus", "en") in versus.warning[-1].value
    assert not coded(shared(scenario="own", weights=cell.spelling, lang="es"))
    small = own_cell(pytorch(np.random.default_rng(0), 3, 4))
    assert coded(shared(scenario="own", weights=small.spelling))


def test_share_of_rows_that_no_link_holds_gives_them_as_a_file() -> None:
    table = read("\n".join(f"{k % 17};{k % 5}" for k in range(3000)))
    page = shared(view="train", task="own", inputs=keep_table(table))
    assert not coded(page)
    assert say("share_unlinked_table", "en") in [one.value for one in page.warning]
