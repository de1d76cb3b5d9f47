"""The page in every view, language and scenario: no exception, and the numbers shown are the Experiment's."""

import json
import re
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.scenarios import SCENARIOS
from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.model.cell import stack
from lstm_core.words.language import say
from lstm_core.words.quantities import CHARTED
from lstm_core.words.step import step_sentence
from tests.support import app, components, move, query, told

VIEWS = CHOICES["view"].ids


def words(page: AppTest) -> str:
    """Everything the page says."""
    kinds = (page.subheader, page.markdown, page.latex, page.warning, page.code)
    return "\n".join([*told(page), *(str(element.value) for kind in kinds for element in kind)])


def specs(page: AppTest) -> list[dict[str, Any]]:
    """The page's figures."""
    return [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]


@pytest.mark.parametrize(("lang", "size"), [("es", "normal"), ("en", "projector")])
@pytest.mark.parametrize("scenario", CHOICES["scenario"].ids)
def test_every_view_language_scenario_and_size(lang: str, scenario: str, size: str) -> None:
    page = app(lang=lang, scenario=scenario, size=size, t=3)
    for view in VIEWS:
        move(page, view=view)
        assert not page.exception, view
        assert not page.warning, view
        assert page.get("plotly_chart") or view == "lecture"
        assert all(chart.proto.alt for chart in page.get("plotly_chart"))
        assert "{" not in told(page)[0]


@pytest.mark.parametrize("sizes", [(1, 1, 1), (16, 32, 60), (1, 32, 1), (16, 1, 60), (7, 9, 13)])
@pytest.mark.parametrize("extra", [{}, {"chart": "heatmap"}, {"size": "projector", "stage": "o"}])
def test_every_view_at_the_corners_of_the_sizes(
    extra: dict[str, str], sizes: tuple[int, int, int]
) -> None:
    D, H, T = sizes
    page = app(input_size=D, hidden_size=H, steps=T, scenario="wide", t=T, unit=H, **extra)
    for view in VIEWS:
        move(page, view=view)
        assert not page.exception, view


def test_the_notebook_is_the_first_thing_shown() -> None:
    page = app()
    assert (
        told(page)[0]
        == "La unidad 1 conserva el 72 % de su memoria (0.87 → 0.62) y escribe 0.83: C = 1.45."
    )
    assert "8 decimales" in words(page)
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


def test_the_language_follows_the_browser_and_the_link_wins() -> None:
    assert told(app("en-GB"))[0].startswith("Unit 1 keeps")
    assert told(app("es-MX"))[0].startswith("La unidad 1")
    assert told(app("fr-FR"))[0].startswith("Unit 1 keeps")
    assert told(app("en-GB", lang="es"))[0].startswith("La unidad 1")


def test_all_eight_stages_are_told_with_formula_code_and_meaning() -> None:
    page = app(lang="en", view="step", unit=2, t=3)
    said = words(page)
    for stage in ("z", "f", "i", "C_tilde", "C", "tanh_C", "o", "h"):
        assert say(f"stage_{stage}", "en") in said
        assert say(f"note_{stage}", "en") in said, stage
    assert "```python\nf = sigmoid(W_f @ z + b_f)\n```" in said
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


def test_a_widget_changes_the_link_and_nothing_else() -> None:
    page = app(scenario="wide", t=4)
    page.slider(key="hidden_size").set_value(5).run()
    assert query(page) == {
        "lang": "es",
        "view": "cell",
        "scenario": "wide",
        "t": "4",
        "hidden_size": "5",
    }
    move(page, lang="en")
    assert told(page)[0].startswith("Unit 1 keeps")
    assert query(page)["hidden_size"] == "5" and query(page)["t"] == "4"


def test_a_scenario_shows_its_sizes_as_fixed_and_leaving_it_brings_ones_own_back() -> None:
    page = app(hidden_size=7, steps=9, unit=6, t=9, seed=3)
    page.selectbox(key="scenario").set_value("counter").run()
    assert page.slider(key="hidden_size").value == 1 and page.slider(key="hidden_size").disabled
    assert components(page)["seed"]["fixed"]
    assert say("fixed_by_scenario", "es") in words(page)
    page.selectbox(key="scenario").set_value("notebook").run()
    assert page.slider(key="hidden_size").value == 7 and not page.slider(key="hidden_size").disabled
    assert components(page)["player"]["place"]["t"] == 9
    assert components(page)["player"]["place"]["unit"] == 6


def test_another_seed_is_a_move_of_the_player() -> None:
    page = app(lang="en")
    move(page, seed=7)
    assert query(page)["seed"] == "7" and components(page)["player"]["place"]["seed"] == 7
    assert perform(Settings(seed=7)).step.C[0, 0] != perform(Settings()).step.C[0, 0]
    assert step_sentence(perform(Settings(seed=7, lang="en"))) == told(page)[0]
    move(page, seed=42)
    assert "seed" not in query(page) and not components(page)["seed"]["fixed"]


def test_the_latch_is_one_click_away_at_the_step_where_a_gate_closes() -> None:
    page = app(lang="en")
    [offer] = re.findall(
        "data-choose='(.*?)'", "".join(part.proto.body for part in page.get("html"))
    )
    page.session_state["session"].from_browser(json.loads(offer))
    page.run()
    assert query(page)["scenario"] == "latch" and query(page)["t"] == "6"
    assert told(page)[0].startswith("Unit 1 keeps 0.2 % of its memory (0.91 → 0.00)")


def test_the_player_steps_and_stops_at_the_ends() -> None:
    page = app(t=5)
    move(page, t=6)
    assert query(page)["t"] == "6" and components(page)["player"]["place"]["t"] == 6
    move(page, beats=1)
    assert query(page)["t"] == "6"


def test_a_single_step_can_be_shown() -> None:
    page = app(steps=1)
    assert not page.exception
    assert components(page)["player"]["T"] == 1


@pytest.mark.parametrize(
    ("link", "name", "used"),
    [
        ({"seed": "-5"}, "seed", None),
        ({"hidden_size": "99"}, "hidden_size", "32"),
        ({"view": "Pesos"}, "view", "cell"),
        ({"scenario": "<b>x</b>"}, "scenario", None),
        ({"t": "nan"}, "t", None),
    ],
)
def test_a_bad_link_is_told_and_mended(link: dict[str, str], name: str, used: str | None) -> None:
    page = app(**link)
    assert not page.exception
    assert len(page.warning) == 1 and name in page.warning[0].value
    if used:
        assert query(page)[name] == used


def test_a_link_to_a_step_or_unit_that_the_cell_does_not_have_is_told() -> None:
    page = app(lang="en", scenario="counter", t=30, unit=5)
    assert "t = 30; a whole number from 1 to 8 will do: 8 is used" in page.warning[0].value
    assert "unit = 5; a whole number from 1 to 1 will do: 1 is used" in page.warning[0].value
    page.selectbox(key="scenario").set_value("latch").run()
    assert not page.warning, "a change of cell is no link"


def test_the_series_control_is_off_where_the_cell_cannot_take_it() -> None:
    page = app(scenario="latch", inputs="series:5")
    assert page.select_slider(key="start").disabled and page.warning
    assert not app(scenario="counter", inputs="series:5").select_slider(key="start").disabled


def test_the_text_alternative_tells_what_is_drawn() -> None:
    normal, large = (
        app(lang="en", view="time", stage="o", size=size).get("plotly_chart")[0].proto.alt
        for size in ("normal", "projector")
    )
    assert "C̃ between" in normal and "h between" in normal
    assert "o between" in large and "h between" not in large


def test_a_complaint_about_the_link_goes_with_the_next_change() -> None:
    page = app(seed="many")
    assert page.warning
    page.slider(key="steps").set_value(7).run()
    assert not page.warning


def test_an_own_sequence_is_echoed_used_and_kept() -> None:
    page = app(lang="en")
    page.segmented_control(key="inputs").set_value("own").run()
    assert page.text_area(key="own").value.count("\n") == 5, (
        "it starts from the inputs that were shown"
    )
    page.text_area(key="own").set_value("0,5 1\n-1 2,5").run()
    assert "2 × 2 (steps × inputs)" in words(page)
    assert page.slider(key="input_size").value == 2 and page.slider(key="input_size").disabled
    page.button(key="comma_as_separator").click().run()
    assert "2 × 3 (steps × inputs)" in words(page)
    page.segmented_control(key="inputs").set_value("scenario").run()
    assert page.slider(key="input_size").value == 4
    page.segmented_control(key="inputs").set_value("own").run()
    assert page.text_area(key="own").value == "0,5 1\n-1 2,5"


def test_one_row_can_be_read_as_steps_or_as_one_step() -> None:
    page = app(lang="en", inputs="1 2 3")
    assert "1 × 3 (steps × inputs)" in words(page)
    page.button(key="row_as_steps").click().run()
    assert "3 × 1 (steps × inputs)" in words(page)
    page.button(key="row_as_one_step").click().run()
    assert "1 × 3 (steps × inputs)" in words(page)


def test_a_bad_sequence_is_told_in_a_sentence() -> None:
    page = app(lang="en", inputs="1;2\n3;[x](http://y)")
    assert not page.exception
    assert "`[x](http://y)` (row 2, column 2) is not a number" in page.warning[0].value


def test_a_sequence_that_is_too_long_is_cut_and_told() -> None:
    page = app()
    page.segmented_control(key="inputs").set_value("own").run()
    page.text_area(key="own").set_value("0.12345;0.12345\n" * 1000).run()
    assert len(page.warning) == 1 and "8000" in page.warning[0].value
    assert len(query(page)["inputs"]) <= 8000


def test_the_real_series_and_its_window() -> None:
    page = app(view="time", steps=24)
    page.segmented_control(key="inputs").set_value("series").run()
    assert "112" in words(page) and "1949-01" in words(page)
    page.select_slider(key="start").set_value(100).run()
    assert query(page)["inputs"] == "series:100"
    assert not page.slider(key="steps").disabled
    page.slider(key="steps").set_value(60).run()
    assert not page.exception
    assert page.select_slider(key="start").value == 85, "the window moves to where it fits"


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
