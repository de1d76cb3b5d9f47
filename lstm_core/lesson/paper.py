"""The shell of a sheet to print: one HTML file that needs nothing else and runs nothing."""

from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

import segno

from lstm_core.words.language import say

LONGEST_LINK = 400  # characters; a longer one would be a page of its own


@cache
def style(name: str) -> str:
    """The style sheet that all sheets share, followed by <name>.css."""
    folder = files("lstm_core.lesson")
    sheets = (
        folder.joinpath(f"{file}.css").read_text(encoding="utf-8") for file in ("paper", name)
    )
    return "\n".join(sheets)


def document(name: str, lang: str, title: str, main: str, after: str = "") -> str:
    """The page with the style of this name; `title` is text, `main` and what is `after` it HTML."""
    in_html = escape(title)
    return f"""<!DOCTYPE html>
<html lang="{lang}">
<head><meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>{in_html}</title><style>{style(name)}</style></head>
<body>
<main>
<h1>{in_html}</h1>
{main}
</main>
{after}
</body>
</html>
"""


def say_html(key: str, lang: str, **values: Any) -> str:
    """The text of this key in this language, as HTML."""
    return escape(say(key, lang, **values))


def heading(level: int, key: str, lang: str) -> str:
    """The text of this key as a heading."""
    return f"<h{level}>{say_html(key, lang)}</h{level}>"


def query_text(query: Mapping[str, str]) -> str:
    """A link's query as the address bar shows it."""
    return urlencode(query, quote_via=quote)


def link(query: Mapping[str, str], url: str = "") -> str:
    """A link as HTML, to follow or to type from the paper; without a `url` its query alone."""
    text = escape(f"{url}?{query_text(query)}")
    return f'<a href="{text}"><code>{text}</code></a>' if url else f"<code>{text}</code>"


def code(query: Mapping[str, str], url: str, longest: int = LONGEST_LINK) -> str:
    """A link as a QR code, in SVG; "" without a `url` or where it is too long to be scanned."""
    whole = f"{url}?{query_text(query)}"
    if not url or len(whole) > longest:
        return ""
    return str(
        segno.make(whole, micro=False).svg_inline(
            border=2, omitsize=True, svgclass="qr", lineclass=None, light="white"
        )
    )
