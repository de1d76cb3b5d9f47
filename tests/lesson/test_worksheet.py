"""The sheet on paper: its numbers are the Experiment's, compute as shown, and the answers stand in the key alone."""

import re
import xml.etree.ElementTree as ET
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pytest

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.scenarios import SCENARIOS
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.worksheet import MOST_COLUMNS, WIDTH, worksheet
from lstm_core.model.cell import GATES, STAGES, Params, step
from lstm_core.words.numbers import plain

WIDE = Settings(scenario="wide", input_size=16, hidden_size=32, t=3, unit=20)
SHOWN = [
    Settings(),
    Settings(scenario="pytorch", t=2, unit=3, seed=7),
    Settings(scenario="latch", t=6),
    Settings(scenario="counter", t=4),
    Settings(scenario="disagree", t=3, unit=2),
    Settings(scenario="keras", inputs="series:5", t=4),
    Settings(scenario="wide", inputs="1;-2\n0.25;3", t=2),
    WIDE,
]
NUMBER = r"−?\d+(?:\.\d+)?"


def parsed(page: str) -> tuple[ET.Element, ET.Element | None]:
    """The sheet and the key. Raises ParseError where a tag is not closed or a sign not escaped."""
    body = ET.fromstring(page.removeprefix("<!DOCTYPE html>\n")).find("body")
    assert body is not None
    sheet = body.find("main")
    assert sheet is not None
    return sheet, body.find("section[@class='key']")


def words(element: ET.Element) -> str:
    return "".join(element.itertext())


def stages(part: ET.Element) -> dict[str, ET.Element]:
    return {
        stage.attrib["data-stage"]: stage
        for stage in part.iter("section")
        if "data-stage" in stage.attrib
    }


def results(stage: ET.Element) -> list[str]:
    return [words(bold) for bold in stage.iter("b")]


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def digits(text: str) -> int:
    return len(text.partition(".")[2])


def right_to(text: str) -> int:
    """To how many decimals a shown result is right: one with fewer than three is exact, as −6 or −1.2."""
    return digits(text) if digits(text) >= 3 else 12


def value(experiment: Experiment, name: str) -> float:
    return float(getattr(experiment.step, name)[experiment.unit - 1, 0])


def expected(experiment: Experiment, stage: str) -> list[float]:
    """What the stage's results are, by the Experiment."""
    if stage == "z":
        return []
    inside = [value(experiment, f"a_{GATES[stage]}")] if stage in GATES else []
    return [*inside, value(experiment, stage)]


def givens(sheet: ET.Element) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    """z, W (4, H + D), b (4,) and C_prev as printed."""
    rows: list[list[str]] = [[] for _ in range(5)]
    for table in sheet.iter("table"):
        for row, line in zip(rows, table.findall("tbody/tr"), strict=True):
            row += [words(cell) for cell in line.findall("td")]
    z = np.array([number(cell) for cell in rows[0][:-1]])
    weights = np.array([[number(cell) for cell in row] for row in rows[1:]])
    given = next(p for p in sheet.iter("p") if "given" in p.attrib.get("class", ""))
    return z, weights[:, :-1], weights[:, -1], number(words(given).split("= ")[-1])


@pytest.mark.parametrize("blanks", [0, 3, 8])
@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("settings", SHOWN, ids=lambda settings: settings.scenario)
def test_every_number_is_the_experiments(settings: Settings, lang: str, blanks: int) -> None:
    experiment = perform(Settings(**{**vars(settings), "lang": lang}))
    sheet, key = parsed(worksheet(experiment, blanks))
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
    sheet, key = parsed(worksheet(experiment, blanks))
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


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_printed_numbers_give_the_printed_results(scenario: str) -> None:
    for seed in range(15):
        for t in (1, 3):
            experiment = perform(
                Settings(scenario=scenario, seed=seed, t=t, hidden_size=4 + seed, unit=1)
            )
            recomputed(experiment)


def test_a_wide_cells_printed_numbers_give_its_results() -> None:
    recomputed(perform(WIDE))


def recomputed(experiment: Experiment) -> None:
    """Computes the step from the printed numbers, with all digits: the last shown one may differ by 1."""
    sheet, _ = parsed(worksheet(experiment, 0))
    z, W, b, C_prev = givens(sheet)
    D, H = experiment.D, 1  # h of the other units is an input like x here
    rows = [W[k : k + 1] for k in range(4)]
    params = Params(
        *(np.hstack([np.zeros((H, 1)), row]) for row in rows),
        *(b[k].reshape(1, 1) for k in range(4)),
    )
    done = step(params, z[:, None], np.zeros((1, 1)), np.array([[C_prev]]))
    assert len(z) == D + experiment.H
    for stage, shown in stages(sheet).items():
        names = [f"a_{GATES[stage]}", stage] if stage in GATES else [stage]
        for name, text in zip(names, results(shown), strict=False):
            assert abs(getattr(done, name)[0, 0] - number(text)) <= 1.01 * 10 ** -min(
                right_to(text), 8
            ), name


def lines(sheet: ET.Element) -> list[tuple[float, str, float | None]]:
    """Each worked line: what its shown numbers give, the result as shown, and how far off it says to be after a ≈."""
    rules: dict[str, Any] = {"σ": lambda a: 1 / (1 + np.exp(-a)), "tanh": np.tanh}
    found = []
    for stage in list(stages(sheet).values())[1:]:
        for line in stage.findall("div[@class='math']/p"):
            for label in [*line.iter("small"), *line.iter("sub")]:
                label.text, label[:] = "", []
            _, middle, result = re.split(" [=≈] ", words(line))
            middle = middle.replace("−", "-").replace("·", "*").strip()
            assert re.fullmatch(r"(σ|tanh)?[-+*(). \d]+", middle), (
                "nothing but signs and digits is evaluated"
            )
            off = re.search(r"\(±([\d.]+)\)", result)
            assert ("≈" in words(line)) == bool(off)
            found.append(
                (
                    float(eval(middle, {}, rules)),
                    result.split(" ")[0],
                    float(off[1]) if off else None,
                )
            )
    return found


@pytest.mark.parametrize("settings", SHOWN, ids=lambda settings: settings.scenario)
def test_every_shown_line_computes(settings: Settings) -> None:
    sheet, _ = parsed(worksheet(perform(settings), 0))
    found = lines(sheet)
    assert len(found) == 4 * 2 + 3
    for computed, shown, off in found:
        assert off is None
        assert float(plain(computed, digits(shown))) == pytest.approx(number(shown), abs=1e-9)


@pytest.mark.parametrize(
    "settings",
    [
        Settings(scenario="pytorch", seed=1, t=4),
        Settings(scenario="pytorch", inputs="123456.789;-987654.321;3"),
    ],
    ids=["eight decimals are few", "large inputs"],
)
def test_where_shown_numbers_cannot_compute_the_sheet_says_how_far_off_they_are(
    settings: Settings,
) -> None:
    sheet, _ = parsed(worksheet(perform(settings), 0))
    far = [(computed, shown, off) for computed, shown, off in lines(sheet) if off]
    assert far
    assert all(
        off / 10 - 1e-9 <= abs(computed - number(shown)) <= off + 1e-9
        for computed, shown, off in far
    )


@pytest.mark.parametrize("settings", SHOWN, ids=lambda settings: settings.scenario)
def test_nothing_is_fetched_and_nothing_runs(settings: Settings) -> None:
    page = worksheet(perform(settings), 4).lower()
    assert not [
        word
        for word in ("http", "src=", "<script", "url(", "@import", "<link", "href")
        if word in page
    ]


def test_what_a_user_typed_is_text() -> None:
    typed = '<img src=x onerror="a()">&amp; 1;2;3;4'
    experiment = perform(Settings(inputs=typed))
    page = worksheet(experiment, 3)
    sheet, _ = parsed(page)
    assert "<img" not in page and "src=" not in page and not list(sheet.iter("img"))
    assert "%3Cimg%20src%3Dx" in words(sheet)
    assert parsed(worksheet(perform(Settings(inputs="1;2;\x00\x0b3;4")), 3)), (
        "no sign that XML forbids"
    )


def test_the_footer_leads_back_to_the_same_sheet() -> None:
    settings = Settings(scenario="wide", inputs="1;2\n3;4", t=2, unit=3, lang="en")
    sheet, _ = parsed(worksheet(perform(settings), 3))
    link = words(next(sheet.iter("code")))
    assert Settings.from_query(dict(parse_qsl(link.removeprefix("?")))) == settings
    long = Settings(inputs="1;2;3;4\n" * 60, t=2)
    sheet, _ = parsed(worksheet(perform(long), 3))
    assert words(next(sheet.iter("code"))) == "?lang=es&view=cell&t=2"
    assert "no cabe" in words(next(sheet.iter("footer")))


def test_only_the_row_of_this_step_is_on_the_sheet() -> None:
    sheet, _ = parsed(worksheet(perform(Settings(inputs="0.111;2;3;4\n0.777;6;7;8", t=2)), 0))
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
    sheet, key = parsed(page)
    assert f'<html lang="{lang}">' in page
    assert key is not None
    everything = (words(sheet) + words(key)).replace("\u00a0", " ")
    assert all(part in everything for part in said)
    assert not re.search(r"[{}]", everything)
    assert not re.search(r"-\d", words(key)), "a real minus sign"


def test_inputs_have_their_names_and_designed_cells_no_seed() -> None:
    sheet, _ = parsed(worksheet(perform(Settings(scenario="latch", t=6)), 2))
    heads = [words(head) for head in sheet.iter("th") if head.attrib["scope"] == "col"]
    assert heads == ["h1", "valor", "escribir", "borrar", "leer", "b"]
    assert "Semilla" not in words(sheet)
    sheet, _ = parsed(
        worksheet(perform(Settings(scenario="keras", inputs="series:3", lang="en")), 2)
    )
    assert "passengers" in words(sheet) and "real series" in words(sheet)


def test_a_wide_cell_fits_the_paper() -> None:
    sheet, key = parsed(worksheet(perform(WIDE), 2))
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
