"""Files that somebody chooses: one a page, freed when read."""

from types import SimpleNamespace

import pytest
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import DeletedFile, UploadedFile, UploadedFileRec

from lstm_core.page import uploads


def test_the_next_file_of_a_page_replaces_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    uploads.guard_uploads()
    files = MemoryUploadedFileManager("")
    for session in ("a", "b"):
        for k in range(5):
            files.add_file(session, UploadedFileRec(f"{k}", "x.toml", "", b"%d" % k))
        assert [file.data for file in files.get_files(session, list("01234"))] == [b"4"]
    [stat] = files.get_stats()["cache_memory_bytes"]
    assert stat.byte_length == 2

    shown = SimpleNamespace(session_id="a", uploaded_file_mgr=files)
    monkeypatch.setattr(uploads, "get_script_run_ctx", lambda: shown)
    file = UploadedFile(files.get_files("a", ["4"])[0], FileURLs())
    assert uploads.content(file) == b"4"
    files.add_file("a", UploadedFileRec("5", "x.toml", "", b""))
    assert uploads.content(UploadedFile(files.get_files("a", ["5"])[0], FileURLs())) == b""
    assert not files.get_files("a", ["4"]) and not file.getvalue()
    assert files.get_files("b", ["4"])


def test_what_is_no_file_has_no_content() -> None:
    assert [uploads.content(file) for file in (None, DeletedFile("x"), b"x")] == [None] * 3
