"""A cell learns a task: its loss, its answers, and its gates beside where they started."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from lstm_core.browser import counts_html, pack
from lstm_core.charts.canvas import Picture
from lstm_core.charts.race import race_chart
from lstm_core.charts.time import example_chart
from lstm_core.charts.train import learning_chart
from lstm_core.experiment import trainings
from lstm_core.experiment.experiment import perform
from lstm_core.page import components
from lstm_core.page.context import Page
from lstm_core.page.controls import choose, press, slide
from lstm_core.page.opening import below, opening, plain_opening
from lstm_core.page.pictures import in_focus, numbers, picture, shown_table
from lstm_core.training.sweep import BIASES, shared_sweep
from lstm_core.words.language import say
from lstm_core.words.quantities import BIAS_LINES
from lstm_core.words.time import time_table
from lstm_core.words.train import (
    learning_table,
    sweep_counts,
    sweep_sentence,
    sweep_table,
    sweep_watch,
    train_captions,
    train_sentence,
)


def show(page: Page) -> None:
    """One training or a comparison of several; nothing of it while something is hidden."""
    if page.settings.hide != "no":
        opening(page, "")
        st.info(say("train_hidden", page.lang))
    elif page.settings.race == "yes":
        compare(page)
    else:
        training(page)


def compare(page: Page) -> None:
    """Many cells from several forget biases: their curves, and how many have learnt it."""
    settings, lang, watch = page.settings, page.lang, page.session.watch
    sweep = shared_sweep(settings.train_steps)
    drawn = {"race_curves": race_chart(settings, page.look)}
    with st.container(key="training"):  # as high as what is in sight; the numbers come below
        watched = [sweep_watch(lang)]
        plain_opening(page, sweep_sentence(settings), watched)
        trainer(page, over=sweep.over)
        left, right = st.columns([3, 1])
        with left:
            picture(page, watch.mounted(drawn)["race_curves"], "race_curves", tall=True)
        with right:
            colours = [BIAS_LINES[b_f][0] for b_f in BIASES]
            st.html(counts_html(sweep_counts(sweep, lang), colours))
    below(page, watched)
    follow(page, drawn)
    if not page.look.large:
        numbers(page, "race_curves", partial(sweep_table, sweep), is_milestone)


def is_milestone(row: tuple[Any, ...]) -> bool:
    """Whether a row of the sweep's table is the last of its training, or at every 500 updates."""
    *_, update, _, learnt = row
    return bool(learnt) or update % 500 == 0


def training(page: Page) -> None:
    """One cell in training: its curves, and its gates on one sequence."""
    session, settings, lang = page.session, page.settings, page.lang
    history = trainings.history(settings)
    watch = session.watch
    captions = [*train_captions(settings), say("gates_title", lang)]
    start = perform(replace(settings, updates=0))
    drawn = {
        "learning": learning_chart(page.experiment, page.look),
        "gates": example_chart(page.experiment, page.look, start),
    }
    mounted = watch.mounted(drawn)
    with st.container(key="training"):
        plain_opening(page, train_sentence(settings), captions)
        trainer(page, over=settings.updates >= history.near(history.plan.updates))
        for column, (key, chart) in zip(st.columns([2, 3]), mounted.items(), strict=True):
            with column:
                picture(page, chart, key, tall=True)
    below(page, captions)
    follow(page, drawn)
    if page.look.large:
        return
    label, example = "numbers_of_training", partial(example_numbers, page)
    table = partial(learning_table, settings)
    numbers(page, "learning", table, lambda row: row[2] != "", label=label, more=example)


def example_numbers(page: Page) -> None:
    """The numbers of the cell in training on the sequence that is shown."""
    shown_table(page, "gates", time_table(page.experiment), in_focus(page))


def follow(page: Page, drawn: Mapping[str, Picture]) -> None:
    """While it trains, the browser puts what is drawn now into the charts that are there."""
    if page.session.watch.running:
        figures = {key: figure.to_dict() for key, (figure, _) in drawn.items()}
        components.live(data=pack("live", {"figures": figures}))


def trainer(page: Page, *, over: bool) -> None:
    """What starts and stops a training, and, of a single one, its pace."""
    session, settings = page.session, page.settings
    if not page.whole:
        return
    on = "train_on" if settings.updates else "train_start"
    if settings.race == "yes":
        on = "train_on" if shared_sweep(settings.train_steps).updates else "race_start"
    with st.container(
        horizontal=True,
        vertical_alignment="center",
        key="choice" if settings.race == "yes" else "trainer",
    ):
        press(
            page,
            "train_pause" if session.watch.running else on,
            partial(session.train, on=not session.watch.running),
            type="primary",
            disabled=over,
        )
        if settings.race == "no":
            pace(page, over=over)


def pace(page: Page, *, over: bool) -> None:
    """One update alone, the pace, the way back through a training, and into the other views."""
    session, settings = page.session, page.settings
    history = trainings.history(settings)
    one, off = partial(session.turn, one=True), over or session.watch.running
    each = {"count": history.every}
    press(page, "train_one", one, "train_one_help", disabled=off, values=each)
    press(page, "train_reset", partial(session.change, updates=0), "train_reset_help")
    choose(page, "pace")
    slide(
        page,
        "updates",
        history.near(settings.updates),
        0,
        history.near(history.plan.updates),
        step=history.every,
        width=100,
        label_visibility="collapsed",
    )
    press(page, "train_open", session.open_trained, "train_open_help")
