"""The sheet on paper: its numbers are the Experiment's, the answers stand in the key alone."""

import re
from dataclasses import replace
from urllib.parse import parse_qsl

import numpy as np
import pytest

from lstm_core.exchange.link import encode
from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.derivation import MOST_COLUMNS
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
    experiment = perform(Settings(**{**vars(settings), "lang": lang}))
    sheet, key = parsed_worksheet(worksheet(experiment, blanks))
    worked = stages(sheet) if key is None else stages(sheet) | stages(key)
    assert list(stages(sheet)) == list(STAGES)
    for stage in STAGES:
        shown = results(worked[stage])
        assert len(shown) == len(expected(experiment, stage))
        for text, exact in zip(shown, expected(experiment, stage), strict=True):
            assert number(text) == float(plain(exact, right_to(text)))
    z, W, b, C_prev = givens(sheet)
    np.testing.assert_allclose(z, experiment.step.z[:, 0], atol=0.5e-4)
    for k, letter in enumerate("fiCo"):
        np.testing.assert_allclose(
            W[k], getattr(experiment.params, f"W_{letter}")[experiment.unit - 1], atol=0.5e-4
        )
        np.testing.assert_allclose(
            b[k], getattr(experiment.params, f"b_{letter}")[experiment.unit - 1], atol=0.5e-4
        )
    assert C_prev == pytest.approx(value(experiment, "C_prev"), abs=0.5e-3)


@pytest.mark.parametrize("blanks", range(9))
@pytest.mark.parametrize("settings", [Settings(), Settings(scenario="pytorch", t=3), WIDE], ids=str)
def test_what_is_blank_stands_in_the_key_alone(settings: Settings, blanks: int) -> None:
    experiment = perform(settings)
    sheet, key = parsed_worksheet(worksheet(experiment, blanks))
    blank = STAGES[len(STAGES) - blanks :]
    assert (key is None) == (blanks == 0)
    answers = {} if key is None else stages(key)
    assert list(answers) == list(blank)
    printed = re.findall(NUMBER, words(sheet))
    for stage, shown in stages(sheet).items():
        lines = [span for span in shown.iter("span") if "rule" in span.attrib.get("class", "")]
        assert bool(lines) == (stage in blank)
        assert "= " in words(shown), "the formula in symbols stays"
        if stage in blank:
            assert not results(shown)
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
                "Semilla 42",
                "puerta de olvido",
                "t = 2 de 6",
                "Soluciones",
            ],
        ),
        ("en", ["Worksheet", "Name", "Date", "Seed 42", "forget gate", "t = 2 of 6", "Answer key"]),
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
    assert "Semilla" not in words(sheet)
    sheet, _ = parsed_worksheet(
        worksheet(perform(Settings(scenario="keras", inputs="series:3", lang="en")), 2)
    )
    assert "passengers" in words(sheet) and "real series" in words(sheet)


def test_a_wide_cell_fits_the_paper() -> None:
    sheet, key = parsed_worksheet(worksheet(perform(WIDE), 2))
    columns = 0
    for table in sheet.iter("table"):
        for line in table.iter("tr"):
            cells = [words(cell) for cell in line.findall("td")]
            assert len(cells) <= MOST_COLUMNS
            assert sum(1.8 * len(cell) + 3.3 for cell in cells) <= WIDTH
        columns += len(table.findall("thead/tr/th"))
    assert columns == 16 + 32 + 1
    assert key is not None
    terms = [span for span in stages(key)["o"].iter("span") if span.attrib.get("class") == "term"]
    assert len(terms) == 8
    assert words(terms[-1]).endswith("los otros 42")


def test_a_sheet_has_room_for_numbers_of_any_size() -> None:
    huge = replace(perform(Settings()).params, W_f=np.full((3, 7), -1e300))
    settings = Settings(scenario="own", weights=encode(huge), view="step")
    assert worksheet(perform(settings), 3)


def test_a_phone_reads_the_sheet_at_its_own_width() -> None:
    sheet = worksheet(perform(Settings(lang="en", t=1)), 3, "")
    assert '<meta name="viewport" content="width=device-width' in sheet
