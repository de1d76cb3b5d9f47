"""A picture on the page, and the numbers behind it."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import streamlit as st

from lstm_core.charts.canvas import Picture, config
from lstm_core.page.context import Page
from lstm_core.page.controls import save, unfold
from lstm_core.words.language import say
from lstm_core.words.tables import Table


def picture(drawn: Picture, key: str, *, tall: bool = False, wide: bool = False) -> None:
    """A figure with its alternative.

    A tall one fills what the screen leaves it; a wide one scrolls inside itself on a narrow screen.
    """
    figure, alternative = drawn
    frame: AbstractContextManager[Any] = nullcontext()
    name = f"{'wide' if wide else 'picture'}_{key}"
    if tall:
        frame = st.container(key=f"{name}_tall", height="stretch")
    elif wide:
        frame = st.container(key=name)
    with frame:
        st.plotly_chart(
            figure,
            key=key,
            alt=alternative,
            height="stretch" if tall else "content",
            config=config(key),
        )


def numbers(
    page: Page,
    key: str,
    table: Callable[[], Table],
    preferred: Callable[..., bool] = lambda _: True,
    *,
    label: str = "numbers",
    more: Callable[[], None] = lambda: None,
) -> None:
    """The numbers behind a picture, and what else belongs there, made when they are opened."""
    expander = unfold(page, label, f"numbers_{key}")
    if not expander:
        return
    with expander:
        everything = table()
        part = everything.excerpt(preferred)
        if part is not everything:
            count = len(everything.rows)
            st.caption(say("numbers_part", page.lang, shown=len(part.rows), count=count))
        save(page, "save_csv", everything.csv(), f"lstm_{key}.csv", key=f"csv_{key}")
        with st.container(key=f"table_{key}"):
            st.markdown(part.markdown(lang=page.lang))
        more()
