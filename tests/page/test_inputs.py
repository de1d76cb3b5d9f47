"""One's own sequence, and the real series."""

from typing import Any

import numpy as np

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.own_cells import own_cell
from lstm_core.model.initialisers import pytorch
from lstm_core.page.inputs import MOST_OFFERED
from lstm_core.words.language import say
from tests.support import all_text, app, fields, move, query


def test_the_series_control_is_off_where_the_cell_cannot_take_it() -> None:
    page = app(scenario="latch", inputs="series:5")
    assert page.select_slider(key="start").disabled and page.warning
    assert not app(scenario="counter", inputs="series:5").select_slider(key="start").disabled


def test_an_own_sequence_is_echoed_used_and_kept() -> None:
    page = app(lang="en")
    move(page, input_source="own")
    assert str(page.text_area(key="own").value).count("\n") == 5, (
        "it starts from the inputs that were shown"
    )
    page.text_area(key="own").set_value("0,5 1\n-1 2,5").run()
    assert "2 × 2 (steps × inputs)" in all_text(page)
    assert fields(page)["input_size"]["used"] == 2 and fields(page)["input_size"]["fixed"]
    page.button(key="comma_as_separator").click().run()
    assert "2 × 3 (steps × inputs)" in all_text(page)
    move(page, input_source="scenario")
    assert fields(page)["input_size"]["used"] == 4
    move(page, input_source="own")
    assert page.text_area(key="own").value == "0,5 1\n-1 2,5"


def test_marks_that_may_group_thousands_do_so_by_one_click() -> None:
    page = app(lang="en", inputs="1,200\n1,350\n980", scenario="pytorch")
    assert any("`1,200` is read as 1.2:" in caption.value for caption in page.caption)
    page.button(key="marks_as_thousands").click().run()
    assert query(page)["comma"] == "thousands" and "1350" in all_text(page)
    assert any("`1,200` is read as 1200:" in caption.value for caption in page.caption)
    page.button(key="marks_as_decimal").click().run()
    assert query(page)["comma"] == "decimal" and not page.exception


def test_one_row_can_be_read_as_steps_or_as_one_step() -> None:
    page = app(lang="en", inputs="1 2 3")
    assert "1 × 3 (steps × inputs)" in all_text(page)
    page.button(key="turned_yes").click().run()
    assert "3 × 1 (steps × inputs)" in all_text(page)
    page.button(key="turned_no").click().run()
    assert "1 × 3 (steps × inputs)" in all_text(page)


def test_a_bad_sequence_is_told_in_a_sentence() -> None:
    page = app(lang="en", inputs="1;2\n3;[x](http://y)")
    assert not page.exception
    assert "`[x](http://y)` in row 2, column 2 is not a number" in page.warning[0].value


def test_of_a_text_that_is_too_long_for_a_link_a_part_is_shown_and_the_rest_kept() -> None:
    page = app(lang="en")
    move(page, input_source="own")
    page.text_area(key="own").set_value("0.12345;0.12345\n" * 1000).run()
    assert not page.exception and not page.warning
    assert len(query(page)["inputs"]) <= 8000
    assert "There are 1000 rows" in all_text(page) and "60 × 2 (steps × inputs)" in all_text(page)
    assert page.slider(key="sequence_first").max == 1000 - 60 + 1


def test_a_cell_of_100_inputs_reads_a_text_of_100_columns() -> None:
    cell = own_cell(pytorch(np.random.default_rng(0), 100, 4))
    rows = np.random.default_rng(1).normal(size=(90, 100)).round(6)
    page = app(lang="en", scenario="own", weights=cell.spelling)
    move(page, input_source="own")
    page.text_area(key="own").set_value("\n".join(";".join(map(str, r)) for r in rows)).run()
    assert not page.exception and not page.warning
    assert "60 × 100 (steps × inputs)" in all_text(page)
    page.slider(key="first").set_value(31).run()
    shown = perform(page.session_state["session"].settings)
    np.testing.assert_array_equal(shown.X[:, :, 0], rows[30:])


def test_a_cell_is_trained_on_the_columns_that_were_pasted_and_opened() -> None:
    lines = "\n".join(f"{k};{k * k % 23};{k % 7}" for k in range(100))
    page = app(lang="en", inputs=f"n;height;day\n{lines}")
    page.button(key="own_train").click().run()
    assert not page.exception and (query(page)["view"], query(page)["task"]) == ("train", "own")
    assert "the change in “height” from a row" in all_text(page), "row numbers are not predicted"
    page.selectbox(key="target").set_value(3).run()
    page.slider(key="ahead").set_value(2).run()
    page.slider(key="held_out").set_value(40).run()
    page.button(key="train_one").click().run()
    assert not page.exception and query(page)["updates"] == "1"
    assert "the change in “day” from a row to the one 2 rows later" in all_text(page)
    page.button(key="train_open").click().run()
    settings = page.session_state["session"].settings
    assert perform(settings).scenario.learnt and settings.inputs.startswith("n;height")
    page.text_area(key="own").set_value("").run()
    assert not page.exception and any("airline passengers" in one.value for one in page.warning)


def test_a_cell_is_trained_on_all_rows_of_a_long_text() -> None:
    page = app(lang="en", view="train", task="own")
    assert any("There are no columns" in one.value for one in page.warning)
    page.text_area(key="own").set_value("a\n" + "\n".join(str(k % 13) for k in range(4000))).run()
    assert not page.exception and "All 4000 rows are read" in all_text(page)
    assert "Trained on rows 2001 to 3500" in all_text(page)


def test_the_real_series_and_its_window() -> None:
    page = app(view="time", steps=24)
    move(page, input_source="series")
    assert "112" in all_text(page) and "1949-01" in all_text(page)
    page.select_slider(key="start").set_value(100).run()
    assert query(page)["inputs"] == "series:100"
    assert not fields(page)["steps"]["fixed"]
    move(page, steps=60)
    assert not page.exception
    assert page.select_slider(key="start").value == 85, "the window moves to where it fits"


def test_a_single_row_with_words_and_a_gap_in_it_is_shown_without_the_words() -> None:
    page = app(lang="en", inputs="a;;0.5;c")
    assert not page.exception and page.pills(key="columns").value == ["2", "3"]
    assert page.get("bidi_component") and any("row 1, column 2" in w.value for w in page.warning)
    assert any("`a, c`" in caption.value for caption in page.caption)


def test_columns_of_the_same_name_are_chosen_one_by_one_and_no_later_text_inherits_it() -> None:
    page = app(lang="en", inputs="x,x,x\n0.1,0.2,0.3\n0.4,0.5,0.6", scenario="pytorch")
    pills = page.pills(key="columns")
    assert pills.options == ["x (column 1)", "x (column 2)", "x (column 3)"]
    pills.set_value(["2", "3"]).run()
    assert query(page)["columns"] == "2,3" and page.pills(key="columns").value == ["2", "3"]
    page.text_area(key="own").set_value("2019;2020;2021\n0,5;0,6;0,7\n0,1;0,2;0,3").run()
    assert "columns" not in query(page) and page.pills(key="columns").value == ["1", "2", "3"]


def test_of_thousands_of_columns_some_can_be_chosen_and_that_is_said() -> None:
    for more in ({"turned": "yes"}, {"columns": "200"}):
        page = app(lang="en", inputs="1 " * 4000, **more)
        assert not page.exception
        count = len(page.pills(key="columns").options)
        assert count <= MOST_OFFERED + 1
        said = say("columns_more", "en", shown=count, count=4000)
        assert said in [caption.value for caption in page.caption]


def test_values_that_saturate_every_gate_are_scaled_with_one_click() -> None:
    page = app(lang="en", scenario="pytorch", inputs="rain\n112\n430\n600\n118")
    assert any("leave the gates no choice" in one.value for one in page.warning)
    page.button(key="scale_to_standard").click().run()
    assert query(page)["scale"] == "standard"
    assert not page.warning and not page.exception


def test_a_question_says_which_symbols_have_been_read() -> None:
    asked: dict[str, Any] = {"hide": "C", "question": 1, "t": 3}
    page = app(lang="en", scenario="trained-depth", inputs="(()())", **asked)
    assert any("Read up to t = 3: `(()`." in one.value for one in page.caption)
    words = "the;1\n**dog**;2\nbarks;3\nnow;4"
    page = app(lang="es", scenario="counter", inputs=words, **asked)
    assert any("Leído hasta t = 3: `the **dog** barks`." in one.value for one in page.caption)
    assert not any("Read up" in one.value for one in app(lang="en", **asked).caption)


def test_columns_that_a_cell_has_learnt_from_are_not_shown_while_one_predicts() -> None:
    text = "\n".join(f"{k * k % 23}.625" for k in range(60))
    learnt: dict[str, Any] = {"scenario": "trained", "task": "own", "inputs": text, "t": 3}
    assert app(**learnt).text_area(key="own")
    page = app(lang="en", hide="C", **learnt)
    assert not page.text_area and say("own_hidden", "en") in all_text(page)
