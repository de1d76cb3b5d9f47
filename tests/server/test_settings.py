"""The settings of the server: what cannot be read is told in one line and opens nothing."""

import pytest

from lstm_core.server.settings import ServerSettings


def test_without_settings_the_page_answers_to_any_name_and_frames_itself_alone() -> None:
    settings = ServerSettings.read({})
    assert not settings.restricted and settings.hosts == ()
    assert settings.frames == ("'self'",)


def test_lists_are_apart_by_commas_or_spaces() -> None:
    settings = ServerSettings.read({"LSTM_HOSTS": " A.example,*.b.example  [::1]"})
    assert settings.restricted
    assert settings.hosts == ("a.example", "*.b.example", "[::1]")
    assert ServerSettings.read({"LSTM_FRAMES": "https://*.lms.example:8443"}).frames == (
        "https://*.lms.example:8443",
    )


@pytest.mark.parametrize(
    "odd", ["a*b", "http://a.example", "*", "a.example;", "x" * 90 + "/", "*.", "é"]
)
def test_what_cannot_be_read_is_told_and_opens_nothing(
    odd: str, caplog: pytest.LogCaptureFixture
) -> None:
    settings = ServerSettings.read({"LSTM_HOSTS": odd, "LSTM_FRAMES": f"x;{odd}"})
    assert settings.restricted and settings.hosts == ()
    assert settings.frames == ("'self'",)
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 2 and all("\n" not in line and len(line) < 150 for line in told)


@pytest.mark.parametrize("odd", ["short", "ñ" * 20])
def test_a_token_that_is_guessed_opens_nothing(odd: str, caplog: pytest.LogCaptureFixture) -> None:
    assert ServerSettings.read({"LSTM_OPS_TOKEN": odd}).token == ""
    assert "left out" in caplog.text and odd not in caplog.text
    settings = ServerSettings.read({"LSTM_OPS_TOKEN": "a" * 16})
    assert settings.token == "a" * 16 and "aaa" not in repr(settings)
