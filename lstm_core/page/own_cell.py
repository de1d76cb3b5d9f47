"""A cell of one's own: its file or its text, what was understood, and which layer is shown."""

from functools import partial

import streamlit as st

from lstm_core.browser import told_html
from lstm_core.exchange.refusal import Refused
from lstm_core.experiment.proof import proof_claim
from lstm_core.page.context import Page
from lstm_core.page.controls import callback, told_beside, upload
from lstm_core.page.unlinked import save_unlinked, unlinked
from lstm_core.session.opened_cell import missed
from lstm_core.words.claims import claim_sentence
from lstm_core.words.language import say
from lstm_core.words.own import layer_name, told

KINDS = ["npz", "safetensors", "h5", "keras", "onnx", "json", "txt", "pt", "pth", "pkl"]
LONGEST = 200_000  # characters of a pasted cell


def own_cell(page: Page) -> None:
    """The file or text to open, and what is in it."""
    session, lang = page.session, page.lang
    upload(page, "own_file", KINDS, partial(take, page), help=say("own_file_help", lang))
    with st.expander(say("own_paste", lang)):
        st.text_area(
            say("own_pasted", lang),
            key="own_pasted",
            height=120,
            max_chars=LONGEST,
            help=say("own_pasted_help", lang),
            on_change=callback(page, "own_pasted", partial(pasted, page)),
        )
    refused = session.opened.refused if session.opened.refused == session.complaints else ()
    told_beside(page, *refused, *page.experiment.scenario.complaints)
    file = session.opened.file
    if file is None or page.settings.scenario != "own":
        return
    if len(file.layers) > 1:
        st.selectbox(
            say("own_which", lang),
            range(len(file.layers)),
            session.opened.layer,
            key="own_layer",
            format_func=lambda k: layer_name(file, k, lang),
            on_change=callback(page, "own_layer", partial(choose, page)),
        )
    st.html(told_html(told(file, session.opened.layer, lang, session.opened.name)))
    if "cell" in unlinked(page.session.current):
        st.caption(say("own_cell_unlinked", lang))
        save_unlinked(page, "cell", page.session.current, "save_cell")
    proof = proof_claim(page.experiment)
    if proof:
        st.success(claim_sentence(proof, lang))
    elif file.proof:
        st.caption(say("own_unproved_now", lang))


def take(page: Page, data: bytes, name: str) -> None:
    """Open a file or a text; where it is none, the page stays as it was and says why."""
    session = page.session
    fields, complaints = session.opened.open(data, name, missed(session.current))
    session.opened.refused = complaints
    session.change(*complaints, **fields)


def pasted(page: Page, text: str) -> None:
    """Open a text; who empties the field has pasted none."""
    if text.strip():
        take(page, text.encode("utf-8", "replace"), "")


def choose(page: Page, layer: int) -> None:
    """Show another layer of the file."""
    try:
        page.session.change(**page.session.opened.choose(layer))
    except Refused as refused:
        page.session.change((refused.key, refused.values))
