"""What of a step is left at the end: the direct path, all derivatives, and the peers."""

from functools import partial

import streamlit as st

from lstm_core.browser import Offer, offer_html, slider_html
from lstm_core.charts.memory import memory_chart
from lstm_core.experiment.memory import beside_peers, comparable, last_shown
from lstm_core.experiment.settings import CHOICES, WHOLES
from lstm_core.page.context import Page
from lstm_core.page.controls import line, row
from lstm_core.page.opening import opening
from lstm_core.page.pictures import numbers, picture
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
        line(*controls(page))
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


def controls(page: Page) -> list[str]:
    """Which curves, the forget bias, and the later step; and the way to a cell with peers."""
    experiment, lang = page.experiment, page.lang
    if not page.whole:
        return []
    fair = comparable(experiment)
    ids = CHOICES["curves"].ids if fair else CHOICES["curves"].ids[:2]
    needs = {"peers_biased": "forget_bias"}  # there has to be a bias to give to the GRU as well
    bias = WHOLES["forget_bias"]
    parts = [
        row(page, "curves", ids, "own", fixed=not fair, needs=needs),
        slider_html(lang, "forget_bias", bias.low, bias.high, say("forget_bias_help", lang)),
        slider_html(lang, "end", 1, experiment.T, least="t"),
    ]
    return parts if fair else [*parts, offer_html(Offer(say("peers_open", lang), "", PEERS))]
