"""The page: URL -> Settings -> Experiment -> one view -> URL. No arithmetic, no words, no colours here."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from mimetypes import guess_type
from typing import Any
from urllib.parse import urlencode

import segno
import streamlit as st

from lstm_core.browser import browser
from lstm_core.experiment import edits, trainings
from lstm_core.lesson import lecture
from lstm_core.model.cell import GATES
from lstm_core.training.sweep import MOST, shared_sweep
from lstm_core.words import ghost, memory, notation

# ruff: isort: split
from lstm_core.charts.canvas import Picture, config
from lstm_core.charts.look import look_of
from lstm_core.charts.memory import memory_chart
from lstm_core.charts.step import step_chart
from lstm_core.charts.time import (
    example_chart,
    fills_the_screen,
    quantities_in_time,
    strip_chart,
    time_chart,
    time_hint,
)
from lstm_core.charts.train import learning_chart
from lstm_core.charts.weights import contributions_chart, weights_chart
from lstm_core.experiment.edits import Edit
from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.inputs import SERIES
from lstm_core.experiment.languages import language_for
from lstm_core.experiment.masking import mask
from lstm_core.experiment.settings import CHOICES, KINDS, WHOLES, Settings, quote
from lstm_core.lesson import staging
from lstm_core.lesson.handout import handout
from lstm_core.lesson.question import Question
from lstm_core.lesson.questions import ask, right
from lstm_core.lesson.worksheet import refused, worksheet
from lstm_core.model.cell import HELD, STAGES
from lstm_core.session.session import Session
from lstm_core.session.turns import QUEUE, settle_collector
from lstm_core.training.series import series
from lstm_core.words import equations as sums
from lstm_core.words import reading
from lstm_core.words import train as trained
from lstm_core.words.language import say
from lstm_core.words.reading import Table

MOST_SCANNED = 2900  # characters of a link that a QR code can hold
CLOSES = {
    "scenario": "latch",
    "inputs": "",
    "t": 6,
    "unit": 1,
}  # a cell and a place in it where a gate closes
BARE = ("picture", "notes")  # controls of a page that shows no more than its picture


# ---- the session: one Settings per open page; widgets follow it, and their callbacks change it


# This file runs anew for each whole run of an open page, and its functions belong to that page.
if "session" not in st.session_state:
    st.session_state["session"] = Session()
ours: Session = st.session_state["session"]


def change(**fields: Any) -> None:
    """A control's or a button's effect."""
    ours.change(**fields)


def touch() -> None:
    """A control outside the settings was used: the link may be older than the session."""
    ours.touched = True


def on(key: str, effect: Callable[[Any], None]) -> Callable[[], None]:
    """The callback of a widget: its effect, unless the browser only repeats what the page has moved."""

    def callback() -> None:
        value = st.session_state[key]
        if ours.counts(key, value, st.query_params.to_dict()):
            effect(value)

    return callback


def take(name: str) -> Callable[[], None]:
    """The callback of the widget of one setting."""
    return on(name, partial(ours.take, name))


def shown(key: str, used: Any, none: Any = None) -> Any:
    """The default for a widget, after making it follow `used`."""
    return ours.shown(st.session_state, key, used, none)


def choose(
    settings: Settings, name: str, used: str | None = None, ids: tuple[str, ...] = (), **more: Any
) -> None:
    """A row of ids to choose from, with their words; in a page of few controls the frontier alone."""
    lang = settings.lang
    if settings.controls != "all" and name != "hide":
        return
    more = {
        "label_visibility": "collapsed",
        "format_func": lambda id: say(f"{name}_{id}", lang),
    } | more
    more = {"default": shown(name, used or getattr(settings, name)), "on_change": take(name)} | more
    st.segmented_control(say(name, lang), ids or CHOICES[name].ids, key=name, required=True, **more)


def press(
    name: str, effect: Callable[[], object] | None = None, help: str | None = None, **more: Any
) -> bool:
    """A button with its words, and what it does when it is pressed."""
    lang = ours.settings.lang
    return st.button(
        say(name, lang), key=name, on_click=effect, help=help and say(help, lang), **more
    )


def save(
    name: str, data: Any, file: str, key: str = "", help: str = "", disabled: object = False
) -> None:
    """A button that saves a file, made when it is pressed if `data` is a function."""
    lang = ours.settings.lang
    more = {
        "help": say(help, lang) if help else None,
        "disabled": bool(disabled),
        "on_click": "ignore",
    }
    st.download_button(say(name, lang), data, file, guess_type(file)[0], key=key or name, **more)


def unfolded(name: str, key: str = "", **values: Any) -> Any:
    """What is shown on demand: the place for it, once it is unfolded; in a page of few controls nothing."""
    settings = ours.settings
    if settings.controls == "all":
        expander = st.expander(say(name, settings.lang, **values), key=key or name, on_change=touch)
        return expander if expander.open else None


def select(settings: Settings, name: str) -> None:
    """A list of ids to choose from, with their words."""
    ids, lang = CHOICES[name].ids, settings.lang
    index = ids.index(shown(name, getattr(settings, name), ids[0]))
    more = {"format_func": lambda id: say(f"{name}_{id}", lang), "help": say(f"{name}_help", lang)}
    st.selectbox(say(name, lang), ids, index, key=name, on_change=take(name), **more)


def slide(settings: Settings, name: str, used: int, low: int, high: int, **more: Any) -> None:
    """A slider of one setting. One from 1 to 1 is an error in Streamlit: then it goes to 2."""
    label, top = say(name, settings.lang), max(high, low + 1)
    if settings.controls == "all":
        st.slider(label, low, top, shown(name, used), key=name, on_change=take(name), **more)


def sliders(settings: Settings, *names: str) -> None:
    """A slider for each of these settings, over all of its bounds."""
    for name in names:
        kind, words = WHOLES[name], say(f"{name}_help", settings.lang)
        slide(settings, name, getattr(settings, name), kind.low, kind.high, help=words)


# ---- around every view


def header(settings: Settings) -> None:
    """The app's name, the choice of view, language and size, and the way to a link of this moment."""
    data = browser.header(settings.lang, settings.controls)
    asked = partial(setattr, ours, "sharing", True)
    component("header")(key="header", data=data, on_chosen_change=chosen, on_share_change=asked)
    if ours.sharing:
        ours.sharing = False
        st.dialog(say("share_title", settings.lang), width="large")(share)()


def chosen() -> None:
    """The effect of a choice in the header that changes all of the page."""
    ours.chosen(st.session_state["header"]["chosen"])


def address(settings: Settings) -> str:
    """The whole link to this page with these settings."""
    return f"{st.context.url}?{urlencode(settings.to_query())}"


def share() -> None:
    """The link to this moment, to copy or to scan, and what its page will show."""
    lang = ours.settings.lang
    words, picture = st.columns([2, 3])
    more = {"format_func": lambda id: say(f"controls_{id}", lang), "key": "share_with"}
    ids = [
        id
        for id in CHOICES["controls"].ids
        if id != "notes" or (ours.settings.view == "lecture" and not ours.own)
    ]
    controls = words.radio(say("share_with", lang), ids, **more)
    link = address(replace(ours.linked, controls=controls))
    words.code(link, language=None, wrap_lines=True)
    with words:
        if press("lecture_add", ours.add_moment):
            st.caption(ours.told_moment(lang))
    if len(link) > MOST_SCANNED:
        picture.caption(say("share_long", lang))
        return
    picture.html(scanned(link))


def scanned(link: str) -> str:
    """A link as a QR code, in HTML."""
    code = segno.make(link, micro=False).svg_data_uri(border=2)
    return f'<div class="qr"><img src="{code}" alt="{say("share_qr", ours.settings.lang)}"></div>'


def sidebar(experiment: Experiment) -> None:
    settings, lang = experiment.settings, experiment.settings.lang
    training = settings.view == "train"
    if training and settings.race == "yes":  # of all that defines a training, the lengths alone
        sliders(settings, "train_steps")
        choose(settings, "race")
        return
    if training:
        select(settings, "task")
    else:
        select(settings, "scenario")
        st.caption(say(f"source_{settings.scenario}", lang))
    fixed = not training and "seed" in experiment.fixed
    st.html(browser.seed(lang, fixed))
    if experiment.scenario.learnt:
        sliders(settings, "example")
    if training:
        sliders(settings, "train_units", "train_steps", "train_bias", "train_updates")
        choose(settings, "rival")
        choose(settings, "race")
        return
    for name, used in (
        ("input_size", experiment.D),
        ("hidden_size", experiment.H),
        ("steps", experiment.T),
    ):
        kind, off = WHOLES[name], name in experiment.fixed
        slide(
            settings, name, used, kind.low, kind.high, disabled=off, help=say(f"{name}_help", lang)
        )
    for reason in sorted(set(experiment.fixed.values())):
        st.caption(say(f"fixed_by_{reason}", lang))
    inputs(experiment)


def inputs(experiment: Experiment) -> None:
    """Where the inputs come from; what was typed is kept while another source is looked at."""
    settings, lang = experiment.settings, experiment.settings.lang
    kept = ours.kept
    source = (
        "series"
        if settings.inputs.startswith(SERIES)
        else "own"
        if settings.inputs.strip()
        else "scenario"
    )
    kept[source] = settings.inputs

    def switch(source: str) -> None:
        first = {
            "scenario": "",
            "own": reading.as_typed(perform(ours.current)),
            "series": f"{SERIES}1",
        }
        if source in first:
            change(inputs=kept.get(source) or first[source])

    words = {"help": say("inputs_help", lang), "label_visibility": "visible"}
    choose(
        settings,
        "inputs",
        source,
        ("scenario", "own", "series"),
        on_change=on("inputs", switch),
        **words,
    )
    if source == "own" and settings.hide != "no":
        st.caption(say("own_hidden", lang))
    elif source == "own":
        own_sequence(experiment)
    elif source == "series":
        months = series()[0]
        starts = range(1, len(months) - experiment.T + 2)
        more = {
            "format_func": lambda start: months[start - 1],
            "help": say("series_start_help", lang),
        }
        more["on_change"] = on("start", lambda start: change(inputs=f"{SERIES}{start}"))
        more[
            "disabled"
        ] = (
            not experiment.own
        )  # a cell that takes other inputs than one number does not use the series
        first = shown("start", max(1, experiment.given.start))
        st.select_slider(say("series_start", lang), starts, first, key="start", **more)
        st.caption(say("series_source", lang))


def own_sequence(experiment: Experiment) -> None:
    """The typed sequence, what was understood, and one click to read it the other way."""
    lang, given = experiment.settings.lang, experiment.given
    more = {
        "help": say("own_help", lang),
        "on_change": on("own", partial(put, name="inputs", comma="auto")),
    }
    st.text_area(
        say("own", lang),
        shown("own", experiment.settings.inputs, ""),
        key="own",
        height=160,
        **more,
    )
    if not experiment.own:
        return
    if given.comma:
        other = "separator" if given.comma == "decimal" else "decimal"
        press(f"comma_as_{other}", partial(change, comma=other))
    if given.one_row and not experiment.scenario.sizes:
        as_steps = experiment.T == 1
        size = 1 if as_steps else min(WHOLES["input_size"].high, experiment.T)
        press("row_as_steps" if as_steps else "row_as_one_step", partial(change, input_size=size))
    st.caption(say("own_understood", lang, T=experiment.T, D=experiment.D))
    with st.container(height=220, border=False):
        st.markdown(reading.typed_table(experiment).markdown(3))


def player(experiment: Experiment) -> None:
    """Where we are: in the same place in every view, under the thumb on a phone. The browser moves it."""
    data = browser.player(experiment, ours.settings.view) | {"seen": ours.seen, "session": ours.id}
    component("player")(key="place", data=browser.packed(data), on_at_change=lambda: None)


def put(given: str, name: str = "edits", **more: Any) -> None:
    """Take over a text that someone has made; one that is too long for a link is cut, and that is said."""
    text, complaint = KINDS[name].read(name, given, "")
    change(**{name: text}, **more)
    ours.complaints = (complaint,) if complaint else ()


def component(name: str) -> Any:
    """A component of front/: its html, css and js."""
    return st.components.v2.component(name, **browser.part(name))


def opening(experiment: Experiment, sentence: str, more: Sequence[str] = ()) -> None:
    """A view's one sentence, and what to watch; or what is to be predicted, or the scene of the lecture."""
    settings, scene = experiment.settings, ours.settings.view == "lecture"
    plain = not scene and settings.hide == "no"
    # One element, whatever is in it: what follows stays mounted in the browser.
    with st.container(horizontal=plain, vertical_alignment="center" if plain else "top", key="top"):
        if scene:
            stage(experiment)
        elif not plain:
            predict(experiment)
        else:
            whole, lang = settings.controls == "all", settings.lang
            closes = (say("see_closing", lang), say("see_closing_help", lang), CLOSES)
            offers = [closes] if whole and settings.scenario == "notebook" else []
            st.html(browser.opened(sentence, more or reading.captions(experiment), offers))
            if whole:
                what_if(experiment)
        if not scene and (experiment.entries or experiment.ghost or settings.versus):
            changes(experiment)


def changes(experiment: Experiment) -> None:
    """What was changed, each a chip that can be switched off and removed; and how far the change travels."""
    settings, lang = experiment.settings, experiment.settings.lang
    with st.container(horizontal=True, vertical_alignment="center", key="chips"):
        for k, (entry, trouble) in enumerate(
            zip(experiment.entries, experiment.troubles, strict=True)
        ):
            chip, switch = f"edit_{k}", partial(change, edits=edits.toggled(settings.edits, k))
            words = ghost.chip(entry, trouble, lang, experiment.H)
            st.checkbox(words, shown(chip, entry.on), key=chip, on_change=switch)
            drop = partial(change, edits=edits.without(settings.edits, k))
            st.button("×", key=f"drop_{k}", help=say("change_drop", lang), on_click=drop)
        if settings.variant != "none":
            st.markdown(say(f"variant_{settings.variant}", lang), width="content")
        if experiment.entries or settings.plain.cell != settings.cell:
            press("change_drop_all", partial(change, edits="", variant="none", forget_bias=0))
        if settings.versus:
            st.markdown(ghost.kept(settings), width="content")
            st.button(
                "×",
                key="versus_drop",
                help=say("versus_drop", lang),
                on_click=partial(change, versus=""),
            )
        if experiment.ghost_mismatch:
            key, values = experiment.ghost_mismatch
            st.caption(say(key, lang, **values))
        elif experiment.ghost:
            st.caption(ghost.sentence(experiment), width="content")


def what_if(experiment: Experiment) -> None:
    """A place to change one number of this cell, where it was looked at last; made only when it is opened."""
    settings, lang = experiment.settings, experiment.settings.lang
    box = st.popover(say("what_if", lang), key="what_if", on_change=touch)
    if not box.open:
        return
    with box:
        held = settings.stage if settings.stage in HELD else "f"
        names = (held, *(name for name in edits.NAMES if name != held))
        words = {
            name: say("change_held" if name in HELD else "change_set", lang, name=name)
            for name in names
        }
        name = st.selectbox(
            say("change_what", lang), names, key=f"change_what_{held}", format_func=words.get
        )
        steps, place = when(experiment, name), where(experiment, name)
        low, high = (
            ((-1.0 if name == "C_tilde" else 0.0), 1.0) if name in HELD else (-1000.0, 1000.0)
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            label, key = say("change_value", lang), f"change_value_{name in HELD}"
            value = st.number_input(label, low, high, 0.0, step=0.1, key=key, width=170)
            made = partial(put, edits.added(settings.edits, Edit(name, steps, place, value)))
            press("change_add", made, type="primary")
        with st.container(horizontal=True):
            silent = partial(
                put, edits.added(settings.edits, Edit("o", None, (experiment.unit,), 0))
            )
            st.button(say("silence", lang, unit=experiment.unit), key="silence", on_click=silent)
            press("versus_keep", partial(change, versus=settings.cell_query), "versus_keep_help")
        select(settings, "variant")


def pick(name: str, ids: tuple[str, ...], **values: Any) -> str:
    """One of a few ids, by its words, for a form."""
    words = {id: say(f"{name}_{id}", ours.settings.lang, **values) for id in ids}
    return st.radio(
        say(name, ours.settings.lang), words, key=name, horizontal=True, format_func=words.get
    )


def when(experiment: Experiment, name: str) -> tuple[int, int] | None:
    """The steps of a change, None for all."""
    t, T = experiment.t, experiment.T
    if name not in HELD and name != "x":
        return None
    return {"here": (t, t), "on": (t, T), "all": None}[
        pick("change_when", ("here", "on", "all"), t=t)
    ]


def where(experiment: Experiment, name: str) -> tuple[int | None, ...]:
    """The unit, the input or the row and column of a change; None for all units."""
    lang, H, D = experiment.settings.lang, experiment.H, experiment.D
    if name == "x":
        return (int(st.number_input(say("change_input", lang), 1, D, 1, key="change_input")),)
    row = (
        experiment.unit
        if pick("change_where", ("unit", "every"), unit=experiment.unit) == "unit"
        else None
    )
    if not name.startswith("W"):
        return (row,)
    return row, int(st.number_input(say("change_column", lang), 1, H + D, 1, key="change_column"))


def predict(experiment: Experiment) -> None:
    """What is hidden, and a question about it; its answer once it is revealed."""
    settings, lang = experiment.settings, experiment.settings.lang
    whole = perform(settings)
    question = ask(whole, settings.hide, settings.question) if experiment.asking else None
    if question and settings.controls not in BARE:
        asking(question, settings)
        return
    st.header(reading.shown_up_to(experiment), anchor=False)
    if settings.controls in BARE:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="predict"):
        if experiment.t == 1:
            st.caption(say("worked", lang))
            return
        st.markdown(say("hide", lang), width="content")
        choose(settings, "hide", ids=STAGES, format_func=notation.letter)
        if ask(whole, settings.hide, 1):
            press("ask", partial(change, question=1), "ask_help")
        else:
            st.caption(say("no_question", lang))


def asking(question: Question, settings: Settings) -> None:
    """One question with its options, and what one does with it; in the lecture that is to think, and to go on."""
    lang, scene = settings.lang, ours.settings.view == "lecture"
    revealed = settings.revealed == "yes"
    st.header(question.text, anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", key="options"):
        for k, (option, mark) in enumerate(zip(question.options, "ABCD", strict=False)):
            correct = k == question.right
            look = {
                "type": "primary" if revealed and correct else "secondary",
                "disabled": revealed and not correct,
            }
            given = partial(ours.answer, question, mark, correct)
            st.button(f"**{mark}** {option}", key=f"option_{k}", on_click=given, **look)
        if not question.options and not revealed:
            typed(question, lang)
        st.space("stretch")
        if not revealed:
            if st.session_state.get("countdown"):
                st.html("<div class='countdown' role='timer'></div>", width="content")
            press("countdown")
        if not scene:
            if not revealed:
                press("reveal", partial(change, revealed="yes"), type="primary")
            press("another", ours.another)
    verdict, score, by_kind = ours.told(settings)
    if revealed:
        st.markdown(f"{verdict}{question.why}" + f" *{question.trap}*" * (not scene))
    elif not scene:
        st.caption(say("discuss" if question.options else "discuss_number", lang))
    if revealed and score and not scene:
        st.caption(score, help=by_kind, width="content")


def typed(question: Question, lang: str) -> None:
    """A field for a number."""
    label = say("typed_answer", lang, tolerance=question.tolerance)
    effect = on("typed", partial(ours.typed, question))
    given = st.text_input(label, key="typed", max_chars=20, width=260, on_change=effect)
    if given and right(question, given) is None:
        st.warning(say("typed_not_a_number", lang, given=quote(given)))


def troubles(experiment: Experiment) -> None:
    """What the link or a typed sequence could not give, and what is used instead."""
    lang = experiment.settings.lang
    told = [say(key, lang, **values) for key, values in ours.complaints] + reading.complaints(
        experiment
    )
    with st.container(key="troubles"):
        if told:
            st.warning("\n\n".join(told))


def picture(drawn: Picture, key: str, tall: bool = False) -> None:
    """A figure with its text alternative and a button that saves it; a tall one fills what the screen leaves."""
    figure, alt = drawn
    with st.container(key=f"picture_{key}_tall", height="stretch") if tall else nullcontext():
        st.plotly_chart(
            figure, key=key, alt=alt, height="stretch" if tall else "content", config=config(key)
        )


def numbers(
    label: str,
    key: str,
    table: Callable[[], Table],
    preferred: Callable[..., bool],
    more: Callable[[], None] | None = None,
) -> None:
    """The numbers behind a picture, and what else belongs there, made only when somebody opens them."""
    lang, expander = ours.settings.lang, unfolded(label, f"numbers_{key}")
    if not expander:
        return
    with expander:
        everything = table()
        part = everything.part(preferred)
        if part is not everything:
            st.caption(say("numbers_part", lang, shown=len(part.rows), count=len(everything.rows)))
        save("save_csv", everything.csv(), f"lstm_{key}.csv", f"csv_{key}")
        st.markdown(part.markdown())
        if more:
            more()


# ---- the views


def view_cell(experiment: Experiment) -> None:
    """The cell as a drawing with its numbers, the sum of the stage looked at, and where in time we are."""
    settings, look = experiment.settings, look_of(experiment.settings)
    opening(experiment, reading.step_sentence(experiment))
    if settings.controls in BARE or look.large:
        st.html(browser.drawn(experiment))
        if settings.controls not in BARE and not experiment.asking:
            st.latex(sums.one_line(experiment, settings.stage, flat=True))
        asked = ours.settings.view == "lecture" and ours.lecture.scene(settings.scene).question
        if settings.controls in BARE or not (experiment.asking or asked):
            picture(strip_chart(experiment, look), "strip")
        return
    st.html(browser.drawn(experiment))
    picture(strip_chart(experiment, look), "strip")
    card(experiment, settings.stage)
    table = partial(reading.step_table, experiment)
    numbers("numbers_and_exercise", "cell", table, lambda _: True, partial(exercise, experiment))


def exercise(experiment: Experiment) -> None:
    """A sheet to print: this step with its last stages left blank, and the key."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        label = say("exercise_blanks", experiment.settings.lang)
        blanks = st.slider(label, 0, len(STAGES), 3, key="blanks", width=360)
        sheet, file, why = (
            partial(worksheet, experiment, blanks),
            f"lstm_t{experiment.t}.html",
            refused(experiment),
        )
        save("exercise_save", sheet, file, help=why, disabled=why)


def view_step(experiment: Experiment) -> None:
    """One step as the notebook tells it: a row of numbers per unit, then each stage with its sum."""
    look = look_of(experiment.settings)
    opening(experiment, reading.step_sentence(experiment))
    picture(step_chart(experiment, look), "step")
    if experiment.settings.controls in BARE:
        return
    if look.large:
        choose(experiment.settings, "stage", format_func=notation.letter)
        st.latex(sums.one_line(experiment, experiment.settings.stage))
        return
    numbers("numbers", "step", partial(reading.step_table, experiment), lambda _: True)
    st.caption(say("all_digits", experiment.settings.lang))
    with st.container(key="cards"):
        for stage in STAGES:
            card(experiment, stage)


def card(experiment: Experiment, stage: str) -> None:
    """One stage: symbols, numbers, the line of NumPy, and what it means."""
    st.markdown(sums.card(experiment, stage), anchors=False)
    count = sums.left_out(experiment, stage)
    if count and (expander := unfolded("all_terms", f"terms_{stage}", count=count)):
        expander.latex(sums.in_full(experiment, stage))


def view_time(experiment: Experiment) -> None:
    """The six quantities over all steps, on one time axis with the inputs."""
    settings, look = experiment.settings, look_of(experiment.settings)
    stage = settings.stage if settings.stage in notation.CHARTED else "C"
    opening(experiment, reading.time_sentence(experiment))
    with st.container(horizontal=True, vertical_alignment="center", key="choice"):
        choose(settings, "chart")
        if look.large:
            choose(settings, "stage", stage, notation.CHARTED, format_func=notation.letter)
        else:
            st.caption(time_hint(experiment, look))
    quantities = (stage,) if look.large else quantities_in_time(experiment)
    drawn = time_chart(experiment, look, quantities)
    picture(drawn, "time", fills_the_screen(experiment, look))
    if not look.large:
        table = partial(reading.time_table, experiment)
        numbers("numbers", "time", table, lambda row: row[1] == experiment.unit)


def view_weights(experiment: Experiment) -> None:
    """The weights as heatmaps, and what pushed one gate where."""
    settings, lang = experiment.settings, experiment.settings.lang
    look = look_of(settings)
    gate = settings.stage if settings.stage in GATES else "f"
    opening(experiment, reading.weights_sentence(experiment, gate))
    picture(weights_chart(experiment, look, gate), "weights")
    if settings.controls in BARE:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="choice"):
        choose(settings, "stage", gate, tuple(GATES), format_func=notation.letter)
        if not look.large:
            st.caption(say("pushes_hint", lang))
    if look.large:
        st.latex(sums.one_line(experiment, gate))
        return
    picture(contributions_chart(experiment, look, gate), "pushes")
    st.caption(" ".join(filter(None, (sums.beside(experiment, gate), say("weights_hint", lang)))))
    table(experiment, gate)
    matrix = f"W_{GATES[gate]}"
    numbers(
        "numbers",
        "weights",
        partial(reading.weights_table, experiment),
        lambda row: row[0] == matrix,
    )
    numbers(
        "numbers_of_pushes",
        "pushes",
        partial(reading.pushes_table, experiment, gate),
        lambda _: True,
    )


def table(experiment: Experiment, gate: str) -> None:
    """One gate's weights as a table to type into."""
    expander = unfolded("weights_edit")
    if not expander:
        return

    def entered() -> None:
        put(edits.typed(ours.settings.edits, st.session_state["grid"].get("edit")))

    with expander:
        component("grid")(
            key="grid", data=browser.packed(browser.grid(experiment, gate)), on_edit_change=entered
        )
        st.caption(say("weights_edit_hint", experiment.settings.lang))


def view_memory(experiment: Experiment) -> None:
    """What of a step is left at the end: the direct path, all derivatives, and the cell beside its peers."""
    settings, lang, T = experiment.settings, experiment.settings.lang, experiment.T
    look = look_of(settings)
    if settings.hide != "no":
        opening(experiment, "")
        st.info(say("memory_hidden", lang))
        return
    opening(experiment, memory.sentence(experiment), memory.told(experiment))
    with st.container(horizontal=True, vertical_alignment="bottom", key="choice"):
        choose(
            settings,
            "curves",
            None if memory.fair(experiment) else "own",
            disabled=not memory.fair(experiment),
        )
        bias, t = WHOLES["forget_bias"], min(experiment.t, T - 1)
        words = say("forget_bias_help", lang)
        slide(
            settings,
            "forget_bias",
            settings.forget_bias,
            bias.low,
            bias.high,
            width=170,
            help=words,
        )
        slide(settings, "end", memory.end(experiment), t, T, width=170)
        if not memory.fair(experiment) and settings.controls == "all":
            lesson = {
                "scenario": "pytorch",
                "inputs": "",
                "forget_bias": 3,
                "steps": 20,
                "t": 1,
                "curves": "peers",
            }
            press("peers_open", partial(change, **lesson))
    picture(memory_chart(experiment, look), "memory", tall=True)
    if not look.large and settings.controls not in BARE:
        st.latex(memory.product(experiment))
        if not memory.fair(experiment):
            st.caption(say("peers_off", lang))
        numbers("numbers", "memory", partial(memory.table, experiment), lambda _: True)


def view_train(experiment: Experiment) -> None:
    """A cell learns a task: its loss, its answers, and its gates on one sequence beside where they started."""
    settings, lang = experiment.settings, experiment.settings.lang
    if settings.hide != "no":
        opening(experiment, "")
        st.info(say("train_hidden", lang))
        return
    if settings.race == "yes":
        sweep = shared_sweep(settings.train_steps)
        headed(trained.sweep_sentence(sweep, lang), [say("race_hint", lang, most=MOST)])
        trainer(experiment, sweep.over)
        with st.container(key="race_table"):
            st.markdown(trained.sweep_table(sweep, lang))
        return
    history = trainings.history(settings)
    rate = [say("train_rate", lang, rate=round(ours.rate))] if ours.training else []
    headed(trained.sentence(settings), [*rate, *trained.told(settings), say("gates_title", lang)])
    trainer(experiment, settings.updates >= history.near(history.plan.updates))
    start, look = perform(replace(settings, updates=0)), look_of(settings)
    drawn = {
        "learning": learning_chart(experiment, look),
        "gates": example_chart(experiment, look, start),
    }
    if not ours.training:
        ours.still = {}
    for column, (key, made) in zip(st.columns([2, 3]), drawn.items(), strict=True):
        with column:
            picture(ours.still.setdefault(key, made), key, tall=True)
    if ours.training:
        figures_now = {key: figure.to_dict() for key, (figure, _) in drawn.items()}
        component("live")(key="live", data=browser.packed({"figures": figures_now}))


def headed(sentence: str, captions: Sequence[str]) -> None:
    """A view's one sentence and what to watch, without anything beside them."""
    with st.container(key="top"):
        if ours.settings.view == "lecture":
            stage(perform(ours.current))
        else:
            st.header(sentence, anchor=False)
            st.caption(" ".join(captions))


def trainer(experiment: Experiment, over: bool) -> None:
    """What starts, stops and paces a training, leads back through it, and opens its cell elsewhere."""
    settings = experiment.settings
    if settings.controls != "all":
        return
    with st.container(horizontal=True, vertical_alignment="center", key="choice"):
        label = (
            "train_pause" if ours.training else "train_on" if settings.updates else "train_start"
        )
        press(label, partial(ours.train, not ours.training), type="primary", disabled=over)
        if settings.race == "no":
            history = trainings.history(settings)
            press(
                "train_one",
                partial(ours.turn, one=True),
                "train_one_help",
                disabled=over or ours.training,
            )
            press("train_reset", partial(change, updates=0), "train_reset_help")
            choose(settings, "pace")
            now, top = history.near(settings.updates), history.near(history.plan.updates)
            slide(
                settings,
                "updates",
                now,
                0,
                top,
                step=history.every,
                width=170,
                label_visibility="collapsed",
            )
            press("train_open", ours.open_trained, "train_open_help")


def stage(experiment: Experiment) -> None:
    """A scene of the lecture round its picture: title, sentences, what it asks and, on the next beat, the answer."""
    settings = experiment.settings
    scene = ours.lecture.scene(settings.scene)
    st.html(staging.outline(ours.lecture, settings.scene, ours.used(), settings.lang))
    with st.container(horizontal=True, vertical_alignment="center", key="opening"):
        st.header(staging.title(scene, experiment), anchor=False)
        if settings.controls == "all":
            if scene.beats > 1 and not settings.beat:
                press("lecture_reveal", partial(ours.walk, 1), type="primary")
            with st.popover(say("lecture_notes", settings.lang), key="notes"):
                notes(experiment)
            press("lecture_explore", partial(ours.walk, 0), "lecture_explore_help")
            if press("lecture_mine"):
                st.dialog(say("lecture_mine", settings.lang), width="large", on_dismiss="rerun")(
                    my_lecture
                )()
    if said := staging.words(scene, experiment):
        st.markdown(said)
    if scene.asks:
        predict(experiment)
    if settings.beat and scene.answer:
        st.markdown(staging.answer(scene, experiment))


def notes(experiment: Experiment) -> None:
    """What to say to this scene; never shown unless somebody opens it, here or in a window of its own."""
    settings = experiment.settings
    st.markdown(
        staging.script(ours.lecture.scene(settings.scene), perform(settings))
    )  # all of it, hidden or not
    if ours.own:
        st.caption(say("lecture_window_own", settings.lang))  # no other page has its scenes
    elif settings.controls == "all":
        link = replace(ours.linked, scene=settings.scene, controls="notes").to_query()
        st.link_button(say("lecture_window", settings.lang), f"?{urlencode(link)}")


def view_notes(experiment: Experiment) -> None:
    """The speaker's own window: the time, the scene's title, the notes and what comes next, without a picture."""
    lang, k = experiment.settings.lang, experiment.settings.scene
    with st.container(key="speaker"):
        st.html(staging.outline(ours.lecture, k, ours.used(), lang))
        st.header(staging.title(ours.lecture.scene(k), experiment), anchor=False)
        notes(experiment)
        st.markdown(staging.coming(ours.lecture, k, lang))
    with st.container(horizontal=True):
        press("lecture_back", partial(ours.walk, -1))
        press("lecture_on", partial(ours.walk, 1), type="primary")


def view_ending(experiment: Experiment) -> None:
    """The last scene: the six lines of the cell, and the link with which one practises."""
    opening(experiment, "")
    link = address(
        replace(ours.lecture.scene(experiment.settings.scene).asked, lang=experiment.settings.lang)
    )
    with st.container(horizontal=True, vertical_alignment="center", key="ending"):
        st.latex(notation.stacked([notation.in_symbols(name) for name in notation.LINES]))
        with st.container(width="content", horizontal_alignment="center", key="practise"):
            if len(link) <= MOST_SCANNED:
                st.html(scanned(link), width="content")
            st.link_button(say("lecture_practise", experiment.settings.lang), link, type="primary")


def my_lecture() -> None:
    """One's own lecture: its scenes to edit, its file to save or to open, and what students take home."""
    lang = ours.settings.lang
    data = browser.packed(staging.listed(ours.lecture, lang))
    heard = on("editor", lambda sent: ours.edit(sent["edit"]))
    if staging.goes(component("editor")(key="editor", data=data, on_edit_change=heard)["edit"]):
        st.rerun()  # the scene is behind this dialog
    with st.container(horizontal=True):
        save("lecture_save", lecture.write(ours.lecture), "lecture.toml")
        save("lecture_handout", partial(handout, ours.lecture, lang), "lecture.html")
        press("lecture_shipped", partial(ours.take_lecture, lecture.shipped()))
    taken = on("lecture_file", ours.open_file)
    st.file_uploader(say("lecture_open", lang), "toml", key="lecture_file", on_change=taken)
    for key, values in ours.complaints:
        st.warning(say(key, lang, **values))
    if ours.own:
        st.caption(say("lecture_keep", lang))


SHOWN = (view_cell, view_step, view_time, view_weights, view_memory, view_train)
VIEWS = {view.__name__.removeprefix("view_"): view for view in SHOWN}


def lesson() -> None:
    """The view, the player and the link: all that a step in time changes, so that it need not run the rest."""
    ours.learn()
    with QUEUE:
        part()


def part() -> None:
    """The view or the scene, the player and the link, one page at a time."""
    ours.follow(st.session_state.get("place"))
    if ours.training != ours.ticking:  # this fragment comes back by itself, or no longer does
        st.rerun()
    settings = ours.current
    if (settings.frame, ours.complaints) != ours.framed:  # the rest of the page is no longer right
        st.rerun()
    ours.known = None
    experiment = mask(perform(settings))
    player(
        experiment
    )  # the first element, and at the foot of the page: it stays mounted, whatever the view
    ending = ours.settings.view == "lecture" and ours.lecture.scene(settings.scene).ending
    view = view_notes if settings.controls == "notes" and settings.scene else VIEWS[settings.view]
    (view_ending if ending and view != view_notes else view)(experiment)
    link = ours.close()
    if link is not None and st.query_params.to_dict() != link:
        st.query_params.from_dict(link)


def page() -> None:
    """A whole run: what the link asks for first, since it may have to be learnt, and then the page in its turn."""
    settle_collector()
    ours.follow(st.session_state.get("place"))
    ours.open(st.query_params.to_dict(), language_for(st.context.locale))
    with QUEUE:
        whole(ours.current)


def whole(settings: Settings) -> None:
    """All of the page."""
    projector = settings.size == "projector"
    sidebar_state = "collapsed" if projector else "auto"
    st.set_page_config(
        say("app_name", settings.lang), layout="wide", initial_sidebar_state=sidebar_state
    )
    st.html(browser.sheet("page", *["projector"] * projector))
    experiment = perform(settings)
    header(settings)
    if settings.controls == "all":
        with st.sidebar:
            sidebar(experiment)
    troubles(experiment)
    st.fragment(lesson, run_every=ours.tick())()


page()
