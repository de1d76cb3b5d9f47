"""Where links begin: what a phone can open, or the page says that none can."""

import pytest

from lstm_core.server.address import Address, address_of, is_own, readable
from lstm_core.server.settings import ServerSettings

OPEN = ServerSettings()


@pytest.mark.parametrize(
    "host",
    ["", "localhost", "lstm.localhost", "127.0.0.1", "127.8.8.8", "::1", "0.0.0.0", "169.254.3.4"],
)
def test_no_other_machine_finds_a_machine_by_its_own_names(host: str) -> None:
    assert is_own(host)


@pytest.mark.parametrize("host", ["192.168.1.20", "10.0.0.7", "localhost.example", "fd00::2", "pc"])
def test_other_machines_find_it_by_others(host: str) -> None:
    assert not is_own(host)


@pytest.mark.parametrize(
    ("shown", "inside", "url"),
    [
        ("http://localhost:8501", "192.168.1.20", "http://192.168.1.20:8501"),
        ("http://127.0.0.1:8501/", "10.0.0.7", "http://10.0.0.7:8501/"),
        ("http://[::1]:8501/cell", "fd00::2", "http://[fd00::2]:8501/cell"),
        ("http://localhost", "10.0.0.7", "http://10.0.0.7"),
    ],
)
def test_a_laptop_has_its_address_in_the_network(shown: str, inside: str, url: str) -> None:
    assert address_of(shown, inside, OPEN) == Address(url, "network")


@pytest.mark.parametrize("inside", [None, "", "127.0.0.1", "169.254.3.4"])
def test_without_a_network_it_is_the_machine_alone(inside: str | None) -> None:
    here = "http://localhost:8501"
    assert address_of(here, inside, OPEN) == Address(here, "machine")


def test_what_is_no_name_of_the_machines_own_stays() -> None:
    for shown in ("https://lstm.example.edu/", "http://192.168.1.9:8501"):
        assert address_of(shown, "10.0.0.7", OPEN) == Address(shown, "all")


@pytest.mark.parametrize(
    "odd", ["http://[", "http://[::1", "http://a:b", "http://a:99999", "http://a:0"]
)
def test_what_is_no_address_is_none(odd: str) -> None:
    assert readable(odd) == ""
    assert readable("http://[::1]:8501/cell") == "http://[::1]:8501/cell"
    assert address_of(readable(odd), "10.0.0.7", OPEN).who != "all"


def test_an_address_that_would_be_refused_is_not_offered() -> None:
    here = "http://localhost:8501"
    named = ServerSettings.read({"LSTM_HOSTS": "lstm.example"})
    assert address_of(here, "10.0.0.7", named).who == "machine"
    named = ServerSettings.read({"LSTM_HOSTS": "lstm.example, 10.0.0.7"})
    assert address_of(here, "10.0.0.7", named).who == "network"


@pytest.mark.parametrize(
    "public", ["https://lstm.example.edu", "http://10.1.2.3:8500/cell/", "https://[fd00::2]:8500"]
)
def test_a_named_address_goes_before_all(public: str) -> None:
    settings = ServerSettings.read({"LSTM_ADDRESS": public})
    for shown in ("http://localhost:8501", "https://elsewhere.example"):
        assert address_of(shown, "10.0.0.7", settings) == Address(public, "all")


@pytest.mark.parametrize(
    "odd", ["lstm.example", "ftp://a.example", "http://", "http://a.example?x=1"]
)
def test_an_address_that_is_none_is_told_and_left_out(
    odd: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert ServerSettings.read({"LSTM_ADDRESS": odd}).address == ""
    assert "LSTM_ADDRESS" in caplog.text
