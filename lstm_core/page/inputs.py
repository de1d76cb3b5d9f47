"""The controls of the inputs: those of the scenario, one's own, or a window of a real series."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from lstm_core.browser import Field, choice_field
from lstm_core.exchange.columns import Column, Table
from lstm_core.experiment.fields import quote
from lstm_core.experiment.inputs import MOST_INPUTS, MOST_STEPS, SERIES, plain_name, shown_table
from lstm_core.experiment.own_cells import KEPT
from lstm_core.experiment.saturation import saturation_claim
from lstm_core.experiment.settings import KINDS, UNREAD
from lstm_core.page.context import Page
from lstm_core.page.controls import (
    callback,
    choose,
    follow,
    press,
    slide,
    told_beside,
    touch,
    upload,
)
from lstm_core.page.unlinked import save_unlinked
from lstm_core.session.input_source import SOURCES, source_of
from lstm_core.training.series import series
from lstm_core.words.claims import claim_sentence
from lstm_core.words.inputs import symbol_values, three_digits, understood
from lstm_core.words.language import say

MOST_OFFERED = 32  # columns to choose from: a text may have thousands
KINDS_OF_FILE = ["csv", "tsv", "txt", "json", "npy", "npz"]
MOST_TYPED = 100_000  # signs that a browser sends; what of them a link can hold is told


def source_field(page: Page) -> Field:
    """Where the inputs come from."""
    source = source_of(page.settings.inputs)
    return choice_field(page.lang, "input_source", source, SOURCES, row=True)


def inputs(page: Page) -> None:
    """What can be set of the inputs from their source."""
    source = source_of(page.settings.inputs)
    if source == "own" and page.settings.hide != "no":
        st.caption(say("own_hidden", page.lang))
    elif source == "own":
        own_sequence(page)
    elif source == "series":
        window(page)


def window(page: Page) -> None:
    """The first month of the real series; off where the cell takes other than one number."""
    session, experiment = page.session, page.experiment
    months = series()[0]
    st.select_slider(
        say("series_start", page.lang),
        range(1, len(months) - experiment.T + 2),
        follow(page, "start", max(1, experiment.given.start)),
        key="start",
        format_func=lambda start: months[start - 1],
        help=say("series_start_help", page.lang),
        on_change=callback(page, "start", lambda start: session.change(inputs=f"{SERIES}{start}")),
        disabled=not experiment.own_inputs,
    )
    st.caption(say("series_source", page.lang))


def own_sequence(page: Page) -> None:
    """The text or file, what was understood of it, and what can be chosen about it."""
    lang = page.lang
    sequence_text(page)
    sequence_file(page)
    given = page.experiment.given
    if given.symbols:
        symbols = quote(given.symbols)
        st.caption(say("own_symbols", lang, count=len(given.symbols), symbols=symbols))
        values = symbol_values(page.experiment)
        if values:
            st.caption(say("own_symbol_values", lang, values=values))
        return
    fits = page.experiment.D if page.experiment.scenario.sizes else None
    table = shown_table(page.settings, fits)
    if table and table.inputs:
        reading(page, table)
    if page.experiment.own_inputs:
        st.caption(say("own_understood", lang, T=page.experiment.T, D=page.experiment.D))
        with st.container(height=220, border=False):
            st.markdown(understood(page.experiment).markdown(lang=page.lang))


def sequence_text(page: Page) -> None:
    """The text of a sequence; of one that no link can hold it is empty."""
    shown = "" if page.settings.inputs.startswith(KEPT) else page.settings.inputs
    st.text_area(
        say("own", page.lang),
        follow(page, "own", shown, ""),
        key="own",
        height=160,
        max_chars=MOST_TYPED,
        help=say("own_help", page.lang),
        on_change=callback(page, "own", partial(typed, page)),
    )
    press(page, "own_apply", touch(page))  # who presses it leaves the field, which takes it over


def reading(page: Page, table: Table) -> None:
    """How the text is read: commas, rows and columns, gaps, scale; only what makes a difference."""
    session, experiment = page.session, page.experiment
    given = experiment.given
    saturated = saturation_claim(experiment)
    if saturated:
        st.warning(claim_sentence(saturated, page.lang))
        for scale in ("standard", "unit") if page.settings.scale == "no" else ():
            press(page, f"scale_to_{scale}", partial(session.change, scale=scale))
    comma_button(page, table)
    if experiment.own_inputs and experiment.X.shape[:2] != (1, 1):
        other = "no" if page.settings.turned == "yes" else "yes"
        name = "turned_no" if given.turned else "turned_yes"
        press(page, name, partial(session.change, turned=other))
    if len(table.columns) > 1 and not given.turned and not is_part(page):
        columns(page, table)
    for key, values in given.left_out:
        st.caption(say(key, page.lang, **values))
    if table.rows > MOST_STEPS and not given.turned:
        slide(page, "first", given.first, 1, table.rows - MOST_STEPS + 1)
    if table.gaps(table.inputs):
        choose(page, "gaps", label_visibility="visible")
    choose(page, "scale", label_visibility="visible", help=say("scale_help", page.lang))


def sequence_file(page: Page) -> None:
    """A file in place of the text; of one that is too long for a link, which part is shown."""
    session, lang = page.session, page.lang
    sequence = session.sequence

    taken = partial(take, page)
    upload(page, "sequence_file", KINDS_OF_FILE, taken, help=say("sequence_file_help", lang))
    refused = sequence.refused if sequence.refused == session.complaints else ()
    about_the_cell = page.experiment.scenario.complaints
    others = [one for one in page.experiment.complaints if one not in about_the_cell]
    told_beside(page, *refused, *others)
    if sequence.table is None or not from_file(page):
        return
    if page.settings.inputs == sequence.whole:
        st.caption(say("sequence_whole", lang, rows=sequence.table.rows))
        save_unlinked(page, "table", page.settings, "save_table")
        return
    st.caption(say("sequence_part", lang, rows=sequence.table.rows, used=page.experiment.T))
    if sequence.table.ambiguous:
        st.caption(three_digits(sequence.table, lang))
    if sequence.last_first > 1:
        st.slider(
            say("sequence_first", lang),
            1,
            sequence.last_first,
            follow(page, "sequence_first", sequence.first),
            key="sequence_first",
            on_change=callback(
                page,
                "sequence_first",
                lambda first: session.change(**sequence.show(first, sequence.places)),
            ),
        )
    if len(sequence.table.inputs) > 1:
        pills(
            page,
            "sequence_columns",
            Table(sequence.table.inputs),
            list(sequence.places),
            lambda places: session.change(**sequence.show(sequence.first, places)),
        )


def take(page: Page, data: bytes, _: str = "") -> None:
    """Use the sequence in these bytes; all of it where a training or a wide cell needs that."""
    experiment = page.experiment
    wide = bool(experiment.scenario.sizes) and experiment.D > MOST_INPUTS
    learns = page.settings.view == "train" or experiment.scenario.given is not None
    sequence, named = page.session.sequence, page.session.current.inputs
    by_name = named.startswith(KEPT)  # perhaps by a link that came with this file
    fields, complaints = sequence.open(data, whole=wide or learns or by_name)
    if by_name and fields.get("inputs") == named:
        fields = {"inputs": named}  # read as the link says
    elif fields.get("inputs") == sequence.whole and not (wide or learns):
        fields["inputs"] = sequence.text
    sequence.refused = complaints
    page.session.change(*complaints, **fields)


def typed(page: Page, text: str) -> None:
    """Use a text; one that is too long for a link is read as a file is."""
    kind: Any = KINDS["inputs"]
    if len(text) > kind.longest:
        take(page, text.encode("utf-8", "replace"))
    else:
        page.session.change(inputs=text, **UNREAD)


def from_file(page: Page) -> bool:
    """Whether the text is the file that the page has open, or a part of it."""
    return page.session.sequence.shows(page.settings)


def is_part(page: Page) -> bool:
    """Whether the text is a part of a file, whose columns are chosen in the file."""
    return from_file(page) and page.settings.inputs != page.session.sequence.whole


def comma_button(page: Page, table: Table) -> None:
    """The other ways to read the marks of a text; those of a file have been read."""
    if page.settings.inputs.startswith(KEPT):
        return
    if table.comma in ("decimal", "separator"):
        other = "separator" if table.comma == "decimal" else "decimal"
        press(page, f"comma_as_{other}", partial(page.session.change, comma=other))
    if table.ambiguous:
        st.caption(three_digits(table, page.lang))
        other = "decimal" if table.comma == "thousands" else "thousands"
        press(page, f"marks_as_{other}", partial(page.session.change, comma=other))


def columns(page: Page, table: Table) -> None:
    """The columns of the text that have a number, by their names; those in use are chosen."""

    def chosen(places: list[int]) -> None:
        page.session.change(columns=",".join(map(str, places)))

    used = page.experiment.given.used  # of a single row also those without one, which are gaps
    offered = tuple(column for column in table.columns if column.place in used or column.numeric)
    pills(page, "columns", Table(offered), list(used), chosen)


def pills(
    page: Page, key: str, table: Table, used: list[int], effect: Callable[[list[int]], None]
) -> None:
    """Columns to choose from by their names; `effect` gets the places of those chosen, sorted."""
    offered = {column.place for column in table.columns[:MOST_OFFERED]} | set(used)
    columns = [column for column in table.columns if column.place in offered]
    names = labels(columns, page.lang)
    places = {str(column.place): name for column, name in zip(columns, names, strict=True)}
    st.pills(
        say("columns", page.lang),
        list(places),
        selection_mode="multi",
        default=follow(page, key, list(map(str, used)), []),
        key=key,
        format_func=places.__getitem__,
        help=say("columns_help", page.lang),
        on_change=callback(page, key, lambda values: effect(sorted({*map(int, values)}))),
    )
    if len(places) < len(table.columns):
        count = len(table.columns)
        st.caption(say("columns_more", page.lang, shown=len(places), count=count))


def labels(columns: Sequence[Column], lang: str) -> list[str]:
    """What the columns are called to choose from: their names, of equal ones with their places.

    A browser tells what was chosen by these words alone.
    """
    names = [plain_name(column.name) for column in columns]
    several = {name for name, count in Counter(names).items() if count > 1}
    found = []
    for name, column in zip(names, columns, strict=True):
        place = say("column", lang, place=column.place)
        found.append(f"{name} ({place})" if name and name in several else name or place)
    return found
