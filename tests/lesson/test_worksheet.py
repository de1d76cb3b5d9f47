"""The sheet on paper: its numbers are the Experiment's, the answers stand in the key alone."""

import re
from dataclasses import replace
from urllib.parse import parse_qsl

import numpy as np
import pytest

from lstm_core.exchange.link import encode
from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.worksheet import WIDTH, worksheet
from lstm_core.model.cell import GATES, STAGES
from lstm_core.words.numbers import plain
from tests.lesson.sheets import (
    NUMBER,
    SHOWN,
    WIDE,
    digits,
    foreign_parts,
    givens,
    number,
    parsed_worksheet,
    results,
    right_to,
    stages,
    words,
)

SVG = "{http://www.w3.org/2000/svg}"


def value(experiment: Experiment, name: str) -> float:
    return float(getattr(experiment.step, name)[experiment.unit - 1, 0])


def expected(experiment: Experiment, stage: str) -> list[float]:
    """What the stage's results are, by the Experiment."""
    if stage == "z":
        return []
    inside = [value(experiment, f"a_{GATES[stage]}")] if stage in GATES else []
    return [*inside, value(experiment, stage)]


@pytest.mark.parametrize("blanks", [0, 3, 8])
@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("settings", SHOWN, ids=lambda settings: settings.scenario)
def test_every_number_is_the_experiments(settings: Settings, lang: str, blanks: int) -> None:
    experiment = perform(replace(settings, lang=lang))
    sheet, key = parsed_worksheet(worksheet(experiment, blanks))
    parts = [stages(sheet)] + ([] if key is None else [stages(key)])
    assert list(stages(sheet)) == list(STAGES)
    for stage in STAGES:
        shown = [text for part in parts if stage in part for text in results(part[stage])]
        assert len(shown) == len(expected(experiment, stage))
        for text, exact in zip(shown, expected(experiment, stage), strict=True):
            assert number(text) == float(plain(exact, right_to(text)))
    if settings == WIDE:
        return  # its sums are given, without their weights
    z, W, b, C_prev = givens(sheet)
    assert C_prev == pytest.approx(value(experiment, "C_prev"), abs=0.5e-3)
    np.testing.assert_allclose(z, experiment.step.z[:, 0], atol=0.5e-4)
    for k, letter in enumerate("fiCo"):
        np.testing.assert_allclose(
            W[k], getattr(experiment.params, f"W_{letter}")[experiment.unit - 1], atol=0.5e-4
        )
        np.testing.assert_allclose(
            b[k], getattr(experiment.params, f"b_{letter}")[experiment.unit - 1], atol=0.5e-4
        )


@pytest.mark.parametrize("blanks", range(9))
@pytest.mark.parametrize("settings", [Settings(), Settings(scenario="pytorch", t=3), WIDE], ids=str)
def test_what_is_blank_stands_in_the_key_alone(settings: Settings, blanks: int) -> None:
    experiment = perform(settings)
    sheet, key = parsed_worksheet(worksheet(experiment, blanks))
    long = settings == WIDE  # its sums are given, and its row of z
    blank = [stage for stage in STAGES[len(STAGES) - blanks :] if not (long and stage == "z")]
    assert (key is None) == (blanks == 0)
    assert ("49 términos" in words(sheet)) == (long and bool({*blank} & {*GATES}))
    answers = {} if key is None else stages(key)
    assert list(answers) == list(blank)
    printed = re.findall(NUMBER, words(sheet))
    for stage, shown in stages(sheet).items():
        lines = [span for span in shown.iter("span") if "rule" in span.attrib.get("class", "")]
        assert bool(lines) == (stage in blank)
        assert "= " in words(shown), "the formula in symbols stays"
        if stage in blank:
            assert len(results(shown)) == (long and stage in GATES)
            assert len(lines) >= 2 or stage == "z"
            assert not set(results(answers[stage])) & set(printed), stage
            asked = [int(count) for count in re.findall(r"(\d) decimales", words(shown))]
            assert asked == [digits(text) for text in results(answers[stage])]


@pytest.mark.parametrize("settings", SHOWN, ids=lambda settings: settings.scenario)
def test_nothing_is_fetched_and_nothing_runs(settings: Settings) -> None:
    assert not foreign_parts(worksheet(perform(settings), 4))


def test_what_a_user_typed_is_text() -> None:
    typed = '<img src=x onerror="a()">&amp; 1;2;3;4'
    experiment = perform(Settings(inputs=typed))
    page = worksheet(experiment, 3)
    sheet, _ = parsed_worksheet(page)
    assert "<img" not in page and "src=" not in page and not list(sheet.iter("img"))
    assert "%3Cimg%20src%3Dx" in words(sheet)
    assert parsed_worksheet(worksheet(perform(Settings(inputs="1;2;\x00\x0b3;4")), 3)), (
        "no sign that XML forbids"
    )


def test_the_footer_leads_back_to_the_same_sheet() -> None:
    settings = Settings(scenario="wide", inputs="1;2\n3;4", t=2, unit=3, lang="en")
    sheet, _ = parsed_worksheet(worksheet(perform(settings), 3))
    link = words(next(sheet.iter("code")))
    assert Settings.from_query(dict(parse_qsl(link.removeprefix("?")))) == settings
    long = Settings(inputs="1;2;3;4\n" * 60, t=2)
    sheet, _ = parsed_worksheet(worksheet(perform(long), 3))
    assert words(next(sheet.iter("code"))) == "?lang=es&view=cell&t=2"
    assert "no cabe" in words(next(sheet.iter("footer")))


def test_only_the_row_of_this_step_is_on_the_sheet() -> None:
    sheet, _ = parsed_worksheet(
        worksheet(perform(Settings(inputs="0.111;2;3;4\n0.777;6;7;8", t=2)), 0)
    )
    z, *_ = givens(sheet)
    assert z[3:].tolist() == [0.777, 6, 7, 8]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "es",
            [
                "Hoja de ejercicios",
                "Nombre",
                "Fecha",
                "semilla 42",
                "puerta de olvido",
                "t = 2 de 6",
                "Soluciones",
            ],
        ),
        ("en", ["Worksheet", "Name", "Date", "seed 42", "forget gate", "t = 2 of 6", "Answer key"]),
    ],
)
def test_both_languages_are_complete(lang: str, said: list[str]) -> None:
    page = worksheet(perform(Settings(lang=lang, t=2)), 8)
    sheet, key = parsed_worksheet(page)
    assert f'<html lang="{lang}">' in page
    assert key is not None
    everything = (words(sheet) + words(key)).replace("\u00a0", " ")
    assert all(part in everything for part in said)
    assert not re.search(r"[{}]", everything)
    assert not re.search(r"-\d", words(key)), "a real minus sign"


def test_inputs_have_their_names_and_designed_cells_no_seed() -> None:
    sheet, _ = parsed_worksheet(worksheet(perform(Settings(scenario="latch", t=6)), 2))
    heads = [words(head) for head in sheet.iter("th") if head.attrib["scope"] == "col"]
    assert heads == ["h[1]", "valor", "escribir", "borrar", "leer", "b"]
    assert "semilla" not in words(sheet)
    sheet, _ = parsed_worksheet(
        worksheet(perform(Settings(scenario="keras", inputs="series:3", lang="en")), 2)
    )
    assert "passengers" in words(sheet) and "real series" in words(sheet)


def test_a_table_is_no_wider_than_the_paper() -> None:
    settings = Settings(scenario="wide", input_size=4, hidden_size=3, t=3, edits="W_f[1,1]=-123456")
    sheet, _ = parsed_worksheet(worksheet(perform(settings), 2))
    columns = 0
    for table in sheet.iter("table"):
        for line in table.iter("tr"):
            cells = [words(cell) for cell in line.findall("td")]
            assert sum(1.8 * len(cell) + 3.3 for cell in cells) <= WIDTH
        columns += len(table.findall("thead/tr/th"))
    assert columns == 4 + 3 + 1


def test_a_long_sum_is_no_work_for_the_hand() -> None:
    sheet, key = parsed_worksheet(worksheet(perform(WIDE), 2))
    assert not list(sheet.iter("table")), "nobody needs its weights"
    assert key is not None and not list(key.iter("small"))
    terms = [span for span in stages(sheet)["o"].iter("span") if span.attrib.get("class") == "term"]
    assert len(terms) == 8
    assert words(terms[-1]).endswith("los otros 42")


def test_the_cell_and_its_inputs_are_drawn_with_room_for_what_is_asked() -> None:
    experiment = perform(Settings(lang="en", scenario="latch", t=6))
    sheet, _ = parsed_worksheet(worksheet(experiment, 3))
    [drawing] = sheet.findall(f"figure/{SVG}svg")
    labels = ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")]
    assert f"{experiment.step.f[0, 0]:.2f}" in labels and "h6" in labels
    values = [text for text in drawing.iter(f"{SVG}text") if text.get("text-anchor") == "end"]
    assert len(values) == 9 - 3, "what is asked is to be written in"
    assert any("value" in label and "read" in label for label in labels), labels


def test_a_sheet_has_room_for_numbers_of_any_size() -> None:
    huge = replace(perform(Settings()).params, W_f=np.full((3, 7), -1e300))
    settings = Settings(scenario="own", weights=encode(huge), view="step")
    assert worksheet(perform(settings), 3)


def test_a_phone_reads_the_sheet_at_its_own_width() -> None:
    sheet = worksheet(perform(Settings(lang="en", t=1)), 3, "")
    assert '<meta name="viewport" content="width=device-width' in sheet
