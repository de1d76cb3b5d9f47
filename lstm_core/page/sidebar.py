"""The sidebar: which cell, its sizes and its inputs; or which training."""

from dataclasses import replace
from functools import partial
from typing import Any

from lstm_core.browser import Field, choice_field, fields_data, number_field, seed_field
from lstm_core.experiment import trainings
from lstm_core.experiment.settings import Settings
from lstm_core.page import components
from lstm_core.page.context import Page
from lstm_core.page.controls import callback, choose, press, select, slide
from lstm_core.page.inputs import inputs, source_field
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
    fields = [seed_field(page.lang, fixed=False)]
    if page.experiment.scenario.learnt:
        fields.append(number_field(page.lang, "example", page.settings.example))
    components.fields(data=fields_data(page.lang, fields))
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
    scenario = choice_field(
        lang, "scenario", page.settings.scenario, note=source_sentence(experiment)
    )
    own = learns_own(page)
    fields = drawn(page) if own else [*drawn(page), source_field(page)]
    if page.settings.scenario == "own":  # what it is opened from stands right below
        components.fields(data=fields_data(lang, [scenario]))
        own_cell(page)
        components.fields("more_fields", data=fields_data(lang, fields))
    else:
        components.fields(data=fields_data(lang, [scenario, *fields]))
    if own:
        own_task(page)
    else:
        inputs(page)
        train_on_them(page)
    take_home(page)


def drawn(page: Page) -> list[Field]:
    """The seed and the sizes; of a trained cell also which sequence it is shown."""
    experiment, lang = page.experiment, page.lang
    fields = [seed_field(lang, fixed="seed" in experiment.fixed_by)]
    if experiment.scenario.learnt:
        fields.append(number_field(lang, "example", page.settings.example))
    sizes = {"input_size": experiment.D, "hidden_size": experiment.H, "steps": experiment.T}
    fields += [
        number_field(lang, name, used, used, fixed=name in experiment.fixed_by)
        for name, used in sizes.items()
    ]
    reasons = sorted(set(experiment.fixed_by.values()))
    fields[-1]["note"] = " ".join(say(f"fixed_by_{reason}", lang) for reason in reasons)
    return fields
