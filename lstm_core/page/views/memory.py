"""What of a step is left at the end: the direct path, all derivatives, and the peers."""

from functools import partial

import streamlit as st

from lstm_core.charts.memory import memory_chart
from lstm_core.experiment.memory import beside_peers, comparable, end_step, last_shown
from lstm_core.experiment.settings import CHOICES, WHOLES
from lstm_core.page.context import Page
from lstm_core.page.controls import choose, press, slide
from lstm_core.page.opening import opening
from lstm_core.page.pictures import numbers, picture
from lstm_core.words.indices import indices_in_markdown
from lstm_core.words.language import say
from lstm_core.words.memory import (
    direct_path_equation,
    memory_captions,
    memory_sentence,
    memory_table,
)

# a cell that can be compared with its peers, at a length where they differ
PEERS = {
    "scenario": "pytorch",
    "inputs": "",
    "edits": "",
    "variant": "none",
    "forget_bias": 3,
    "steps": 20,
    "t": 1,
    "curves": "peers",
}


def show(page: Page) -> None:
    """The fading of a step as a picture and as a product; while something is hidden, up to it."""
    experiment, look, lang = page.experiment, page.look, page.lang
    hiding = page.settings.hide != "no"
    with st.container(key="screen"):  # as high as what is in sight: the picture takes what is left
        opening(page, memory_sentence(experiment), memory_captions(experiment))
        with st.container(horizontal=True, vertical_alignment="center", key="choice"):
            controls(page)
        if hiding and look.large and not page.bare:
            st.caption(say("memory_hidden", lang, t=last_shown(experiment)))
        picture(page, memory_chart(experiment, look), "memory", tall=not look.narrow)
    if hiding and not look.large and not page.bare:
        st.caption(say("memory_hidden", lang, t=last_shown(experiment)))
    if not look.large and not page.bare:
        if not hiding:
            st.latex(direct_path_equation(experiment))
        if beside_peers(experiment):
            st.caption(say("peers_kinds", lang))
        elif not comparable(experiment):
            st.caption(say("peers_off", lang))
        numbers(page, "memory", partial(memory_table, experiment))


def controls(page: Page) -> None:
    """Which curves, the forget bias, and the later step; and the way to a cell with peers."""
    experiment, settings = page.experiment, page.settings
    fair = comparable(experiment)
    biased = fair and (settings.forget_bias or settings.curves == "peers_biased")
    ids = CHOICES["curves"].ids if biased else CHOICES["curves"].ids[:2]
    choose(page, "curves", None if fair else "own", ids, disabled=not fair)
    bias, words = WHOLES["forget_bias"], indices_in_markdown(say("forget_bias_help", page.lang))
    slide_in_line(page, "forget_bias", settings.forget_bias, bias.low, bias.high, words)
    t = min(experiment.t, experiment.T - 1)
    slide_in_line(page, "end", end_step(experiment), t, experiment.T)
    if page.whole and not fair:
        press(page, "peers_open", partial(page.session.change, **PEERS))


def slide_in_line(
    page: Page, name: str, used: int, low: int, high: int, help: str | None = None
) -> None:
    """A slider with its label before it, so that the row is no higher than its buttons."""
    if page.whole:
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            st.markdown(indices_in_markdown(say(name, page.lang)), width="content", help=help)
            slide(page, name, used, low, high, width=96, label_visibility="collapsed")
