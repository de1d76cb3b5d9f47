"""The modules of front/ and the parts' styles as one file.

Else a browser fetches 40 files in five rounds, each behind the last.

A module becomes a function that is called after those it imports from, and returns what it exports.
"""

import json
import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from posixpath import dirname, join, normpath

FRONT = files("lstm_core.browser") / "front"
ENTRY = "main.js"
STYLES = "styles.js"  # the module that holds the parts' style sheets
IMPORT = re.compile(
    r'^import \{\s*(?P<names>[^}]*?),?\s*\} from "(?P<path>[^"]+)";\n', re.MULTILINE
)
SHEET = re.compile(r'^@import "(?P<path>[^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?:default )?((?:async )?function|class|const) (\w*)", re.MULTILINE)


@cache
def bundle() -> str:
    """All of the page's JavaScript as one module, with the default export of its entry."""
    return bundled(FRONT, ENTRY)


def bundled(folder: Traversable, entry: str) -> str:
    """The entry, a path in this folder, and all that it imports, as one module.

    Raises ValueError where modules import one another in a ring.
    """
    texts: dict[str, str] = {}  # by path, each after those that it imports from
    read_after(folder, entry, texts, ())
    names = {path: f"m{k}" for k, path in enumerate(texts)}
    parts = [f"const {names[path]} = {called(path, texts[path], names)};\n" for path in texts]
    return f"{''.join(parts)}export default {names[entry]}.start;\n"


def read_after(
    folder: Traversable, path: str, texts: dict[str, str], above: tuple[str, ...]
) -> None:
    """Put what a module imports from into the texts, and then the module."""
    if path in above:
        raise ValueError(" imports ".join((*above[above.index(path) :], path)))
    if path in texts:
        return
    text = styles(folder) if path == STYLES else folder.joinpath(path).read_text(encoding="utf-8")
    for found in IMPORT.finditer(text):
        read_after(folder, beside(path, found["path"]), texts, (*above, path))
    texts[path] = text


def styles(folder: Traversable) -> str:
    """The module that holds the style sheet of each part by the part's name."""
    sheets = {
        file.name.removesuffix(".css"): style(folder, f"parts/{file.name}")
        for file in folder.joinpath("parts").iterdir()
        if file.name.endswith(".css")
    }
    return f"export const STYLES = {json.dumps(sheets)};\n"


def style(folder: Traversable, path: str) -> str:
    """A style sheet in which those that it imports stand themselves."""
    text = folder.joinpath(path).read_text(encoding="utf-8")
    return SHEET.sub(lambda found: style(folder, beside(path, found["path"])), text)


def beside(path: str, other: str) -> str:
    """The path of what a module or a style sheet calls `other`."""
    return normpath(join(dirname(path), other))


def called(path: str, text: str, names: dict[str, str]) -> str:
    """A module as the call of a function; `names` are those of the modules' exports."""

    def taken(found: re.Match[str]) -> str:
        return f"const {{ {found['names']} }} = {names[beside(path, found['path'])]};\n"

    exported = [name or "start" for _, name in EXPORT.findall(text)]
    body = EXPORT.sub(lambda found: f"{found[1]} {found[2] or 'start'}", IMPORT.sub(taken, text))
    return f"(() => {{\n{body}return {{ {', '.join(exported)} }};\n}})()"
