"""Every view: no exception, and the numbers shown are the Experiment's."""

import json
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.scenarios import SCENARIOS
from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.lesson.moments import SENTENCES
from lstm_core.model.cell import stack
from lstm_core.page.views.registry import SCENES, VIEWS
from lstm_core.words.language import say, translation
from lstm_core.words.quantities import CHARTED
from tests.support import all_text, app, components, headlines, move


def specs(page: AppTest) -> list[dict[str, Any]]:
    """The page's figures."""
    return [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]


@pytest.mark.parametrize(("lang", "size"), [("es", "normal"), ("en", "projector")])
@pytest.mark.parametrize("scenario", CHOICES["scenario"].ids)
def test_every_view_language_scenario_and_size(lang: str, scenario: str, size: str) -> None:
    page = app(lang=lang, scenario=scenario, size=size, t=3)
    for view in CHOICES["view"].ids:
        move(page, view=view)
        assert not page.exception, view
        assert not page.warning, view
        assert page.get("plotly_chart") or view == "lecture"
        assert all(chart.proto.alt for chart in page.get("plotly_chart"))
        assert "{" not in headlines(page)[0]


@pytest.mark.parametrize("sizes", [(1, 1, 1), (16, 32, 60), (1, 32, 1), (16, 1, 60), (7, 9, 13)])
@pytest.mark.parametrize("extra", [{}, {"chart": "heatmap"}, {"size": "projector", "stage": "o"}])
def test_every_view_at_the_corners_of_the_sizes(
    extra: dict[str, str], sizes: tuple[int, int, int]
) -> None:
    D, H, T = sizes
    page = app(input_size=D, hidden_size=H, steps=T, scenario="wide", t=T, unit=H, **extra)
    for view in CHOICES["view"].ids:
        move(page, view=view)
        assert not page.exception, view


def test_the_notebook_is_the_first_thing_shown() -> None:
    page = app()
    said = "cerca del 72 % de su memoria (0.87 → 0.62) y escribe 0.83: C = 1.45."
    assert headlines(page)[0] == f"La unidad 1 conserva {said}"
    assert "8 decimales" in all_text(page)
    values = components(page)["diagram"]["values"]
    first = {name: values[name][0] for name in ("f", "i", "C_tilde", "C", "o", "h")}
    assert first == {
        "f": ["0.720", "0.736", "0.910"],
        "i": ["0.909", "0.816", "0.928"],
        "C_tilde": ["0.908", "0.990", "0.969"],
        "C": ["1.448", "1.251", "1.543"],
        "o": ["0.917", "0.938", "0.755"],
        "h": ["0.821", "0.796", "0.689"],
    }


def test_all_eight_stages_are_told_with_formula_code_and_meaning() -> None:
    page = app(lang="en", view="step", unit=2, t=3)
    said = all_text(page)
    for stage in ("z", "f", "i", "C_tilde", "C", "tanh_C", "o", "h"):
        assert say(f"stage_{stage}", "en") in said
        assert say(f"note_{stage}", "en") in said, stage
    assert "`f = sigmoid(W_f @ z + b_f)`" in said
    step = perform(Settings(unit=2, t=3)).step
    for value in (step.f, step.i, step.C_tilde, step.C, step.o, step.h):
        assert f"{{{value[1, 0]:.3f}}}" in said


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_bars_through_time_are_the_experiments(scenario: str) -> None:
    experiment = perform(Settings(scenario=scenario))
    [figure] = specs(app(view="time", scenario=scenario))
    bars = [
        trace for trace in figure["data"] if trace["type"] == "bar" and "customdata" not in trace
    ]
    for name, trace in zip(CHARTED, bars, strict=True):
        np.testing.assert_allclose(
            trace["y"], stack(experiment.trace, name).ravel(), rtol=1e-15, err_msg=name
        )


def test_heatmaps_of_the_weights_are_the_experiments() -> None:
    experiment = perform(Settings(scenario="keras"))
    maps = [
        trace
        for trace in specs(app(view="weights", scenario="keras"))[0]["data"]
        if trace["type"] == "heatmap"
    ]
    for name, trace in zip("fiCo", maps, strict=True):
        W = [[value for value in row if value is not None][:-1] for row in trace["z"]]
        np.testing.assert_allclose(W, getattr(experiment.params, f"W_{name}"), rtol=1e-15)


def test_the_text_alternative_tells_what_is_drawn() -> None:
    normal, large = (
        app(lang="en", view="time", stage="o", size=size).get("plotly_chart")[0].proto.alt
        for size in ("normal", "projector")
    )
    assert "C̃ between" in normal and "h between" in normal
    assert "o between" in large and "h between" not in large


@pytest.mark.parametrize(
    ("view", "key"),
    [
        ("cell", "cell"),
        ("step", "step"),
        ("time", "time"),
        ("weights", "weights"),
        ("weights", "pushes"),
    ],
)
def test_the_numbers_of_a_picture_are_made_when_opened(view: str, key: str) -> None:
    page = app(view=view, lang="en", scenario="wide", hidden_size=16, steps=60, unit=3)
    assert not page.get("download_button")
    page.session_state[f"numbers_{key}"] = True
    page.run()
    assert page.get("download_button")[0].proto.label == "Save as CSV"
    table = next(element.value for element in page.markdown if element.value.startswith("| "))
    assert 11 < table.count("\n") <= 120
    experiment = perform(Settings(scenario="wide", hidden_size=16, steps=60, unit=3))
    number = (
        experiment.step.h[2, 0] if key in ("cell", "step", "time") else experiment.params.W_f[2, 0]
    )
    assert f"{number:.8f}".replace("-", "−") in table


def test_the_sum_of_a_wide_cell_can_be_opened() -> None:
    page = app(lang="en", view="step", hidden_size=20, input_size=10)
    assert any(block.label == "All 31 terms of the sum" for block in page.expander)
    assert not page.latex
    page.session_state["terms_f"] = True
    page.run()
    assert page.latex[0].value.count(r"w \cdot") == 30


def test_figures_are_no_widgets() -> None:
    """Streamlit would keep each new figure that can be clicked until the page is closed: 22 kB."""
    page = app()
    for view in ("cell", "step", "time", "weights", "memory"):
        move(page, view=view)
        assert page.get("plotly_chart") and not any(
            chart.proto.selection_mode for chart in page.get("plotly_chart")
        )


def test_a_view_lacks_none_of_its_parts() -> None:
    """Its file, its drawing in a scene, the sentence of a moment, a chart; its name in words."""
    *views, last = CHOICES["view"].ids
    assert list(VIEWS) == [*views, "lecture"] and last == "lecture"
    assert list(SCENES) == views == list(SENTENCES)
    for view in views:
        assert VIEWS[view].__module__ == f"lstm_core.page.views.{view}"
    for lang in CHOICES["lang"].ids:
        assert all(f"view_{view}" in translation(lang) for view in VIEWS)


@pytest.mark.parametrize("view", CHOICES["view"].ids[:-1])
@pytest.mark.parametrize("lang", CHOICES["lang"].ids)
def test_a_view_opens_with_the_sentence_of_a_moment_and_a_chart_with_words(
    view: str, lang: str
) -> None:
    page = app(view=view, lang=lang)
    assert headlines(page)[0] == SENTENCES[view](Settings(view=view, lang=lang))
    assert page.get("plotly_chart") and all(chart.proto.alt for chart in page.get("plotly_chart"))
