"""The sidebar: which cell, its sizes and its inputs; or which training."""

import streamlit as st

from lstm_core.browser import seed_data
from lstm_core.experiment.settings import WHOLES
from lstm_core.page import components
from lstm_core.page.context import Page
from lstm_core.page.controls import choose, select, slide, sliders
from lstm_core.page.inputs import inputs
from lstm_core.page.own_cell import own_cell
from lstm_core.page.take_home import take_home
from lstm_core.words.captions import source_sentence
from lstm_core.words.language import say


def sidebar(page: Page) -> None:
    """What defines the cell or the training that is shown."""
    if page.settings.view != "train":
        cell(page)
    elif page.settings.race == "yes":  # of all that defines a training, the lengths alone
        sliders(page, "train_steps")
        choose(page, "race")
    else:
        training(page)


def training(page: Page) -> None:
    """The task, the seed, and the recipe."""
    select(page, "task")
    components.seed(data=seed_data(page.lang, fixed=False))
    if page.experiment.scenario.learnt:
        sliders(page, "example")
    sliders(page, "train_units", "train_steps", "train_bias", "train_updates")
    choose(page, "rival")
    choose(page, "race")


def cell(page: Page) -> None:
    """The scenario, the seed, the sizes and the inputs; what is fixed says why."""
    experiment, lang = page.experiment, page.lang
    select(page, "scenario")
    st.caption(source_sentence(page.experiment))
    if page.settings.scenario == "own":
        own_cell(page)
    components.seed(data=seed_data(lang, fixed="seed" in experiment.fixed_by))
    if experiment.scenario.learnt:
        sliders(page, "example")
    sizes = {"input_size": experiment.D, "hidden_size": experiment.H, "steps": experiment.T}
    for name, used in sizes.items():
        kind, words = WHOLES[name], say(f"{name}_help", lang)
        fixed = name in experiment.fixed_by
        slide(page, name, used, kind.low, max(kind.high, used), disabled=fixed, help=words)
    for reason in sorted(set(experiment.fixed_by.values())):
        st.caption(say(f"fixed_by_{reason}", lang))
    inputs(page)
    take_home(page)
