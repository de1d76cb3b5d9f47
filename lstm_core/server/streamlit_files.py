"""The files that Streamlit serves: its document, and the scripts of its elements."""

import re
from importlib.util import find_spec
from pathlib import Path

IMPORTED = re.compile(r'(?:from|import)"\./([^"]+\.js)"')


def folder() -> Path:
    """Where they are; Streamlit is not imported for that."""
    streamlit = find_spec("streamlit")
    if streamlit is None or streamlit.origin is None:
        raise ModuleNotFoundError("streamlit")
    return Path(streamlit.origin).parent / "static"


def document() -> str:
    """Streamlit's own document."""
    return (folder() / "index.html").read_text("utf-8")


def scripts_of(element: str) -> list[str]:
    """The addresses of an element's scripts, those aside that the document names itself."""
    scripts, known = folder() / "static" / "js", document()
    waiting = [file.name for file in scripts.glob(f"{element}.*.js")]
    found: list[str] = []
    while waiting:
        name = waiting.pop(0)
        if name not in found and name not in known:
            found.append(name)
            waiting += IMPORTED.findall((scripts / name).read_text("utf-8"))
    return [f"static/js/{name}" for name in found]
