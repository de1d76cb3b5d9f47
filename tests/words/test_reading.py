"""The words say what the numbers are."""

import csv
import io
import re
from dataclasses import replace

import numpy as np
import pytest

from lstm_core.experiment.checks import cannot_close, matches_notebook
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.scenarios import SCENARIOS
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import GATES, STAGES
from lstm_core.words import reading
from lstm_core.words.notation import CHARTED


def test_the_first_sentence_of_the_notebook() -> None:
    english, spanish = (
        reading.step_sentence(perform(Settings(lang=lang))) for lang in ("en", "es")
    )
    assert english == "Unit 1 keeps 72 % of its memory (0.87 → 0.62) and writes 0.83: C = 1.45."
    assert (
        spanish
        == "La unidad 1 conserva el 72 % de su memoria (0.87 → 0.62) y escribe 0.83: C = 1.45."
    )


def test_a_cell_without_memory_has_nothing_to_keep() -> None:
    assert "nothing to keep" in reading.step_sentence(
        perform(Settings(scenario="pytorch", lang="en"))
    )


def test_what_is_kept_and_written_adds_up_as_shown() -> None:
    for seed in range(100):
        said = reading.step_sentence(perform(Settings(scenario="wide", seed=seed, t=3, lang="en")))
        kept = float(said.split("→ ")[1].split(")")[0].replace("−", "-"))
        written = float(said.split("writes ")[1].split(":")[0].replace("−", "-"))
        C = said.split("C = ")[1].rstrip(".").replace("−", "-")
        assert f"{kept + written:.{len(C.split('.')[1])}f}".replace("-0.00", "0.00") == C.replace(
            "-0.00", "0.00"
        ), said


def test_only_the_notebooks_own_first_step_equals_the_notebook() -> None:
    assert matches_notebook(perform(Settings()))
    assert matches_notebook(perform(Settings(steps=60)))
    assert not matches_notebook(perform(Settings(seed=43)))
    assert not matches_notebook(perform(Settings(hidden_size=4)))
    assert "8" in reading.captions(perform(Settings()))[0]
    assert reading.captions(perform(Settings(t=2)))[0] != reading.captions(perform(Settings()))[0]


def test_that_no_gate_can_close_is_computed() -> None:
    assert cannot_close(perform(Settings(seed=5, hidden_size=9)))
    assert not cannot_close(perform(Settings(inputs="1;-2;3;4")))
    assert not cannot_close(perform(Settings(scenario="pytorch")))


def test_the_claims_of_the_notebooks_caption_hold() -> None:
    for seed in range(50):
        experiment = perform(Settings(seed=seed, steps=20))
        assert (
            min(getattr(step, name).min() for step in experiment.trace for name in ("f", "i", "o"))
            >= 0.5
        )


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_text_of_every_scenario_can_be_said(scenario: str, lang: str) -> None:
    for inputs in ("", "series:3", "1;2;3;x"):
        experiment = perform(Settings(scenario=scenario, lang=lang, inputs=inputs, t=2))
        said = [
            reading.step_sentence(experiment),
            reading.time_sentence(experiment),
            *reading.captions(experiment),
        ]
        said += [reading.here(experiment, stage) for stage in STAGES] + reading.complaints(
            experiment
        )
        said += [
            reading.alt_step(experiment),
            reading.alt_time(experiment, CHARTED),
            reading.alt_weights(experiment, list(GATES)),
        ]
        for gate in GATES:
            said += [
                reading.weights_sentence(experiment, gate),
                reading.alt_pushes(experiment, gate),
            ]
        assert all(sentence and not re.search(r"\{|-\d+\.|−0\.0+\b", sentence) for sentence in said)


def test_the_time_sentence_tells_the_extremes() -> None:
    said = reading.time_sentence(perform(Settings(scenario="latch", lang="en", t=6)))
    assert (
        "lowest −0.83 (t = 6)" in said
        and "highest 0.92 (t = 1)" in said
        and "at t = 6 it keeps 0.2 %" in said
    )


def test_the_strongest_push_is_named() -> None:
    said = reading.weights_sentence(perform(Settings(scenario="latch", lang="en", t=6)), "f")
    assert "the input “write” (−12.00)" in said and "a = −6.00" in said


def test_tables_hold_all_digits_and_csv_reads_back() -> None:
    experiment = perform(Settings(scenario="latch"))
    table = reading.time_table(experiment)
    assert table.header == ("t", "unit", *CHARTED, "valor", "escribir", "borrar", "leer")
    rows = list(csv.reader(io.StringIO(table.csv())))[1:]
    assert [float(row[6]) for row in rows] == [step.C[0, 0] for step in experiment.trace]
    assert len(reading.weights_table(perform(Settings())).rows) == 4 * 3
    pushes = reading.pushes_table(perform(Settings()), "f")
    assert sum(float(row[3]) for row in pushes.rows) == pytest.approx(
        perform(Settings()).step.a_f[0, 0]
    )
    step = reading.step_table(perform(Settings()))
    assert step.rows[0][step.header.index("h")] == perform(Settings()).step.h[0, 0]
    assert "0.82097830" in step.markdown()


def test_inputs_as_text_to_edit_come_back_as_the_same_numbers() -> None:
    drawn = perform(Settings(scenario="wide"))
    typed = perform(Settings(scenario="wide", inputs=reading.as_typed(drawn)))
    np.testing.assert_allclose(typed.X, drawn.X, atol=0.0005)


@pytest.mark.parametrize(
    "settings",
    [Settings(), Settings(steps=1), Settings(scenario="counter"), Settings(scenario="keras")],
)
def test_the_extremes_of_the_time_sentence_hold_its_ends(settings: Settings) -> None:
    said = reading.time_sentence(perform(replace(settings, lang="en"))).replace("−", "-")
    start, end, low, high = (
        float(number) for number in re.findall(r"-?\d+\.\d\d(?= |,|;)", said)[:4]
    )
    assert low <= min(start, end) and high >= max(start, end)


def test_a_share_never_claims_more_than_it_is() -> None:
    assert [reading.percent(share) for share in (0, 0.0025, 0.72, 0.9975, 1)] == [
        "0",
        "0.2",
        "72",
        "99.8",
        "100",
    ]
