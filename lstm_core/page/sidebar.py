"""The sidebar: which cell, its sizes and its inputs; or which training."""

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from lstm_core.browser import seed_data
from lstm_core.experiment import trainings
from lstm_core.experiment.settings import WHOLES, Settings
from lstm_core.page import components
from lstm_core.page.context import Page
from lstm_core.page.controls import callback, choose, press, select, slide, sliders
from lstm_core.page.inputs import inputs
from lstm_core.page.own_cell import own_cell
from lstm_core.page.own_columns import learns_own, own_task, train_on_them
from lstm_core.page.take_home import take_home
from lstm_core.training.sweep import RACED
from lstm_core.training.tasks import OWN
from lstm_core.words.captions import source_sentence
from lstm_core.words.indices import indices_in_markdown
from lstm_core.words.language import say

LEAST = {"train_bias": 0}  # of all else of a recipe it is 1


def sidebar(page: Page) -> None:
    """What defines the cell or the training that is shown."""
    if page.settings.view != "train":
        cell(page)
    elif page.settings.race == "yes":  # of all that defines a training, the lengths alone
        recipe(page, replace(page.settings, task=RACED), "train_steps")
        choose(page, "race")
    else:
        training(page)


def training(page: Page) -> None:
    """The task, the seed, and the recipe."""
    select(page, "task")
    if page.settings.task == OWN:
        own_task(page)
    components.seed(data=seed_data(page.lang, fixed=False))
    if page.experiment.scenario.learnt:
        sliders(page, "example")
    recipe(page, page.settings, *trainings.RECIPE_FIELDS)
    choose(page, "rival")
    choose(page, "race")


def recipe(page: Page, asked: Settings, *names: str) -> None:
    """The values in force of these fields of a recipe, to change, and the way back to it.

    The settings `asked` say of which training they are.
    """
    for name in names:
        low, used = LEAST.get(name, 1), trainings.in_force(asked, name)
        most, words = (
            trainings.most(asked, name),
            indices_in_markdown(say(f"{name}_help", asked.lang)),
        )
        changed = callback(page, name, partial(change, page, asked, name))
        slide(page, name, used, low, most, help=words, on_change=changed)
    unchanged: dict[str, Any] = {name: trainings.UNCHANGED[name] for name in names}
    same = trainings.plan(asked) == trainings.plan(replace(asked, **unchanged))
    back = partial(page.session.change, **unchanged)
    press(page, "train_to_recipe", back, "train_to_recipe_help", disabled=same)


def change(page: Page, asked: Settings, name: str, value: int) -> None:
    """Set one field of the recipe to a control's value."""
    page.session.from_widget(name, trainings.asked_by(asked, name, value))


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
    if learns_own(page):
        own_task(page)
    else:
        inputs(page)
        train_on_them(page)
    take_home(page)
