"""A picture on the page, and the numbers behind it."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import streamlit as st

from lstm_core.charts.canvas import Picture, config
from lstm_core.page.context import Page
from lstm_core.page.controls import save, unfold
from lstm_core.words.language import say
from lstm_core.words.saved import file_name, with_source
from lstm_core.words.tables import Cell, Table

HIGH = 300  # pixels: a style sheet gives more room to what is higher


def picture(
    page: Page, drawn: Picture, key: str, *, tall: bool = False, wide: bool = False
) -> None:
    """A figure with its alternative.

    A tall one fills what the screen leaves it, at least as high as it needs; a wide one scrolls
    inside itself on a narrow screen.
    """
    figure, alternative = drawn
    frame: AbstractContextManager[Any] = nullcontext()
    name = f"{'wide' if wide else 'picture'}_{key}"
    if tall:
        high = "_high" if figure.to_dict()["layout"].get("height", 0) > HIGH else ""
        frame = st.container(key=f"{name}{high}_tall", height="stretch")
    elif wide:
        key = name
    with frame:
        st.plotly_chart(
            figure,
            key=key,
            alt=alternative,
            height="stretch" if tall else "content",
            config=config(page.lang),
        )


def numbers(
    page: Page,
    key: str,
    table: Callable[[], Table],
    preferred: Callable[..., bool] = lambda _: True,
    *,
    label: str = "numbers",
    more: Callable[[], None] = lambda: None,
    **columns: Cell,
) -> None:
    """The numbers behind a picture, and what else belongs there, made when they are opened.

    `columns` are what the file says of all its rows beside their cell and place.
    """
    expander = unfold(page, label, f"numbers_{key}")
    if not expander:
        return
    with expander:
        shown_table(page, key, table(), preferred, **columns)
        more()


def in_focus(page: Page) -> Callable[..., bool]:
    """Whether a row (t, unit, ...) is of the unit in focus."""
    return lambda row: bool(row[1] == page.experiment.unit)


def shown_table(
    page: Page,
    key: str,
    everything: Table,
    preferred: Callable[..., bool] = lambda _: True,
    **columns: Cell,
) -> None:
    """A table, of a long one its preferred rows, and all of it to save."""
    part = everything.excerpt(preferred)
    if part is not everything:
        count = len(everything.rows)
        st.caption(say("numbers_part", page.lang, shown=len(part.rows), count=count))
    saved = with_source(page.experiment, everything, **columns)
    name = f"{file_name(page.experiment, key)}.csv"
    save(page, "save_csv", saved.csv(), name, key=f"csv_{key}")
    with st.container(key=f"table_{key}"):
        st.markdown(part.markdown(lang=page.lang))
