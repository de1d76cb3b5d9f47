"""What a link to this moment only names, since it is too large: said, with the file to save."""

import streamlit as st

from lstm_core.exchange.writing import to_arrays, to_bytes
from lstm_core.experiment.own_cells import CELLS, KEPT, NAMED
from lstm_core.experiment.settings import Settings
from lstm_core.page.context import Page
from lstm_core.page.controls import save
from lstm_core.words.language import say


def unlinked(settings: Settings) -> list[str]:
    """Which of "cell", "table" (the inputs) and "versus" (the kept cell) a link only names."""
    named = {
        "cell": settings.scenario == "own" and settings.weights.startswith(KEPT),
        "table": settings.inputs.startswith(KEPT),
        "versus": NAMED.search(settings.versus) is not None,
    }
    return [part for part, is_named in named.items() if is_named]


def save_unlinked(page: Page, part: str, settings: Settings, key: str) -> None:
    """A button that saves this part as a file, which opens again as the same one.

    None where it is not the page's to give: of a table, the text is with the page that opened it.
    """
    data: bytes | str = ""
    if part == "cell" and (cell := CELLS.get(settings.weights)):
        data = to_bytes(to_arrays(cell.params, "own") | cell.beside.arrays, ".npz")
    elif part == "table" and page.session.sequence.whole == settings.inputs:
        data = page.session.sequence.source
    if data:
        kind = {"cell": ".npz", "table": ".txt"}[part]
        save(page, f"save_{part}", data, f"lstm-{part}{kind}", key=key)


def not_in_the_link(page: Page, settings: Settings) -> None:
    """In Share: what the link only names, and how it is given along."""
    for part in unlinked(settings):
        st.warning(say(f"share_unlinked_{part}", page.lang))
        save_unlinked(page, part, settings, f"share_save_{part}")
