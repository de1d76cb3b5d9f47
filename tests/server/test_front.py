"""A browser fetches the page's own JavaScript as one file, and only when it has changed."""

import gzip

from lstm_core.browser.bundle import bundle
from lstm_core.server.front import PLACE
from lstm_core.server.streamlit_files import IMPORTED, document, folder, scripts_of
from tests.server.conftest import ask


def test_the_entry_has_all_modules_in_one(server: str) -> None:
    address = server.removeprefix("http://")
    answer = ask(address, f"/{PLACE}", Accept_Encoding="gzip, br")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert gzip.decompress(answer.body).decode() == bundle()
    assert ask(address, f"/{PLACE}").body.decode() == bundle()


def test_what_has_not_changed_is_not_sent_again(server: str) -> None:
    address = server.removeprefix("http://")
    tag = ask(address, f"/{PLACE}").headers["etag"]
    again = ask(address, f"/{PLACE}", If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")
    assert ask(address, f"/{PLACE}", If_None_Match='"older"').status == 200


def test_the_document_names_what_the_browser_fetches_early(server: str) -> None:
    address = server.removeprefix("http://")
    early = ask(address).headers["link"].split(", ")
    assert f"<{PLACE}>; rel=modulepreload" in early
    for one in early:
        assert ask(address, "/" + one[1 : one.index(">")]).status == 200, one
    assert "link" not in ask(address, "/_stcore/health").headers


def test_streamlits_scripts_for_the_drawing_are_named_with_all_they_import() -> None:
    known = document()
    scripts = scripts_of("BidiComponent")
    assert any("BidiComponent." in script for script in scripts)
    for script in scripts:
        assert script not in known
        for name in IMPORTED.findall((folder() / script).read_text("utf-8")):
            assert name in known or f"static/js/{name}" in scripts
