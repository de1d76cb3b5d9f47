"""What if: changes made on the page, and the ghost of the cell as it was."""

import json
from typing import Any

import numpy as np
import pytest

from lstm_core.experiment import edits
from lstm_core.experiment.edits import NAMES
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.model.cell import stack
from lstm_core.page.what_if import MOST_CHIPS
from lstm_core.words.ghost import ghost_sentence
from lstm_core.words.language import say
from tests.support import app, components, headlines, move, query

LINK: dict[str, Any] = {"lang": "en", "scenario": "wide", "seed": 3, "steps": 7, "t": 3, "unit": 2}


def test_a_change_is_made_where_the_number_is_seen_and_removed() -> None:
    page = app(**LINK, stage="i")
    page.session_state["what_if"] = True
    page.run()
    assert page.selectbox(key="change_what_i").value == "i", "the box that was looked at last"
    page.button(key="change_add").click().run()
    assert query(page)["edits"] == "i@3[2]=0"
    assert perform(Settings.from_query(query(page))).step.i[1, 0] == 0
    assert (
        page.checkbox(key="edit_0").value
        and "i, unit 2, t = 3" in page.checkbox(key="edit_0").label
    )
    page.checkbox(key="edit_0").uncheck().run()
    assert query(page)["edits"] == "!i@3[2]=0"
    page.checkbox(key="edit_0").check().run()
    page.button(key="drop_0_of_1").click().run()
    assert "edits" not in query(page) and not page.checkbox


def test_of_many_changes_the_last_are_shown_and_none_is_read_again_in_a_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = ";".join(["f@1=1"] * 300 + ["o@2=0"])
    page = app(**LINK, edits=text)
    assert len(page.checkbox) == MOST_CHIPS and page.checkbox(key="edit_300").value
    said = say("change_more", "en", most=MOST_CHIPS, count=301)
    assert said in [caption.value for caption in page.caption]
    read: list[str] = []
    monkeypatch.setattr(edits, "parse_entry", read.append)
    monkeypatch.setattr(edits, "trouble", read.append)
    move(page, t=2)
    assert not read and len(page.checkbox) == MOST_CHIPS
    monkeypatch.undo()
    page.button(key="drop_300_of_301").click().run()
    assert query(page)["edits"] == ";".join(["f@1=1"] * 300)


def test_a_change_switched_off_in_a_full_text_leaves_a_link_that_is_read_as_it_is() -> None:
    full = ";".join(["f@1=1"] * 333) + ";"  # 1998 characters
    page = app(**LINK, edits=full + "ab")
    page.checkbox(key="edit_333").uncheck().run()
    assert Settings.from_query(query(page)).edits == query(page)["edits"]
    assert len(query(page)["edits"]) <= 2000


def test_every_kind_of_change_can_be_made() -> None:
    page = app(**LINK)
    page.session_state["what_if"] = True
    page.run()
    offered = page.selectbox(key="change_what_f").options
    assert sorted(label.split(":")[0] for label in offered) == sorted(NAMES)
    for name, spelled in (
        ("x", "x@3[1]=0.5"),
        ("W_f", "W_f[2,1]=0.5"),
        ("b_o", "b_o[2]=0.5"),
        ("C_0", "C_0[2]=0.5"),
    ):
        page.selectbox(key="change_what_f").set_value(name).run()
        page.number_input(key="change_value_False").set_value(0.5).run()
        page.button(key="change_add").click().run()
        assert query(page)["edits"].split(";")[-1] == spelled
    page.selectbox(key="change_what_f").set_value("o").run()
    page.radio(key="change_when").set_value("all").run()
    page.radio(key="change_where").set_value("every").run()
    page.button(key="change_add").click().run()
    assert query(page)["edits"].split(";")[-1] == "o=0"
    assert not stack(perform(Settings.from_query(query(page))).trace, "h").any()
    page.button(key="change_drop_all").click().run()
    assert "edits" not in query(page)


def test_the_ghost_is_drawn_in_the_charts_and_told_in_words() -> None:
    settings = Settings.from_query(
        {key: str(value) for key, value in LINK.items()} | {"edits": "f@3[2]=0"}
    )
    experiment = perform(settings)
    assert experiment.ghost
    for view, quantity, place in (("time", "C", "y6"), ("cell", "C", "y1")):
        page = app(**LINK, view=view, edits="f@3[2]=0")
        assert ghost_sentence(experiment) in headlines(page)
        figure = json.loads(page.get("plotly_chart")[0].proto.spec)
        outlines = [
            t
            for t in figure["data"]
            if t["type"] == "bar" and t["marker"].get("line", {}).get("width") == 2
        ]
        [drawn] = [t["y"] for t in outlines if t["yaxis"] == place]
        units = [1] if view == "cell" else [0, 1, 2]
        before = stack(experiment.ghost.trace, quantity)[:, units, 0].ravel()
        np.testing.assert_allclose(drawn, before, rtol=1e-15)
    before = components(page)["diagram"]["ghost"]["f"][2]
    assert before == [f"{value:.3f}" for value in experiment.ghost.step.f[:, 0]]
    assert not components(app(**LINK))["diagram"]["ghost"]


def test_the_sum_says_what_was_there_and_the_difference() -> None:
    page = app(**LINK, edits="f@3[2]=0", stage="C")
    experiment = perform(Settings.from_query(query(page)))
    assert experiment.ghost
    before = experiment.ghost.step.C[1, 0]
    difference = f"{experiment.step.C[1, 0] - before:.3f}".replace("-", "−")
    values = {"ghost": "Without the change", "before": f"{before:.3f}".replace("-", "−")}
    said = [
        say("beside", "en", equals=sign, difference=difference, **values) for sign in ("=", "≈")
    ]
    assert any(one in text.value for one in said for text in page.markdown)
    page = app(**LINK, edits="f@5[2]=0", stage="C")
    assert any("exactly the same" in text.value for text in page.markdown)


@pytest.mark.parametrize("variant", CHOICES["variant"].ids[1:])
@pytest.mark.parametrize("view", CHOICES["view"].ids)
def test_every_variant_in_every_view(variant: str, view: str) -> None:
    page = app(**LINK, view=view, variant=variant)
    assert not page.exception
    said = say(f"variant_{variant}", "en") in [text.value for text in page.markdown]
    assert said == (view not in ("train", "lecture")), (
        "what is in training, or in a scene, is left alone"
    )


def test_a_change_that_no_longer_fits_is_kept_and_says_why() -> None:
    page = app(**LINK, edits="f@3[5]=0;<b>x</b>;f@2[1]=0")
    assert not page.exception
    labels = [box.label for box in page.checkbox]
    assert (
        labels[0].startswith(":gray[")
        and labels[1].startswith(":gray[")
        and not labels[2].startswith(":gray[")
    )
    assert "`<b>x</b>`" in labels[1]
    assert query(page)["edits"] == "f@3[5]=0;<b>x</b>;f@2[1]=0"


def test_while_hidden_the_ghost_hides_too() -> None:
    page = app(**LINK, edits="f@2[2]=0", hide="f", view="cell")
    before = components(page)["diagram"]["ghost"]
    assert before["C"][2] == ["?"] * 3 and before["C"][6] == ["?"] * 3
    assert before["C"][1] != ["?"] * 3


def test_a_cell_is_kept_as_the_ghost_and_compared_with_others() -> None:
    page = app(**LINK)
    page.session_state["what_if"] = True
    page.run()
    page.button(key="versus_keep").click().run()
    assert any("the same as in the kept cell" in text for text in headlines(page))
    move(page, seed=5)
    experiment = perform(Settings.from_query(query(page)))
    assert (
        experiment.ghost and experiment.ghost.settings.seed == 3 and experiment.settings.seed == 5
    )
    assert ghost_sentence(experiment) in headlines(page)
    assert "Against the kept cell: Wide weights, seed 3" in [text.value for text in page.markdown]
    move(page, hidden_size=4)
    assert any("its sizes differ" in text for text in headlines(page))
    page.button(key="versus_drop").click().run()
    assert "versus" not in query(page)


def test_a_unit_is_silenced() -> None:
    page = app(**LINK)
    page.session_state["what_if"] = True
    page.run()
    page.button(key="silence").click().run()
    assert query(page)["edits"] == "o[2]=0"
    assert not stack(perform(Settings.from_query(query(page))).trace, "h")[:, 1].any()


@pytest.mark.parametrize("view", CHOICES["view"].ids)
@pytest.mark.parametrize("size", CHOICES["size"].ids)
@pytest.mark.parametrize("lang", CHOICES["lang"].ids)
def test_a_kept_cell_in_every_view(view: str, size: str, lang: str) -> None:
    page = app(**LINK | {"lang": lang}, view=view, size=size, versus="scenario=wide&seed=4")
    assert not page.exception
