"""One's own sequence and one's own cell, as a person brings them, in a real Chromium."""

from pathlib import Path
from typing import Any

import nbformat
import numpy as np
from nbclient import NotebookClient

from lstm_core.exchange.writing import to_arrays, to_bytes
from lstm_core.model.initialisers import pytorch
from lstm_core.words.language import say
from tests.chromium.driver import Open, choose, follow, link, read_out, settle, wait_for_link
from tests.support import ROOT, away

CELL = ROOT / "tests" / "golden" / "exchange" / "torch_two_layers_both_ways.npz"


def click(page: Any, key: str, words: str) -> None:
    page.locator(f".st-key-{key}").get_by_text(words, exact=True).click()


def test_a_sequence_is_pasted_its_columns_chosen_and_scaled_and_a_file_takes_its_place(
    visit: Open, tmp_path: Path
) -> None:
    page = visit("?lang=en&view=time&scenario=pytorch", fresh=True)
    choose(page, "input_source", "My own")
    box = page.locator(".st-key-own textarea")
    box.fill("day;temp;rain\n2024-01-01;112,5;0\n2024-01-02;130;2\n2024-01-03;600;3,5")
    box.press("Control+Enter")
    page.locator(".xtick", has_text="2024-01-03").wait_for()
    click(page, "columns", "rain")
    wait_for_link(page, columns="2")
    click(page, "scale", "0 to 1")
    wait_for_link(page, scale="unit")
    file = tmp_path / "long.csv"
    values = np.random.default_rng(0).normal(size=(900, 2)).tolist()
    file.write_text("\n".join(["a,b", *(f"{a},{b}" for a, b in values)]))
    page.locator(".st-key-sequence_file input[type=file]").set_input_files(file)
    page.locator(".st-key-sequence_first").wait_for()
    wait_for_link(page, columns=None)
    click(page, "sequence_columns", "a")
    page.wait_for_function(
        "() => new URLSearchParams(location.search).get('inputs').startsWith('b')"
    )
    assert link(page)["inputs"].split("\n")[:2] == ["b", f"{values[0][1]:.15g}"]
    often = page.get_by_label(say("streamlit_often", "en")).last
    refused = {"status": 429, "body": "One file after another: please wait a moment.\n"}
    page.route(
        "**/_stcore/upload_file/**",
        lambda route: (
            route.fulfill(**refused) if route.request.method == "PUT" else route.fallback()
        ),
    )
    another = {"name": "more.csv", "mimeType": "text/csv", "buffer": b"1;2"}
    page.locator(".st-key-sequence_file input[type=file]").set_input_files(another)
    often.wait_for()
    assert not page.errors


def test_symbols_are_read_as_a_text_and_a_click_goes_to_one(visit: Open) -> None:
    page = visit("?lang=en&view=time&scenario=trained-depth&inputs=(()())")
    symbols = page.locator(".symbols button")
    assert symbols.all_inner_texts() == list("(()())")
    page.locator(".st-key-symbols", has_text="right at each of the 6 steps").wait_for()
    symbols.nth(3).click()
    wait_for_link(page, t="4")
    page.locator(".symbols button[aria-current=true] >> nth=0").wait_for()
    page.locator(".symbols button:nth-child(4)[aria-current=true]").wait_for()
    page.locator(".st-key-header").get_by_text("Cell", exact=True).click()
    page.wait_for_selector(".drawing")
    assert read_out(page, "x") == "inputs: (, open 1.000, close 0.000"


def test_a_cell_is_opened_its_link_too_and_its_notebook_gives_the_same(
    visit: Open, tmp_path: Path
) -> None:
    page = visit("?lang=en&view=cell&scenario=own", fresh=True)
    page.locator(".st-key-own_file input[type=file]").set_input_files(CELL)
    page.locator(".stSidebar", has_text="Made by PyTorch").wait_for()
    page.locator(".st-key-own_layer").get_by_role("combobox").click()
    page.get_by_role("option").nth(2).click()
    page.wait_for_function("old => location.search !== old", arg="")
    settle(page)
    other = visit("?" + page.url.split("?")[1])
    assert read_out(other, "f") == read_out(page, "f")
    page.locator(".st-key-take_home summary").click()
    with page.expect_download() as saved:
        page.locator(".st-key-notebook button").click()
    book = nbformat.read(saved.value.path(), as_version=4)  # type: ignore[no-untyped-call]
    away(NotebookClient(book, timeout=60).async_execute())
    chosen = page.locator(".st-key-own_file input[type=file]")
    too_large = {"name": "x.npz", "mimeType": "", "buffer": b"PK" * (1 << 20)}
    for odd, words in ((too_large, "too_large"), (too_large | {"name": "x.exe"}, "other_kind")):
        chosen.set_input_files(odd)
        said = page.get_by_label(say(f"streamlit_{words}", "en")).last
        said.wait_for()
        assert said.bounding_box()["height"] > 12, "for the eye as well"
    answers, name = np.load(CELL.with_name("answers.npz")), "torch_lstm.npz"
    file = tmp_path / "answered.npz"
    given = {key: answers[f"{name}/{key}"] for key in ("x", "h", "C")}
    np.savez(file, **dict(np.load(CELL.with_name(name))), **given)
    page.locator(".st-key-own_file input[type=file]").set_input_files(file)
    page.locator(".stSidebar", has_text="h is what PyTorch gave, at each of 7 steps").wait_for()
    page.locator(".opened", has_text="File answered.npz").wait_for()
    chosen.set_input_files({"name": "none.npz", "mimeType": "", "buffer": b"x"})
    page.locator(".st-key-troubles", has_text="no arrays of numbers").wait_for()
    for chip in page.locator("[data-testid=stFileChip]").all():
        chip.wait_for(state="hidden")
    assert "answered.npz" in page.locator(".opened").inner_text()
    assert not page.errors


def test_what_no_link_holds_is_there_again_after_a_reload(visit: Open, tmp_path: Path) -> None:
    drawn = pytorch(np.random.default_rng(0), 20, 64)
    cell = tmp_path / "cell.npz"
    cell.write_bytes(to_bytes(to_arrays(drawn, "pytorch"), ".npz"))
    page = visit("?lang=en&view=cell&scenario=own", fresh=True)
    page.locator(".st-key-own_file input[type=file]").set_input_files(cell)
    page.locator(".stSidebar", has_text="Made by PyTorch").wait_for()
    page.wait_for_function("() => sessionStorage.getItem('lstm.own.cell')")
    f = read_out(page, "f")
    page.reload()
    page.locator(".stSidebar", has_text="Made by PyTorch").wait_for()
    settle(page)
    assert read_out(page, "f") == f
    file = tmp_path / "columns.csv"
    file.write_text("a,b\n" + "\n".join(f"{k * k % 29},{k % 13}" for k in range(3000)))
    follow(page, "?lang=en&view=train&task=own")
    page.locator(".st-key-sequence_file input[type=file]").set_input_files(file)
    page.locator(".stSidebar", has_text="All 3000 rows are read").wait_for()
    page.wait_for_function("() => sessionStorage.getItem('lstm.own.sequence')")
    page.reload()
    page.locator(".stSidebar", has_text="All 3000 rows are read").wait_for()
    page.get_by_text("Trained on rows 1001 to 2500").wait_for()
    assert not page.errors


def test_on_a_phone_a_refusal_stands_in_the_open_sidebar(visit: Open) -> None:
    page = visit("?lang=es&view=cell&scenario=own&inputs=1%0A2", fresh=True, width=390, height=844)
    page.locator("[data-testid=stExpandSidebarButton]").click()
    side = page.locator(".stSidebar")
    for data, said in ((b"", "El archivo está vacío."), (b"x", "no hay matrices de números")):
        odd = {"name": "x.npz", "mimeType": "", "buffer": data}
        page.locator(".st-key-own_file input[type=file]").set_input_files(odd)
        side.get_by_role("alert").get_by_text(said).wait_for()
    box = side.get_by_role("alert").get_by_text(said).bounding_box()
    assert 0 < box["y"] < 844 and box["x"] + box["width"] <= 390
    empty = {"name": "x.csv", "mimeType": "text/csv", "buffer": b""}
    page.locator(".st-key-sequence_file input[type=file]").set_input_files(empty)
    side.get_by_role("alert").get_by_text("El archivo está vacío.").wait_for()
    page.locator(".st-key-own textarea").fill("hola")
    page.locator(".st-key-own_apply button").click()
    side.get_by_role("alert").get_by_text("no hay ningún número").wait_for()
    assert not page.errors
