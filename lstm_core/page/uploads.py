"""A file that somebody has chosen: one a page, the next replaces it, and it is freed when read.

Streamlit keeps all that a page has sent until the page is gone, whether or not a widget shows it.
"""

from functools import cache
from typing import Any

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec


@cache
def guard_uploads() -> None:
    """From now on each page of the process has one file at most; once is enough."""
    add = MemoryUploadedFileManager.add_file

    def add_only(files: MemoryUploadedFileManager, session_id: str, file: UploadedFileRec) -> None:
        files.remove_session_files(session_id)
        add(files, session_id, file)

    MemoryUploadedFileManager.add_file = add_only  # type: ignore[assignment,method-assign]


def content(file: Any) -> bytes | None:
    """The bytes of a widget's file, which is kept no longer; None without one, or once read."""
    context = get_script_run_ctx()
    if not isinstance(file, UploadedFile) or context is None:
        return None
    data = file.getvalue()
    context.uploaded_file_mgr.remove_session_files(context.session_id)
    file.seek(0)
    file.truncate()
    return data
