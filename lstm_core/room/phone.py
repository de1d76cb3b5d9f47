"""The page that a phone gets: one small document, its words inside, nothing else to fetch."""

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files

from lstm_core.words.language import texts

FOLDER = files("lstm_core.room").joinpath("phone")
SCRIPT = "\n".join(
    FOLDER.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in ("kept", "phone")
)
STYLE = FOLDER.joinpath("phone.css").read_text(encoding="utf-8")
FRAME = FOLDER.joinpath("phone.html").read_text(encoding="utf-8")


def digest(text: str) -> str:
    """How a content policy names a text that may stand in the page."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


CONTENT_POLICY = (
    f"default-src 'none'; script-src {digest(SCRIPT)}; style-src {digest(STYLE)};"
    " connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'"
)


@cache
def phone_page(lang: str) -> str:
    """The document in this language."""
    words = {key: text for key, text in texts(lang).items() if key.startswith("phone_")}
    data = json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")
    parts = {"lang": lang, "title": words["phone_title"], "words": data}
    page = FRAME.replace("/*style*/", STYLE).replace("/*script*/", SCRIPT)
    for name, text in parts.items():
        page = page.replace(f"{{{{{name}}}}}", text)
    return page
