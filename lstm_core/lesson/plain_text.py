"""What somebody typed, shown as just these words: without what nobody sees, and without markup."""

import re
import unicodedata

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
JOINER = "\u2060"  # without width: it parts signs that Streamlit joins even after a backslash
JOINED = re.compile(r"(?<=[:@])(?=\S)|(?<=[<>=~-])(?=[<>=~-])|(?<=www)(?=\.)", re.IGNORECASE)


def strip_invisible(text: str) -> str:
    """The text without control signs, marks of direction, halves of signs; lines and tabs stay."""
    hidden = ("Cc", "Cf", "Cs", "Co")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in hidden)


def escape_markdown(text: str) -> str:
    """Markdown that shows just these words: none of it is markup, a formula, an icon or a link."""
    lines = []
    for line in strip_invisible(text).replace("\t", " ").split("\n"):
        inner = line.lstrip(" ")
        lines.append("\u00a0" * (len(line) - len(inner)) + inner.rstrip(" "))
    parted = JOINED.sub(JOINER, "\n".join(lines).strip("\n"))
    escaped = PUNCTUATION.sub(r"\\\1", parted)
    return re.sub(r"(?<=[^\n])\n(?=[^\n])", "  \n", escaped)
