"""Symbols with an index, plain in the texts (`b_f`), as the page sets them; and heads of tables."""

import re

from lstm_core.words.language import say

# not within code, where they are names
INDEXED = re.compile(r"`[^`]*`|(?<![A-Za-z_])([A-Za-z])_([A-Za-z]|\d+)(?![A-Za-z_\[])")
HEADS = {
    "C_prev": "C_{t-1}",
    "h_prev": "h_{t-1}",
    "C_tilde": r"\tilde{C}",
    "tanh_C": r"\tanh C",
    "w*z": r"w \cdot z",
    "prod_f": r"\prod f",
    "direct": r"\max \prod f",
    "dC_dC": r"\lVert\partial C_T/\partial C_t\rVert_2",
    "dh_dC": r"\lVert\partial h_T/\partial C_t\rVert_2",
    "dh_dh": r"\lVert\partial h_T/\partial h_t\rVert_2",
    "dh_dx": r"\lVert\partial h_T/\partial x_t\rVert_2",
}
DERIVED = "dL_d"  # before the name of what L is derived by
WORDS = ("unit", "share", "term")  # heads that are words


def indices_in_html(text: str) -> str:
    """Escaped text, each index lowered."""
    return INDEXED.sub(lambda m: f"{m[1]}<sub>{m[2]}</sub>" if m[1] else m[0], text)


def indices_in_markdown(text: str) -> str:
    """A text in Markdown, each symbol with an index as a formula."""
    return INDEXED.sub(lambda m: f"${m[1]}_{{{m[2]}}}$" if m[1] else m[0], text)


def head(name: str, lang: str) -> str:
    """A table's column, whose name in a file is one of code, in Markdown."""
    if name in WORDS:
        return say(f"head_{name}", lang)
    if name.startswith(DERIVED):
        of = name.removeprefix(DERIVED)
        return rf"$\partial L/\partial {HEADS.get(of, of)}$"
    return f"${HEADS[name]}$" if name in HEADS else indices_in_markdown(name)
