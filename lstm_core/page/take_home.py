"""What one takes home of a cell: its notebook, its weights in another library's names, code."""

from functools import partial

import streamlit as st

from lstm_core.exchange.writing import WRITTEN, to_arrays, to_bytes, to_code
from lstm_core.experiment.experiment import Experiment
from lstm_core.lesson.notebook import notebook
from lstm_core.page.context import Page
from lstm_core.page.controls import save, unfold
from lstm_core.page.share import address
from lstm_core.words.language import say
from lstm_core.words.saved import file_name


def take_home(page: Page) -> None:
    """Files to save, made when one is asked for."""
    place = unfold(page, "take_home")
    if place is None:
        return
    experiment, name = page.experiment, file_name(page.experiment)
    with place:
        made = partial(notebook, experiment, address(page.session.shareable))
        save(page, "notebook", made, f"{name}.ipynb")
        layout = st.segmented_control(
            say("cell_layout", page.lang),
            WRITTEN,
            default=WRITTEN[0],
            required=True,
            key="cell_layout",
            format_func=lambda id: say(f"cell_layout_{id}", page.lang),
        )
        with st.container(horizontal=True):
            for suffix in ("safetensors", "npz"):
                data = partial(cell_file, experiment, layout, f".{suffix}")
                save(page, f"cell_{suffix}", data, f"{name}-{layout}.{suffix}")
            if layout != WRITTEN[0]:
                code = partial(cell_code, experiment, layout)
                save(page, "cell_code", code, f"{name}-{layout}.py")
        if experiment.pins or experiment.coupled:
            st.caption(say("cell_held_out", page.lang))


def cell_file(experiment: Experiment, layout: str, suffix: str) -> bytes:
    """The weights in one layout, with the read-out of a trained cell and where the cell starts.

    In our own names with the inputs, too. Other libraries start at 0: in their names a start is
    there where it is another.
    """
    arrays = to_arrays(experiment.params, layout)
    if layout == WRITTEN[0]:
        arrays["x"] = experiment.X[:, :, 0]
    if layout == WRITTEN[0] or experiment.h0.any() or experiment.C0.any():
        arrays |= {"h_0": experiment.h0, "C_0": experiment.C0}
    own = experiment.scenario.beside.arrays
    arrays |= {name: own[name] for name in ("V", "c") if name in own}
    if experiment.scenario.learnt:
        model = experiment.scenario.learnt.model
        arrays |= {"V": model.V, "c": model.c}
    return to_bytes(arrays, suffix)


def cell_code(experiment: Experiment, layout: str) -> str:
    """Python that builds the layer there, runs these inputs and prints the same h."""
    start = (experiment.h0[:, 0], experiment.C0[:, 0])
    return to_code(experiment.params, layout, experiment.X[:, :, 0], *start)
